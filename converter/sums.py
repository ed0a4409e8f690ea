"""The arithmetic of the form: totals recomputed from the figures that a person fills in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

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
    known: dict[Ref, Value | None] = {}

    def settle(ref: Ref) -> Value | None:
        if ref not in known:
            rule = form.totals.get(ref)
            known[ref] = value(ref) if rule is None else sum_of(rule, settle)
        return known[ref]

    for ref in form.refs:
        settle(ref)
    return known


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
