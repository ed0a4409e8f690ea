"""One clause as a list of tokens: which topics its words name, and which statements they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from converter.checks.claims.phrases import RankedStatement
from converter.checks.claims.state import ParagraphState
from converter.checks.claims.tokens import Token
from converter.form import ClaimTopic, Statement, Sum
from converter.system.patterns import pattern

_CAUSED = pattern("(?:因|由)([^,:()、]+?)(?:而|)(?:引发|引起|产生|导致)的?(?:被|)$")
_WHY = pattern("(?:因|由|不服|针对)([^,:()、]+)$")
"""What a dispute came of, and, where only a known one counts, what it may have come of."""
_DECISIONS = re.compile("(?:决定)?[0-9]{1,7}[件起宗例个]")
_BUT = ("以外", "之外", "除外")
_LISTED = (",", ":", "、", "和", "及")
_LONG = 400
"""Characters of a full sentence that may list decisions."""
_FAR = 30
_DOUBTED = ("cases", "outcome")
"""Kinds of numbers that are weighed by those beside them where their paragraph names no disclosure."""
_CUTS = re.compile("[,:()、]")
_COUNTED = pattern("(?:共|为|有|数|数量|信息|事项)*[0-9]+([\u4e00-\u9fff])")
_COUNTED_LATER = pattern("[^0-9]*[0-9]+([\u4e00-\u9fff])")
"""A number right behind a name, and one anywhere behind it, with its unit."""
_NEAR = 12
"""Characters before a short name that may limit it: 涉及征地的申请."""


def word_kinds(state: ParagraphState, token: Token) -> frozenset[str]:
    """The kinds of `CommonWords` that a word belongs to (parts, compared, rises …); none for most words."""
    return state.lexicon.kinds.get(token.text, frozenset())


def has_kind(state: ParagraphState, tokens: Sequence[Token], kind: str) -> bool:
    """True where one of the words is of a kind of `CommonWords`."""
    return any(kind in word_kinds(state, token) for token in tokens)


def kinds_of(state: ParagraphState, tokens: Sequence[Token]) -> frozenset[str]:
    """The kinds of `CommonWords` that words belong to."""
    known = state.lexicon.kinds
    return frozenset().union(*(known[token.text] for token in tokens if token.text in known))


def is_of_earlier_year(state: ParagraphState) -> bool:
    """True where the sentence last named a year before the report's."""
    return state.named_year is not None and state.year is not None and state.named_year < state.year


def is_unrelated(state: ParagraphState, tokens: Sequence[Token]) -> bool:
    """True where words of a clause make its number a comparison, an average, or of something else."""
    return any(token.text in state.lexicon.unrelated for token in tokens)


def topics_of(state: ParagraphState, token: Token, before: Sequence[Token]) -> tuple[ClaimTopic, ...]:
    """The topics that a word names, given the words before it in its clause.

    A topic that no table counts takes precedence over the others.
    """
    found = state.lexicon.topics.get(token.text)
    if found is None:
        return ()
    others = [
        t
        for t in found
        if t.other
        and not any(word.text in t.unless for word in before)
        and not (state.part and state.subject and _is_channel(state, token))
        and (not t.beside or (_is_beside(state, token, t) and not _is_answer(state, token)))
    ]
    if others:
        return (others[-1],)
    return tuple(
        t
        for t in found
        if not t.other
        and (token.text not in t.short or _is_this_topic(state, token, t))
        and not (t.where and _is_of_another_class(state, token))
    )


def _is_beside(state: ParagraphState, token: Token, topic: ClaimTopic) -> bool:
    """True where the sentence counts the classes of the same things: 主动公开 80 件、依申请公开 22 件.

    Things counted by another unit are others: 主动公开信息 61 条, 依申请公开 4 件.
    """
    own = _COUNTED.match(state.normalized, token.end)
    if own is not None and own[1] in topic.beside:
        return True
    for word in topic.beside:
        if len(word) > 1 and (at := state.whole.find(word, 0, _LONG)) >= 0:
            first = _COUNTED_LATER.match(state.whole, at)
            if own is None or first is None or own[1] == first[1]:
                return True
    return False


def _is_answer(state: ParagraphState, token: Token) -> bool:
    """True where a word says how what the sentence speaks of was answered: 收到申请 5 件, 不予公开 1 件."""
    spoken = {topic.key for topic in state.subject}
    return any(
        ranked.statement.kind == "result" and ranked.statement.topic in spoken
        for ranked in state.lexicon.statements.get(token.text, ())
    )


def _is_channel(state: ParagraphState, token: Token) -> bool:
    """True for a word that says how applications came, where their parts are listed: 其中来信 1 件."""
    spoken = {topic.key for topic in state.subject}
    return any(
        ranked.statement.kind == "channel" and ranked.statement.topic in spoken
        for ranked in state.lexicon.statements.get(token.text, ())
    )


def is_foreign_case(state: ParagraphState, token: Token) -> bool:
    """True for a word for disputes that says why they are none about information."""
    found = state.lexicon.topics.get(token.text, ())
    return any(topic.where for topic in found) and _is_of_another_class(state, token)


def _is_of_another_class(state: ParagraphState, token: Token) -> bool:
    """True for disputes of another class than those about information: 土地类行政诉讼."""
    before = state.normalized[max(token.start - 6, 0) : token.start]
    if before.endswith("类"):
        return state.lexicon.disclosure.search(before) is None
    cause = _CAUSED.search(state.normalized, max(token.start - _FAR, 0), token.start)
    if cause is not None:
        return not any(word in cause[1] for word in state.lexicon.things.words.answered)
    why = _WHY.search(state.normalized, max(token.start - _FAR, 0), token.start)
    return (
        why is not None
        and any(word in why[1] for word in state.lexicon.causes)
        and not any(word in why[1] for word in state.lexicon.things.words.answered)
    )


def _is_this_topic(state: ParagraphState, token: Token, topic: ClaimTopic) -> bool:
    """True where a short name can only be this topic's: 收到申请, but not 收到低保申请."""
    if topic.beside:
        return _is_listed(state, token, topic)
    if not is_relevant(state, topic):
        return False
    previous = state.previous.get(token.start)
    if previous is not None and previous.kind == "word":
        named = state.lexicon.topics.get(previous.text, ())
        if previous.end == token.start and named and topic not in named and any(t.other for t in named):
            return False
    gap = state.normalized[previous.end if previous else 0 : token.start]
    if state.narrative in topic.home:
        before = _CUTS.split(state.normalized[max(token.start - _NEAR, 0) : token.start])[-1]
        if state.lexicon.disclosure.search(before) is not None:
            return True
        if any(word in before for word in state.lexicon.about):
            return False
        known = _CUTS.split(gap)[-1]
        return any(words.fullmatch(known) for words in (state.lexicon.denial, state.lexicon.filler))
    return state.lexicon.denial.fullmatch(gap) is not None


def _is_listed(state: ParagraphState, token: Token, topic: ClaimTopic) -> bool:
    """True in a list of decisions by their short names, which counts nothing else: 许可 4 件、处罚 5 件."""
    before, counted = (
        state.normalized[max(token.start - _LONG, 0) : token.start],
        _DECISIONS.match(state.normalized, token.end),
    )
    return (
        counted is not None
        and (not before or before.endswith((*_LISTED, *state.lexicon.things.words.decided)))
        and any(_DECISIONS.match(part) for part in _named_behind(state.whole[:_LONG], topic.beside))
        and state.lexicon.things.put_somewhere.search(before) is None
    )


def _named_behind(text: str, names: Iterable[str]) -> Iterator[str]:
    """What follows each of the names right behind it."""
    for name in names:
        place = text.find(name)
        if place >= 0:
            yield text[place + len(name) : place + len(name) + 8]


def is_relevant(state: ParagraphState, topic: ClaimTopic) -> bool:
    """True where a number in this narrative and paragraph may be of a topic."""
    if not topic.near or state.narrative in (*topic.home, *topic.where):
        return True
    if topic.key not in state.relevant:
        state.relevant[topic.key] = any(word in state.text for word in topic.near)
    return state.relevant[topic.key]


def last_topics(state: ParagraphState, tokens: Sequence[Token]) -> tuple[ClaimTopic, ...]:
    """The topics named by the last word that names any; none where no word does."""
    named = state.lexicon.topics
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].text in named and (topics := topics_of(state, tokens[place], tokens)):
            return topics
    return ()


def split_conjuncts(run: Sequence[Token]) -> list[list[Token]]:
    """Tokens split at 和, 及, 、 and the like; empty parts are left out."""
    parts: list[list[Token]] = [[]]
    for token in run:
        if token.kind == "and":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def is_at_home(state: ParagraphState, statement: Statement) -> bool:
    """False where a statement counts only in narratives at its topic's home, and this is none of them."""
    return not statement.at_home or state.narrative in state.lexicon.by_key[statement.topic].home


def is_allowed(state: ParagraphState, statement: Statement) -> bool:
    """True where a number in this narrative and paragraph may make this statement."""
    return (
        is_at_home(state, statement)
        and (statement.kind in _DOUBTED or is_relevant(state, state.lexicon.by_key[statement.topic]))
        and (not statement.beside or _are_numbered(state, statement.beside))
    )


def _are_numbered(state: ParagraphState, names: Sequence[str]) -> bool:
    """True where a full sentence numbers each of the names, and nothing that was put somewhere."""
    whole = state.whole[:_LONG]
    if state.lexicon.things.put_somewhere.search(whole) and not state.lists_a_table():
        return False
    return all(re.search(f"{name}[0-9]", whole) for name in names)


def find_statement(
    state: ParagraphState,
    tokens: Sequence[Token],
    topics: Sequence[ClaimTopic],
    unit: str,
    *,
    inherited: bool,
) -> tuple[RankedStatement, Token] | None:
    """The first statement of the form's list that has a word among the tokens, and its last such word.

    `topics`: the statement must be about one of these. `inherited`: the clause names no topic itself.
    """
    keys = {topic.key for topic in topics}
    found: tuple[RankedStatement, Token] | None = None
    for token in tokens:
        if state.normalized.startswith(_BUT, token.end):
            continue  # 社会团体以外的其他组织
        for ranked in state.lexicon.statements.get(token.text, ()):
            statement = ranked.statement
            if statement.topic not in keys or unit not in statement.units or (inherited and statement.named):
                continue
            if (
                found is not None
                and ranked.place > found[0].place
                and not _is_newly(state, found[0], ranked, token)
            ):
                if statement.sums == found[0].statement.sums and statement.kind == found[0].statement.kind:
                    found = (found[0], token)  # 行政复议受理 4 件
                continue
            if is_allowed(state, statement):
                found = (ranked, token)
    return found


def _is_newly(state: ParagraphState, carried: RankedStatement, other: RankedStatement, word: Token) -> bool:
    """True where what came in anew stands behind what was carried in: 结转上年后新收到 47 件."""
    newly = other.statement.kind == "received" and word.text.startswith(state.lexicon.things.words.newly)
    return carried.statement.kind == "carried in" and newly


def also_meant(
    state: ParagraphState, tokens: Sequence[Token], statement: Statement
) -> tuple[tuple[Sum, ...], Token | None]:
    """The sums of other results of the same heading that words name beside one, and the last such word."""
    sums: list[Sum] = []
    last: Token | None = None
    if statement.kind != "result":
        return (), None
    for token in tokens:
        for ranked in state.lexicon.statements.get(token.text, ()):
            other = ranked.statement
            if other.kind == "result" and other.code == statement.code:
                last = token
                sums += [one for one in other.sums if other is not statement and one not in sums]
    return tuple(sums), last


def end_of_clause(sentence: str, start: int, marks: str = ",:()") -> int:
    """The end of the clause that contains position `start`."""
    ends = [place for mark in marks if (place := sentence.find(mark, start)) >= 0]
    return min(ends, default=len(sentence))
