"""X: two years of one agency."""

from __future__ import annotations

from decimal import Decimal

from converter.catalogue.arithmetic import NO_TOTALS, RESULTS
from converter.catalogue.model import CodeRecord, Example, Given, I, Limit, Message, OfRule, W

PERCENT = Limit("X-03", "percent", Decimal(50), "变动超过上年的百分之几才提示", "%")
LEAST = Limit("X-03", "least", Decimal(20), "变动的绝对数超过多少才提示")
ALIKE = Limit("X-07", "percent", Decimal(80), "去掉年份、数字和常用语句后，文字相同达到百分之几就提醒", "%")
WORDS = Limit("X-07", "words", Decimal(60), "去掉年份、数字和常用语句后，至少有多少字才比较", "字")

_NOTICE = "{notice}：报告应当全面、准确，避免内容雷同"
_FILLED_IN = Message(
    W,
    "下发时填入的上年数与上年报告不同：{where}，填的是 {found}，上年报告是 {expected}（已按此核对）",
    "请县级主管部门核对填入的上年数；填入的数是更正后的，请在“情况说明”写明。",
)

_STORY = {
    "存在的主要问题": "围绕春耕备耕、农机购置补贴和高标准农田建设，编发政策明白纸五期，"
    "送到二十三个村的便民服务站；针对群众询问较多的土地流转问题，请农经站的老同志录制方言讲解，放在村口大喇叭里循环播放。",
    "改进情况": "",
}
_OTHER_STORY = {
    "存在的主要问题": "牵头修订行政处罚裁量基准，把听证笔录和复议结果一并挂网，"
    "当事人可凭案号自助查询办理进度；结合普法宣传月走进学校和厂区，现场解答欠薪维权、邻里纠纷等咨询，收集意见建议并逐条回复。",
}

RECORDS = (
    CodeRecord(
        "X-01",
        "上年结转等于上年报告的结转下年度",
        OfRule("X-01"),
        {
            "": Message(
                W,
                "上年结转与上年报告不符：{where}，填的是 {found}，"
                "上年的结转下年度是 {expected}，差 {difference}",
                "两数应当相同；机构合并、上年数更正等属实的，请在“情况说明”写明。",
            ),
            "filled_in": _FILLED_IN,
        },
        passes=Example(
            "上年报告结转下年度 3 件，本年上年结转 3 件。",
            Given(figures={"三.r02.c1": 3}, last={"三.r25.c1": 3}),
        ),
        fails=Example(
            "上年报告结转下年度 3 件，本年上年结转 2 件。机构合并、上年数更正等属实的，写明理由即可。",
            Given(figures={"三.r02.c1": 2}, last={"三.r25.c1": 3}),
        ),
        checklist="{subject}：与上年数衔接",
    ),
    CodeRecord(
        "X-02",
        "现行有效件数等于上年现行有效加本年制发减本年废止",
        OfRule("X-02"),
        {
            "": Message(
                W,
                "现行有效件数接不上上年：{where}，填的是 {found}，"
                "上年数加制发减废止是 {expected}，差 {difference}",
                "请核对；清理、自动失效等属实的，请在“情况说明”写明。",
            ),
            "filled_in": _FILLED_IN,
        },
        passes=Example(
            "上年现行有效 10，本年制发 3、废止 1，现行有效 12。",
            Given(figures={"二.r2.c1": 3, "二.r2.c2": 1, "二.r2.c3": 12}, last={"二.r2.c3": 10}),
        ),
        fails=Example(
            "上年现行有效 10，本年制发 3、废止 1，现行有效 14。清理、自动失效等属实的，写明理由即可。",
            Given(figures={"二.r2.c1": 3, "二.r2.c2": 1, "二.r2.c3": 14}, last={"二.r2.c3": 10}),
        ),
        checklist="{subject}：与上年数衔接",
    ),
    CodeRecord(
        "X-03",
        "与上年相比没有大幅变动，或文字中有说明",
        OfRule("X-03"),
        {
            "": Message(
                I,
                "与上年相比变动很大：{where}，本年 {found}，上年 {expected}，相差 {difference}（{percent}）",
                "请核对；属实的，宜在文字中说明原因。",
            ),
        },
        passes=Example(
            "行政许可上年 300 件，本年 345 件。", Given(figures={"二.r3.c1": 345}, last={"二.r3.c1": 300})
        ),
        fails=Example(
            "行政许可上年 30 件，本年 345 件。只作提示。",
            Given(figures={"二.r3.c1": 345}, last={"二.r3.c1": 30}),
        ),
        limits=(PERCENT, LEAST),
    ),
    CodeRecord(
        "X-04",
        "收费金额的单位与上年相同（万元）",
        "第二部分表格：本年收费金额（单位：万元）",
        {
            "": Message(
                W,
                "收费金额的单位可能填错：{where}，本年 {found}，上年 {expected}，相差约一万倍",
                "本栏的单位是万元；按元填的请改为万元。",
            ),
        },
        passes=Example(
            "上年 24252.31，本年 25001.20。",
            Given(figures={"二.r6.c1": Decimal("25001.20")}, last={"二.r6.c1": Decimal("24252.31")}),
        ),
        fails=Example(
            "上年按元填了 242523100，本年 24252.31。比上年大得多的，由 A-06 提醒。",
            Given(figures={"二.r6.c1": Decimal("24252.31")}, last={"二.r6.c1": Decimal(242_523_100)}),
        ),
    ),
    CodeRecord(
        "X-05",
        "上年尚未审结的案件，本年有着落",
        OfRule("X-05"),
        {
            "": Message(
                I,
                "上年尚未审结的案件没有着落：{where}，本年总计 {found}，上年尚未审结就有 {expected} 件",
                "请核对上年遗留的案件是否都已计入；按当年新收统计的，可不改。",
            ),
        },
        passes=Example(
            "上年尚未审结 2 件，本年总计 3 件。", Given(figures={"四.r1.c01": 3}, last={"四.r1.c04": 2})
        ),
        fails=Example(
            "上年尚未审结 2 件，本年总计 1 件。各地统计口径不同，只作提示。",
            Given(figures={"四.r1.c01": 1}, last={"四.r1.c04": 2}),
        ),
    ),
    CodeRecord(
        "X-06",
        "表二至表四填的是本年的数",
        _NOTICE,
        {
            "": Message(
                W,
                "表二至表四的数与上年报告完全相同（不为 0 的有 {found} 个）",
                "请核对是否误用了上年的表；属实的，请在“情况说明”写明。",
            ),
        },
        passes=Example(
            "至少有一个数与上年不同，或全部为 0。",
            Given(figures={"二.r3.c1": 345, "二.r4.c1": 2}, last={"二.r3.c1": 345, "二.r4.c1": 1}),
        ),
        fails=Example(
            "表二至表四的每一个数都与上年相同。",
            Given(figures={"二.r3.c1": 345, "二.r4.c1": 1}, last={"二.r3.c1": 345, "二.r4.c1": 1}),
        ),
    ),
    CodeRecord(
        "X-07",
        "第一、五部分写的是本年",
        _NOTICE,
        {
            "": Message(
                W,
                "文字与上年报告雷同：{where}，去掉年份、数字和常用语句后有 {found} 相同{detail}",
                "请写本年的工作、问题和改进；属实的，请在“情况说明”写明。",
            ),
        },
        passes=Example(
            "写的是本年的工作和本年的问题。",
            Given(
                texts=_STORY,
                last={"二.r3.c1": 1},
                last_texts=_OTHER_STORY,
            ),
        ),
        fails=Example(
            "除年份和数字外，与上年报告的文字相同。",
            Given(
                texts=_STORY,
                last={"二.r3.c1": 1},
                last_texts=_STORY,
            ),
        ),
        limits=(ALIKE, WORDS),
    ),
    CodeRecord(
        "X-08",
        "上年的勾稽错误没有再出现",
        "第三、四部分表格的勾稽关系",
        {
            "": Message(
                I,
                "上年报告的同一错误又出现了（{other}）：{where}",
                "请按 {other} 的提示改正，并查明原因。",
            ),
        },
        passes=Example("上年总计列没有填，本年已填。", Given(figures=RESULTS, last={**RESULTS, **NO_TOTALS})),
        fails=Example(
            "上年总计列没有填，本年又没有填。",
            Given(figures={**RESULTS, **NO_TOTALS}, last={**RESULTS, **NO_TOTALS}),
        ),
    ),
)
