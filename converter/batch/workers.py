"""Processes that do work for this one: quiet, deaf to Ctrl-C, gone when this one is gone.

What ends a run from outside is the main process's to say. A worker prints nothing, not even a traceback when
it is ended in the middle of something, and it never outlives the main process.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import FrameType, TracebackType
from typing import Any, ParamSpec, TypeVar

from converter.system.lifelines import end_with_parent
from converter.system.windows_jobs import new_job, put_into

Words = ParamSpec("Words")
Result = TypeVar("Result")


class Workers(ProcessPoolExecutor):
    """A pool of processes. Left by an exception, it does not wait for what they are doing."""

    def __init__(self, processes: int | None = None) -> None:
        with _starting():  # a helper, which outlives us to tidy up
            # spawn on every system: a fork copies locks that another thread may hold
            super().__init__(processes, get_context("spawn"), initializer=_begin)
        self._job, self._in_job = new_job(), set[int]()

    def submit(
        self, fn: Callable[Words, Result], /, *args: Words.args, **kwargs: Words.kwargs
    ) -> Future[Result]:
        """As in the base class, which starts processes here."""
        with _starting():
            future = super().submit(fn, *args, **kwargs)
        for process in [*(self._processes or {}).values()] if self._job else ():
            if process.pid not in self._in_job:  # Windows ends it with this one, whatever it is doing
                put_into(self._job, process.sentinel)
                self._in_job.add(process.pid or 0)
        return future

    def end(self) -> None:
        """Kill the processes and forget what is not done."""
        for process in [*(self._processes or {}).values()]:
            process.kill()
        self.shutdown(wait=True, cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        if kind is not None:
            self.end()
        return super().__exit__(kind, error, trace)


def _begin() -> None:
    """What each process does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


@contextmanager
def _starting() -> Iterator[None]:
    """Start processes that nothing from outside disturbs before they can see to it themselves."""
    with _signals_put_off(), _deaf_children(), _silent_children():
        yield


@contextmanager
def _signals_put_off() -> Iterator[None]:
    """Handle what ends this process a moment later: a process that was started by half prints a traceback."""
    came: list[tuple[int, FrameType | None]] = []
    handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None and callable(handler := signal.getsignal(number)):
                handlers[number] = handler
                signal.signal(number, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number, frame in came:
            handlers[number](number, frame)


@contextmanager
def _deaf_children() -> Iterator[None]:
    """A state that children inherit, in which they get neither Ctrl-C nor the end of their terminal."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _silent_children() -> Iterator[None]:
    """A state that children inherit, in which nobody sees what they print on stderr."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
