"""Work shared among processes: results in the order of the items, whatever becomes of a process.

What is the same for all items goes to each process once, through a file: last year's reports of a province
are too much to travel along with every few workbooks.

A worker that dies (out of memory, killed, a crash in a library's C code) breaks the whole pool. Then what was
not done is done again, each item by itself, and only one at which its process dies again is given up.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from converter.results.spool import no_room

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

SHARED = 200
"""Items from which on several processes are worth their start, about half a second of work each."""

CHUNK = 8
"""Items that a worker is given at a time."""

AHEAD = 3
"""Chunks for each worker that are under way or done and not fetched: what bounds the memory."""

Item = TypeVar("Item")
Constant = TypeVar("Constant")
Result = TypeVar("Result")
Work = Callable[[Item], Result]


def fitting_jobs(items: int) -> int:
    """How many processes a number of items is worth."""
    return 1 if items < SHARED else os.cpu_count() or 1


def shared(
    work: Callable[[Constant, Item], Result],
    constant: Constant,
    items: Sequence[Item],
    jobs: int,
    dead: Callable[[Item], Result],
) -> Iterator[Result]:
    """The results of a picklable `work(constant, item)` on all items in their order, by so many processes.

    `dead` gives the result of an item whose process ends twice. One job works in this process, where
    nothing can be given up. OutputError: there is no room for temporary files.
    """
    if jobs <= 1:
        yield from map(partial(work, constant), items)
        return
    with _stored((work, constant)) as path:
        yield from _shared(partial(_stored_work, path), items, jobs, dead)


@contextmanager
def _stored(value: object) -> Iterator[Path]:
    """A file of our own that holds a picklable value, for as long as it is needed."""
    with ExitStack() as stack:
        try:
            folder = tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True)
            path = Path(stack.enter_context(folder)) / "work"
            with path.open("wb") as file:  # as it is packed: never all of it in memory a second time
                pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise no_room(error) from error
        yield path


def _stored_work(path: Path, item: Item) -> Any:
    work, constant = _restored(path)
    return work(constant, item)


@lru_cache(maxsize=1)
def _restored(path: Path) -> tuple[Callable[[Any, Any], Any], Any]:
    """What all items have in common, loaded once in a process."""
    with path.open("rb") as file:
        work, constant = pickle.load(file)
    gc.freeze()  # what a worker has loaded by now stays: its collector need not go through it time and again
    return work, constant


def _shared(
    work: Work[Item, Result], items: Sequence[Item], jobs: int, dead: Work[Item, Result]
) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool  # one job does without all that it brings

    ahead: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    waiting = deque(items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
    pool = _pool(jobs)
    try:
        while waiting or ahead:
            try:
                while waiting and len(ahead) < jobs * AHEAD:
                    ahead.append((waiting[0], pool.submit(_each, work, waiting[0])))
                    waiting.popleft()
                yield from ahead[0][1].result()
                ahead.popleft()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                unfinished = list(ahead)
                ahead.clear()
                for chunk, future in unfinished:
                    done = future.done() and not future.cancelled() and future.exception() is None
                    yield from future.result() if done else _alone(work, chunk, dead)
                pool = _pool(jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawned on every system alike: a fork copies locks that another thread may hold
    return ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that shares the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _each(work: Work[Item, Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def _alone(work: Work[Item, Result], items: Sequence[Item], dead: Work[Item, Result]) -> Iterator[Result]:
    """Do each item by itself, so that a process that ends is the doing of one."""
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(1)
    try:
        for item in items:
            try:
                yield pool.submit(work, item).result()
            except BrokenProcessPool:
                yield dead(item)
                pool.shutdown()
                pool = _pool(1)
    finally:
        pool.shutdown()
