"""Claims: utterances compared with the figures; each agrees, contradicts, or cannot be judged."""

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


class Judgement(StrEnum):
    """The result of comparing a claim; UNKNOWN where a figure that it may mean is not known."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


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


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in a text, with the sums of cells that it may mean and the judgement.

    `code`: of the catalogue. `kind`: number, denial, part, percent, growth, unit. `sentence`: as typed;
    `words`: those around the number, normalized. `number`: in the unit of the cells (元), or per cent.
    """

    code: str
    kind: str
    sentence: str
    words: str
    number: Value
    candidates: tuple[Candidate, ...]
    judgement: Judgement
    place: Place | None = None

    @property
    def cells(self) -> tuple[Ref, ...]:
        """Every figure that the claim was compared with."""
        refs = (ref for c in self.candidates for s in (c.sum, c.over) if s for ref in (*s.plus, *s.less))
        return tuple(dict.fromkeys(refs))


def judge(
    utterances: Iterable[Utterance],
    place: Place | None,
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
) -> Iterator[Claim]:
    """The claims of one paragraph's utterances, in their order."""
    utterances = list(utterances)
    wrong: set[tuple[int, tuple[Statement, ...]]] = set()
    for utterance in _added_up(utterances, form.claims):
        key = (utterance.group, utterance.statements)
        if utterance.host is not None and key in wrong:
            continue  # a share of a number that is wrong already
        candidates, judgement = _judge_twice(utterance, utterances, report, form, last)
        if judgement is Judgement.CONTRADICTS and utterance.host is None:
            wrong.add(key)
        yield Claim(
            _code(utterance, form.claims),
            _kind(utterance),
            utterance.sentence,
            utterance.words,
            _in_unit_of_cells(utterance),
            candidates,
            judgement,
            place,
        )
        if utterance.unit == "万元":
            agrees = judgement is Judgement.AGREES
            number = _in_unit_of_cells(utterance)
            yield Claim(
                form.claims.wide_unit, "unit", utterance.sentence, utterance.words, number,
                candidates if agrees else (), Judgement.CONTRADICTS, place,
            )  # fmt: skip


def _judge_twice(
    utterance: Utterance,
    of_paragraph: list[Utterance],
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
) -> tuple[tuple[Candidate, ...], Judgement]:
    """The judgement against the figures as filled; where it contradicts, also against recomputed totals.

    A wrong total is a finding at its own cell (B-01 to B-05), not again at each sentence that has it right.
    """
    candidates = _candidates(utterance, report.value, last)
    judgement = _judgement(utterance, candidates, of_paragraph)
    if judgement is Judgement.CONTRADICTS:
        totals = recompute_totals(form, report.value)
        if any(totals[ref] != report.value(ref) for c in candidates for ref in c.sum.plus):
            again = _candidates(utterance, totals.__getitem__, last)
            if _judgement(utterance, again, of_paragraph) is Judgement.AGREES:
                return again, Judgement.AGREES
    return candidates, judgement


def _added_up(utterances: list[Utterance], book: ClaimBook) -> Iterator[Utterance]:
    """The utterances, with the numbers of each statement that adds up merged; a single number is a part."""
    merged: set[tuple[int, tuple[Statement, ...]]] = set()
    for utterance in utterances:
        adding = bool(utterance.statements) and utterance.statements[0].adds_up and utterance.host is None
        if not adding:
            yield utterance
            continue
        key = (utterance.group, utterance.statements)
        if key in merged:
            continue
        merged.add(key)
        same = [u for u in utterances if (u.group, u.statements) == key and u.host is None]
        total = add([u.number for u in same])
        words = "、".join(u.words for u in same)
        yield utterance._replace(number=total, words=words, part=len(same) == 1 or any(u.part for u in same))


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
    """The sums that a number may be; for joined statements, every combination of one sum of each."""
    if utterance.number == 0 and len(utterance.statements) == 1 and utterance.statements[0].zero_sums:
        return list(utterance.statements[0].zero_sums)
    if len(utterance.statements) == 1:
        return [*utterance.statements[0].sums, *utterance.statements[0].alone]
    return [
        sum(rest, first) for first, *rest in product(*(statement.sums for statement in utterance.statements))
    ]


def _candidates(utterance: Utterance, figures: Figures, last: Mapping[Ref, Value]) -> tuple[Candidate, ...]:
    if utterance.rate is not None:
        pairs = utterance.rate.pairs
        return tuple(Candidate(part, _share(part, whole, figures), whole) for part, whole in pairs)
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


def _judgement(
    utterance: Utterance, candidates: tuple[Candidate, ...], of_paragraph: list[Utterance]
) -> Judgement:
    numbers = [_in_unit_of_cells(utterance)]
    if utterance.statements and utterance.host is None and not utterance.denied:
        same = [
            u
            for u in of_paragraph
            if (u.group, u.statements, u.host) == (utterance.group, utterance.statements, None)
        ]
        if len(same) > 1:  # given in parts, of which the sum may be what agrees
            numbers.append(add([_in_unit_of_cells(u) for u in same]))
    known = [c.value for c in candidates if c.value is not None]
    if any(_agrees(utterance, number, value) for number in numbers for value in known):
        return Judgement.AGREES
    return Judgement.CONTRADICTS if len(known) == len(candidates) and known else Judgement.UNKNOWN


def _agrees(utterance: Utterance, number: Value, value: Value) -> bool:
    """True where equal; a part: at most; a percentage: within half a unit of its last digit, 100% exactly."""
    if utterance.growth or utterance.rate is not None or utterance.host is not None:
        if utterance.growth:
            value = value * utterance.growth
        elif number == 100:
            return value == 100
        return abs(Decimal(value) - Decimal(number)) <= Decimal(5).scaleb(-utterance.digits - 1)
    return number <= value if _at_most(utterance) else number == value


def rounded(value: Value, digits: int) -> Value:
    """A computed percentage, rounded half up to the decimal places of the text."""
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
