"""A pool of processes: maps a function over items, in their order, and survives processes that die.

What all items need is sent to each process once, through a file: last year's reports of a province are too
large to be sent with every chunk of workbooks.

A process that dies (out of memory, killed, a crash in a library's C code) breaks the whole pool. Then the
unfinished items are done again one by one, and only an item whose process dies again counts as crashed.
"""

from __future__ import annotations

import gc
import os
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from converter.results.spool import storage_error

if TYPE_CHECKING:
    from concurrent.futures import Future

POOL_MINIMUM = 200
"""Items from which several processes are worth their start, about half a second of CPU time each."""

CHUNK_SIZE = 8
"""Items sent to a worker at a time."""

CHUNKS_AHEAD = 3
"""Chunks for each worker that are sent and not yet fetched; this bounds the memory."""

TURN = 0.5
"""Seconds of a wait after which a signal is seen on every system."""

Item = TypeVar("Item")
Constant = TypeVar("Constant")
Result = TypeVar("Result")
Function = Callable[[Item], Result]


def jobs_for(items: int) -> int:
    """How many processes a number of items is worth: one, or one for each core."""
    return 1 if items < POOL_MINIMUM else os.cpu_count() or 1


def map_in_processes(
    work: Callable[[Constant, Item], Result],
    constant: Constant,
    items: Sequence[Item],
    jobs: int,
    crashed: Callable[[Item], Result],
) -> Iterator[Result]:
    """The results of a picklable `work(constant, item)` for all items, in their order, by `jobs` processes.

    `crashed(item)` is the result for an item whose process died twice. One job runs in this process, where
    no crash can be survived. OutputError: the temporary file cannot be written.
    """
    if jobs <= 1:
        yield from map(partial(work, constant), items)
        return
    with _stored((work, constant)) as path:
        yield from _map(partial(_run_stored, path), items, jobs, crashed)


@contextmanager
def _stored(value: object) -> Iterator[Path]:
    """A private temporary file with a picklable value."""
    with ExitStack() as stack:
        try:
            folder = tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True)
            path = Path(stack.enter_context(folder)) / "work"
            with path.open("wb") as file:  # written as it is pickled: never all of it in memory a second time
                pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise storage_error(error) from error
        yield path


def _run_stored(path: Path, item: Item) -> Any:
    work, constant = _load_stored(path)
    return work(constant, item)


@lru_cache(maxsize=1)
def _load_stored(path: Path) -> tuple[Callable[[Any, Any], Any], Any]:
    """The function and what all items need, loaded once in a process."""
    with path.open("rb") as file:
        work, constant = pickle.load(file)
    gc.freeze()  # all of it stays until the process ends: the garbage collector need not traverse it
    return work, constant


def _map(
    work: Function[Item, Result], items: Sequence[Item], jobs: int, crashed: Function[Item, Result]
) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool  # not needed, nor imported, with one job

    from converter.batch.workers import Workers

    sent: deque[tuple[Sequence[Item], Future[list[Result]]]] = deque()
    waiting = deque(items[start : start + CHUNK_SIZE] for start in range(0, len(items), CHUNK_SIZE))
    while waiting or sent:
        with Workers(jobs) as pool:
            try:
                while waiting or sent:
                    while waiting and len(sent) < jobs * CHUNKS_AHEAD:
                        sent.append((waiting[0], pool.submit(_run_chunk, work, waiting[0])))
                        waiting.popleft()
                    yield from _result(sent[0][1])
                    sent.popleft()
                return
            except BrokenProcessPool:
                pool.end()
        unfinished = list(sent)
        sent.clear()
        for chunk, future in unfinished:
            done = future.done() and not future.cancelled() and future.exception() is None
            yield from future.result() if done else _run_one_by_one(work, chunk, crashed)


def _result(future: Future[Result]) -> Result:
    """The result of a future, waited for in turns: Windows lets nobody interrupt a wait without an end."""
    from concurrent.futures import wait

    while not future.done():
        wait((future,), TURN)
    return future.result()


def _run_chunk(work: Function[Item, Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def _run_one_by_one(
    work: Function[Item, Result], items: Sequence[Item], crashed: Function[Item, Result]
) -> Iterator[Result]:
    """Run each item by itself, so that it is clear which one ends its process."""
    from concurrent.futures.process import BrokenProcessPool

    from converter.batch.workers import Workers

    waiting = deque(items)
    while waiting:
        with Workers(1) as pool:
            try:
                while waiting:
                    yield _result(pool.submit(work, waiting[0]))
                    waiting.popleft()
            except BrokenProcessPool:
                pool.end()
                yield crashed(waiting.popleft())
