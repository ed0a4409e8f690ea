"""Utterances from denials without a number: 未收到申请, 行政诉讼未发生, 均已办结, a bare 无.

What is denied is the last name of each conjunct (未收到因信息公开提出的行政复议、行政诉讼的申请 denies
disputes), and only with known words between the denial and the name. A denial reaches disputes over any
words, since these say why one might have come: 没有群众因政府信息公开针对本局提起行政诉讼.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from converter.checks.claims.clause import (
    end_of_clause,
    has_kind,
    is_allowed,
    is_unrelated,
    topics_of,
)
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.form import ClaimTopic, Statement

_SUIT = "诉讼"
"""The topic of suits."""
_CUTS = re.compile("[,:()]")
_BUT = ("除",)
"""What a denial leaves out: 未发生除信息公开以外的行政复议."""
_MOST = 8
"""Denials of one clause that are read: no text may take long."""
ENDS = "。．. ；;！!，, 　"
"""Punctuation that is stripped from a quoted sentence."""


class _Conjunct(NamedTuple):
    """The tokens of a conjunct, and the span of its text."""

    tokens: list[Token]
    start: int
    end: int


def bare_denials(state: ParagraphState, text: str) -> Iterator[Utterance]:
    """The utterance of a paragraph that is only 无: none of its narrative's own topic."""
    for topic in state.topics:
        statement = state.lexicon.none_of.get(topic.key)
        if statement is not None:
            yield Utterance((statement,), text.strip(ENDS), text.strip(ENDS), 0, 0, denied=True)


def read_denials(state: ParagraphState, run: list[Token]) -> None:
    """Add an utterance of 0 for all that a clause denies (未发生行政复议、行政诉讼)."""
    begun = [n for n, token in enumerate(run) if _begins_denial(state, run, n)][:_MOST]
    known = len(state.utterances)
    for place, (first, after) in enumerate(pairwise([*begun, len(run)])):
        if place + 1 < len(begun) and all(token.kind == "and" for token in run[first + 1 : after]):
            both = run[first]._replace(end=run[after].end)  # 未制发、未废止规范性文件
            _read_denial(state, [*run[:first], both, *run[after + 1 :]], first, more=False)
        else:
            _read_denial(state, run[:after], first, more=after < len(run))
    if len(begun) > 1:
        said = {u.statements: u for u in reversed(state.utterances[known:])}
        state.utterances[known:] = reversed(said.values())


def _begins_denial(state: ParagraphState, run: Sequence[Token], place: int) -> bool:
    """True for the first denial of a clause, and for one behind a conjunction: 无行政复议、无行政诉讼."""
    denials = state.lexicon.denials
    if run[place].text not in denials:
        return False
    return run[place - 1].kind == "and" or not any(token.text in denials for token in run[:place])


def _read_denial(state: ParagraphState, run: Sequence[Token], first: int, *, more: bool) -> None:
    """Add what the denial at a place of a clause denies; `more`: another one follows the part given."""
    if state.other_body or is_unrelated(state, run[:first]) or has_kind(state, run[:first], "others"):
        return
    word = run[first]
    end = min(end_of_clause(state.normalized, word.end), run[-1].end if more else len(state.normalized))
    scope = [token for token in run[first + 1 :] if token.start < end]
    words = state.normalized[word.start : end]
    ranked = [ranked.statement for ranked in state.lexicon.denials[word.text]]
    denied = list(_denied_outcomes(state, run, scope, [s for s in ranked if s.kind == "outcome"]))
    if denied and not is_unrelated(state, scope):
        denied += _denied_acts(state, scope, [s for s in ranked if s.kind == "cases"])
    elif not is_unrelated(state, scope):
        denied = list(_denied(state, scope, word, end, [s for s in ranked if s.kind != "outcome"]))
    state.utterances += [
        Utterance((statement,), state.sentence, words, 0, state.group, denied=True)
        for statement in dict.fromkeys(denied)
    ]


def _denied(
    state: ParagraphState, scope: Sequence[Token], denial: Token, end: int, statements: Sequence[Statement]
) -> Iterator[Statement]:
    """The statements of which a denial says 0, given the tokens behind it."""
    verbs: list[Token] = []
    for conjunct in conjuncts(scope, denial.end, end):
        topics = _head(state, conjunct, scope, denial)
        if not topics:
            result = _denied_result(state, conjunct, statements)
            if result is not None:
                yield result
            elif not scope and is_filler(state, state.normalized[denial.end : end]):
                yield from _documents_spoken_of(state, statements)
            else:
                yield from _nobody_asked(state, conjunct, scope, statements)
            verbs += conjunct.tokens
            continue
        partly = _applicants(state, scope, conjunct) if any(topic.key == "申请" for topic in topics) else None
        if partly:
            yield from partly
            continue
        for topic in topics:
            own = next(
                (s for s in statements if s.topic == topic.key and s.zero and is_allowed(state, s)), None
            )
            if own is not None:
                yield own
                yield from _also_denied(state, own, [*verbs, *conjunct.tokens])
        verbs += conjunct.tokens


def _documents_spoken_of(state: ParagraphState, statements: Sequence[Statement]) -> Iterator[Statement]:
    """What a bare denial says of the documents that the text is about: 现行有效 6 件, 无新制发."""
    spoken = {topic.key for topic in state.topics}
    yield from (s for s in statements if s.kind == "documents" and s.topic in spoken)


def conjuncts(tokens: Sequence[Token], start: int, end: int) -> list[_Conjunct]:
    """Tokens split at 和, 及, 、 and the like, each part with the span of its text."""
    parts: list[_Conjunct] = []
    part: list[Token] = []
    for token in tokens:
        if token.kind == "and":
            parts.append(_Conjunct(part, start, token.start))
            part, start = [], token.end
        else:
            part.append(token)
    return [*parts, _Conjunct(part, start, end)]


def _head(
    state: ParagraphState, conjunct: _Conjunct, scope: Sequence[Token], denial: Token
) -> tuple[ClaimTopic, ...]:
    """What a conjunct names, none where strange words stand before or behind the name."""
    named = [
        (token, topics)
        for n, token in enumerate(conjunct.tokens)
        if (topics := topics_of(state, token, [denial, *conjunct.tokens[:n]]))
    ]
    disputes = [(token, topics) for token, topics in named if is_dispute(topics)]
    for token, topics in reversed(disputes or named):
        if any(topic.other for topic in topics):
            return ()
        before = state.normalized[conjunct.start : token.start]
        behind = state.normalized[token.end : conjunct.end]
        if before.startswith(_BUT):
            return ()
        verbs = [t for t in conjunct.tokens if t.end <= token.start and _is_verb(state, t, topics)]
        for verb in verbs:
            before = before.replace(verb.text, "", 1)  # 未制发或废止规范性文件
        for verb in (t for t in conjunct.tokens if t.start >= token.end and _is_verb(state, t, topics)):
            behind = behind.replace(verb.text, "", 1)  # 无规范性文件出台
        known = is_filler(state, before)
        if is_dispute(topics):
            around = state.normalized[scope[0].start : conjunct.end]
            if known or state.lexicon.disclosure.search(around) or _is_of_answers(state, around, topics):
                return topics if not before.endswith("类") or known or "公开" in before else ()
            return topics if state.lexicon.disclosure.search(before) else ()
        return topics if known and is_filler(state, behind) else ()
    return ()


def _denied_acts(
    state: ParagraphState, scope: Sequence[Token], statements: Sequence[Statement]
) -> Iterator[Statement]:
    """The cases that a conjunct of their own denies beside an outcome: 未出现败诉和被诉讼情形."""
    joints = [n for n, token in enumerate(scope) if token.kind == "and"]
    last = scope[joints[-1] + 1 :] if joints else []
    if len(last) == 1:
        keys = {t.key for t in topics_of(state, last[0], scope) if last[0].text in t.acts}
        yield from (s for s in statements if s.topic in keys and s.zero and is_allowed(state, s))


def _is_verb(state: ParagraphState, token: Token, topics: Sequence[ClaimTopic]) -> bool:
    keys = {topic.key for topic in topics}
    return any(
        ranked.statement.topic in keys and ranked.statement.kind == "documents"
        for ranked in state.lexicon.statements.get(token.text, ())
    )


def is_dispute(topics: Sequence[ClaimTopic]) -> bool:
    """True for the topics of reviews and litigation."""
    return any(topic.where for topic in topics)


def _is_of_answers(state: ParagraphState, around: str, topics: Sequence[ClaimTopic]) -> bool:
    """True in narratives about applications for disputes about an answer: 因答复不当引起的复议."""
    named = state.lexicon.things.words.answers in around
    return named and any(state.narrative in topic.where for topic in topics)


def is_filler(state: ParagraphState, gap: str) -> bool:
    """True where a text consists of words that may stand around what is denied."""
    return state.lexicon.denial.fullmatch(gap) is not None


def _also_denied(state: ParagraphState, first: Statement, tokens: Sequence[Token]) -> Iterator[Statement]:
    """What further verbs of the clause deny of the same topic: 未制发或废止规范性文件."""
    if first.kind != "documents":
        return
    for token in tokens:
        for ranked in state.lexicon.statements.get(token.text, ()):
            if ranked.statement.topic == first.topic and ranked.statement.denials:
                yield ranked.statement


def _applicants(state: ParagraphState, scope: Sequence[Token], conjunct: _Conjunct) -> list[Statement] | None:
    """The kinds of applicants to whom a denial is limited: 未收到法人的申请; None where it is not."""
    before = state.normalized[max(scope[0].start - 12, 0) : scope[0].start] if scope else ""
    text = _CUTS.split(before)[-1] + state.normalized[scope[0].start : conjunct.end] if scope else ""
    if any(word in text for word in state.lexicon.anyone):
        return None
    kinds = [
        ranked.statement
        for token in scope
        if token.start < conjunct.end
        for ranked in state.lexicon.statements.get(token.text, ())
        if ranked.statement.kind == "applicant"
    ]
    return list(dict.fromkeys(kinds)) or None


def _nobody_asked(
    state: ParagraphState, conjunct: _Conjunct, scope: Sequence[Token], statements: Sequence[Statement]
) -> Iterator[Statement]:
    """The applications that a denial of applicants with what they do means: 没有公民提出申请."""
    asked = state.lexicon.things.words.asked
    last = next((token for token in reversed(conjunct.tokens) if token.text.endswith(asked)), None)
    if last is None or not is_filler(state, state.normalized[last.end : conjunct.end]):
        return
    kinds = [
        ranked.statement
        for ranked in state.lexicon.statements.get(last.text, ())
        if ranked.statement.kind == "applicant"
    ]
    own = next((s for s in statements if kinds and s.topic == kinds[0].topic and s.zero), None)
    if own is None or not is_allowed(state, own):
        return
    anyone = any(word in state.normalized[scope[0].start : conjunct.end] for word in state.lexicon.anyone)
    yield from (own,) if anyone else kinds


def _denied_result(
    state: ParagraphState, conjunct: _Conjunct, statements: Sequence[Statement]
) -> Statement | None:
    """The result or the part of the applications that a conjunct denies: 未作出不予公开决定."""
    known = {id(statement) for statement in statements}
    for token in conjunct.tokens:
        for ranked in state.lexicon.statements.get(token.text, ()):
            if id(ranked.statement) not in known or ranked.statement.topic != "申请":
                continue
            before = state.normalized[conjunct.start : token.start]
            behind = state.normalized[token.end : conjunct.end]
            for other in (t for t in conjunct.tokens if t is not token and _is_result(state, t)):
                before = before.replace(other.text, "", 1)  # 因属于国家秘密而不予公开的申请
                behind = behind.replace(other.text, "", 1)
            if is_filler(state, before) and is_filler(state, behind) and is_allowed(state, ranked.statement):
                return ranked.statement
    return None


def _is_result(state: ParagraphState, token: Token) -> bool:
    return any(ranked.statement.kind == "result" for ranked in state.lexicon.statements.get(token.text, ()))


def _denied_outcomes(
    state: ParagraphState, run: Sequence[Token], scope: Sequence[Token], statements: Sequence[Statement]
) -> Iterator[Statement]:
    """The outcomes that a clause denies: 无败诉案件, 没有被纠正的行政复议案件."""
    said = [token for token in scope if any(token.text in statement.words for statement in statements)]
    if not said:
        return
    named = {topic.key for token in run for topic in topics_of(state, token, ()) if topic.where}
    lost = state.lexicon.things.words.lost
    if any(token.text != lost for token in said):
        named = named or {u.statements[0].topic for u in state.said_in_group("cases") if not u.denied}
        named = named or {topic.key for topic in state.subject if topic.where}
    if any(token.text == lost for token in said):
        named.add(_SUIT)  # 未发生复议被纠正或败诉
    for statement in statements:
        if statement.topic in named and is_allowed(state, statement):
            yield statement
