"""Which program runs: a mark of its code and of all libraries, for what one run keeps for the next.

A checkout changes while its version stays the same. So the mark is of every file of the package, by size and
time, which is what Python itself goes by when it takes a compiled module for current.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from converter.system.versions import __version__


@cache
def program_mark() -> str:
    """A digest that is another one as soon as program, libraries or Python are; found in a few milliseconds.

    Two installations of the same version have different marks: it is for the files of one machine.
    """
    lines = (sys.version, __version__, zlib.ZLIB_RUNTIME_VERSION, *_files(), *_libraries())
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def _files() -> Iterator[str]:
    """Each file of the package with size and time; in a frozen program they are in the executable."""
    if getattr(sys, "frozen", False):
        about = os.stat(sys.executable)  # noqa: PTH116
        yield f"{sys.executable}\t{about.st_size}\t{about.st_mtime_ns}"
    yield from _below(str(Path(__file__).parent.parent))


def _below(folder: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _below(entry.path)
        else:
            about = entry.stat()
            yield f"{entry.path}\t{about.st_size}\t{about.st_mtime_ns}"


def _libraries() -> Iterator[str]:
    """The installed packages with their versions, as their folders are called."""
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208  names, no paths
        except OSError:  # an archive, or a folder that is gone
            continue
        yield from (f"{folder}\t{name}" for name in names if name.endswith(".dist-info"))
