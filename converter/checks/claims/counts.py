"""Numbers with a unit, and percentages: 收到政府信息公开申请 5 件, 其中 2 件予以公开; 办结率 100%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import (
    Reader,
    Utterance,
    best,
    conjuncts,
    earlier,
    end_of_clause,
    kinds,
    last_topics,
    other_matter,
    topics_of,
)
from converter.checks.claims.lexicon import Token
from converter.form import Statement, Subject

_BRACKETS = re.compile(r"\([^()]*\)")
_LOOSE = 6
"""Characters that may stand between a channel and its number."""


def say(reader: Reader, run: list[Token], number: Token, tail: list[Token]) -> None:
    """A number with a unit: find what is said of it and keep it."""
    ahead = next((topics for token in tail[:2] if (topics := topics_of(reader, token, run))), ())
    listed = bool(ahead) and bool(run) and run[-1].kind == "and"  # 4 件人大代表建议、5 件政协提案
    lead = () if listed else last_topics(reader, run)
    own = lead or ahead
    topics = reader.topics = own or reader.topics
    if number.value is None or earlier(reader) or other_matter(reader, [*run, *tail]):
        return
    if any(topic.other for topic in topics):
        return
    said = _said_before(reader, run, number, tail, own)
    behind: list[Token] = []
    if said is None:
        said, behind = _said_behind(reader, number, tail, own), tail
    if said is None:
        reader.unclear.add(reader.group)
        # 依申请公开 12 条, and nothing that says what of it: what follows may be about anything
        if lead or not any(reader.narrative in topic.home for topic in topics):
            reader.topics = ()
        return
    if any(word in reader.even for word in said[0].unless):
        return
    if any(_topic(token, reader) - {said[0].topic} for token in tail if not behind):
        return  # 收到申请 2 件收取信息处理费 380 元
    before = [utterance.number for utterance in reader.seen if utterance.statements == said]
    again = bool(before) and not said[0].adds_up
    part = again and (reader.part or number.value < max(before))
    told = _told(reader, run, number, behind)
    reader.seen.append(Utterance(said, reader.sentence, told, number.value, reader.group, number.unit, part))
    keys = {statement.topic for statement in said}
    whole = next((topic for topic in reader.lexicon.by_key.values() if keys == {*topic.parts}), None)
    if whole is not None:
        reader.topics = (whole,)  # 行政复议、行政诉讼共 3 件, 其中维持 1 件


def _said_before(
    reader: Reader, run: list[Token], number: Token, tail: Sequence[Token], own: tuple[Subject, ...]
) -> tuple[Statement, ...] | None:
    """The statements that the words before a number make, if nothing strange stands between."""
    topics = own or reader.topics
    found = _joined(reader, run, topics, number.unit, inherited=not own)
    if found is None:
        if reader.word is None or not reader.linked or not last_topics(reader, run):
            return None
        again = best(reader, [reader.word], own, number.unit, inherited=False)  # 建议 4 件、提案 2 件
        return None if again is None else (again[0].statement,)
    said, word = found
    if not own and not _known_tail(reader, number, tail):
        return None
    topical = [
        t.end for t in run if t.kind == "word" and t.start >= word.start and _names(reader, t, topics, run)
    ]
    gap = _BRACKETS.sub("", reader.even[max([word.end, *topical]) : number.start])
    strange = reader.lexicon.filler.fullmatch(gap) is None
    if strange and not (said[0].adds_up and len(gap) <= _LOOSE):  # 信函寄送 13 件
        return None
    reader.word = word
    return said


def _said_behind(
    reader: Reader, number: Token, tail: Sequence[Token], own: tuple[Subject, ...]
) -> tuple[Statement, ...] | None:
    """The statement that the words behind a number make: 2 件结转下年度."""
    found = best(reader, tail, own or reader.topics, number.unit, inherited=not own)
    if found is None or found[0].statement.ahead:
        return None
    gap = reader.even[number.end : found[1].start]
    if found[0].statement.named and not reader.lexicon.filler.fullmatch(gap):
        return None
    return (found[0].statement,)


def _topic(token: Token, reader: Reader) -> set[str]:
    return {topic.key for topic in topics_of(reader, token, ())}


def _names(reader: Reader, token: Token, topics: Sequence[Subject], run: Sequence[Token]) -> bool:
    return any(topic in topics for topic in topics_of(reader, token, run))


def _known_tail(reader: Reader, number: Token, tail: Sequence[Token]) -> bool:
    """True where what follows a number without a topic of its own is nothing strange (5 件工单)."""
    end = tail[0].start if tail else end_of_clause(reader.even, number.end, ",:()、")
    return reader.lexicon.filler.fullmatch(reader.even[number.end : end]) is not None


def _joined(
    reader: Reader, run: Sequence[Token], topics: tuple[Subject, ...], unit: str, *, inherited: bool
) -> tuple[tuple[Statement, ...], Token] | None:
    """The statements of a clause before its number, and the last word of the last of them."""
    found: list[tuple[Statement, Token]] = []
    for part in reversed(conjuncts(run)):
        own = last_topics(reader, part)
        if found and any(topic.other for topic in own) and not found[0][0].own_words:
            return None
        one = best(reader, part, own or topics, unit, inherited=inherited)
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


def _told(reader: Reader, run: Sequence[Token], number: Token, tail: Sequence[Token]) -> str:
    """The words around a number, from the first that says anything."""
    telling = (t for t in run if t.kind == "word" and "parts" not in kinds(reader, t))
    start = next((token.start for token in telling), number.start)
    return reader.even[start : tail[-1].end if tail else number.end]


def say_percent(reader: Reader, run: list[Token], percent: Token) -> None:
    """A percentage: a rate with its own name, a growth against last year, or a share of a whole."""
    topics = last_topics(reader, run) or reader.topics
    if percent.value is None or earlier(reader):
        return
    said = reader.even[run[0].start if run else percent.start : percent.end]
    around = {kind for token in run for kind in kinds(reader, token)}
    for token in run:
        for rate in reader.lexicon.rates.get(token.text, ()):
            named = any(topic.key == rate.topic for topic in topics)
            meant = rate.code not in reader.lexicon.codes_at_home or (
                reader.narrative in reader.lexicon.by_key[rate.topic].home
            )
            if named and meant and not around & {"compared", "stops"}:
                utterance = Utterance((), reader.sentence, said, percent.value, reader.group, "%")
                reader.seen.append(utterance._replace(rate=rate, digits=percent.digits))
                return
    host = reader.seen[-1] if reader.seen and reader.seen[-1].sentence == reader.sentence else None
    while host is not None and host.host is not None:
        host = host.host
    if host is None or not host.statements or host.denied or "each" in around:
        return
    utterance = Utterance(
        host.statements, reader.sentence, said, percent.value, reader.group, "%", host=host
    )._replace(digits=percent.digits)
    before = reader.even[: percent.start]
    if "compared" in around:
        turn = ("rises" in around) - ("falls" in around)
        if turn and any(kinds(reader, token) == {"compared"} for token in run):
            reader.seen.append(utterance._replace(growth=turn))
        return
    gap = before[before.rfind(host.said) + len(host.said) :] if host.said in before else None
    if gap is not None and reader.lexicon.share.fullmatch(gap) and host.statements[0].share_of:
        reader.seen.append(utterance)
