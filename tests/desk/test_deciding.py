"""Decisions about files, as lines of the office's record; what a later workbook mended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from converter import cli
from converter.checks.record_file import Mark, preferred_by, read_marks, read_record
from converter.desk.deciding import assign, choose_version, take_back_assignment, take_back_choice
from converter.desk.progress import progress, version_before
from converter.report.report import Report
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes
from converter.system.errors import UsageError
from tests.folders import entry, folder, of, roster, saved
from tests.reports import FIGURES, with_figure

FINANCE, CIVIL = "青禾县财政局", "青禾县民政局"
NOW = datetime(2025, 1, 16, 9, tzinfo=UTC)
ROSTER = roster(entry(FINANCE, short="财政局"), CIVIL)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The output of a run over two workbooks of one agency and one of a stranger."""
    files: dict[str, bytes | Report] = {
        "a.xlsx": saved(with_figure(of(FINANCE), "三.r04.c7", 9), "2025-01-06T01:00:00Z"),
        "b.xlsx": saved(of(FINANCE, {**FIGURES, "二.r3.c1": 346}), "2025-01-06T04:00:00Z"),
        "c.xlsx": of("老龄办公室"),
    }
    given = folder(tmp_path / "in", files)
    cli.main(["convert", str(given), "-o", str(tmp_path / "out")])
    return tmp_path / "out"


def items(run: Path) -> dict[str, Item]:
    return {str(item["source"]): item for item in read_outcomes(run / RESULT)}


def test_a_file_is_assigned_by_any_name_of_the_agency_and_that_is_taken_back(
    run: Path, tmp_path: Path
) -> None:
    record, digest = tmp_path / "r.jsonl", items(run)["c.xlsx"]["digest"]
    assign(record, run, ROSTER, digest, "财政局", "李敏", NOW)
    assert read_record(record).assigned == {digest: FINANCE}
    before = record.read_bytes()
    assign(record, run, ROSTER, digest, CIVIL, "李敏", NOW)
    assert read_record(record).assigned == {digest: CIVIL}
    take_back_assignment(record, digest, "李敏", NOW)
    assert read_record(record).assigned == {}
    assert record.read_bytes().startswith(before)
    with pytest.raises(UsageError, match="没有指认"):
        take_back_assignment(record, digest, "李敏", NOW)


@pytest.mark.parametrize(
    ("digest", "agency", "why"),
    [("0" * 64, CIVIL, "不在上次核对的结果里"), ("", CIVIL, "不在上次"), ("c", "青禾县丁局", "名单上没有")],
)
def test_what_is_not_there_is_not_assigned(
    run: Path, tmp_path: Path, digest: str, agency: str, why: str
) -> None:
    known = items(run)["c.xlsx"]["digest"] if digest == "c" else digest
    with pytest.raises(UsageError, match=why):
        assign(tmp_path / "r.jsonl", run, ROSTER, known, agency, "", NOW)
    assert not (tmp_path / "r.jsonl").exists()


def test_a_version_is_chosen_before_all_that_are_there_and_that_is_taken_back(
    run: Path, tmp_path: Path
) -> None:
    record, known = tmp_path / "r.jsonl", items(run)
    old, new = known["a.xlsx"]["digest"], known["b.xlsx"]["digest"]
    choose_version(record, run, FINANCE, old, "李敏", NOW)
    assert read_record(record).preferred == {new: old}
    choose_version(record, run, FINANCE, new, "李敏", NOW)
    assert read_record(record).preferred == {old: new}
    take_back_choice(record, FINANCE, new, "李敏", NOW)
    assert read_record(record).preferred == {}
    assert len(read_marks(record)) == 3
    with pytest.raises(UsageError, match="只有这一份"):
        choose_version(record, run, "老龄办公室", known["c.xlsx"]["digest"], "", NOW)
    with pytest.raises(UsageError, match="不在上次核对"):
        choose_version(record, run, FINANCE, known["c.xlsx"]["digest"], "", NOW)


def test_the_next_run_goes_by_the_record(run: Path, tmp_path: Path) -> None:
    record, known = tmp_path / "r.jsonl", items(run)
    assert known["a.xlsx"]["status"] == "superseded"
    choose_version(record, run, FINANCE, known["a.xlsx"]["digest"], "", NOW)
    cli.main(["convert", str(tmp_path / "in"), "-o", str(run), "--record", str(record)])
    assert {name: item["status"] for name, item in items(run).items()} == {
        "a.xlsx": "returned", "b.xlsx": "superseded", "c.xlsx": "passed",
    }  # fmt: skip


def test_choices_among_three_lead_to_the_last_one() -> None:
    marks = [
        Mark("chosen", FINANCE, "b", "", "", "a"),
        Mark("chosen", FINANCE, "c", "", "", "a b"),
        Mark("chosen", FINANCE, "a", "", "", "b c"),
    ]
    assert preferred_by(marks) == {"b": "a", "c": "a"}


def test_what_a_later_workbook_mended_left_and_brought(run: Path) -> None:
    known = items(run)
    before = version_before(known["b.xlsx"], known.values())
    assert before is known["a.xlsx"]
    found = progress(before, known["b.xlsx"])
    assert {each["code"] for each in found.mended} == {"B-01"}
    assert (found.left, found.new) == ((), ())
    back = progress(known["b.xlsx"], before)
    assert (back.mended, {each["code"] for each in back.new}) == ((), {"B-01"})
    same = progress(before, before)
    assert (same.mended, same.new) == ((), ())
    assert {each["code"] for each in same.left} == {"B-01"}
    assert version_before(known["a.xlsx"], known.values()) is None
