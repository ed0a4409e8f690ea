"""Statements about reviews and litigation (表四; C-17 to C-22)."""

from converter.form.claims import RequiredMention, Statement, Sum, denial_words, words
from converter.form.editions.edition_2021.claims.sums import disputes
from converter.form.editions.edition_2021.claims.topics import CASE_NAMES, SINGLE, STARTED
from converter.form.editions.edition_2021.tables import (
    CORRECTED,
    DIRECT_SUIT,
    DISPUTES_4,
    OTHER_OUTCOME,
    OUTCOMES_4,
    PENDING_4,
    REVIEW,
    SUIT_AFTER_REVIEW,
    TOTAL_4,
    UPHELD,
)

_CASES = words("件 起 宗 条 例 次 份 项 桩 件次 个")

_OTHERWISE_SAID = {
    UPHELD: words(
        "{结果,,均,予以,被,决定,获,得到}维持{原行为,原答复,,原决定,原具体行政行为,原行政行为,"
        "原处理,原答复意见} "
        "驳回诉讼请求 胜诉"
    ),
    CORRECTED: words(
        "{结果,,被,予以,获}{纠正,纠错} 败诉 {,被,决定}撤销{,并责令重作,答复} 责令{重作,重新答复,"
        "履行,重新作出} 确认违法 被变更"
    ),
    OTHER_OUTCOME: words("{其他,其它}{,结果,情形,情况}"),
    PENDING_4: words(
        "{尚,还,仍,暂,}未{审结,审理完毕} {还没有,没有,尚没有}{审结,结案} {正在,尚在,仍在,还在,"
        "正}{审理,办理,审理中,办理中,审理之中,复议中,诉讼中} 待审 {尚,仍,暂,还}未{结,结案,作出决定,"
        "判决,裁决} 审理中 未结"
    ),
}
"""Outcomes as texts say them, besides the label that the form prints."""
_OUTCOME_ROOTS = {
    UPHELD: words("维持 胜诉"),
    CORRECTED: words("纠正 纠错 撤销 败诉 违法 变更 责令"),
    OTHER_OUTCOME: words("撤诉 撤回 调解 和解 终止 不予受理"),
    PENDING_4: words("在审 审理中 审理当中 未审 未结 待审 待判 未判 未作出"),
}
"""Parts of words by which a list of cases says their outcome."""
_REJECTED = words("驳回{,复议申请,申请,起诉,复议请求,申请人复议请求}")
"""On the merits it is upheld, for a want of form it has another outcome."""


def _spellings(outcome: str) -> tuple[str, ...]:
    """An outcome as the form prints it, and as texts say it: 结果维持 and 维持, 尚未审结 and 未审结."""
    return tuple(
        dict.fromkeys(
            (outcome, outcome.removeprefix("结果").removeprefix("尚"), *_OTHERWISE_SAID.get(outcome, ()))
        )
    )


_BLOCKS = {
    "复议": ((REVIEW,),),
    "诉讼": ((DIRECT_SUIT,), (SUIT_AFTER_REVIEW,), (DIRECT_SUIT, SUIT_AFTER_REVIEW)),
    "直接起诉": ((DIRECT_SUIT,),),
    "复议后起诉": ((SUIT_AFTER_REVIEW,),),
    "复议和诉讼": (DISPUTES_4,),
    "复议应诉": ((REVIEW,), DISPUTES_4),
    "行政案件": (
        (REVIEW,),
        (DIRECT_SUIT,),
        (SUIT_AFTER_REVIEW,),
        (DIRECT_SUIT, SUIT_AFTER_REVIEW),
        DISPUTES_4,
    ),
}
"""The blocks of table 四 that each topic may mean, alone or added up."""

_ONE_KIND = ("诉讼",)
"""Topics that may mean one of their kinds alone where the text tells these apart (复议后起诉 1 件)."""


def _means(outcome: str, topic: str) -> tuple[Sum, ...]:
    """The sums that a number of cases with an outcome may be."""
    blocks = _BLOCKS[topic]
    return tuple(disputes(outcome, *chosen) for chosen in (blocks[-1:] if topic in _ONE_KIND else blocks))


def _means_also(outcome: str, topic: str) -> tuple[Sum, ...]:
    """The sums of one kind alone."""
    return tuple(disputes(outcome, *chosen) for chosen in _BLOCKS[topic][:-1] if topic in _ONE_KIND)


_CODES = {
    "复议": "C-17",
    "诉讼": "C-18",
    "直接起诉": "C-18",
    "复议后起诉": "C-18",
    "复议和诉讼": "C-19",
    "复议应诉": "C-19",
    "行政案件": "C-19",
}

_NO_CASES = denial_words(
    "{未,没有,无,均未,尚未,暂未,从未,并未,未曾,没,也未,也没有,亦未}{发生,收到,接到,产生,出现,"
    "引发,引起,涉及,涉,受理,接收,接收到,接获,登记,遇到,发生过,收到过,办理,有,存在,"
    "因,被,发生因,提起} 没有 无 尚无 暂无 均无 也无 亦无 并无 无一 零 不存在 不涉及 无人 未 未被 " + SINGLE
)

_NOT_AGAINST_US = words(
    "{审理,审结,办结,裁决}{行政复议,复议,行政诉讼} {代理,代办,协助办理,配合办理} "
    "{府,厅,部,单位,部门}{为,作为,是}{被申请人,被告} 复议机构 作为{,行政}复议机关 {出庭,旁听} "
    "与{政府,}信息公开{,工作}{无关,无涉} {不,均不,均未,未}涉及{政府,}信息公开 非{政府,}信息公开类"
)
"""Cases that were decided, or fought for another: not those against the agency."""

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
                "{均,均予,均予以,均被,全部,均为,结果均为,都,皆,一律}{维持,结果维持}",
                "{均,都,皆,全部,一律}{作出,做出,作出了,决定,裁定,判决,被}{予以,}维持",
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
            _means(outcome, topic),
            _CASES,
            zero="C-21",
            zero_sums=(disputes(outcome, *blocks[-1]),),
            alone=_means_also(outcome, topic),
            denials=_NO_CASES if outcome == CORRECTED else (),
            share_of=tuple(disputes(TOTAL_4, *chosen) for chosen in blocks),
            kind="outcome",
            roots=_OUTCOME_ROOTS[outcome],
        )
        for topic, blocks in _BLOCKS.items()
        for outcome in OUTCOMES_4
    ),
    *(
        Statement(
            "C-21",
            topic,
            _REJECTED,
            tuple(
                sum_of
                for chosen in blocks
                for upheld, other in ((disputes(UPHELD, *chosen), disputes(OTHER_OUTCOME, *chosen)),)
                for sum_of in (upheld, other, upheld + other)
            ),
            _CASES,
            share_of=tuple(disputes(TOTAL_4, *chosen) for chosen in blocks),
            kind="outcome",
        )
        for topic, blocks in _BLOCKS.items()
    ),
    *(
        Statement(
            code,
            topic,
            (*CASE_NAMES[topic], *STARTED.get(topic, ())),
            _means(TOTAL_4, topic),
            _CASES,
            zero="C-20",
            zero_sums=(disputes(TOTAL_4, *_BLOCKS[topic][-1]),),
            denials=_NO_CASES,
            joint="C-19",
            named=True,
            kind="cases",
            unless=_NOT_AGAINST_US,
            alone=_means_also(TOTAL_4, topic),
        )
        for topic, code in _CODES.items()
    ),
    *(
        Statement(
            _CODES[topic],
            topic,
            words("{共,,累计,共计}{收到,受理,发生,办理,新增,产生,引发,接到,应对,应诉,有,新收,涉及}"),
            _means(TOTAL_4, topic),
            _CASES,
            zero="C-20",
            zero_sums=(disputes(TOTAL_4, *_BLOCKS[topic][-1]),),
            joint="C-19",
            named=True,
            kind="cases",
            unless=_NOT_AGAINST_US,
            alone=_means_also(TOTAL_4, topic),
        )
        for topic in _CODES
    ),
    *(
        Statement(
            _CODES[topic],
            topic,
            words(
                "{涉及,涉,其中,属于,因,与}{政府信息公开,信息公开,依申请公开}{的,类,类的,案件,"
                "类案件,方面的,有关的,引起的,引发的}"
            ),
            _means(TOTAL_4, topic),
            _CASES,
            zero="C-20",
            kind="cases",
            unless=_NOT_AGAINST_US,
            alone=_means_also(TOTAL_4, topic),
        )
        for topic in _CODES
    ),
)

MENTION_REVIEWS = RequiredMention(
    "C-22", ("复议", "诉讼", "起诉", "应诉"), figures=disputes(TOTAL_4, *DISPUTES_4).plus
)
