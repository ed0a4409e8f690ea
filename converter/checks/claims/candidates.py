"""The numbers that an utterance may mean: sums of cells, shares and growths, with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from converter.checks.claims.state import Utterance
from converter.form import Ref, Sum
from converter.report.report import Value
from converter.report.sums import add

Figures = Callable[[Ref], Value | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that a claim may mean: a sum of cells with its value, for percentages over another sum.

    `value`: None where a figure is not known. `last`: `over` is last year's sum, and the value is the growth
    in per cent. `stated`: the part is the number as the text has it, not as the cells have it.
    """

    sum: Sum
    value: Value | None
    over: Sum | None = None
    last: bool = False
    stated: Value | None = None


def _means(utterance: Utterance) -> list[Sum]:
    """The sums that a number may be; for joined statements, every combination of one sum of each."""
    if utterance.number == 0 and len(utterance.statements) == 1 and utterance.statements[0].zero_sums:
        return list(utterance.statements[0].zero_sums)
    if len(utterance.statements) == 1:
        first = utterance.statements[0]
        if (utterance.exact or utterance.carried) and utterance.kind in ("closed", "handled"):
            return [one for one in first.sums if not one.less]
        return [
            *_of_its_whole(utterance, first.sums),
            *(() if utterance.exact else first.alone),
            *utterance.also,
        ]
    joined = product(*(statement.sums for statement in utterance.statements))
    return [*(sum(rest, first) for first, *rest in joined), *utterance.also]


def _of_its_whole(utterance: Utterance, sums: Iterable[Sum]) -> list[Sum]:
    """Those of the sums whose rows the whole has too: of those received, not of those closed."""
    rows = {ref.row for one in utterance.whole for ref in one.plus}
    return [one for one in sums if not rows or all(ref.row in rows for ref in one.plus)]


def candidates_of(utterance: Utterance, figures: Figures, last: Mapping[Ref, Value]) -> tuple[Candidate, ...]:
    """The numbers that an utterance may mean. `figures`: the report's; `last`: last year's, where known."""
    if utterance.rate is not None:
        pairs = utterance.rate.pairs
        return tuple(Candidate(part, _share(part, whole, figures), whole) for part, whole in pairs)
    if utterance.growth and utterance.base is not None and utterance.host is not None:
        stated, base = utterance.host.number, utterance.base
        growth = _percent(stated - base, base) if utterance.unit == "%" else stated - base
        return (Candidate(_means(utterance._replace(number=1))[0], growth, stated=stated),)
    if utterance.growth:
        return tuple(_growth(one, figures, last) for one in _means(utterance._replace(number=1)))
    if utterance.host is not None:
        host = utterance.host
        wholes = host.statements[0].share_of
        parts = _means(host._replace(number=1))
        return (
            *(Candidate(part, _share(part, whole, figures), whole) for part in parts for whole in wholes),
            # the share of the number as the text has it also agrees: that number is a claim of its own
            *(
                Candidate(whole, _percent(host.number, _value(whole, figures)), whole, stated=host.number)
                for whole in wholes
            ),
        )
    means_of = tuple(_means(utterance))
    if _is_of_its_row(utterance, figures):
        means_of = utterance.statements[0].sums
    means = tuple(Candidate(one, _value(one, figures)) for one in means_of)
    if utterance.limit is not None and any(m.value == utterance.limit for m in means):
        return tuple(m for m in means if m.value is None or m.value <= utterance.limit)
    if not utterance.stated:
        return means
    if utterance.kind == "closed":
        # 答复 7 件、不予处理 4 件: those closed without the results beside them
        return (*means, *(Candidate(m.sum, _less(m.value, utterance.stated)) for m in means))
    # 其他处理 beside 逾期未补正: its other reasons; 其他: what the results before it left of those closed
    wholes = means_of if utterance.kind == "result" else utterance.statements[0].share_of
    left = (Candidate(whole, _less(_value(whole, figures), utterance.stated)) for whole in wholes)
    return (*means, *left)


def _is_of_its_row(utterance: Utterance, figures: Figures) -> bool:
    """True for a number of a result of which the tables have none, so that it is not that and another one.

    因属于内部事务信息不予公开 1 件 may count all that were not disclosed, if one was for that reason.
    """
    if utterance.kind != "result" or utterance.rooted or len(utterance.statements) > 1:
        return False
    return bool(utterance.number) and all(_value(one, figures) == 0 for one in utterance.statements[0].sums)


def _less(value: Value | None, numbers: Iterable[Value]) -> Value | None:
    return None if value is None else value - add(list(numbers))


def _value(one: Sum, figures: Figures) -> Value | None:
    parts: list[Value] = []
    for ref, sign in (*((ref, 1) for ref in one.plus), *((ref, -1) for ref in one.less)):
        value = figures(ref)
        if value is None:
            return None
        parts.append(sign * value)
    return add(parts)


def _percent(part: Value | None, whole: Value | None) -> Value | None:
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def _share(part: Sum, whole: Sum, figures: Figures) -> Value | None:
    return _percent(_value(part, figures), _value(whole, figures))


def _growth(one: Sum, figures: Figures, last: Mapping[Ref, Value]) -> Candidate:
    this, before = _value(one, figures), _value(one, last.get)
    value = None if this is None or before is None else _percent(this - before, before)
    return Candidate(one, value, one, last=True)
