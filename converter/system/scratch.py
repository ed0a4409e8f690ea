"""A folder of this process's own for everything temporary; what a killed one left there, the next removes.

Libraries and the programs that we start name their temporary files themselves, and nobody can say later whose
they were. So all of them get a folder of ours in the system's temporary folder. A file in it is locked while
its process lives: the system's lock ends however the process ends, and no number of a process is believed.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from converter.system.file_locks import try_lock
from converter.system.sharing import new_folder

PREFIX: Final = "xxgk-"
"""How the names of our folders begin."""

MARK: Final = "in-use"
"""The file in each that is locked while its process lives."""

_VARIABLES = ("TMPDIR", "TEMP", "TMP")
"""What other programs ask for the temporary folder; each takes another one first, on every system."""

_FLAGS = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_TRIES = 5


@contextmanager
def scratch() -> Iterator[None]:
    """Put the temporary files of this process, and of those that it starts, into a folder of its own.

    The folder is removed at the end. Those of dead processes are removed first. Where none can be made the
    system's temporary folder serves: who needs space there will be told.
    """
    clear()
    made = _make()
    if made is None:
        yield
        return
    folder, handle = made
    usual, variables = tempfile.tempdir, {name: os.environ.get(name) for name in _VARIABLES}
    tempfile.tempdir = str(folder)
    os.environ.update(dict.fromkeys(_VARIABLES, str(folder)))
    try:
        yield
    finally:
        tempfile.tempdir = usual
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _remove(folder, handle)


def clear() -> None:
    """Remove the folders of dead processes of this user; what is still held there stays for the next run."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and (handle := _abandoned(Path(entry.path))) is not None:
                _remove(Path(entry.path), handle)


def _make() -> tuple[Path, int] | None:
    """A new folder and its locked file; None where there can be none."""
    for _ in range(_TRIES):
        try:
            folder = new_folder(Path(tempfile.gettempdir()), PREFIX)
        except OSError:
            return None
        locked: bool | None = False
        with suppress(OSError):
            handle = os.open(folder / MARK, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            locked = try_lock(handle)
            # one that removes old folders may have come between: it holds the lock then, or the file is gone
            if locked and (folder / MARK).exists():
                return folder, handle
            os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)
        if locked is None:  # nobody could say whether this process lives
            return None
    return None


def _abandoned(folder: Path) -> int | None:
    """The locked file of a folder whose process is gone; None for any other folder or file."""
    try:
        found, mark = folder.lstat(), (folder / MARK).lstat()
        if _is_link(found) or _is_link(mark) or _is_of_another(found):
            return None
        handle = os.open(folder / MARK, _FLAGS)
    except OSError:
        return None
    if try_lock(handle):
        return handle
    os.close(handle)
    return None


def _is_link(found: os.stat_result) -> bool:
    """Whether it is a link, or a junction of Windows, which passes for a folder."""
    attributes: int = getattr(found, "st_file_attributes", 0)
    return stat.S_ISLNK(found.st_mode) or bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _is_of_another(found: os.stat_result) -> bool:
    """Whether a file belongs to another user; on Windows each user has a temporary folder."""
    return sys.platform != "win32" and found.st_uid != os.getuid()


def _remove(folder: Path, handle: int) -> None:
    """Remove a folder, the locked file last: what cannot be removed now, or not whole, is known again."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name != MARK:
                _remove_all(entry.path)
    if sys.platform == "win32":  # which removes no open file
        os.close(handle)
        _remove_empty(folder)
        return
    _remove_empty(folder)
    os.close(handle)


def _remove_all(path: str) -> None:
    """Remove a file, a folder with all in it, or a link (or a junction), but not what it leads to."""
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:  # a folder
        shutil.rmtree(path, ignore_errors=True)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but its mark."""
    with suppress(OSError):
        if os.listdir(folder) == [MARK]:  # noqa: PTH208  names alone
            (folder / MARK).unlink()
            folder.rmdir()
