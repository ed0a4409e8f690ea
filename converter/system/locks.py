"""One run at a time in a folder: a lock file that says who works there.

The system's own lock on the file decides, and ends with its process however that ends. It says nothing about
a file that another machine left on a share, or where a file system knows no such locks: there the holder
writes into the file every few seconds, and one that stopped writing is taken for gone. No clock is compared.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from converter.system.errors import OutputError, UsageError
from converter.system.file_locks import try_lock
from converter.system.files import failure_advice, failure_reason
from converter.system.sharing import remove

LOCK: Final = ".xxgk-lock"
"""The lock file's name in the folder; it is removed at the end, and no input."""

BEAT: Final = 5.0
"""Seconds between two signs of life."""

PATIENCE: Final = 12.0
"""Seconds without a sign of life after which a holder is taken for gone."""

_SETTLING: Final = 0.3  # seconds in which two that begin at once overwrite each other
_TRIES, _PAUSE = 20, 0.05  # a file between its making and its first words, or its last words and its end


class Holder(NamedTuple):
    """Who works in a folder. `since`: ISO 8601 with its zone; `work`: the command."""

    user: str
    machine: str
    process: int
    since: str
    work: str


class FolderBusy(UsageError):
    """Another run works in the folder."""


@contextmanager
def only_run(
    folder: Path,
    work: str,
    on_wait: Callable[[Holder], None] = lambda holder: None,
    patience: float = PATIENCE,
    on_left: Callable[[OSError], None] = lambda error: None,
) -> Iterator[Holder | None]:
    """Be the only run that works in a folder, which is made where it is missing; yields who left it locked.

    `on_wait` is called before it takes `patience` seconds to see whether a holder elsewhere still lives,
    `on_left` where the lock file cannot be removed at the end: nobody holds it then.
    FolderBusy: another run works there. OutputError: nothing can be written there.
    """
    own = Holder(_user(), _machine(), os.getpid(), datetime.now().astimezone().isoformat(), work)
    made = _make(folder)
    path, stop = folder / LOCK, threading.Event()
    try:
        handle, left = _acquire(path, own, on_wait, patience)
        beats = threading.Thread(target=_beat, args=(handle, own, stop), daemon=True)
        try:
            beats.start()
            yield left
        finally:
            stop.set()
            if beats.is_alive():
                beats.join()
            if (error := _release(path, handle)) is not None:
                on_left(error)
    finally:
        for each in made:  # nothing was written there, or else they stay
            with suppress(OSError):
                each.rmdir()


def holder_of(folder: Path) -> Holder | None:
    """Who works in a folder now, for all that can be seen without waiting; None where nobody does."""
    try:
        handle = os.open(folder / LOCK, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        return _read(handle)[0] if try_lock(handle) is False else None
    finally:
        os.close(handle)


def require_free(folder: Path) -> None:
    """FolderBusy: a run works in a folder that is only read here."""
    if holder := holder_of(folder):
        raise _busy(folder, holder)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return ""


def _machine() -> str:
    """The computer's name. `platform` asks for all else with it, on Windows a slow service (Python 3.12)."""
    if sys.platform == "win32":
        import socket

        return socket.gethostname()
    return os.uname().nodename


def _make(folder: Path) -> list[Path]:
    """Make a folder; those that were missing, innermost first."""
    above = (folder, *folder.parents)
    missing = [each for each in above if not os.path.exists(each)]  # noqa: PTH110  never an error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error
    return missing


def _unusable(folder: Path, error: OSError) -> OutputError:
    return OutputError(f"无法写入“{folder}”：{failure_reason(error)}。{failure_advice(error)}。")


def _acquire(
    path: Path, own: Holder, on_wait: Callable[[Holder], None], patience: float
) -> tuple[int, Holder | None]:
    """The open file with our name in it, and who had left it behind."""
    for _ in range(_TRIES):
        handle, ours, locked = _open(path), False, None
        try:
            locked = try_lock(handle)
            holder, state = _read(handle)
            if locked is not False and _is_at(path, handle):
                if holder is not None and (locked is None or holder.machine != own.machine):
                    on_wait(holder)
                    if _lives(path, state, patience):
                        raise _busy(path.parent, holder)
                ours = True
                _write(handle, own, 0)
                _hide(path)
                if locked is None:
                    time.sleep(_SETTLING)
                    other = _read(handle)[0]
                    if other is not None and other != own:
                        ours = False
                        raise _busy(path.parent, other)
                return handle, holder
            if locked is False and holder is not None:
                raise _busy(path.parent, holder)
        except BaseException as error:
            if ours or (locked and not os.fstat(handle).st_size):  # nobody's words are in it
                _release(path, handle)
            else:
                os.close(handle)
            if isinstance(error, OSError):
                raise _unusable(path.parent, error) from error
            raise
        os.close(handle)
        time.sleep(_PAUSE)
    raise FolderBusy(f"结果文件夹“{path.parent}”正被另一次运行使用。请等它结束后再运行。")


def _open(path: Path) -> int:
    flags = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except OSError as error:
        with suppress(OSError):  # that of another user can be read and, once nobody holds it, removed
            handle = os.open(path, os.O_RDONLY | flags)
            if try_lock(handle) is False:
                return handle
            os.close(handle)
            path.unlink()
            return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o666)
        raise _unusable(path.parent, error) from error


def _hide(path: Path) -> None:
    """Hide the file where a dot before the name does not."""
    if sys.platform == "win32":
        import ctypes

        hidden = 2
        ctypes.windll.kernel32.SetFileAttributesW(str(path), hidden)


def _is_at(path: Path, handle: int) -> bool:
    """Whether the open file still has its name: the run before removes it when it ends."""
    if sys.platform == "win32":  # which removes no open file, and has disks that do not tell files apart
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _lives(path: Path, state: bytes, patience: float) -> bool:
    """Whether somebody writes into the file within some seconds, or takes it away."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        time.sleep(min(0.5, patience))
        try:
            if path.read_bytes() != state:
                return True
        except OSError:
            return True
    return False


def _read(handle: int) -> tuple[Holder | None, bytes]:
    """Who stands in an open file, and its bytes; None where it says nothing that can be read."""
    os.lseek(handle, 0, os.SEEK_SET)
    content = os.read(handle, 10_000)
    try:
        said: Any = json.loads(content)
        datetime.fromisoformat(said["since"])
        words = [str(said[name]) for name in ("user", "machine", "since", "work")]
        return Holder(words[0], words[1], int(said["process"]), words[2], words[3]), content
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None, content


def _write(handle: int, holder: Holder, beats: int) -> None:
    content = json.dumps({**holder._asdict(), "beats": f"{beats:09}"}).encode() + b"\n"
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, content)
    os.ftruncate(handle, len(content))
    if beats:
        os.fsync(handle)  # a share sees it only then


def _beat(handle: int, own: Holder, stop: threading.Event) -> None:
    beats = 0
    while not stop.wait(BEAT):
        beats += 1
        with suppress(OSError):
            _write(handle, own, beats)


def _release(path: Path, handle: int) -> OSError | None:
    """Remove the lock file and with it the lock; why it stays."""
    left: OSError | None = None
    if sys.platform == "win32":  # which removes no file that is open
        os.close(handle)
        try:
            remove(path, missing_ok=True)
        except OSError as error:
            left = None if holder_of(path.parent) else error  # the next run has it already
        return left
    try:
        if os.path.samestat(os.fstat(handle), path.stat()):
            remove(path)
    except FileNotFoundError:
        left = None
    except OSError as error:
        left = error
    os.close(handle)
    return left


def who_works(holder: Holder) -> str:
    """Who works in a folder, since when and where, in words."""
    since = datetime.fromisoformat(holder.since)
    where = "这台电脑上" if holder.machine == _machine() else f"电脑“{holder.machine}”上"
    who = f"{holder.user or '另一个用户'}从 {since.month}月{since.day}日 {since:%H:%M} 起在{where}运行"
    return f"{who} xxgk {holder.work}（进程 {holder.process}）"


def _busy(folder: Path, holder: Holder) -> FolderBusy:
    here = holder.machine == _machine()
    stuck = (
        f"如果它已经没有反应，请先结束进程 {holder.process}"
        if here
        else "如果那台电脑已经死机，请把它关掉，过一分钟再运行"
    )
    return FolderBusy(
        f"结果文件夹“{folder}”里已经有人在做：{who_works(holder)}。"
        f"两次运行不能同时写一个文件夹，这次没有写出任何文件。请等它结束后再运行；{stuck}。"
    )
