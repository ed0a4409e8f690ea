"""The utterance of a number whose statements are known: of the whole or of a part, with what it may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, pairwise, takewhile

from converter.checks.claims.clause import also_meant, has_kind, split_conjuncts, topics_of, word_kinds
from converter.checks.claims.roots import Rooted
from converter.checks.claims.state import CAME_IN, ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.checks.claims.whose import is_of_office
from converter.form import Statement, Sum
from converter.report.report import Value
from converter.report.sums import add

_OPENS = ("其中", ",", ":", "(", "、")
"""Before the first word of a part."""
_OTHER = "另"
"""Before a number of the rest."""
_COUNTS = (*CAME_IN, "closed")
_OWN = (*_COUNTS, "cases", "decisions")
"""Kinds of numbers that a larger body has beside the agency."""
_SOME = re.compile("(?:^|[,:(])(?:其中|另|还|仅|只)?有$")
"""Before a number of some of what came in: 有 1 件申请因故障迟录."""
_FAR = 20
_CLOSE = "办结"
_CUT = re.compile("[,:()]")
_DAYS = re.compile(
    "([0-9]+|[一二三四五六七八九十]+)(?:(?:个工作日|日|天)之?内|(?:个工作日|天)(?:就|即|便)?(?=办|答|回))"
)
_LEVELS = "levels"
_SENT_BY = ("", "由", "来自", "来自于", "系由", "均由", "是由")
"""Between a number and who applied."""
_NEAR = 4
"""Words behind a number among which the thing counted stands."""


def add_number(
    state: ParagraphState,
    statements: tuple[Statement, ...],
    run: list[Token],
    number: Token,
    behind: list[Token],
) -> None:
    """Add the utterance of a number with a unit.

    `run`, `behind`: the words before it, and those behind it that make its statement.
    """
    value = number.value
    assert value is not None
    largest = state.largest.get(statements)
    part = largest is not None and not statements[0].adds_up and (state.part or value < largest)
    part = part or (statements[0].kind in _COUNTS and _is_of_a_class(state, run))
    others = state.normalized.startswith(_OTHER, number.start - len(_OTHER))  # 另 3 件均已答复
    rest = (has_kind(state, run, "rest") or others) and statements[0].kind in _COUNTS
    results = state.said_in_group("result")
    wrong = rest and _is_no_rest(state, value)
    part = part or (rest and not wrong)  # 其余 26 件均已答复
    part = part or (state.part and statements[0].kind == "count" and behind != [])  # 其中 1 件依申请公开
    of_larger = state.part and statements[0].kind == "received" and _is_of_larger(state, value)
    part = part or (of_larger and not _is_all_new(state, run))
    part = part or (statements[0].kind == "closed" and _is_within_days(state, number))
    own = statements[0].kind in _OWN and _is_of_more(state, statements, value) and _is_own(state, number)
    part = part or (
        statements[0].kind == "count"
        and _SOME.search(state.normalized, max(number.start - _FAR, 0), number.start) is not None
    )
    part = part and not own
    part = part or (statements[0].kind in _COUNTS and _is_of_one_level(state, number))
    state.largest[statements] = value if largest is None else max(value, largest)
    words = _words_around(state, run, number, behind)
    said_with = behind or next(reversed(split_conjuncts(run)), [])
    also, _ = also_meant(state, said_with, statements[0])
    if statements[0].kind == "closed" and not behind:
        also = (*also, *_received_too(state, run))
    utterance = Utterance(
        statements,
        state.sentence,
        words,
        value,
        state.group,
        number.unit,
        part,
        digits=number.digits,
        also=also,
        stated=tuple(u.number for u in results) if wrong and statements[0].kind == "closed" else (),
        own=own,
    )
    if utterance.kind == "other result":
        if not results:
            return
        utterance = utterance._replace(stated=tuple(u.number for u in results))
    elif utterance.kind == "result" and statements[0].heading:
        of_it = [u.number for u in results if u.statements[0].code == statements[0].code]
        utterance = utterance._replace(stated=tuple(of_it))
    elif utterance.kind == "applicant":
        wholes = state.said_in_group(*_COUNTS)[-1:]
        utterance = utterance._replace(whole=wholes[0].statements[0].sums if wholes else ())
    elif utterance.kind == "outcome":
        utterance = utterance._replace(also=(*also, *_of_both_kinds(state, statements[0])))
    elif utterance.kind == "channel":
        utterance = utterance._replace(also=_closed_sums(state, run))
    if utterance.kind == "cases" and state.lexicon.disclosure.search(words):
        state.drop_general_cases()
    state.utterances.append(utterance)
    if utterance.kind == "carried in":
        _add_closed(state, number)
    if utterance.kind == "received" and not part:
        _add_applicants(state, number)
    keys = {statement.topic for statement in statements}
    whole = next((topic for topic in state.lexicon.by_key.values() if keys == {*topic.parts}), None)
    if whole is not None:
        state.topics = (whole,)  # 行政复议、行政诉讼共 3 件, 其中维持 1 件


def _add_closed(state: ParagraphState, number: Token) -> None:
    """Add the number of those carried in as one of those closed, where it is said so: 上年结转 1 件已办结."""
    closed = state.lexicon.things.done.match(state.normalized, number.end)
    statement = next(
        (r.statement for r in state.lexicon.statements.get(_CLOSE, ()) if r.statement.kind == "closed"), None
    )
    if closed is None or statement is None or number.value is None:
        return
    words = state.normalized[number.start : closed.end()]
    state.utterances.append(
        Utterance((statement,), state.sentence, words, number.value, state.group, number.unit, part=True)
    )


def _received_too(state: ParagraphState, run: Sequence[Token]) -> tuple[Sum, ...]:
    """The sums of what came in, where a word for that stands right before one for closing: 受理答复 12 件."""
    for before, word in pairwise(run):
        if before.end == word.start and _is_of_kind(state, word, "closed"):
            came_in = [
                ranked.statement
                for ranked in state.lexicon.statements.get(before.text, ())
                if ranked.statement.kind == "received"
            ]
            if came_in:
                return came_in[0].sums
    return ()


def _is_of_kind(state: ParagraphState, token: Token, kind: str) -> bool:
    return any(ranked.statement.kind == kind for ranked in state.lexicon.statements.get(token.text, ()))


def _is_within_days(state: ParagraphState, number: Token) -> bool:
    """True for those that were answered sooner than they had to be: 5 个工作日内答复 4 件."""
    clause = state.normalized[max(number.start - _FAR, 0) : number.start]
    days = _DAYS.search(_CUT.split(clause)[-1])
    return days is not None and days[1] not in state.lexicon.things.words.due_days


def _of_both_kinds(state: ParagraphState, statement: Statement) -> tuple[Sum, ...]:
    """The sums of an outcome of both kinds of disputes, counted side by side: 复议 2 件、诉讼 1 件."""
    counted = takewhile(
        lambda u: u.kind == "cases",
        dropwhile(lambda u: u.kind == "outcome", reversed(state.said_in_group("cases", "outcome"))),
    )
    keys = {s.topic for u in counted for s in u.statements}
    whole = next((t.key for t in state.lexicon.by_key.values() if len(keys) > 1 and keys == {*t.parts}), None)
    alike = (r.statement for r in state.lexicon.statements.get(statement.words[0], ()))
    return next((s.sums for s in alike if s.topic == whole and s.kind == "outcome"), ())


def _is_of_one_level(state: ParagraphState, number: Token) -> bool:
    """True for what was asked of the government itself in a text of several levels: 向县政府提出的 5 件."""
    to = state.lexicon.bodies.asked.search(state.normalized, max(number.start - _FAR, 0), number.start)
    if to is not None and _LEVELS not in state.relevant:
        state.relevant[_LEVELS] = any(word in state.text for word in state.lexicon.levels)
    return to is not None and state.relevant[_LEVELS]


def _is_within(token: Token) -> bool:
    """True for a token that does not end its clause."""
    return token.kind != "cut" or token.text == ")"


def _is_own(state: ParagraphState, number: Token) -> bool:
    """True where the clause up to a number names the agency itself: 其中我局许可 47 件、处罚 9 件."""
    clause = list(takewhile(_is_within, reversed(state.tokens_before(number.start))))
    return has_kind(state, clause, "own") or is_of_office(state, number)


def _is_of_more(state: ParagraphState, statements: tuple[Statement, ...], value: Value) -> bool:
    """True where the sentence has a larger number of the same, or of what came in."""
    largest = state.largest.get(statements)
    came_in = state.said_in_group(*CAME_IN) if statements[0].kind in CAME_IN else []
    return (largest is not None and value < largest) or any(value < u.number for u in came_in)


def add_rooted(state: ParagraphState, found: Rooted, number: Token) -> None:
    """Add the utterance of a number that is of a row by a part of a word."""
    assert number.value is not None
    state.utterances.append(
        Utterance(
            (found.statement,),
            state.sentence,
            state.normalized[found.start : found.end],
            number.value,
            state.group,
            number.unit,
            also=found.also,
            rooted=True,
        )
    )


def _add_applicants(state: ParagraphState, number: Token) -> None:
    """Add the number of what came in as that of those who are named behind it: 1 件自然人提出的申请."""
    later = state.tokens_behind(number.end)[:_NEAR]
    if not later or state.normalized[number.end : later[0].start] not in _SENT_BY:
        return
    kinds = [
        ranked.statement
        for ranked in state.lexicon.statements.get(later[0].text, ())
        if ranked.statement.kind == "applicant" and not ranked.statement.alone
    ]
    asked = next((token for token in later[1:] if kinds and topics_of(state, token, ())), None)
    if asked and state.lexicon.denial.fullmatch(state.normalized[later[0].end : asked.start]):
        words = state.normalized[number.start : asked.end]
        state.utterances.append(
            Utterance((kinds[0],), state.sentence, words, number.value or 0, state.group, number.unit)
        )


def _is_no_rest(state: ParagraphState, value: Value) -> bool:
    """True where a number is not what the numbers before it left: 收到 7 件, 撤回 2 件, 其余 6 件已答复.

    Those carried in may be among the whole, or come to it.
    """
    said = [u for u in state.said_in_group() if not u.denied]
    wholes = [u.number for u in said if u.kind in ("count", "received")]
    channels = [u.number for u in said if u.kind == "channel"]
    if not wholes and len(channels) == 1:
        wholes = channels  # 收到网络申请 14 件
    carried = [u.number for u in said if u.kind == "carried in"]
    parts = [u.number for u in said if u.kind in ("result", "carried out")]
    counted = [u for u in said if u.kind not in ("applicant", "channel")]
    clear = len(wholes) == 1 and len(counted) == (wholes is not channels) + len(parts) + len(carried)
    if not clear or not parts or state.group in state.unclear_groups:
        return False
    left = add([wholes[0], *(-number for number in parts)])
    return value not in (left, add([left, *carried]))


def _is_of_larger(state: ParagraphState, value: Value) -> bool:
    """True where the sentence has said more of what came in: 申请 9 件, 其中线下收到 1 件."""
    return any(u.number > value and not u.denied for u in state.said_in_group("count", "handled"))


def _is_all_new(state: ParagraphState, run: Sequence[Token]) -> bool:
    """True for all that came in anew, beside what was carried in: 其中新收 902 件、上年结转 44 件."""
    words = state.lexicon.things.words
    newly = any(
        any(new in token.text for new in words.of_new) and state.normalized.endswith(_OPENS, 0, token.start)
        for token in run
    )
    return newly and any(word in state.whole for word in words.carried_over)


def _is_of_a_class(state: ParagraphState, run: Sequence[Token]) -> bool:
    """True for the applications of one class: 自然资源类政府信息公开申请 25 件."""
    for token in run:
        before = state.normalized[: token.start]
        if (
            before.endswith("类")
            and not before.endswith(state.lexicon.things.words.all_classes)
            and topics_of(state, token, run)
        ):
            return True
    return False


def _closed_sums(state: ParagraphState, run: Sequence[Token]) -> tuple[Sum, ...]:
    """The sums of closed applications, where the sentence gives the channels of these."""
    said = [
        ranked.statement
        for token in run
        for ranked in state.lexicon.statements.get(token.text, ())
        if ranked.statement.kind in ("closed", "handled")
    ]
    said += [u.statements[0] for u in state.said_in_group("closed", "handled")]
    return said[0].sums if said else ()


def _words_around(state: ParagraphState, run: Sequence[Token], number: Token, tail: Sequence[Token]) -> str:
    """The text of a number with the words around it, from the first that carries meaning."""
    meaningful = (t for t in run if t.kind == "word" and "parts" not in word_kinds(state, t))
    start = next((token.start for token in meaningful), number.start)
    return state.normalized[start : tail[-1].end if tail else number.end]
