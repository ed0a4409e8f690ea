"""Utterances from numbers with a unit (收到申请 5 件, 其中 2 件予以公开) and percentages (办结率 100%)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import (
    ParagraphState,
    Utterance,
    end_of_clause,
    find_statement,
    is_of_earlier_year,
    is_unrelated,
    last_topics,
    split_conjuncts,
    topics_of,
    word_kinds,
)
from converter.checks.claims.lexicon import Token
from converter.form import ClaimTopic, Statement

_BRACKETS = re.compile(r"\([^()]*\)")
_MAX_GAP = 6
"""Characters that may stand between a channel and its number (信函寄送 13 件)."""


def read_quantity(state: ParagraphState, run: list[Token], number: Token, tail: list[Token]) -> None:
    """Add the utterance of a number with a unit, if its statement is found.

    `run`: tokens of the clause before it; `tail`: tokens behind it.
    """
    ahead = next((topics for token in tail[:2] if (topics := topics_of(state, token, run))), ())
    listed = bool(ahead) and bool(run) and run[-1].kind == "and"  # 4 件人大代表建议、5 件政协提案
    named_before = () if listed else last_topics(state, run)
    own = named_before or ahead
    topics = state.topics = own or state.topics
    if number.value is None or is_of_earlier_year(state) or is_unrelated(state, [*run, *tail]):
        return
    if any(topic.other for topic in topics):
        return
    statements = _statements_before(state, run, number, tail, own)
    behind: list[Token] = []
    if statements is None:
        statements, behind = _statements_behind(state, number, tail, own), tail
    if statements is None:
        state.unclear_groups.add(state.group)
        # 依申请公开 12 条, and nothing that says what of it: what follows may be about anything
        if named_before or not any(state.narrative in topic.home for topic in topics):
            state.topics = ()
        return
    if any(word in state.normalized for word in statements[0].unless):
        return
    if any(_topic_keys(state, token) - {statements[0].topic} for token in tail if not behind):
        return  # 收到申请 2 件收取信息处理费 380 元
    before = [utterance.number for utterance in state.utterances if utterance.statements == statements]
    again = bool(before) and not statements[0].adds_up
    part = again and (state.part or number.value < max(before))
    words = _words_around(state, run, number, behind)
    state.utterances.append(
        Utterance(statements, state.sentence, words, number.value, state.group, number.unit, part)
    )
    keys = {statement.topic for statement in statements}
    whole = next((topic for topic in state.lexicon.by_key.values() if keys == {*topic.parts}), None)
    if whole is not None:
        state.topics = (whole,)  # 行政复议、行政诉讼共 3 件, 其中维持 1 件


def _statements_before(
    state: ParagraphState, run: list[Token], number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statements that the words before a number make; None where other words stand between."""
    topics = own or state.topics
    found = _joined_statements(state, run, topics, number.unit, inherited=not own)
    if found is None:
        if state.statement_word is None or not state.linked or not last_topics(state, run):
            return None
        # 建议 4 件、提案 2 件: the word before the first number holds for the second topic too
        again = find_statement(state, [state.statement_word], own, number.unit, inherited=False)
        return None if again is None else (again[0].statement,)
    statements, word = found
    if not own and not _known_tail(state, number, tail):
        return None
    topical = [
        t.end for t in run if t.kind == "word" and t.start >= word.start and _names(state, t, topics, run)
    ]
    gap = _BRACKETS.sub("", state.normalized[max([word.end, *topical]) : number.start])
    has_other_words = state.lexicon.filler.fullmatch(gap) is None
    if has_other_words and not (statements[0].adds_up and len(gap) <= _MAX_GAP):  # 信函寄送 13 件
        return None
    state.statement_word = word
    return statements


def _statements_behind(
    state: ParagraphState, number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statement that the words behind a number make: 2 件结转下年度."""
    found = find_statement(state, tail, own or state.topics, number.unit, inherited=not own)
    if found is None or found[0].statement.ahead:
        return None
    gap = state.normalized[number.end : found[1].start]
    if found[0].statement.named and not state.lexicon.filler.fullmatch(gap):
        return None
    return (found[0].statement,)


def _topic_keys(state: ParagraphState, token: Token) -> set[str]:
    return {topic.key for topic in topics_of(state, token, ())}


def _names(state: ParagraphState, token: Token, topics: Sequence[ClaimTopic], run: Sequence[Token]) -> bool:
    return any(topic in topics for topic in topics_of(state, token, run))


def _known_tail(state: ParagraphState, number: Token, tail: Sequence[Token]) -> bool:
    """False where other words follow a number that has no topic of its own (5 件工单)."""
    end = tail[0].start if tail else end_of_clause(state.normalized, number.end, ",:()、")
    return state.lexicon.filler.fullmatch(state.normalized[number.end : end]) is not None


def _joined_statements(
    state: ParagraphState, run: Sequence[Token], topics: tuple[ClaimTopic, ...], unit: str, *, inherited: bool
) -> tuple[tuple[Statement, ...], Token] | None:
    """The statements that a clause before its number joins, and the last word of the last of them."""
    found: list[tuple[Statement, Token]] = []
    for part in reversed(split_conjuncts(run)):
        own = last_topics(state, part)
        if found and any(topic.other for topic in own) and not found[0][0].own_words:
            return None
        one = find_statement(state, part, own or topics, unit, inherited=inherited)
        if one is None:
            continue
        statement = one[0].statement
        if not found:
            found.append((statement, one[1]))
        elif statement.joint and statement.joint == found[0][0].joint:
            if all(statement != other for other, _ in found):
                found.append((statement, one[1]))
        elif statement.topic != found[0][0].topic:
            return None
    if not found:
        return None
    return tuple(statement for statement, _ in reversed(found)), found[0][1]


def _words_around(state: ParagraphState, run: Sequence[Token], number: Token, tail: Sequence[Token]) -> str:
    """The text of a number with the words around it, from the first that carries meaning."""
    meaningful = (t for t in run if t.kind == "word" and "parts" not in word_kinds(state, t))
    start = next((token.start for token in meaningful), number.start)
    return state.normalized[start : tail[-1].end if tail else number.end]


def read_percentage(state: ParagraphState, run: list[Token], percent: Token) -> None:
    """Add the utterance of a percentage: a rate with a name, a growth against last year, or a share."""
    topics = last_topics(state, run) or state.topics
    if percent.value is None or is_of_earlier_year(state):
        return
    words = state.normalized[run[0].start if run else percent.start : percent.end]
    around = {kind for token in run for kind in word_kinds(state, token)}
    for token in run:
        for rate in state.lexicon.rates.get(token.text, ()):
            named = any(topic.key == rate.topic for topic in topics)
            meant = rate.code not in state.lexicon.codes_at_home or (
                state.narrative in state.lexicon.by_key[rate.topic].home
            )
            if named and meant and not around & {"compared", "stops"}:
                utterance = Utterance((), state.sentence, words, percent.value, state.group, "%")
                state.utterances.append(utterance._replace(rate=rate, digits=percent.digits))
                return
    before = state.utterances[-1] if state.utterances else None
    host = before if before is not None and before.sentence == state.sentence else None
    while host is not None and host.host is not None:
        host = host.host
    if host is None or not host.statements or host.denied or "each" in around:
        return
    utterance = Utterance(
        host.statements, state.sentence, words, percent.value, state.group, "%", host=host
    )._replace(digits=percent.digits)
    text = state.normalized[: percent.start]
    if "compared" in around:
        direction = ("rises" in around) - ("falls" in around)
        if direction and any(word_kinds(state, token) == {"compared"} for token in run):
            state.utterances.append(utterance._replace(growth=direction))
        return
    gap = text[text.rfind(host.words) + len(host.words) :] if host.words in text else None
    if gap is not None and state.lexicon.share.fullmatch(gap) and host.statements[0].share_of:
        state.utterances.append(utterance)
