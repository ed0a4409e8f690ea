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
from converter.checks.claims.quantities import read_quantity
from converter.checks.claims.rest import read_pending
from converter.checks.claims.settling import settled
from converter.checks.claims.state import UNSAID, ParagraphState, Utterance
from converter.checks.claims.tokens import Token, normalized
from converter.checks.claims.universals import read_universal
from converter.checks.claims.unsure import read_unsure
from converter.checks.claims.whose import note_bodies
from converter.checks.claims.zeros import read_denial_phrases, read_zero
from converter.system.patterns import pattern

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
_BEHIND_BRACKET = ("", "的", "共", "为", "的有", "的共", "有")
"""Between words in brackets and the number that they belong to."""
_BEHIND_NUMBER = ("", ",", "、", "和", "及", "(", ")", ":")
_YEARS = pattern("(?:20[0-9]{2}年?度?(?:、|和|与|及)){1,4}$")
_SINCE = pattern("20[0-9]{2}(?:-|—|–|~|～|至|到)+$")
_DIGITS = re.compile("20[0-9]{2}")
_FAR = 40
"""Before a year: others whose numbers follow in this order (分别), and the first of several (2022—2024年)."""
_NO_YEAR = -1
"""No year was named in a part of the sentence."""
_SINGLE = ("一件", "一份", "一条")
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
    return [*settled(state), *state.unsure]


def _read_sentence(state: ParagraphState) -> None:
    tokens = state.lexicon.tokens(state.normalized, state.year)
    state.previous = {token.start: previous for previous, token in pairwise(tokens)}
    run: list[Token] = []
    outside: list[list[Token]] = []
    years: list[int | None] = []
    counted = False
    state.statement_word, state.linked, state.shares, state.change = None, False, [], None
    state.tokens, state.named_first, state.pending, state.unread = tokens, None, None, []
    state.asked = {}
    aside = state.foreign == "aside" and not any(topic.near or topic.home for topic in state.subject)
    state.foreign = "" if state.foreign == UNSAID or aside else state.foreign
    state.published = state.published and state.normalized.startswith(_GOES_ON)
    before: int | None = _NO_YEAR
    slogan = _is_slogan(state, tokens)
    state.years, named_years, years_end = [], list[int](), 0
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
                if (
                    not inside_counted
                    and behind is not None
                    and state.normalized[token.end : behind.start] in _BEHIND_BRACKET
                ):
                    named = last_topics(state, inside)  # 不予处理 (信访) 的 3 件
                    run = run if any(topic.other for topic in named) else [*run, *inside]  # (予以公开)7 件
            else:
                run = []
        elif token.kind == "year":
            years_end = token.end
            joined = _YEARS.search(state.normalized, max(token.start - _FAR, 0), token.start)
            named_years = [*map(int, _DIGITS.findall(joined[0])), int(token.value or 0)] if joined else []
            if has_kind(state, run, "parts"):
                before = state.named_year  # 含 2023 年转来的 3 件, 办结 68 件: of this year again
            if state.normalized[: token.start].endswith(_COMPARED):
                state.compared = True
            elif joined:
                before, state.named_year = state.named_year, 0  # 2023年、2024年共收到: of both
            elif state.normalized[: token.start].endswith(_BECAUSE):
                pass  # 因2023年的申请引发行政复议 1 件: a case of this year
            elif _SINCE.search(state.normalized, max(token.start - _FAR, 0), token.start) or (
                state.normalized[: token.start].endswith(_TO) and state.named_year not in (None, token.value)
            ):
                state.named_year = 0  # 2022年至2024年
            elif state.lexicon.things.nothing_left.match(state.normalized, token.end):
                before = state.named_year  # 2023年未结转申请, 收到申请 3 件: of this year again
                state.named_year = int(token.value or 0)
            else:
                state.named_year = int(token.value or 0)
        elif token.kind == "number":
            if _is_a_single_one(state, token, run):
                continue  # 没有一件: a denial
            if not (slogan and token.text[0] == "一"):
                state.of_years = bool(state.years)
                if state.years:
                    state.named_year, before = state.years.pop(0), state.year
                tail, known = _tokens_behind(tokens, place), len(state.utterances)
                read_quantity(state, run, token, tail)
                if len(state.utterances) == known:
                    read_unsure(state, run, token, tail)
            run, state.linked, counted = [], True, True
        elif token.kind == "percent":
            read_percentage(state, run, token)
            run, counted = [], True
        else:
            if token.text in state.lexicon.kinds:
                around = word_kinds(state, token)
                state.part = state.part or "parts" in around
                state.named_year = 0 if "past" in around else state.named_year
                if "each" in around and named_years and not _are_named(run, years_end):
                    state.years = [*named_years]  # 2023年、2024年分别收到申请 9 件、11 件
            run.append(token)
    _close_clause(state, run, counted=counted)
    if not state.plain:
        read_denial_phrases(state, tokens)


def _are_named(run: Sequence[Token], start: int) -> bool:
    """True where a clause names several things from a position on: 复议、诉讼分别为 2 件、1 件."""
    return any(token.kind == "and" and token.start >= start for token in run)


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


def _is_stopped(state: ParagraphState, run: Sequence[Token]) -> bool:
    """True where a word makes a clause one of something else, and not only of how it was handled."""
    return any({"stops"} == word_kinds(state, token) & {"stops", "procedures"} for token in run)


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
        if "compared" not in kinds and not ("stops" in kinds and _is_stopped(state, run)):
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
