"""What sentences are about. The last topic that a clause names before its number counts."""

from converter.form.claims import ClaimTopic, words

_DISCLOSURE = ("信息公开", "依申请公开", "公开申请", "申请公开")
_WHERE = ("依申请公开情况",)

TOPICS = (
    ClaimTopic(
        "申请",
        words(
            "政府信息公开申请 信息公开申请 政府信息依申请公开 依申请公开政府信息 "
            "依申请公开信息 依申请公开 申请公开 公开申请 申请"
        ),
        home=("依申请公开情况",),
        near=_DISCLOSURE,
        short=("申请",),
    ),
    ClaimTopic(
        "复议",
        words("行政复议申请 行政复议案件 行政复议 复议案件 复议"),
        near=_DISCLOSURE,
        where=_WHERE,
        short=("复议案件", "复议"),
    ),
    ClaimTopic(
        "诉讼",
        words("行政诉讼案件 行政诉讼 诉讼案件 诉讼 行政应诉"),
        near=_DISCLOSURE,
        where=_WHERE,
        short=("诉讼案件", "诉讼"),
    ),
    ClaimTopic(
        "直接起诉", ("未经复议直接起诉", "未经复议直接提起诉讼", "直接起诉"), near=_DISCLOSURE, where=_WHERE
    ),
    ClaimTopic(
        "复议后起诉", ("复议后起诉", "复议后提起诉讼", "经复议后起诉"), near=_DISCLOSURE, where=_WHERE
    ),
    ClaimTopic(
        "复议和诉讼",
        ("复议诉讼案件", "复议诉讼", "行政复议诉讼"),
        near=_DISCLOSURE,
        where=_WHERE,
        parts=("复议", "诉讼"),
    ),
    ClaimTopic("规章", ("政府规章", "规章")),
    ClaimTopic("规范性文件", ("行政规范性文件", "政府规范性文件", "规范性文件")),
    ClaimTopic("行政许可", ("行政许可决定", "行政许可")),
    ClaimTopic("行政处罚", ("行政处罚决定", "行政处罚")),
    ClaimTopic("行政强制", ("行政强制决定", "行政强制")),
    ClaimTopic(
        "信息处理费",
        words(
            "政府信息公开信息处理费 政府信息处理相关费用 信息公开处理费 政府信息处理费 "
            "信息处理费用 信息处理费 处理费"
        ),
        home=("信息处理费情况",),
    ),
    ClaimTopic(
        "建议提案",
        words("人大代表建议和政协提案 建议和提案 建议提案 建议、提案 人大建议政协提案"),
        home=("建议提案办理情况",),
    ),
    ClaimTopic("建议", ("建议",), home=("建议提案办理情况",), near=("建议提案", "代表建议"), short=("建议",)),
    ClaimTopic("人大建议", ("人大代表建议", "代表建议", "人大建议"), home=("建议提案办理情况",)),
    ClaimTopic("政协提案", ("政协委员提案", "政协提案", "委员提案", "提案"), home=("建议提案办理情况",)),
    # Documents that are classed as 依申请公开 are no applications, unless they "came in".
    ClaimTopic(
        "文件属性",
        words("依申请公开政府信息 依申请公开信息 依申请公开类 依申请公开文件 依申请公开公文"),
        other=True,
        unless=words("收到 受理 接收 收办 新收 办理 答复 办结 接到 新收到 新受理"),
    ),
    ClaimTopic(
        "其他事项",
        words(
            "网民留言 留言 信访件 信访事项 信访 热线 工单 信箱 来信 来电 来访 咨询 "
            "投诉 举报 主动公开 公开信息 发布信息 各类信息 政府信息公开指南 "
            "依申请公开政府信息指南 依申请公开指南 公开指南 目录 解读 培训 会议 新闻 微信 "
            "微博 公众号 行政许可信息 行政处罚信息 行政强制信息 行政事业性收费 备案审查 "
            "意见征集 意见建议 议案 来函 办件 民生实事 专栏 报道 条目 补正 征求意见 "
            "答记者问 普法 执法案卷评查 诉求 业务 问题线索 舆情 行政许可申请 许可申请 行政许可事项 许可事项"
        ),
        other=True,
    ),
)
