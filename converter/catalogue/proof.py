"""P: a finished document that does not say what its report says, found by reading it back."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry

_ADVICE = "报告没有交付。请检查 Word 模板；用随附的模板也这样的，请把填报表发给软件维护人员。"

ENTRIES: Entries = {
    ("P-01", ""): Entry(
        E,
        "生成的报告中，{subject}印的是“{found}”，填报的是“{expected}”",
        "报告没有交付。请检查 Word 模板中这一格的占位符，应为 {key}。",
    ),
    ("P-01", "more"): Entry(E, "生成的报告中，另有 {found} 个数字与填报的不一致", _ADVICE),
    ("P-02", ""): Entry(E, "生成的报告中没有完整的{subject}：“{expected}”缺少、重复或次序不对", _ADVICE),
    ("P-02", "twice"): Entry(E, "生成的报告中有不止一张{subject}", _ADVICE),
    ("P-02", "stray"): Entry(E, "生成的报告中，{subject}多出不属于任何一格的数字“{found}”", _ADVICE),
    ("P-03", ""): Entry(
        E,
        "生成的报告中，“{subject}”的文字或次序不对：应为“{written}”，最接近的是“{printed}”",
        _ADVICE,
    ),
    ("P-03", "lost"): Entry(E, "生成的报告中，“{subject}”缺少一段文字：“{written}”", _ADVICE),
    ("P-03", "heading"): Entry(E, "生成的报告中，标题“{expected}”缺少或次序不对", _ADVICE),
    ("P-03", "twice"): Entry(E, "生成的报告中，“{subject}”的一段文字重复印出：“{found}”", _ADVICE),
    ("P-04", ""): Entry(E, "生成的报告标题应为“{expected}”，印的是“{found}”", _ADVICE),
    ("P-05", ""): Entry(E, "生成的报告重新打开时读不出内容：{detail}", _ADVICE),
}

CODES = frozenset(code for code, _ in ENTRIES)
"""Any of these keeps a document back."""
