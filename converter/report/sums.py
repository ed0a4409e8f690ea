"""The arithmetic of the form: totals recomputed from the figures that a person fills in."""

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
    """Every figure, or those of one table, with totals recomputed from their parts, whatever was typed there.

    A total with an unknown part is None.
    """
    refs, totals = _in_order(form, table)
    known = dict(zip(refs, map(value, refs), strict=True))
    for ref, parts_in in totals:
        parts = parts_in(known)
        known[ref] = None if None in parts else sum(parts)
    return known


_Parts = Callable[[Mapping[Ref, Value | None]], tuple[Any, ...]]


@cache
def _in_order(form: Form, table: str) -> tuple[tuple[Ref, ...], tuple[tuple[Ref, _Parts], ...]]:
    """The figures, and the totals among them with a getter of their parts, each behind its parts."""
    order: dict[Ref, Equality] = {}

    def settle(ref: Ref) -> None:
        if ref in form.totals and ref not in order:
            for part in form.totals[ref].left:
                settle(part)
            order[ref] = form.totals[ref]

    refs = form.tables[table].refs() if table else form.refs
    for ref in (known := tuple(refs)):
        settle(ref)
    # no total has a single part, of which a getter would make no tuple
    return known, tuple((ref, itemgetter(*rule.left)) for ref, rule in order.items())


def sum_of(rule: Equality, value: Callable[[Ref], Value | None], side: str = "left") -> Value | None:
    """The sum of one side of a rule; None where a part is not known."""
    values = [value(ref) for ref in (rule.left if side == "left" else rule.right)]
    parts = [part for part in values if part is not None]
    return add(parts) if len(parts) == len(values) else None


def distance(one: Value, other: Value) -> Value:
    """How far two values are apart."""
    gap = add([one, -other])
    return -gap if gap < 0 else gap
