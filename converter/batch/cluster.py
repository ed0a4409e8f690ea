"""Work shared among machines by Dask: results in the order of the items, whatever becomes of a worker.

Only machines on which this program is exactly the same take part. Items are loaded here and travel with all
that they need, so that workers share no disk with us. Dask itself runs again what was under way on a worker
that died. What it gives up after several workers died is done again, each item by itself with nothing else
under way, and only one at which the workers die again is given up: as `pool` does it with processes.
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

from converter.batch.pool import AHEAD, CHUNK
from converter.system.errors import ClusterError, SettingsError
from converter.system.versions import version

if TYPE_CHECKING:
    from distributed import Client, Future


Identity = Mapping[str, str]
"""What has a part in what is made, by name, each with its version."""

_PACKAGES = (
    "xxgk-converter", "docxtpl", "jinja2", "lxml", "python-docx", "rapidfuzz", "xlrd", "distributed"
)  # fmt: skip
"""Packages that have a part in what is made of a workbook, or in how it travels."""

ROOM = 256_000_000
"""Bytes of items that are under way at most, however many workers there are; one chunk always is."""

PATIENCE = 30.0
"""Seconds between two looks whether any worker is left; one that died is back in a few."""

TIMEOUT = 10
"""Seconds in which the scheduler has to answer at first."""

_AGAIN = "没有写出任何报告，请检查集群后重新运行。"

Item = TypeVar("Item")
Loaded = TypeVar("Loaded")
Constant = TypeVar("Constant")
Result = TypeVar("Result")


@cache
def identity() -> Identity:
    """Versions, and a digest of this program's code: a checkout may change and keep its version."""
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


def differences_between(ours: Identity, theirs: Identity) -> list[str]:
    """Where two differ, in Chinese: name, ours, theirs."""
    return [
        f"{name} 本机 {ours.get(name, '无')}、那里 {theirs.get(name, '无')}"
        for name in {**ours, **theirs}
        if ours.get(name) != theirs.get(name)
    ]


class _Sent(NamedTuple, Generic[Item]):
    """A chunk under way. `weight`: its bytes."""

    items: Sequence[Item]
    future: Future[bytes]
    weight: int


def shared_afar(
    address: str,
    work: Callable[[Constant, Loaded], Result],
    constant: Constant,
    items: Sequence[Item],
    load: Callable[[Item], Loaded],
    dead: Callable[[Item], Result],
    *,
    patience: float = PATIENCE,
    room: int = ROOM,
) -> Iterator[Result]:
    """The results of `work(constant, load(item))` on all items in their order, by the workers of a scheduler.

    `load` runs here, and never for more items than `AHEAD` chunks for each thread of the workers; `work`
    runs there, with `constant` sent once to each worker. `dead` gives the result of an item that
    brings its workers down even by itself. SettingsError: Dask is not installed, the scheduler cannot be
    reached, it has no workers, or something else than this program runs there. ClusterError: the scheduler or
    all its workers are gone before the end.
    """
    with _connected(address) as client:
        _require_same(client)
        threads = _threads(client)
        if not threads:
            raise SettingsError(f"调度程序“{address}”下没有 worker。请先启动：dask worker {address}")
        # a task and not scattered data: Dask makes it anew for workers that come later, or when all had died
        kept = client.submit(pickle.loads, pickle.dumps(constant), pure=False)
        send = partial(_send, client, work, kept, load)
        fetch = partial(_fetch, client, patience)
        waiting = deque(items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
        ahead: deque[_Sent[Item]] = deque()
        while waiting or ahead:
            while waiting and len(ahead) < threads * AHEAD and _weight(ahead) < room:
                ahead.append(send(waiting.popleft()))
            results = fetch(ahead[0])
            threads = _threads(client) or threads
            if results is not None:
                ahead.popleft()
                yield from results
                continue
            found = [(sent, fetch(sent)) for sent in ahead]  # nothing is under way when suspects are tried
            ahead.clear()
            for sent, results in found:
                if results is not None:
                    yield from results
                    continue
                for item in sent.items:
                    own = fetch(send([item]))
                    yield from own if own is not None else [dead(item)]


def _send(
    client: Client,
    work: Callable[[Constant, Loaded], Result],
    kept: Future[Constant],
    load: Callable[[Item], Loaded],
    items: Sequence[Item],
) -> _Sent[Item]:
    packed = pickle.dumps([load(item) for item in items])
    with _unless_lost():
        return _Sent(items, client.submit(_each, identity(), work, kept, packed, pure=False), len(packed))


def _each(
    wanted: Identity, work: Callable[[Constant, Loaded], Result], constant: Constant, packed: bytes
) -> bytes:
    """What a worker does: it may have come late, so it looks whether it is the same program once more."""
    if differences := differences_between(wanted, identity()):
        raise SettingsError(_other(platform.node(), differences))
    return pickle.dumps([work(constant, loaded) for loaded in pickle.loads(packed)])


def _fetch(client: Client, patience: float, sent: _Sent[Any]) -> list[Any] | None:
    """The results of a chunk; None where it was given up because its workers died."""
    from distributed import KilledWorker

    empty = 0
    while True:
        try:
            with _unless_lost():
                results: list[Any] = pickle.loads(sent.future.result(timeout=patience))
            return results
        except KilledWorker as error:
            if error.task != sent.future.key:  # what all need could not be kept on any worker
                raise ClusterError(f"集群里的 worker 接连中断，本次没有做完。{_AGAIN}") from error
            return None
        except TimeoutError:
            empty = 0 if _threads(client) else empty + 1
            if empty == 2:  # one look may fall between the death of a worker and its return
                raise ClusterError(f"集群里的 worker 都不在了，本次没有做完。{_AGAIN}") from None


def _weight(ahead: Iterable[_Sent[Any]]) -> int:
    return sum(sent.weight for sent in ahead)


def _threads(client: Client) -> int:
    """How many threads all workers have that are there now."""
    with _unless_lost():
        return sum(client.nthreads().values())


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a scheduler, for as long as it is needed."""
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise SettingsError(
            "--scheduler 要用 Dask，这里没有安装。请在软件的文件夹里执行：pip install '.[cluster]'"
        ) from error
    # chunks of files are large on purpose, and a clerk can do nothing with Dask's own words
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": 2**50}):
        try:
            asyncio.run(_try(address))
            client = Client(address, timeout=TIMEOUT, set_as_default=False)
        except (OSError, TypeError, ValueError) as error:  # TypeError: tls without certificates
            raise SettingsError(f"连不上调度程序“{address}”，请检查地址和它是否已启动：{error}") from error
        with client:
            yield client


async def _try(address: str) -> None:
    """Reach a scheduler once: a client that cannot is hard to get rid of."""
    from distributed import Security, connect

    comm = await connect(address, timeout=TIMEOUT, **Security().get_connection_args("client"))
    await comm.close()


@contextmanager
def _unless_lost() -> Iterator[None]:
    """Say in our words that the scheduler is gone, which cancels all that was under way."""
    from distributed.client import ClosedClientError

    try:
        yield
    except TimeoutError:  # an OSError, and no loss: somebody waits again
        raise
    except (CancelledError, ClosedClientError, OSError) as error:
        raise ClusterError(f"与调度程序的连接断了，本次没有做完。{_AGAIN}") from error


def _require_same(client: Client) -> None:
    """SettingsError where the scheduler or a worker runs something else than this program."""
    with _unless_lost():
        try:
            found: dict[str, Any] = {"调度程序": client.run_on_scheduler(identity)}
        except OSError:
            raise
        except Exception as error:  # Dask says nothing more exact of a module that is missing there
            raise SettingsError(_lacking("调度程序", error)) from error
        found |= client.run(identity, on_error="return")
    for machine, theirs in found.items():
        if isinstance(theirs, OSError):  # it is just going away, or looks itself when it is back
            continue
        if isinstance(theirs, Exception):
            raise SettingsError(_lacking(machine, theirs))
        if differences := differences_between(identity(), theirs):
            raise SettingsError(_other(machine, differences))


def _other(machine: str, differences: Iterable[str]) -> str:
    return f"{machine} 的软件与本机不同（{'；'.join(differences)}）。请在各台机器装同一版本，再重新启动它。"


def _lacking(machine: str, error: Exception) -> str:
    return f"{machine} 那里没有装好本软件（{error}）。请在各台机器装同一版本，再重新启动它。"
