"""A run that is ended from outside: Ctrl-C, SIGTERM, a closed terminal. One sentence, and it ends soon.

The signal raises `Stopped` in the main thread, so that everything is tidied up on the way out. A second
thread hears of the signal by itself; where the main thread is not out after `GRACE` seconds (it waits in a
system call, or a library swallowed the exception), that thread says the sentence and ends the process.
Nothing is lost by that: files are written whole or not at all, and workers end with this process.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from types import FrameType
from typing import Any, Final

from converter.cli.statuses import HUNG_UP, STOPPED, TERMINATED

GRACE: Final = 1.2
"""Seconds for an orderly end."""

_STATUSES: Final = {
    getattr(signal, name): status
    for name, status in (
        ("SIGINT", STOPPED),
        ("SIGTERM", TERMINATED),
        ("SIGBREAK", TERMINATED),  # Windows: Ctrl-Break, and a window that is closed
        ("SIGHUP", HUNG_UP),
    )
    if hasattr(signal, name)
}
"""The signals that end a run, with its exit status."""

_AGAIN = "重新运行同一条命令，会接着做完；已经写好、没有变化的报告不重做。"


class Stopped(KeyboardInterrupt):
    """A signal asks this run to end."""


class Run:
    """How far a run is. `total`: the files to be done, None before they are known. `signal`: what ends it."""

    def __init__(self) -> None:
        self.done, self.signal = 0, 0
        self.total: int | None = None
        self.said = threading.Lock()

    @property
    def status(self) -> int:
        """The exit status of a run that was ended."""
        return _STATUSES.get(self.signal, STOPPED)

    def sentence(self) -> str:
        """What a run that was ended says."""
        if self.total is None:
            return f"已停止：还没有开始逐份处理。{_AGAIN}"
        left = self.total - self.done
        how = (
            f"共 {self.total} 份，做完 {self.done} 份，还有 {left} 份没有做"
            if left > 0
            else f"{self.total} 份都已处理，结果还没有全部写出"
        )
        return f"已停止：{how}。已写出的文件都是完整的。{_AGAIN}"

    def say(self) -> None:
        """Say it, once."""
        if self.said.acquire(blocking=False):
            with suppress(OSError, ValueError):  # the terminal is gone
                print(self.sentence(), file=sys.stderr, flush=True)


_RUN: ContextVar[Run] = ContextVar("_RUN")


def count(total: int, done: int = 0) -> None:
    """Note how far the run is, for the sentence with which it may be ended."""
    run = _RUN.get(None)
    if run is not None:
        run.done, run.total = done, total


@contextmanager
def endable(*, last: bool = False) -> Iterator[Run]:
    """A run that signals end: they raise `Stopped`, which leaves this context.

    `last`: the process ends after it, and no signal disturbs that. Elsewhere than in a main thread no signal
    comes.
    """
    run = Run()
    token = _RUN.set(run)
    if threading.current_thread() is not threading.main_thread():
        yield run
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if not run.signal:
            run.signal = number
            raise Stopped

    receive, send, close = _channel()
    over = threading.Event()
    wakeup = signal.set_wakeup_fd(send, warn_on_full_buffer=False)
    hook, sys.unraisablehook = sys.unraisablehook, partial(_unraisable, sys.unraisablehook)
    before: dict[int, Any] = {}
    watch = threading.Thread(target=_watch, args=(run, receive, over), daemon=True)
    watch.start()
    try:
        for number in _STATUSES:
            if signal.getsignal(number) != signal.SIG_IGN:  # a run that was started to survive its terminal
                before[number] = signal.signal(number, stop)
        yield run
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if last else handler)
        signal.set_wakeup_fd(wakeup)
        sys.unraisablehook = hook
        over.set()
        close()
        watch.join()
        _RUN.reset(token)


def end_children() -> None:
    """Kill the processes that work for this one, if it has any."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.kill()


def _channel() -> tuple[Callable[[], bytes], int, Callable[[], None]]:
    """A pipe that the system writes a signal's number to: its reader, its writing end, what closes that.

    The reading end is closed when it comes to the end.
    """
    if sys.platform == "win32":  # which takes a socket for this, and no pipe
        import socket

        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        return lambda: _one_byte(partial(ours.recv, 1), ours.close), theirs.fileno(), theirs.close
    read, write = os.pipe()
    os.set_blocking(write, False)
    return (
        lambda: _one_byte(partial(os.read, read, 1), partial(os.close, read)),
        write,
        partial(os.close, write),
    )


def _one_byte(read: Callable[[], bytes], close: Callable[[], object]) -> bytes:
    """The next byte, b"" at the end, where the reading end is closed."""
    found = read()
    if not found:
        close()
    return found


def _watch(run: Run, receive: Callable[[], bytes], over: threading.Event) -> None:
    """Wait for a signal, and end the process where the main thread does not."""
    while number := receive():
        if number[0] in _STATUSES:
            if not over.wait(GRACE):
                run.signal = run.signal or number[0]
                end_children()
                run.say()
                os._exit(run.status)
            return


def _unraisable(before: Callable[[Any], object], found: Any) -> None:
    """Leave out that the end came at a moment when nothing can be raised; the second thread sees to it."""
    if not issubclass(found.exc_type, Stopped):
        before(found)
