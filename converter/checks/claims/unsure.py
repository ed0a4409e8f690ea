"""Numbers that no rule reads, though the name of a row stands right beside them: 予以公开信息 10 条.

Such a number is of that row or of something alike that was put online or done by others. It is weighed by
the rest of its paragraph (`doubtful.py`), and nothing else is read by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.checks.claims.clause import (
    has_kind,
    is_allowed,
    is_foreign_case,
    is_of_earlier_year,
    topics_of,
    word_kinds,
)
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.checks.claims.whose import is_of_less, is_of_whole_county
from converter.form import Statement

_KINDS = (
    "result", "outcome", "cases", "decisions", "documents", "carried in", "carried out", "applicant",
)  # fmt: skip
"""What a number beside a name of which may be weighed: what else is counted is told by its verb."""
_LONG = 400
"""Characters of a full sentence in which it may say so."""
_LOOK = 40
_MOST = 40
"""Characters before a number, and words of its sentence, that are looked at."""


def read_unsure(state: ParagraphState, run: Sequence[Token], number: Token, tail: Sequence[Token]) -> None:
    """Note what a number may be that no rule has read, by the name of a row right beside it."""
    if (
        number.value is None
        or number.unit.endswith("元")
        or state.other_body
        or state.compared
        or is_of_earlier_year(state)
        or has_kind(state, run, "compared")
        or any(_is_stopped(state, token) for token in (*run, *tail))
        or any(is_foreign_case(state, token) for token in (*run, *tail))
    ):
        return
    statement = _named_before(state, run, number) or (None if run else _named_behind(state, tail, number))
    if statement is None or is_of_less(state, number) or is_of_whole_county(state, number):
        return
    start = max(number.start - _LOOK, 0)
    words = state.normalized[start : number.end]
    state.unsure.append(
        Utterance(
            (statement,), state.sentence, words, number.value, state.group, number.unit,
            part=state.part and statement.kind == "applicant", doubtful=True, unsure=True,
        )
    )  # fmt: skip


def _is_stopped(state: ParagraphState, token: Token) -> bool:
    kinds = word_kinds(state, token)
    return "stops" in kinds and "procedures" not in kinds


def _named_before(state: ParagraphState, run: Sequence[Token], number: Token) -> Statement | None:
    """The statement whose word stands before a number, only fillers and names of topics between."""
    end = number.start
    for token in reversed(run):
        between = state.normalized[token.end : end]
        if state.lexicon.filler.fullmatch(between) is None:
            return None
        found = _statement(state, token, number)
        if found is not None:
            posts = found.kind != "result" and state.lexicon.things.words.information in between
            return None if posts else found
        topics = state.lexicon.topics.get(token.text, ())
        if not topics or any(topic.other for topic in topics):
            return None
        end = token.start
    return None


def _named_behind(state: ParagraphState, tail: Sequence[Token], number: Token) -> Statement | None:
    """The result whose word stands right behind a number: 4 件予以公开."""
    if not tail or tail[0].start != number.end or tail[0].text in state.lexicon.things.words.too_common:
        return None
    found = _statement(state, tail[0], number)
    return found if found is not None and found.kind == "result" else None


def _statement(state: ParagraphState, token: Token, number: Token) -> Statement | None:
    """The statement that a word makes of the topic that is named next before a number."""
    found = {
        ranked.statement.topic: ranked.statement
        for ranked in reversed(state.lexicon.statements.get(token.text, ()))
        if ranked.statement.kind in _KINDS
        and is_allowed(state, ranked.statement)
        and not state.has_one_of(ranked.statement.unless)
    }
    if not found:
        return None
    for key in _topics_before(state, number):
        if key in found:
            statement = found[key]
            about_papers = statement.kind in ("documents", "decisions")
            return None if about_papers and _counts_papers(state) else statement
    return None


def _counts_papers(state: ParagraphState) -> bool:
    """True where a full sentence counts what was put online, or kinds of what may be decided."""
    things = state.lexicon.things
    whole = state.whole[:_LONG]
    return (
        state.published
        or things.put_somewhere.search(whole) is not None
        or any(word in whole for word in things.words.no_decisions)
    )


def _topics_before(state: ParagraphState, number: Token) -> list[str]:
    """The keys of the topics that a sentence has named before a number, the nearest first."""
    named = [
        topic.key
        for token in reversed(state.tokens_before(number.start)[-_MOST:])
        for topic in topics_of(state, token, ())
        if not topic.other
    ]
    return list(dict.fromkeys((*named, *(t.key for t in (*state.subject, *state.topics, *state.home)))))
