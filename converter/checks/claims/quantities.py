"""Utterances from numbers with a unit: 收到申请 5 件, 其中 2 件予以公开, 3 件答复被申请行政复议."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.amounts import add_number, add_rooted
from converter.checks.claims.choosing import (
    distributed,
    is_put_online,
    statement_of,
    verb_of_documents,
)
from converter.checks.claims.clause import (
    has_kind,
    is_foreign_case,
    is_of_earlier_year,
    is_unrelated,
    last_topics,
    topics_of,
    word_kinds,
)
from converter.checks.claims.rest import read_next_channel
from converter.checks.claims.roots import is_in_list, read_by_root
from converter.checks.claims.state import UNSAID, ParagraphState
from converter.checks.claims.tokens import Token
from converter.checks.claims.two_numbers import (
    add_own_share,
    arrived_at,
    give_base,
    is_of_this_year,
    read_difference,
)
from converter.checks.claims.whose import is_of_less, is_of_whole_county, note_bodies, note_itself
from converter.form import ClaimTopic, Statement
from converter.system.patterns import pattern

_CLAUSE = re.compile("[,:;()]")
_MONEY = "元"
_BEING = ("为", "是", "系", "属")
"""Behind a number of a list: what those are."""
_LOOK = 40
"""Characters before a number in which its clause may say what it is of."""
_OF_SOME = pattern("(?:^|[,:;])(?:对|针对)[^,:;()0-9]{4,}的$")
"""Before a number of some of the applications, of which its sentence then tells."""
_AGAIN = ("这", "该", "此", "上述", "以上", "前述")
"""Before a number that was given already."""


def read_quantity(state: ParagraphState, run: list[Token], number: Token, tail: list[Token]) -> None:
    """Add the utterance of a number with a unit, if its statement is found.

    `run`: tokens of the clause before it; `tail`: tokens behind it.
    """
    state.pending = None
    if any(is_foreign_case(state, token) for token in (*run, *tail)):
        state.foreign, state.topics = "number", ()  # 因行政处罚被提起行政诉讼 2 起, 其中 1 起胜诉
        return
    own = _own_topics(state, run, tail)
    if number.unit.endswith(_MONEY):
        own = tuple(topic for topic in own if topic.other or topic.key in state.lexicon.priced)
    if any(topic.other for topic in own) and _is_result(state, run, tail):
        own = ()  # 属信访、重复申请等不予处理 1 件
    foreign = state.foreign
    listed = is_in_list(state, number) and state.normalized.startswith(_BEING, number.end)
    if own and not (number.value == 0 and _speaks_of_cases(state, own)):
        state.speak_of(own, counted=True)
    if any(topic.other for topic in own):
        known = _read_by_root(state, number, foreign=True)
        if listed and not known:
            state.unclear_groups.add(state.group)
        state.foreign = foreign if known or listed else state.foreign
        return
    note_bodies(state, run)
    note_itself(state, number)
    arrived = arrived_at(state, number)
    if arrived is None and (state.compared or has_kind(state, run, "compared")):
        if has_kind(state, run, "rises") or has_kind(state, run, "falls"):
            read_difference(state, run, number)
            return
        give_base(state, number)
        state.base = number.value
        state.compared_by = statement_of(state, run, number, tail, own, foreign)
        return
    if arrived is not None and number.value is not None:
        add_number(state, arrived, run, number, [])
        return
    if number.value is not None and is_of_earlier_year(state):
        give_base(state, number)
        earlier = statement_of(state, run, number, tail, own, foreign)
        state.compared_by = earlier or state.compared_by
        if earlier is not None and earlier[0][0].kind in ("count", "received", "handled"):
            state.earlier = number.value
    if number.value is None or is_of_earlier_year(state) or state.other_body:
        return
    beside = [*run, *tail]
    if number.unit.endswith(_MONEY):
        beside = [token for token in beside if "persons" not in word_kinds(state, token)]
    unrelated = is_unrelated(state, beside)
    if unrelated and not is_of_less(state, number):
        decided = _decided(state, run, number, tail, own, foreign)
        if decided is not None:
            add_number(state, decided[0], run, number, decided[1])
            state.utterances[-1] = state.utterances[-1]._replace(part=True)  # others may be answered so too
            return
    if unrelated and read_next_channel(state, run, number):
        return
    if unrelated or is_of_less(state, number):
        if unrelated and _read_by_root(state, number, foreign=True):
            return  # 2 件经补正仍不能明确
        if unrelated and is_in_list(state, number):
            _leave_open(state, number)
        if state.part:
            state.unclear_groups.add(state.group)  # 其中网络 3 件, 信函 1 件, 协助 5 件
        return
    if not own and state.foreign in ("number", UNSAID):
        return
    found = distributed(state, run) or statement_of(state, run, number, tail, own, foreign)
    if found is None and not own and foreign == "":
        found = _of_the_whole(state, run, number, tail)
    if found is None and (state.of_years or is_of_this_year(state, number)):
        found = state.compared_by  # 去年收到申请 12 件, 今年为 8 件
    if found is None and add_own_share(state, run, number):
        return
    if found is None and read_next_channel(state, run, number):
        return
    if found is None and (_is_said_again(state, number) or _read_by_root(state, number, foreign=False)):
        return
    if found is None:
        if is_in_list(state, number):
            _leave_open(state, number)
        state.unclear_groups.add(state.group)
        if _OF_SOME.search(_up_to(state, number)):
            state.partial.add(state.group)  # 对申请公开安置方案的 6 件, 予以公开 5 件
        state.statement_word = verb_of_documents(state, run) or state.statement_word
        looked_at = any(word in _up_to(state, number) for word in state.lexicon.looked_at)
        priced = any(topic.key in state.lexicon.priced for topic in own)  # 收费 2 项, 费用总额 4 万元
        if last_topics(state, run) and not any(topic.home for topic in own) and not (looked_at or priced):
            state.foreign = UNSAID  # 主动公开规章 13 件, 含新制定 5 件: of those made public
        return
    statements, behind = found
    documents = statements[0].kind == "documents"
    if documents and state.lexicon.things.planned.search(_up_to(state, number)):
        return  # 拟于2025年废止规范性文件 4 件
    doubtful = state.has_one_of(statements[0].unless) or (documents and is_of_whole_county(state, number))
    if doubtful and statements[0].kind != "documents":
        return
    if statements[0].kind == "closed" and _up_to(state, number).endswith(state.lexicon.things.words.papers):
        return  # 出具答复书 432 份: there may be several for one application
    if statements[0].kind == "documents" and _up_to(state, number).endswith(state.lexicon.things.words.posts):
        return  # 新增规范性文件相关信息发布 21 条
    if statements[0].kind in ("documents", "decisions") and is_put_online(state, run):
        if statements[0].kind == "decisions":
            return  # 公开信息 537 条, 行政处罚 1 件: of those put online
        doubtful = True
    if statements[0].kind == "proposals" and _is_of_proposals_elsewhere(state, run, number, foreign):
        return
    if statements[0].kind == "fee" and _is_of_another_fee(state, number):
        return
    topics = {statement.topic for statement in statements}
    named = {topic.key for token in tail for topic in topics_of(state, token, run)}
    if not behind and named and not named & topics:
        return  # 收到申请 2 件收取信息处理费 380 元
    add_number(state, statements, run, number, behind)
    if doubtful:
        state.utterances[-1] = state.utterances[-1]._replace(doubtful=True)


def _of_the_whole(
    state: ParagraphState, run: list[Token], number: Token, tail: list[Token]
) -> tuple[tuple[Statement, ...], list[Token]] | None:
    """How the counted applications were answered, where a clause named something else: 经核对, 公开 5 件."""
    keys = {s.topic for u in state.said_in_group("count", "received", "handled") for s in u.statements}
    if not keys or keys & {topic.key for topic in state.topics}:
        return None
    topics, state.topics = state.topics, tuple(state.lexicon.by_key[key] for key in keys)
    found = statement_of(state, run, number, tail, (), "")
    if found is None or not found[0][0].own_words:
        state.topics = topics
        return None
    return found


def _is_of_another_fee(state: ParagraphState, number: Token) -> bool:
    """True behind an amount (其中县民政局 1 件, 收取 380 元), and for another fee (水费)."""
    clause = _CLAUSE.split(_up_to(state, number))[-1]
    named = number.value != 0 and state.lexicon.things.names_fee(clause)
    return named or state.part or any(u.unit.endswith(_MONEY) for u in state.said_in_group())


def _is_of_proposals_elsewhere(
    state: ParagraphState, run: Sequence[Token], number: Token, foreign: str
) -> bool:
    """True for proposals of which something was put online, or that stand outside their section among others.

    That is 公开建议提案答复 12 件, and 办理信箱 112 件、人大代表建议 123 件.
    """
    online = state.lexicon.things.words.put_online
    at_home = any(topic.key.endswith("提案") for topic in state.home)
    clause = _CLAUSE.split(_up_to(state, number))[-1]
    return (
        any(token.text in online for token in run)
        or clause.startswith(online)
        or (not at_home and (state.published or bool(foreign)))
    )


def _up_to(state: ParagraphState, number: Token) -> str:
    """The text of a sentence up to a number, as far as it may speak of it."""
    return state.normalized[max(number.start - _LOOK, 0) : number.start]


def _leave_open(state: ParagraphState, number: Token) -> None:
    """Note a number of a list of which its own clause says nothing."""
    assert number.value is not None
    state.pending = number
    state.unread = [*state.unread[-_LOOK:], number.value]


def _decided(
    state: ParagraphState,
    run: list[Token],
    number: Token,
    tail: list[Token],
    own: tuple[ClaimTopic, ...],
    foreign: str,
) -> tuple[tuple[Statement, ...], list[Token]] | None:
    """How applications were answered, beside words for what was done first: 经征求意见后不予公开 2 件."""
    beside = [token for token in (*run, *tail) if is_unrelated(state, [token])]
    if not all("procedures" in word_kinds(state, token) for token in beside):
        return None
    found = statement_of(state, run, number, tail, own, foreign)
    return found if found is not None and found[0][0].kind == "result" else None


def _read_by_root(state: ParagraphState, number: Token, *, foreign: bool) -> bool:
    """Add the utterance of a number that a part of a word says something of; false where none does."""
    if number.value is None or state.other_body or is_of_earlier_year(state):
        return False
    found = read_by_root(state, number, foreign=foreign)
    if found is None:
        return False
    add_rooted(state, found, number)
    return True


def _speaks_of_cases(state: ParagraphState, own: Sequence[ClaimTopic]) -> bool:
    """True beside disputes already counted: 行政复议 5 件、行政诉讼 0 件, 其中 2 件维持."""
    counted = any(u.number and not u.denied for u in state.said_in_group("cases"))
    return counted and any(topic.where for topic in own)


def _is_said_again(state: ParagraphState, number: Token) -> bool:
    """True for a number that the sentence has given before: 收到申请 1 件, 对这 1 件进行了办理."""
    again = state.normalized[: number.start].endswith(_AGAIN)
    return again and any(u.number == number.value for u in state.said_in_group())


def _own_topics(state: ParagraphState, run: list[Token], tail: list[Token]) -> tuple[ClaimTopic, ...]:
    """The topics that the words around a number name; what became of the counted things comes first."""
    for token in tail:
        acted = tuple(t for t in topics_of(state, token, run) if token.text in t.acts)
        if acted:
            return acted
    ahead = next((topics for token in tail[:4] if (topics := topics_of(state, token, run))), ())
    if ahead and run and run[-1].kind == "and":
        return ahead  # 4 件人大代表建议、5 件政协提案
    return last_topics(state, run) or ahead


def _is_result(state: ParagraphState, run: Sequence[Token], tail: Sequence[Token]) -> bool:
    """True where the word nearest to a number says how applications were answered."""
    nearest = [*reversed(run), *tail][:1]
    return state.foreign not in ("number", UNSAID) and any(
        ranked.statement.kind == "result"
        for token in nearest
        for ranked in state.lexicon.statements.get(token.text, ())
    )
