"""The arithmetic of the form: totals recomputed from the figures that a person fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache

from converter.form import Equality, Form, Ref
from converter.report import Value


def add(values: list[Value]) -> Value:
    """Add counts or amounts exactly: int for counts alone, Decimal as soon as one amount is there."""
    total: Value = 0
    for value in values:
        total = Decimal(total) + value if isinstance(value, Decimal) else total + value
    return total


def settled(form: Form, value: Callable[[Ref], Value | None]) -> Mapping[Ref, Value | None]:
    """Every figure with its totals recomputed from their parts, whatever was typed over them.

    A total with an unknown part is None.
    """
    known = {ref: None if ref in form.totals else value(ref) for ref in form.refs}
    for ref, rule in _in_order(form):
        known[ref] = sum_of(rule, known.__getitem__)
    return known


@cache
def _in_order(form: Form) -> tuple[tuple[Ref, Equality], ...]:
    """The totals with their rules, each behind those that are its parts."""
    order: dict[Ref, Equality] = {}

    def settle(ref: Ref) -> None:
        if ref in form.totals and ref not in order:
            for part in form.totals[ref].left:
                settle(part)
            order[ref] = form.totals[ref]

    for ref in form.totals:
        settle(ref)
    return tuple(order.items())


def sum_of(rule: Equality, value: Callable[[Ref], Value | None], side: str = "left") -> Value | None:
    """The sum of one side of a rule; None where a part is not known."""
    parts: list[Value] = []
    for ref in rule.left if side == "left" else rule.right:
        part = value(ref)
        if part is None:
            return None
        parts.append(part)
    return add(parts)


def distance(one: Value, other: Value) -> Value:
    """How far two values are apart."""
    gap = add([one, -other])
    return -gap if gap < 0 else gap
