"""Lines of a file that may be damaged: none longer than a limit ever is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

BOM = b"\xef\xbb\xbf"
"""What Notepad puts in front of a text."""


def bounded_lines(file: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of a file with their ends; None in place of one with more than `longest` bytes."""
    while line := file.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while (more := file.readline(longest)) and not more.endswith(b"\n"):
            continue
        yield None
