"""The process that reads old formats: one for many files, none of which costs another one anything."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from converter.system import isolated, isolated_process
from converter.workbook.read.cells import reading_process
from converter.workbook.read.cells.isolated import read_isolated
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile
from tests.processes import SEES_PROCESSES, running
from tests.workbook.test_old_formats import NUMBER, ods, row, typed

pytestmark = pytest.mark.skipif(not SEES_PROCESSES, reason="this system does not list processes in /proc")

GOOD = ods(row(typed("18", NUMBER)))
SLOW = ods(row(typed("1", NUMBER)) * 40_000)
"""A third of a second of reading."""


def value(content: bytes, seconds: float = 5) -> str:
    """What the first cell of a file holds, or why there is none."""
    try:
        (sheet,) = read_isolated(content, Obstacle.ODS, seconds).sheets
    except UnreadableFile as error:
        return f"{error.obstacle} {error.detail}".strip()
    return sheet.cells[0, 0].raw


def readers() -> set[int]:
    """The processes that read for this one."""
    found = set()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if (
                int(parent) == os.getpid()
                and state not in "ZX"
                and reading_process.__name__.encode() in words
            ):
                found.add(int(folder.name))
    return found


@pytest.fixture(autouse=True)
def _none_before() -> Iterator[None]:
    isolated._reader.cache_clear()
    yield
    isolated._reader.cache_clear()


def test_one_process_reads_many_files_and_goes_with_its_reader() -> None:
    assert readers() == set()
    assert value(GOOD) == "18"
    first = readers()
    assert len(first) == 1
    assert [value(GOOD), value(b"PK\3\4"), value(GOOD)] == ["18", "truncated", "18"]
    assert readers() == first
    isolated._reader.cache_clear()
    assert readers() == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harmful", "seconds", "told"),
    [
        (SLOW, 0.05, "timeout 0.05 秒"),
        (ods(row(typed("<text:s text:c='32767'/>" * 9_000) * 9)), 5, "memory"),
    ],
    ids=["time", "memory"],
)
def test_a_file_that_takes_too_much_costs_itself_alone(harmful: bytes, seconds: float, told: str) -> None:
    assert value(GOOD) == "18"
    before = readers()
    assert value(harmful, seconds) == told
    assert readers() == set()
    assert value(GOOD) == "18"
    assert len(readers()) == 1
    assert readers().isdisjoint(before)


@contextmanager
def killing(*, all_of_them: bool) -> Iterator[None]:
    """Kill the process that reads, or each one that takes its place, from outside."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            for process in readers():
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                if not all_of_them:
                    return

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.slow
def test_a_file_is_read_again_where_a_process_that_had_read_others_breaks_down() -> None:
    assert value(GOOD) == "18"
    before = readers()
    with killing(all_of_them=False):
        assert value(SLOW, 60) == "18"
    assert readers().isdisjoint(before)


@pytest.mark.slow
def test_a_file_that_brings_down_a_new_process_too_is_given_up() -> None:
    assert value(GOOD) == "18"
    with killing(all_of_them=True):
        assert value(SLOW, 60) == "crashed -9"
    assert value(GOOD) == "18"


@pytest.mark.slow
def test_a_process_that_a_large_file_has_left_large_is_renewed() -> None:
    large = ods(row(typed("<text:s text:c='32767'/>" * 1_000)))
    assert value(GOOD) == "18"
    first = readers()
    assert len(value(large)) == 32_767_000
    assert value(GOOD) == "18"
    assert len(readers()) == 1
    assert readers().isdisjoint(first)
    assert len(value(large)) == 32_767_000


def test_a_process_is_renewed_after_many_files() -> None:
    assert value(GOOD) == "18"
    first = readers()
    for _ in range(isolated_process.MAX_FILES):
        assert value(GOOD) == "18"
    assert len(readers()) == 1
    assert readers().isdisjoint(first)


def test_threads_read_in_turns() -> None:
    contents = [ods(row(typed(str(number), NUMBER.replace("18", str(number))))) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(value, contents)) == [str(number) for number in range(40)]
    assert len(readers()) == 1


def test_a_fork_reads_by_a_process_of_its_own() -> None:
    assert value(GOOD) == "18"
    before = readers()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            good = value(GOOD) == "18" and readers().isdisjoint(before)
            isolated._reader.cache_clear()
            os._exit(0 if good else 1)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert readers() == before
    assert value(GOOD) == "18"
    assert readers() == before


@pytest.mark.slow
@pytest.mark.parametrize("killed", [True, False], ids=["killed", "ends"])
def test_a_process_that_waits_for_the_next_file_goes_with_the_one_that_it_reads_for(
    tmp_path: Path, killed: bool
) -> None:
    book = tmp_path / "一.ods"
    book.write_bytes(GOOD)
    code = (
        "import pathlib, time\n"
        "from converter.workbook.read.cells.isolated import read_isolated\n"
        "from converter.workbook.read.cells.unreadable import Obstacle\n"
        f"read_isolated(pathlib.Path({str(book)!r}).read_bytes(), Obstacle.ODS)\n"
        "print('read', flush=True)\n"
        f"time.sleep({60 if killed else 0})"
    )
    with running(["-c", code]) as command:
        assert command.line() == "read\n"
        if killed:
            assert len(command.alive()) == 2
            command.process.kill()
        command.process.wait()
        assert command.left() == []
        assert command.end()[1] == ""


def test_a_sheet_that_is_left_out_is_not_looked_into() -> None:
    content = ods(row(typed("1", 'table:number-columns-repeated="-1"')))  # a mistake in its only sheet
    assert value(content).startswith("damaged")
    assert read_isolated(content, Obstacle.ODS, leave_out=("一",)).sheets == ()
