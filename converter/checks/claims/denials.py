"""Utterances from denials without a number: 未收到申请, 均已办结, a paragraph that is only 无."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.checks.claims.clause import (
    ParagraphState,
    Utterance,
    end_of_clause,
    is_allowed,
    is_at_home,
    is_of_earlier_year,
    is_unrelated,
    last_topics,
    topics_of,
)
from converter.checks.claims.lexicon import Token

ENDS = "。．. ；;！!，, 　"
"""Punctuation that is stripped from a quoted sentence."""


def bare_denials(state: ParagraphState, text: str) -> Iterator[Utterance]:
    """The utterance of a paragraph that is only 无: none of its narrative's own topic."""
    for topic in state.topics:
        for ranked in dict.fromkeys(r for found in state.lexicon.denials.values() for r in found):
            if ranked.statement.topic == topic.key and ranked.statement.zero:
                yield Utterance((ranked.statement,), text.strip(ENDS), text.strip(ENDS), 0, 0, denied=True)
                return


def read_denials(state: ParagraphState, run: list[Token]) -> None:
    """Add an utterance of 0 for each topic that a clause denies (未发生行政复议、行政诉讼)."""
    first = next((n for n, token in enumerate(run) if token.text in state.lexicon.denials), None)
    if first is None:
        return
    word = run[first]
    end = end_of_clause(state.normalized, word.end)
    rest = [token for token in run[first + 1 :] if token.start < end]
    position, denied, last = word.end, [], None
    for token in [*rest, None]:
        stop = token is None or token.kind == "and"
        topics = topics_of(state, token, run) if token is not None and not stop else ()
        if topics:
            if not _is_filler(state, state.normalized[position : token.start if token else end]):
                return
            last, position = topics, token.end if token else end
        elif stop:
            gap_end = token.start if token else end
            if not _is_filler(state, state.normalized[position:gap_end]):
                return
            if last is not None:
                denied.append(last)
            last, position = None, token.end if token else end
    for topics in denied:
        for ranked in state.lexicon.denials[word.text]:
            statement = ranked.statement
            if statement.topic in {topic.key for topic in topics} and is_at_home(state, statement):
                words = state.normalized[word.start : end]
                state.utterances.append(
                    Utterance((statement,), state.sentence, words, 0, state.group, denied=True)
                )
                break


def _is_filler(state: ParagraphState, gap: str) -> bool:
    return state.lexicon.denial.fullmatch(gap) is not None


def read_denial_phrases(state: ParagraphState, tokens: Sequence[Token]) -> None:
    """Add an utterance of 0 for phrases that deny without a number or a topic behind them (均已办结)."""
    if state.lexicon.any_phrase.search(state.normalized) is None:
        return
    for pattern, (_, statement) in state.lexicon.phrases:
        match = pattern.search(state.normalized)
        if match is None:
            continue
        start = max(state.normalized.rfind(mark, 0, match.start()) for mark in ",:()") + 1
        end = end_of_clause(state.normalized, match.end())
        clause = [token for token in tokens if start <= token.start < end]
        before = [token for token in tokens if token.start < end]
        topics = last_topics(state, clause) or last_topics(state, before) or state.topics
        named = statement.at_home or any(topic.key == statement.topic for topic in topics)
        if not named or not is_allowed(state, statement):
            continue
        if is_of_earlier_year(state) or is_unrelated(state, clause):
            continue
        if any(word in state.normalized[start:end] for word in statement.unless):
            continue
        numbered = [u.words for u in state.utterances if u.sentence == state.sentence and u.number]
        if any(match[0] in words for words in numbered):
            continue  # 13 件申请全部办结: the number has been compared with the tables
        if numbered and all(any(word in words for word in statement.unless) for words in numbered):
            continue  # 上年结转的 2 件申请, 均已办结: the phrase is about these alone
        same = (statement,)
        if any(
            u.sentence == state.sentence and u.denied and u.statements[0].code == statement.code
            for u in state.utterances
        ):
            continue
        state.utterances.append(Utterance(same, state.sentence, match[0], 0, state.group, denied=True))
