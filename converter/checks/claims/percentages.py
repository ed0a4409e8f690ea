"""Utterances from percentages: a rate with a name (办结率 100%), a growth against last year, a share."""

from __future__ import annotations

from itertools import product

from converter.checks.claims.clause import (
    also_meant,
    is_of_earlier_year,
    last_topics,
    split_conjuncts,
    word_kinds,
)
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.statements import joined_statements
from converter.checks.claims.tokens import Token
from converter.checks.claims.two_numbers import read_growth
from converter.form import ClaimTopic, Rate

_UNIT = "件"
_BESIDE_RATES = ("count", "received", "handled", "closed")
"""Kinds of numbers beside one of which a rate of disclosure is one of applications."""
_SHARED = ("result", "applicant")
"""Kinds of numbers whose share is given without them."""


def read_percentage(state: ParagraphState, run: list[Token], percent: Token) -> None:
    """Add the utterance of a percentage; none where it is of something else."""
    topics = last_topics(state, run) or (() if state.foreign else _topics_spoken_of(state))
    if percent.value is None or state.other_body or (is_of_earlier_year(state) and state.base is None):
        return
    words = state.normalized[run[0].start if run else percent.start : percent.end]
    around = {kind for token in run for kind in word_kinds(state, token)}
    for token in run:
        for rate in state.lexicon.rates.get(token.text, ()):
            named = any(topic.key == rate.topic for topic in topics)
            meant = rate.code not in state.lexicon.codes_at_home or (
                state.narrative in state.lexicon.by_key[rate.topic].home
            )
            if rate.code == state.lexicon.share_code and not state.said_in_group(*_BESIDE_RATES):
                continue  # 主动公开率
            if named and meant and not around & {"compared", "stops"}:
                utterance = Utterance((), state.sentence, words, percent.value, state.group, "%")
                state.utterances.append(utterance._replace(rate=rate, digits=percent.digits))
                return
    if read_growth(state, run, percent):
        return
    shared = _share_of_result(state, run, percent) if "compared" not in around else None
    if shared is not None:
        utterance = Utterance((), state.sentence, words, percent.value, state.group, "%")
        state.utterances.append(utterance._replace(rate=shared, digits=percent.digits))
        return
    host = _host(state)
    if host is None or "each" in around:
        return
    utterance = Utterance(
        host.statements, state.sentence, words, percent.value, state.group, "%", host=host
    )._replace(digits=percent.digits)
    text = state.normalized[: percent.start]
    direction = ("rises" in around) - ("falls" in around)
    base = state.earlier if state.base is None and not is_of_earlier_year(state) else state.base
    if "compared" in around or state.base is not None:
        alone = any(word_kinds(state, token) == {"compared"} for token in run)
        if direction and (alone or base is not None):
            state.utterances.append(utterance._replace(growth=direction, base=base))
        state.base = None
        return
    gap = text[text.rfind(host.words) + len(host.words) :] if host.words in text else None
    if gap is not None and state.lexicon.share.fullmatch(gap) and host.statements[0].share_of:
        state.utterances.append(utterance)


def _topics_spoken_of(state: ParagraphState) -> tuple[ClaimTopic, ...]:
    """The topics of a sentence; that of all where it counted its kinds: 人大建议 4 件、政协提案 2 件."""
    said = state.said_in_group()
    counted = {u.statements[0].topic for u in said if u.kind == "proposals" and u.number}
    if len(counted) > 1 and not any(u.rate for u in state.utterances if u.group == state.group):
        for topic in state.lexicon.by_key.values():
            if topic.parts and counted == {*topic.parts}:
                return (topic,)
    return state.topics


def _share_of_result(state: ParagraphState, run: list[Token], percent: Token) -> Rate | None:
    """The rate of a result whose share is given without its number: 予以公开或部分公开占 58.5%."""
    found = joined_statements(state, run, state.topics, _UNIT, inherited=True) if run else None
    if found is None or any(statement.kind not in _SHARED for statement in found[0]):
        return None
    statements, word = found
    also, last = also_meant(state, next(reversed(split_conjuncts(run))), statements[0])
    word = last if last is not None and last.start > word.start else word
    gap = state.normalized[word.end : percent.start]
    if not gap.startswith(state.lexicon.shares) or state.lexicon.share.fullmatch(gap) is None:
        return None
    joined = product(*(statement.sums for statement in statements))
    parts = [*(sum(rest, first) for first, *rest in joined), *also]
    pairs = tuple(product(parts, statements[0].share_of))
    return Rate(state.lexicon.share_code, statements[0].topic, (), pairs)


def _host(state: ParagraphState) -> Utterance | None:
    """The number before a percentage in its sentence."""
    before = state.utterances[-1] if state.utterances else None
    host = before if before is not None and before.sentence == state.sentence else None
    while host is not None and host.host is not None:
        host = host.host
    return host if host is not None and host.statements and not host.denied else None
