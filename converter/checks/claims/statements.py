"""Which statements the words before or behind a number make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import (
    also_meant,
    end_of_clause,
    find_statement,
    has_kind,
    last_topics,
    split_conjuncts,
    topics_of,
)
from converter.checks.claims.state import ParagraphState
from converter.checks.claims.tokens import Token
from converter.form import ClaimTopic, Statement

_THERE_ARE = ("共有", "共计", "总计", "合计", "总共有", "累计有", "共", "共计有")
"""Before a number of all that came in."""
_BY_OTHERS = ("由", "已由", "均由", "系由")
"""Before who answered, where the agency did not."""
_AMONG, _IS = ("中", "里", "之中"), ("为", "是", "系", "要求")
"""Before what is told of some of a number; before what one application asks for."""
_DURING = "在"
"""Before proceedings in which something became of what is counted."""
_BRACKETS = re.compile(r"\([^()]*\)")


def statements_before(
    state: ParagraphState, run: list[Token], number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statements that the words before a number make; None where other words stand between."""
    known = own or state.topics
    topics = known or _named_first(state)
    run = _without_senders(state, run, topics)
    found = joined_statements(state, run, topics, number.unit, inherited=not own)
    if found is None:
        if state.statement_word is None or not state.linked or not last_topics(state, run):
            return None
        # 建议 4 件、提案 2 件: the word before the first number holds for the second topic too
        gap = state.normalized[run[-1].end : number.start]
        if state.lexicon.filler.fullmatch(gap) is None:
            return None
        again = _said_again_of(state, state.statement_word, run, number, own)
        return again or None
    statements, word = found
    words = state.lexicon.things.words
    if statements[0].kind == "count" and _has_number(state, word):
        return None  # 7 件申请有 3 件经补正
    if word.text in words.any_body and any(
        verb in state.normalized[word.end : number.start] for verb in words.channel_took_in
    ):
        return None  # 各乡镇和县直单位共收到申请 196 件
    of_requests = own or state.subject
    published = words.information in state.normalized[word.end : number.start]
    if word.text in words.too_common and not of_requests and (published or not known):
        return None  # 公开信息 1200 条, 其中依申请公开 6 条; 网站公开政府信息 65 条, 未收到申请
    last = also_meant(state, [t for t in run if t.end <= number.start], statements[0])[1]
    word = last if last is not None and last.start > word.start else word
    if not own and not _known_tail(state, number, tail):
        return None
    topical = [
        t.end for t in run if t.kind == "word" and t.start >= word.start and _names(state, t, topics, run)
    ]
    gap = _BRACKETS.sub("", state.normalized[max([word.end, *topical]) : number.start]).removeprefix(")")
    if statements[0].kind == "channel":
        gap = state.lexicon.things.channel_took_in.sub("", gap)  # 通过当面递交收到 2 件
    if statements[0].kind == "cases" and gap.startswith(words.what_became):
        return None  # 复议结果为 2 件维持、1 件纠正
    if state.lexicon.filler.fullmatch(gap) is None and not _counts_them(
        state, statements[0], number, gap, tail
    ):
        return None
    if statements[0].ahead and not own and not _opens_clause(state, word):
        return None
    if statements[0].kind == "channel" and not _counts_channel(state, own, number):
        return None
    state.statement_word = _verb(state, run, statements[0]) or word
    return statements


def _said_again_of(
    state: ParagraphState, word: Token, run: Sequence[Token], number: Token, own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...]:
    """The statements that a word before an earlier number makes of what a clause names, or joins."""
    found: list[Statement] = []
    for part in split_conjuncts(run):
        topics = last_topics(state, part) or own
        again = find_statement(state, [word], topics, number.unit, inherited=False)
        if again is not None and (not found or again[0].statement.joint == found[0].joint != ""):
            found = list(dict.fromkeys([*found, again[0].statement]))
    return tuple(found)


def _verb(state: ParagraphState, run: Sequence[Token], statement: Statement) -> Token | None:
    """The last word that makes a statement and is no name, which holds for further names too."""
    for token in reversed(run):
        if token.text not in state.lexicon.topics and any(
            ranked.statement is statement for ranked in state.lexicon.statements.get(token.text, ())
        ):
            return token
    return None


def _has_number(state: ParagraphState, word: Token) -> bool:
    """True for the name of what a number right before it counts."""
    before = state.previous.get(word.start)
    return before is not None and before.kind == "number" and before.end == word.start


def _opens_clause(state: ParagraphState, word: Token) -> bool:
    """True where nothing strange stands before a word in its clause: 全年办理 12 件, but not 独立办理."""
    begin = max(state.normalized.rfind(mark, 0, word.start) for mark in ",:()") + 1
    return (
        state.normalized[begin - 1 : begin] != "("
        and state.lexicon.filler.fullmatch(state.normalized[begin : word.start]) is not None
    )


def _counts_them(
    state: ParagraphState, statement: Statement, number: Token, gap: str, tail: Sequence[Token]
) -> bool:
    """True where any words may stand before a number, as it is said to be of what came in.

    That is 收到社会各界 4 宗政府信息公开申请.
    """
    if statement.kind != "received" or "、" in gap or not tail or tail[0].start != number.end:
        return False
    return any(topic.key == statement.topic for topic in topics_of(state, tail[0], ()))


def _without_senders(state: ParagraphState, run: list[Token], topics: tuple[ClaimTopic, ...]) -> list[Token]:
    """The words before a number without channels that only say who sent it, or how all of it came.

    That is 12345平台转来的申请, and 线上、线下共收到申请.
    """
    channels = [token for token in run if _has_kind(state, token, "channel")]
    if len(channels) > 1 and any(
        _has_kind(state, t, "received") for t in run if t.start > channels[-1].start
    ):
        return [token for token in run if token not in channels]
    named = next((token for token in reversed(run) if _names(state, token, topics, run)), None)
    return [token for token in run if not (named and _is_sender(state, token, named))]


def _is_sender(state: ParagraphState, token: Token, named: Token) -> bool:
    behind = state.normalized[token.end : named.start]
    return behind.startswith("转") and _has_kind(state, token, "channel")


def _has_kind(state: ParagraphState, token: Token, kind: str) -> bool:
    found = state.lexicon.statements.get(token.text, ())
    return any(ranked.statement.kind == kind for ranked in found)


def _counts_channel(state: ParagraphState, own: tuple[ClaimTopic, ...], number: Token) -> bool:
    """False for a number by a channel where the sentence does not speak of applications: 网站发布 39 条."""
    if any(topic.other for topic in own):
        return False
    return bool(state.subject) or number.unit != "条"


def statements_behind(
    state: ParagraphState, number: Token, tail: Sequence[Token], own: tuple[ClaimTopic, ...]
) -> tuple[Statement, ...] | None:
    """The statement that the words behind a number make: 2 件结转下年度."""
    topics = own or state.topics or _named_first(state)
    tail = _up_to_whole(state, tail)
    found = find_statement(state, tail, topics, number.unit, inherited=not own)
    if found is None:
        return None
    words = state.lexicon.things.words
    between = [token for token in tail if token.start < found[1].start]
    if has_kind(state, between, "each"):
        return None  # 4 件申请分别予以公开、不予公开各 2 件
    if any(token.text in state.lexicon.denials for token in between):
        return None  # 收到的 5 件申请没有一件能够全部公开
    if found[0].statement.ahead:  # 共有 14 件政府信息公开申请
        there = state.normalized[: number.start].endswith(_THERE_ARE) and found[1].start == number.end
        return (found[0].statement,) if there and _ends_clause(state, found[1], tail) else None
    gap = state.normalized[number.end : found[1].start]
    if found[0].statement.kind in ("closed", "handled") and gap.startswith(_BY_OTHERS):
        return None  # 2 件由县自然资源局答复
    if state.normalized.startswith(words.not_content, found[1].end):
        return None  # 1 件申请人对答复不服
    if (gap.endswith(_AMONG) and _DURING not in gap) or _is_share(state, found[1]):
        return None  # 60 件申请中自然人占 83%
    if found[0].statement.kind == "count" and gap.endswith(_IS) and not _ends_clause(state, found[1], tail):
        return None  # 1 件为申请公开消防信息
    known = state.lexicon.filler.fullmatch(gap) or state.lexicon.denial.fullmatch(gap)
    if (found[0].statement.named or found[1].text in words.any_body) and not known:
        return None  # 这 7 件因为机构改革已转交
    if found[1].text in words.too_common and not _ends_clause(state, found[1], tail):
        return None  # 3 条公开详细内容可能涉及经济安全
    return (found[0].statement,)


def _up_to_whole(state: ParagraphState, tail: Sequence[Token]) -> Sequence[Token]:
    """The words behind a number up to the name of a whole: 60 件申请中, of which others are told."""
    for place, token in enumerate(tail):
        inside = state.normalized.startswith(_DURING, token.start - 1)  # 1 件答复在行政复议中被纠正
        if state.normalized.startswith(_AMONG, token.end) and not inside and topics_of(state, token, ()):
            return tail[: place + 1]
    return tail


def _is_share(state: ParagraphState, word: Token) -> bool:
    """True for a word of which a share follows: 自然人占 83%."""
    behind = next(iter(state.tokens_behind(word.end)), None)
    gap = state.normalized[word.end : behind.start] if behind is not None else "-"
    return behind is not None and behind.kind == "percent" and state.lexicon.share.fullmatch(gap) is not None


def _ends_clause(state: ParagraphState, word: Token, tail: Sequence[Token]) -> bool:
    """True where nothing strange stands between a word and the next one of its clause."""
    next_one = next((token.start for token in tail if token.start >= word.end), None)
    end = end_of_clause(state.normalized, word.end, ",:()、") if next_one is None else next_one
    return state.lexicon.filler.fullmatch(state.normalized[word.end : end]) is not None


def _named_first(state: ParagraphState) -> tuple[ClaimTopic, ...]:
    """The first topics of some narrative that the sentence names: 含上年转入的 3 件, 全年办结申请 30 件."""
    if state.named_first is None:  # once a sentence: one without a full stop has thousands of numbers
        words = list({token.text: token for token in state.tokens}.values())
        named = (topics_of(state, token, words) for token in state.tokens)
        state.named_first = next((topics for topics in named if topics and topics[0].home), ())
    return state.named_first


def _names(state: ParagraphState, token: Token, topics: Sequence[ClaimTopic], run: Sequence[Token]) -> bool:
    return any(topic in topics for topic in topics_of(state, token, run))


def _known_tail(state: ParagraphState, number: Token, tail: Sequence[Token]) -> bool:
    """False where other words follow a number that has no topic of its own (5 件工单)."""
    if state.normalized.startswith(state.lexicon.shares, number.end):
        return True  # 予以公开 4 件占 40%
    end = tail[0].start if tail else end_of_clause(state.normalized, number.end, ",:()、")
    return state.lexicon.filler.fullmatch(state.normalized[number.end : end]) is not None


def _stands_alone(statement: Statement) -> bool:
    """True for a statement that needs nothing of the conjuncts before it: 专栏及邮寄方式提交申请 55 件."""
    return statement.own_words or statement.kind == "received"


def joined_statements(
    state: ParagraphState, run: Sequence[Token], topics: tuple[ClaimTopic, ...], unit: str, *, inherited: bool
) -> tuple[tuple[Statement, ...], Token] | None:
    """The statements that a clause before its number joins, and the last word of the last of them."""
    found: list[tuple[Statement, Token]] = []
    for part in reversed(split_conjuncts(run)):
        own = last_topics(state, part)
        if found and any(topic.other for topic in own) and not _stands_alone(found[0][0]):
            return None
        one = find_statement(state, part, own or topics, unit, inherited=inherited)
        if one is None:
            continue
        statement = one[0].statement
        if not found:
            found.append((statement, one[1]))
        elif statement.joint and statement.joint == found[0][0].joint:
            if all(statement.sums != other.sums for other, _ in found):
                found.append((statement, one[1]))
        elif statement.topic != found[0][0].topic:
            return None
    if not found:
        return None
    return tuple(statement for statement, _ in reversed(found)), found[0][1]
