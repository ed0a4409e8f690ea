"""A block of a table that stands one row or column off (B-12).

Recognised by the sums alone: they do not hold as the figures stand, and all that can be judged hold once the
whole block is moved back into the blank line before it. Where another move does that too, or that of a single
line, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Equality, Form, Ref
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value
from converter.report.sums import recompute_totals, sum_of

_ENOUGH = 2
"""Sums that must hold after a move and did not before: one alone may be chance."""

_Values = dict[Ref, Value | None]


class Move(NamedTuple):
    """A block that may be one line off: its figures where they stand. `broken`: how many sums do not hold."""

    table: str
    refs: tuple[Ref, ...]
    by_rows: bool
    broken: int


def misplaced_block(report: Report, form: Form, table: str, rules: Sequence[Equality]) -> Move | None:
    """The only move of a block by one line after which the sums of a table hold; None for none or several."""
    values: _Values = {ref: report.value(ref) for ref in form.tables[table].refs()}
    # a sum of totals alone follows from those of their parts, and is no evidence of its own
    own = [rule for rule in rules if not {*rule.left, *rule.right} <= form.totals.keys()]
    broken = [rule for rule in own if _state(rule, values) is False]
    if None in values.values() or len(broken) < _ENOUGH:
        return None
    found: dict[tuple[Value | None, ...], Move] = {}
    for by_rows in (True, False):
        lines = _lines(values, by_rows=by_rows)
        for moved in (_moved(lines), _inputs_moved(report, form, table, lines)):
            if moved is None or not _mends(own, broken, moved):
                continue
            refs = tuple(ref for ref, value in values.items() if value)
            found[tuple(moved.values())] = Move(table, refs, by_rows, len(broken))
        if any(_holds(own, single) for single in _single_moves(lines)):
            return None
    return next(iter(found.values())) if len(found) == 1 else None


def _lines(values: _Values, *, by_rows: bool) -> list[_Values]:
    """The figures by row or by column."""
    lines: dict[str, _Values] = {}
    for ref, value in values.items():
        lines.setdefault(ref.row if by_rows else ref.column, {})[ref] = value
    return list(lines.values())


def _moved(lines: Sequence[_Values]) -> _Values | None:
    """The figures with each line moved back by one; the last is unknown then.

    None where the first line is not blank, or hardly anything would move.
    """
    filled = sum(any(line.values()) for line in lines)
    if len(lines) <= _ENOUGH or filled < _ENOUGH or any(lines[0].values()):
        return None
    moved: _Values = {}
    for line, source in zip_longest(lines, lines[1:]):
        values = (None for _ in line) if source is None else source.values()
        moved |= dict(zip(line, values, strict=False))
    return moved


def _inputs_moved(report: Report, form: Form, table: str, lines: Sequence[_Values]) -> _Values | None:
    """The same where the totals are formulas that the block did not reach: only the lines before move."""
    computed = [all(report.figures[ref].computed for ref in line) for line in lines]
    before = computed.index(True) if True in computed else 0
    moved = _moved(lines[:before])
    if moved is None:
        return None
    known = {ref: value for line in lines for ref, value in line.items()}
    known |= {ref: value or 0 for ref, value in moved.items()}
    return {
        ref: value for ref, value in recompute_totals(form, known.__getitem__, table).items() if ref in known
    }


def _single_moves(lines: Sequence[_Values]) -> Iterator[_Values]:
    """The figures with one line alone moved into the blank line before it."""
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number]
        if any(line.values()) and not any(before.values()):
            moved = {ref: value for each in lines for ref, value in each.items()}
            moved |= dict(zip(before, line.values(), strict=False)) | dict.fromkeys(line, 0)
            yield moved


def _mends(rules: Sequence[Equality], broken: Sequence[Equality], moved: _Values) -> bool:
    """True where all sums that can be judged hold after a move, enough of them only then."""
    return _holds(rules, moved) and sum(bool(_state(rule, moved)) for rule in broken) >= _ENOUGH


def _holds(rules: Sequence[Equality], values: _Values) -> bool:
    return all(_state(rule, values) is not False for rule in rules)


def _state(rule: Equality, values: _Values) -> bool | None:
    """Whether a sum holds; None where it cannot be judged or only zeros are added."""
    parts = [values[ref] for ref in (*rule.left, *rule.right)]
    if None in parts or not any(parts):
        return None
    return sum_of(rule, values.__getitem__) == sum_of(rule, values.__getitem__, "right")


def misplaced_finding(report: Report, form: Form, move: Move) -> Iterator[Finding]:
    """The finding at the block."""
    places = [place for ref in move.refs if (place := report.figures[ref].place) is not None]
    if not places:
        return
    line = "行" if move.by_rows else "列"
    off, back = ("下", "上") if move.by_rows else ("右", "左")
    first, last = form.label(move.refs[0]), form.label(move.refs[-1])
    yield finding(
        "B-12",
        (Place(places[0].file, places[0].sheet, f"{places[0].cell}:{places[-1].cell}"),),
        subject=form.tables[move.table].tag,
        found=f"从“{first}”到“{last}”偏{off}了一{line}",
        expected=f"整体{back}移一{line}",
        line=line,
        broken=str(move.broken),
    )
