"""A marked copy is kept only where a new one would be the same, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter.batch.folder import Job, convert_folder
from converter.checks.settings import Settings
from converter.desk import kept_copies
from converter.desk.returned_copies import return_copies
from converter.results.paths import CHANGED, RETURNED
from converter.system.stamps import RECIPE, own_property
from tests.reports import FIGURES, report, with_figure
from tests.workbooks import fill_workbook

OLD = 1_600_000_000
COPY = f"{RETURNED}/青禾县财政局-退回修改.xlsx"
FLAWED = with_figure(report({**FIGURES, "二.r2.c3": 1}), "三.r04.c7", 9)
JOB = Job(None)


def run(folder: Path, job: Job = JOB, deadline: str = "1月20日") -> bool:
    """Whether a run keeps the copy."""
    outcomes = convert_folder(folder / "in", None, job).outcomes
    made = return_copies(
        outcomes, lambda o: (folder / "in" / o.source).read_bytes(), folder / "out", {}, deadline
    )
    (done,) = [outcome for outcome, notices in made if not notices]
    assert done.marked_copy == COPY
    kept = (folder / "out" / COPY).stat().st_mtime == OLD
    assert done.copy_kept is kept
    os.utime(folder / "out" / COPY, (OLD, OLD))
    return kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.xlsx").write_bytes(fill_workbook(FLAWED))
    assert run(tmp_path) is False
    return tmp_path


def require_fresh(folder: Path, job: Job = JOB, deadline: str = "1月20日") -> None:
    """The copy that stands is the one that a run into an empty folder writes."""
    stands = (folder / "out" / COPY).read_bytes()
    (folder / "out" / COPY).unlink()
    run(folder, job, deadline)
    assert (folder / "out" / COPY).read_bytes() == stands


def test_what_did_not_change_is_kept_and_equals_a_new_one(folder: Path) -> None:
    assert run(folder) is True
    require_fresh(folder)


def another_byte(folder: Path) -> None:
    path = folder / "in/a.xlsx"
    path.write_bytes(path.read_bytes().replace(b"\x14\x03", b"\x15\x03", 1))


def another_name(folder: Path) -> None:
    (folder / "in/a.xlsx").rename(folder / "in/b.xlsx")


def another_figure(folder: Path) -> None:
    (folder / "in/a.xlsx").write_bytes(fill_workbook(with_figure(FLAWED, "三.r04.c7", 10)))


@pytest.mark.parametrize("change", [another_byte, another_name, another_figure])
def test_with_another_workbook_it_is_made_again(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    assert run(folder) is False
    require_fresh(folder)


def test_with_another_day_it_is_made_again(folder: Path) -> None:
    assert run(folder, deadline="1月25日") is False
    require_fresh(folder, deadline="1月25日")


def test_with_other_findings_of_the_same_workbook_it_is_made_again(folder: Path) -> None:
    job = replace(JOB, settings=Settings(off={"B-06": "本县另有要求"}, source="规则.toml"))
    assert run(folder, job) is False
    require_fresh(folder, job)


def test_by_another_version_of_the_program_it_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_copies, "version", lambda project: "99")
    assert run(folder) is False


def test_a_copy_that_somebody_changed_is_set_aside_and_made_again(folder: Path) -> None:
    path = folder / "out" / COPY
    whole = path.read_bytes()
    book = load_workbook(path)
    book.worksheets[1]["H9"] = "记一笔"
    book.save(path)
    changed = path.read_bytes()
    os.utime(path, (OLD, OLD))
    assert run(folder) is False
    assert path.read_bytes() == whole
    assert (folder / "out" / CHANGED / path.name).read_bytes() == changed


def test_a_copy_of_which_the_disk_spoilt_a_part_is_made_again(folder: Path) -> None:
    path = folder / "out" / COPY
    whole = path.read_bytes()
    at = len(whole) // 2
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    os.utime(path, (OLD, OLD))
    assert own_property(path.read_bytes(), RECIPE)  # the list of parts is whole
    assert run(folder) is False
    assert path.read_bytes() == whole
