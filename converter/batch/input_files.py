"""The input files of a run: workbooks, on disk or inside zip archives, and the names of other files."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os.path import normcase
from pathlib import Path, PurePosixPath

from converter.batch.given_paths import GivenPath, given_paths
from converter.results.paths import is_below_results, results_among
from converter.system.errors import UsageError
from converter.system.files import OWN_PREFIX
from converter.system.naming import printable
from converter.system.zips import TAIL_SIZE, directory_size

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb", ".csv"})
"""Extensions of files that are taken for workbooks, if only to say why they are refused (.xlsb, .csv).

The format itself is detected by content.
"""

ARCHIVE = ".zip"
MAX_MEMBERS, MAX_FILE = 2_000, 20_000_000
"""Files in an archive, and bytes of one file; of a larger file one byte more is read, which shows it."""

MAX_ARCHIVE, MAX_DIRECTORY = 2_000_000_000, 2_000_000
"""Bytes of an archive, and of the list of members at its end."""

_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized"})
_FOREIGN = frozenset(
    (".docx", ".doc", ".wps", ".pptx", ".ppt", ".dps", ".pdf", ".ofd", ".txt", ".jpg", ".jpeg",
     ".png", ".rar", ".7z", ".odt", ".odp", ".json", ".db", ".exe", ".htm", ".html", ".mht", ".xml", ".eml",
     ".msg")
)  # fmt: skip
"""Extensions of other kinds of files; a file with any other extension is opened to look for a workbook."""

_OLE, _OLE_BOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Workbook\0".encode("utf-16-le")
_BOOK = "xl/workbook.xml"
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, RuntimeError)


class Unpackable(OSError):
    """A member of an archive that cannot be unpacked: a password, or damage."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the input: `name` in the batch, and where its bytes are.

    `path`: a string, as ten thousand `Path` objects would take much memory. `member`: its name inside the
    archive `path`, "" for a file on disk.
    """

    name: str
    path: str
    member: str = ""

    def read(self) -> bytes:
        """Its bytes. Unpackable: the archive does not give it; OSError: the system does not, for now."""
        if not self.member:
            with Path(self.path).open("rb") as file:
                size = os.fstat(file.fileno()).st_size  # asking for 20 MB each time takes longer than reading
                content = file.read(min(size, MAX_FILE) + 1)
                return content if len(content) <= size else content + file.read(MAX_FILE + 1 - len(content))
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                return stream.read(MAX_FILE + 1)
        except _ZIP_ERRORS as error:
            raise Unpackable(str(error)) from error


def list_inputs(
    given: Path | Sequence[Path], leave_out: Path | None = None
) -> tuple[list[InputFile], list[str]]:
    """The workbooks among files and below folders, archives opened in place, and the names of other files.

    Sorted within each folder; a file that is reached twice is listed once. Lock files, system files,
    everything below `leave_out` and whatever a conversion wrote are skipped. UsageError: a path does not
    exist, or lies where this conversion writes (`leave_out` is its output folder), or there is no workbook.
    """
    paths, output = given_paths(given), leave_out.resolve() if leave_out else None
    for each in paths:
        if output is not None and is_below_results(each.path, output):
            raise UsageError(
                f"“{each.path.name}”在结果文件夹里，运行时会被新的结果覆盖，没有写出任何文件。"
                "单位改好的表请先放进收报送表的文件夹，再转换那个文件夹。"
            )
    workbooks: list[InputFile] = []
    others: list[str] = []
    for below, path in _files_of(paths, output):
        name = printable(below)
        meant = _is_workbook(name) or _holds_workbook(path) or _is_held(path)
        inside = list(_members(path, name)) if name.lower().endswith(ARCHIVE) and not meant else []
        workbooks += [file for file in inside if _is_workbook(file.name)]
        others += [file.name for file in inside if not _is_workbook(file.name)]
        if meant:
            workbooks.append(InputFile(name, str(path)))
        elif not inside:
            others.append(name)
    if not workbooks:
        raise UsageError(nothing_in(given))
    return workbooks, others


def nothing_in(given: Path | Sequence[Path]) -> str:
    """That there is no workbook among files and folders, in words."""
    paths = [given] if isinstance(given, Path) else list(given)
    if len(paths) > 1:
        return "给出的文件和文件夹里没有填报表（.xlsx），请检查路径。"
    if paths[0].is_dir():
        return f"文件夹“{paths[0]}”里没有填报表（.xlsx），请检查路径。"
    if paths[0].suffix.lower() == ARCHIVE:
        return f"压缩包“{paths[0]}”里没有填报表（.xlsx），或者打不开，请检查。"
    if paths[0].name in results_among([paths[0].name])[0]:
        return f"“{paths[0]}”是本程序生成的结果，不是填报表。"
    return f"“{paths[0]}”不是填报表（.xlsx），请检查路径。"


def _files_of(given: Sequence[GivenPath], leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    """The input files among and below what was given, each once: its name in the batch and its path."""
    seen: set[str] | None = set() if len(given) > 1 else None
    for each in given:
        for name, path in _below(each, leave_out):
            if seen is not None:
                if str(path) in seen:
                    continue
                seen.add(str(path))
            yield name, path


def _below(given: GivenPath, leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    path = given.path
    if path.is_dir():
        below = f"{given.name}/" if given.name else ""
        yield from _files(path, below, None if leave_out == path else leave_out)
    elif path.name not in results_among([path.name])[0] and not _is_skipped(path.name):
        yield given.name, path


def _files(folder: Path, below: str, leave_out: Path | None) -> Iterator[tuple[str, Path]]:
    """The input files below a folder, sorted: name in the batch and path. `below`: prefix of names."""
    try:
        names = sorted((path.name for path in folder.iterdir()), key=normcase)
    except OSError:  # a folder without permission: reading it as a file fails likewise, and that is told
        yield below.rstrip("/"), folder
        return
    files, folders = results_among(names)
    for name in names:
        path = folder / name
        if path == leave_out or name.startswith(OWN_PREFIX):
            continue
        if path.is_file():
            if name not in files and not _is_skipped(name):
                yield below + name, path
        elif name not in folders and path.is_dir() and not path.is_symlink():
            yield from _files(path, f"{below}{name}/", leave_out)


def _is_held(path: Path) -> bool:
    """True for an archive or folder that the system does not open now; what is in it is not known."""
    if path.suffix.lower() != ARCHIVE and path.is_file():
        return False
    try:
        with path.open("rb"):
            return False
    except OSError:
        return True


def _members(path: Path, name: str) -> Iterator[InputFile]:
    """The files of an archive; none where it cannot be opened."""
    try:
        if not _is_bounded(path):
            return
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (*_ZIP_ERRORS, OSError):
        return
    for info in infos if len(infos) <= MAX_MEMBERS else ():
        shown = _decoded(info)
        if not any(_is_skipped(part) for part in PurePosixPath(shown).parts):
            yield InputFile(f"{name}/{printable(shown)}", str(path), info.filename)


def _is_bounded(path: Path) -> bool:
    """True for an archive whose list of members is short enough to be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL_SIZE))
        return size <= MAX_ARCHIVE and directory_size(file.read()) <= MAX_DIRECTORY


def _holds_workbook(path: Path) -> bool:
    """True for a workbook with another extension or none (财政局.xlsx.bak), detected by content."""
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
    """A member's name: many programs write UTF-8 (macOS) or GBK (Chinese Windows) without the flag."""
    if info.flag_bits & 0x800:
        return info.filename
    for encoding in ("utf-8", "gb18030"):  # GBK is hardly ever valid UTF-8, UTF-8 is often valid GBK
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _is_workbook(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in WORKBOOKS


def _is_skipped(name: str) -> bool:
    return (
        name.startswith(("~$", "._", ".~", ".xxgk-")) or name == "__MACOSX" or name.lower() in _SYSTEM_FILES
    )
