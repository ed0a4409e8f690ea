"""Statements about how applications were answered: the headings of table 三 and the reasons under them."""

from converter.form.claims import Statement, Sum, words
from converter.form.editions.edition_2021.claims.counts import ALL, OTHER_RESULT, UNITS
from converter.form.editions.edition_2021.claims.sums import applicants, named
from converter.form.editions.edition_2021.tables import ALL_APPLICANTS, row_3


def _result(
    code: str,
    keywords: tuple[str, ...],
    *sums: Sum,
    joint: str = "C-10",
    alone: tuple[Sum, ...] = (),
    roots: str = "",
) -> Statement:
    return Statement(
        code,
        "申请",
        keywords,
        sums,
        UNITS,
        denials=words("{未,没有,无}{作出,出现,做出,发生,} {无一,无一件,没有一件}{属于,属,} 不存在"),
        joint=joint,
        own_words=True,
        share_of=ALL,
        alone=alone,
        kind="result",
        heading=joint == "C-10" and code not in ("C-08", "C-09"),
        roots=words(roots),
    )


def _reason(row: str, keywords: tuple[str, ...], roots: str) -> Statement:
    """A number of results for one of the reasons that the form lists under its heading."""
    label = row_3(row)
    code = _CODES_BY_HEADING[label.under[-1]]
    return _result(code, keywords, applicants((label,), ALL_APPLICANTS), joint=f"{code}+", roots=roots)


_CODES_BY_HEADING = {
    "（三）不予公开": "C-11",
    "（四）无法提供": "C-12",
    "（五）不予处理": "C-13",
    "（六）其他处理": "C-14",
}

_REASONS = (
    _reason(
        "1.属于国家秘密",
        words("{属于,属,涉及,涉,}国家秘密{,信息}"),
        "国家秘密 涉密 秘密文件 密级",
    ),
    _reason(
        "2.其他法律行政法规禁止公开",
        words(
            "{其他,其它,}{法律行政法规,法律、行政法规,法律法规,法律和行政法规}{明确,规定,}禁止{,"
            "不予}公开{,的}"
        ),
        "禁止公开 禁止性 法律禁止 法规禁止",
    ),
    _reason(
        "3.危及“三安全一稳定”",
        words(
            "{危及,可能危及,}{“,}三安全一稳定{”,} "
            "{公开后,}{可能,会,可能会,}危及国家安全、公共安全、经济安全、社会稳定{,的} "
            "{公开后,}{可能,会,可能会,}危及国家安全、公共安全、经济安全和社会稳定{,的}"
        ),
        "三安全 社会稳定 公共安全 国家安全 经济安全",
    ),
    _reason(
        "4.保护第三方合法权益",
        words("{保护,涉及,损害,}第三方{合法,}权益 {涉及,属于,}{商业秘密,个人隐私} 第三方不同意{公开,}"),
        "第三方 第三人 商业秘密 个人隐私 隐私 他人权益",
    ),
    _reason(
        "5.属于三类内部事务信息",
        words("{属于,属,涉及,}{三类,}{行政机关,}内部{事务,管理}{,类}{,信息,事项}"),
        "内部事务 内部管理 内部信息 内部",
    ),
    _reason(
        "6.属于四类过程性信息",
        words("{属于,属,涉及,}{四类,}过程性{,类}{,信息,文件,材料,政府信息}"),
        "过程性 过程稿 讨论记录 磋商信函 请示报告 过程信息",
    ),
    _reason(
        "7.属于行政执法案卷",
        words("{属于,属,涉及,}{行政,}执法{案卷,案件,案卷信息,案卷类}"),
        "执法案卷 案卷",
    ),
    _reason(
        "8.属于行政查询事项",
        words("{属于,属,}行政查询{事项,,类} {属于,属,}查询事项"),
        "查询事项 行政查询",
    ),
    _reason(
        "1.本机关不掌握相关政府信息",
        words(
            "{本机关,本行政机关,本单位,本部门,本局,本办,本镇,本乡,本街道,我局,我镇,我单位,我办,我机关,"
            "}{未,不,并不}{掌握,掌握的,掌握该,掌握相关}"
            "{,相关,有关}{,政府}{,信息} {,政府,相关,所申请,申请}{,的}信息不存在 不存在 {不,"
            "非}{属,属于,}{本机关,本行政机关,本单位,本部门,本局,我局,我单位,本镇,我镇}"
            "{职责,负责,负责公开,公开,职权,权限,公开范围,制作,掌握,信息,政府信息,业务,管辖}{,范围}{,的}"
        ),
        "掌握 不存在 {未,没有}{制作,获取,保存} {不属于本,不属本,非本机关,不归本} "
        "{未检索,检索不,未查,查不}到 查无 {本机关,本单位,本部门,本局,我局,我单位}没有",
    ),
    _reason(
        "2.没有现成信息需要另行制作",
        words(
            "{,均,}{没有,无}{现成,现有}{,政府,的}信息{,、,需,需要}{,另行制作} {需要,需,须}{另行,"
            "}{加工,制作}{,、分析,分析}"
        ),
        "现成 另行制作 加工 汇总分析 重新制作 另外制作",
    ),
    _reason(
        "3.补正后申请内容仍不明确",
        words(
            "{经,}补正{后,}{申请,}{内容,}{仍,仍然,依然}{不明确,不清楚} {申请,}内容仍不明确 "
            "{申请,}内容不明确 {申请,}{内容,}指向不明确"
        ),
        "补正 不明确 明确 不清楚 不清 不具体",
    ),
    _reason(
        "1.信访举报投诉类申请",
        words(
            "{属于,属,为,按}{信访举报投诉,信访,信访投诉,信访、投诉,举报投诉}{,事项,申请} "
            "{属于,属,}{信访举报投诉,信访、举报、投诉,信访、投诉、举报,信访投诉举报,信访举报,"
            "信访投诉,投诉举报,举报投诉,信访}"
            "{类,事项类,类的}{,申请,事项,信息}"
        ),
        "信访 举报 投诉 上访",
    ),
    _reason(
        "2.重复申请",
        words("{属于,属,}重复{申请,提交申请,提出申请,提出,提交}{,类,的}"),
        "重复",
    ),
    _reason(
        "3.要求提供公开出版物",
        words("{要求,申请,}{提供,}公开出版物"),
        "出版物 报刊 书籍 报纸",
    ),
    _reason(
        "4.无正当理由大量反复申请",
        words("{无正当理由,}{大量、反复,大量反复,反复大量,大量}申请 无正当理由反复申请"),
        "大量 反复 频繁",
    ),
    _reason(
        "5.要求行政机关确认或重新出具已获取信息",
        words(
            "{要求,}{行政机关,}{确认或,确认或者,}重新出具{,已获取}{,的}{,信息,政府信息} {要求,"
            "}{行政机关,}确认已获取{,的}信息"
        ),
        "重新出具 再次出具 确认已获取",
    ),
    _reason(
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        words(
            "{申请人,}{无正当理由,}{逾期,}{不,未}{补正,予补正,按要求补正,按期补正}{,的,申请,"
            "不再处理,而不再处理,的不再处理,、不再处理,、不予处理,、行政机关不再处理,"
            "、行政机关不再处理其政府信息公开申请}"
        ),
        "补正 逾期 未补 不补",
    ),
    _reason(
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        words(
            "{申请人,}逾期不{缴费,缴纳费用,缴纳} {申请人,}{逾期,}未{按收费通知要求,按要求,"
            "按通知,按期,}{缴纳费用,缴费,缴纳,缴纳信息处理费}{,的,、不再处理,、行政机关不再处理,"
            "、行政机关不再处理其政府信息公开申请}"
        ),
        "缴费 缴纳 交费 未缴",
    ),
)
"""The rows of the form under its headings, by the names that people give them."""

_NO_LONGER = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
)
"""The rows of other results that the form itself calls 不再处理."""

RESULTS = (
    *_REASONS,
    _result(
        "C-09",
        words(
            "部分公开{,答复,的} {作出,}区分处理{,后公开,后予以公开,后部分公开}{,的} 部分予以公开 "
            "予以部分公开 部分不予公开"
        ),
        named("部分公开"),
        roots="部分公开 部分予以 区分处理",
    ),
    _result(
        "C-08",
        words(
            "{予以,同意,全部,予以全部,主动予以,依法,完全,全文,准予}公开{,答复,的} 公开答复 "
            "{作出,}{予以,同意}公开决定 公开 {,均,都,皆,全部}予公开"
        ),
        named("予以公开"),
        alone=(named("予以公开") + named("部分公开"),),
        roots="给予公开 准予公开 获得公开 已公开 均公开 可以公开 已提供 予以提供 给予提供",
    ),
    _result(
        "C-11",
        words("{均,}{不予,不同意,不,未予}公开{,答复,决定,的} 均未公开"),
        named("不予公开"),
        roots="不予公开 未予公开 未公开 不公开 不宜公开 不能公开 拒绝公开 不得公开 不同意公开",
    ),
    _result(
        "C-12",
        words("{均,都,全部,}{无法,不能,未能}提供{,答复,的,相关信息,信息}"),
        named("无法提供"),
        roots="无法提供 不能提供 未能提供 没法提供 提供不了",
    ),
    _result(
        "C-13",
        words("{不予,不,不作}{处理,受理}{,答复,的,决定} 不予答复"),
        named("不予处理"),
        roots="不予处理 不再处理 不处理 不再重复处理 不作处理 不予受理",
    ),
    _result(
        "C-13",
        words("不再{处理,受理}{,答复,的,决定}"),
        named("不予处理"),
        alone=(named("其他处理"), *(applicants((row_3(row),), ALL_APPLICANTS) for row in _NO_LONGER)),
    ),
    Statement(
        "C-14",
        "申请",
        words(
            "{申请人,本人,}{主动,自行,自愿,}{撤回,撤件}{,申请,的} 申请撤回 {申请人,}{主动,"
            "自行,自愿}撤销{,申请,的} "
            "申请人撤销 撤销申请 视为撤回 {放弃,终止}申请"
        ),
        (OTHER_RESULT,),
        UNITS,
        at_most=True,
        own_words=True,
        share_of=ALL,
        kind="result",
    ),
    _result("C-14", words("{作,做,}{其他,其它}{,方式}处理{,答复,的}"), named("其他处理")),
    Statement(
        "C-14",
        "申请",
        words("{其他,其它}{,情形,原因,情况,类,类型,结果} 终止办理 终止处理"),
        (named("其他处理"), OTHER_RESULT),
        UNITS,
        own_words=True,
        share_of=ALL,
        kind="other result",
    ),
)
