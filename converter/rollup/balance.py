"""Whether a sum obeys the form's sums itself, and whose figures are to blame where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from converter.form import Equality, Form, Ref
from converter.report.report import Value, plain
from converter.report.sums import distance, recompute_totals, sum_of
from converter.rollup.adding import RollUp


class Slip(NamedTuple):
    """An agency whose own figures break a rule: both sides of it, None where one was not read."""

    agency: str
    source: str
    left: Value | None
    right: Value | None


class Imbalance(NamedTuple):
    """A rule of a form that the sum breaks, with both sides, and the agencies whose figures break it too."""

    rule: Equality
    left: Value
    right: Value
    slips: tuple[Slip, ...]
    form: Form

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The figures of both sides."""
        return self.rule.left + self.rule.right

    def sentence(self) -> str:
        """What does not agree, and whose figures.

        表三 列“自然人”一＋二＝5，三＋四＝6，差 1。来自：某局（…）
        """
        ref = self.refs[0]
        gap = plain(distance(self.left, self.right))
        whose = "、".join(
            f"{slip.agency or '机关名称不详'}（{slip.source}，{self._sides(slip.left, slip.right)}）"
            for slip in self.slips
        )
        return (
            f"{self.form.tables[ref.table].tag} 列“{self.form.column_label(ref)}”"
            f"{self._sides(self.left, self.right)}，差 {gap}。来自：{whose}"
        )

    def _sides(self, left: Value | None, right: Value | None) -> str:
        if left is None or right is None:
            return "有的数没有读到"
        names = self.rule.names
        return f"{names[0]}＝{plain(left)}，{names[1]}＝{plain(right)}"


def imbalances(roll: RollUp) -> tuple[Imbalance, ...]:
    """The rules that the sum breaks; those between totals alone follow from the others and are left out."""
    totals = roll.report.form.totals.keys()
    return tuple(found for found in _broken(roll) if not {*found.refs} <= totals)


def broken_refs(roll: RollUp) -> frozenset[Ref]:
    """The figures of every rule that the sum breaks, totals too: no text may state them side by side."""
    return frozenset(ref for found in _broken(roll) for ref in found.refs)


def _broken(roll: RollUp) -> Iterator[Imbalance]:
    form = roll.report.form
    rules = [rule for rule in form.equalities if not rule.total]
    broken = [(rule, sides) for rule in rules if (sides := _sides(rule, roll.report.value)) is not None]
    if not broken:
        return
    parts = [(part, recompute_totals(form, part.report.value)) for part in roll.parts]
    for rule, (left, right) in broken:
        known = [(part, _both(rule, sums.__getitem__)) for part, sums in parts]
        slips = tuple(
            Slip(part.agency, part.source, *both)
            for part, both in known
            if None in both or both[0] != both[1]
        )
        yield Imbalance(rule, left, right, slips, form)


def _sides(rule: Equality, value: Callable[[Ref], Value | None]) -> tuple[Value, Value] | None:
    """Both sides of a rule where they are known and differ."""
    left, right = _both(rule, value)
    return None if left is None or right is None or left == right else (left, right)


def _both(rule: Equality, value: Callable[[Ref], Value | None]) -> tuple[Value | None, Value | None]:
    return sum_of(rule, value), sum_of(rule, value, "right")
