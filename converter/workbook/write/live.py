"""The live checks: the form's rules as formulas on the hidden sheet 核对, evaluated while a clerk fills in.

Each figure is mirrored as a number, 0 where blank, or "?" where it is no valid figure; totals are recomputed
from the mirror. Then each rule has one row: the total as typed, a state, and a message with the difference.
The checklist's lines follow. `checks` finds the same for the same figures; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from converter.form import Equality, Form, Ref, Rule, Table, table_of
from converter.grid.cells import Position
from converter.grid.values import typed_date
from converter.workbook.layout.book import CHECKS
from converter.workbook.layout.checklist import ChecklistLine, FigureRule, checklist, independent_rules
from converter.workbook.write import formula as f
from converter.workbook.write.annotations import annotation_check
from converter.workbook.write.formula import Area, Expr, Scalar
from converter.workbook.write.inputs import Inputs
from converter.workbook.write.rules import (
    ASK,
    GOOD,
    NO_LAST_YEAR,
    UNKNOWN,
    WRONG,
    LiveCheck,
    Mirror,
    Rulebook,
    bracketed,
    evaluation_order,
    message_of,
)

Typed = Mapping[Rule, Expr]
"""The total in its own cell, by the rule that defines it."""


@dataclass(slots=True)
class LiveChecks:
    """The cells of the hidden sheet, and references to them: states and messages that other sheets show."""

    cells: dict[Position, Expr] = field(default_factory=dict)
    states: dict[str, Expr] = field(default_factory=dict)
    """States by the keys of the checklist's lines."""
    messages: dict[str, Expr] = field(default_factory=dict)
    """Messages by the keys of the checklist's lines, "" while nothing is wrong."""
    rules: dict[FigureRule, LiveCheck] = field(default_factory=dict)
    """State and message of each rule."""
    row: int = 0
    """The first row that is free."""

    def put(self, row: int, column: int, expression: Expr) -> Expr:
        """Write an expression into a cell; returns a reference to the cell."""
        self.cells[row, column] = expression
        return f.cell(CHECKS, (row, column), expression.value)

    def add(self, state: Expr, message: Expr) -> LiveCheck:
        """Write a check into the next row; the message is "" while nothing is wrong."""
        kept = self.put(self.row, 1, state)
        wrong = f.any_of(f.equals(kept, WRONG), f.equals(kept, ASK))
        shown = self.put(self.row, 2, f.if_(wrong, message, f.text("")))
        self.row += 1
        return kept, shown

    def add_value(self, value: Expr) -> Expr:
        """Write a value that checks refer to into the next row; returns a reference to it."""
        kept = self.put(self.row, 1, value)
        self.row += 1
        return kept


def live_checks(form: Form, inputs: Inputs) -> LiveChecks:
    """Every check over the inputs of a workbook."""
    sheet = LiveChecks()
    mirror = _mirror(form, inputs, sheet)
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
    untouched = {
        key: sheet.add_value(_untouched(form.tables[key], form, inputs, typed, zero[key]))
        for key in dict.fromkeys(rule.this.table for rule in form.carry_overs)
    }
    for carried in form.carry_overs:
        sheet.rules[carried] = sheet.add(*rulebook.check_carry_over(carried, untouched[carried.this.table]))
    for line in checklist(form):
        made = _line(line, form, mirror, typed, inputs, sheet)
        sheet.states[line.key], sheet.messages[line.key] = sheet.add(*made)
    return sheet


def count_in_state(sheet: LiveChecks, keys: Iterable[str], state: int) -> Expr:
    """The number of lines of the checklist that are in a state."""
    return f.count_equal((sheet.states[key] for key in keys), state)


def state_word(state: Expr) -> Expr:
    """A state in words."""
    words = {WRONG: "要改", ASK: "请核实", UNKNOWN: "待定", NO_LAST_YEAR: "无上年数"}
    shown = f.text("通过")
    for number, word in words.items():
        shown = f.if_(f.equals(state, number), f.text(word), shown)
    return shown


def _mirror(form: Form, inputs: Inputs, sheet: LiveChecks) -> Mirror:
    """Mirror every figure; a total is the sum of its parts, or "?" while one of them is."""
    at: dict[Ref, Position] = {}
    values: dict[Ref, Scalar] = {}
    top = 0
    for table in form.tables.values():
        rows = list(dict.fromkeys(ref.row for ref in table.refs()))
        columns = list(dict.fromkeys(ref.column for ref in table.refs()))
        at |= {ref: (top + rows.index(ref.row), columns.index(ref.column)) for ref in table.refs()}
        top += len(rows) + 1
    mirror = Mirror(at, values)

    def add(ref: Ref) -> None:
        """Mirror a figure after the parts of which it is the total."""
        if ref in values:
            return
        rule = form.totals.get(ref)
        if rule is None:
            made = f.whole_or_mark(inputs.figure(ref), whole=form.column(ref).whole)
        else:
            for part in rule.left:
                add(part)
            parts = mirror.area(rule.left)
            made = f.if_(f.equals(f.count(parts), len(rule.left)), f.total(parts), f.text("?"))
        values[ref] = made.value
        sheet.put(*at[ref], made)

    for ref in form.refs:
        add(ref)
    return mirror


# --- lines of the checklist -----------------------------------------------------------------------


def _line(
    line: ChecklistLine, form: Form, mirror: Mirror, typed: Typed, inputs: Inputs, sheet: LiveChecks
) -> LiveCheck:
    """State and message of a line of the checklist."""
    if line.rules:
        return _rules(line, sheet)
    if line.carried:
        return _carried(line, sheet)
    if line.annotation:
        return annotation_check(line, form, inputs, sheet.cells)
    if line.field:
        return _field(line.field, form, inputs)
    if line.section:
        return _section(line.section, form, inputs)
    table = form.tables[line.table]
    if line.key.startswith("A-02"):
        return _numbers(table, form, mirror, typed)
    return _filled(table, form, mirror, typed, inputs)


def _rules(line: ChecklistLine, sheet: LiveChecks) -> LiveCheck:
    """The check of the line's only rule, or how many of its rules do not hold."""
    checks = [sheet.rules[rule] for rule in line.rules]
    if len(checks) == 1:
        return checks[0]
    bad = f.count_equal((state for state, _ in checks), WRONG)
    state = f.if_(f.less(f.number(0), bad), f.number(WRONG), f.number(GOOD))
    return state, message_of("有", bad, "处不符，见表中红字")


def _carried(line: ChecklistLine, sheet: LiveChecks) -> LiveCheck:
    """Figures against those of last year that they continue, see NO_LAST_YEAR."""
    states = [sheet.rules[rule][0] for rule in line.carried]
    bad, without = f.count_equal(states, ASK), f.count_equal(states, NO_LAST_YEAR)
    some = f.if_(f.equals(bracketed(without), len(states)), f.number(NO_LAST_YEAR), f.number(GOOD))
    state = f.if_(f.less(f.number(0), bad), f.number(ASK), some)
    return state, message_of("有", bad, "处与上年数不衔接，属实请写情况说明")


def _section(key: str, form: Form, inputs: Inputs) -> LiveCheck:
    """D-07: a section has text."""
    section = next(section for section in form.sections if section.key == key)
    written = [f.count_filled(inputs.paragraphs(part.key)) for part in section.narratives]
    some = Expr("+".join(w.text for w in written), any(w.value for w in written))
    return f.if_(some, f.number(GOOD), f.number(ASK)), message_of("这一部分没有文字")


def _numbers(table: Table, form: Form, mirror: Mirror, typed: Typed) -> LiveCheck:
    """A-02: every cell of a table is a valid figure."""
    own = _own_figures(table, form)
    totals = [total for rule, total in typed.items() if table_of(rule) == table.key]
    numbers = f.equals(f.count(mirror.area(own)), len(own))
    state = f.if_(f.all_of(numbers, *map(f.is_number, totals)), f.number(GOOD), f.number(WRONG))
    return state, message_of("有的格不是规定的数，见表中红色格")


def _filled(table: Table, form: Form, mirror: Mirror, typed: Typed, inputs: Inputs) -> LiveCheck:
    """A-01: a table is filled in, or declared 零报告 and without a figure above 0."""
    state, (normal, nothing) = inputs.state(table.key), form.states
    good, wrong = f.number(GOOD), f.number(WRONG)
    totals = _typed_totals(table, typed)
    positive = f.less(f.number(0), f.total(mirror.area(_own_figures(table, form))))
    if totals.values:
        positive = f.any_of(positive, f.less(f.number(0), f.total(totals)))
    empty = _is_empty(table, form, inputs, typed)
    zero = f.equals(state, nothing)
    known = f.any_of(zero, f.equals(state, normal), f.is_blank(state))
    holds = f.if_(zero, f.if_(positive, wrong, good), f.if_(empty, wrong, good))
    contradiction = f.text(f"选了“{nothing}”，但填有大于 0 的数")
    return f.if_(known, holds, wrong), f.if_(zero, contradiction, f.text("还没有填数"))


def _own_figures(table: Table, form: Form) -> list[Ref]:
    """The figures of a table that are no totals."""
    return [ref for ref in table.refs() if ref not in form.totals]


def _typed_totals(table: Table, typed: Typed) -> Area:
    """The totals of a table in their own cells, with "?" for errors and texts."""
    return f.cells(made for rule, made in typed.items() if table_of(rule) == table.key)


def _is_empty(table: Table, form: Form, inputs: Inputs, typed: Typed) -> Expr:
    """True while nothing is filled into a table: its inputs are blank, and no total was typed over."""
    blank = f.equals(f.count_filled(inputs.figures(_own_figures(table, form))), 0)
    totals = _typed_totals(table, typed)
    return f.all_of(blank, *([f.equals(f.total(totals), 0)] if totals.values else []))


def _untouched(table: Table, form: Form, inputs: Inputs, typed: Typed, zero: Expr) -> Expr:
    """1 while nothing is filled into a table that is not declared 零报告 either (`zero`), else 0."""
    empty = f.if_(_is_empty(table, form, inputs, typed), f.number(1), f.number(0))
    return f.if_(f.equals(zero, 1), f.number(0), empty)


def _field(key: str, form: Form, inputs: Inputs) -> LiveCheck:
    """A-10: a field of the opening is filled in, with a valid value."""
    item, value = form.field(key), inputs.entry(key)
    missing = f.number(WRONG if item.demand == "required" else ASK)
    good, wrong = f.number(GOOD), f.number(WRONG)
    valid, fault = good, "填写不对，见右侧说明"
    if item.choices:
        valid = f.if_(f.any_of(*(f.equals(value, choice) for choice in item.choices)), good, wrong)
    if item.kind == "year":
        valid = f.if_(_is_year(value), good, wrong)
    if item.kind == "date":
        year = next(inputs.entry(other.key) for other in form.fields if other.kind == "year")
        valid = f.if_(f.all_of(_is_day(value), _is_of(value, year)), good, wrong)
        fault = "填写不对，或者不在报告年度内"
    state = f.if_(f.is_blank(value), missing, valid)
    return state, f.if_(f.is_blank(value), f.text("没有填写"), f.text(fault))


def _is_year(of: Expr) -> Expr:
    """True for a year from 2000 to 2999, as a number or a text."""
    digits = str(of.value or "")
    return Expr(
        f'AND(LEN({of.text})=4,LEFT({of.text},1)="2",NOT(ISERROR(VALUE({of.text}))))',
        len(digits) == 4 and digits.startswith("2") and digits.isdecimal(),
    )


def _is_day(of: Expr) -> Expr:
    """True for a date: of Excel, in Chinese, or with one kind of separator between its numbers."""
    written = of.text
    for typed, meant in ((" ", ""), ("年", "-"), ("月", "-"), ("日", ""), ("/", "-"), (".", "-")):
        written = f'SUBSTITUTE({written},"{typed}","{meant}")'
    shape = f'AND(MID({written},5,1)="-",LEN({written})>7,LEN({written})<11)'
    serial = f"AND({of.text}>=36526,{of.text}<73415,INT({of.text})={of.text})"
    return Expr(
        f"IF(ISNUMBER({of.text}),{serial},IF(ISERROR(DATEVALUE({written})),FALSE,{shape}))",
        typed_date(str(of.value or "")) is not None,
    )


def _is_of(day: Expr, year: Expr) -> Expr:
    """True for a date in a year, or if the year is not filled in (D-04)."""
    typed, given = typed_date(str(day.value or "")), str(year.value or "")
    of = f'IF(ISNUMBER({day.text}),YEAR({day.text})&"",LEFT(TRIM({day.text}),4))'
    return Expr(
        f'OR(LEN({year.text})<>4,{of}={year.text}&"")',
        len(given) != 4 or (typed is not None and str(typed.year) == given),
    )
