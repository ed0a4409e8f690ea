"""Files that another program holds for a moment: asked for again, for about a second.

Windows neither opens, replaces nor removes a file that another program holds: Word and Excel hold it as long
as it is open there, a virus scanner, the search index or a cloud drive for some hundredths of a second after
it was written. Files that other programs may hold are opened, replaced and removed by this module alone.
On other systems nothing is held, and nothing is asked for twice.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Collection
from io import BufferedReader
from pathlib import Path
from typing import Final, TypeVar

from converter.system.windows_errors import REFUSED, SHARING, number_of

PAUSES: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.35)
"""Seconds between two attempts."""

_TRIES = 100
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)

Result = TypeVar("Result")


def patiently(action: Callable[[], Result], refusals: Collection[int] = SHARING) -> Result:
    """The result of an action, tried again while Windows refuses it with one of these numbers."""
    for pause in PAUSES:
        try:
            return action()
        except OSError as error:
            if number_of(error) not in refusals:
                raise
        time.sleep(pause)
    return action()


def open_file(path: Path) -> BufferedReader:
    """A file, open for reading. OSError: it cannot be opened."""
    return patiently(lambda: path.open("rb"))


def content_of(path: Path) -> bytes:
    """The bytes of a file. OSError: it cannot be read."""
    return patiently(path.read_bytes)


def replace(source: Path, target: Path) -> None:
    """Rename a file, also onto another one. OSError: it cannot be renamed."""
    patiently(lambda: source.replace(target), REFUSED)


def rename(source: Path, target: Path) -> None:
    """Rename a file to a name that is free. OSError: it cannot be renamed."""
    patiently(lambda: source.rename(target), REFUSED)


def remove(path: Path, *, missing_ok: bool = False) -> None:
    """Remove a file. OSError: it cannot be removed."""
    patiently(lambda: path.unlink(missing_ok=missing_ok), REFUSED)


def new_file(folder: Path, prefix: str, suffix: str = "") -> tuple[int, Path]:
    """A new file with a name that nobody has, open for writing: handle and path. OSError: none can be made.

    `tempfile` takes a folder of Windows that may not be written for one in which each name is taken, and
    tries two thousand million of them.
    """
    return _new(folder, prefix, suffix, lambda path: os.open(path, _NEW, 0o600))


def new_folder(folder: Path, prefix: str, suffix: str = "") -> Path:
    """A new folder with a name that nobody has. OSError: none can be made."""
    return _new(folder, prefix, suffix, lambda path: path.mkdir(mode=0o700))[1]


def _new(folder: Path, prefix: str, suffix: str, make: Callable[[Path], Result]) -> tuple[Result, Path]:
    for _ in range(_TRIES):
        path = folder / f"{prefix}{secrets.token_hex(4)}{suffix}"
        try:
            return make(path), path
        except FileExistsError:
            continue
    return make(path), path
