"""Compilers for Windows: MinGW, or the zig of the registry where there is no MinGW.

MinGW takes a second, zig at its first call some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from portable.pins import fetch, read_lock

_MINGW = ("x86_64-w64-mingw32-gcc-win32", "x86_64-w64-mingw32-gcc")


class Compiler(NamedTuple):
    """Commands for C and for resources, the file that the latter makes, the option for no console."""

    command: tuple[str, ...]
    resources: tuple[str, ...]
    resource_file: str
    windowed: str
    environment: Mapping[str, str]

    def run(self, command: tuple[str, ...], folder: Path) -> None:
        """Run one of the commands. subprocess.CalledProcessError: it failed."""
        subprocess.run(command, check=True, cwd=folder, env={**os.environ, **self.environment})


def compiler_name() -> str:
    """Which compiler this machine has: what it makes has other bytes than what the other one makes."""
    return "mingw" if _mingw() else "zig"


@contextmanager
def compiler(scratch: Path, cache: Path) -> Iterator[Compiler]:
    """The compiler of this machine; `scratch` is there for it as long as the context lasts."""
    command = _mingw()
    if command is not None:
        yield Compiler(
            (command, "-Wl,--no-insert-timestamp"),
            ("x86_64-w64-mingw32-windres", "python.rc", "-O", "coff", "-o", "resources.o"),
            "resources.o",
            "-mwindows",
            {},
        )
        return
    (wheel,) = fetch(read_lock("zig"), cache, None)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(scratch / "zig")
    program = scratch / "zig" / "ziglang" / "zig"
    program.chmod(0o755)
    yield Compiler(
        (str(program), "cc", "-target", "x86_64-windows-gnu"),
        (str(program), "rc", "python.rc", "resources.res"),
        "resources.res",
        "-Wl,--subsystem,windows",
        {
            "ZIG_GLOBAL_CACHE_DIR": str(scratch / "zig-global"),
            "ZIG_LOCAL_CACHE_DIR": str(scratch / "zig-local"),
        },
    )


def _mingw() -> str | None:
    return next((found for name in _MINGW if (found := shutil.which(name))), None)
