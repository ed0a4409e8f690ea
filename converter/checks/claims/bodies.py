"""Bodies that a sentence names with what they received, and whether one is another than the agency."""

from __future__ import annotations

import re

_NOT_BEFORE = "我本全该各,、:;(0-9年度"
_DID = (
    "(?:全年|年内|今年|本年|本年度|一审|二审|依法|)(?:共|共计|累计|合计|一共|总共|)"
    "(?:收到|受理|办理|接收|答复|接到|办结|新收|审理|审结)"
)
BODY = re.compile(
    f"(法院|检察院|[^{_NOT_BEFORE}]{{2}}(?:局|委|办|办公室|镇|乡|街道|街道办|街道办事处|中心|医院|学校|中学|小学|公司|集团)"
    f"|[县市区州省](?:人民)?政府){_DID}"
)
"""The end of a body's name with what it did, the agency's own names for itself left out: 公安局收到."""
_GOVERNMENTS = ("人民政府", "政府", "政府办公室", "政府办公厅", "政府办")
_OFFICES = ("办", "办公室")
"""The office of a government, which speaks for it."""
_ABOVE = ("人民政府", "政府")
"""The government itself, in the report of one of its departments."""
_REVIEW = "复议"
"""What a government decides for others, and its bureau of justice."""
_REVIEWERS = ("司法局", "司法厅")
_BELOW = ("法院", "检察院", "医院", "学校", "中学", "小学", "公司", "集团")
"""Bodies that are no agencies, and so only the agency's own where its name says so."""


def names_several(sentence: str) -> bool:
    """True where a sentence tells what several bodies received: 县教育局收到 3 件, 县公安局收到 5 件."""
    return len({found[1] for found in BODY.finditer(sentence)}) > 1


def is_department(agency: str) -> bool:
    """True for an agency that is neither a government nor its office."""
    return agency != "" and not agency.endswith((*_GOVERNMENTS, *_OFFICES))


def is_another(agency: str, body: str, clause: str) -> bool:
    """True where the end of a body's name is not of the agency, in the report of a government.

    A department's report seldom names another one with a number, and often itself in short (县资规局), so
    there only bodies that are no agencies are others.
    """
    if not agency or body in agency:
        return False
    if body.endswith(_BELOW) or (body.endswith(_REVIEWERS) and _REVIEW in clause):
        return True
    if body.endswith(_ABOVE):
        return _REVIEW in clause and is_department(agency)
    return agency.endswith(_GOVERNMENTS) and not body.endswith(_OFFICES)
