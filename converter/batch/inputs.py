"""What lies in a folder: workbooks, on disk or inside zip archives, and files that are none."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import normcase
from pathlib import Path, PurePosixPath

from converter.results.paths import results_among
from converter.system.errors import SettingsError
from converter.system.naming import printable
from converter.system.zips import TAIL_SIZE, directory_size

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv"})
"""Endings of files that an agency may mean as its workbook; what they are is told by their content."""

ARCHIVE = ".zip"
MAX_MEMBERS, MAX_FILE = 2_000, 20_000_000
"""Files in an archive, and bytes of one file, on disk or unpacked: of a larger one so much as shows it."""

MAX_ARCHIVE, MAX_DIRECTORY = 2_000_000_000, 2_000_000
"""Bytes of an archive, and of the list of members at its end."""

_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized"})
_FOREIGN = frozenset(
    (".docx", ".doc", ".wps", ".pptx", ".ppt", ".dps", ".pdf", ".ofd", ".txt", ".jpg", ".jpeg",
     ".png", ".rar", ".7z", ".odt", ".odp", ".json", ".db", ".exe", ".htm", ".html", ".mht", ".xml", ".eml",
     ".msg")
)  # fmt: skip
"""Endings that say that a file is meant as something else; others are looked into."""

_OLE, _OLE_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Workbook\0".encode("utf-16-le")
_BOOK = "xl/workbook.xml"
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that arrived: how it is called below the folder, and where its bytes are.

    `path`: as a text, since those of ten thousand files would take much memory as objects. `member`: its
    name inside the archive `path`, "" for a file on disk.
    """

    name: str
    path: str
    member: str = ""

    def read(self) -> bytes:
        """Its bytes. OSError: they cannot be had (in use, no permission, a broken archive)."""
        if not self.member:
            with Path(self.path).open("rb") as file:
                size = os.fstat(file.fileno()).st_size  # to ask for 20 MB each time takes longer than to read
                content = file.read(min(size, MAX_FILE) + 1)
                return content if len(content) <= size else content + file.read(MAX_FILE + 1 - len(content))
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                return stream.read(MAX_FILE + 1)
        except _ZIP_ERRORS as error:
            raise OSError(str(error)) from error


def list_inputs(folder: Path, leave_out: Path | None = None) -> tuple[list[InputFile], list[str]]:
    """The workbooks below a folder, archives opened in place, and the names of files that are none.

    Both are sorted; lock files and system files are passed over, and so is everything below
    `leave_out` and whatever a conversion wrote. SettingsError: no such folder, or no workbook in it.
    """
    if not folder.is_dir():
        raise SettingsError(f"找不到文件夹“{folder}”，请检查路径。")
    root = folder.resolve()
    results = None if leave_out is None or leave_out.resolve() == root else leave_out.resolve()
    workbooks: list[InputFile] = []
    others: list[str] = []
    for below, path in _files(root, "", results):
        name = printable(below)
        meant = _is_workbook(name) or _holds_workbook(path)
        inside = list(_members(path, name)) if path.suffix.lower() == ARCHIVE and not meant else []
        workbooks += [file for file in inside if _is_workbook(file.name)]
        others += [file.name for file in inside if not _is_workbook(file.name)]
        if meant:
            workbooks.append(InputFile(name, str(path)))
        elif not inside:
            others.append(name)
    if not workbooks:
        raise SettingsError(f"文件夹“{folder}”里没有填报表（.xlsx），请检查路径。")
    return workbooks, others


def _files(folder: Path, below: str, leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    """The files that somebody put below a folder, sorted: how each is called below it, and its path."""
    try:
        names = sorted((path.name for path in folder.iterdir()), key=normcase)
    except OSError:  # a folder that may not be looked into
        return
    files, folders = results_among(names)
    for name in names:
        path = folder / name
        if path == leave_out:
            continue
        if path.is_file():
            if name not in files and not _is_passed_over(name):
                yield below + name, path
        elif name not in folders and path.is_dir() and not path.is_symlink():
            yield from _files(path, f"{below}{name}/", leave_out)


def _members(path: Path, name: str) -> Iterator[InputFile]:
    """The files of an archive; none where it is not one that can be opened."""
    try:
        if not _is_bounded(path):
            return
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (*_ZIP_ERRORS, OSError):
        return
    for info in infos if len(infos) <= MAX_MEMBERS else ():
        shown = _decoded(info)
        if not any(_is_passed_over(part) for part in PurePosixPath(shown).parts):
            yield InputFile(f"{name}/{printable(shown)}", str(path), info.filename)


def _is_bounded(path: Path) -> bool:
    """True for an archive whose list of members is short enough to be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL_SIZE))
        return size <= MAX_ARCHIVE and directory_size(file.read()) <= MAX_DIRECTORY


def _holds_workbook(path: Path) -> bool:
    """True for a workbook under another ending or none (财政局.xlsx.bak), told by its content."""
    if path.suffix.lower() in _FOREIGN:
        return False
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if start == _OLE:
                return _OLE_BOOK in start + file.read(MAX_FILE)
        if not start.startswith(b"PK\3\4") or not _is_bounded(path):
            return False
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist() and _BOOK in archive.namelist()
    except (*_ZIP_ERRORS, OSError):
        return False


def _decoded(info: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 (macOS) or GBK (Chinese Windows) and do not say so."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "gb18030"):  # GBK hardly ever happens to be UTF-8, UTF-8 often is GBK
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _is_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in WORKBOOKS


def _is_passed_over(name: str) -> bool:
    return name.startswith(("~$", "._", ".~")) or name == "__MACOSX" or name.lower() in _SYSTEM_FILES
