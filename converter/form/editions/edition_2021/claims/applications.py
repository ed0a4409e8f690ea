"""Statements about applications (表三). Of several that fit a clause, the first counts."""

from converter.form.claims import Rate, Statement, words
from converter.form.editions.edition_2021.claims.applicants import APPLICANTS
from converter.form.editions.edition_2021.claims.carried import CARRIED
from converter.form.editions.edition_2021.claims.counts import (
    ALL,
    ANSWERED_ALL,
    CARRIED_OUT_ALL,
    CLOSED_ALL,
    HANDLED,
    NEW,
    RECEIVED_ALL,
    UNITS,
)
from converter.form.editions.edition_2021.claims.results import RESULTS
from converter.form.editions.edition_2021.claims.sums import named
from converter.form.editions.edition_2021.claims.topics import (
    APPLICATION_NAMES,
    NONE_CAME_IN,
    RECEIVED_WORDS,
)

_BY_WAY = (
    "{,申请,渠道,方式,平台,提交,提出,递交,寄送,寄递,投递,送达,送交,邮寄,受理,收到,接收,提交申请,信息公开申请,渠道申请,"
    "方式申请,平台申请}"
)

APPLICATIONS = (
    *CARRIED,
    *RESULTS,
    *APPLICANTS,
    Statement(
        "C-16",
        "申请",
        words(
            "{网络,网上,互联网,线上,在线,平台,依申请公开平台,依申请公开系统,信息公开平台,信息公开系统,申请平台,申请系统,网站,门户网站,政府网站,电子,网络平台,在线平台}"
            f"{_BY_WAY} 通过网络 电子邮件 邮件 邮箱 "
            f"{{信函,信件,来信,邮寄,邮政,快递,挂号信,书面,纸质,线下,来函,寄送,邮递}}{_BY_WAY} "
            f"{{当面,现场,窗口,到窗口,上门,到场}}{_BY_WAY} 传真{{,申请}} "
            "{其他,其它}{方式,渠道,途径}{,申请,提交} 来信来函 {线上,网上}{平台,邮箱,邮件}{,申请,收到,提交} "
            "线下{信函,信件,来信,来函,邮寄,邮件,窗口,纸质,书面,现场}{,申请,收到,提交}"
        ),
        RECEIVED_ALL,
        UNITS,
        adds_up=True,
        share_of=RECEIVED_ALL,
        kind="channel",
    ),
    Statement(
        "C-03",
        "申请",
        words("新{收,收到,受理,接收,增,增加,接到,登记,申请,收申请,收的,接收到,提出,收取} 本年新收 当年新收"),
        (NEW,),
        words("件 份 封 宗 起 例 件次"),
        zero="C-01",
        share_of=RECEIVED_ALL,
        kind="received",
    ),
    Statement(
        "C-03",
        "申请",
        words("新{收,收到,受理,接收,接到,登记}"),
        (NEW,),
        words("条 项 次 个"),
        zero="C-01",
        named=True,
        share_of=RECEIVED_ALL,
        kind="received",
    ),
    Statement(
        "C-05",
        "申请",
        words(
            "{,已,均已,全部,依法,按期,按时,及时,共,共计,予以,作出,已作出,完成,均,规范,依规,"
            "如期,累计,书面,已按期,已按时,已全部,已书面}"
            "{办结,答复,回复,办复,办毕,处理完毕,办理完毕,办理完结,办理完成,答复完毕} 已办理 "
            "已处理 已办 实办 {,实际,实}{办结,答复}件 实际{办结,答复} 实结 完成办理 完成答复 完成办结 "
            "{办理,}答复完成 "
            "{作出,}{政府信息公开,信息公开,依申请公开,公开申请}答复{,书,告知书} "
            "{,全年,年内,当年,本年,本年度}{,共,共计,累计,已}{办结,答复,办理完毕,办理完结,办理答复,办理回复}"
        ),
        ANSWERED_ALL,
        UNITS,
        share_of=ALL,
        kind="closed",
    ),
    Statement(
        "C-05",
        "申请",
        words("{,已,均已,全部,已全部,按期,按时}完成"),
        ANSWERED_ALL,
        UNITS,
        at_home=True,
        share_of=ALL,
        kind="closed",
    ),
    Statement(
        "C-02",
        "申请",
        RECEIVED_WORDS
        + words(
            "{受理,收件,接收,申请,收到,接件}{量,数量,总量,数,件数,总数} {提出,递交,提交,提起,"
            "递交了,提交了,提出了} 受理了 收到了"
        ),
        RECEIVED_ALL,
        UNITS,
        zero="C-01",
        zero_sums=(NEW,),
        denials=NONE_CAME_IN,
        share_of=RECEIVED_ALL,
        kind="received",
    ),
    Statement(
        "C-02",
        "申请",
        words(
            "{,共,依法,累计}{办理,处理}{,了} 应{办,办理,办结,答复,处理} "
            "办理并答复 {收到,受理}{和,并,、}{处理,办理,答复,办结} 受理办结"
        ),
        (*RECEIVED_ALL, *ANSWERED_ALL),
        UNITS,
        named=True,
        share_of=ALL,
        kind="handled",
    ),
    Statement(
        "C-02",
        "申请",
        words("{全年,年内,当年,本年,本年度}{共,}办理 共办理"),
        (*RECEIVED_ALL, *ANSWERED_ALL),
        UNITS,
        share_of=ALL,
        kind="handled",
    ),
    # Without any verb only the full name will do: 依申请公开12件 may be how documents are classed.
    Statement(
        "C-02",
        "申请",
        APPLICATION_NAMES,
        (*RECEIVED_ALL, *ANSWERED_ALL),
        UNITS,
        zero="C-01",
        zero_sums=(NEW,),
        named=True,
        ahead=True,
        share_of=ALL,
        kind="count",
    ),
    Statement(
        "C-02",
        "申请",
        words("{办理,处理} {共,合计,共计,累计,总共}{办理,处理}"),
        (*RECEIVED_ALL, *ANSWERED_ALL),
        UNITS,
        at_home=True,
        ahead=True,
        share_of=ALL,
        kind="handled",
    ),
    Statement(
        "C-02",
        "申请",
        words("依申请公开 {政府信息,信息,政务信息}依申请公开 依申请公开{政府信息,信息}"),
        (*RECEIVED_ALL, *ANSWERED_ALL),
        words("件 宗 起 次 例"),
        zero="C-01",
        zero_sums=(NEW,),
        named=True,
        share_of=ALL,
        kind="count",
    ),
    Statement(
        "C-02",
        "申请",
        words(
            "依申请公开 依申请公开政府信息 依申请公开信息 政府信息依申请公开 依申请 公开申请 "
            "申请公开 申请 申请书 申请件 申请公开信息 申请公开政府信息 依申请信息公开 依申请政府信息公开 "
            "依申请公开政务信息 政务信息依申请公开"
        ),
        (*RECEIVED_ALL, *ANSWERED_ALL),
        UNITS,
        zero="C-01",
        zero_sums=(NEW,),
        named=True,
        at_home=True,
        share_of=ALL,
        kind="count",
    ),
    Statement(
        "C-07",
        "申请",
        (),
        (CARRIED_OUT_ALL,),
        (),
        phrases=(
            "{均,都,皆,已全部,全部,全数,悉数,已,现已,逐一,全都,件件}…{办结,办理完毕,办理完结,办理完成,"
            "办理结束,答复完毕,回复完毕,处理完毕,处理完成,办毕,答复到位,办理到位,办复,结案}",
            "{均,都,皆,全部,全数,悉数,已全部,全都,件件}…{答复,回复}",
            "{均,都,皆,全部,全数,悉数,已全部,全都,件件}…{送达,反馈}{申请人,当事人,群众}",
            "{均,都,皆,全部,已}…妥善{办理,处理,处置}",
            "{将,已,均已,都已,全部}…{答复书,答复函,答复意见,答复结果}…{送达,寄送,邮寄,发送,送交}",
            "{已,均已,都已,全部}…{送达,寄送,邮寄,发送,送交,出具,制作,作出}…{答复书,答复函}",
            "{答复书,答复函,答复意见}{均,都,全部,}已{送达,寄出,寄送,送交,发出}",
            "^{按时,按期,及时,如期,依法}{予以,}{办结,答复,回复,办复}$",
            "^{已,已经}…{答复,回复}{,工作,申请人,当事人}$",
            "^在{规定,法定}{时限,期限,时间}内{予以,}{办结,答复,回复,办复}$",
            "{均,都,皆,全部}{严格,}{按,按照,依照,依据,遵照}……{答复,办结,回复,办复,办理完毕,办理完结,答复完毕}",
            "已{予以,作出,进行,办理并}{答复,回复}",
            "完成{答复,办理,办结}",
            "{均,都,已,全部,已全部}{依法,依规,按规定,按要求,依法依规,按程序}{予以,进行,作出,完成,}{答复,办结,回复}",
            "{均,都,皆,全部}…受理、{答复,办理,办结,回复}",
            "{均,都,已,全部,已全部}{按程序,依法,依规,按规定,按要求,依法依规,}{按时,按期,及时,如期}{予以,进行,完成,}{办理,处理,答复,办结,回复}",
        ),
        kind="all closed",
        unless=words("结转 留言 信访 工单 热线 满意"),
    ),
)

_DISCLOSED = (named("予以公开"), named("予以公开") + named("部分公开"))

RATES_CLOSED = (
    Rate("C-07", "申请", ("办结率",), ((CLOSED_ALL, HANDLED),)),
    Rate(
        "C-29",
        "申请",
        ("公开率", "予以公开率"),
        tuple((part, whole) for part in _DISCLOSED for whole in (CLOSED_ALL, NEW, HANDLED)),
    ),
)
