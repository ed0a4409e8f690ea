"""Statements of section six: the fee for information, and proposals (C-25, C-26, C-31)."""

from converter.form.claims import Rate, RequiredMention, Statement, Sum, words
from converter.form.editions.edition_2021.tables import (
    ANSWERED,
    BY_DEPUTIES,
    BY_MEMBERS,
    PROPOSALS,
    RESOLVED,
    TABLE_FEE,
    TABLE_PROPOSALS,
    TAKEN_ON,
    figure,
)
from converter.form.model import Column, Row

_NOTICES, _NOTIFIED, _COLLECTED = (Sum((ref,)) for ref in TABLE_FEE.refs())
_MONEY = ("元", "万元")
_NO_FEE = words(
    "未收取 没有收取 不收取 无收取 未收 未产生 没有产生 未发生 没有发生 无 没有 未征收 "
    "未向 不存在 未涉及 零 尚未收取 未有 免收 均未收取"
)

FEES = (
    Statement("C-25", "信息处理费", ("收费通知", "缴费通知"), (_NOTICES,), ("件", "份", "次"), at_home=True),
    Statement(
        "C-25", "信息处理费", ("通知金额", "通知收取", "应收取", "应收"), (_NOTIFIED,), _MONEY, at_home=True
    ),
    Statement("C-25", "信息处理费", ("实际收取", "实收"), (_COLLECTED,), _MONEY),
    Statement(
        "C-25",
        "信息处理费",
        words("收取费用 收取各类费用 收费金额 收取金额 收费总额"),
        (_COLLECTED, _NOTIFIED),
        _MONEY,
        at_home=True,
    ),
    Statement(
        "C-25",
        "信息处理费",
        words(
            "收取 共收取 收费 征收 政府信息公开信息处理费 信息公开处理费 政府信息处理费 "
            "信息处理费用 信息处理费"
        ),
        (_COLLECTED,),
        _MONEY,
        zero="C-25",
        denials=_NO_FEE,
        named=True,
    ),
    Statement(
        "C-25",
        "信息处理费",
        (),
        (_COLLECTED,),
        (),
        phrases=words(
            "未收取任何费用 不收取任何费用 未收取费用 未收取相关费用 未发生收费 没有收费 "
            "未收费 无收费 未收取过费用 没有收取任何费用 没有收取费用 未产生费用 "
            "未收取信息处理费"
        ),
        at_home=True,
    ),
)

_PROPOSALS = ("件", "份", "条", "项")
_PROPOSAL_WORDS = (
    (RESOLVED, words("已解决 已经解决 解决或基本解决 得到解决 解决 落实解决"), ()),
    (ANSWERED, words("办复 已办复 答复 办结 已答复 回复 按期答复"), ()),
    (
        TAKEN_ON,
        words("承办 共承办 收到 办理 接收 受理 交办 共办理"),
        words("未承办 未收到 没有承办 无承办 未接到 未办理 没有收到 无"),
    ),
)
"""Columns of the two kinds of proposals: words before a number, and words of denial."""

_KINDS = {
    "人大建议": ((BY_DEPUTIES,), PROPOSALS),
    "政协提案": ((BY_MEMBERS,), PROPOSALS),
    "建议": ((BY_DEPUTIES,), PROPOSALS),
    "建议提案": (PROPOSALS,),
}
"""The rows that each topic may mean; both, where the sentence named both before (其中已解决 8 件)."""


def _proposals(rows: tuple[Row, ...], column: Column) -> Sum:
    return Sum(tuple(figure(TABLE_PROPOSALS, row, column) for row in rows))


_PROPOSED_NAMES = {
    "人大建议": ("人大代表建议", "代表建议", "人大建议"),
    "政协提案": ("政协委员提案", "政协提案", "委员提案"),
    "建议": (),
    "建议提案": ("人大代表建议和政协提案", "建议提案"),
}
"""Names that need no verb to mean what was taken on: 人大代表建议 4 件."""

PROPOSED = tuple(
    Statement(
        "C-31",
        topic,
        (*keywords, *_PROPOSED_NAMES[topic]) if column == TAKEN_ON else keywords,
        (_proposals(rows[0], column),),
        _PROPOSALS,
        zero="C-31",
        denials=denials,
        joint="C-31",
        at_home=True,
        alone=tuple(_proposals(more, column) for more in rows[1:]),
        share_of=tuple(_proposals(chosen, TAKEN_ON) for chosen in rows) if column != TAKEN_ON else (),
    )
    for topic, rows in _KINDS.items()
    for column, keywords, denials in _PROPOSAL_WORDS
)


def _rate(topic: str, column: Column, keywords: tuple[str, ...]) -> Rate:
    pairs = ((_proposals(rows, column), _proposals(rows, TAKEN_ON)) for rows in _KINDS[topic])
    return Rate("C-31", topic, keywords, tuple(pairs))


RATES_PROPOSALS = (
    *(_rate(topic, ANSWERED, ("办复率", "答复率", "办结率", "回复率")) for topic in _KINDS),
    *(_rate(topic, RESOLVED, ("解决率",)) for topic in _KINDS),
)

MENTION_FEE = RequiredMention(
    "C-26",
    ("处理费", "收费", "费用"),
    narratives=words("信息处理费情况 其他报告事项 落实工作要点情况 建议提案办理情况 工作创新情况"),
    home="信息处理费情况",
)
