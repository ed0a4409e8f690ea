"""C: sentences against tables. Title, clause and examples are those of the form's claim book."""

from __future__ import annotations

import re
from collections.abc import Mapping

from converter.catalogue.model import CodeRecord, E, Example, Given, I, Message, W
from converter.form import Form
from converter.report.finding import Severity

_CORRECT = "请核对后改正文字或表中的数。"
_ASK = "请核对；确因口径不同的，请在“情况说明”写明理由。"


def _number(severity: Severity, what: str) -> Message:
    """The message for a number in a sentence that is none of those it may mean."""
    return Message(
        severity,
        f"{what}：{{sentence}}，而{{held}}，差 {{difference}}",
        _CORRECT if severity is E else _ASK,
    )


def _denial(severity: Severity, what: str) -> Message:
    """The message for a sentence that reports none where the tables have some."""
    return Message(
        severity,
        f"{what}：{{sentence}}，而{{held}}",
        _CORRECT if severity is E else _ASK,
        found="没有",
    )


MESSAGES: Mapping[str, Mapping[str, Message]] = {
    "C-01": {
        "": _number(E, "文字说没有收到申请，表三却有"),
        "denial": _denial(E, "文字说没有收到申请，表三却有"),
    },
    "C-02": {"": _number(W, "文字中收到的申请数与表三不一致")},
    "C-03": {"": _number(E, "文字中新收的申请数与表三不一致")},
    "C-04": {
        "": _number(E, "文字中上年结转的申请数与表三不一致"),
        "denial": _denial(E, "文字说没有上年结转，表三却有"),
    },
    "C-05": {"": _number(W, "文字中办结、答复的申请数与表三不一致")},
    "C-06": {
        "": _number(E, "文字中结转下年度的申请数与表三不一致"),
        "denial": _denial(E, "文字说没有结转下年度，表三却有"),
    },
    "C-07": {
        "denial": _denial(W, "文字说已全部办结，表三却有结转下年度的申请"),
        "percent": _number(W, "文字中的办结率与表三不一致"),
    },
    "C-08": {
        "": _number(W, "文字中予以公开的件数与表三不一致"),
        "denial": _denial(W, "文字说没有予以公开的申请，表三却有"),
    },
    "C-09": {
        "": _number(W, "文字中部分公开的件数与表三不一致"),
        "denial": _denial(W, "文字说没有部分公开的申请，表三却有"),
    },
    "C-10": {"": _number(W, "文字中几种办理结果合计的件数与表三不一致")},
    "C-11": {
        "": _number(W, "文字中不予公开的件数与表三不一致"),
        "denial": _denial(W, "文字说没有不予公开的申请，表三却有"),
    },
    "C-12": {
        "": _number(W, "文字中无法提供的件数与表三不一致"),
        "denial": _denial(W, "文字说没有无法提供的申请，表三却有"),
    },
    "C-13": {
        "": _number(W, "文字中不予处理的件数与表三不一致"),
        "denial": _denial(W, "文字说没有不予处理的申请，表三却有"),
    },
    "C-14": {
        "": _number(W, "文字中其他处理或撤回的件数与表三不一致"),
        "denial": _denial(W, "文字说没有其他处理的申请，表三却有"),
    },
    "C-15": {
        "": _number(W, "文字中这类申请人的申请数与表三不一致"),
        "denial": _denial(W, "文字说没有这类申请人的申请，表三却有"),
    },
    "C-16": {"": _number(W, "文字中各渠道申请数之和与表三不一致")},
    "C-17": {"": _number(W, "文字中的行政复议数与表四不一致")},
    "C-18": {"": _number(W, "文字中的行政诉讼数与表四不一致")},
    "C-19": {"": _number(W, "文字中的复议、诉讼合计数与表四不一致")},
    "C-20": {
        "": _number(E, "文字说没有行政复议或行政诉讼，表四却有"),
        "denial": _denial(E, "文字说没有行政复议或行政诉讼，表四却有"),
    },
    "C-21": {
        "": _number(W, "文字中复议、诉讼结果的件数与表四不一致"),
        "denial": _denial(W, "文字说结果都是维持，或没有被纠正、败诉的，表四却有"),
    },
    "C-22": {
        "": Message(
            I,
            "表四有案件，各部分文字都没有提到行政复议、行政诉讼：{found}",
            "建议在第一部分写明案件情况。",
            expected="文字提到行政复议、行政诉讼",
        )
    },
    "C-23": {
        "": _number(W, "文字中规章、规范性文件的件数与表二不一致"),
        "denial": _denial(W, "文字说没有制发或废止，表二却有"),
    },
    "C-24": {
        "": _number(I, "文字中行政许可、处罚、强制的件数或收费金额与表二不一致"),
        "denial": _denial(W, "文字说没有这类决定或收费，表二却有"),
    },
    "C-25": {
        "": _number(E, "文字中的信息处理费与所填数据不一致"),
        "denial": _denial(E, "文字说没有收取信息处理费，所填数据却有"),
    },
    "C-26": {
        "": Message(
            W,
            "“{subject}”没有写收取信息处理费的情况",
            "请写明；没有收取的，写“未收取信息处理费”。",
            expected="写明收取信息处理费的情况",
            found="没有提到",
        )
    },
    "C-27": {
        "": Message(
            I,
            "信息处理费写成了万元：{sentence}",
            "信息处理费以元为单位，建议换算成元。",
            expected="以元为单位",
        )
    },
    "C-28": {"": _number(W, "文字中比上年增长、下降的幅度或件数与按上年数计算的不一致")},
    "C-29": {"percent": _number(W, "文字中所占的百分比与表中的数不一致")},
    "C-31": {
        "": _number(W, "文字中建议提案的件数与所填数据不一致"),
        "denial": _denial(W, "文字说没有承办建议提案，所填数据却有"),
        "percent": _number(W, "文字中办复、解决的百分比与所填数据不一致"),
    },
}

_APPLICATIONS, _FEE, _PROPOSALS, _OTHER = (
    "依申请公开情况",
    "信息处理费情况",
    "建议提案办理情况",
    "其他报告事项",
)
_HOMES = {"C-25": _FEE, "C-26": _OTHER, "C-27": _FEE, "C-31": _PROPOSALS}
"""Narratives in which the sentences of an example stand; those of the other codes: 依申请公开情况."""

_REMARK = re.compile("（[^（）]*都没有写到[^（）]*）$")
"""A remark of an example about itself, behind its sentence."""

_LAST = {"三.r01.c7": 10, "三.r02.c7": 1}
"""Last year's figures beside the examples."""


def records_of(form: Form) -> tuple[CodeRecord, ...]:
    """A record for each code of a form's claim book."""
    figures = {ref.key: number for ref, number in form.claims.example}
    return tuple(
        CodeRecord(
            claim_code.code,
            claim_code.title,
            claim_code.clause,
            MESSAGES[claim_code.code],
            passes=_example(claim_code.code, claim_code.passes, figures),
            fails=_example(claim_code.code, claim_code.fails, figures),
        )
        for claim_code in form.claims.codes
    )


def _example(code: str, words: str, figures: Mapping[str, int]) -> Example:
    """An example of the claim book: its sentence beside the book's figures.

    The mention of the fee (C-26) is required only where no figure of it makes a sentence.
    """
    texts = {_FEE: "", _HOMES.get(code, _APPLICATIONS): _REMARK.sub("", words)}
    return Example(
        words, Given(figures, texts=texts, unfilled=("六一",) if code == "C-26" else (), last=_LAST)
    )


RECORDS = (
    CodeRecord(
        "C-30",
        "文字里引用的数字名称都认得",
        "填报表的约定",
        {
            "": Message(
                E, "文字中的“{found}”不是可以引用的名称", "是否要写：{expected}？可用的名称见“填报说明”。"
            ),
            "more": Message(
                E,
                "文字中另有 {found} 处“【#…】”不是可以引用的名称，没有一一列出",
                "请逐处改为“填报说明”中的名称，或删去“【#”。",
            ),
        },
        passes=Example(
            "收到申请【#新收申请】件。", Given(texts={_APPLICATIONS: "收到申请【#新收申请】件。"})
        ),
        fails=Example(
            "收到申请【#新受申请】件（名称写错，不会当成数字）。",
            Given(texts={_APPLICATIONS: "收到申请【#新受申请】件。"}),
        ),
        checklist="文字中引用的【#名称】都认得",
    ),
    CodeRecord(
        "C-32",
        "文字自己的数对得上：分项加起来不多于合计",
        "条例第五十条：年度报告的内容准确",
        {
            "": Message(
                W,
                "文字中分项加起来与合计不一致：“{subject}”，分项加起来是 {found}，合计写的是 {expected}",
                "请核对后改正文字。",
            )
        },
        passes=Example(
            "收到申请11件，其中民生类6件、规划类5件。",
            Given(texts={_APPLICATIONS: "收到政府信息公开申请11件，其中民生类6件、规划类5件。"}),
        ),
        fails=Example(
            "收到申请11件，其中民生类7件、规划类5件。",
            Given(texts={_APPLICATIONS: "收到政府信息公开申请11件，其中民生类7件、规划类5件。"}),
        ),
    ),
)
