"""Statements about reviews and litigation (表四; C-17 to C-22)."""

from converter.form.claims import RequiredMention, Statement, Sum, words
from converter.form.editions.edition_2021.claims.sums import disputes
from converter.form.editions.edition_2021.tables import (
    DIRECT_SUIT,
    DISPUTES_4,
    OUTCOMES_4,
    PENDING_4,
    REVIEW,
    SUIT_AFTER_REVIEW,
    TOTAL_4,
    UPHELD,
)

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

REVIEWS = (
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

MENTION_REVIEWS = RequiredMention(
    "C-22", ("复议", "诉讼", "起诉", "应诉"), figures=disputes(TOTAL_4, *DISPUTES_4).plus
)
