"""Utterances of none from words behind a name and from phrases without one: 行政诉讼未发生, 均已办结."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import (
    end_of_clause,
    has_kind,
    is_allowed,
    is_of_earlier_year,
    is_unrelated,
    last_topics,
    split_conjuncts,
    topics_of,
)
from converter.checks.claims.denials import conjuncts, is_dispute, is_filler
from converter.checks.claims.phrases import Phrase
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import YEAR, Token, year_of
from converter.form import ClaimTopic, Statement
from converter.system.patterns import pattern

_BUT = pattern("除[^,;]{1,24}外")
"""Before a word for all: what it leaves out."""
_YEAR = "#"
"""What stands for a year in a phrase."""
_NOT = ("未", "没有")
"""In a word for none that may deny what stands behind it."""


def read_zero(state: ParagraphState, run: list[Token]) -> None:
    """Add an utterance of 0 for what stands before a word for none: 行政诉讼未发生, 申请为零."""
    place = next((n for n, token in enumerate(run) if has_kind(state, [token], "zero")), None)
    if place is None and _ends_bare(state, run):
        place = len(run) - 1
    if place is None or has_kind(state, run[:place], "others") or has_kind(state, run[:place], "rest"):
        return
    zero = run[place]
    start = max(state.normalized.rfind(mark, 0, zero.start) for mark in ",:()") + 1
    topics: list[ClaimTopic] = []
    for conjunct in conjuncts(run[:place], start, zero.start):
        named = last_topics(state, [t for t in conjunct.tokens if is_dispute(topics_of(state, t, ()))])
        topics += named or last_topics(state, conjunct.tokens)
    if state.other_body or (not topics and last_topics(state, run[place + 1 :])):
        return  # 未发生行政复议: it denies what stands behind it
    behind = state.normalized[zero.end : end_of_clause(state.normalized, zero.end)]
    if any(word in zero.text for word in _NOT) and not is_filler(state, behind):
        return  # 依申请公开工作中没有出现应公开而不予公开的办件
    if not topics and not state.subject:
        _read_zero_amounts(state, run[:place], start, zero)
    for topic in topics or state.subject:
        statement = state.lexicon.none_of.get(topic.key)
        if statement is not None and is_allowed(state, statement):
            words = state.normalized[start : zero.end]
            state.utterances.append(
                Utterance((statement,), state.sentence, words, 0, state.group, denied=True)
            )


def _read_zero_amounts(state: ParagraphState, run: Sequence[Token], start: int, zero: Token) -> None:
    """Add what the section of the fee says is none, by words for its figures: 收费通知件数、总金额均为零."""
    keys = {topic.key for topic in state.home} & state.lexicon.priced
    found: list[Statement] = []
    for part in split_conjuncts(run) if keys else ():
        ranked = [
            r for t in part for r in state.lexicon.statements.get(t.text, ()) if r.statement.topic in keys
        ]
        found += [min(ranked, key=lambda one: one.place).statement] if ranked else []
    words = state.normalized[start : zero.end]
    state.utterances += [
        Utterance((statement,), state.sentence, words, 0, state.group, denied=True)
        for statement in dict.fromkeys(found)
    ]


def _ends_bare(state: ParagraphState, run: Sequence[Token]) -> bool:
    """True where a clause ends with 无 right behind a name: 行政诉讼无."""
    if len(run) < 2 or run[-1].text not in state.lexicon.ends_bare:
        return False
    named, none = run[-2], run[-1]
    gap = state.normalized[named.end : none.start]
    at_end = end_of_clause(state.normalized, none.end, ",:()、") == none.end
    return at_end and is_filler(state, gap) and bool(topics_of(state, named, ()))


def read_denial_phrases(state: ParagraphState, tokens: Sequence[Token]) -> None:
    """Add an utterance of 0 for phrases that deny without a number or a topic behind them (均已办结)."""
    if state.other_body:
        return
    phrases = state.lexicon.phrases.possible(state.normalized)
    if not phrases:
        return
    spoken = {topic.key for topic in (*state.topics, *state.subject, *state.home)}
    for token in tokens:
        spoken.update(topic.key for topic in state.lexicon.topics.get(token.text, ()))
    closed = any(u.kind in ("carried out", "closed") for u in state.said_in_group())
    denied = [u.statements[0] for u in state.utterances if u.denied and u.sentence == state.sentence]
    for phrase in phrases:
        statement = phrase.ranked.statement
        if statement.topic not in spoken or (closed and statement.kind == "all closed"):
            continue  # 办结 19 件, 均按期答复; 1 件结转
        if any(_is_alike(other, statement) for other in denied):
            continue
        match = phrase.search(state.normalized)
        if match is None:
            continue
        start = max(state.normalized.rfind(mark, 0, match.start()) for mark in ",:()") + 1
        end = end_of_clause(state.normalized, match.end())
        clause = [token for token in tokens if start <= token.start < end]
        before = [token for token in tokens if token.start < end]
        topics = last_topics(state, clause)
        if not topics and not statement.at_home:
            topics = last_topics(state, before) or state.topics
        keys = {topic.key for topic in topics}
        if statement.code == "C-07" and not state.foreign and not last_topics(state, clause):
            keys |= {topic.key for topic in state.subject}  # 申请内容涉及信访, 已按期答复
        named = statement.topic in keys or (statement.at_home and _is_home(state, statement))
        if not named or not is_allowed(state, statement):
            continue
        around = [token for token in clause if not match.start() <= token.start < match.end()]
        if statement.kind != "all closed" and has_kind(state, around, "rest"):
            continue  # 其余 13 件未收费
        if statement.kind == "all closed" and _BUT.search(state.normalized, 0, match.start()):
            continue  # 除结转 2 件外, 其余均按期答复
        if is_unrelated(state, around) or (is_of_earlier_year(state) and not _is_left_over(state, phrase)):
            continue
        year = _named_year(match[0]) if _YEAR in phrase.source else None
        if year is not None and statement.kind == "carried in" and year >= (state.year or 0):
            continue  # 2025年无结转 in the report of 2024
        if any(word in state.normalized[start:end] for word in statement.unless):
            continue
        if _is_counted(state, statement, match[0]):
            continue
        if (
            statement.code == "C-07"
            and match[0].startswith(state.lexicon.things.words.in_time)
            and not _came_in(state)
        ):
            continue  # 规范流程, 按时答复: no number of what came in
        denied.append(statement)
        state.utterances.append(
            Utterance((statement,), state.sentence, match[0], 0, state.group, denied=True)
        )


def _named_year(words: str) -> int | None:
    """The year in the words of a phrase."""
    found = re.search(YEAR, words)
    return year_of(found[0]) if found else None


def _is_left_over(state: ParagraphState, phrase: Phrase) -> bool:
    """True for a phrase of what an earlier year left, which names that year: 2023年未结转."""
    return _YEAR in phrase.source and phrase.ranked.statement.kind == "carried in"


def _came_in(state: ParagraphState) -> bool:
    """True where the sentence has the number of what came in."""
    said = state.said_in_group("count", "received")
    return any(u.number and not u.denied and u.sentence == state.sentence for u in said)


def _is_alike(denied: Statement, statement: Statement) -> bool:
    """True for two statements of one code, unless they are of different sums of the fee."""
    return denied.code == statement.code and (denied.code == "C-07" or denied.sums == statement.sums)


def _is_home(state: ParagraphState, statement: Statement) -> bool:
    return any(topic.key == statement.topic for topic in state.home)


def _is_counted(state: ParagraphState, statement: Statement, phrase: str) -> bool:
    """True where a number in the sentence says what a phrase says, or says of what part it holds."""
    numbered = [u for u in state.utterances if u.sentence == state.sentence and u.number]
    if any(phrase in u.words for u in numbered):
        return True  # 13 件申请全部办结: the number has been compared with the tables
    # 上年结转的 2 件申请, 均已办结: the phrase is about these alone
    return bool(numbered) and all(any(word in u.words for word in statement.unless) for u in numbered)
