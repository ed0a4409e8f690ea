"""The live checks of the checklist's lines: state and message of each, from the rules and the inputs."""

from __future__ import annotations

from collections.abc import Mapping

from converter.form import Form, Ref, Rule, Table, table_of
from converter.grid.values import typed_date
from converter.workbook.layout.checklist import ChecklistLine
from converter.workbook.write import formula as f
from converter.workbook.write.annotation_checks import annotation_check
from converter.workbook.write.check_sheet import (
    ASK,
    GOOD,
    NO_LAST_YEAR,
    NOT_FILLED,
    TO_FILL,
    UNKNOWN,
    WRONG,
    CheckSheet,
    LiveCheck,
    Mirror,
    message_of,
)
from converter.workbook.write.formula import Area, Expr
from converter.workbook.write.input_references import InputReferences

Typed = Mapping[Rule, Expr]
"""The total in its own cell, by the rule that defines it."""


def line_check(
    line: ChecklistLine,
    form: Form,
    mirror: Mirror,
    typed: Typed,
    inputs: InputReferences,
    sheet: CheckSheet,
    blank: Mapping[str, Expr],
) -> LiveCheck:
    """State and message of a line of the checklist. `blank`: 1 for a table into which nothing is filled."""
    if line.rules:
        return _once_filled(_rules(line, sheet), blank[table_of(line.rules[0])])
    if line.carried:
        return _carried(line, sheet, blank[line.carried[0].this.table])
    if line.annotation:
        made = annotation_check(line, form, inputs, sheet.cells)
        return _once_filled(made, blank[line.table] if line.table else _no_text(form, inputs))
    if line.field:
        return _field(line.field, form, inputs)
    if line.section or line.narrative:
        return _written(line, form, inputs)
    table = form.tables[line.table]
    if line.key.startswith("A-02"):
        return _once_filled(_numbers(table, form, mirror, typed), blank[table.key])
    return _filled(table, form, mirror, typed, inputs)


def _once_filled(made: LiveCheck, blank: Expr) -> LiveCheck:
    """The check, NOT_FILLED instead of GOOD while there is nothing to look at (`blank` is 1)."""
    state, message = made
    nothing = f.all_of(f.equals(blank, 1), f.equals(state, GOOD))
    return f.if_(nothing, f.number(NOT_FILLED), state), message


def _no_text(form: Form, inputs: InputReferences) -> Expr:
    """1 while no narrative has a text, else 0."""
    written = [f.count_filled(inputs.paragraphs(key)) for key in form.narratives]
    some = Expr("+".join(w.text for w in written), any(w.value for w in written))
    return f.if_(some, f.number(0), f.number(1))


def _rules(line: ChecklistLine, sheet: CheckSheet) -> LiveCheck:
    """The check of the line's only rule, or how many of its rules do not hold."""
    checks = [sheet.rules[rule] for rule in line.rules]
    if len(checks) == 1:
        return checks[0]
    bad = f.count_equal((state for state, _ in checks), WRONG)
    state = f.if_(f.less(f.number(0), bad), f.number(WRONG), f.number(GOOD))
    return state, message_of("有", bad, "处不符，见表中红字")


def _carried(line: ChecklistLine, sheet: CheckSheet, blank: Expr) -> LiveCheck:
    """Figures against those of last year that they continue, see NO_LAST_YEAR; open while they are blank."""
    states = [sheet.rules[rule][0] for rule in line.carried]
    bad, without = f.count_equal(states, ASK), f.count_equal(states, NO_LAST_YEAR)
    some = f.if_(f.equals(f.bracketed(without), len(states)), f.number(NO_LAST_YEAR), f.number(GOOD))
    waiting = f.all_of(f.equals(blank, 1), f.equals(some, GOOD))
    known = f.if_(waiting, f.number(UNKNOWN), some)
    state = f.if_(f.less(f.number(0), bad), f.number(ASK), known)
    return state, message_of("有", bad, "处与上年数不衔接，属实请写情况说明")


def _written(line: ChecklistLine, form: Form, inputs: InputReferences) -> LiveCheck:
    """D-07: a section, or a narrative that a county asks for, has text."""
    sections = (section for section in form.sections if section.key == line.section)
    keys = [line.narrative] if line.narrative else [part.key for part in next(sections).narratives]
    written = [f.count_filled(inputs.paragraphs(key)) for key in keys]
    some = Expr("+".join(w.text for w in written), any(w.value for w in written))
    what = "这一项没有文字" if line.narrative else "这一部分没有文字"
    return f.if_(some, f.number(GOOD), f.number(TO_FILL)), message_of(what)


def _numbers(table: Table, form: Form, mirror: Mirror, typed: Typed) -> LiveCheck:
    """A-02: every cell of a table is a valid figure."""
    own = _own_figures(table, form)
    totals = [total for rule, total in typed.items() if table_of(rule) == table.key]
    numbers = f.equals(f.count(mirror.area(own)), len(own))
    state = f.if_(f.all_of(numbers, *map(f.is_number, totals)), f.number(GOOD), f.number(WRONG))
    return state, message_of("有的格不是规定的数，见表中红色格")


def _filled(table: Table, form: Form, mirror: Mirror, typed: Typed, inputs: InputReferences) -> LiveCheck:
    """A-01: a table is filled in, or declared 零报告 and without a figure above 0."""
    state, (normal, nothing) = inputs.state(table.key), form.states
    good, wrong = f.number(GOOD), f.number(WRONG)
    totals = _typed_totals(table, typed)
    figures = mirror.area(_own_figures(table, form))
    signed = any(column.signed for column in table.columns)
    positive = f.less(f.number(0), f.squares(figures) if signed else f.total(figures))
    if totals.values:
        positive = f.any_of(positive, f.less(f.number(0), f.total(totals)))
    empty = _is_empty(table, form, inputs, typed)
    zero = f.equals(state, nothing)
    known = f.any_of(zero, f.equals(state, normal), f.is_blank(state))
    holds = f.if_(zero, f.if_(positive, wrong, good), f.if_(empty, f.number(TO_FILL), good))
    contradiction = f.text(f"选了“{nothing}”，但填有大于 0 的数")
    return f.if_(known, holds, wrong), f.if_(zero, contradiction, f.text("还没有填数"))


def _own_figures(table: Table, form: Form) -> list[Ref]:
    """The figures of a table that are no totals."""
    return [ref for ref in table.refs() if ref not in form.totals]


def _typed_totals(table: Table, typed: Typed) -> Area:
    """The totals of a table in their own cells, with "?" for errors and texts."""
    return f.cells(made for rule, made in typed.items() if table_of(rule) == table.key)


def _is_empty(table: Table, form: Form, inputs: InputReferences, typed: Typed) -> Expr:
    """True while nothing is filled into a table: its inputs are blank, and no total was typed over."""
    blank = f.equals(f.count_filled(inputs.figures(_own_figures(table, form))), 0)
    totals = _typed_totals(table, typed)
    return f.all_of(blank, *([f.equals(f.total(totals), 0)] if totals.values else []))


def untouched(table: Table, form: Form, inputs: InputReferences, typed: Typed, zero: Expr) -> Expr:
    """1 while nothing is filled into a table that is not declared 零报告 either (`zero`), else 0."""
    empty = f.if_(_is_empty(table, form, inputs, typed), f.number(1), f.number(0))
    return f.if_(f.equals(zero, 1), f.number(0), empty)


def _field(key: str, form: Form, inputs: InputReferences) -> LiveCheck:
    """A-10: a field of the opening is filled in, with a valid value."""
    item, value = form.field(key), inputs.entry(key)
    missing = f.number(TO_FILL if item.demand == "required" else ASK)
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


def _bare_year(of: Expr) -> Expr:
    """A year without 年 or 年度 behind it, which the reader takes as well."""
    bare = str(of.value or "").strip().replace("年度", "").replace("年", "")
    return Expr(f'SUBSTITUTE(SUBSTITUTE(TRIM({of.text}),"年度",""),"年","")', bare)


def _is_year(of: Expr) -> Expr:
    """True for a year from 2000 to 2999, as a number or a text, 年 or 年度 behind it or not."""
    bare = _bare_year(of)
    digits = str(bare.value)
    return Expr(
        f'AND(LEN({bare.text})=4,LEFT({bare.text},1)="2",NOT(ISERROR(VALUE({bare.text}))))',
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
    year = _bare_year(year)
    typed, given = typed_date(str(day.value or "")), str(year.value)
    of = f'IF(ISNUMBER({day.text}),YEAR({day.text})&"",LEFT(TRIM({day.text}),4))'
    return Expr(
        f"OR(LEN({year.text})<>4,{of}={year.text})",
        len(given) != 4 or (typed is not None and str(typed.year) == given),
    )
