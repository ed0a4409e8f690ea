"""The input files of a run: workbooks, on disk or inside zip archives, and the names of other files."""

from __future__ import annotations

import errno
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from converter.batch.entries import Entry, Held, entries, held_by, is_skipped
from converter.batch.given_paths import GivenPath, given_paths
from converter.results.paths import is_below_results, results_among
from converter.system.errors import UsageError
from converter.system.files import ChangedError, is_folder
from converter.system.lines import require_file
from converter.system.naming import printable
from converter.system.sharing import open_file, patiently
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


class InputFile(NamedTuple):
    """A file of the input: `name` in the batch, and where its bytes are.

    `path`: a string, as ten thousand `Path` objects would take much memory. `member`: its name inside the
    archive `path`, "" for a file on disk. `held`: why it could not be looked at, None where it could.
    """

    name: str
    path: str
    member: str = ""
    held: Held | None = None

    def read(self) -> bytes:
        """Its bytes. Unpackable: the archive does not give it; OSError: the system does not, for now."""
        if not self.member:
            return _read(Path(self.path))
        try:
            with _archive(self.path) as archive, archive.open(self.member) as stream:
                return stream.read(MAX_FILE + 1)
        except _ZIP_ERRORS as error:
            raise Unpackable(str(error)) from error


def _read(path: Path) -> bytes:
    """The bytes of a file. ChangedError: it changes meanwhile, as one that is being copied."""
    require_file(path)
    with open_file(path) as file:
        before = os.fstat(file.fileno())
        size = before.st_size  # asking for 20 MB each time takes longer than reading
        content = file.read(min(size, MAX_FILE) + 1)
        if len(content) > size:
            content += file.read(MAX_FILE + 1 - len(content))
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ChangedError(errno.EBUSY, "changed", str(path))
    return content


def _archive(path: str | Path) -> zipfile.ZipFile:
    return patiently(lambda: zipfile.ZipFile(path))


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
    for entry in _files_of(paths, output):
        name, path, held = printable(entry.name), entry.path, entry.held
        if held is not None and not name:  # the folder itself, which could be listed a moment ago
            raise UsageError(f"打不开文件夹“{path}”（{held.detail}）。")
        if held is not None and not (held.variant and (entry.is_folder or _may_be_one(name))):
            others.append(f"{name}（{held.detail or '没能打开'}）")
            continue
        held = held or _held_archive(path)
        meant = held is not None or _is_workbook(name) or _holds_workbook(path)
        inside = list(_members(path, name)) if name.lower().endswith(ARCHIVE) and not meant else []
        workbooks += [file for file in inside if _is_workbook(file.name)]
        others += [file.name for file in inside if not _is_workbook(file.name)]
        if meant:
            workbooks.append(InputFile(name, str(path), held=held))
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
    if is_folder(paths[0]):
        return f"文件夹“{paths[0]}”里没有填报表（.xlsx），请检查路径。"
    if paths[0].suffix.lower() == ARCHIVE:
        return f"压缩包“{paths[0]}”里没有填报表（.xlsx），或者打不开，请检查。"
    if paths[0].name in results_among([paths[0].name])[0]:
        return f"“{paths[0]}”是本程序生成的结果，不是填报表。"
    return f"“{paths[0]}”不是填报表（.xlsx），请检查路径。"


def _files_of(given: Sequence[GivenPath], leave_out: Path | None) -> Iterator[Entry]:
    """What lies among and below what was given, each once."""
    seen: set[str] | None = set() if len(given) > 1 else None
    for each in given:
        for entry in _below(each, leave_out):
            if seen is not None:
                if str(entry.path) in seen:
                    continue
                seen.add(str(entry.path))
            yield entry


def _below(given: GivenPath, leave_out: Path | None) -> Iterator[Entry]:
    path = given.path
    if given.is_folder:
        below = f"{given.name}/" if given.name else ""
        yield from entries(path, below, None if leave_out == path else leave_out)
    elif path.name not in results_among([path.name])[0] and not is_skipped(path.name):
        yield Entry(given.name, path)


def _held_archive(path: Path) -> Held | None:
    """Why the system does not open an archive now: then it is not known what is in it."""
    if path.suffix.lower() != ARCHIVE:
        return None
    try:
        with open_file(path):
            return None
    except OSError as error:
        return held_by(error)


def _may_be_one(name: str) -> bool:
    """Whether what cannot be opened may be or hold a workbook, by its name."""
    return PurePosixPath(name).suffix.lower() not in _FOREIGN


def _members(path: Path, name: str) -> Iterator[InputFile]:
    """The files of an archive; none where it cannot be opened."""
    try:
        if not _is_bounded(path):
            return
        with _archive(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (*_ZIP_ERRORS, OSError):
        return
    for info in infos if len(infos) <= MAX_MEMBERS else ():
        shown = _decoded(info)
        if not any(is_skipped(part) for part in PurePosixPath(shown).parts):
            yield InputFile(f"{name}/{printable(shown)}", str(path), info.filename)


def _is_bounded(path: Path) -> bool:
    """True for an archive whose list of members is short enough to be read."""
    size = path.stat().st_size
    with open_file(path) as file:
        file.seek(max(0, size - TAIL_SIZE))
        return size <= MAX_ARCHIVE and directory_size(file.read()) <= MAX_DIRECTORY


def _holds_workbook(path: Path) -> bool:
    """True for a workbook with another extension or none (财政局.xlsx.bak), detected by content."""
    if path.suffix.lower() in _FOREIGN:
        return False
    try:
        with open_file(path) as file:
            start = file.read(8)
            if start == _OLE:
                return _OLE_BOOK in start + file.read(MAX_FILE)
        if not start.startswith(b"PK\3\4") or not _is_bounded(path):
            return False
        with _archive(path) as archive:
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
