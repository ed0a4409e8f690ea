"""What sentences are about. The last topic that a clause names before its number counts."""

from converter.form.claims import ClaimTopic, denial_words, words

_DISCLOSURE = (
    "信息公开",
    "依申请公开",
    "公开申请",
    "申请公开",
    "依申请",
    "公开信息",
    "公开政府信息",
    "政务公开",
)
_WHERE = ("依申请公开情况",)

_ON_REQUEST = (
    "{政府信息依申请公开,信息依申请公开,依申请公开政府信息,依申请公开信息,依申请信息公开,依申请政府信息公开,"
    "依申请公开政务信息,政务信息依申请公开,"
    "依申请政府信息公开,依申请公开,依申请,申请公开政府信息,申请公开信息,要求公开政府信息,要求公开的政府信息,要求公开信息,"
    "要求公开的信息,申请公开的政府信息,申请公开的信息,申请信息公开,申请的政府信息,"
    "申请公开,公开申请}"
)
"""Names that mean the applications without another noun."""
_REQUESTED = "{政府信息公开,信息公开,政务公开,政务信息公开,政府信息,公开政府信息,公开信息,公开政府信息公开}"
"""Names that need a noun to mean the applications: 公开政府信息的请求."""
_APPLICATION = (
    "{,的,方面的,方面,类,类的}{申请,请求,要求,诉求,事宜,事件,申请件,申请书,申请表,申请事项,申请案件,"
    "申请案,来信,来件,来函,函件,工单,来信来函,"
    "来信来件,信件,信函}"
)
_MATTER = "{,的,方面的,方面,类,类的}{事项,项目,件,信息件,案件,办件,业务,业务件,信息事项}"
_CASE = "{,申请,案件,案,答复,答复通知书,答复通知,通知,通知书,情况,事项}"
_TO_START = "{被,}{申请,提起,提出,提请,进入,引发,引起,启动,产生}{了,}"

APPLICATION_NAMES = words(f"{_ON_REQUEST}{_APPLICATION} {_REQUESTED}{_APPLICATION} {_ON_REQUEST}{_MATTER}")
"""Full names of applications: with one of these a number needs no verb."""
CASE_NAMES = {
    "复议": words(f"行政复议{_CASE} 复议{{,案件,申请}}"),
    "诉讼": words(
        f"行政诉讼{_CASE} 行政诉讼{{应诉案件,应诉通知书,应诉通知}} 诉讼{{,案件}} 行政应诉{{,案件}}"
    ),
    "直接起诉": words("{未经复议,未经行政复议,}直接{起诉,提起诉讼,提起行政诉讼}"),
    "复议后起诉": words("{经,}{行政,}复议后{起诉,诉讼,行政诉讼,应诉,提起诉讼,提起行政诉讼,再起诉,又起诉}"),
    "行政案件": words("{信息公开,政府信息公开,信息公开类,政府信息公开类,}行政案件"),
    "复议和诉讼": words("{,行政}复议{,行政}诉讼{,案件} 行政争议{,案件} 复议及诉讼"),
    "复议应诉": words("{,行政}复议应诉{,案件}"),
}
STARTED = {
    "复议": words(f"{_TO_START}{{行政,}}复议{{程序,}}"),
    "诉讼": words(
        f"{_TO_START}{{行政,}}诉讼{{程序,}} 被起诉 诉至法院 起诉至法院 被诉 被诉至法院 应诉 涉诉 起诉"
    ),
}
"""What became of an answer: 2 件答复被申请行政复议 counts reviews."""
CHARGED_FOR = words(
    "{产生,收取,计收,加收,缴纳,征收,开具,需收取,涉及}{信息处理费,收费通知,收费通知书,缴费通知,缴费通知书}"
)
"""What an answer led to: 2 件申请收取信息处理费 counts notices."""

SINGLE = "{无,没有,未有,未发生}一{件,例,起,宗,份}"
"""None at all: 没有一件."""
NOT = "{未,没有,无,均未,尚未,暂未,从未,并未,未曾,没,亦未,也未,也没有,并没有,都没有,均没有}"
RECEIVED_WORDS = words(
    "{,共,共计,累计,总共,合计,已,实际,全年,本年,全年共,年内,仅,共新}{收到,受理,接收,接收到,"
    "收办,接到,收,接受,登记,收件,接件,收到过,接,接获,收悉}"
)
"""Words for what came in."""
NONE_CAME_IN = denial_words(
    f"{NOT}{{新增,新收到,新受理,收到,接到,受理,接收,接收到,"
    "接,收,新收,收到过,接到过,收过,办理,发生,产生,出现,"
    "收悉,登记,涉及,涉,接受,存在} 未有 没有 无 尚无 暂无 均无 亦无 也无 并无 零 无人 未被 不存在 " + SINGLE
)
"""Words for that nothing came in."""
_CAME_IN = (
    *RECEIVED_WORDS,
    *words("{收到,受理,接收}{并,和,及,并妥善,并依法,并按时}{办理,处理,答复,办结,回复}"),
    *words("{,共,共计,累计,已,新,全年共,依法}{办理,处理,答复,办结,回复,受理答复} 新收 新收到 新受理"),
    *NONE_CAME_IN,
)

_DECIDED = {"许可": "{,决定,事项决定,案件,事项}", "处罚": "{,决定,案件}", "强制": "{,决定,措施,执行}"}
"""Kinds of decisions, and what their names end in; without 行政 each counts only beside another one."""

TOPICS = (
    ClaimTopic(
        "申请",
        (
            *words(f"{_ON_REQUEST} 申请 申请书 申请件 申请量 申请案件 申请事项"),
            *APPLICATION_NAMES,
            *words("政府信息公开{案件,办件}"),
        ),
        home=("依申请公开情况",),
        near=_DISCLOSURE,
        short=words("申请 申请书 申请件 申请量 申请案件 申请事项"),
    ),
    *(
        ClaimTopic(
            key,
            (*CASE_NAMES[key], *STARTED.get(key, ())),
            near=_DISCLOSURE,
            where=_WHERE,
            short=words("复议案件 复议 诉讼案件 诉讼 应诉 起诉 行政案件"),
            parts=("复议", "诉讼") if key == "复议和诉讼" else (),
            acts=STARTED.get(key, ()),
        )
        for key in CASE_NAMES
    ),
    ClaimTopic("规章", ("政府规章", "规章")),
    ClaimTopic("规范性文件", words("{行政,政府,}规范性文件")),
    *(
        ClaimTopic(
            f"行政{kind}",
            (*words(f"行政{kind}{ends}"), kind, f"{kind}决定"),
            short=(kind, f"{kind}决定"),
            beside=tuple(other for other in _DECIDED if other != kind),
        )
        for kind, ends in _DECIDED.items()
    ),
    ClaimTopic("行政事业性收费", words("{行政,}事业性{收费,费用} 行政事业收费")),
    ClaimTopic(
        "信息处理费",
        words(
            "政府信息公开信息处理费 政府信息处理相关费用 信息公开处理费 政府信息处理费 信息处理费用 "
            "信息处理费 处理费 信息处理费{收入,收费} 政府信息公开信息处理费{收入,收费} "
            "{政府信息公开,依申请公开,信息公开}{收费,费用,相关费用,处理费用} 依申请公开信息处理费 "
            "{政府信息公开,依申请公开,信息公开,依申请公开信息,公开信息,公开政府信息}{的,}{任何,"
            "相关,有关,各项,各类}费用 "
            "{政府信息公开,依申请公开,信息公开}的{费用,收费} 申请人{收取,收取任何,收取相关,"
            "收}{费用,信息处理费,费} {信息,公开,申请,事项}收取{任何,}费用"
        )
        + CHARGED_FOR,
        home=("信息处理费情况",),
        acts=CHARGED_FOR,
    ),
    ClaimTopic(
        "建议提案",
        words(
            "两会建议提案 两会建议、提案 人大代表建议和政协提案 {人大,}建议{和,、,}{政协,}提案 "
            "建议和提案 建议提案 建议、提案 "
            "人大建议政协提案"
        ),
        home=("建议提案办理情况",),
    ),
    ClaimTopic("建议", ("建议",), home=("建议提案办理情况",), near=("建议提案", "代表建议"), short=("建议",)),
    ClaimTopic("人大建议", ("人大代表建议", "代表建议", "人大建议"), home=("建议提案办理情况",)),
    ClaimTopic("政协提案", ("政协委员提案", "政协提案", "委员提案", "提案"), home=("建议提案办理情况",)),
    # Documents that are classed as 依申请公开 are no applications, unless they "came in".
    ClaimTopic(
        "文件属性",
        words(
            "依申请公开政府信息 依申请公开信息 依申请公开类 依申请公开文件 依申请公开公文 依申请公开信息数 "
            "依申请公开类信息 依申请公开属性"
        ),
        other=True,
        beside=words("条 主动公开 公文 文件 制发 属性 指南 目录 网站 平台 发布 条目 不予公开 标注 专栏 栏目"),
        unless=_CAME_IN,
    ),
    ClaimTopic(
        "分类",
        ("依申请公开", "不予公开"),
        other=True,
        beside=("主动公开", "公开政府信息", "公文", "属性", "标注"),
        unless=_CAME_IN,
    ),
    ClaimTopic(
        "决定书",
        words("行政{许可,处罚,强制}{决定书,决定文书}"),
        other=True,
        unless=words("{,共,累计,依法,全年}{作出,做出,下达,送达,制发,签发}"),
    ),
    # Licences are counted by what was done with them; without a verb their kinds are.
    ClaimTopic(
        "许可事项",
        ("行政许可事项", "许可事项"),
        other=True,
        unless=words("{,共,累计,依法,全年}{办理,办结,作出,审批,核发,实施}"),
    ),
    ClaimTopic(
        "其他事项",
        words(
            "网民留言 留言 信访件 信访事项 信访 热线 工单 信箱 县长信箱 来信 来电 来访 咨询 "
            "投诉 举报 主动公开 公开信息 发布信息 各类信息 政府信息公开指南 "
            "依申请公开政府信息指南 依申请公开指南 公开指南 目录 解读 培训 会议 新闻 微信 "
            "微博 公众号 新媒体 行政许可信息 行政处罚信息 行政强制信息 备案审查 "
            "意见征集 意见建议 议案 民生实事 专栏 报道 条目 征求意见 "
            "{,生活,城镇,城市,餐厨}垃圾处理费 污水处理费 {危险,}废物处理费 {各类,办事,业务,"
            "服务,政务服务}申请 "
            "{依申请公开,政府信息公开,}{意见征询件,意见征询函,征询件,协查件,协查函,征求意见函,意见征求函} "
            "{不属于,非,不是}政府信息公开{,的}申请 {补正,}告知书 补正通知书 非规范性文件 "
            "其他文件 其它文件 答记者问 "
            "测试申请 模拟申请 {模拟,}暗访 演练 普法 执法案卷评查 诉求 业务 问题线索 "
            "舆情 行政许可申请 许可申请 "
            "行政许可数据 行政处罚数据 {行政复议,复议}{决定书,决定,委员会,体制,职责,工作} "
            "刊登 登载 刊发 转载 推送 发布 公布 更新 推文 稿件 图文 公告 通告 动态 要闻 公文 网帖 帖文 "
            "{不动产,婚姻,工商,企业,市场主体,设立,变更,注销,产权,抵押,户口,失业,商标,商事}登记申请 "
            "{查询,低保,救助,补贴,补助,贷款,审批,听证,仲裁,复核,复查,入学,公租房,法律援助,"
            "工伤,退税,调解,行政给付,"
            "行政确认,行政裁决,赔偿,国家赔偿,执行,强制执行,注册,变更,注销,职称,报考,入党,信访复查,"
            "转移,迁移,用地,宅基地}"
            "申请{,件,书,表}"
        ),
        other=True,
    ),
)
