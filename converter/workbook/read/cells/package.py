"""An .xlsx or .ods file as a zip archive of XML parts, opened within limits.

A file that is not a whole workbook raises UnreadableFile. Only parts that are asked for are unpacked.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from converter.system.fast_xml import bounded_cache
from converter.system.patterns import pattern
from converter.system.zips import TAIL_SIZE, directory_size, inflate
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile, identify_non_zip

MAX_FILE: Final = 20_000_000
MAX_MEMBERS: Final = 2_000
MAX_DIRECTORY: Final = 1_000_000  # bytes of the list of members, which zipfile reads before we can count
MAX_UNPACKED: Final = 50_000_000
MAX_TAGS: Final = 800_000
"""Number of "<" in all parts read. Counted once more than as many bytes are unpacked: fewer cannot hold more.

Blank cells of large parts are not counted. A tree takes 30 times the bytes of its part.
"""

SMALL_PART: Final = 1_000_000
"""Bytes up to which a part is parsed as a whole tree, and blank cells stay in it."""

CACHED_PART: Final = 50_000
"""Bytes up to which the result of parsing a part is cached: workbooks of one folder share many parts."""

_ZIP_STARTS: Final = (b"PK\3\4", b"PK\7\x08", _ZIP_END := b"PK\5\6")
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    OSError,
    RuntimeError,
)


@contextmanager
def open_package(content: bytes) -> Iterator["Package"]:
    """The parts of an .xlsx, .xlsm or .ods file. Raises UnreadableFile for anything else."""
    if not content:
        raise UnreadableFile(Obstacle.EMPTY)
    if len(content) > MAX_FILE:
        raise UnreadableFile(Obstacle.TOO_LARGE)
    if not content.startswith(_ZIP_STARTS):
        raise UnreadableFile(identify_non_zip(content))
    if directory_size(content[-TAIL_SIZE:]) > MAX_DIRECTORY:
        raise UnreadableFile(Obstacle.TOO_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_ERRORS as error:
        raise UnreadableFile(Obstacle.DAMAGED if _ZIP_END in content else Obstacle.TRUNCATED) from error
    with archive:
        yield Package(archive, content)


# Cells and rows with a style and no content: clerks colour whole columns. They are removed only where all
# cells have references, since without them a blank cell moves the next one; and not where a comment or CDATA
# could contain such markup as text.
_BLANK_CELL: Final = rb"<c\s[^<>]*+(?<=/)>|<c\s[^<>]*+></c>"
_BLANK: Final = pattern(
    rb"(?:<row\s[^<>]*+(?<=/)>|<row\s[^<>]*+>(?:%b)*+</row>)++|(?:%b)++" % (_BLANK_CELL, _BLANK_CELL)
)
_OF_CELLS: Final = re.compile(
    rb"<(?:c|row)\s"
)  # none in an .ods file, in which looking for blanks takes long
_WITHOUT_REFERENCE: Final = pattern(rb'<(?:c|row)(?=[\s/>])(?![^<>]*\sr=")|<!')


class Package:
    """The parts of an open zip archive, by name without case; each is read once, all under one budget."""

    def __init__(self, archive: zipfile.ZipFile, content: bytes) -> None:
        self._archive, self._content = archive, content
        self._bytes_left, self._tags_left = MAX_UNPACKED, MAX_TAGS
        self._members: dict[str, list[zipfile.ZipInfo]] = {}
        for info in archive.infolist():
            self._members.setdefault(info.filename.replace("\\", "/").lstrip("/").lower(), []).append(info)
        if len(archive.infolist()) > MAX_MEMBERS:
            raise UnreadableFile(Obstacle.TOO_LARGE)

    def has(self, prefix: str) -> bool:
        """True where a part's name starts with `prefix` (in lower case)."""
        return any(name.startswith(prefix) for name in self._members)

    def has_part(self, part: str) -> bool:
        """True for a part that is there and was not read yet."""
        return part.lower() in self._members

    def size(self, part: str) -> int:
        """The bytes of a part by the list of members; 0 where it is missing."""
        return max((info.file_size for info in self._members.get(part.lower(), ())), default=0)

    def read(self, part: str, label: str) -> bytes:
        """The bytes of a part, once. Raises UnreadableFile with `label` where it is missing or broken."""
        infos = self._members.pop(part.lower(), ())
        if len(infos) != 1:
            raise UnreadableFile(Obstacle.DUPLICATE_PART if infos else Obstacle.DAMAGED, label)
        if infos[0].flag_bits & 1:
            raise UnreadableFile(Obstacle.PASSWORD, label)
        data = inflate(self._content, infos[0], self._bytes_left)
        if data is None:
            try:
                with self._archive.open(infos[0]) as stream:
                    data = stream.read(self._bytes_left + 1)  # unpacks no more, whatever file_size says
            except _ZIP_ERRORS as error:
                raise UnreadableFile(Obstacle.DAMAGED, label) from error
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise UnreadableFile(Obstacle.TOO_LARGE, label)
        if len(data) != infos[0].file_size:
            raise UnreadableFile(Obstacle.DAMAGED, label)
        if len(data) >= SMALL_PART and _OF_CELLS.search(data) and not _WITHOUT_REFERENCE.search(data):
            data = _BLANK.sub(b"", data)
        if MAX_UNPACKED - self._bytes_left > MAX_TAGS:  # before that there is no need to count them
            self._tags_left -= data.count(b"<")
        if self._tags_left < 0:
            raise UnreadableFile(Obstacle.TOO_LARGE, label)
        return data

    def elements(self, part: str, label: str, root: str, **parents: str) -> Iterator[etree._Element]:
        """Read a part and yield its `elements`."""
        yield from elements(self.read(part, label), label, root, **parents)


def elements(data: bytes, label: str, root: str, **parents: str) -> Iterator[etree._Element]:
    """The elements named child="parent" (or "one another"), each whole until the next is asked for.

    Raises UnreadableFile with `label` for damaged XML, another root element, or any DTD.
    """
    allowed = {name: parent.split() for name, parent in parents.items()}
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
            if not count:  # before a text that may hold an entity is used
                _refuse_doctype(element, label)
            if local_name(element.getparent()) in allowed[local_name(element)]:
                yield element
    except etree.LxmlError as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        doctype = b"<!DOCTYPE" in data.replace(b"\0", b"")
        raise UnreadableFile(Obstacle.DTD if doctype else Obstacle.DAMAGED, label) from error
    tree = events.root if tree is None else tree
    _refuse_doctype(tree, label)
    if local_name(tree) != root:
        raise UnreadableFile(Obstacle.DAMAGED, label)


def _cleared(events: Iterable[tuple[str, etree._Element]]) -> Iterator[etree._Element]:
    """The elements of a parser's events, each emptied once the next is asked for."""
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]  # an empty element still takes memory


def local_name(element: etree._Element | None) -> str:
    """An element's name without its namespace."""
    return "" if element is None else _local(str(element.tag))


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _refuse_doctype(element: etree._Element, label: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(Obstacle.DTD, label)


def workbook_part(package: Package) -> str:
    """Name of the workbook part of an .xlsx file.

    Raises UnreadableFile with what else the archive is; Obstacle.ODS for a spreadsheet of that format.
    """
    if package.has("_rels/.rels"):
        target = dict(relations(package, "").values()).get("officedocument", "")
        if target.startswith("word/"):
            raise UnreadableFile(Obstacle.WORD_FILE)
        if target.endswith(".bin"):
            raise UnreadableFile(Obstacle.XLSB)
        if not target or target.startswith("ppt/"):
            raise UnreadableFile(Obstacle.DAMAGED if package.has("xl/") else Obstacle.OTHER)
        return target
    if package.has("xl/") or package.has("[content_types].xml"):
        raise UnreadableFile(Obstacle.DAMAGED, "_rels/.rels")
    kind = package.read("mimetype", "mimetype") if package.has("mimetype") else b""
    if b"opendocument.spreadsheet" in kind:
        raise UnreadableFile(Obstacle.ODS)
    raise UnreadableFile(Obstacle.WORD_FILE if b"opendocument.text" in kind else Obstacle.ARCHIVE)


MAX_RELATIONS: Final = 10_000  # of one part


def relations(package: Package, source: str) -> Mapping[str, tuple[str, str]]:
    """By id, kind and target part of a part's relations; of a hyperlink, the address as written.

    The kind is the last word of the type, which Strict files share.
    """
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", name + ".rels")
    return _relations(package.read(part, part), part, folder)


@bounded_cache(16, CACHED_PART)
def _relations(data: bytes, part: str, folder: str) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for element in elements(data, part, "Relationships", Relationship="Relationships"):
        target = posixpath.join("/", folder, element.get("Target", "").replace("\\", "/"))
        kind = element.get("Type", "").rpartition("/")[2].lower()
        if len(found) >= MAX_RELATIONS:
            raise UnreadableFile(Obstacle.TOO_LARGE, part)
        path = posixpath.normpath(target).lstrip("/")
        found[element.get("Id", "")] = kind, element.get("Target", "") if kind == "hyperlink" else path
    return found
