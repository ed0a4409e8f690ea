"""Whose a number is: the agency's, another body's, or that of one month alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.checks.claims.bodies import BODY, is_another, is_department
from converter.checks.claims.clause import word_kinds
from converter.checks.claims.state import ParagraphState
from converter.checks.claims.tokens import Token
from converter.system.patterns import pattern

_CLAUSE = re.compile("[,:;()]")
_LOOK = 40
"""Characters before a number in which its clause may name a month or a body."""
_LONG = 400
"""Characters of a full sentence in which the agency may say that it had none."""
_MONTH = re.compile("(?:^|其中|当年|年内|年|于|在)(?:1[0-2]|[1-9])月(?:份|中|)(?![0-9底末初至到—–~-])")
_OF_ALL = re.compile("各(?:部门|单位|镇街|乡镇|街道|委办局)|全[县市区旗州省]")
_NOT_OURS = re.compile("(?:本|我)(?:局|单位|机关|部门|办|镇|乡|街道|委|中心)(?:自身|本身)?(?:没有|无|未|不)")
"""A number of all bodies, and the agency that had none of them."""
_GUIDED = re.compile("(?:指导|督导|督促|协调|推动|帮助)[^,:;()]*(?:各|乡|镇|街道|部门|单位|学校|医院|社区)")
_ENFORCERS = re.compile("全[县市区旗州省](?:各|级|行政|综合)*执法(?:单位|部门|机关|队伍)")
_ITSELF = re.compile("(?:自身|本身|本级)(?:全年|共|直接|新)*(?:收到|受理|办理|接收|承办|收)")
"""Others whose work the agency guides, and the agency beside these."""
_WHOLE_COUNTY, _OURS = pattern("全[县市区旗州省]"), pattern("[本我](?:局|单位|机关|部门|办|委|中心)")
_OFFICE = pattern(
    r"政府\(?(?:本级|办公室|办公厅|办|机关)\)?(?:本身|自身)?(?:共|直接|新)?(?:收到|受理|办理|接收|占|为|有)?$"
)
"""Before a number of the government itself beside that of all bodies."""
_UNTIL = re.compile("截至|截止|至|止|以来|起")
_OTHERS = re.compile("各|下属|所属|[省市县区]直")
"""Before 自行: it is these who did it, 各镇（街道）自行受理."""
_AS = "作为"
"""Before what the agency itself is: 作为市局的派驻机构."""


def is_of_less(state: ParagraphState, number: Token) -> bool:
    """True for a number of one month, or of another body than the agency, by the words of its clause."""
    clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
    body = BODY.search(clause)
    if _OF_ALL.search(clause) and _NOT_OURS.search(state.whole, 0, _LONG):
        state.other_body = True  # 全县各部门被申请行政复议 6 件, 本局没有涉及
    if _GUIDED.search(clause) or (_ENFORCERS.search(clause) and is_department(state.agency)):
        state.other_body = True  # 指导各乡镇、部门规范办理申请 86 件
    if body is not None and (state.several_bodies or is_another(state.agency, body[1], clause)):
        state.other_body = True
    return state.other_body or (_MONTH.search(clause) is not None and _UNTIL.search(clause) is None)


def is_of_whole_county(state: ParagraphState, number: Token) -> bool:
    """True for a number of a whole county in a full sentence that also speaks of the agency."""
    clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
    return _WHOLE_COUNTY.search(clause) is not None and _OURS.search(state.whole, 0, _LONG) is not None


def is_of_office(state: ParagraphState, number: Token) -> bool:
    """True for a number of the government itself: 其中县政府（办公室）31 件."""
    return _OFFICE.search(state.normalized, max(number.start - _LOOK, 0), number.start) is not None


def note_itself(state: ParagraphState, number: Token) -> None:
    """Note where a clause speaks of the agency again after other bodies: 县政府办公室自身收到申请 12 件."""
    if state.other_body and _ITSELF.search(state.normalized, max(number.start - _LOOK, 0), number.start):
        clause = _CLAUSE.split(state.normalized[max(number.start - _LOOK, 0) : number.start])[-1]
        state.other_body = _ITSELF.search(clause) is None


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
                token.text.startswith("自") and _OTHERS.search("".join(clause[-3:])) is not None
            )
