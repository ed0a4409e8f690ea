"""An .xlsx file as a zip of XML parts: told from other files by its content, opened within limits.

Whatever is no whole workbook is refused with a reason; only parts that are asked for are unpacked.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from converter.system.fast_xml import bounded_cache
from converter.system.zips import TAIL_SIZE, directory_size, inflate

MAX_FILE: Final = 20_000_000
MAX_MEMBERS: Final = 2_000
MAX_RELATIONS: Final = 10_000  # of one part
MAX_DIRECTORY: Final = 1_000_000  # bytes of the list of members, which zipfile reads before we can count
MAX_UNPACKED: Final = 50_000_000
MAX_TAGS: Final = 800_000
"""Number of "<" in the parts read once more than as many bytes are unpacked: fewer bytes cannot hold more.

Blank cells of large parts are not counted. A tree takes 30 times the bytes of its part.
"""

SMALL_PART: Final = 1_000_000
REMEMBERED: Final = 50_000
"""Bytes up to which what was made of a part is remembered: workbooks of a folder have many of them alike."""
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    OSError,
    RuntimeError,
)
_ZIP_STARTS: Final = (b"PK\3\4", b"PK\7\x08", _ZIP_END := b"PK\5\6")
# Cells and rows that hold nothing but a style: clerks colour whole columns. Only where all have references,
# for without them a blank one moves the next; and not where a comment or CDATA may hold such words as text.
_BLANK_CELL: Final = rb"<c\s[^<>]*+(?<=/)>|<c\s[^<>]*+></c>"
_BLANK: Final = re.compile(
    rb"(?:<row\s[^<>]*+(?<=/)>|<row\s[^<>]*+>(?:%b)*+</row>)++|(?:%b)++" % (_BLANK_CELL, _BLANK_CELL)
)
_UNPLACED: Final = re.compile(rb'<(?:c|row)(?=[\s/>])(?![^<>]*\sr=")|<!')
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\f\r"))


class Reason(StrEnum):
    """Why a file cannot be read, as a code."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    PASSWORD = "password"
    LOCKED_XLS = "locked_xls"
    XLS = "xls"
    ODS = "ods"
    XLSB = "xlsb"
    WORD_FILE = "word_file"
    ARCHIVE = "archive"
    WEB_PAGE = "web_page"
    XML_TABLE = "xml_table"
    TEXT = "text"
    OTHER = "other"
    TOO_LARGE = "too_large"
    DTD = "dtd"
    DUPLICATE_PART = "duplicate_part"
    NO_SHEETS = "no_sheets"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: Final = (  # start of the file, what must be in it, reason; the first that fits
    (_OLE, "EncryptedPackage\0".encode("utf-16-le"), Reason.PASSWORD),
    (_OLE, "Workbook\0".encode("utf-16-le"), Reason.XLS),
    (_OLE, "Book\0".encode("utf-16-le"), Reason.XLS),
    (_OLE, "WordDocument\0".encode("utf-16-le"), Reason.WORD_FILE),
    *((start, b"", Reason.ARCHIVE) for start in (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")),
    (b"%PDF", b"", Reason.OTHER),
)
_WORDS: Final = (  # what begins a text file that stands for a table, in lower case; the first that fits
    (b"urn:schemas-microsoft-com:office:spreadsheet", Reason.XML_TABLE),
    (b"opendocument.spreadsheet", Reason.XML_TABLE),
    *((word, Reason.WEB_PAGE) for word in (b"<html", b"<!doctype html", b"<table", b"mime-version:")),
)


class UnreadableFile(Exception):
    """A file whose cells cannot be had, for `reason`; `detail` names the sheet or part, or is "".

    Not a `ConverterError`: a bad file is nobody's wrong call. The workbook reader catches it and
    makes it a finding, so it never leaves the package.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason: Final = reason
        self.detail: Final = detail[:100]
        super().__init__(reason, self.detail)


@contextmanager
def open_package(content: bytes) -> Iterator["Package"]:
    """The parts of an .xlsx or .xlsm file. Raises UnreadableFile for anything else."""
    if not content:
        raise UnreadableFile(Reason.EMPTY)
    if len(content) > MAX_FILE:
        raise UnreadableFile(Reason.TOO_LARGE)
    if not content.startswith(_ZIP_STARTS):
        raise UnreadableFile(_other_kind(content))
    if directory_size(content[-TAIL_SIZE:]) > MAX_DIRECTORY:
        raise UnreadableFile(Reason.TOO_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_ERRORS as error:
        raise UnreadableFile(Reason.DAMAGED if _ZIP_END in content else Reason.TRUNCATED) from error
    with archive:
        yield Package(archive, content)


def _other_kind(content: bytes) -> Reason:
    if content.startswith(_OLE):
        shift, directory = int.from_bytes(content[30:32], "little"), int.from_bytes(content[48:52], "little")
        if (directory + 1) << min(shift, 12) >= len(content):  # where the names of its streams stand
            return Reason.TRUNCATED
    for start, inside, reason in _KINDS:
        if content.startswith(start) and inside in content:
            return reason
    if not content.strip(b"\0"):  # space set aside for a copy that never came
        return Reason.TRUNCATED
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[:4096].replace(b"\0", b"") if wide else content[:4096]
    if not wide and head != head.translate(None, _CONTROLS):
        return Reason.OTHER
    return next((reason for word, reason in _WORDS if word in head.lower()), Reason.TEXT)


class Package:
    """The parts of an open zip file, by name without case, each read once, under one budget."""

    def __init__(self, archive: zipfile.ZipFile, content: bytes) -> None:
        self._archive, self._content = archive, content
        self._bytes_left, self._tags_left = MAX_UNPACKED, MAX_TAGS
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for info in archive.infolist():
            self._members.setdefault(info.filename.replace("\\", "/").lstrip("/").lower(), []).append(info)
        if len(archive.infolist()) > MAX_MEMBERS:
            raise UnreadableFile(Reason.TOO_LARGE)

    def has(self, prefix: str) -> bool:
        """True where a part's name begins so (in lower case)."""
        return any(name.startswith(prefix) for name in self._members)

    def read(self, part: str, label: str) -> bytes:
        """Unpack a part, once. Raises UnreadableFile with `label` where it is missing or broken."""
        infos = self._members.pop(part.lower(), ())
        if len(infos) != 1:
            raise UnreadableFile(Reason.DUPLICATE_PART if infos else Reason.DAMAGED, label)
        if infos[0].flag_bits & 1:
            raise UnreadableFile(Reason.PASSWORD, label)
        data = inflate(self._content, infos[0], self._bytes_left)
        if data is None:
            try:
                with self._archive.open(infos[0]) as stream:
                    data = stream.read(self._bytes_left + 1)  # unpacks no more, whatever file_size says
            except _ZIP_ERRORS as error:
                raise UnreadableFile(Reason.DAMAGED, label) from error
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise UnreadableFile(Reason.TOO_LARGE, label)
        if len(data) != infos[0].file_size:
            raise UnreadableFile(Reason.DAMAGED, label)
        if len(data) >= SMALL_PART and not _UNPLACED.search(data):
            data = _BLANK.sub(b"", data)
        if MAX_UNPACKED - self._bytes_left > MAX_TAGS:  # before that there is no need to count them
            self._tags_left -= data.count(b"<")
        if self._tags_left < 0:
            raise UnreadableFile(Reason.TOO_LARGE, label)
        return data

    def elements(self, part: str, label: str, root: str, **parents: str) -> Iterator[etree._Element]:
        """The `elements` of a part that is read here."""
        yield from elements(self.read(part, label), label, root, **parents)


def elements(data: bytes, label: str, root: str, **parents: str) -> Iterator[etree._Element]:
    """The elements named child="parent" (or "one another"), each whole until the next is asked for."""
    homes = {name: parent.split() for name, parent in parents.items()}
    tags = [f"{{*}}{name}" for name in parents]
    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    safe |= {"huge_tree": False, "remove_comments": True, "remove_pis": True, "collect_ids": False}
    try:
        if len(data) < SMALL_PART:  # a tree is faster, but takes 30 times the bytes
            tree = etree.fromstring(data, etree.XMLParser(**safe))
            found = tree.iter(*tags)
        else:
            events = etree.iterparse(io.BytesIO(data), tag=tags, **safe)
            tree, found = None, _cleared(events)
        for count, element in enumerate(found):
            if not count:  # before anyone takes a text that may hold an entity
                _refuse_doctype(element, label)
            if local_name(element.getparent()) in homes[local_name(element)]:
                yield element
    except etree.LxmlError as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        doctype = b"<!DOCTYPE" in data.replace(b"\0", b"")
        raise UnreadableFile(Reason.DTD if doctype else Reason.DAMAGED, label) from error
    tree = events.root if tree is None else tree
    _refuse_doctype(tree, label)
    if local_name(tree) != root:
        raise UnreadableFile(Reason.DAMAGED, label)


def _cleared(events: Iterable[tuple[str, etree._Element]]) -> Iterator[etree._Element]:
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]  # an empty element still takes its place


def local_name(element: etree._Element | None) -> str:
    """An element's name without its namespace."""
    return "" if element is None else _local(str(element.tag))


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _refuse_doctype(element: etree._Element, label: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(Reason.DTD, label)


def workbook_part(package: Package) -> str:
    """Name of the workbook part; raises UnreadableFile saying what else the zip file is."""
    if package.has("_rels/.rels"):
        target = dict(relations(package, "").values()).get("officedocument", "")
        if target.startswith("word/"):
            raise UnreadableFile(Reason.WORD_FILE)
        if target.endswith(".bin"):  # .xlsb
            raise UnreadableFile(Reason.XLSB)
        if not target or target.startswith("ppt/"):
            raise UnreadableFile(Reason.DAMAGED if package.has("xl/") else Reason.OTHER)
        return target
    if package.has("xl/") or package.has("[content_types].xml"):
        raise UnreadableFile(Reason.DAMAGED, "_rels/.rels")
    kind = package.read("mimetype", "mimetype") if package.has("mimetype") else b""
    if b"opendocument.spreadsheet" in kind:
        raise UnreadableFile(Reason.ODS)
    raise UnreadableFile(Reason.WORD_FILE if b"opendocument.text" in kind else Reason.ARCHIVE)


def relations(package: Package, source: str) -> Mapping[str, tuple[str, str]]:
    """Kind (last word of the type, which Strict files share) and target part by id."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", name + ".rels")
    return _relations(package.read(part, part), part, folder)


@bounded_cache(16, REMEMBERED)
def _relations(data: bytes, part: str, folder: str) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for element in elements(data, part, "Relationships", Relationship="Relationships"):
        target = posixpath.join("/", folder, element.get("Target", "").replace("\\", "/"))
        kind = element.get("Type", "").rpartition("/")[2].lower()
        if len(found) >= MAX_RELATIONS:
            raise UnreadableFile(Reason.TOO_LARGE, part)
        found[element.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
    return found
