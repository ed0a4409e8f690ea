"""Which statement a number makes: by words before it or behind it, by 分别, or as a sum of others."""

from __future__ import annotations

from collections.abc import Sequence

from converter.checks.claims.clause import (
    find_statement,
    has_kind,
    is_allowed,
    last_topics,
    split_conjuncts,
    word_kinds,
)
from converter.checks.claims.state import ParagraphState
from converter.checks.claims.statements import statements_before, statements_behind
from converter.checks.claims.tokens import Token
from converter.form import ClaimTopic, Statement


def statement_of(
    state: ParagraphState,
    run: list[Token],
    number: Token,
    tail: list[Token],
    own: tuple[ClaimTopic, ...],
    foreign: str,
) -> tuple[tuple[Statement, ...], list[Token]] | None:
    """The statements of a number, and the words behind it if it is these that make the statement."""
    before = statements_before(state, run, number, tail, own)
    if before is not None and not own and foreign and not before[0].own_words:
        before = None
    told = before is not None and state.normalized[: number.start].endswith("的")
    there_are = before is not None and before[0].kind == "cases" and not last_topics(state, run)
    if before is None or before[0].kind == "count" or told or there_are:
        behind = statements_behind(state, number, tail, own)
        if there_are and behind is not None and behind[0].kind != "outcome":
            behind = None  # 有 1 件答复在行政复议中被纠正, but 有 1 件行政复议
        if behind is not None and not own and foreign and not behind[0].own_words:
            behind = None
        if behind is not None and (not told or behind[0].kind in ("carried out", "result", "outcome")):
            return behind, tail  # 收到的 2 件申请均结转下年度
    if before is not None and before[0].kind == "other result":
        behind = statements_behind(state, number, tail, own)
        if behind is not None and behind[0].kind == "closed":
            return behind, tail  # 其他 13 件均按期答复
    if before is not None:
        return before, []
    alone = not run and state.normalized[: number.start].endswith((",共", ",共计"))
    if has_kind(state, run, "whole") or alone:
        return _whole(state, number, own)
    return None


def verb_of_documents(state: ParagraphState, run: Sequence[Token]) -> Token | None:
    """The word that says what was done with documents of any kind: 制发文件 86 件, 其中规范性文件 5 件."""
    for token in reversed(run):
        for ranked in state.lexicon.statements.get(token.text, ()):
            if (
                ranked.statement.kind == "documents"
                and token.text not in state.lexicon.things.words.put_online
            ):
                return token
    return None


def is_put_online(state: ParagraphState, run: Sequence[Token]) -> bool:
    """True beside a count or a place of what was put online, where no word says that something was made."""
    words = state.lexicon.things.words
    kinds = {
        ranked.statement.kind
        for token in run
        if token.text not in state.lexicon.topics and token.text not in words.put_online
        for ranked in state.lexicon.statements.get(token.text, ())
        if ranked.statement.kind != "channel" or any(place in token.text for place in words.online_places)
    }
    if state.linked and state.statement_word is not None:  # 办理行政许可 83 件、行政处罚 2 件
        said = state.lexicon.statements.get(state.statement_word.text, ())
        kinds |= {
            ranked.statement.kind for ranked in said if state.statement_word.text not in words.put_online
        }
    if state.lists_a_table():
        return False  # 公开信息 75 条。其中行政许可 0 项、行政处罚 11 项, 行政事业性收费 0.57 万元
    return (state.published or "channel" in kinds) and not kinds & {"documents", "decisions"}


def distributed(
    state: ParagraphState, run: Sequence[Token]
) -> tuple[tuple[Statement, ...], list[Token]] | None:
    """The statements of a number that belongs to a name before 分别: 维持、纠正分别 3 件、5 件."""
    place = next((n for n, token in enumerate(run) if "each" in word_kinds(state, token)), None)
    if place is not None:
        state.shares = []
        named = [_named_statement(state, part) for part in split_conjuncts(run[:place])]
        if len(named) > 1 and not any(t.text in state.lexicon.statements for t in run[place + 1 :]):
            state.shares = [(statement,) for statement in named if statement is not None]
            if len(state.shares) < len(named):
                state.shares = []
    elif any(token.kind == "word" for token in run):
        state.shares = []
    return (state.shares.pop(0), []) if state.shares else None


def _named_statement(state: ParagraphState, part: Sequence[Token]) -> Statement | None:
    topics = last_topics(state, part)
    found = find_statement(state, part, topics or state.topics, "件", inherited=not topics)
    return found[0].statement if found else None


def _whole(
    state: ParagraphState, number: Token, own: tuple[ClaimTopic, ...]
) -> tuple[tuple[Statement, ...], list[Token]] | None:
    """The statement of a sum of the numbers before: 合计 20 件."""
    counted = {s.topic for u in state.said_in_group("cases") for s in u.statements}
    both = tuple(t for t in state.lexicon.by_key.values() if len(counted) > 1 and counted == {*t.parts})
    for topic in own or both or state.subject or (() if state.foreign else state.home):
        for found in state.lexicon.statements.values():
            for ranked in found:
                statement = ranked.statement
                counts = statement.topic == topic.key and statement.kind in ("count", "cases")
                if counts and number.unit in statement.units and is_allowed(state, statement):
                    return (statement,), []
    return None
