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
from converter.workbook import formula as f
from converter.workbook.checklist import Line, asked, checklist
from converter.workbook.formula import Area, Expr, Scalar
from converter.workbook.layout import CHECKS
from converter.workbook.rules import (
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
    rules: dict[Rule, tuple[Expr, Expr]] = field(default_factory=dict)
    """State and message of each rule that is asked."""

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
    book = Rulebook(form, mirror, inputs, sheet.rules)
    for rule in sorted(asked(form), key=refers):
        if isinstance(rule, Equality) and rule.total is not None:
            typed[rule] = sheet.put(row, 0, f.whole_or_mark(inputs.figure(rule.total), whole=True))
        state, message = book.judge(rule, typed.get(rule))
        kept = sheet.put(row, 1, state)
        sheet.rules[rule] = kept, sheet.put(row, 2, _while_open(kept, message))
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
    return f.Expr(
        "+".join(f"({sheet.states[key].text}={state})" for key in keys),
        sum(sheet.states[key].value == state for key in keys),
    )


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
    line: Line, form: Form, mirror: Mirror, typed: dict[Rule, Expr], inputs: Inputs, sheet: Live
) -> tuple[Expr, Expr]:
    """State and message of a line of the checklist."""
    good, wrong, ask = map(f.number, (GOOD, WRONG, ASK))
    if line.rules:
        states = [sheet.rules[rule] for rule in line.rules]
        if len(states) == 1:
            return states[0]
        bad = Expr(
            "+".join(f"({s.text}={WRONG})" for s, _ in states), sum(s.value == WRONG for s, _ in states)
        )
        return f.if_(f.less(f.number(0), bad), wrong, good), say("有", bad, "处不符，见表中红字")
    if line.carried:
        return _carried(line, form, mirror, typed, inputs)
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
    mine = [made for rule, made in typed.items() if table_of(rule) == table]
    return Area(tuple(made.text for made in mine), tuple(made.value for made in mine))


def _is_empty(table: str, form: Form, inputs: Inputs, typed: Mapping[Rule, Expr]) -> Expr:
    """Nothing is filled into a table: its inputs are blank, and no total was typed over."""
    refs = list(form.tables[table].refs())
    blank = f.is_(f.filled(inputs.figures(ref for ref in refs if ref not in form.totals)), 0)
    totals = _typed_area(table, typed)
    return f.all_of(blank, *([f.is_(f.total(totals), 0)] if totals.values else []))


def _carried(
    line: Line, form: Form, mirror: Mirror, typed: Mapping[Rule, Expr], inputs: Inputs
) -> tuple[Expr, Expr]:
    """Figures against those of last year that they continue; nothing where those are not filled in."""
    known: list[Expr] = []
    broken: list[Expr] = []
    for rule in line.carried:
        last, this = inputs.last_year(rule.last), mirror.one(rule.this)
        now = [mirror.one(ref) for ref in (*rule.plus, *rule.less)]
        known.append(f.is_number(last))
        expected = last
        for ref in rule.plus:
            expected = f.plus(expected, mirror.one(ref))
        for ref in rule.less:
            expected = f.minus(expected, mirror.one(ref))
        readable = f.all_of(f.is_number(last), f.is_number(this), *map(f.is_number, now))
        # nested, because a sum with "?" would be an error inside AND
        broken.append(
            f.if_(readable, f.if_(f.same_number(this, expected), f.number(0), f.number(1)), f.number(0))
        )
    bad = Expr("+".join(b.text for b in broken), sum(b.value == 1 for b in broken))
    zero = f.is_(inputs.state(line.table), form.states[1])
    nothing_yet = f.if_(
        zero, f.number(0), f.if_(_is_empty(line.table, form, inputs, typed), f.number(1), f.number(0))
    )
    some_bad = f.all_of(f.less(f.number(0), bad), f.is_(bracketed(nothing_yet), 0))
    state = f.if_(some_bad, f.number(ASK), f.number(GOOD))
    return f.if_(f.any_of(*known), state, f.number(NOTHING)), say(
        "有", bad, "处与上年数不衔接，属实请写情况说明"
    )


def _field(key: str, form: Form, inputs: Inputs) -> tuple[Expr, Expr]:
    item, value = form.field(key), inputs.entry(key)
    missing = f.number(WRONG if item.demand == "required" else ASK)
    good, wrong = f.number(GOOD), f.number(WRONG)
    holds = good
    if item.choices:
        holds = f.if_(f.any_of(*(f.is_(value, choice) for choice in item.choices)), good, wrong)
    if item.kind == "year":
        digits = str(value.value or "")
        is_year = Expr(
            f'AND(LEN({value.text})=4,LEFT({value.text},1)="2",NOT(ISERROR(VALUE({value.text}))))',
            len(digits) == 4 and digits.startswith("2") and digits.isdecimal(),
        )
        holds = f.if_(is_year, good, wrong)
    state = f.if_(f.is_blank(value), missing, holds)
    return state, f.if_(f.is_blank(value), f.text("没有填写"), f.text("填写不对，见右侧说明"))
