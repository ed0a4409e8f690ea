"""Several machines by Dask: maps a function over items, in their order, and survives workers that die.

Only machines with exactly the same program take part. Items are loaded here and sent with all that they need,
so workers need no common disk. Dask itself repeats what a worker that died had not finished. What Dask gives
up after several workers died is done again one item at a time, with nothing else sent; only an item at which
the workers die again counts as crashed, as in `pool`.
"""

from __future__ import annotations

import asyncio
import hashlib
import pickle
import platform
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from converter.batch.pool import CHUNK_SIZE, CHUNKS_AHEAD
from converter.system.errors import ClusterError, UsageError
from converter.system.versions import version

if TYPE_CHECKING:
    from distributed import Client, Future


Versions = Mapping[str, str]
"""All software that determines the results, by name, with its version."""

_PACKAGES = (
    "xxgk-converter", "docxtpl", "jinja2", "lxml", "python-docx", "rapidfuzz", "xlrd", "distributed"
)  # fmt: skip
"""Packages that determine what is made from a workbook, or how it is sent."""

MAX_BYTES_SENT = 256_000_000
"""Bytes of items sent and not yet fetched at most, however many workers there are; at least one chunk."""

CHECK_INTERVAL = 30.0
"""Seconds between two checks whether any worker is left; one that died is back after a few."""

TIMEOUT = 10
"""Seconds in which the scheduler has to accept the connection."""

_RETRY = "没有写出任何报告，请检查集群后重新运行。"

Item = TypeVar("Item")
Loaded = TypeVar("Loaded")
Constant = TypeVar("Constant")
Result = TypeVar("Result")


@cache
def program_versions() -> Versions:
    """Versions of all software, and a digest of this program's code: a checkout changes within a version."""
    code = hashlib.sha256()
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        code.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return {
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in _PACKAGES},
        "程序代码": code.hexdigest()[:8],
    }


def differences_between(ours: Versions, theirs: Versions) -> list[str]:
    """The differences in Chinese: name, our version, theirs."""
    return [
        f"{name} 本机 {ours.get(name, '无')}、那里 {theirs.get(name, '无')}"
        for name in {**ours, **theirs}
        if ours.get(name) != theirs.get(name)
    ]


class _SentChunk(NamedTuple, Generic[Item]):
    """A chunk of items sent to the cluster. `size`: its bytes."""

    items: Sequence[Item]
    future: Future[bytes]
    size: int


def map_on_cluster(
    address: str,
    work: Callable[[Constant, Loaded], Result],
    constant: Constant,
    items: Sequence[Item],
    load: Callable[[Item], Loaded],
    crashed: Callable[[Item], Result],
    *,
    check_interval: float = CHECK_INTERVAL,
    max_bytes: int = MAX_BYTES_SENT,
) -> Iterator[Result]:
    """The results of `work(constant, load(item))` for all items, in their order, by a scheduler's workers.

    `load` runs here, for at most `CHUNKS_AHEAD` chunks for each thread of the workers at a time. `work` runs
    there; `constant` is sent once to each worker. `crashed(item)` is the result for an item whose workers
    died even when it ran alone. UsageError: Dask is not installed, the scheduler cannot be reached, it has
    no workers, or another program runs there. ClusterError: the scheduler or all its workers were lost before
    the end.
    """
    with _client_of(address) as client:
        _require_same_program(client)
        threads = _threads(client)
        if not threads:
            raise UsageError(f"调度程序“{address}”下没有计算进程。请先启动：dask worker {address}")
        # a task instead of scattered data: Dask repeats it for workers that come later, or when all had died
        shared = client.submit(pickle.loads, pickle.dumps(constant), pure=False)
        send = partial(_send, client, work, shared, load)
        fetch = partial(_fetch, client, check_interval)
        waiting = deque(items[start : start + CHUNK_SIZE] for start in range(0, len(items), CHUNK_SIZE))
        sent: deque[_SentChunk[Item]] = deque()
        while waiting or sent:
            while waiting and len(sent) < threads * CHUNKS_AHEAD and _bytes_of(sent) < max_bytes:
                sent.append(send(waiting.popleft()))
            results = fetch(sent[0])
            threads = _threads(client) or threads
            if results is not None:
                sent.popleft()
                yield from results
                continue
            fetched = [(chunk, fetch(chunk)) for chunk in sent]  # all, so that suspects run with nothing else
            sent.clear()
            for chunk, results in fetched:
                if results is not None:
                    yield from results
                    continue
                for item in chunk.items:
                    own = fetch(send([item]))
                    yield from own if own is not None else [crashed(item)]


def _send(
    client: Client,
    work: Callable[[Constant, Loaded], Result],
    shared: Future[Constant],
    load: Callable[[Item], Loaded],
    items: Sequence[Item],
) -> _SentChunk[Item]:
    packed = pickle.dumps([load(item) for item in items])
    with _connection_errors():
        future = client.submit(_run_chunk, program_versions(), work, shared, packed, pure=False)
        return _SentChunk(items, future, len(packed))


def _run_chunk(
    wanted: Versions, work: Callable[[Constant, Loaded], Result], constant: Constant, packed: bytes
) -> bytes:
    """Run a chunk on a worker, which checks its own program: it may have joined after the first check."""
    if differences := differences_between(wanted, program_versions()):
        raise UsageError(_different_software(platform.node(), differences))
    return pickle.dumps([work(constant, loaded) for loaded in pickle.loads(packed)])


def _fetch(client: Client, check_interval: float, chunk: _SentChunk[Any]) -> list[Any] | None:
    """The results of a chunk; None where Dask gave it up because its workers died."""
    from distributed import KilledWorker

    checks_without_workers = 0
    while True:
        try:
            with _connection_errors():
                results: list[Any] = pickle.loads(chunk.future.result(timeout=check_interval))
            return results
        except KilledWorker as error:
            if error.task != chunk.future.key:  # the constant could not be kept on any worker
                raise ClusterError(f"集群里的计算进程接连中断，本次没有做完。{_RETRY}") from error
            return None
        except TimeoutError:
            checks_without_workers = 0 if _threads(client) else checks_without_workers + 1
            if checks_without_workers == 2:  # a single check may come between a worker's death and restart
                raise ClusterError(f"集群里的计算进程都不在了，本次没有做完。{_RETRY}") from None


def _bytes_of(sent: Iterable[_SentChunk[Any]]) -> int:
    return sum(chunk.size for chunk in sent)


def _threads(client: Client) -> int:
    """The number of threads of all workers that are connected now."""
    with _connection_errors():
        return sum(client.nthreads().values())


@contextmanager
def _client_of(address: str) -> Iterator[Client]:
    """A client connected to a scheduler."""
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler 要用 Dask，这里没有安装。请在软件的文件夹里执行：pip install '.[cluster]'"
        ) from error
    # chunks of files are large on purpose, and a clerk can do nothing with Dask's warning
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": 2**50}):
        try:
            asyncio.run(_probe(address))
            client = Client(address, timeout=TIMEOUT, set_as_default=False)
        except (OSError, TypeError, ValueError) as error:  # TypeError: tls without certificates
            raise UsageError(f"连不上调度程序“{address}”，请检查地址和它是否已启动：{error}") from error
        with client:
            yield client


async def _probe(address: str) -> None:
    """Connect to a scheduler once: a `Client` that cannot connect is hard to stop."""
    from distributed import Security, connect

    comm = await connect(address, timeout=TIMEOUT, **Security().get_connection_args("client"))
    await comm.close()


@contextmanager
def _connection_errors() -> Iterator[None]:
    """Raise ClusterError where the connection to the scheduler is lost, which cancels all that was sent."""
    from distributed.client import ClosedClientError

    try:
        yield
    except TimeoutError:  # an OSError, but not a lost connection: the caller waits again
        raise
    except (CancelledError, ClosedClientError, OSError) as error:
        raise ClusterError(f"与调度程序的连接断了，本次没有做完。{_RETRY}") from error


def _require_same_program(client: Client) -> None:
    """UsageError: the scheduler or a worker does not run exactly this program."""
    with _connection_errors():
        try:
            found: dict[str, Any] = {"调度程序": client.run_on_scheduler(program_versions)}
        except OSError:
            raise
        except Exception as error:  # Dask raises nothing more exact for a missing module
            raise UsageError(_missing_software("调度程序", error)) from error
        found |= client.run(program_versions, on_error="return")
    for machine, theirs in found.items():
        if isinstance(theirs, OSError):  # it is leaving, or checks itself when it is back
            continue
        if isinstance(theirs, Exception):
            raise UsageError(_missing_software(machine, theirs))
        if differences := differences_between(program_versions(), theirs):
            raise UsageError(_different_software(machine, differences))


def _different_software(machine: str, differences: Iterable[str]) -> str:
    return f"{machine} 的软件与本机不同（{'；'.join(differences)}）。请在各台机器装同一版本，再重新启动它。"


def _missing_software(machine: str, error: Exception) -> str:
    return f"{machine} 那里没有装好本软件（{error}）。请在各台机器装同一版本，再重新启动它。"
