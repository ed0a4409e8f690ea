"""Utterances from numbers with a unit (收到申请 5 件, 其中 2 件予以公开) and percentages (办结率 100%)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import (
    Reader,
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


def read_quantity(reader: Reader, run: list[Token], number: Token, tail: list[Token]) -> None:
    """Add the utterance of a number with a unit, if its statement is found.

    `run`: tokens of the clause before it; `tail`: tokens behind it.
    """
    ahead = next((topics for token in tail[:2] if (topics := topics_of(reader, token, run))), ())
    listed = bool(ahead) and bool(run) and run[-1].kind == "and"  # 4 件人大代表建议、5 件政协提案
    named_before = () if listed else last_topics(reader, run)
    own = named_before or ahead
    topics = reader.topics = own or reader.topics
    if number.value is None or is_of_earlier_year(reader) or is_unrelated(reader, [*run, *tail]):
        return
    if any(topic.other for topic in topics):
        return
    statements = _statements_before(reader, run, number, tail, own)
    behind: list[Token] = []
    if statements is None:
        statements, behind = _statements_behind(reader, number, tail, own), tail
    if statements is None:
        reader.unclear_groups.add(reader.group)
        # 依申请公开 12 条, and nothing that says what of it: what follows may be about anything
        if named_before or not any(reader.narrative in topic.home for topic in topics):
            reader.topics = ()
        return
    if any(word in reader.normalized for word in statements[0].unless):
        return
    if any(_topic_keys(reader, token) - {statements[0].topic} for token in tail if not behind):
        return  # 收到申请 2 件收取信息处理费 380 元
    before = [utterance.number for utterance in reader.utterances if utterance.statements == statements]
    again = bool(before) and not statements[0].adds_up
    part = again and (reader.part or number.value < max(before))
    words = _words_around(reader, run, number, behind)
    reader.utterances.append(
        Utterance(statements, reader.sentence, words, number.value, reader.group, number.unit, part)
    )
    keys = {statement.topic for statement in statements}
    whole = next((topic for topic in reader.lexicon.by_key.values() if keys == {*topic.parts}), None)
    if whole is not None:
        reader.topics = (whole,)  # 行政复议、行政诉讼共 3 件, 其中维持 1 件


def _statements_before(
    reader: Reader, run: list[Token], number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statements that the words before a number make; None where other words stand between."""
    topics = own or reader.topics
    found = _joined_statements(reader, run, topics, number.unit, inherited=not own)
    if found is None:
        if reader.statement_word is None or not reader.linked or not last_topics(reader, run):
            return None
        # 建议 4 件、提案 2 件: the word before the first number holds for the second topic too
        again = find_statement(reader, [reader.statement_word], own, number.unit, inherited=False)
        return None if again is None else (again[0].statement,)
    statements, word = found
    if not own and not _known_tail(reader, number, tail):
        return None
    topical = [
        t.end for t in run if t.kind == "word" and t.start >= word.start and _names(reader, t, topics, run)
    ]
    gap = _BRACKETS.sub("", reader.normalized[max([word.end, *topical]) : number.start])
    has_other_words = reader.lexicon.filler.fullmatch(gap) is None
    if has_other_words and not (statements[0].adds_up and len(gap) <= _MAX_GAP):  # 信函寄送 13 件
        return None
    reader.statement_word = word
    return statements


def _statements_behind(
    reader: Reader, number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statement that the words behind a number make: 2 件结转下年度."""
    found = find_statement(reader, tail, own or reader.topics, number.unit, inherited=not own)
    if found is None or found[0].statement.ahead:
        return None
    gap = reader.normalized[number.end : found[1].start]
    if found[0].statement.named and not reader.lexicon.filler.fullmatch(gap):
        return None
    return (found[0].statement,)


def _topic_keys(reader: Reader, token: Token) -> set[str]:
    return {topic.key for topic in topics_of(reader, token, ())}


def _names(reader: Reader, token: Token, topics: Sequence[ClaimTopic], run: Sequence[Token]) -> bool:
    return any(topic in topics for topic in topics_of(reader, token, run))


def _known_tail(reader: Reader, number: Token, tail: Sequence[Token]) -> bool:
    """False where other words follow a number that has no topic of its own (5 件工单)."""
    end = tail[0].start if tail else end_of_clause(reader.normalized, number.end, ",:()、")
    return reader.lexicon.filler.fullmatch(reader.normalized[number.end : end]) is not None


def _joined_statements(
    reader: Reader, run: Sequence[Token], topics: tuple[ClaimTopic, ...], unit: str, *, inherited: bool
) -> tuple[tuple[Statement, ...], Token] | None:
    """The statements that a clause before its number joins, and the last word of the last of them."""
    found: list[tuple[Statement, Token]] = []
    for part in reversed(split_conjuncts(run)):
        own = last_topics(reader, part)
        if found and any(topic.other for topic in own) and not found[0][0].own_words:
            return None
        one = find_statement(reader, part, own or topics, unit, inherited=inherited)
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


def _words_around(reader: Reader, run: Sequence[Token], number: Token, tail: Sequence[Token]) -> str:
    """The text of a number with the words around it, from the first that carries meaning."""
    meaningful = (t for t in run if t.kind == "word" and "parts" not in word_kinds(reader, t))
    start = next((token.start for token in meaningful), number.start)
    return reader.normalized[start : tail[-1].end if tail else number.end]


def read_percentage(reader: Reader, run: list[Token], percent: Token) -> None:
    """Add the utterance of a percentage: a rate with a name, a growth against last year, or a share."""
    topics = last_topics(reader, run) or reader.topics
    if percent.value is None or is_of_earlier_year(reader):
        return
    words = reader.normalized[run[0].start if run else percent.start : percent.end]
    around = {kind for token in run for kind in word_kinds(reader, token)}
    for token in run:
        for rate in reader.lexicon.rates.get(token.text, ()):
            named = any(topic.key == rate.topic for topic in topics)
            meant = rate.code not in reader.lexicon.codes_at_home or (
                reader.narrative in reader.lexicon.by_key[rate.topic].home
            )
            if named and meant and not around & {"compared", "stops"}:
                utterance = Utterance((), reader.sentence, words, percent.value, reader.group, "%")
                reader.utterances.append(utterance._replace(rate=rate, digits=percent.digits))
                return
    before = reader.utterances[-1] if reader.utterances else None
    host = before if before is not None and before.sentence == reader.sentence else None
    while host is not None and host.host is not None:
        host = host.host
    if host is None or not host.statements or host.denied or "each" in around:
        return
    utterance = Utterance(
        host.statements, reader.sentence, words, percent.value, reader.group, "%", host=host
    )._replace(digits=percent.digits)
    text = reader.normalized[: percent.start]
    if "compared" in around:
        direction = ("rises" in around) - ("falls" in around)
        if direction and any(word_kinds(reader, token) == {"compared"} for token in run):
            reader.utterances.append(utterance._replace(growth=direction))
        return
    gap = text[text.rfind(host.words) + len(host.words) :] if host.words in text else None
    if gap is not None and reader.lexicon.share.fullmatch(gap) and host.statements[0].share_of:
        reader.utterances.append(utterance)
