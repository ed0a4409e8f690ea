"""Two years of one agency: each case is a change from one year to the next, and what must be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from converter.batch.folder import Job
from converter.batch.last_year import last_year_from
from converter.catalogue.messages import describe
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Figure, Reason, Report, Value
from tests.folders import checked, folder, of
from tests.reports import FIGURES, REFS, TEXTS, with_figure

NAME = "青禾县财政局"
STOCK = {"二.r2.c3": 10}
BEFORE: Mapping[str, Value] = {**FIGURES, **STOCK}
"""What this year's figures continue: 10 + 3 - 1 = 12 in force, 1 carried over."""


def found(tmp_path: Path, now: Report, before: Report) -> list[Finding]:
    """What is said of two years, last year's from its workbook."""
    last = last_year_from(folder(tmp_path / "上年", {"a.xlsx": before}), FORM, 2024)
    (outcome,) = checked(tmp_path / "本年", {"a.xlsx": now}, Job(None, last_year=last)).outcomes
    return [f for f in outcome.findings if f.code.startswith("X-")]


def years(
    tmp_path: Path, now: Mapping[str, Value], before: Mapping[str, Value]
) -> list[tuple[str, str, str, str]]:
    """The same for figures, in words: code, cell, found, expected."""
    texts = {**TEXTS, "总述": ("上年的话。",), "存在的主要问题": ("上年的问题。",), "改进情况": ("改。",)}
    findings = found(tmp_path, of(NAME, {**FIGURES, **now}), of(NAME, {**BEFORE, **before}, texts, year=2023))
    return [(f.code, f.cell, f.found, f.expected) for f in findings if f.code != "X-07"]


def test_a_year_that_continues_the_last_one_has_nothing_to_explain(tmp_path: Path) -> None:
    assert years(tmp_path, {}, {}) == []


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ({}, {"三.r25.c1": 2, "三.r03.c1": 2}, ("X-01", "E10", "1", "2")),
        ({}, {"二.r2.c3": 11}, ("X-02", "E9", "12", "13")),
        ({"二.r3.c1": 900}, {}, ("X-03", "C12", "900", "345")),
        ({"二.r3.c1": 100}, {}, ("X-03", "C12", "100", "345")),
        ({"二.r4.c1": 21}, {}, ("X-03", "C15", "21", "0")),
        ({"二.r6.c1": Decimal("2.4252311082")}, {}, ("X-04", "C19", "2.4252311082", "24252.311082")),
        ({"四.r1.c09": 0}, {}, ("X-05", "L9", "0", "1")),
    ],
)
def test_what_does_not_follow_from_last_year_is_reported_once(
    tmp_path: Path,
    now: Mapping[str, Value],
    before: Mapping[str, Value],
    expected: tuple[str, str, str, str],
) -> None:
    assert years(tmp_path, now, before) == [expected]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ({"二.r3.c1": 510}, {}),  # less than half as much again
        ({"二.r4.c1": 20}, {}),  # only twenty, though from nothing
        ({"三.r01.c1": 6, "三.r03.c1": 4}, {}),
    ],
)
def test_small_changes_are_no_leaps(
    tmp_path: Path, now: Mapping[str, Value], before: Mapping[str, Value]
) -> None:
    assert years(tmp_path, now, before) == []


def test_an_amount_that_grew_by_ten_thousand_is_reported_once(tmp_path: Path) -> None:
    now = of(NAME, {**FIGURES, "二.r6.c1": Decimal("242523110.82")})
    last = last_year_from(folder(tmp_path / "上年", {"a.xlsx": of(NAME, BEFORE, year=2023)}), FORM, 2024)
    (outcome,) = checked(tmp_path / "本年", {"a.xlsx": now}, Job(None, last_year=last)).outcomes
    assert [f.code for f in outcome.findings if f.cell == "C19"] == ["A-06"]


def test_leaps_and_cases_left_open_are_hints(tmp_path: Path) -> None:
    now = of(NAME, {**FIGURES, "二.r3.c1": 900, "四.r1.c09": 0})
    findings = [f for f in found(tmp_path, now, of(NAME, BEFORE, year=2023)) if f.code != "X-07"]
    assert {f.code: f.severity for f in findings} == {"X-03": Severity.INFO, "X-05": Severity.INFO}
    assert "（161%）" in describe(findings[0])


def test_tables_copied_from_last_year_are_reported_but_not_empty_ones(tmp_path: Path) -> None:
    same = [f.code for f in found(tmp_path / "同", of(NAME), of(NAME, year=2023))]
    assert "X-06" in same
    empty = [f.code for f in found(tmp_path / "空", of(NAME, {}), of(NAME, {}, year=2023))]
    assert "X-06" not in empty


def test_texts_that_only_change_the_year_and_the_numbers_are_reported(tmp_path: Path) -> None:
    story = (
        "{year}年，围绕春耕备耕和农机购置补贴，编发明白纸{n}期，送到{n}个村的便民服务站。",
        "针对群众询问较多的土地流转问题，请农经站的老同志录制方言讲解，在村口循环播放{n}次。",
        "对旧文件逐件过堂，能公开的{n}件一律转为公开，不能公开的注明理由，并请法律顾问复核。",
    )
    now, before = (
        {**TEXTS, "总述": tuple(line.format(year=year, n=n) for line in story)}
        for year, n in ((2024, "12"), (2023, "八"))
    )
    findings = found(tmp_path, of(NAME, texts=now), of(NAME, BEFORE, before, year=2023))
    (first, *_) = [f for f in findings if f.code == "X-07"]
    assert (first.subject, first.cell, first.severity) == ("一、总体情况", "C6", Severity.WARNING)
    assert "便民服务站" in describe(first) or "法律顾问" in describe(first) or "循环播放" in describe(first)


def test_texts_of_their_own_are_not(tmp_path: Path) -> None:
    other = {
        "总述": ("牵头修订行政处罚裁量基准，把听证笔录和复议结果一并挂网，当事人凭案号可以查询办理进度。",),
        "依申请公开情况": ("结合普法宣传月走进学校和厂区，现场解答咨询，收集意见建议并逐条回复。",),
        "存在的主要问题": ("值班窗口夜间无人，来电常常无人接听，预约系统不够稳定，群众为此多次来信。",),
        "改进情况": ("接入政务热线，次日上午逐一回访，年底前更换预约系统，由专人负责。",),
    }
    findings = found(tmp_path, of(NAME), of(NAME, BEFORE, other, year=2023))
    assert [f.code for f in findings] == []


def test_the_same_mistake_as_last_year_is_reported_beside_the_mistake(tmp_path: Path) -> None:
    now, before = (
        with_figure(of(NAME, figures, year=year), "三.r04.c7", 9)
        for figures, year in ((FIGURES, 2024), (BEFORE, 2023))
    )
    findings = [f for f in found(tmp_path, now, before) if f.code == "X-08"]
    assert [(f.code, f.cell, f.severity, f.values["other"]) for f in findings] == [
        ("X-08", "K12", Severity.INFO, "B-01")
    ]
    another = with_figure(of(NAME, BEFORE, year=2023), "三.r03.c7", 9)
    assert "X-08" not in {f.code for f in found(tmp_path / "别处", now, another)}


def test_last_years_report_comes_before_what_was_filled_in_and_a_difference_is_reported(
    tmp_path: Path,
) -> None:
    filled = {REFS["三.r25.c1"]: Figure(3), REFS["二.r2.c3"]: Figure(10)}
    findings = found(tmp_path, replace(of(NAME), last_year=filled), of(NAME, BEFORE, year=2023))
    reported = [(f.code, f.variant, f.found, f.expected) for f in findings if f.code in ("X-01", "X-02")]
    assert reported == [("X-01", "filled_in", "3", "1")]


def test_a_reason_answers_a_warning(tmp_path: Path) -> None:
    reason = Reason("X-02", "二", "E9", "清理时漏计一件。")
    now = replace(of(NAME), reasons=(reason,))
    (first,) = [f for f in found(tmp_path, now, of(NAME, year=2023)) if f.code == "X-02"]
    assert first.reason == "清理时漏计一件。"


def test_without_last_years_report_nothing_is_said_to_have_passed(tmp_path: Path) -> None:
    (outcome,) = checked(tmp_path, {"a.xlsx": of(NAME)}).outcomes
    codes = [verdict.code for verdict in outcome.verdicts_with("not_assessable")]
    assert [code for code in codes if code.startswith("X-")] == [f"X-0{n}" for n in range(1, 9)]


def test_an_agency_that_is_new_cannot_be_judged_and_why_is_stated(tmp_path: Path) -> None:
    last = last_year_from(folder(tmp_path / "上年", {"a.xlsx": of("青禾县民政局", year=2023)}), FORM, 2024)
    (outcome,) = checked(tmp_path / "本年", {"a.xlsx": of(NAME)}, Job(None, last_year=last)).outcomes
    why = {v.why for v in outcome.verdicts_with("not_assessable") if v.code.startswith("X-")}
    assert why == {"上年没有这个机关的报告"}
