"""Statements about reviews and litigation (表四), documents and decisions (表二), fee and proposals."""

from converter.form.claims import Rate, RequiredMention, Statement, Sum, words
from converter.form.editions.edition_2021.claims.sums import disputes, named
from converter.form.editions.edition_2021.tables import (
    ABOLISHED,
    ANSWERED,
    BY_DEPUTIES,
    BY_MEMBERS,
    DIRECT_SUIT,
    DISPUTES_4,
    IN_FORCE,
    ISSUED,
    NORMATIVE_DOCUMENTS,
    OUTCOMES_4,
    PENDING_4,
    PROPOSALS,
    REGULATIONS,
    RESOLVED,
    REVIEW,
    SUIT_AFTER_REVIEW,
    TABLE_2,
    TABLE_FEE,
    TABLE_PROPOSALS,
    TAKEN_ON,
    TOTAL_4,
    UPHELD,
    figure,
)
from converter.form.model import Column, Row

# --- 四 -----------------------------------------------------------------------------------------

_CASES = words("件 起 宗 条 例 次 份 项")


def _spellings(outcome: str) -> tuple[str, ...]:
    """An outcome as the form prints it, and as texts shorten it: 结果维持 and 维持, 尚未审结 and 未审结."""
    return (outcome, outcome.removeprefix("结果").removeprefix("尚"))


_BLOCKS = {
    "复议": ((REVIEW,),),
    "诉讼": ((DIRECT_SUIT,), (SUIT_AFTER_REVIEW,), (DIRECT_SUIT, SUIT_AFTER_REVIEW)),
    "直接起诉": ((DIRECT_SUIT,),),
    "复议后起诉": ((SUIT_AFTER_REVIEW,),),
    "复议和诉讼": (DISPUTES_4,),
}
"""The blocks of table 四 that each topic may mean, alone or added up."""

_NAMES = {
    "复议": ("C-17", words("行政复议申请 行政复议案件 行政复议 复议案件 复议")),
    "诉讼": ("C-18", words("行政诉讼案件 行政诉讼 诉讼案件 诉讼 行政应诉")),
    "直接起诉": ("C-18", ("未经复议直接起诉", "未经复议直接提起诉讼", "直接起诉")),
    "复议后起诉": ("C-18", ("复议后起诉", "复议后提起诉讼", "经复议后起诉")),
    "复议和诉讼": ("C-19", ("复议诉讼案件", "复议诉讼", "行政复议诉讼")),
}

_NO_CASES = words(
    "未发生 没有发生 未收到 没有收到 未接到 未产生 没有产生 未出现 没有出现 未引发 没有 "
    "无 未有 未涉及 未被 零 尚无 暂无 未受理 不存在 未因"
)

_NOT_UPHELD = tuple(outcome for outcome in OUTCOMES_4 if outcome not in (UPHELD, PENDING_4))
"""Decided otherwise: "all upheld" means that there are none of these. Pending cases do not contradict it."""

_REVIEWS = (
    *(
        Statement(
            "C-21",
            topic,
            (),
            (Sum(tuple(ref for outcome in _NOT_UPHELD for ref in disputes(outcome, *blocks[-1]).plus)),),
            (),
            phrases=(
                "均维持",
                "均予维持",
                "均予以维持",
                "均被维持",
                "全部维持",
                "均为维持",
                f"均为{UPHELD}",
            ),
            unless=("其余", "另有", "维持或"),
        )
        for topic, blocks in _BLOCKS.items()
    ),
    *(
        Statement(
            "C-21",
            topic,
            _spellings(outcome),
            tuple(disputes(outcome, *chosen) for chosen in blocks),
            _CASES,
            share_of=tuple(disputes(TOTAL_4, *chosen) for chosen in blocks),
        )
        for topic, blocks in _BLOCKS.items()
        for outcome in OUTCOMES_4
    ),
    *(
        Statement(
            code,
            topic,
            keywords,
            tuple(disputes(TOTAL_4, *chosen) for chosen in _BLOCKS[topic]),
            _CASES,
            zero="C-20",
            zero_sums=(disputes(TOTAL_4, *_BLOCKS[topic][-1]),),
            denials=_NO_CASES,
            joint="C-19",
            named=True,
        )
        for topic, (code, keywords) in _NAMES.items()
    ),
)

# --- 二 -----------------------------------------------------------------------------------------

_DOCUMENTS = words("件 份 部 个 条 项")
_DECISIONS = words("件 起 宗 例 份")  # 条 and 项 count what was put online, and items of a list
_DOCUMENT_WORDS = (
    (IN_FORCE, words("现行有效 现行有效文件 继续有效 有效 有效文件"), ()),
    (
        ABOLISHED,
        words("废止 废止文件 宣布失效 废止或失效 废止和失效 宣布废止"),
        words("未废止 没有废止 无废止"),
    ),
    (
        ISSUED,
        words("制发 新制发 制定 新制定 制定发布 制定印发 出台 印发 制定出台 发文"),
        words("未制定 未制发 未出台 没有制定 没有制发 没有出台 未印发 未制定出台 未新制定"),
    ),
)
"""Columns of the two kinds of documents: words before a number, and words of denial."""

_PAPERS = (
    *(
        Statement(
            "C-23",
            topic,
            keywords,
            (Sum((figure(TABLE_2, row, column),)),),
            _DOCUMENTS,
            zero="C-23",
            denials=denials,
            unless=words("名义 进行清理 开展清理 清理结果 清理工作 进行全面清理 进行了清理"),
        )
        for topic, row in (("规章", REGULATIONS), ("规范性文件", NORMATIVE_DOCUMENTS))
        for column, keywords, denials in _DOCUMENT_WORDS
    ),
    *(
        Statement(
            "C-24",
            topic,
            (topic, f"{topic}决定"),
            (named(topic),),
            _DECISIONS,
            named=True,
        )
        for topic in ("行政许可", "行政处罚", "行政强制")
    ),
)

# --- 六（一） -----------------------------------------------------------------------------------

_NOTICES, _NOTIFIED, _COLLECTED = (Sum((ref,)) for ref in TABLE_FEE.refs())
_MONEY = ("元", "万元")
_NO_FEE = words(
    "未收取 没有收取 不收取 无收取 未收 未产生 没有产生 未发生 没有发生 无 没有 未征收 "
    "未向 不存在 未涉及 零 尚未收取 未有 免收 均未收取"
)

_FEES = (
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

# --- 六（三） -----------------------------------------------------------------------------------

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

_PROPOSED = tuple(
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

OTHERS = (*_REVIEWS, *_PAPERS, *_FEES, *_PROPOSED)

REQUIRED_MENTIONS = (
    RequiredMention(
        "C-22",
        ("复议", "诉讼", "起诉", "应诉"),
        figures=disputes(TOTAL_4, *DISPUTES_4).plus,
    ),
    RequiredMention(
        "C-26",
        ("处理费", "收费", "费用"),
        narratives=words("信息处理费情况 其他报告事项 落实工作要点情况 建议提案办理情况 工作创新情况"),
        home="信息处理费情况",
    ),
)
