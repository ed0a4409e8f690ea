"""Processes that do work for this one: quiet, deaf to Ctrl-C, gone when this one is gone.

What ends a run from outside is the main process's to say. A worker prints nothing, not even a traceback when
it is ended in the middle of something, and it never outlives the main process.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from converter.system.lifelines import end_with_parent

Words = ParamSpec("Words")
Result = TypeVar("Result")

_NO_WARNING = "ignore:resource_tracker:UserWarning"  # of the helper that outlives us to tidy up after us


class Workers(ProcessPoolExecutor):
    """A pool of processes. Left by an exception, it does not wait for what they are doing."""

    def __init__(self, processes: int | None = None) -> None:
        with _starting():  # the helper that outlives us
            # spawn on every system: a fork copies locks that another thread may hold
            super().__init__(processes, get_context("spawn"), initializer=_begin)

    def submit(
        self, fn: Callable[Words, Result], /, *args: Words.args, **kwargs: Words.kwargs
    ) -> Future[Result]:
        """As in the base class, which starts processes here."""
        with _starting():
            return super().submit(fn, *args, **kwargs)

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
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  until the process ends
    end_with_parent()


@contextmanager
def _starting() -> Iterator[None]:
    """Keep Ctrl-C from processes that are being started and cannot yet refuse it themselves."""
    before = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = f"{before},{_NO_WARNING}" if before else _NO_WARNING
    try:
        with _interrupts_held():
            yield
    finally:
        if before is None:
            os.environ.pop("PYTHONWARNINGS", None)
        else:
            os.environ["PYTHONWARNINGS"] = before


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A state in which this process gets Ctrl-C a moment later and new children, which inherit it, never."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, True)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, False)
        return
    mask: Any = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
