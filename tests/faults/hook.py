"""The calls that a run makes to the system, counted; one of them can be made to fail.

Only calls about files below a folder count, so that imports and the files of the package do not.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("ENOSPC", "EACCES", "ENOENT", "EIO", "KILL", "FULL")
"""What can happen at a call: an error of the system once, the end of the process, a disk that stays full."""

_BY_PATH = (
    "open", "stat", "lstat", "listdir", "scandir", "mkdir", "rmdir", "unlink", "remove", "replace", "rename",
    "chmod", "utime", "link", "symlink", "truncate", "readlink", "access",
)  # fmt: skip
_BY_HANDLE = ("fsync", "ftruncate", "write", "read")
WRITING = frozenset(("write", "open for writing", "fsync", "mkdir", "ftruncate", "truncate"))
"""Calls that need space on the disk."""

_WRITES = os.O_WRONLY | os.O_RDWR


class Call(NamedTuple):
    """A call to the system. `path`: below the folder that is watched."""

    what: str
    path: str


class Fault(NamedTuple):
    """What happens at a call. `number`: of the call, from 1; `kind`: one of `KINDS`."""

    number: int
    kind: str


@contextmanager
def watched(folder: Path, fault: Fault | None = None) -> Iterator[list[Call]]:
    """Count the calls about files below a folder, and fail one of them."""
    calls: list[Call] = []
    root = str(folder)

    def come(what: str, about: Any, dir_fd: int | None = None) -> None:
        path = _path_of(about, dir_fd)
        if path != root and not path.startswith(f"{root}/"):
            return
        calls.append(Call(what, path[len(root) + 1 :]))
        if fault is None or len(calls) < fault.number:
            return
        if len(calls) == fault.number and fault.kind == "KILL":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault.kind == "FULL" and what in WRITING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        if len(calls) == fault.number and fault.kind != "FULL":
            number = getattr(errno, fault.kind)
            raise OSError(number, os.strerror(number), path)

    real: dict[tuple[Any, str], Any] = {(os, name): getattr(os, name) for name in (*_BY_PATH, *_BY_HANDLE)}
    real |= {(io, "open"): io.open, (builtins, "open"): builtins.open}
    real |= {(subprocess.Popen, "__init__"): subprocess.Popen.__init__}
    for name in _BY_PATH:
        setattr(os, name, _by_path(name, getattr(os, name), come))
    for name in _BY_HANDLE:
        setattr(os, name, _by_handle(name, getattr(os, name), come))
    opened = _opener(come)
    io.open = builtins.open = opened
    start = subprocess.Popen.__init__

    def started(self: Any, *words: Any, **more: Any) -> None:
        come("subprocess", root)
        start(self, *words, **more)

    subprocess.Popen.__init__ = started  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        for (owner, name), function in real.items():
            setattr(owner, name, function)


def _path_of(about: Any, dir_fd: int | None) -> str:
    """The path that a call is about, given as path or handle."""
    try:
        if isinstance(about, int):
            return _readlink(f"/proc/self/fd/{about}")
        path = os.fsdecode(os.fspath(about))
        if dir_fd is not None:
            return f"{_readlink(f'/proc/self/fd/{dir_fd}')}/{path}"
        return path if path.startswith("/") else f"{_getcwd()}/{path}"
    except (OSError, TypeError):
        return ""


_readlink, _getcwd = os.readlink, os.getcwd


def _by_path(name: str, real: Callable[..., Any], come: Callable[..., None]) -> Callable[..., Any]:
    def called(path: Any = ".", *words: Any, **more: Any) -> Any:
        about, where = path, more.get("dir_fd")
        if name in ("replace", "rename") and words:
            about, where = words[0], None  # what a clerk would see of it
        writes = name == "open" and words and words[0] & _WRITES
        come("open for writing" if writes else name, about, where)
        return real(path, *words, **more)

    return called


def _by_handle(name: str, real: Callable[..., Any], come: Callable[..., None]) -> Callable[..., Any]:
    def called(handle: int, *words: Any) -> Any:
        come(name, handle)
        return real(handle, *words)

    return called


def _opener(come: Callable[..., None]) -> Callable[..., Any]:
    """`open`, whose files count each read and write that reaches the system."""

    class Raw(io.FileIO):
        def readinto(self, buffer: Any) -> int:
            come("read", self.fileno())
            return super().readinto(buffer)

        def readall(self) -> bytes:
            come("read", self.fileno())
            return super().readall()

        def write(self, data: Any) -> int:
            come("write", self.fileno())
            return super().write(data)

    def opened(
        file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None,
        errors: str | None = None, newline: str | None = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        bare = "".join(sorted(set(mode) - set("bt")))
        if not isinstance(file, int) and opener is None:  # an opener calls os.open itself
            come("open" if bare == "r" else "open for writing", file)
        raw = Raw(file, bare, closefd, opener)
        if buffering == 0:
            return raw
        buffered: Any
        if "+" in bare:
            buffered = io.BufferedRandom(raw)
        else:
            buffered = io.BufferedReader(raw) if bare == "r" else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        text = io.TextIOWrapper(buffered, encoding, errors, newline, buffering == 1)
        text.mode = mode  # type: ignore[misc]
        return text

    return opened
