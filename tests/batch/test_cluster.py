"""Several machines: a real scheduler with real workers, some of which are really killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from converter import cli
from converter.batch import cluster
from converter.batch.cluster import map_on_cluster, program_versions
from converter.batch.folder import Job, convert_folder, convert_workbook
from converter.batch.pool import CHUNK_SIZE, CHUNKS_AHEAD
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import Outcome
from converter.results.result import to_json
from converter.shipped.resources import shipped_folder, word_template
from converter.system.errors import ClusterError, ConverterError, UsageError
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

ROOT = Path(__file__).parent.parent.parent
WORKERS = 2
WINDOW = WORKERS * CHUNKS_AHEAD * CHUNK_SIZE
"""Items that may be loaded and not yet taken."""

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le")
JOB = Job(WordTemplate.of(word_template(FORM).read_bytes()))


class Machine(NamedTuple):
    """A scheduler: its address, and its process."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def started(command: str, folder: Path, *words: str, path: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """One of Dask's commands, for as long as it is needed; what it says goes to a file."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(path),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",  # of 3: a poisoned item costs fewer workers
        "DASK_DISTRIBUTED__SCHEDULER__IDLE_TIMEOUT": "600s",  # nothing of it outlives tests that are killed
    }
    line = [sys.executable, "-m", f"distributed.cli.dask_{command}", "--no-dashboard", *words]
    with (folder / f"{command}.log").open("ab") as log:
        process = subprocess.Popen(line, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def scheduler(folder: Path, path: Path = ROOT) -> Iterator[Machine]:
    """A scheduler on a free port."""
    told = folder / "scheduler.json"
    words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    with started("scheduler", folder, *words, path=path) as process:
        address = ""
        while not address:
            assert process.poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
            if told.exists() and told.read_text().endswith("}"):
                address = json.loads(told.read_text())["address"]
        yield Machine(address, process)


def connected(address: str) -> Any:
    """A client of a scheduler."""
    from distributed import Client  # not while tests are collected: it takes a second

    return Client(address, set_as_default=False)


@contextmanager
def workers(machine: Machine, folder: Path, *words: str, count: int = 1, path: Path = ROOT) -> Iterator[None]:
    """So many workers more, there when this begins."""
    with connected(machine.address) as client:
        wanted = len(client.nthreads()) + count
        more = ("--nthreads", "1", "--memory-limit", "0", "--death-timeout", "60", *words)
        with started("worker", folder, machine.address, "--nworkers", str(count), *more, path=path):
            client.wait_for_workers(wanted, timeout=120)
            yield
        while machine.process.poll() is None and len(client.nthreads()) == wanted:
            time.sleep(0.05)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def cluster_address(home: Path) -> Iterator[str]:
    """A scheduler with two workers that come back when they die."""
    with scheduler(home) as machine, workers(machine, home, count=WORKERS):
        yield machine.address


@pytest.fixture(scope="module")
def empty_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A scheduler without workers."""
    with scheduler(tmp_path_factory.mktemp("empty")) as machine:
        yield machine


def times(factor: int, number: int, *, deadly: int = -1, once: Path | None = None) -> int:
    """A multiple of a number; the process dies at one of them, always or only the first time."""
    if number == deadly and (once is None or not once.exists()):
        if once is not None:
            once.touch()
        os.kill(os.getpid(), KILL)
    return number * factor


def same(number: int) -> int:
    return number


def lost(number: int) -> int:
    return -number


@cache
def sound(number: int) -> bytes:
    """A workbook of one of many agencies, filled once."""
    return fill_workbook(report(entries={"机关名称": f"青禾县第{number}局"}))


def folder_of(tmp_path: Path, count: int = 3) -> Path:
    """Sound workbooks, one with an error, one that is none, and an old one that a child process reads."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03d}.xlsx").write_bytes(sound(number))
    flawed = with_figure(report(entries={"机关名称": "青禾县教育局"}), "三.r04.c7", 9)
    (folder / "教育局.xlsx").write_bytes(fill_workbook(flawed))
    (folder / "坏.xlsx").write_bytes(b"PK\3\4")
    (folder / "旧.xls").write_bytes(OLD)
    return folder


def written(output: Path) -> dict[str, bytes]:
    """Documents and result, which are the same for the same input; board and log say when they were made."""
    files = [*output.glob("*/*.docx"), output / "result.json"]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def test_results_come_in_the_order_of_the_items(cluster_address: str) -> None:
    numbers = list(range(3 * WINDOW + 1))
    assert list(map_on_cluster(cluster_address, times, 2, numbers, same, lost)) == [
        2 * number for number in numbers
    ]


def test_no_more_is_loaded_than_the_workers_need_however_long_the_list_is(cluster_address: str) -> None:
    loaded: list[int] = []

    def load(number: int) -> int:
        loaded.append(number)
        return number

    numbers = range(5 * WINDOW)
    ahead = [
        len(loaded) - taken
        for taken, _ in enumerate(map_on_cluster(cluster_address, times, 2, numbers, load, lost))
    ]
    assert max(ahead) <= WINDOW
    assert len(loaded) == len(numbers)


def test_of_large_items_fewer_are_under_way(cluster_address: str) -> None:
    loaded: list[int] = []

    def load(number: int) -> bytes:
        loaded.append(number)
        return bytes(1_000)

    numbers = range(2 * WINDOW)
    sizes = map_on_cluster(
        cluster_address, taken_bytes, None, numbers, load, lost, max_bytes=2 * CHUNK_SIZE * 1_000
    )
    assert max(len(loaded) - taken for taken, _ in enumerate(sizes)) <= 2 * CHUNK_SIZE


def taken_bytes(_: None, content: bytes) -> int:
    return len(content)


def test_what_was_taken_is_forgotten_by_the_cluster(cluster_address: str) -> None:
    numbers = range(6 * WINDOW)
    with connected(cluster_address) as client:
        known = [
            client.run_on_scheduler(tasks)
            for _ in map_on_cluster(cluster_address, times, 2, numbers, same, lost)
        ]
    assert (
        max(known) <= 2 * WORKERS * CHUNKS_AHEAD
    )  # those under way, the constant, some just being forgotten


def tasks(dask_scheduler: object) -> int:
    """How many tasks a scheduler knows."""
    return len(dask_scheduler.tasks)  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_a_worker_that_is_killed_once_loses_nothing(cluster_address: str, tmp_path: Path) -> None:
    numbers = list(range(2 * WINDOW))
    work = partial(times, deadly=20, once=tmp_path / "died")
    assert list(map_on_cluster(cluster_address, work, 2, numbers, same, lost)) == [
        2 * number for number in numbers
    ]


def test_only_the_item_at_which_workers_die_each_time_is_given_up(cluster_address: str) -> None:
    numbers = list(range(WINDOW + CHUNK_SIZE))
    found = list(map_on_cluster(cluster_address, partial(times, deadly=11), 2, numbers, same, lost))
    assert found == [-11 if number == 11 else 2 * number for number in numbers]


def test_a_cluster_finds_and_makes_the_same(cluster_address: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    for way in (("--jobs", "1"), ("--scheduler", cluster_address)):
        words = ["convert", str(folder), "-o", str(tmp_path / way[0])]
        assert cli.main([*words, *way]) == cli.FOUND
    one, many = written(tmp_path / "--jobs"), written(tmp_path / "--scheduler")
    assert len(one) == 4
    assert one == many


def test_documents_of_the_last_run_are_kept_by_a_cluster_too(
    cluster_address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    words = ["convert", str(folder_of(tmp_path)), "-o", str(output), "--scheduler", cluster_address]
    cli.main(words)
    first = written(output)
    capsys.readouterr()
    cli.main(words)
    assert "其中 3 份与上次相同" in capsys.readouterr().out
    assert written(output) == first


def test_a_check_on_a_cluster_says_the_same(
    cluster_address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path)
    words = ["check", str(folder), "--format", "json"]
    said = []
    for way in ([], ["--scheduler", cluster_address]):
        cli.main([*words, *way])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_a_worker_killed_in_the_middle_of_a_folder_changes_no_byte(
    cluster_address: str, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, 4 * CHUNK_SIZE)
    with connected(cluster_address) as client:
        victim = next(iter(client.run(os.getpid).values()))

    def kill(done: int, total: int, outcome: Outcome) -> None:
        if done == 1:
            os.kill(victim, KILL)

    batch = convert_folder(folder, tmp_path / "many", JOB, kill, scheduler=cluster_address)
    one = convert_folder(folder, tmp_path / "one", JOB)
    assert to_json(batch) == to_json(one)
    assert bytes_below(tmp_path / "many") == bytes_below(tmp_path / "one")


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.thorough
@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_reported_and_nothing_is_half_written(tmp_path: Path) -> None:
    folder, output = folder_of(tmp_path, 4 * CHUNK_SIZE), tmp_path / "out"
    with scheduler(tmp_path) as machine, workers(machine, tmp_path):

        def kill(done: int, total: int, outcome: Outcome) -> None:
            if done == 1:
                machine.process.kill()

        with pytest.raises(ClusterError, match="没有写出任何报告"):
            convert_folder(folder, output, JOB, kill, scheduler=machine.address)
    assert list(output.rglob("*")) == []


def test_a_cluster_that_lost_all_its_workers_is_reported(empty_cluster: Machine, tmp_path: Path) -> None:
    found = map_on_cluster(
        empty_cluster.address, partial(times, deadly=0), 2, range(9), same, lost, check_interval=0.1
    )
    with (
        workers(empty_cluster, tmp_path, "--no-nanny"),
        pytest.raises(ClusterError, match="计算进程都不在了"),
    ):
        list(found)


def test_a_scheduler_without_workers_is_reported(empty_cluster: Machine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="下没有计算进程"):
        convert_folder(folder_of(tmp_path), tmp_path / "out", JOB, scheduler=empty_cluster.address)


def another_version(folder: Path) -> None:
    """The program with one more comment in it."""
    shutil.copytree(ROOT / "converter", folder / "converter", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "converter" / "report" / "sums.py").open("a") as module:
        module.write("# changed\n")


def another_program(folder: Path) -> None:
    (folder / "converter.py").touch()


@pytest.mark.parametrize(
    ("make", "words"),
    [(another_version, "软件与本机不同（程序代码 本机"), (another_program, "没有装好本软件")],
)
def test_a_worker_with_something_else_than_this_program_is_refused(
    empty_cluster: Machine, tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    make(there)
    with workers(empty_cluster, tmp_path, path=there), pytest.raises(UsageError, match=words):
        list(map_on_cluster(empty_cluster.address, times, 2, range(9), same, lost))


@pytest.mark.thorough
@pytest.mark.slow
def test_a_scheduler_without_this_program_is_refused(tmp_path: Path) -> None:
    another_program(tmp_path)
    with (
        scheduler(tmp_path, tmp_path) as machine,
        pytest.raises(UsageError, match="调度程序 那里没有装好"),
    ):
        list(map_on_cluster(machine.address, times, 2, range(9), same, lost))


def test_a_worker_that_comes_later_with_another_version_does_nothing() -> None:
    with pytest.raises(UsageError, match=r"Python 本机 2\.7、那里 3"):
        cluster._run_chunk({**program_versions(), "Python": "2.7"}, times, 2, b"")


@pytest.mark.thorough
@pytest.mark.slow
def test_an_address_that_nobody_answers_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    with socket.socket() as free:  # bound and not listening: a connection is refused
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        assert cli.main(["check", str(folder_of(tmp_path)), "--scheduler", address]) == cli.MISUSE
    assert f"连不上调度程序“{address}”" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["甲地", "甲://10.0.0.5:8786", "tls://127.0.0.1:8786"])
def test_an_address_that_is_none_and_tls_without_certificates_are_reported(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(folder_of(tmp_path)), "--scheduler", address]) == cli.MISUSE
    assert f"连不上调度程序“{address}”，请检查地址" in capsys.readouterr().err


def test_without_dask_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["check", str(folder_of(tmp_path)), "--scheduler", "tcp://127.0.0.1:8786"]
    assert cli.main(words) == cli.MISUSE
    assert "pip install '.[cluster]'" in capsys.readouterr().err


def test_processes_here_and_machines_there_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "报送", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:8786"]) == cli.MISUSE
    assert "参数 --scheduler 不能与 --jobs 同时用" in capsys.readouterr().err


def test_dask_is_imported_only_where_it_is_asked_for() -> None:
    program = (
        "import sys, converter.batch.folder, converter.batch.cluster; "
        "sys.exit(bool({'dask'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


@pytest.mark.thorough
@pytest.mark.slow
def test_several_threads_of_one_worker_make_the_same() -> None:
    samples = [
        path.read_bytes() for path in sorted(shipped_folder("workbook_templates/samples").glob("*.xlsx"))
    ]
    contents = [*samples, OLD, b"PK\3\4"] * 4
    convert = partial(convert_workbook, name="表.xlsx", job=JOB)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(convert, contents)) == list(map(convert, contents))


def test_an_error_of_the_work_comes_back_as_it_is(cluster_address: str) -> None:
    with pytest.raises(ConverterError, match="模板不能用"):
        list(map_on_cluster(cluster_address, refuse, None, range(9), same, lost))


def refuse(_: None, number: int) -> int:
    raise UsageError("模板不能用。")
