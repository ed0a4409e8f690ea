"""The live checks: the form's rules as formulas on the hidden sheet 核对, evaluated while a clerk fills in.

Each figure is mirrored as a number, 0 where blank, or "?" where it is no valid figure; totals are recomputed
from the mirror. Then each rule has one row: the total as typed, a state, and a message with the difference.
The checklist's lines follow. `checks` finds the same for the same figures; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable

from converter.form import Equality, Form, Rule
from converter.workbook.layout.checklist import checklist, independent_rules
from converter.workbook.write import formula as f
from converter.workbook.write.check_sheet import (
    ASK,
    GOOD,
    NO_LAST_YEAR,
    NOT_FILLED,
    TO_FILL,
    UNKNOWN,
    WRONG,
    CheckSheet,
    mirrored,
)
from converter.workbook.write.formula import Expr
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.line_checks import line_check, untouched
from converter.workbook.write.rules import Rulebook, evaluation_order


def live_checks(form: Form, inputs: InputReferences) -> CheckSheet:
    """Every check over the inputs of a workbook."""
    sheet = CheckSheet()
    mirror = mirrored(form, inputs, sheet)
    sheet.row = max(row for row, _ in sheet.cells) + 2
    zero = {
        key: sheet.add_value(f.if_(f.equals(inputs.state(key), form.states[1]), f.number(1), f.number(0)))
        for key, table in form.tables.items()
        if table.required
    }
    rulebook = Rulebook(form, mirror, inputs, sheet.rules, zero)
    typed: dict[Rule, Expr] = {}
    for rule in sorted(independent_rules(form), key=evaluation_order):
        if isinstance(rule, Equality) and rule.total is not None:
            typed[rule] = sheet.put(sheet.row, 0, f.whole_or_mark(inputs.figure(rule.total), whole=True))
        sheet.rules[rule] = sheet.add(*rulebook.check(rule, typed.get(rule)))
    blank = {
        key: sheet.add_value(untouched(table, form, inputs, typed, zero.get(key, f.number(0))))
        for key, table in form.tables.items()
    }
    for carried in form.carry_overs:
        sheet.rules[carried] = sheet.add(*rulebook.check_carry_over(carried, blank[carried.this.table]))
    for line in checklist(form):
        made = line_check(line, form, mirror, typed, inputs, sheet, blank)
        sheet.states[line.key], sheet.messages[line.key] = sheet.add(*made)
    return sheet


def count_in_state(sheet: CheckSheet, keys: Iterable[str], state: int) -> Expr:
    """The number of lines of the checklist that are in a state."""
    return f.count_equal((sheet.states[key] for key in keys), state)


def state_word(state: Expr) -> Expr:
    """A state in words."""
    words = {
        GOOD: "通过", WRONG: "要改", UNKNOWN: "待定", ASK: "请核实", NO_LAST_YEAR: "无上年数",
        NOT_FILLED: "未填", TO_FILL: "待填",
    }  # fmt: skip
    return f.choice_of(state, [words[number] for number in range(len(words))])
