"""Statements of section six: the fee for information, and proposals (C-25, C-26, C-31)."""

from converter.form.claims import Rate, RequiredMention, Statement, Sum, denial_words, words
from converter.form.editions.edition_2021.claims.topics import CHARGED_FOR, SINGLE
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
_NO_FEE = denial_words(
    f"{SINGLE} "
    "{未,没有,无,均未,从未,尚未,不,也未,也没有,亦未,并未}{收取,产生,发生,征收,收,涉及,有,收取过,"
    "收过,发生过} 未向 未对 未就 不存在 零 未有 免收 没有 无"
)

FEES = (
    Statement(
        "C-25",
        "信息处理费",
        (*words("{,信息处理费}{收费,缴费}{通知,通知书}"), *CHARGED_FOR),
        (_NOTICES,),
        ("件", "份", "次"),
    ),
    Statement(
        "C-25",
        "信息处理费",
        words(
            "{收费,缴费}{通知,通知书} "
            "通知金额 总金额 涉及金额 通知收取 应收取 应收 {应缴,通知缴纳}{,金额,费用}"
        ),
        (_NOTIFIED,),
        _MONEY,
        at_home=True,
    ),
    Statement(
        "C-25",
        "信息处理费",
        words(
            "实际收取{,金额,费用} 实收{,金额} 实际收费 实缴 已缴{,纳,费,清,入国库} {已,均已,}缴入国库 "
            "实际缴纳 {已,}入库 {已,}到账"
        ),
        (_COLLECTED,),
        _MONEY,
    ),
    Statement(
        "C-25",
        "信息处理费",
        words("收取费用 收取各类费用 收费金额 收取金额 收费总额 金额"),
        (_COLLECTED, _NOTIFIED),
        _MONEY,
        at_home=True,
    ),
    Statement(
        "C-25",
        "信息处理费",
        CHARGED_FOR
        + words(
            "收取 共收取 收费 征收 {政府信息公开信息,信息公开,政府信息,依申请公开信息,信息}处理费{,"
            "用,收入,收费} {政府信息公开,依申请公开,信息公开}{收费,费用} 费用 共计收取"
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
        words("共计 合计 总计"),
        (_COLLECTED, _NOTIFIED),
        _MONEY,
        at_home=True,
    ),
    Statement(
        "C-25",
        "信息处理费",
        words("{,共,共计,累计}收取 费用"),
        (_COLLECTED,),
        _MONEY,
        zero="C-25",
        at_home=True,
        ahead=True,
        kind="fee",
    ),
    Statement(
        "C-25",
        "信息处理费",
        (),
        (_COLLECTED,),
        (),
        phrases=(
            "{未,没有,不,均未,从未}{收取,收取过,收}{任何,相关,信息处理,各类,过,}{费用,费}",
            "{未,没有,无}{发生,产生,}{收费,费用}",
            "信息处理费{均,}为{零,0}",
            "{收费,收取}{金额,总额,费用}{均,}为{零,0}",
            "不存在{收取,}…{收费,费用,处理费}",
        ),
        at_home=True,
        unless=("原则", "乱收费", "违规收费"),
    ),
    *(
        Statement(
            "C-25",
            topic,
            (),
            (_NOTICES,),
            (),
            phrases=(
                "{未,没有,均未,从未}{发出,开具,下达,送达,制发}…{收费,缴费}通知",
                "{无,没有}…{收费,缴费}通知{,书}{发出,情况}",
            ),
        )
        for topic in ("信息处理费", "申请")
    ),
    *(
        Statement(
            "C-25",
            topic,
            (),
            (_COLLECTED,),
            (),
            phrases=(
                "{未,没有,不,均未}{向申请人,对申请人,}{收取,收}{申请人,}{任何,相关,}费用",
                "{未,没有,均未,从未}{向,对,就,因}……{收取,收}{任何,相关,过,}…费用",
                "{未,没有,均未,从未}{收取,收}{过,}任何…{费用,收费}",
                "{未,没有,无}{发生,产生,}收费{情况,现象,行为}",
                "{均,全部,一律,全程,都}免费{提供,办理,公开,答复}",
                "{费用,收费}…{未,没有,均未,也未}收取",
                "{未,没有,均未,从未}{因,就,对,向}…收取……任何{费用,收费}",
                "{未,没有,均未,从未}{收取,收}与…公开…费用",
                "{未,没有,均未}{发生,因,对,就,}…收费",
                "对申请人未收{任何,相关,}费用",
                "{无,未,没有}{发生,产生,涉及,收取,有,}{任何,}{依申请公开,政府信息公开,信息公开}{的,}{收费,费用}{及减免,和减免,、减免,}",
            ),
            unless=("原则", "乱收费", "违规收费", "收费通知", "缴费通知"),
        )
        for topic in ("信息处理费", "申请")
    ),
)

_PROPOSALS = ("件", "份", "条", "项", "个")
_TAKEN_ON_WORDS = words("{,共,承接,累计}{承办,收到,办理,接收,受理,承担,接到,完成} 交办")
_PROPOSAL_WORDS = (
    (RESOLVED, words("已解决 已经解决 解决或基本解决 得到解决 解决 落实解决"), ()),
    (
        ANSWERED,
        words(
            "{,已,全部,已全部,均已,按期,按时,如期,已按期,已按时,完成,办理}{办复,答复,办结,回复,办理完毕,办毕}"
        ),
        (),
    ),
    (
        TAKEN_ON,
        _TAKEN_ON_WORDS,
        words("{未,没有,无}{承办,收到,接到,办理,涉及,接收} 无 没有"),
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
    "建议提案": words("人大{代表,}建议{和,、}政协提案 建议和提案 建议提案"),
}
"""Names that need no verb to mean what was taken on: 人大代表建议 4 件."""

_ALL_ANSWERED = tuple(
    Statement(
        "C-31",
        topic,
        (),
        tuple(Sum(_proposals(rows, TAKEN_ON).plus, _proposals(rows, ANSWERED).plus) for rows in kinds),
        (),
        phrases=(
            "^{已,现已,目前已}{办理完成,办理完毕,办理完结,办结,办复,答复完毕}$",
            "{均,都,皆,全部,全数,已全部,全都}…{办复,办结,答复,回复,办理完毕,办理完结,答复完毕,办毕}",
        ),
        at_home=True,
        unless=("满意",),
    )
    for topic, kinds in _KINDS.items()
)
"""All answered: none was taken on that was not answered."""

_ALL_RESOLVED = tuple(
    Statement(
        "C-31",
        topic,
        (),
        tuple(Sum(_proposals(rows, TAKEN_ON).plus, _proposals(rows, RESOLVED).plus) for rows in kinds),
        (),
        phrases=("{均,均已,全部,已全部,都已}{得到,}{解决,落实解决}$",),
        at_home=True,
    )
    for topic, kinds in _KINDS.items()
)
"""All resolved: none was taken on that was not resolved."""

_ALONE = words("{主办,独办,领办}{,件}")
"""For what was taken on alone, which the form does not ask for: at most all of it."""

_TAKEN_ON_ALONE = tuple(
    Statement(
        "C-31",
        topic,
        _ALONE,
        (_proposals(rows[0], TAKEN_ON),),
        _PROPOSALS,
        at_most=True,
        joint="C-31",
        named=named,
        at_home=True,
        alone=() if named else tuple(_proposals(more, TAKEN_ON) for more in rows[1:]),
        kind="proposals",
    )
    for named in (True, False)
    for topic, rows in _KINDS.items()
)

PROPOSED = (
    _ALL_ANSWERED
    + _ALL_RESOLVED
    + _TAKEN_ON_ALONE
    + tuple(
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
            kind="proposals",
        )
        for topic, rows in _KINDS.items()
        for column, keywords, denials in _PROPOSAL_WORDS
    )
)

PROPOSED += tuple(
    Statement(
        "C-31",
        topic,
        (*_TAKEN_ON_WORDS, *_PROPOSED_NAMES[topic]),
        (_proposals(rows[0], TAKEN_ON),),
        _PROPOSALS,
        at_most=True,
        named=True,
        kind="proposals",
    )
    for topic, rows in _KINDS.items()
    if _PROPOSED_NAMES[topic]
)
"""In other sections they may be those of one level only."""


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
