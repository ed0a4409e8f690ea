"""Claims: utterances compared with the figures; each agrees, contradicts, or cannot be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from converter.checks.claims.beside import closed_beside_results, whole_of
from converter.checks.claims.candidates import Candidate, candidates_of
from converter.checks.claims.doubtful import without_doubtful
from converter.checks.claims.lexicon import lexicon
from converter.checks.claims.state import CAME_IN, Utterance
from converter.form import ClaimBook, Form, Ref, Statement
from converter.report.report import Place, Report, Value
from converter.report.sums import add

_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""What a unit is worth in 元."""


class Judgement(StrEnum):
    """The result of comparing a claim; UNKNOWN where a figure that it may mean is not known."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in a text, with the sums of cells that it may mean and the judgement.

    `code`: of the catalogue. `kind`: number, denial, part, percent, growth, difference, unit. `sentence`: as
    typed; `words`: those around the number, normalized. `number`: in the unit of the cells (元), or per cent.
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


_ALIKE = 20
"""Numbers of the same of one full sentence of which each may be the one meant: no text may take long."""
_Key = tuple[int, tuple[Statement, ...]]
"""A full sentence, and the statements of a number in it."""


def judge(
    utterances: Iterable[Utterance],
    place: Place | None,
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
    totals: Callable[[], Mapping[Ref, Value | None]],
) -> Iterator[Claim]:
    """The claims of one paragraph's utterances, in their order. `totals`: the report's, recomputed."""
    utterances = list(utterances)
    together = _together(utterances, form)
    unsure = [u for u in utterances if u.unsure]
    utterances = closed_beside_results([u for u in utterances if not u.unsure], lexicon(form).things)
    utterances = _of_one_body(utterances, together, report, form, last, totals)

    def is_right(utterance: Utterance) -> bool:
        judged = _judge_twice(utterance, together, report, form, last, totals)
        return judged[1] is Judgement.AGREES

    utterances = [*without_doubtful(utterances, is_right), *without_doubtful(unsure, is_right)]
    wrong: set[_Key] = set()
    for utterance in _added_up(utterances):
        key = (utterance.group, utterance.statements)
        if utterance.host is not None and key in wrong:
            continue  # a share of a number that is wrong already
        candidates, judgement = _judge_twice(utterance, together, report, form, last, totals)
        if judgement is Judgement.CONTRADICTS and utterance.host is None:
            wrong.add(key)
        number = _in_unit_of_cells(utterance, form)
        claim = Claim(
            _code(utterance, form.claims),
            _kind(utterance),
            utterance.sentence,
            utterance.words,
            number,
            candidates,
            judgement,
            place,
        )
        yield claim
        if utterance.unit == "万元" and _unit_of_cells(utterance, form) == "元":
            agrees = judgement is Judgement.AGREES
            yield replace(
                claim,
                code=form.claims.wide_unit,
                kind="unit",
                candidates=candidates if agrees else (),
                judgement=Judgement.CONTRADICTS,
            )


def _of_one_body(
    utterances: list[Utterance],
    together: Mapping[_Key, list[Value]],
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
    totals: Callable[[], Mapping[Ref, Value | None]],
) -> list[Utterance]:
    """The utterances without the agency's own number where that of all agrees, else without the latter."""
    for own in [u for u in utterances if u.own]:
        of_all = [
            u
            for u in utterances
            if u is not own and u.group == own.group and u.host is None and _are_alike(u, own)
        ]
        agreeing = [
            u
            for u in (own, *of_all)
            if _judge_twice(u, together, report, form, last, totals)[1] is Judgement.AGREES
        ]
        left_out = [own] if agreeing and own not in agreeing else of_all
        gone = {(u.statements, u.number) for u in left_out}
        utterances = [
            u
            for u in utterances
            if u not in left_out and not (u.host and (u.host.statements, u.host.number) in gone)
        ]
    return utterances


def _are_alike(one: Utterance, other: Utterance) -> bool:
    """True for two numbers of the same, or of what came in."""
    kinds = {one.kind, other.kind}
    return one.statements == other.statements or kinds <= {*CAME_IN} or kinds == {"cases"}


def _judge_twice(
    utterance: Utterance,
    together: Mapping[_Key, list[Value]],
    report: Report,
    form: Form,
    last: Mapping[Ref, Value],
    totals: Callable[[], Mapping[Ref, Value | None]],
) -> tuple[tuple[Candidate, ...], Judgement]:
    """The judgement against the figures as filled; where it contradicts, also against recomputed totals.

    A wrong total is a finding at its own cell (B-01 to B-05), not again at each sentence that has it right.
    """
    numbers = [_in_unit_of_cells(utterance, form)]
    if utterance.statements and utterance.host is None and not utterance.denied:
        numbers += together.get((utterance.group, utterance.statements), [])
    candidates = candidates_of(utterance, report.value, last)
    judgement = _judgement(utterance, candidates, numbers)
    if judgement is Judgement.CONTRADICTS:
        recomputed = totals()
        if any(recomputed[ref] != report.value(ref) for c in candidates for ref in c.sum.plus):
            again = candidates_of(utterance, recomputed.__getitem__, last)
            if _judgement(utterance, again, numbers) is Judgement.AGREES:
                return again, Judgement.AGREES
    return candidates, judgement


def _together(utterances: Iterable[Utterance], form: Form) -> dict[_Key, list[Value]]:
    """The sum of the numbers that one full sentence gives of the same: it may be given in parts.

    Of documents each of them may be the one meant: 废止 1 件, 失效 3 件.
    """
    numbers: dict[_Key, list[Value]] = {}
    for utterance in utterances:
        if utterance.statements and utterance.host is None:
            key = (utterance.group, utterance.statements)
            numbers.setdefault(key, []).append(_in_unit_of_cells(utterance, form))
    return {
        key: [add(found), *(found[:_ALIKE] if key[1][0].kind == "documents" else ())]
        for key, found in numbers.items()
        if len(found) > 1
    }


def _added_up(utterances: Iterable[Utterance]) -> Iterator[Utterance]:
    """The utterances, with the numbers of each statement that adds up merged; a single number is a part."""
    utterances = list(utterances)
    adding: dict[_Key, list[Utterance]] = {}
    for utterance in utterances:
        if utterance.statements and utterance.statements[0].adds_up and utterance.host is None:
            adding.setdefault((utterance.group, utterance.statements), []).append(utterance)
    for utterance in utterances:
        key = (utterance.group, utterance.statements)
        if key not in adding or utterance.host is not None:
            yield utterance
            continue
        same = adding[key]
        if utterance is not same[0]:
            continue
        total = add([u.number for u in same])
        words = "、".join(u.words for u in same)
        yield utterance._replace(
            number=total,
            words=words,
            part=len(same) == 1 or any(u.part for u in same),
            limit=whole_of(utterances, utterance.group),
        )


def _code(utterance: Utterance, book: ClaimBook) -> str:
    if utterance.rate is not None:
        return utterance.rate.code
    if utterance.growth:
        return book.growth
    first = utterance.statements[0]
    if utterance.host is not None:
        return first.code if first.at_home else book.share
    if len(utterance.statements) > 1:
        return first.joint.rstrip("+")
    return first.zero if first.zero and utterance.number == 0 else first.code


def _kind(utterance: Utterance) -> str:
    if utterance.growth:
        return "growth" if utterance.unit == "%" else "difference"
    if utterance.rate is not None or utterance.host is not None:
        return "percent"
    if utterance.denied:
        return "denial"
    return "part" if _at_most(utterance) else "number"


def _at_most(utterance: Utterance) -> bool:
    return utterance.part or any(statement.at_most for statement in utterance.statements)


def _unit_of_cells(utterance: Utterance, form: Form) -> str:
    """The unit of the cells that an amount is compared with: 元 or 万元; "" for what is no amount."""
    if not utterance.unit.endswith("元") or not utterance.statements:
        return ""
    return form.column(utterance.statements[0].sums[0].plus[0]).unit


def _in_unit_of_cells(utterance: Utterance, form: Form) -> Value:
    """The number in the unit of the cells."""
    cells = _unit_of_cells(utterance, form)
    if not cells or cells == utterance.unit:
        return utterance.number
    number = Decimal(utterance.number) * _YUAN[utterance.unit] / _YUAN[cells]
    return int(number) if number == int(number) else number


def _judgement(
    utterance: Utterance, candidates: tuple[Candidate, ...], numbers: Iterable[Value]
) -> Judgement:
    known = [c.value for c in candidates if c.value is not None]
    if any(_agrees(utterance, number, value) for number in numbers for value in known):
        return Judgement.AGREES
    return Judgement.CONTRADICTS if len(known) == len(candidates) and known else Judgement.UNKNOWN


def _agrees(utterance: Utterance, number: Value, value: Value) -> bool:
    """True where equal; a part: at most; a percentage: rounded, 100% exactly.

    Shares may be cut off, and those with decimals be off by one in the last, since people let them come to
    100 together.
    """
    if utterance.growth or utterance.rate is not None or utterance.host is not None:
        if utterance.growth:
            value = value * utterance.growth
        elif number == 100:
            return value == 100
        share = utterance.host is not None and not utterance.growth and utterance.digits > 0
        if not utterance.growth and utterance.digits == 0 and int(value) == number:
            return True  # cut off instead of rounded
        allowed = Decimal(10 if share else 5).scaleb(-utterance.digits - 1)
        return abs(Decimal(value) - Decimal(number)) <= allowed
    if utterance.unit in ("万元", "亿元") and utterance.number:
        half = Decimal(5).scaleb(-utterance.digits - 1) * (Decimal(number) / Decimal(utterance.number))
        return abs(Decimal(value) - Decimal(number)) <= half  # 收费 24252.31 万元 for 24252.311082
    return number <= value if _at_most(utterance) else number == value


def rounded(value: Value, digits: int) -> Value:
    """A computed percentage, rounded half up to the decimal places of the text."""
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
