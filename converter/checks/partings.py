"""Sums that part: where two sums that must be equal are not, which corrections would make them equal.

A total that is made of such a column may be wrong, or one of its parts: what it should be depends on which
side of the equality is right. A finding that named one number would send a clerk to the other rule next. So
the corrections are searched: each adds to or takes from one term what the sums differ by, and totals follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.form import Equality, Form, Ref
from converter.report.report import Report, Value, plain
from converter.report.sums import add, distance, recompute_totals, sum_of

Sums = Mapping[Ref, Value | None]

NAMED = 3
"""The most cells that a sentence names as those that may be wrong."""


class Reading(NamedTuple):
    """One way to make two sums equal: the rest is right, and `term` is wrong by `change`.

    `cells`: the figures a person fills in of which one may be wrong by as much; several may be so together.
    """

    term: Ref
    change: Value
    cells: tuple[Ref, ...]


class Parting(NamedTuple):
    """Two sums of a rule, with totals recomputed, that are not equal, and the readings that are possible.

    `likely`: the cells of one reading that the typed totals speak for, none where they speak for no reading.
    """

    rule: Equality
    left: Value
    right: Value
    readings: tuple[Reading, ...]
    likely: tuple[Ref, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The figures of both sums."""
        return self.rule.left + self.rule.right

    def touches(self, total: Ref, form: Form) -> bool:
        """True where a correction may change this total."""
        open_cells = {ref for reading in self.readings for ref in reading.cells}
        return not open_cells.isdisjoint(inputs_of(total, form))


def partings(
    report: Report, form: Form, rules: Sequence[Equality], sums: Sums, unfilled: frozenset[Ref]
) -> Iterator[Parting]:
    """Yield the rules whose sums differ. `unfilled`: totals that nobody filled in, which tell nothing."""
    for rule in rules:
        left, right = (sum_of(rule, sums.__getitem__, side) for side in ("left", "right"))
        if left is None or right is None or left == right:
            continue
        readings = tuple(_readings(form, rule, sums, add([left, -right])))
        yield Parting(rule, left, right, readings, _likely(report, form, readings, sums, unfilled))


def _readings(form: Form, rule: Equality, sums: Sums, gap: Value) -> Iterator[Reading]:
    for terms, change in ((rule.right, gap), (rule.left, -gap)):
        for term in terms:
            if add([sums[term] or 0, change]) >= 0:
                cells = inputs_of(term, form)
                yield Reading(term, change, tuple(ref for ref in cells if change > 0 or (sums[ref] or 0) > 0))


def inputs_of(ref: Ref, form: Form) -> tuple[Ref, ...]:
    """The figures that a person fills in and that a total is made of; the figure itself where it is none."""
    rule = form.totals.get(ref)
    if rule is None:
        return (ref,)
    return tuple(dict.fromkeys(part for of in rule.left for part in inputs_of(of, form)))


def _likely(
    report: Report, form: Form, readings: Sequence[Reading], sums: Sums, unfilled: frozenset[Ref]
) -> tuple[Ref, ...]:
    """The cells of one reading with which more of the typed totals agree than with any other reading."""
    table = readings[0].term.table if readings else ""
    typed = {
        ref: value
        for ref in form.totals
        if ref.table == table
        and ref not in unfilled
        and not report.figures[ref].computed
        and (value := report.value(ref)) is not None
    }
    wrong: list[tuple[int, Reading, Ref]] = []
    for reading in readings:
        for cell in reading.cells:
            value = add([sums[cell] or 0, reading.change])
            if value < 0:
                continue
            again = recompute_totals(form, {**sums, cell: value}.__getitem__, table)
            wrong.append((sum(again[ref] != value for ref, value in typed.items()), reading, cell))
    least = min((count for count, _, _ in wrong), default=0)
    best = [(reading, cell) for count, reading, cell in wrong if count == least]
    as_is = sum(sums[ref] != value for ref, value in typed.items())
    if least >= as_is or len({reading.term for reading, _ in best}) != 1 or len(best) > NAMED:
        return ()
    return tuple(cell for _, cell in best)


# --- in words -------------------------------------------------------------------------------------


def say_parting(parting: Parting, form: Form) -> str:
    """Both sums in words: 列“自然人”一＋二＝5、三＋四＝6."""
    column = form.column_label(parting.refs[0])
    left, right = parting.rule.names
    return f"列“{column}”{left}＝{plain(parting.left)}、{right}＝{plain(parting.right)}"


def say_readings(parting: Parting, report: Report, form: Form, sums: Sums, *, alone: bool) -> str:
    """Every reading, with what the totals then are. `alone`: no other sums part in the table.

    一＋二没有错的，（一）至（六）各项多填了 1，改好后 E32 是 5、K32 是 6；三＋四没有错的，…
    """
    left, right = parting.rule.names
    terms: dict[tuple[str, str], list[str]] = {}
    for reading in parting.readings:
        sure = left if reading.term in parting.rule.right else right
        rule = form.totals.get(reading.term)
        term = rule.names[0].removesuffix("之和") if rule else f"“{form.row_label(reading.term)}”"
        totals = [ref for ref in parting.refs if ref in form.totals]
        if alone:
            totals += [ref for ref, of in form.totals.items() if not set(totals).isdisjoint(of.left)]
        after = "、".join(
            f"{_name(report, form, ref)} 是 {plain(value)}"
            for ref in totals
            if (value := _after(reading, ref, form, sums)) is not None
        )
        terms.setdefault((sure, f"{_by(reading)}，改好后 {after}"), []).append(term)
    return "；".join(f"{sure}没有错的，{'或'.join(wrong)}{change}" for (sure, change), wrong in terms.items())


def say_moved(partings: Sequence[Parting], form: Form) -> str:
    """That something may stand in the wrong column, where two differ by as much the other way; else ""."""
    if len(partings) != 2:
        return ""
    one, other = partings
    gap = add([one.left, -one.right])
    if add([gap, other.left, -other.right]) != 0:
        return ""
    names = "”“".join(form.column_label(parting.refs[0]) for parting in partings)
    return f"“{names}”两列的差数正好相反，也可能有 {plain(distance(gap, 0))} 件填错了列"


def _after(reading: Reading, total: Ref, form: Form, sums: Sums) -> Value | None:
    """What a total is after a correction."""
    value = sums[total]
    made_of = reading.term == total or reading.term in form.totals[total].left
    return value if value is None or not made_of else add([value, reading.change])


def say_likely(parting: Parting, report: Report, form: Form, sums: Sums) -> str:
    """Which cell the typed totals speak for; "" for none."""
    if not parting.likely:
        return ""
    reading = next(r for r in parting.readings if parting.likely[0] in r.cells)
    names = [_name(report, form, ref) for ref in parting.likely]
    if len(names) > 1:
        return f"从填好的总计看，更可能是 {'、'.join(names)} 中有一格{_by(reading)}"
    value = plain(add([sums[parting.likely[0]] or 0, reading.change]))
    return f"从填好的总计看，更可能是 {names[0]} {_by(reading)}，改为 {value} 就对得上"


def _by(reading: Reading) -> str:
    word = "少填了" if reading.change > 0 else "多填了"
    return f"{word} {plain(distance(reading.change, 0))}"


def _name(report: Report, form: Form, ref: Ref) -> str:
    """The cell of a figure; where it has none, its row and column."""
    place = report.figures[ref].place
    return place.cell if place else f"“{form.row_label(ref)}”列“{form.column_label(ref)}”"
