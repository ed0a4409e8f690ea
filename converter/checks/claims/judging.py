"""Utterances held against the figures: each agrees, contradicts, or cannot be assessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import product

from converter.checks.claims.clause import Utterance
from converter.form import ClaimBook, Form, Ref, Statement, Sum
from converter.report.report import Place, Report, Value
from converter.report.sums import add, recompute_totals

Figures = Callable[[Ref], Value | None]

_TEN_THOUSAND = Decimal(10000)


class Verdict(StrEnum):
    """What came of a claim; UNKNOWN where a figure that it may mean is not known."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that a claim may mean: a sum of cells, over another for percentages; and its value.

    `last`: the whole is last year's, and the value says how much it grew or fell. `stated`: the part
    is the number that the text says, whatever the cells say.
    """

    sum: Sum
    value: Value | None
    over: Sum | None = None
    last: bool = False
    stated: Value | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One number that a text says, with the sums of cells it may mean and what came of it.

    `code`: of the catalogue. `kind`: number, denial, part, percent, growth, unit. `sentence`: as typed;
    `said`: the words around the number. `number`: in the unit of the cells (元), or per cent.
    """

    code: str
    kind: str
    sentence: str
    said: str
    number: Value
    candidates: tuple[Candidate, ...]
    verdict: Verdict
    place: Place | None = None

    @property
    def cells(self) -> tuple[Ref, ...]:
        """Every figure that the claim was held against."""
        refs = (ref for c in self.candidates for s in (c.sum, c.over) if s for ref in (*s.plus, *s.less))
        return tuple(dict.fromkeys(refs))


def judged(
    said: Iterable[Utterance], place: Place | None, report: Report, form: Form, last: Mapping[Ref, Value]
) -> Iterator[Claim]:
    """The claims of one paragraph's utterances, in their order."""
    utterances = list(said)
    wrong: set[tuple[int, tuple[Statement, ...]]] = set()
    for utterance in _added_up(utterances, form.claims):
        key = (utterance.group, utterance.statements)
        if utterance.host is not None and key in wrong:
            continue  # the percentage of a wrong number says nothing new
        kept = _first_that_agrees(utterance, utterances, report, form, last)
        if kept[1] is Verdict.CONTRADICTS and utterance.host is None:
            wrong.add(key)
        yield Claim(
            _code(utterance, form.claims),
            _kind(utterance),
            utterance.sentence,
            utterance.said,
            _in_unit_of_cells(utterance),
            *kept,
            place,
        )
        if utterance.unit == "万元":
            agrees = kept[1] is Verdict.AGREES
            number = _in_unit_of_cells(utterance)
            yield Claim(
                form.claims.wide_unit, "unit", utterance.sentence, utterance.said, number,
                kept[0] if agrees else (), Verdict.CONTRADICTS, place,
            )  # fmt: skip


def _first_that_agrees(
    utterance: Utterance,
    beside: list[Utterance],
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
) -> tuple[tuple[Candidate, ...], Verdict]:
    """Held against the figures as filled; where they contradict, also against totals put right.

    A total that was filled in wrong is told where it stands (B-01 to B-05), not again at each sentence.
    """
    candidates = _candidates(utterance, report.value, last)
    verdict = _verdict(utterance, candidates, beside)
    if verdict is Verdict.CONTRADICTS:
        right = recompute_totals(form, report.value)
        if any(right[ref] != report.value(ref) for c in candidates for ref in c.sum.plus):
            again = _candidates(utterance, right.__getitem__, last)
            if _verdict(utterance, again, beside) is Verdict.AGREES:
                return again, Verdict.AGREES
    return candidates, verdict


def _added_up(utterances: list[Utterance], book: ClaimBook) -> Iterator[Utterance]:
    """The utterances, with the numbers of a statement that adds up put together: a single one is a part."""
    told: set[tuple[int, tuple[Statement, ...]]] = set()
    for utterance in utterances:
        adding = bool(utterance.statements) and utterance.statements[0].adds_up and utterance.host is None
        if not adding:
            yield utterance
            continue
        key = (utterance.group, utterance.statements)
        if key in told:
            continue
        told.add(key)
        same = [u for u in utterances if (u.group, u.statements) == key and u.host is None]
        total = add([u.number for u in same])
        said = "、".join(u.said for u in same)
        yield utterance._replace(number=total, said=said, part=len(same) == 1 or any(u.part for u in same))


def _code(utterance: Utterance, book: ClaimBook) -> str:
    if utterance.rate is not None:
        return utterance.rate.code
    if utterance.growth:
        return book.growth
    first = utterance.statements[0]
    if utterance.host is not None:
        return first.code if first.at_home else book.share
    if len(utterance.statements) > 1:
        return first.joint
    return first.zero if first.zero and utterance.number == 0 else first.code


def _kind(utterance: Utterance) -> str:
    if utterance.growth:
        return "growth"
    if utterance.rate is not None or utterance.host is not None:
        return "percent"
    if utterance.denied:
        return "denial"
    return "part" if _at_most(utterance) else "number"


def _at_most(utterance: Utterance) -> bool:
    return utterance.part or any(statement.at_most for statement in utterance.statements)


def _in_unit_of_cells(utterance: Utterance) -> Value:
    if utterance.unit != "万元":
        return utterance.number
    number = utterance.number * _TEN_THOUSAND
    return int(number) if number == int(number) else number


def _means(utterance: Utterance) -> list[Sum]:
    """The sums that a number may be; of joined statements, every pair of theirs together."""
    if utterance.number == 0 and len(utterance.statements) == 1 and utterance.statements[0].zero_means:
        return list(utterance.statements[0].zero_means)
    if len(utterance.statements) == 1:
        return [*utterance.statements[0].means, *utterance.statements[0].alone]
    return [
        sum(rest, first) for first, *rest in product(*(statement.means for statement in utterance.statements))
    ]


def _candidates(utterance: Utterance, figures: Figures, last: Mapping[Ref, Value]) -> tuple[Candidate, ...]:
    if utterance.rate is not None:
        pairs = utterance.rate.means
        return tuple(Candidate(part, _share(part, whole, figures), whole) for part, whole in pairs)
    if utterance.growth:
        return tuple(_growth(one, figures, last) for one in _means(utterance._replace(number=1)))
    if utterance.host is not None:
        host = utterance.host
        wholes = host.statements[0].share_of
        parts = _means(host._replace(number=1))
        return (
            *(Candidate(part, _share(part, whole, figures), whole) for part in parts for whole in wholes),
            # the share of the number as the text has it is right too: the number is a claim of its own
            *(
                Candidate(whole, _percent(host.number, _value(whole, figures)), whole, stated=host.number)
                for whole in wholes
            ),
        )
    return tuple(Candidate(one, _value(one, figures)) for one in _means(utterance))


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


def _verdict(utterance: Utterance, candidates: tuple[Candidate, ...], beside: list[Utterance]) -> Verdict:
    numbers = [_in_unit_of_cells(utterance)]
    if utterance.statements and utterance.host is None and not utterance.denied:
        same = [
            u
            for u in beside
            if (u.group, u.statements, u.host) == (utterance.group, utterance.statements, None)
        ]
        if len(same) > 1:  # told kind by kind: the parts may also be right together
            numbers.append(add([_in_unit_of_cells(u) for u in same]))
    known = [c.value for c in candidates if c.value is not None]
    if any(_agrees(utterance, number, value) for number in numbers for value in known):
        return Verdict.AGREES
    return Verdict.CONTRADICTS if len(known) == len(candidates) and known else Verdict.UNKNOWN


def _agrees(utterance: Utterance, number: Value, value: Value) -> bool:
    """Equal; a part at most; a percentage to half a unit of its last printed digit, 100% exactly."""
    if utterance.growth or utterance.rate is not None or utterance.host is not None:
        if utterance.growth:
            value = value * utterance.growth
        elif number == 100:
            return value == 100
        return abs(Decimal(value) - Decimal(number)) <= Decimal(5).scaleb(-utterance.digits - 1)
    return number <= value if _at_most(utterance) else number == value


def rounded(value: Value, digits: int) -> Value:
    """A computed percentage to the places that the text has."""
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
