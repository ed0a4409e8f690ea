"""零报告 in the live checks: what a declared table may hold, and which checks it lifts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from converter.form import FORM, Ref, table_of
from converter.report.report import Figure
from converter.workbook.layout.checklist import checklist, independent_rules
from converter.workbook.layout.workbook_layout import CHECKS, find_cells
from converter.workbook.write import formula as f
from converter.workbook.write.check_sheet import ASK, GOOD, UNKNOWN, WRONG, CheckSheet
from converter.workbook.write.filling import Filling
from converter.workbook.write.formula import Expr
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.live import live_checks
from tests.reports import REFS, report

NORMAL, ZERO = FORM.states
REQUIRED = tuple(table.key for table in FORM.tables.values() if table.required)
WRONG_FIGURES = {
    "二": {"二.r1.c1": 5, "二.r2.c1": 5},
    "三": {"三.r03.c1": 5, "三.r04.c7": 9},
    "四": {"四.r1.c01": 1, "四.r1.c05": 9},
}
"""Figures of each table against which several rules speak."""

Checked = Mapping[str, CheckSheet]


def checks(table: str, state: str, figures: Mapping[str, int], last_year: Mapping[str, int]) -> CheckSheet:
    filled = replace(
        report(figures, states={table: state}),
        last_year={REFS[key]: Figure(value) for key, value in last_year.items()},
    )
    return live_checks(FORM, InputReferences(Filling(FORM, filled)))


def formula(sheet: CheckSheet, reference: Expr) -> str:
    """The formula in a cell of 核对 that a reference points to, short for references within the sheet."""
    made = next(e for at, e in sheet.cells.items() if f.cell(CHECKS, at, None).text == reference.text)
    return made.text


@pytest.fixture(scope="module", params=REQUIRED)
def table(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def checked(table: str) -> Checked:
    """The checks over wrong figures in a table, by its state."""
    return {state: checks(table, state, WRONG_FIGURES[table], {}) for state in (NORMAL, ZERO)}


def test_no_rule_fails_in_a_table_declared_to_have_nothing(table: str, checked: Checked) -> None:
    rules = [rule for rule in independent_rules(FORM) if table_of(rule) == table]
    states = {state: {sheet.rules[rule][0].value for rule in rules} for state, sheet in checked.items()}
    assert states[ZERO] == {GOOD}
    assert states[NORMAL] & {WRONG, ASK}
    assert {checked[ZERO].rules[rule][1].value for rule in rules} == {""}


def test_every_rule_asks_first_whether_its_table_is_declared(table: str, checked: Checked) -> None:
    sheet = checked[NORMAL]
    name, (cell, *_) = find_cells(FORM, "state", table)
    declared = f'IF({f.cell(name.name, (cell.row, cell.column), None).text}="{ZERO}",1,0)'
    (flag,) = (f.cell(CHECKS, at, None).text for at, made in sheet.cells.items() if made.text == declared)
    for rule in independent_rules(FORM):
        asks = formula(sheet, sheet.rules[rule][0]).startswith(f"IF({flag}=1,{GOOD},")
        assert asks == (table_of(rule) == table)


def test_a_declared_table_may_hold_no_figures(table: str, checked: Checked) -> None:
    line = f"A-01.{table}"
    assert {state: sheet.states[line].value for state, sheet in checked.items()} == {
        NORMAL: GOOD,
        ZERO: WRONG,
    }
    assert checked[ZERO].messages[line].value == f"选了“{ZERO}”，但填有大于 0 的数"
    blank = checks(table, ZERO, {}, {})
    assert blank.states[line].value == GOOD
    assert blank.messages[line].value == ""


def test_a_declared_table_passes_all_its_lines(table: str) -> None:
    sheet = checks(table, ZERO, {}, {})
    own = [line.key for line in checklist(FORM) if table in (line.table, line.ref.table if line.ref else "")]
    assert {sheet.states[key].value for key in own if not key.startswith("X-")} == {GOOD}


@pytest.mark.parametrize(("state", "expected"), [(NORMAL, UNKNOWN), (ZERO, ASK)])
def test_nothing_declared_is_compared_with_last_year_and_nothing_filled_in_is_not(
    state: str, expected: int
) -> None:
    blank: dict[Ref, Figure] = {ref: Figure(None) for ref in FORM.refs if ref.table == "三"}
    declared = report({}, states={"三": state})
    filled = replace(
        declared, figures={**declared.figures, **blank}, last_year={REFS["三.r25.c1"]: Figure(7)}
    )
    sheet = live_checks(FORM, InputReferences(Filling(FORM, filled)))
    assert sheet.states["X-01.三"].value == expected
