"""P: differences between a finished document and its report, found by reading the document back.

They are notices of the run: template or program are at fault, never the agency.
"""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, Message

_ADVICE = "报告没有交付，与单位的表无关。请检查 Word 模板；用随附的模板也这样的，请把填报表发给软件维护人员。"


_CLAUSE = "报告应当与填报表一致"

RECORDS = (
    CodeRecord(
        "P-01",
        "报告里的每个数字与填报表一致",
        _CLAUSE,
        {
            "": Message(
                E,
                "生成的报告中，{subject}印的是“{found}”，填报的是“{expected}”",
                "报告没有交付。请检查 Word 模板中这一格的占位符，应为 {key}。",
            ),
            "more": Message(E, "生成的报告中，另有 {found} 个数字与填报的不一致", _ADVICE),
        },
        passes=Example("填报5，报告印5。"),
        fails=Example("改动过的 Word 模板里，一格的占位符写错。"),
        scope="document",
    ),
    CodeRecord(
        "P-02",
        "报告里的表格完整，没有多余的数字",
        _CLAUSE,
        {
            "": Message(E, "生成的报告中没有完整的{subject}：“{expected}”缺少、重复或次序不对", _ADVICE),
            "twice": Message(E, "生成的报告中有不止一张{subject}", _ADVICE),
            "stray": Message(E, "生成的报告中，{subject}多出不属于任何一格的数字“{found}”", _ADVICE),
        },
        passes=Example("三张表各一张。"),
        fails=Example("Word 模板删掉了一行。"),
        scope="document",
    ),
    CodeRecord(
        "P-03",
        "报告里的文字完整，次序正确",
        _CLAUSE,
        {
            "": Message(
                E,
                "生成的报告中，“{subject}”的文字或次序不对：应为“{written}”，最接近的是“{printed}”",
                _ADVICE,
            ),
            "lost": Message(E, "生成的报告中，“{subject}”缺少一段文字：“{written}”", _ADVICE),
            "heading": Message(E, "生成的报告中，标题“{expected}”缺少或次序不对", _ADVICE),
            "twice": Message(E, "生成的报告中，“{subject}”的一段文字重复印出：“{found}”", _ADVICE),
        },
        passes=Example("每段文字印一次。"),
        fails=Example("Word 模板漏了一个部分。"),
        scope="document",
    ),
    CodeRecord(
        "P-04",
        "报告的标题正确",
        _CLAUSE,
        {
            "": Message(E, "生成的报告标题应为“{expected}”，印的是“{found}”", _ADVICE),
        },
        passes=Example("青禾县财政局2024年政府信息公开工作年度报告"),
        fails=Example("标题里没有年度。"),
        scope="document",
    ),
    CodeRecord(
        "P-05",
        "报告可以重新打开",
        _CLAUSE,
        {
            "": Message(E, "生成的报告重新打开时读不出内容：{detail}", _ADVICE),
            "unmade": Message(E, "没有做成报告：{detail}", _ADVICE),
        },
        passes=Example("能打开。"),
        fails=Example("Word 模板损坏。"),
        scope="document",
    ),
)

MISMATCH_CODES = frozenset(record.code for record in RECORDS)
"""The codes of family P: the document is not delivered."""
