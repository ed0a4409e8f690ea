"""Several processes, some of which are really killed."""

from __future__ import annotations

import os
import signal
import tempfile
from functools import partial
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.batch.pool import CHUNK_SIZE, POOL_MINIMUM, jobs_for, map_in_processes
from converter.results.result import to_json
from converter.system.errors import OutputError
from tests.reports import report
from tests.workbooks import fill_workbook

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def times(factor: int, number: int, *, deadly: int = -1, once: Path | None = None) -> int:
    """The number times a factor; the process dies at one of them, always or only the first time."""
    if number == deadly and (once is None or not once.exists()):
        if once is not None:
            once.touch()
        os.kill(os.getpid(), KILL)
    return number * factor


def lost(number: int) -> int:
    return -number


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    numbers = list(range(3 * CHUNK_SIZE + 1))
    assert list(map_in_processes(times, 2, numbers, jobs, lost)) == [number * 2 for number in numbers]


class Heavy:
    """What all items need: it notes each time that it is loaded."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__dict__.update(state)
        (self.notes / str(os.getpid())).open("a").write("loaded\n")


def weighed(heavy: Heavy, number: int) -> int:
    return number


@pytest.mark.slow
def test_what_all_items_need_is_loaded_once_in_each_process(tmp_path: Path) -> None:
    numbers = list(range(6 * CHUNK_SIZE))
    assert list(map_in_processes(weighed, Heavy(tmp_path), numbers, 2, lost)) == numbers
    assert {note.read_text() for note in tmp_path.iterdir()} == {"loaded\n"}


@pytest.mark.slow
def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert list(map_in_processes(times, 2, [1, 2], 2, lost)) == [2, 4]
    assert not list(tmp_path.iterdir())


def test_a_full_temporary_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(OutputError, match="临时文件夹"):
        list(map_in_processes(times, 2, [1, 2], 2, lost))


@pytest.mark.slow
def test_only_the_item_at_which_a_process_dies_twice_is_given_up() -> None:
    numbers = list(range(4 * CHUNK_SIZE))
    found = list(map_in_processes(partial(times, deadly=5), 2, numbers, 2, lost))
    assert found == [-5 if number == 5 else number * 2 for number in numbers]


@pytest.mark.slow
def test_a_worker_that_is_killed_once_loses_nothing(tmp_path: Path) -> None:
    numbers = list(range(4 * CHUNK_SIZE))
    found = list(map_in_processes(partial(times, deadly=9, once=tmp_path / "died"), 2, numbers, 2, lost))
    assert found == [number * 2 for number in numbers]


def test_small_folders_stay_in_one_process() -> None:
    assert jobs_for(POOL_MINIMUM - 1) == 1
    assert jobs_for(POOL_MINIMUM) == os.cpu_count()


@pytest.mark.slow
def test_several_processes_find_and_make_the_same(tmp_path: Path) -> None:
    for number in range(3):
        name = f"青禾县第{number}局"
        (tmp_path / f"{number}.xlsx").write_bytes(fill_workbook(report(entries={"机关名称": name})))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\3\4")
    one, two = (convert_folder(tmp_path, None, Job(None), jobs=jobs) for jobs in (1, 2))
    assert to_json(one) == to_json(two)
    assert [left.report == right.report for left, right in zip(one.outcomes, two.outcomes, strict=True)]
