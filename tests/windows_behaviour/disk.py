"""A disk as Windows has it, simulated below a folder: real calls of the system, some of which are refused.

- a file that another program holds is not opened, replaced or removed (`Disk.hold`), nor is one that this
  process itself has open;
- a path is at most 259 characters long, that of a folder 247;
- no name is that of a device, ends with a dot or a blank, or has one of <>:"|?*;
- folders cannot be opened, as for fsync.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from converter.system.locks import LOCK

LONGEST_FILE, LONGEST_FOLDER = 259, 247
DENIED, SHARING, NOT_FOUND, BAD_NAME, PROTECTED = 5, 32, 3, 123, 19
_ERRNOS = {DENIED: 13, SHARING: 13, NOT_FOUND: 2, BAD_NAME: 22, PROTECTED: 13}
_DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", *(f"{p}{n}" for p in ("COM", "LPT") for n in "123456789")))
_MAKING = frozenset(("create", "mkdir", "target"))
_MOVING = frozenset(("unlink", "source", "target"))


class Refusal(NamedTuple):
    """A call that was refused. `path`: below the folder; `number`: Windows' number of the error."""

    what: str
    path: str
    number: int


class Disk:
    """The rules of a disk; `refused` gets what was refused."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.refused: list[Refusal] = []
        self.held: dict[str, bool] = {}
        self.passing = 0
        self.limit = True
        self.protected = 0
        self._asked: Counter[tuple[str, str]] = Counter()

    def hold(self, path: Path, *, readable: bool = True) -> None:
        """Another program has a file open, as Word (others may read it) or as a program that lets nobody."""
        self.held[str(path)] = readable

    def hold_each(self, times: int) -> None:
        """A virus scanner holds each file for a moment: the first calls of a kind about it are refused."""
        self.passing = times

    def ask(self, what: str, path: str) -> None:
        """Refuse a call about a path where Windows would. OSError: it does."""
        if number := self._refusal(what, path) or self._momentary(what, path):
            self.refused.append(Refusal(what, path[len(self.root) + 1 :], number))
            raise failure(number, path)

    def _refusal(self, what: str, path: str) -> int:
        name = path.rpartition("/")[2]
        if self.limit and len(path) > (LONGEST_FOLDER if what == "mkdir" else LONGEST_FILE):
            return NOT_FOUND
        if what in _MAKING and _is_bad(name):
            return BAD_NAME
        if self.protected and what in (*_MAKING, "write", "unlink", "source"):
            return self.protected
        if what == "open" and _isdir(path):
            return DENIED
        is_held = path in self.held and (what != "open" or not self.held[path])
        if is_held and what in ("open", "write", *_MOVING) and _exists(path):
            return DENIED if what == "target" else SHARING
        if what in _MOVING and name != LOCK and path in _own_files():  # removed otherwise on Windows
            return DENIED if what == "target" else SHARING
        return 0

    def _momentary(self, what: str, path: str) -> int:
        if not self.passing or what not in ("open", *_MOVING) or not _isfile(path):
            return 0
        self._asked[what, path] += 1
        is_over = self._asked[what, path] % (self.passing + 1) == 0
        return 0 if is_over else SHARING if what in ("open", "source") else DENIED


def failure(number: int, path: str) -> OSError:
    """An error as Windows raises it."""
    error = OSError(_ERRNOS[number], "系统不让做。", path)
    error.winerror = number  # type: ignore[attr-defined]
    return error


_isdir, _isfile, _exists = os.path.isdir, os.path.isfile, os.path.lexists
_listdir, _readlink = os.listdir, os.readlink


def _own_files() -> set[str]:
    """The files that this process has open."""
    found = set[str]()
    for handle in _listdir("/proc/self/fd"):
        try:
            found.add(_readlink(f"/proc/self/fd/{handle}"))
        except OSError:  # the one that listed them
            continue
    return found


def _is_bad(name: str) -> bool:
    return (
        name.endswith((".", " "))
        or not set(name).isdisjoint('<>:"|?*\\')
        or name.partition(".")[0].rstrip().upper() in _DEVICES
    )


@contextmanager
def windows_disk(root: Path) -> Iterator[Disk]:
    """Everything below a folder is on a disk of Windows."""
    disk = Disk(root)

    def full(about: Any, dir_fd: int | None = None) -> str | None:
        if isinstance(about, int) or about is None:
            return None
        path = os.path.normpath(Path.cwd() / os.fsdecode(os.fspath(about)))
        if dir_fd is not None:
            path = f"{_readlink(f'/proc/self/fd/{dir_fd}')}/{os.fsdecode(os.fspath(about))}"
        return path if path.startswith(f"{disk.root}/") else None

    def watched(real: Callable[..., Any], what: str) -> Callable[..., Any]:
        def called(path: Any = ".", *words: Any, **more: Any) -> Any:
            if (found := full(path, more.get("dir_fd"))) is not None:
                disk.ask(what, found)
            return real(path, *words, **more)

        return called

    def opened(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(path: Any, flags: int, *words: Any, **more: Any) -> Any:
            found = full(path, more.get("dir_fd"))
            if found is not None:
                writes = flags & (os.O_WRONLY | os.O_RDWR)
                is_new = flags & os.O_CREAT and not _exists(found)
                disk.ask("create" if is_new else "write" if writes else "open", found)
            return real(path, flags, *words, **more)

        return called

    def streamed(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(file: Any, mode: str = "r", *words: Any, **more: Any) -> Any:
            if (found := full(file)) is not None:
                writes = set(mode) & set("wax+")
                disk.ask("open" if not writes else "write" if _exists(found) else "create", found)
            return real(file, mode, *words, **more)

        return called

    def moved(real: Callable[..., Any]) -> Callable[..., Any]:
        def called(source: Any, target: Any, *words: Any, **more: Any) -> Any:
            old, new = full(source), full(target)
            if old is not None and not (new and _exists(new) and disk.passing):  # one moment, not two
                disk.ask("source", old)
            if new is not None:
                disk.ask("target", new)
            return real(source, target, *words, **more)

        return called

    made: dict[tuple[Any, str], Any] = {}
    for name in ("unlink", "remove"):
        made[os, name] = watched(getattr(os, name), "unlink")
    for name in ("mkdir", "stat", "lstat", "listdir", "scandir"):
        made[os, name] = watched(getattr(os, name), "mkdir" if name == "mkdir" else "look")
    for name in ("replace", "rename"):
        made[os, name] = moved(getattr(os, name))
    made[os, "open"] = opened(os.open)
    made[io, "open"] = made[builtins, "open"] = streamed(io.open)
    made[shutil, "_use_fd_functions"] = False  # as on Windows, where no folder can be opened
    usual = {place: getattr(*place) for place in made}
    for (owner, name), function in made.items():
        setattr(owner, name, function)
    try:
        yield disk
    finally:
        for (owner, name), function in usual.items():
            setattr(owner, name, function)
