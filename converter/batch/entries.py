"""What lies below a folder: files, and whatever is none or cannot be read now, each with the reason.

Nothing is passed over in silence: a folder that cannot be listed may hold the workbooks of many agencies.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from os.path import normcase
from pathlib import Path
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.paths import results_among
from converter.system.files import OWN_PREFIX, ChangedError, NotAFileError, failure_reason, is_in_use
from converter.system.windows_errors import is_too_long

MAX_DEPTH = 60
"""Folders inside each other that are looked into; Windows paths have hardly more."""

_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized"})
_JUNCTION = 0xA0000003
"""The mark of a folder on Windows that stands for another one."""

_SPECIAL = (
    (stat.S_ISFIFO, "是管道"),
    (stat.S_ISSOCK, "是套接口"),
    (stat.S_ISCHR, "是设备"),
    (stat.S_ISBLK, "是设备"),
)


class Held(NamedTuple):
    """Why something cannot be read now. `variant`: of F-02; `detail`: the reason in words, if it says one."""

    variant: str
    detail: str = ""

    def told(self, name: str) -> Finding:
        """The notice of a run about it."""
        return finding("F-02", Place(name), variant=self.variant, detail=self.detail)


class Entry(NamedTuple):
    """A file, or something that is none. `name`: in the batch. `held`: why it cannot be read, else None."""

    name: str
    path: Path
    held: Held | None = None
    is_folder: bool = False


def held_by(error: OSError) -> Held:
    """Why a file cannot be read, by the error of the system."""
    if isinstance(error, ChangedError):
        return Held("changing")
    if isinstance(error, NotAFileError):
        return Held("special", failure_reason(error))
    if is_too_long(error):
        return Held("unread", failure_reason(error))
    if is_in_use(error) or isinstance(error, IsADirectoryError):
        return Held("access")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Held("gone")
    return Held("unread", failure_reason(error))


def entries(folder: Path, below: str, leave_out: Path | None) -> Iterator[Entry]:
    """What lies below a folder, sorted in each. `below`: prefix of names. `leave_out`: not looked into.

    Lock files, system files and whatever a conversion wrote are no entries, and folders only those that
    cannot be looked into.
    """
    walks = [_listed(folder, below, leave_out)]
    while walks:
        entry = next(walks[-1], None)
        if entry is None:
            walks.pop()
        elif not entry.is_folder or entry.held is not None:
            yield entry
        elif _is_link(entry.path):
            yield entry._replace(held=_linked(entry.path, folder))
        elif len(walks) >= MAX_DEPTH:
            yield entry._replace(held=Held("folder", f"文件夹套了 {MAX_DEPTH} 层以上"))
        else:
            walks.append(_listed(entry.path, f"{entry.name}/", leave_out))


def is_skipped(name: str) -> bool:
    """Whether a file is one that programs keep beside those of a person."""
    return (
        name.startswith(("~$", "._", ".~", OWN_PREFIX)) or name == "__MACOSX" or name.lower() in _SYSTEM_FILES
    )


def _listed(folder: Path, below: str, leave_out: Path | None) -> Iterator[Entry]:
    """What lies in a folder, folders among it; or the folder, which cannot be listed."""
    try:
        names = sorted(os.listdir(folder), key=normcase)  # noqa: PTH208  names, no paths
    except OSError as error:
        yield Entry(below.rstrip("/"), folder, Held("folder", failure_reason(error)), True)
        return
    files, folders = results_among(names)
    for name in names:
        path = folder / name
        if path == leave_out:
            continue
        entry = _looked_at(below + name, path)
        is_own = name.startswith(OWN_PREFIX) if entry.is_folder else is_skipped(name)
        if not is_own and name not in (folders if entry.is_folder else files):
            yield entry


def _looked_at(name: str, path: Path) -> Entry:
    """What a name in a folder stands for."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  the path is made of strings for ten thousand files
    except OSError as error:
        if isinstance(error, FileNotFoundError) and path.is_symlink():
            return Entry(name, path, Held("special", "是链接，它指向的文件不在"))
        if not path.suffix:  # a folder, as far as can be told
            return Entry(name, path, Held("folder", failure_reason(error)), True)
        return Entry(name, path, held_by(error))
    if stat.S_ISREG(mode):
        return Entry(name, path)
    if stat.S_ISDIR(mode):
        return Entry(name, path, is_folder=True)
    kind = next((words for is_one, words in _SPECIAL if is_one(mode)), "是系统的特殊文件")
    return Entry(name, path, Held("special", kind))


def _is_link(folder: Path) -> bool:
    """Whether a folder is a link, or a junction of Windows."""
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION


def _linked(link: Path, root: Path) -> Held:
    """Why a link to a folder is not followed; without a variant where nothing is missed by it."""
    try:
        target, own = link.resolve(), root.resolve()
    except (OSError, RuntimeError):
        return Held("link")
    if target.is_relative_to(own) or own.is_relative_to(target):
        return Held("", "链接，指向这里已有的文件夹")
    return Held("link")
