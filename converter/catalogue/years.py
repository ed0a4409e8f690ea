"""X: two years of one agency."""

from __future__ import annotations

from decimal import Decimal

from converter.catalogue.record import CodeRecord, Example, I, Limit, Message, W, clause_of

PERCENT = Limit("X-03", "percent", Decimal(50), "变动超过上年的百分之几才提示", "%")
LEAST = Limit("X-03", "least", Decimal(20), "变动的绝对数超过多少才提示")
ALIKE = Limit("X-07", "percent", Decimal(80), "去掉年份、数字和常用语句后，文字相同达到百分之几就提醒", "%")
WORDS = Limit("X-07", "words", Decimal(60), "去掉年份、数字和常用语句后，至少有多少字才比较", "字")

_NOTICE = "国办公开办函〔2021〕30号：报告应当全面、准确，避免内容雷同"
_FILLED_IN = Message(
    W,
    "下发时填入的上年数与上年报告不同：{where}，填的是 {found}，上年报告是 {expected}（已按此核对）",
    "请县级主管部门核对填入的上年数；填入的数是更正后的，请在“情况说明”写明。",
)

RECORDS = (
    CodeRecord(
        "X-01",
        "上年结转等于上年报告的结转下年度",
        clause_of("X-01"),
        {
            "": Message(
                W,
                "上年结转与上年报告不符：{where}，填的是 {found}，"
                "上年的结转下年度是 {expected}，差 {difference}",
                "两数应当相同；机构合并、上年数更正等属实的，请在“情况说明”写明。",
            ),
            "filled_in": _FILLED_IN,
        },
        passes=Example("上年报告结转下年度 3 件，本年上年结转 3 件。"),
        fails=Example(
            "上年报告结转下年度 3 件，本年上年结转 2 件。机构合并、上年数更正等属实的，写明理由即可。"
        ),
        checklist="{subject}：与上年数衔接",
    ),
    CodeRecord(
        "X-02",
        "现行有效件数等于上年现行有效加本年制发减本年废止",
        clause_of("X-02"),
        {
            "": Message(
                W,
                "现行有效件数接不上上年：{where}，填的是 {found}，"
                "上年数加制发减废止是 {expected}，差 {difference}",
                "请核对；清理、自动失效等属实的，请在“情况说明”写明。",
            ),
            "filled_in": _FILLED_IN,
        },
        passes=Example("上年现行有效 10，本年制发 3、废止 1，现行有效 12。"),
        fails=Example(
            "上年现行有效 10，本年制发 3、废止 1，现行有效 14。清理、自动失效等属实的，写明理由即可。"
        ),
        checklist="{subject}：与上年数衔接",
    ),
    CodeRecord(
        "X-03",
        "与上年相比没有大幅变动，或文字中有说明",
        clause_of("X-03"),
        {
            "": Message(
                I,
                "与上年相比变动很大：{where}，本年 {found}，上年 {expected}，相差 {difference}（{percent}）",
                "请核对；属实的，宜在文字中说明原因。",
            ),
        },
        passes=Example("行政许可上年 300 件，本年 345 件。"),
        fails=Example("行政许可上年 30 件，本年 345 件。只作提示。"),
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
        passes=Example("上年 24252.31，本年 25001.20。"),
        fails=Example("上年 24252.31，本年 250012000（把元填进了万元栏）。"),
    ),
    CodeRecord(
        "X-05",
        "上年尚未审结的案件，本年有着落",
        clause_of("X-05"),
        {
            "": Message(
                I,
                "上年尚未审结的案件没有着落：{where}，本年总计 {found}，上年尚未审结就有 {expected} 件",
                "请核对上年遗留的案件是否都已计入；按当年新收统计的，可不改。",
            ),
        },
        passes=Example("上年尚未审结 2 件，本年总计 3 件。"),
        fails=Example("上年尚未审结 2 件，本年总计 1 件。各地统计口径不同，只作提示。"),
    ),
    CodeRecord(
        "X-06",
        "表二至表四不是照抄上年",
        _NOTICE,
        {
            "": Message(
                W,
                "表二至表四的数与上年报告完全相同（不为 0 的有 {found} 个）",
                "请核对是否误用了上年的表；属实的，请在“情况说明”写明。",
            ),
        },
        passes=Example("至少有一个数与上年不同，或全部为 0。"),
        fails=Example("表二至表四的每一个数都与上年相同。"),
    ),
    CodeRecord(
        "X-07",
        "第一、五部分不是照抄上年",
        _NOTICE,
        {
            "": Message(
                W,
                "文字与上年报告雷同：{where}，去掉年份、数字和常用语句后有 {found} 相同{detail}",
                "请写本年的工作、问题和改进；属实的，请在“情况说明”写明。",
            ),
        },
        passes=Example("写的是本年的工作和本年的问题。"),
        fails=Example("除年份和数字外，与上年报告的文字相同。"),
        limits=(ALIKE, WORDS),
    ),
    CodeRecord(
        "X-08",
        "没有重犯上年的勾稽错误",
        "第三、四部分表格的勾稽关系",
        {
            "": Message(
                I,
                "与上年报告犯了同样的错误（{other}）：{where}",
                "请按 {other} 的提示改正，并弄清出错的原因。",
            ),
        },
        passes=Example("上年总计列没有填，本年已填。"),
        fails=Example("上年总计列没有填，本年又没有填。"),
    ),
)
