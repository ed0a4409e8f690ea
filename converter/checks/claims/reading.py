"""What a paragraph says in numbers: sentences to utterances, before any table is looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from converter.checks.claims.clause import Reader, Utterance, earlier, kinds, last_topics, other_matter
from converter.checks.claims.counts import say, say_percent
from converter.checks.claims.denials import ENDS, bare, deny, phrases
from converter.checks.claims.lexicon import Lexicon, Token, plain

_GROUPS = re.compile("[。！？!?]")
_SENTENCES = re.compile("[；;]")


def utterances(text: str, narrative: str, year: int | None, lexicon: Lexicon) -> list[Utterance]:
    """Every utterance of a paragraph of a narrative (its key), in the order of the text.

    `year`: the year of the report; what a sentence says of an earlier year is left alone.
    """
    even = plain(text)
    start = tuple(topic for topic in lexicon.by_key.values() if narrative in topic.home)[:1]
    reader = Reader(lexicon, narrative, year, even, start)
    if even.strip(ENDS) in lexicon.bare:
        return list(bare(reader, text))
    if not lexicon.may_speak(even):
        return []
    for group, (whole, level) in enumerate(zip(_GROUPS.split(text), _GROUPS.split(even), strict=True)):
        reader.part, reader.of_year = False, None
        for sentence, smooth in zip(_SENTENCES.split(whole), _SENTENCES.split(level), strict=True):
            reader.sentence, reader.even, reader.group = sentence.strip(ENDS), smooth, group
            _read(reader)
    return [_in_its_group(u, reader) for u in reader.seen if not (u.denied and _is_of_a_part(u, reader))]


def _is_of_a_part(denial: Utterance, reader: Reader) -> bool:
    """True for a denial beside a number of the same: 全县收到 11 件, and 县政府本级未收到."""
    zero, topic = denial.statements[0].zero, denial.statements[0].topic
    return zero != "" and any(
        u.number and u.host is None and any(s.zero == zero and s.topic == topic for s in u.statements)
        for u in reader.seen
    )


def _in_its_group(utterance: Utterance, reader: Reader) -> Utterance:
    """An utterance that is only a part because of what else its full sentence says.

    A number of a list (网络 14 件、信函 44 件) where another was not understood; a result where the
    applications themselves are told body by body (县政府收到 3 件, 其中……; 县直部门收到 8 件, 其中……).
    """
    first = utterance.statements[0] if utterance.statements else None
    if first is None or utterance.host is not None or not (first.adds_up or first.own_words):
        return utterance
    wholes = [
        u.statements
        for u in reader.seen
        if u.group == utterance.group and u.host is None and u.statements
        if not (u.statements[0].own_words or u.statements[0].adds_up)
    ]
    listed = first.adds_up and utterance.group in reader.unclear
    split = first.own_words and first.joint != "" and any(wholes.count(one) > 1 for one in wholes)
    return utterance._replace(part=True) if listed or split else utterance


def _read(reader: Reader) -> None:
    tokens = reader.lexicon.tokens(reader.even)
    reader.before = {token.start: previous for previous, token in pairwise(tokens)}
    run: list[Token] = []
    outside: list[list[Token]] = []
    reader.word, reader.linked = None, False
    slogan = sum(token.text in ("一件", "一份", "一条") for token in tokens) > 1
    for place, token in enumerate(tokens):
        if token.kind == "cut":
            reader.linked = reader.linked and not run
            _close(reader, run)
            if token.text == "(":
                outside.append(run)
            run = outside.pop() if token.text == ")" and outside else []
        elif token.kind == "year":
            reader.of_year = int(token.text[:4])
        elif token.kind == "number":
            if not (slogan and token.text[0] == "一"):
                say(reader, run, token, _tail(tokens, place))
            run, reader.linked = [], True
        elif token.kind == "percent":
            say_percent(reader, run, token)
            run = []
        else:
            if token.text in reader.lexicon.kinds:
                around = kinds(reader, token)
                reader.part = reader.part or "parts" in around
                reader.of_year = 0 if "past" in around else reader.of_year
            run.append(token)
    _close(reader, run)
    phrases(reader, tokens)


def _tail(tokens: Sequence[Token], place: int) -> list[Token]:
    """The tokens behind a number up to the next number or boundary; 、 is one here."""
    tail = []
    for token in tokens[place + 1 :]:
        if token.kind in ("cut", "number", "percent") or token.text == "、":
            break
        tail.append(token)
    return tail


def _close(reader: Reader, run: list[Token]) -> None:
    """A clause without a number: what it denies, and what it is about from here on."""
    topics = last_topics(reader, run)
    if not earlier(reader) and not other_matter(reader, run):
        deny(reader, run)
    if topics:
        reader.topics = topics
