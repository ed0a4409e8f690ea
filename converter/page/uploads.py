"""Files received: copied into 收件 under a folder of the day, none written over, none outside of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from converter.system import sharing
from converter.system.errors import OutputError
from converter.system.files import OWN_PREFIX, TEMPORARY, failure_advice, failure_reason
from converter.system.naming import safe_stem
from converter.system.sharing import new_file, open_file
from converter.year.folder import YearFolder

MAX_FILES, MAX_BYTES = 2_000, 500_000_000
"""Files and bytes that come at once."""

_PIECE = 1_000_000


class Received(NamedTuple):
    """A file that came. `name`: below 收件. `is_new`: False where the same file is there already."""

    name: str
    is_new: bool


def receive(year: YearFolder, files: Iterable[tuple[str, BinaryIO]], today: date) -> list[Received]:
    """Copy files into 收件; each whole or not at all. OutputError: one cannot be written.

    A name of a browser may hold folders and anything else: only its last part is used, made harmless. The
    same name gets a number; the same content under the same name is not kept twice.
    """
    folder = year.intake / f"{today.month}月{today.day}日"
    return [_receive(year, folder, name, file) for name, file in files]


def _receive(year: YearFolder, folder: Path, given: str, file: BinaryIO) -> Received:
    last = PurePosixPath(given.replace("\\", "/")).name
    stem, dot, suffix = last.rpartition(".")
    kept = f".{safe_stem(suffix)}" if dot and stem else ""
    stem = safe_stem(stem if dot and stem else last)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = new_file(folder, OWN_PREFIX, TEMPORARY)
        try:
            digest = _copy(file, handle)
            temporary.chmod(0o644)
            return _named(year, folder, stem, kept, temporary, digest)
        finally:
            with suppress(OSError):
                sharing.remove(temporary, missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"“{stem}{kept}”没有收下：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error


def _named(year: YearFolder, folder: Path, stem: str, suffix: str, temporary: Path, digest: str) -> Received:
    """Give a whole file its name: the first with a number that nobody has."""
    number = 1
    while True:
        target = folder / f"{stem}{f'（{number}）' if number > 1 else ''}{suffix}"
        shown = target.relative_to(year.intake).as_posix()
        try:
            os.link(temporary, target)  # unlike a rename it never replaces a file
        except FileExistsError:
            if _digest(target) == digest:
                return Received(shown, False)
            number += 1
            continue
        except OSError:  # a disk without links: nobody else writes here but this server
            if target.exists():
                number += 1
                continue
            sharing.replace(temporary, target)
        return Received(shown, True)


def _copy(file: BinaryIO, handle: int) -> str:
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as target:
        while piece := file.read(_PIECE):
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
