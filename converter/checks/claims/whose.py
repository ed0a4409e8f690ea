"""Whose a number is: the agency's, another body's, or that of one month alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.clause import word_kinds
from converter.checks.claims.state import ParagraphState
from converter.checks.claims.tokens import Token

_CLAUSE = re.compile("[,:;()]")
_LOOK = 40
"""Characters before a number in which its clause may name a month or a body."""
_LONG = 400
"""Characters of a full sentence in which the agency may say that it had none."""
_MONTH = re.compile("(?:^|其中|当年|年内|年|于|在)(?:1[0-2]|[1-9])月(?:份|中|)(?![0-9底末初至到—–~-])")
_UNTIL = re.compile("截至|截止|至|止|以来|起")
_AS = "作为"
"""Before what the agency itself is: 作为市局的派驻机构."""


def is_of_less(state: ParagraphState, number: Token) -> bool:
    """True for a number of one month, or of another body than the agency, by the words of its clause."""
    clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
    bodies = state.lexicon.bodies
    body = bodies.body.search(clause)
    if bodies.of_all.search(clause) and bodies.not_ours.search(state.whole, 0, _LONG):
        state.other_body = True  # 全县各部门被申请行政复议 6 件, 本局没有涉及
    if bodies.guided.search(clause) or (
        bodies.enforcers.search(clause) and bodies.is_department(state.agency)
    ):
        state.other_body = True  # 指导各乡镇、部门规范办理申请 86 件
    if body is not None and (state.several_bodies or bodies.is_another(state.agency, body[1], clause)):
        state.other_body = True
    return state.other_body or (_MONTH.search(clause) is not None and _UNTIL.search(clause) is None)


def is_of_whole_county(state: ParagraphState, number: Token) -> bool:
    """True for a number of a whole county in a full sentence that also speaks of the agency."""
    clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
    bodies = state.lexicon.bodies
    of_all = bodies.whole_area.search(clause) is not None
    return of_all and bodies.ours.search(state.whole, 0, _LONG) is not None


def is_of_office(state: ParagraphState, number: Token) -> bool:
    """True for a number of the government itself: 其中县政府（办公室）31 件."""
    begin = max(number.start - _LOOK, 0)
    return state.lexicon.bodies.office.search(state.normalized, begin, number.start) is not None


def note_itself(state: ParagraphState, number: Token) -> None:
    """Note where a clause speaks of the agency again after other bodies: 县政府办公室自身收到申请 12 件."""
    if state.other_body:
        clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
        state.other_body = state.lexicon.bodies.itself.search(clause) is None


def note_bodies(state: ParagraphState, run: Sequence[Token]) -> None:
    """Note whether the words of a clause speak of other bodies, or of the agency again."""
    for token in run:
        kinds = word_kinds(state, token)
        if "others" in kinds:
            state.other_body = (
                _AS not in _CLAUSE.split(state.normalized[max(token.start - _LOOK, 0) : token.start])[-1]
            )
        elif "own" in kinds:
            clause = _CLAUSE.split(state.normalized[max(token.start - _LOOK, 0) : token.start])
            state.other_body = (
                token.text.startswith("自")
                and state.lexicon.bodies.below.search("".join(clause[-3:])) is not None
            )
