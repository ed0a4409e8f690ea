"""Numbers beside another one: of last year, or of all.

That is 比上年的 10 件增加 3 件, and 各部门收到申请 318 件, 本单位占 2 件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import find_statement, has_kind, is_of_earlier_year, word_kinds
from converter.checks.claims.state import ParagraphState, Utterance
from converter.checks.claims.tokens import YEAR, Token
from converter.checks.claims.whose import is_of_office
from converter.form import Statement
from converter.system.patterns import pattern

_CLAUSE = re.compile("[,:;()]")
_THIS_YEAR = pattern("[,(](?:今年|本年|本年度|当年)(?:则|共|仅|只)?(?:为|是|有|收到|受理)?$")
"""Before a number of this year beside one of last year."""
_FAR = 60
"""Characters of its clause before a number that are read."""
_LONGEST = 16
"""Characters that it may have."""
_FROM = pattern(f"(?:由|从|较|比)(?:{YEAR})")
_SHARE = ("占", "占了", "有", "为", "仅", "仅有", "只有", "共", "收到", "")
"""Between the agency and its own number beside one of all."""


def read_difference(state: ParagraphState, run: Sequence[Token], number: Token) -> None:
    """Add the utterance of a difference with the number of an earlier year: 比上年的 10 件增加 3 件."""
    said = [u for u in state.said_in_group("count", "received") if not u.denied and not u.part]
    direction = has_kind(state, run, "rises") - has_kind(state, run, "falls")
    base = state.earlier if state.base is None else state.base
    if len(said) != 1 or not direction or number.value is None or state.other_body:
        return
    host = said[0]
    if host.unit == number.unit:
        state.change = host, direction * number.value
    if base is None:
        return
    words = state.normalized[run[0].start : number.end]
    utterance = Utterance(host.statements, state.sentence, words, number.value, state.group, number.unit)
    state.utterances.append(utterance._replace(host=host, growth=direction, base=base))
    state.base = None


def read_growth(state: ParagraphState, run: Sequence[Token], percent: Token) -> bool:
    """Add the growth that stands right behind a difference: 较上年增加 8 件, 增长 44.4%."""
    if state.change is None or percent.value is None or not run:
        return False
    host, change = state.change
    clause = _CLAUSE.split(state.normalized[max(percent.start - _LONGEST, 0) : percent.start])[-1]
    direction = has_kind(state, run, "rises") - has_kind(state, run, "falls")
    base = host.number - change
    if not direction or base <= 0 or state.lexicon.things.growth.fullmatch(clause) is None:
        return False
    words = state.normalized[run[0].start : percent.end]
    utterance = Utterance(host.statements, state.sentence, words, percent.value, state.group, percent.unit)
    state.utterances.append(utterance._replace(host=host, growth=direction, base=base, digits=percent.digits))
    state.change = None
    return True


def give_base(state: ParagraphState, number: Token) -> None:
    """Give a growth the number of an earlier year in brackets behind it: 增长57%（2022年14件）."""
    last = state.utterances[-1] if state.utterances else None
    if last is None or not last.growth or last.base is not None or last.sentence != state.sentence:
        return
    end = state.normalized.rfind(last.words, 0, number.start) + len(last.words)
    gap = state.normalized[end : number.start]
    if gap.startswith("(") and not _CLAUSE.search(gap[1:]) and last.host and last.host.unit == number.unit:
        state.utterances[-1] = last._replace(base=number.value)


def is_of_this_year(state: ParagraphState, number: Token) -> bool:
    """True for a number of this year that only names it: 今年为 8 件."""
    before = max(number.start - _LONGEST, 0)
    return _THIS_YEAR.search(state.normalized, before, number.start) is not None


def arrived_at(state: ParagraphState, number: Token) -> tuple[Statement, ...] | None:
    """The statement of a number at which a change ends: that of the clause before it which makes one."""
    arrived = state.lexicon.things.arrived.search(
        state.normalized, max(number.start - _LONGEST, 0), number.start
    )
    if arrived is None or state.other_body or arrived["year"] not in (None, str(state.year)):
        return None
    clause = _CLAUSE.split(state.normalized[max(number.start - _FAR, 0) : number.start])[-1]
    if is_of_earlier_year(state) and arrived["year"] is None and _FROM.search(clause) is None:
        return None
    run: list[Token] = []
    for token in reversed(state.tokens_before(number.start)):
        run.insert(0, token)
        if token.kind == "cut" or token.start == 0:
            found = find_statement(state, run, state.topics, number.unit, inherited=False)
            if found is not None and found[0].statement.kind not in ("result", "outcome"):
                return (found[0].statement,)
            run = []
    return state.compared_by[0] if state.compared_by is not None else None


def add_own_share(state: ParagraphState, run: Sequence[Token], number: Token) -> bool:
    """Add the agency's own number beside that of all (各部门 318 件, 本单位占 2 件); false for others."""
    said = [u for u in state.said_in_group("count", "received", "handled", "closed") if not u.denied]
    if not said or number.value is None or said[-1].number <= number.value:
        return False
    if is_of_office(state, number):
        words = state.normalized[number.start : number.end]
    elif run and "own" in word_kinds(state, run[-1]):
        if state.normalized[run[-1].end : number.start] not in _SHARE:
            return False
        words = state.normalized[run[-1].start : number.end]
    else:
        return False
    utterance = Utterance(said[-1].statements, state.sentence, words, number.value, state.group, number.unit)
    state.utterances.append(utterance._replace(own=True))
    return True
