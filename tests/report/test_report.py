"""A filled form as a value: its opening, its states, and values in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from converter.report.finding import Finding, Severity, worst
from converter.report.report import Entry, Figure, Place, Value, count_figures, list_values, places, plain
from tests.reports import REFS, report, with_figure


def test_the_opening_is_read_from_its_fields() -> None:
    of = report(entries={"机关名称": "青禾县教育局", "机关类别": "乡镇街道"})
    assert (of.agency, of.category, of.year) == ("青禾县教育局", "乡镇街道", 2024)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2023", 2023), ("", None), ("２０２３", None), ("2023年", None), ("①", None), ("-1", None)],
)
def test_a_year_is_digits_alone(typed: str, year: int | None) -> None:
    of = report()
    assert replace(of, entries={**of.entries, "年度": Entry(typed)}).year == year


def test_a_table_is_declared_zero_only_by_the_word_for_it() -> None:
    of = report(states={"三": "零报告", "四": "正常填报"})
    zero = [table for table in ("二", "三", "四", "六一") if of.declared_zero(table, "零报告")]
    assert zero == ["三"]


def test_a_value_is_that_of_its_figure() -> None:
    of = with_figure(report(), "三.r01.c1", None)
    assert (of.value(REFS["三.r01.c1"]), of.value(REFS["三.r02.c1"])) == (None, 1)


def test_many_places_and_figures_are_made_at_once() -> None:
    assert [*places("甲.xlsx", "三", ("E9", "E10"))] == [
        Place("甲.xlsx", "三", "E9"),
        Place("甲.xlsx", "三", "E10"),
    ]
    figures = [*count_figures((3, 0), "甲.xlsx", "三", ("E9", "E10"))]
    assert figures == [Figure(3, Place("甲.xlsx", "三", "E9")), Figure(0, Place("甲.xlsx", "三", "E10"))]
    assert [(type(one), type(one.place), one.remark, one.computed) for one in figures] == [
        (Figure, Place, "", False)
    ] * 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1234567"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.10"),
        (Decimal("1E-7"), "0.0000001"),
    ],
)
def test_a_value_is_written_out_in_full(value: Value, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [((), ""), ((None,), ""), ((3, 5, 3), "3、5"), ((5, None, Decimal("3.50"), 0), "5、3.50、0")],
)
def test_values_are_listed_once_each(values: Iterable[Value | None], text: str) -> None:
    assert list_values(values) == text


def told(severity: Severity, reason: str = "") -> Finding:
    return Finding("D-01", severity, (), reason=reason)


@pytest.mark.parametrize(
    ("findings", "heaviest"),
    [
        ((), None),
        ((told(Severity.INFO),), Severity.INFO),
        ((told(Severity.INFO), told(Severity.WARNING)), Severity.WARNING),
        ((told(Severity.WARNING), told(Severity.ERROR), told(Severity.INFO)), Severity.ERROR),
        ((told(Severity.INFO), told(Severity.WARNING, "确实如此")), Severity.INFO),
        ((told(Severity.WARNING, "确实如此"),), None),
    ],
)
def test_the_worst_finding_is_the_heaviest_that_nobody_explained(
    findings: tuple[Finding, ...], heaviest: Severity | None
) -> None:
    assert worst(findings) is heaviest


def test_a_finding_knows_its_sheet_and_its_cells() -> None:
    cells = (Place("甲.xlsx", "三", "E9"), Place("甲.xlsx", "三"), Place("甲.xlsx", "三", "E10"))
    found = Finding("B-03", Severity.ERROR, cells)
    assert (found.sheet, found.cell) == ("三", "E9,E10")
    assert Finding("B-01", Severity.ERROR, cells[:1]).sheet == "三"
    nowhere = Finding("F-01", Severity.ERROR, ())
    assert (nowhere.sheet, nowhere.cell) == ("", "")
