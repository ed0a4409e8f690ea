"""The utterances of a paragraph beside each other: which are parts, and which denials hold."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from converter.checks.claims.doubtful import noted
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import normalized
from converter.form import Sum

_LEFT_OPEN = "C-06"
_OF_APPLICATIONS = ("received", "count", "handled", "closed", "channel", "applicant")
_INCLUDING = ("closed",)
_INCLUDED = re.compile("(?:其中,?)?(?:包?含有?|包括)")
"""Numbers among which those carried in are, if brackets say so, and the words that say it."""
_DISPUTES = ("cases", "outcome")
_RECEIVED, _BY = ("received", "count", "handled"), "通过"
"""Kinds of numbers of what came in; the word that says by what."""


def settled(state: ParagraphState) -> list[Utterance]:
    """The utterances of a paragraph that has been read, those of parts marked, denials of parts left out."""
    words = state.lexicon.things.words
    numbered = [u for u in state.utterances if u.number and u.host is None]
    some_open = any(u.statements and u.statements[0].code == _LEFT_OPEN for u in numbered)
    counted = {(s.zero, s.topic, s.sums) for u in numbered for s in u.statements}
    applied = any(u.kind in _OF_APPLICATIONS and not (u.part and u.kind == "closed") for u in numbered)
    split = _split_groups(state)
    totals = {u.group: u.number for u in numbered if u.words.startswith(words.totals)}
    carried = {u.group for u in numbered if u.kind == "carried in"}
    by_channel = {u.group for u in state.utterances if u.kind == "channel"}
    _note_carried(state)
    settled_ones = [
        u._replace(part=True)
        if u.kind in _RECEIVED
        and not u.denied
        and u.number < totals.get(u.group, 0)
        and not (u.group in carried and words.newly in u.words)
        else _in_its_group(u, state, split, by_channel)
        for u in state.utterances
        if not (u.denied and _is_of_a_part(u, state, counted, applied=applied) and not _is_of_all(u, state))
        and not (some_open and _says_all_closed(u))
    ]
    return noted(state, _of_this_matter(state, settled_ones))


def _of_this_matter(state: ParagraphState, utterances: list[Utterance]) -> list[Utterance]:
    """The utterances without disputes of any matter, where later ones say how many are about disclosure.

    That is 受理行政复议申请 56 件, 维持 12 件。因政府信息公开被申请行政复议 0 件.
    """
    sentences = {u.sentence for u in state.utterances if u.kind in _DISPUTES}
    if len(sentences) < 2:
        return utterances
    named = {sentence for sentence in sentences if state.lexicon.disclosure.search(sentence)}
    about = {
        topic: u.group
        for u in state.utterances
        if u.kind == "cases" and u.sentence in named
        for s in u.statements
        for topic in (s.topic, *state.lexicon.by_key[s.topic].parts)
    }
    if not about:
        return utterances
    return [
        u
        for u in utterances
        if u.kind not in _DISPUTES
        or not u.number
        or about.get(u.statements[0].topic, u.group) <= u.group
        or u.sentence in named
    ]


def _note_carried(state: ParagraphState) -> None:
    """Note which numbers are said to have those carried in among them: 答复 84 件（含上年结转 1 件）."""
    for place, (one, behind) in enumerate(pairwise(state.utterances)):
        if behind.kind == "carried in" and one.kind in _INCLUDING and behind.group == one.group:
            end = state.text.find(f"{one.words}(")
            if end >= 0 and _INCLUDED.match(state.text, end + len(one.words) + 1):
                state.utterances[place] = one._replace(carried=True)


def _split_groups(state: ParagraphState) -> set[int]:
    """The full sentences that give the same number twice, for several bodies."""
    given = Counter(
        (u.group, u.statements)
        for u in state.utterances
        if u.host is None and u.statements and not (u.statements[0].own_words or u.statements[0].adds_up)
    )
    return {group for (group, _), times in given.items() if times > 1}


def _says_all_closed(utterance: Utterance) -> bool:
    """True for 均已答复 and 办结率 100%, which beside 结转 3 件 speak of those that were due."""
    closed = utterance.rate is not None and utterance.number == 100
    return closed or (utterance.denied and utterance.kind == "all closed")


def _is_of_a_part(
    denial: Utterance,
    state: ParagraphState,
    counted: set[tuple[str, str, tuple[Sum, ...]]],
    *,
    applied: bool,
) -> bool:
    """True for a denial of something that also has a number: 全县收到 11 件, but 县政府本级未收到.

    `counted`: what has one; `applied`: applications have.
    """
    first = denial.statements[0]
    if first.kind == "received" and _leaves_out(denial, state):
        return applied
    return first.zero != "" and (first.zero, first.topic, first.sums) in counted


def _leaves_out(denial: Utterance, state: ParagraphState) -> bool:
    """True for a denial of applications by one way or by one kind of applicants: 未收到当面提交的申请."""
    some = any(word in denial.words for word in state.lexicon.things.common.some_only)
    named = any(word in denial.words for word in state.lexicon.things.words.kinds_of_applicants)
    return some or (named and state.lexicon.things.everyone.search(denial.words) is None)


def _is_of_all(denial: Utterance, state: ParagraphState) -> bool:
    """True for a denial that leaves nothing out, in a text about one body: 未收到申请. 收到的申请 5 件."""
    return (
        denial.kind == "received"
        and state.lexicon.names.search(denial.words) is not None
        and not _leaves_out(denial, state)
        and not any(word in state.text for word in state.lexicon.levels)
    )


def _in_its_group(
    utterance: Utterance, state: ParagraphState, split: set[int], by_channel: set[int]
) -> Utterance:
    """The utterance, marked as a part where the rest of its full sentence makes it one.

    That is a number that came by some channel (通过公开专区收到 12 件) beside a larger one, a number of a
    list (网络 14 件、信函 44 件) where another was not understood, and a result where the applications are
    given for several bodies (县政府收到 3 件, 其中……; 县直部门收到 8 件, 其中……), in the groups of `split`.
    Those of `by_channel` give numbers of channels.
    """
    first = utterance.statements[0] if utterance.statements else None
    if first is None or utterance.host is not None:
        return utterance
    closed = first.kind == "closed" and not utterance.denied and utterance.group in by_channel
    if closed and _is_of_a_channel(utterance, state):
        return utterance._replace(part=True)
    if first.kind == "result" and utterance.group in state.partial and not utterance.denied:
        return utterance._replace(part=True)
    if first.kind in _RECEIVED and _BY in utterance.sentence and _BY in _up_to(utterance):
        larger = any(
            u.number > utterance.number and u.group != utterance.group and not u.denied
            for u in state.utterances
            if u.kind in _RECEIVED
        )
        return utterance._replace(part=True) if larger else utterance
    if not (first.adds_up or first.own_words):
        return utterance
    listed = first.adds_up and utterance.group in state.unclear_groups
    several = first.own_words and first.joint != "" and utterance.group in split
    return utterance._replace(part=True) if listed or several else utterance


def _up_to(utterance: Utterance) -> str:
    """The sentence up to the number: 通过专区收到 12 件, but not 收到 12 件, 其中通过网络 3 件."""
    before, words, _ = normalized(utterance.sentence).partition(utterance.words)
    return before + words


def _is_of_a_channel(utterance: Utterance, state: ParagraphState) -> bool:
    """True between the numbers of two channels: 线上申请 65 件, 办结 62 件, 线下申请 9 件."""
    said = [u for u in state.utterances if u.group == utterance.group and u.host is None]
    channels = [n for n, u in enumerate(said) if u.kind == "channel"]
    return len(channels) > 1 and channels[0] < said.index(utterance) < channels[-1]
