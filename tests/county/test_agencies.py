"""A folder against the roster: which agencies are missing, unknown or ambiguous."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from converter.batch.folder import Job
from converter.batch.last_year import last_year_from
from converter.catalogue.messages import describe
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Figure
from converter.results.result import to_json
from tests.folders import checked, entry, folder, named, of, roster, statuses, told
from tests.reports import REFS

FINANCE = entry("青禾县财政局", short="财政局", code="A01")
CIVIL = entry("青禾县民政局", code="A02")
TOWN = entry("青禾县望桥街道办事处", "乡镇街道")
JOB = Job(None, roster=roster(TOWN, FINANCE, CIVIL))


def test_who_did_not_report_is_missing_in_its_place_on_the_roster(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of(CIVIL.name), "b.xlsx": of(TOWN.name, category="乡镇街道")}, JOB)
    assert batch.missing == (FINANCE,)
    outcomes = json.loads(to_json(batch))["outcomes"]
    assert [(o["source"], o["agency"], o["status"]) for o in outcomes] == [
        ("b.xlsx", TOWN.name, "passed"),
        (None, FINANCE.name, "missing"),
        ("a.xlsx", CIVIL.name, "passed"),
    ]
    assert outcomes[1]["code"] == "A01"
    assert [f["code"] for f in outcomes[1]["findings"]] == ["G-01"]


def test_without_a_roster_nobody_is_missing(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of(CIVIL.name)})
    assert batch.missing == ()
    assert [o["status"] for o in json.loads(to_json(batch))["outcomes"]] == ["passed"]


def test_a_short_name_is_understood_and_the_full_one_asked_for(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of("财政局")}, JOB)
    assert batch.missing == (TOWN, CIVIL)
    assert [(f.code, f.expected) for f in told(batch, ("D-05"))["a.xlsx"]] == [("D-05", FINANCE.name)]


def test_an_agency_that_is_not_on_the_roster_is_reported(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of("青禾县气象局")}, JOB)
    assert [(f.code, f.severity) for f in told(batch, "G-")["a.xlsx"]] == [("G-11", Severity.WARNING)]
    assert len(batch.missing) == 3


def test_a_misspelt_name_is_asked_about(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of("青禾县财攻局")}, JOB)
    (asked,) = told(batch, "G-")["a.xlsx"]
    assert (asked.code, asked.variant, asked.expected) == ("G-12", "like", FINANCE.name)
    assert FINANCE in batch.missing


def test_a_name_of_several_comes_back_with_the_question(tmp_path: Path) -> None:
    job = Job(None, roster=roster("青禾县公安局", "青禾县森林公安局"))
    batch = checked(tmp_path, {"a.xlsx": of("公安局")}, job)
    (asked,) = told(batch, "G-")["a.xlsx"]
    assert (asked.variant, asked.severity) == ("several", Severity.ERROR)
    assert asked.expected == "青禾县公安局、青禾县森林公安局"


@pytest.mark.parametrize("typed", ["青禾县民政局", "青禾县数据局"])
def test_a_neighbours_workbook_comes_back(tmp_path: Path, typed: str) -> None:
    copied = named(of(FINANCE.name, code="A01"), typed)
    batch = checked(tmp_path, {"a.xlsx": copied, "b.xlsx": of(FINANCE.name, code="A01")}, JOB)
    assert statuses(batch) == {"b.xlsx": "passed", "a.xlsx": "returned"}
    found = [f for f in batch.outcomes[1].findings if f.severity is not Severity.INFO]
    assert [(f.code, f.variant) for f in found] == [("G-12", "conflict")]
    assert f"发给{FINANCE.name}的，填的机关名称却是“{typed}”" in describe(found[0])


def test_who_received_no_application_at_all_is_listed_and_not_blamed(tmp_path: Path) -> None:
    files = {"a.xlsx": of(CIVIL.name, {"二.r3.c1": 3}), "b.xlsx": of(FINANCE.name)}
    batch = checked(tmp_path, files)
    assert [(f.code, f.variant, f.expected) for f in batch.findings] == [("G-10", "unknown", CIVIL.name)]
    assert json.loads(to_json(batch))["findings"][0]["code"] == "G-10"
    assert told(batch, "G-10") == {}


def test_nothing_to_do_is_only_said_where_last_year_carried_nothing_over(tmp_path: Path) -> None:
    """Last year: 财政局 carried 3 over, 民政局 none; of 气象局 nothing is known; 档案局 has it prefilled."""
    nothing = {"二.r3.c1": 3}
    carried = {**nothing, "三.r01.c2": 3, "三.r25.c2": 3}
    earlier = folder(
        tmp_path / "上年",
        {"a.xlsx": of(CIVIL.name, nothing, year=2023), "b.xlsx": of(FINANCE.name, carried, year=2023)},
    )
    prefilled = replace(of("青禾县档案局", nothing), last_year={REFS["三.r25.c1"]: Figure(2)})
    files = {
        "a.xlsx": of(CIVIL.name, nothing),
        "b.xlsx": of(FINANCE.name, nothing),
        "c.xlsx": of("青禾县气象局", nothing),
        "d.xlsx": prefilled,
    }
    batch = checked(tmp_path / "本年", files, Job(None, last_year=last_year_from(earlier, FORM, 2024)))
    said = {f.variant: (f.expected, describe(f)) for f in batch.findings}
    assert {variant: names for variant, (names, _) in said.items()} == {
        "": CIVIL.name,
        "carried": f"{FINANCE.name}（3 件）、青禾县档案局（2 件）",
        "unknown": "青禾县气象局",
    }
    assert [variant for variant, (_, words) in said.items() if "不用处理" in words] == [""]


def test_a_name_that_is_none_is_an_error_once_and_no_agency(tmp_path: Path) -> None:
    files = {"a.xlsx": of("我局"), "b.xlsx": of("我局", code="A01"), "c.xlsx": of("办公室")}
    office = entry("青禾县人民政府办公室")
    listed = roster(entry("青禾县财政局", code="A01"), office)
    batch = checked(tmp_path, files, Job(None, roster=listed))
    found = told(batch, ("A-10", "D-05", "G-1"))
    assert {source: [(f.code, f.variant) for f in several] for source, several in found.items()} == {
        "a.xlsx": [("A-10", "nobody")],
        "b.xlsx": [("A-10", "nobody")],
        "c.xlsx": [("A-10", "general"), ("G-12", "like")],
    }
    whose = {o.source: o.match.entry and o.match.entry.name for o in batch.outcomes if o.match}
    assert whose == {"a.xlsx": None, "b.xlsx": "青禾县财政局", "c.xlsx": None}


def test_what_the_roster_calls_an_agency_is_its_name(tmp_path: Path) -> None:
    listed = roster(entry("县政府", "县级政府"), entry("青禾县人民政府办公室", short="办公室"))
    files = {"a.xlsx": of("县政府", category="县级政府"), "b.xlsx": of("办公室")}
    found = told(checked(tmp_path, files, Job(None, roster=listed)), ("A-10", "D-05"))
    assert {source: [f.code for f in several] for source, several in found.items()} == {"b.xlsx": ["D-05"]}
