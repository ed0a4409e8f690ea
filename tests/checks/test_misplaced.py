"""A block pasted one line off is told once, at the block; honest mistakes are told as what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from converter.catalogue.messages import describe
from converter.checks import check_report
from converter.report.finding import Finding
from converter.report.report import Figure, Report
from tests.reports import REFS, report, reread, with_figure

TABLE = {
    "三.r01.c1": 5, "三.r02.c1": 1, "三.r03.c1": 4, "三.r13.c1": 1, "三.r25.c1": 1,
    "三.r01.c2": 2, "三.r02.c2": 1, "三.r04.c2": 3,
}  # fmt: skip
ROWS = [f"r{number:02d}" for number in range(1, 26)]


def told(of: Report) -> list[Finding]:
    return [found for found in check_report(of) if found.code.startswith("B-")]


def codes(of: Report) -> list[str]:
    return sorted({found.code for found in told(of) if found.severity != "info"})


def below(of: Report, first: int = 0) -> Report:
    """Table 三 pasted one row too low from row `first` on; what falls out of the table is lost."""
    figures = dict(of.figures)
    for number in range(len(ROWS) - 1, first - 1, -1):
        for column in range(1, 8):
            ref = REFS[f"三.{ROWS[number]}.c{column}"]
            above = REFS[f"三.{ROWS[number - 1]}.c{column}"]
            value = of.figures[above].value if number > first else 0
            figures[ref] = figures[ref]._replace(value=value, computed=False)
    return replace(of, figures=figures)


def read(figures: Mapping[str, int]) -> Report:
    return reread(report(figures))[0]


def test_a_table_one_row_too_low_is_one_finding_at_the_block() -> None:
    (found,) = (each for each in told(below(read(TABLE))) if each.severity != "info")
    assert (found.code, found.cell) == ("B-12", "E10:K33")
    said = describe(found)
    assert "整体错了一行" in said
    assert "整体上移一行后都对得上" in said


def test_inputs_one_row_too_low_under_formulas_are_recognised() -> None:
    honest = read(TABLE)
    moved = below(honest)
    figures = {
        **moved.figures,
        **{ref: honest.figures[ref] for ref in honest.figures if ref.row in ("r24", "r25")},
    }
    for column in (1, 2):  # the formulas add what stands there now
        parts = [figures[REFS[f"三.{row}.c{column}"]].value or 0 for row in ROWS[2:23]]
        figures[REFS[f"三.r24.c{column}"]] = Figure(
            sum(parts), figures[REFS[f"三.r24.c{column}"]].place, "", True
        )
    for ref in [ref for ref in figures if ref.table == "三" and (ref.row == "r24" or ref.column == "c7")]:
        figures[ref] = figures[ref]._replace(computed=True)
    assert "B-12" in codes(replace(moved, figures=figures))


@pytest.mark.parametrize(
    "flawed",
    [
        {"三.r04.c7": 9},
        {"三.r25.c1": 4, "三.r25.c2": 3},
        {f"三.r24.c{number}": 0 for number in range(1, 8)},
        {"三.r03.c1": 0, "三.r04.c1": 9, "三.r24.c1": 1},
        {"三.r01.c1": 0, "三.r01.c2": 0},
    ],
)
def test_other_mistakes_are_told_as_before(flawed: Mapping[str, int]) -> None:
    honest = read(TABLE)
    for key, value in flawed.items():
        honest = with_figure(honest, key, value)
    assert codes(honest)
    assert "B-12" not in codes(honest)


def test_totals_alone_one_row_too_low_are_no_block() -> None:
    """Without applications carried over, moving the totals alone mends the sums as well: nobody knows."""
    plain = {"三.r02.c1": 5, "三.r03.c1": 5, "三.r02.c2": 2, "三.r04.c2": 2}
    honest = read(plain)
    for column, value in ((1, 5), (2, 2), (7, 7)):
        honest = with_figure(with_figure(honest, f"三.r24.c{column}", 0), f"三.r25.c{column}", value)
    assert codes(honest)
    assert "B-12" not in codes(honest)


def test_an_honest_table_is_silent() -> None:
    assert codes(read(TABLE)) == []
