"""Files that may be damaged, gigantic or no files at all, read with bounded memory."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from converter.system.files import NotAFileError
from converter.system.sharing import open_file

BOM = b"\xef\xbb\xbf"
"""What Notepad puts in front of a text."""


def require_file(path: Path) -> int:
    """The bytes of a file. OSError: there is none, or a folder, a pipe or a device, which may have no end."""
    about = os.stat(path)  # noqa: PTH116  in one call what it is and how large
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(about.st_mode):
        raise NotAFileError(errno.EINVAL, "no file", str(path))
    return about.st_size


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file; of one with more than `most` bytes one more, which shows it. OSError."""
    require_file(path)
    with open_file(path) as file:
        return file.read(most + 1)


def bounded_lines(file: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of a file with their ends; None in place of one with more than `longest` bytes."""
    while line := file.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while (more := file.readline(longest)) and not more.endswith(b"\n"):
            continue
        yield None
