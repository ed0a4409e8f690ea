"""Utterances from what a clause says of all that its sentence counted: 收到申请 3 件，均予以公开.

With a single one no word for all is needed: 收到申请 1 件，因属重复申请不予处理.
"""

from __future__ import annotations

from collections.abc import Sequence

from converter.checks.claims.clause import (
    end_of_clause,
    has_kind,
    is_allowed,
    last_topics,
    topics_of,
    word_kinds,
)
from converter.checks.claims.rest import read_rest
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import Token
from converter.form import Statement
from converter.report.sums import add
from converter.system.patterns import pattern

_COUNTED = ("count", "received", "handled", "closed", "result", "cases")
"""Kinds of numbers of which a later clause may say something."""
_ARE = pattern("(?:为|系|是|由|属|属于|来自)(?:[一1]|某)?[家名位个]?$")
"""Before the kind of applicant that a single one is."""
_FROM = pattern("(?:为|系|是|由|属于?|来自|出自|均|都|全部)[^,:()、公申涉告]{0,6}$")
_IS = "属涉"
"""Between a number and the reason that the next clause gives for it."""
_BECAUSE = pattern("因(?!此)|由于|经(?!办)|(?:所|的)?申请(?:内容|事项|信息)为(?=本|不|非|已)")
_DONE = ("已", "现已", "目前已", "并已")
"""Before what became of what the sentence counted."""
_NEAR = 12
"""Characters before a kind of applicants that are read."""
_MANY = 60
"""Words of a sentence in which a clause that says why speaks of its one number no more."""
_SAID = {
    "result": _COUNTED,
    "applicant": ("count", "received", "handled", "closed"),
    "carried out": _COUNTED,
    "outcome": ("cases",),
}
"""Kinds of statements that may be said of all, with the kinds of numbers they may be said of."""


def read_universal(state: ParagraphState, run: list[Token], *, counted: bool) -> None:
    """Add the number of the sentence as that of what a clause says of all.

    `counted`: the clause has that number itself (收到申请 3 件全部予以公开), and a word for all must follow.
    """
    if state.other_body or not state.utterances or (counted and not has_kind(state, run, "all")):
        return
    if has_kind(state, run, "rest") and has_kind(state, run, "all") and not counted:
        read_rest(state, run, _statements(state, run))
    if has_kind(state, run, "rest") or has_kind(state, run, "parts") or has_kind(state, run, "others"):
        return
    _read_kind_of_cases(state, run, counted=counted)
    found = _statements(state, run)
    if len({s.sums for s, _ in found if s.kind == "outcome" and s.topic == found[0][0].topic}) > 1:
        return  # 均为维持或纠正
    if len({s.sums for s, _ in found if s.kind == "applicant"}) > 1:
        return  # 均为自然人和企业
    if len({s.sums for s, _ in found if s.joint.endswith("+")}) > 1:
        return  # 涉及第三方权益和内部事务信息
    if not counted and _read_reason(state, run, found):
        return
    for statement, token in found:
        if any(word.text in state.lexicon.denials for word in run if word.start < token.start):
            continue  # 行政诉讼 1 件, 无败诉
        if _is_not_so(state, statement, token):
            continue
        wholes = _counted(state, statement, run)
        if not wholes or (counted and wholes[-1] is not state.utterances[-1]):
            continue
        clear = not counted and state.group not in state.unclear_groups
        single = len(wholes) == 1 and wholes[0].number == 1 and clear
        if statement.kind == "applicant" and not _ARE.search(
            state.normalized, max(token.start - _NEAR, 0), token.start
        ):
            single = False  # 建议申请人向掌握该信息的单位申请
        if statement.kind == "applicant" and not _is_from(state, token):
            continue
        if not single and not _is_of_all(state, statement, wholes[-1], run, token):
            continue
        if state.unread and add(state.unread) != wholes[-1].number:
            continue  # 收到申请 11 件, 其中 6 件经协商缩小了范围, 均予以公开: all of these
        if statement.heading and all(whole.kind == "result" for whole in wholes):
            continue  # 1 件因没有制作, 无法提供: the number is of its reason
        for whole in wholes:
            _add(state, statement, whole, run, token)
        if statement.kind != "outcome":
            return


def _read_reason(state: ParagraphState, run: Sequence[Token], found: list[tuple[Statement, Token]]) -> bool:
    """Add the reason that a clause gives for the number right before it: 不予公开 3 件, 为内部事务信息."""
    last = state.utterances[-1]
    if last.kind != "result" or not last.statements[0].heading or last.sentence != state.sentence:
        return False
    reasons = [(s, t) for s, t in found if s.joint.endswith("+") and s.code == last.statements[0].code]
    if len({s.sums for s, _ in reasons}) != 1 or not last.number or last.denied:
        return False
    statement, token = reasons[0]
    begin = max(state.normalized.rfind(mark, 0, token.start) for mark in ",:()") + 1
    end = end_of_clause(state.normalized, token.end, ",:()、")
    before, behind = state.normalized[begin : token.start], state.normalized[token.end : end]
    clear = state.lexicon.things.before_reasons.fullmatch(before) and (before or token.text[0] in _IS)
    if not clear or state.lexicon.filler.fullmatch(behind) is None or state.normalized[end : end + 1] == "、":
        return False
    _add(state, statement, last, run, token)
    return True


def _is_not_so(state: ParagraphState, statement: Statement, token: Token) -> bool:
    """True for what the words before a result, or others of its sentence, say was not the answer."""
    words = state.lexicon.things.words
    if state.normalized[max(token.start - 2, 0) : token.start] in words.not_so:
        return True
    reason = statement.joint.endswith("+")
    again = words.asked_again in state.normalized and words.asked_again not in token.text
    if words.unclear in token.text and again:
        return True  # 因内容不明确, 经补正后……: not the answer
    return state.has_one_of(statement.unless) or (reason and words.asked_others in state.normalized)


def _read_kind_of_cases(state: ParagraphState, run: Sequence[Token], *, counted: bool) -> None:
    """Add the number of cases as that of the narrower kind that a clause says they all are: 均为直接起诉."""
    all_of_them = has_kind(state, run, "all")
    if counted or not (
        all_of_them or _ARE.search(state.normalized, max(run[0].start - _NEAR, 0), run[0].start)
    ):
        return
    topics = [topic for token in run for topic in topics_of(state, token, run)]
    cases = [u for u in state.said_in_group("cases") if u.sentence == state.sentence and u.number]
    if not cases or not topics or not (all_of_them or cases[-1].number == 1):
        return
    statement = state.lexicon.none_of.get(topics[-1].key)
    whole = cases[-1]
    if statement is None or len(whole.statements) > 1 or not _is_narrower(statement, whole.statements[0]):
        return
    _add(state, statement, whole, run, run[-1])


def _is_narrower(statement: Statement, whole: Statement) -> bool:
    """True for 直接起诉 of 诉讼, which has its sum among others."""
    meant = (*whole.sums, *whole.alone)
    return statement.topic != whole.topic and statement.sums[0] in meant and len(meant) > 1


def _statements(state: ParagraphState, run: Sequence[Token]) -> list[tuple[Statement, Token]]:
    """The statements that the words of a clause make, in the order of the form's list."""
    named = {topic.key for topic in last_topics(state, run)}
    found = [
        (ranked.place, ranked.statement, token)
        for token in run
        if token.text not in state.lexicon.things.words.too_common or _is_said_alone(state, run, token)
        for ranked in state.lexicon.statements.get(token.text, ())
        if ranked.statement.kind in _SAID and is_allowed(state, ranked.statement)
        if not named or ranked.statement.topic in named or ranked.statement.own_words
    ]
    return [(statement, token) for _, statement, token in sorted(found, key=lambda one: one[0])]


def _is_said_alone(state: ParagraphState, run: Sequence[Token], token: Token) -> bool:
    """True for a common word that is all that a clause says of all: 均已公开."""
    first, end = run[0], end_of_clause(state.normalized, token.end, ",:()、")
    opens = first.start == 0 or state.normalized[first.start - 1] in ",:()"
    return (
        opens
        and "all" in word_kinds(state, first)
        and token is run[-1]
        and end == token.end
        and state.lexicon.filler.fullmatch(state.normalized[first.end : token.start]) is not None
    )


def _counted(state: ParagraphState, statement: Statement, run: Sequence[Token]) -> list[Utterance]:
    """The numbers of which a statement may be said: the last, or all of its topic's disputes."""
    kinds = _SAID[statement.kind]
    said = [
        u
        for u in state.said_in_group()
        if u.kind in kinds or (len(u.statements) > 1 and u.kind == "applicant" and "count" in kinds)
        if not u.denied and u.number
    ]  # 公民、法人申请 6 件, 均予以公开
    if (
        not said
        and statement.kind == "applicant"
        and any(word in state.normalized[: run[-1].end] for word in state.lexicon.things.words.applicants)
    ):
        return [u for u in state.utterances if u.kind in kinds and u.number and not u.denied][:1]
    if statement.kind == "outcome":
        return [u for u in said if u.statements[0].topic == statement.topic and u.sentence == state.sentence]
    said = [u for u in said if u.statements[0].topic == statement.topic]
    results = [u for u in said if u.kind == "result"]
    if results and _is_inside_bracket_of(state, said[-1], run):
        return said[-1:]  # 不予公开 7 件 (均属于行政查询事项)
    return said[-1:] if len(results) < 2 else []  # after a list, the clause is about all of it


def _is_inside_bracket_of(state: ParagraphState, whole: Utterance, run: Sequence[Token]) -> bool:
    """True for words in brackets right behind a number."""
    return state.normalized[: run[0].start].endswith(f"{whole.words}(")


def _is_from(state: ParagraphState, token: Token) -> bool:
    """True where a clause says that something comes from a kind of applicants, and not what it is about."""
    before = state.normalized[max(token.start - _NEAR, 0) : token.start]
    named = token.text.startswith(state.lexicon.all) or _FROM.search(before) is not None
    return named and state.lexicon.things.of_applicants.match(state.normalized, token.end) is not None


def _is_of_all(
    state: ParagraphState, statement: Statement, whole: Utterance, run: Sequence[Token], token: Token
) -> bool:
    """True where a word for all stands before a statement's word in its clause."""
    if statement.kind == "result" and state.said_in_group()[-1] is whole and _is_of_the_one(state, token):
        return True
    if statement.kind == "outcome" and _opens_clause(state, token):
        return True  # 行政诉讼 3 件, 目前正在审理
    return token.text.startswith(state.lexicon.all) or any(
        "all" in word_kinds(state, before) or before.text.startswith(state.lexicon.all)
        for before in run
        if before.start < token.start
    )


def _is_of_the_one(state: ParagraphState, token: Token) -> bool:
    """True where a clause says how the one number of its sentence was answered, or why: 2 件, 已予以公开.

    That is 2 件, 因申请人逾期未补正 too.
    """
    begin = max(state.normalized.rfind(mark, 0, token.start) for mark in ",:()") + 1
    clause = state.normalized[begin : end_of_clause(state.normalized, token.end)]
    if len(state.tokens) > _MANY:
        return False
    numbers = sum(t.kind in ("number", "percent") for t in state.tokens)
    return (
        numbers == 1
        and (_BECAUSE.match(clause) is not None or clause.startswith(_DONE))
        and state.lexicon.things.of_some.search(clause) is None
    )


def _opens_clause(state: ParagraphState, token: Token) -> bool:
    """True where a clause says nothing before a word but when it is: 目前案件正在审理."""
    begin = max(state.normalized.rfind(mark, 0, token.start) for mark in ",:()") + 1
    return state.lexicon.things.now.fullmatch(state.normalized[begin : token.start]) is not None


def _add(
    state: ParagraphState, statement: Statement, whole: Utterance, run: Sequence[Token], token: Token
) -> None:
    words = state.normalized[run[0].start : end_of_clause(state.normalized, token.end)]
    state.utterances.append(
        Utterance((statement,), state.sentence, words, whole.number, state.group, whole.unit, exact=True)
    )
