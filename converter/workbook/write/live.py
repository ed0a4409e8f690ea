"""The checks of a workbook while it is filled in: the form's rules as formulas on a hidden sheet.

Each input is mirrored as a number, 0 where blank, or "?" where it is no such figure; totals are
recomputed from the mirror. A rule then has one row: the total as typed, a state, and the difference
in words. `checks` says the same of the same figures; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from converter.form import Equality, Form, Ref, Rule, table_of
from converter.grid.cells import Position
from converter.grid.values import typed_date
from converter.workbook.layout.book import CHECKS
from converter.workbook.layout.checklist import ChecklistLine, FigureRule, checklist, independent_rules
from converter.workbook.write import formula as f
from converter.workbook.write.annotations import annotation_check
from converter.workbook.write.formula import Area, Expr, Scalar
from converter.workbook.write.rules import (
    ASK,
    GOOD,
    NOTHING,
    UNKNOWN,
    WRONG,
    Inputs,
    Mirror,
    Rulebook,
    bracketed,
    refers,
    say,
)


@dataclass(frozen=True, slots=True)
class Live:
    """The hidden sheet's cells, and the states and messages that other sheets show."""

    cells: dict[Position, Expr] = field(default_factory=dict)
    states: dict[str, Expr] = field(default_factory=dict)
    messages: dict[str, Expr] = field(default_factory=dict)
    rules: dict[FigureRule, tuple[Expr, Expr]] = field(default_factory=dict)
    """State and message of all that figures are held against."""

    def put(self, row: int, column: int, expression: Expr) -> Expr:
        """Write an expression into the hidden sheet and refer to it by its cell."""
        self.cells[row, column] = expression
        return f.cell(CHECKS, (row, column), expression.value)


def live(form: Form, inputs: Inputs) -> Live:
    """Build every check over the inputs of a workbook."""
    sheet = Live()
    mirror = _mirror(form, inputs, sheet)
    lines = checklist(form)
    row = max(position[0] for position in sheet.cells) + 2
    typed: dict[Rule, Expr] = {}
    zero: dict[str, Expr] = {}
    for key, table in form.tables.items():
        if table.required:
            declared = f.if_(f.is_(inputs.state(key), form.states[1]), f.number(1), f.number(0))
            zero[key] = sheet.put(row, 1, declared)
            row += 1
    book = Rulebook(form, mirror, inputs, sheet.rules, zero)
    for rule in sorted(independent_rules(form), key=refers):
        if isinstance(rule, Equality) and rule.total is not None:
            typed[rule] = sheet.put(row, 0, f.whole_or_mark(inputs.figure(rule.total), whole=True))
        state, message = book.judge(rule, typed.get(rule))
        kept = sheet.put(row, 1, state)
        sheet.rules[rule] = kept, sheet.put(row, 2, _while_open(kept, message))
        row += 1
    unsaid: dict[str, Expr] = {}
    for key in dict.fromkeys(rule.this.table for rule in form.carry_overs):
        blank = f.if_(_is_empty(key, form, inputs, typed), f.number(1), f.number(0))
        unsaid[key] = sheet.put(row, 1, f.if_(f.is_(zero[key], 1), f.number(0), blank))
        row += 1
    for carried in form.carry_overs:
        state, message = book.continues(carried, unsaid[carried.this.table])
        kept = sheet.put(row, 1, state)
        sheet.rules[carried] = kept, sheet.put(row, 2, _while_open(kept, message))
        row += 1
    for line in lines:
        state, message = _line(line, form, mirror, typed, inputs, sheet)
        kept = sheet.put(row, 1, state)
        sheet.states[line.key] = kept
        sheet.messages[line.key] = sheet.put(row, 2, _while_open(kept, message))
        row += 1
    return sheet


def _while_open(state: Expr, message: Expr) -> Expr:
    return f.if_(f.any_of(f.is_(state, WRONG), f.is_(state, ASK)), message, f.text(""))


def worst_count(sheet: Live, keys: Iterable[str], state: int) -> Expr:
    """How many of some checklist lines are in a state."""
    return f.how_many((sheet.states[key] for key in keys), state)


def state_word(state: Expr) -> Expr:
    """A state as a clerk reads it."""
    words = {WRONG: "要改", ASK: "请核实", UNKNOWN: "待定", NOTHING: "无上年数"}
    shown = f.text("通过")
    for number, word in words.items():
        shown = f.if_(f.is_(state, number), f.text(word), shown)
    return shown


def _mirror(form: Form, inputs: Inputs, sheet: Live) -> Mirror:
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

    def settle(ref: Ref) -> None:
        if ref in values:
            return
        rule = form.totals.get(ref)
        if rule is None:
            made = f.whole_or_mark(inputs.figure(ref), whole=form.column(ref).whole)
        else:
            for part in rule.left:
                settle(part)
            parts = mirror.area(rule.left)
            made = f.if_(f.is_(f.count(parts), len(rule.left)), f.total(parts), f.text("?"))
        values[ref] = made.value
        sheet.put(*at[ref], made)

    for ref in form.refs:
        settle(ref)
    return mirror


def _line(
    line: ChecklistLine, form: Form, mirror: Mirror, typed: dict[Rule, Expr], inputs: Inputs, sheet: Live
) -> tuple[Expr, Expr]:
    """State and message of a line of the checklist."""
    good, wrong, ask = map(f.number, (GOOD, WRONG, ASK))
    if line.rules:
        states = [sheet.rules[rule] for rule in line.rules]
        if len(states) == 1:
            return states[0]
        bad = f.how_many((state for state, _ in states), WRONG)
        return f.if_(f.less(f.number(0), bad), wrong, good), say("有", bad, "处不符，见表中红字")
    if line.carried:
        return _carried(line, sheet)
    if line.annotation:
        return annotation_check(line, form, inputs, sheet.cells)
    if line.field:
        return _field(line.field, form, inputs)
    if line.section:
        section = next(section for section in form.sections if section.key == line.section)
        written = [f.filled(inputs.paragraphs(part.key)) for part in section.narratives]
        some = Expr("+".join(w.text for w in written), any(w.value for w in written))
        return f.if_(some, good, ask), say("这一部分没有文字")
    own = [ref for ref in form.tables[line.table].refs() if ref not in form.totals]
    if line.key.startswith("A-02"):
        totals = [
            t for rule, t in typed.items() if isinstance(rule, Equality) and rule.left[0].table == line.table
        ]
        numbers = f.is_(f.count(mirror.area(own)), len(own))
        return f.if_(f.all_of(numbers, *map(f.is_number, totals)), good, wrong), say(
            "有的格不是规定的数，见表中红色格"
        )
    state = inputs.state(line.table)
    as_typed = _typed_area(line.table, typed)
    positive = f.less(f.number(0), f.total(mirror.area(own)))
    if as_typed.values:
        positive = f.any_of(positive, f.less(f.number(0), f.total(as_typed)))
    empty = _is_empty(line.table, form, inputs, typed)
    zero = f.is_(state, form.states[1])
    known = f.any_of(zero, f.is_(state, form.states[0]), f.is_blank(state))
    holds = f.if_(zero, f.if_(positive, wrong, good), f.if_(empty, wrong, good))
    return (
        f.if_(known, holds, wrong),
        f.if_(zero, f.text(f"选了“{form.states[1]}”，但填有大于 0 的数"), f.text("还没有填数")),
    )


def _typed_area(table: str, typed: Mapping[Rule, Expr]) -> Area:
    """The totals of a table as they stand in their cells, but with a mark for errors and texts."""
    return f.cells(made for rule, made in typed.items() if table_of(rule) == table)


def _is_empty(table: str, form: Form, inputs: Inputs, typed: Mapping[Rule, Expr]) -> Expr:
    """Nothing is filled into a table: its inputs are blank, and no total was typed over."""
    refs = list(form.tables[table].refs())
    blank = f.is_(f.filled(inputs.figures(ref for ref in refs if ref not in form.totals)), 0)
    totals = _typed_area(table, typed)
    return f.all_of(blank, *([f.is_(f.total(totals), 0)] if totals.values else []))


def _carried(line: ChecklistLine, sheet: Live) -> tuple[Expr, Expr]:
    """Figures against those of last year that they continue; nothing where those are not filled in."""
    states = [sheet.rules[rule][0] for rule in line.carried]
    bad, without = f.how_many(states, ASK), f.how_many(states, NOTHING)
    some = f.if_(f.is_(bracketed(without), len(states)), f.number(NOTHING), f.number(GOOD))
    state = f.if_(f.less(f.number(0), bad), f.number(ASK), some)
    return state, say("有", bad, "处与上年数不衔接，属实请写情况说明")


def _field(key: str, form: Form, inputs: Inputs) -> tuple[Expr, Expr]:
    item, value = form.field(key), inputs.entry(key)
    missing = f.number(WRONG if item.demand == "required" else ASK)
    good, wrong = f.number(GOOD), f.number(WRONG)
    holds = good
    if item.choices:
        holds = f.if_(f.any_of(*(f.is_(value, choice) for choice in item.choices)), good, wrong)
    if item.kind == "year":
        holds = f.if_(_is_year(value), good, wrong)
    told = "填写不对，见右侧说明"
    if item.kind == "date":
        year = next(inputs.entry(other.key) for other in form.fields if other.kind == "year")
        holds = f.if_(f.all_of(_is_day(value), _is_of(value, year)), good, wrong)
        told = "填写不对，或者不在报告年度内"
    state = f.if_(f.is_blank(value), missing, holds)
    return state, f.if_(f.is_blank(value), f.text("没有填写"), f.text(told))


def _is_year(of: Expr) -> Expr:
    digits = str(of.value or "")
    return Expr(
        f'AND(LEN({of.text})=4,LEFT({of.text},1)="2",NOT(ISERROR(VALUE({of.text}))))',
        len(digits) == 4 and digits.startswith("2") and digits.isdecimal(),
    )


def _is_day(of: Expr) -> Expr:
    """A cell names a day, written out in Chinese or with one kind of separator between its numbers."""
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
    """A day lies in a year (D-04), or the year is not known."""
    typed, given = typed_date(str(day.value or "")), str(year.value or "")
    of = f'IF(ISNUMBER({day.text}),YEAR({day.text})&"",LEFT(TRIM({day.text}),4))'
    return Expr(
        f'OR(LEN({year.text})<>4,{of}={year.text}&"")',
        len(given) != 4 or (typed is not None and str(typed.year) == given),
    )
