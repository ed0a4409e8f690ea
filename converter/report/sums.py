"""The arithmetic of the form: sums, and totals recomputed from the figures that a person fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from converter.form import Equality, Form, Ref
from converter.report.report import Value


def add(values: list[Value]) -> Value:
    """Add counts or amounts exactly: int for counts alone, Decimal as soon as one amount is there."""
    return sum(values)


def recompute_totals(
    form: Form, value: Callable[[Ref], Value | None], table: str = ""
) -> dict[Ref, Value | None]:
    """All figures, or those of one table, with each total recomputed from its parts instead of as typed.

    A total with an unknown part is None.
    """
    refs, totals = _calculation_order(form, table)
    known = dict(zip(refs, map(value, refs), strict=True))
    for ref, parts_of in totals:
        parts = parts_of(known)
        known[ref] = None if None in parts else sum(parts)
    return known


_Parts = Callable[[Mapping[Ref, Value | None]], tuple[Any, ...]]


@cache
def _calculation_order(form: Form, table: str) -> tuple[tuple[Ref, ...], tuple[tuple[Ref, _Parts], ...]]:
    """The figures, and the totals among them, each after its parts and with a getter of their values."""
    order: dict[Ref, Equality] = {}

    def visit(ref: Ref) -> None:
        if ref in form.totals and ref not in order:
            for part in form.totals[ref].left:
                visit(part)
            order[ref] = form.totals[ref]

    refs = tuple(form.tables[table].refs() if table else form.refs)
    for ref in refs:
        visit(ref)
    # no total has a single part, for which itemgetter would return no tuple
    return refs, tuple((ref, itemgetter(*rule.left)) for ref, rule in order.items())


def sum_of(rule: Equality, value: Callable[[Ref], Value | None], side: str = "left") -> Value | None:
    """The sum of one side of a rule; None where a part is unknown."""
    values = [value(ref) for ref in (rule.left if side == "left" else rule.right)]
    parts = [part for part in values if part is not None]
    return add(parts) if len(parts) == len(values) else None


def distance(one: Value, other: Value) -> Value:
    """The absolute difference of two values."""
    gap = add([one, -other])
    return -gap if gap < 0 else gap
