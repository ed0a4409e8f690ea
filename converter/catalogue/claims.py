"""C: text against tables."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry, I, W
from converter.report.finding import Severity

_CORRECT = "请核对后改正文字或表中的数。"
_ASK = "请核对；确因口径不同的，请在“情况说明”写明理由。"


def _number(severity: Severity, what: str) -> Entry:
    """A number in a sentence that is none of those it may mean."""
    return Entry(
        severity,
        f"{what}：{{sentence}}，而{{held}}，差 {{difference}}",
        _CORRECT if severity is E else _ASK,
    )


def _denial(severity: Severity, what: str) -> Entry:
    """A sentence that says "none" where there are some."""
    return Entry(
        severity,
        f"{what}：{{sentence}}，而{{held}}",
        _CORRECT if severity is E else _ASK,
        found="没有",
    )


_NUMBERS = (
    ("C-01", E, "文字说没有收到申请，表三却有"),
    ("C-02", W, "文字中收到的申请数与表三不一致"),
    ("C-03", E, "文字中新收的申请数与表三不一致"),
    ("C-04", E, "文字中上年结转的申请数与表三不一致"),
    ("C-05", W, "文字中办结、答复的申请数与表三不一致"),
    ("C-06", E, "文字中结转下年度的申请数与表三不一致"),
    ("C-08", W, "文字中予以公开的件数与表三不一致"),
    ("C-09", W, "文字中部分公开的件数与表三不一致"),
    ("C-10", W, "文字中几种办理结果合计的件数与表三不一致"),
    ("C-11", W, "文字中不予公开的件数与表三不一致"),
    ("C-12", W, "文字中无法提供的件数与表三不一致"),
    ("C-13", W, "文字中不予处理的件数与表三不一致"),
    ("C-14", W, "文字中其他处理或撤回的件数与表三不一致"),
    ("C-15", W, "文字中这类申请人的申请数与表三不一致"),
    ("C-16", W, "文字中各渠道申请数之和与表三不一致"),
    ("C-17", W, "文字中的行政复议数与表四不一致"),
    ("C-18", W, "文字中的行政诉讼数与表四不一致"),
    ("C-19", W, "文字中的复议、诉讼合计数与表四不一致"),
    ("C-20", E, "文字说没有行政复议或行政诉讼，表四却有"),
    ("C-21", W, "文字中复议、诉讼结果的件数与表四不一致"),
    ("C-23", W, "文字中规章、规范性文件的件数与表二不一致"),
    ("C-24", I, "文字中行政许可、处罚、强制的件数与表二不一致"),
    ("C-25", E, "文字中的信息处理费与所填数据不一致"),
    ("C-31", W, "文字中建议提案的件数与所填数据不一致"),
)
_DENIALS = (
    ("C-01", E, "文字说没有收到申请，表三却有"),
    ("C-04", E, "文字说没有上年结转，表三却有"),
    ("C-06", E, "文字说没有结转下年度，表三却有"),
    ("C-07", W, "文字说已全部办结，表三却有结转下年度的申请"),
    ("C-20", E, "文字说没有行政复议或行政诉讼，表四却有"),
    ("C-21", W, "文字说结果都是维持，表四却有纠正或其他结果"),
    ("C-23", W, "文字说没有制发或废止，表二却有"),
    ("C-25", E, "文字说没有收取信息处理费，所填数据却有"),
    ("C-31", W, "文字说没有承办建议提案，所填数据却有"),
)
_PERCENTAGES = (
    ("C-07", "文字中的办结率与表三不一致"),
    ("C-29", "文字中所占的百分比与表中的数不一致"),
    ("C-31", "文字中办复、解决的百分比与所填数据不一致"),
)

ENTRIES: Entries = {
    **{(code, ""): _number(severity, what) for code, severity, what in _NUMBERS},
    **{(code, "denial"): _denial(severity, what) for code, severity, what in _DENIALS},
    **{(code, "percent"): _number(W, what) for code, what in _PERCENTAGES},
    ("C-28", ""): _number(W, "文字中比上年增长或下降的百分比与按上年数计算的不一致"),
    ("C-22", ""): Entry(
        I,
        "表四有案件，各部分文字都没有提到行政复议、行政诉讼：{found}",
        "建议在第一部分写明案件情况。",
        expected="文字提到行政复议、行政诉讼",
    ),
    ("C-26", ""): Entry(
        W,
        "“{subject}”没有写收取信息处理费的情况",
        "请写明；没有收取的，写“未收取信息处理费”。",
        expected="写明收取信息处理费的情况",
        found="没有提到",
    ),
    ("C-27", ""): Entry(
        I,
        "信息处理费写成了万元：{sentence}",
        "信息处理费以元为单位，建议换算成元。",
        expected="以元为单位",
    ),
    ("C-30", ""): Entry(
        E, "文字中的“{found}”不是可以引用的名称", "是否要写：{expected}？可用的名称见“填报说明”。"
    ),
}
