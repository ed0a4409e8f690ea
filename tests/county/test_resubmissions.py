"""Several workbooks of one agency: which one counts, and what is reported about the others."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.catalogue.messages import describe
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.report.report import Reason
from converter.results.result import to_json
from converter.shipped.resources import word_template
from converter.workbook.read.reader import read_workbook
from tests.folders import checked, entry, folder, named, of, roster, saved, statuses, told
from tests.reports import FIGURES, TEXTS, with_figure
from tests.workbooks import fill_workbook

NAME = "青禾县财政局"
FIRST = of(NAME)
SECOND = of(NAME, {**FIGURES, "二.r3.c1": 346})
FLAWED = with_figure(of(NAME, {**FIGURES, "二.r3.c1": 347}), "三.r04.c7", 9)
MORNING, NOON, EVENING = (f"2025-01-06T{hour}:00:00Z" for hour in ("01", "04", "10"))


def test_a_workbook_says_itself_when_it_was_saved() -> None:
    assert read_workbook(saved(FIRST, NOON), NAME).saved == datetime(2025, 1, 6, 4, tzinfo=UTC)
    here = saved(FIRST, "2025-01-06T12:00:00+08:00")
    assert read_workbook(here, NAME).saved == datetime(2025, 1, 6, 4, tzinfo=UTC)


_NO_TIMES = ("gestern", "9999-12-31T23:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00")


@pytest.mark.parametrize(
    "content", [b"", b"PK\3\4", fill_workbook(FIRST), *(saved(FIRST, time) for time in _NO_TIMES)]
)
def test_a_workbook_that_does_not_say_when_has_no_time(content: bytes) -> None:
    assert read_workbook(content, NAME).saved is None


def test_a_time_that_no_clock_shows_stops_nothing(tmp_path: Path) -> None:
    late = {name: saved(report, "9999-12-31T23:00:00Z") for name, report in (("a", FIRST), ("b", SECOND))}
    batch = checked(tmp_path, {f"{name}.xlsx": content for name, content in late.items()})
    assert "F-99" not in {found.code for outcome in batch.outcomes for found in outcome.findings}


@pytest.mark.parametrize("times", [(MORNING, MORNING), (MORNING, NOON), (NOON, MORNING)])
def test_identical_content_counts_once_whenever_it_was_saved(tmp_path: Path, times: tuple[str, str]) -> None:
    batch = checked(tmp_path, {"a.xlsx": saved(FIRST, times[0]), "b.xlsx": saved(FIRST, times[1])})
    assert sorted(statuses(batch).values()) == ["passed", "superseded"]
    assert [f.variant for found in told(batch, "G-01").values() for f in found] == ["same"]


def test_the_newest_is_taken_and_the_choice_is_named(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": saved(SECOND, NOON), "b.xlsx": saved(FIRST, MORNING)})
    assert statuses(batch) == {"a.xlsx": "to_confirm", "b.xlsx": "superseded"}
    (warning,) = told(batch, "G-01")["a.xlsx"]
    said = describe(warning)
    assert "采用的是这份（保存于 2025-01-06 12:00）" in said
    assert "b.xlsx（保存于 2025-01-06 09:00）" in said
    assert "列“本年处理决定数量”由“345”改为“346”" in said


def test_what_changed_from_version_to_version_is_in_the_result(tmp_path: Path) -> None:
    reworded = of(NAME, {**FIGURES, "二.r3.c1": 346}, {**TEXTS, "总述": ("改过的话。",)})
    files = {
        "a.xlsx": saved(FIRST, MORNING),
        "b.xlsx": saved(SECOND, NOON),
        "c.xlsx": saved(reworded, EVENING),
    }
    outcomes = {o["source"]: o for o in json.loads(to_json(checked(tmp_path, files)))["outcomes"]}
    assert [outcomes[name]["superseded_by"] for name in files] == ["c.xlsx", "c.xlsx", None]
    assert [outcomes[name]["modified"] for name in files] == [
        f"2025-01-06T{hour}:00:00+00:00" for hour in ("01", "04", "10")
    ]
    assert outcomes["a.xlsx"]["changes"] == []
    ((change,), changes) = outcomes["b.xlsx"]["changes"], outcomes["c.xlsx"]["changes"]
    assert (change["before"], change["after"]) == ("345", "346")
    assert {"what": "总述", "before": "全年工作平稳。", "after": "改过的话。"} in changes


def test_the_newest_with_errors_is_superseded_by_an_older_one_without(tmp_path: Path) -> None:
    batch = checked(
        tmp_path,
        {"a.xlsx": saved(FIRST, MORNING), "b.xlsx": saved(SECOND, NOON), "c.xlsx": saved(FLAWED, EVENING)},
    )
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "to_confirm", "c.xlsx": "superseded"}
    (warning,) = told(batch, "G-01")["b.xlsx"]
    assert "较新的 c.xlsx 有 1 处错误，没有采用" in describe(warning)


def test_where_all_have_errors_the_newest_comes_back(tmp_path: Path) -> None:
    worse = with_figure(of(NAME), "三.r04.c7", 8)
    batch = checked(tmp_path, {"a.xlsx": saved(worse, MORNING), "b.xlsx": saved(FLAWED, NOON)})
    assert statuses(batch) == {"a.xlsx": "superseded", "b.xlsx": "returned"}


def test_where_the_times_are_equal_both_come_back(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": saved(FIRST, NOON), "b.xlsx": saved(SECOND, NOON)})
    assert statuses(batch) == {"a.xlsx": "returned", "b.xlsx": "returned"}
    assert [f.variant for found in told(batch, "G-01").values() for f in found] == ["twice", "twice"]


def test_a_reason_in_the_workbook_answers_the_warning_of_the_choice(tmp_path: Path) -> None:
    answered = replace(SECOND, reasons=(Reason("G-01", "", "C6", "以本份为准。"),))
    batch = checked(tmp_path, {"a.xlsx": saved(FIRST, MORNING), "b.xlsx": saved(answered, NOON)})
    assert told(batch, "G-01")["b.xlsx"][0].cell == "C6"
    assert statuses(batch)["b.xlsx"] == "passed"
    assert told(batch, "A-13") == {}


def test_a_superseded_workbook_makes_no_document(tmp_path: Path) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": saved(FIRST, MORNING), "b.xlsx": saved(SECOND, NOON)})
    job = Job(WordTemplate.of(word_template(FORM).read_bytes()), draft=True)
    batch = convert_folder(source, tmp_path / "out", job)
    assert [bool(o.document) for o in batch.outcomes] == [False, True]
    assert len(list((tmp_path / "out").rglob("*.docx"))) == 1


def test_names_of_one_agency_on_the_roster_are_one_agency(tmp_path: Path) -> None:
    job = Job(None, roster=roster(entry(NAME, former="青禾县财税局")))
    files = {"a.xlsx": saved(FIRST, MORNING), "b.xlsx": saved(named(SECOND, "青禾县财税局"), NOON)}
    assert statuses(checked(tmp_path, files, job)) == {"b.xlsx": "to_confirm", "a.xlsx": "superseded"}


@pytest.mark.parametrize("name", ["我局", "办公室"])
def test_workbooks_of_nobody_are_no_versions_of_one_report(tmp_path: Path, name: str) -> None:
    batch = checked(tmp_path, {"a.xlsx": of(name), "b.xlsx": of(name, {**FIGURES, "二.r3.c1": 346})})
    assert told(batch, "G-01") == {}
    assert "superseded" not in statuses(batch).values()
