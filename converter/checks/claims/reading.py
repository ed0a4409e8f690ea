"""The utterances of a paragraph, read without looking at any table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from converter.checks.claims.clause import (
    has_kind,
    is_of_earlier_year,
    kinds_of,
    last_topics,
    word_kinds,
)
from converter.checks.claims.denials import ENDS, bare_denials, read_denials
from converter.checks.claims.lexicon import Lexicon
from converter.checks.claims.percentages import read_percentage
from converter.checks.claims.quantities import note_bodies, read_quantity
from converter.checks.claims.rest import read_pending
from converter.checks.claims.state import UNSAID, ParagraphState, Utterance
from converter.checks.claims.tokens import Token, normalized
from converter.checks.claims.universals import read_universal
from converter.checks.claims.zeros import read_denial_phrases, read_zero

_GROUPS = re.compile("[。！？!?]")
_SENTENCES = re.compile("[；;]")
_BOTH_DENIED = re.compile(
    "(?<=复议),(?=(?:也|也未|均未|亦未|)(?:被|)(?:提起|引起|引发|)(?:行政|)诉讼(?:等|的|案件|情况|情形|事项|现象|发生|出现|有)*(?:[,;]|$))"
)
"""A comma between the two kinds of disputes where no number follows: 未发生行政复议，提起行政诉讼的情况."""
_BECAUSE = ("因", "由", "针对")
"""Before a year: it is that of a cause."""
_GOES_ON = ("其中", "含", "包括")
"""A sentence that begins so goes on with what was put online."""
_UNRELATED = ("stops", "compared")
"""Kinds of words that make a clause one of something else."""
_BEHIND_NUMBER = ("", ",", "、", "和", "及", "(", ")", ":")
_NO_YEAR = -1
"""No year was named in a part of the sentence."""
_SINGLE = ("一件", "一份", "一条")
_OF_APPLICATIONS = ("received", "count", "handled", "closed", "channel", "applicant")
_APPLICANTS = ("企业", "个人", "自然人", "法人", "科研", "律师")
_EVERYONE = re.compile(
    "(?:公民|自然人|个人|群众).*(?:法人|组织|单位|企业)|(?:法人|组织|单位|企业).*(?:公民|自然人|个人)"
)
"""Kinds of applicants, and those of which two stand for all."""
_RECEIVED, _BY = ("received", "count", "handled"), "通过"
"""Kinds of numbers of what came in; the word that says by what."""
_COMPARED, _TO = ("较", "比", "与", "同"), ("至", "到", "-", "—", "~", "～")
"""Before a year: its number is compared with; it is the last of several years."""


def utterances(
    text: str, narrative: str, year: int | None, lexicon: Lexicon, agency: str = ""
) -> list[Utterance]:
    """Every utterance of a paragraph of a narrative (its key), in the order of the text.

    `year`: the year of the report; sentences about an earlier year give none. `agency`: its name, if known;
    numbers of others give none.
    """
    smooth_text = normalized(text)
    home = tuple(topic for topic in lexicon.by_key.values() if narrative in topic.home)[:1]
    bare = smooth_text.strip(ENDS) in lexicon.bare_denials
    if not home and not bare and lexicon.names.search(smooth_text) is None:
        return []
    hints = lexicon.hints(smooth_text)
    if not hints:
        return []
    state = ParagraphState(lexicon, narrative, year, smooth_text, home, home, agency)
    if bare:
        return list(bare_denials(state, text))
    end = 0
    for group, (whole, level) in enumerate(zip(_GROUPS.split(text), _GROUPS.split(smooth_text), strict=True)):
        begin, end = end, end + len(level) + 1
        if begin > hints[-1]:
            break
        state.begin_group(group, level)
        if not any(begin <= hint < end for hint in hints) and lexicon.names.search(level) is None:
            continue
        for sentence, smooth in zip(_SENTENCES.split(whole), _SENTENCES.split(level), strict=True):
            state.plain = not any(begin <= hint <= begin + len(smooth) for hint in hints)
            begin += len(smooth) + 1
            state.sentence, state.normalized = (
                sentence.strip(ENDS),
                _BOTH_DENIED.sub("、", smooth.strip(ENDS)),
            )
            _read_sentence(state)
    some_open = any(u.kind == "carried out" and u.number and u.host is None for u in state.utterances)
    return [
        _in_its_group(u, state)
        for u in state.utterances
        if not (u.denied and _is_of_a_part(u, state) and not _is_of_all(u, state))
        and not (some_open and _says_all_closed(u))
    ]


def _says_all_closed(utterance: Utterance) -> bool:
    """True for 均已答复 and 办结率 100%, which beside 结转 3 件 speak of those that were due."""
    closed = utterance.rate is not None and utterance.number == 100
    return closed or (utterance.denied and utterance.kind == "all closed")


def _is_of_a_part(denial: Utterance, state: ParagraphState) -> bool:
    """True for a denial of something that also has a number: 全县收到 11 件, but 县政府本级未收到."""
    first = denial.statements[0]
    if first.kind == "received" and _leaves_out(denial, state):
        return any(u.number and u.kind in _OF_APPLICATIONS for u in state.utterances)
    return first.zero != "" and any(
        u.number
        and u.host is None
        and any(
            s.zero == first.zero and s.topic == first.topic and s.sums == first.sums for s in u.statements
        )
        for u in state.utterances
    )


def _leaves_out(denial: Utterance, state: ParagraphState) -> bool:
    """True for a denial of applications by one way or by one kind of applicants: 未收到当面提交的申请."""
    some = any(word in denial.words for word in state.lexicon.some_only)
    named = any(word in denial.words for word in _APPLICANTS)
    return some or (named and _EVERYONE.search(denial.words) is None)


def _is_of_all(denial: Utterance, state: ParagraphState) -> bool:
    """True for a denial that leaves nothing out, in a text about one body: 未收到申请. 收到的申请 5 件."""
    return (
        denial.kind == "received"
        and state.lexicon.names.search(denial.words) is not None
        and not _leaves_out(denial, state)
        and not any(word in state.text for word in state.lexicon.levels)
    )


def _in_its_group(utterance: Utterance, state: ParagraphState) -> Utterance:
    """The utterance, marked as a part where the rest of its full sentence makes it one.

    That is a number that came by some channel (通过公开专区收到 12 件) beside a larger one, a number of a
    list (网络 14 件、信函 44 件) where another was not understood, and a result where the applications are
    given for several bodies (县政府收到 3 件, 其中……; 县直部门收到 8 件, 其中……).
    """
    first = utterance.statements[0] if utterance.statements else None
    if first is None or utterance.host is not None:
        return utterance
    if first.kind == "closed" and not utterance.denied and _is_of_a_channel(utterance, state):
        return utterance._replace(part=True)
    if first.kind in _RECEIVED and _BY in _up_to(utterance):
        larger = any(
            u.number > utterance.number and u.group != utterance.group and not u.denied
            for u in state.utterances
            if u.kind in _RECEIVED
        )
        return utterance._replace(part=True) if larger else utterance
    if not (first.adds_up or first.own_words):
        return utterance
    wholes = [
        u.statements
        for u in state.utterances
        if u.group == utterance.group and u.host is None and u.statements
        if not (u.statements[0].own_words or u.statements[0].adds_up)
    ]
    listed = first.adds_up and utterance.group in state.unclear_groups
    split = first.own_words and first.joint != "" and any(wholes.count(one) > 1 for one in wholes)
    return utterance._replace(part=True) if listed or split else utterance


def _up_to(utterance: Utterance) -> str:
    """The sentence up to the number: 通过专区收到 12 件, but not 收到 12 件, 其中通过网络 3 件."""
    before, words, _ = normalized(utterance.sentence).partition(utterance.words)
    return before + words


def _is_of_a_channel(utterance: Utterance, state: ParagraphState) -> bool:
    """True between the numbers of two channels: 线上申请 65 件, 办结 62 件, 线下申请 9 件."""
    said = [u for u in state.utterances if u.group == utterance.group and u.host is None]
    channels = [n for n, u in enumerate(said) if u.kind == "channel"]
    return len(channels) > 1 and channels[0] < said.index(utterance) < channels[-1]


def _read_sentence(state: ParagraphState) -> None:
    tokens = state.lexicon.tokens(state.normalized, state.year)
    state.previous = {token.start: previous for previous, token in pairwise(tokens)}
    run: list[Token] = []
    outside: list[list[Token]] = []
    years: list[int | None] = []
    counted = False
    state.statement_word, state.linked, state.shares = None, False, []
    state.tokens, state.named_first, state.pending, state.unread = tokens, None, None, []
    aside = state.foreign == "aside" and not any(topic.near or topic.home for topic in state.subject)
    state.foreign = "" if state.foreign == UNSAID or aside else state.foreign
    state.published = state.published and state.normalized.startswith(_GOES_ON)
    before: int | None = _NO_YEAR
    slogan = _is_slogan(state, tokens)
    for place, token in enumerate(tokens):
        if token.kind == "cut" and _only_names(state, tokens, place):
            continue
        if token.kind == "cut":
            state.linked = state.linked and not run
            compared = state.compared and token.text == "("
            _close_clause(state, run, counted=counted or token.text == "(")
            if before is not _NO_YEAR:
                state.named_year, before = before, _NO_YEAR
            state.compared = compared  # 比 2022 年 (31 件) 下降 29%
            inside_counted, counted = counted, False
            if token.text == "(":
                outside.append(run)
                years.append(state.named_year)
            if token.text == ")" and outside:
                inside, run, state.named_year = run, outside.pop(), years.pop()  # (其中 1 件为 2023 年的申请)
                behind = next(iter(tokens[place + 1 : place + 2]), None)
                if not inside_counted and behind is not None and behind.start == token.end:
                    run = [*run, *inside]  # (予以公开)7 件
            else:
                run = []
        elif token.kind == "year":
            if has_kind(state, run, "parts"):
                before = state.named_year  # 含 2023 年转来的 3 件, 办结 68 件: of this year again
            if state.normalized[: token.start].endswith(_COMPARED):
                state.compared = True
            elif state.normalized[: token.start].endswith(_BECAUSE):
                pass  # 因2023年的申请引发行政复议 1 件: a case of this year
            elif state.normalized[: token.start].endswith(_TO) and state.named_year not in (
                None,
                token.value,
            ):
                state.named_year = 0  # 2022年至2024年
            else:
                state.named_year = int(token.value or 0)
        elif token.kind == "number":
            if _is_a_single_one(state, token, run):
                continue  # 没有一件: a denial
            if not (slogan and token.text[0] == "一"):
                read_quantity(state, run, token, _tokens_behind(tokens, place))
            run, state.linked, counted = [], True, True
        elif token.kind == "percent":
            read_percentage(state, run, token)
            run, counted = [], True
        else:
            if token.text in state.lexicon.kinds:
                around = word_kinds(state, token)
                state.part = state.part or "parts" in around
                state.named_year = 0 if "past" in around else state.named_year
            run.append(token)
    _close_clause(state, run, counted=counted)
    if not state.plain:
        read_denial_phrases(state, tokens)


def _is_slogan(state: ParagraphState, tokens: Sequence[Token]) -> bool:
    """True where 一件 counts nothing: 受理一件、办结一件, but not 一件予以公开, 一件不予公开."""
    single = [token for token in tokens if token.text in _SINGLE]
    opening = [t for t in single if not t.start or state.normalized[t.start - 1] in ",:("]
    return len(single) > 1 and len(opening) < len(single)


def _only_names(state: ParagraphState, tokens: Sequence[Token], place: int) -> bool:
    """True for the colon between a name and its number: 公开：5 件, but not 其他方式处理：1 件未补正."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    before = tokens[place - 1] if place else None
    return (
        tokens[place].text == ":"
        and after is not None
        and before is not None
        and (after.kind, before.kind) == ("number", "word")
        and (before.end, tokens[place].end) == (tokens[place].start, after.start)
        and state.normalized[after.end : after.end + 1] in _BEHIND_NUMBER
    )


def _is_a_single_one(state: ParagraphState, token: Token, run: Sequence[Token]) -> bool:
    return (
        token.text[0] == "一"
        and bool(run)
        and run[-1].end == token.start
        and run[-1].text in state.lexicon.denials
    )


def _tokens_behind(tokens: Sequence[Token], place: int) -> list[Token]:
    """The tokens behind a number up to the next number, cut or 、, or to a conjunction before one."""
    tail: list[Token] = []
    for token in (tokens[later] for later in range(place + 1, len(tokens))):
        if token.kind in ("cut", "percent") or token.text == "、":
            return tail
        if token.kind == "number":
            joints = [n for n, word in enumerate(tail) if word.kind == "and"]
            return tail[: joints[0]] if joints else tail  # 行政复议 4 件和行政诉讼 1 件
        tail.append(token)
    return tail


def _close_clause(state: ParagraphState, run: list[Token], *, counted: bool) -> None:
    """End a clause: add what it denies or says of all; keep what it names. `counted`: it has a number."""
    state.compared = False
    if not run:
        return
    topics = last_topics(state, run)
    kinds = kinds_of(state, run)
    if "own" in kinds:
        note_bodies(state, run)
    if state.plain and not state.said_in_group():
        pass  # it only names things for the sentences behind it
    elif not is_of_earlier_year(state):
        read_denials(state, run)
        if kinds.isdisjoint(_UNRELATED):
            if "zero" in kinds or run[-1].text in state.lexicon.ends_bare:
                read_zero(state, run)
            if state.utterances and (not counted or "all" in kinds):
                read_universal(state, run, counted=counted)
            if not counted and state.pending is not None:
                read_pending(state, run)
    if "others" in kinds or "own" in kinds:
        note_bodies(state, run)
    if topics:
        state.speak_of(topics, counted=False)
