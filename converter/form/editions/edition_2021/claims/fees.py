"""Statements about the fee for information (section six; C-25, C-26)."""

from converter.form.claims import RequiredMention, Statement, Sum, denial_words, words
from converter.form.editions.edition_2021.claims.topics import CHARGED_FOR, SINGLE
from converter.form.editions.edition_2021.tables import TABLE_FEE

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
            "实际收取{,金额,费用} 实收{,金额} 实际收费 实缴 已缴{,纳,费,清,入国库} {已,均已,}缴入国库 "
            "实际缴纳 {已,}入库 {已,}到账"
        ),
        (_COLLECTED,),
        _MONEY,
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
                "{均,全部,一律,都}{免收,免予收取,不收取,未收取}…{费,费用}",
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

MENTION_FEE = RequiredMention(
    "C-26",
    ("处理费", "收费", "费用"),
    narratives=words("信息处理费情况 其他报告事项 落实工作要点情况 建议提案办理情况 工作创新情况"),
    home="信息处理费情况",
)
