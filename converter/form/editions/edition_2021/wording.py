"""Phrases of reports as officials write them, and the topics that the form and the law require."""

from converter.form.editions.edition_2021.phrases import STANDARD_PHRASES
from converter.form.editions.edition_2021.tables import (
    ALL_APPLICANTS,
    CORRECTED,
    DISPUTES_4,
    TABLE_3,
    TABLE_FEE,
    dispute,
    figure,
    row_3,
)
from converter.form.wording import Mention, Topic, Wording

_FEE_NOTICES = next(TABLE_FEE.refs())
_UNPAID = row_3("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请")
_RARE = (row_3("1.属于国家秘密"), row_3("3.危及“三安全一稳定”"))

WORDING = Wording(
    template_phrases=(
        "XX", "××", "____", "{{", "}}", "{%",
        *(f"某某{body}" for body in ("局", "委", "镇", "乡", "县", "单位", "机关")),
        *(f"{sign}{unit}" for sign in ("X", "×") for unit in ("年", "月", "日", "件", "条", "次", "期")),
        "(请填写", "[请填写", "【请填写", "此处填写", "待填写", "待补充", "(待填",
        "(请在此", "[请在此", "【请在此", "请在此填写", "请在此处填写", "(请输入", "[请输入", "【请输入",
        "(盖章)", "(公章)", "(加盖公章)",
        "该部分以表格形式报告",
        "收取信息处理费情况在此处报告",
    ),
    template_openings=("示例:", "样例:", "填写说明:", "请填写", "请输入", "点击此处", "单击此处", "**"),
    superseded_notices=(
        "国办公开办函〔2019〕60号",
        "年度报告格式(试行)",
        "年度报告格式》(试行)",
    ),
    empty_phrases=("无", "无。", "没有", "没有。", "暂无", "暂无。", "/", "-", "—",
             "不涉及", "不涉及。", "略", "略。"),
    narrative_sections=("一", "五"),
    problem_section="五",
    problem_topics=(
        Topic(
            "存在的主要问题",
            ("问题", "不足", "不够", "短板", "薄弱", "差距", "有待", "欠缺",
             "不强", "不高", "不到位", "不及时"),
            "存在的主要问题",
        ),
        Topic(
            "改进情况",
            ("改进", "整改", "下一步", "今后", "措施", "完善", "加强", "提升", "强化", "规范", "健全"),
            "改进情况",
        ),
    ),
    topics=(
        Topic("主动公开", ("主动公开", "公开信息", "发布信息", "网站发布"), "主动公开情况"),
        Topic("依申请公开", ("依申请", "公开申请"), "依申请公开情况"),
        Topic("政府信息管理", ("信息管理", "动态调整", "保密审查", "规范性文件", "清理"), "政府信息管理情况"),
        Topic("平台建设", ("平台", "网站", "专栏", "公众号", "新媒体", "查阅"), "平台建设情况"),
        Topic("监督保障", ("监督", "保障", "考核", "培训", "评议"), "监督保障情况"),
    ),
    topic_section="一",
    duties=(
        Topic("工作考核", ("考核",)),
        Topic("社会评议", ("评议", "满意度", "满意率", "测评")),
        Topic("责任追究", ("责任追究", "追究责任", "追责", "问责")),
    ),
    duty_sections=("一", "五"),
    self_references=(("我局", "局"), ("我镇", "镇"), ("我乡", "乡"), ("我街道", "街道"), ("我委", "委"),
           ("我院", "院")),
    self_reference_exceptions=("自我局限", "我委托", "我委派"),
    past_openings=("{}年,", "{}年度,", "{}年我", "{}年度我", "{}年全", "{}年度全", "{}年本", "{}年度本",
                   "{}年共", "{}年度共", "截至{}年底", "截至{}年末", "截至{}年12月31日", "截止{}年底",
                   "截止{}年12月31日"),
    past_words=("较", "比", "上年", "去年", "往年", "历年", "以来", "至今", "累计", "同期", "上一年",
                "此前", "曾"),
    future_words=("将", "计划", "拟", "继续", "下一步", "进一步", "争取", "力争", "下年", "明年", "今后"),
    mentions=(
        Mention(
            "B-09",
            (figure(TABLE_3, _UNPAID, ALL_APPLICANTS),),
            ("六",),
            ("收费通知", "缴费通知", "通知缴费", "发出通知", "缴纳费用", "未缴费", "未缴纳"),
            "第三部分表格（六）其他处理第2项：未按收费通知要求缴纳费用；《政府信息公开信息处理费管理办法》",
            denials=("没有发出收费通知", "未发出收费通知", "无收费通知"),
            composed_from=(_FEE_NOTICES,),
        ),
        Mention(
            "B-11",
            tuple(dispute(kind, CORRECTED) for kind in DISPUTES_4),
            ("一", "五"),
            ("纠正", "败诉", "撤销", "确认违法", "责令"),
            "条例第五十条第四项：存在的主要问题及改进情况",
        ),
    ),
    rare_refusals=tuple(figure(TABLE_3, row, ALL_APPLICANTS) for row in _RARE),
    standard_phrases=STANDARD_PHRASES,
    small_bodies=("县级部门", "乡镇街道"),
)  # fmt: skip
"""The phrases that the checks of this edition look for."""
