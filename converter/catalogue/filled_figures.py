"""A: figures as they are filled in (A-02 to A-06); the other codes of A are in `filled_sheets`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from converter.catalogue.model import CodeRecord, E, Example, Given, I, Limit, Message, W

_COUNT, _AMOUNT = "不小于 0 的整数", "不小于 0 的数"

_TYPED: Mapping[str, Message] = {
    "not_number": Message(
        E, "填的不是数字：{where}，填的是“{found}”，应为{expected}", "请只填阿拉伯数字，如 3；没有请填 0。"
    ),
    "negative": Message(E, "数字小于 0：{where}，填的是 {found}，应为{expected}", "请填不小于 0 的数。"),
    "fraction": Message(E, "件数不是整数：{where}，填的是 {found}，应为{expected}", "请改为整数。"),
    "unit": Message(E, "单位不对：{where}，填的是“{found}”，本格的单位是{unit}", "请换算后只填数字。"),
    "convert": Message(
        E,
        "单位不对：{where}，填的是“{found}”，本格的单位是{unit}",
        "请换算成{unit}，只写数字：{proposal}。",
    ),
    "other_digits": Message(E, "填的不是阿拉伯数字：{where}，填的是“{found}”", "请写 {proposal}。"),
    "about": Message(E, "填的不是准确的数：{where}，填的是“{found}”", "请填准确的数，只写数字。"),
    "scaled": Message(
        E,
        "显示格式移动了小数点：{where}，存的是 {found}，与看到的数不同",
        "请把单元格格式改为“数值”，按本格的单位重新填数。",
    ),
    "percent": Message(
        W,
        "数字设成了百分比（或千分比）格式：{where}，存的是 {found}",
        "请把单元格格式改为“数值”，核对后重新填数。",
    ),
    "hidden": Message(
        W,
        "数字设了不显示的格式：{where}，存的是 {found}",
        "请把单元格格式改为“数值”，核对这个数是否要报。",
    ),
    "worded": Message(
        W,
        "显示格式给数字添了字，看到的与存的不同：{where}，存的是 {found}",
        "请把单元格格式改为“数值”，核对后重新填数。",
    ),
    "yuan": Message(
        W,
        "数字设成了以元为单位的格式：{where}，存的是 {found}，本格的单位是{unit}",
        "请核对这个数是按{unit}填的，并把单元格格式改为“数值”。",
    ),
    "reordered": Message(
        E,
        "数字里夹有改变显示顺序的隐藏字符，看到的数与存的不同：{where}，存的是“{found}”",
        "请删掉这一格的全部内容，重新输入数字（不要从别处粘贴）。",
    ),
    "too_long": Message(E, "数字太长，无法准确读取：{where}，填的是“{found}”，超过 15 位", "请核对后重填。"),
    "date": Message(
        E,
        "数字被设成了日期格式：{where}，存的是“{found}”，应为{expected}",
        "请把单元格格式改为“数值”后重新填数。",
    ),
    "boolean": Message(
        E, "填的是“是、否”一类的值，不是数字：{where}，填的是 {found}，应为{expected}", "请重新填数字。"
    ),
    "runs": Message(
        E,
        "数字带有删除线或上下标，无法判断哪些字有效：{where}，读到“{found}”",
        "请清除该格的格式后重新填数字。",
    ),
    "invisible": Message(
        I,
        "数字里夹有看不见的字符：{where}，已去掉，按 {expected} 读取",
        "请留意是否正确；多半是从别处粘贴来的，重新输入就没有了。",
    ),
    "text": Message(I, "数字存成了文本：{where}，已按 {expected} 读取", "不用处理。"),
    "normalised": Message(
        I, "数字的写法不常见：{where}，填的是“{found}”，已按 {expected} 读取", "请留意是否正确。"
    ),
}
"""What may be wrong with a figure as typed: A-02 for counts, A-05 for amounts of money."""


FEE = Limit("A-06", "fee", Decimal(100_000), "部门、乡镇街道的行政事业性收费达到这么多时提醒", "万元")
GROWTH = Limit("A-06", "growth", Decimal(1_000), "行政事业性收费达到上年的这么多倍时提醒", "倍")

_FORM = "{notice}：统一格式"

RECORDS = (
    CodeRecord(
        "A-02",
        "件数都是不小于 0 的整数",
        _FORM,
        {variant: message._replace(expected=_COUNT) for variant, message in _TYPED.items()},
        passes=Example("3", Given()),
        fails=Example(
            "-3、2.5、“三件”。全角“３”、“1,024”自动识别，只作提示。", Given(typed={"二.r3.c1": "三件"})
        ),
        checklist="{subject}各格都是不小于 0 的数，件数为整数",
    ),
    CodeRecord(
        "A-03",
        "填数的格里没有用符号代替数字",
        _FORM,
        {
            "": Message(
                E,
                "用符号或文字代替了数字：{where}，填的是“{found}”，应为{expected}",
                "没有请填 0。",
                expected=_COUNT,
            ),
        },
        passes=Example("没有发生，填 0。", Given()),
        fails=Example("没有发生，填“/”“—”“无”“不适用”。", Given(typed={"二.r4.c1": "/"})),
    ),
    CodeRecord(
        "A-04",
        "数字后面没有附带说明，或已确认要保留",
        _FORM,
        {
            "": Message(
                W,
                "数字后面带有说明：{where}，填的是“{found}”，按 {expected} 计算，说明随数字一起印出",
                "请核对是否需要保留说明。",
            ),
        },
        passes=Example("22", Given(figures={"二.r2.c1": 22, "二.r2.c3": 22})),
        fails=Example(
            "22（其中修订16件）。说明确需印出的，写明理由即可。",
            Given(typed={"二.r2.c1": "22（其中修订16件）"}),
        ),
    ),
    CodeRecord(
        "A-05",
        "金额都是不小于 0 的数",
        _FORM,
        {
            variant: message._replace(expected=_AMOUNT)
            for variant, message in _TYPED.items()
            if variant != "fraction"
        },
        passes=Example("24252.311082", Given()),
        fails=Example("-1，或“12万元左右”。", Given(typed={"二.r6.c1": "12万元左右"})),
    ),
    CodeRecord(
        "A-06",
        "行政事业性收费按“万元”填写",
        "第二部分表格：本年收费金额（单位：万元）",
        {
            "": Message(
                W,
                "收费金额偏大，可能是按“元”填的：{where}，填的是 {found} 万元，达到 {expected} 万元即提醒",
                "请核对单位是否为万元；属实的，请在“情况说明”写明。",
            ),
            "grown": Message(
                W,
                "收费金额比上年大得多，可能是按“元”填的：{where}，填的是 {found} 万元，"
                "上年是 {expected} 万元",
                "请核对单位是否为万元；属实的，请在“情况说明”写明。",
            ),
        },
        passes=Example("收费128400元，填12.84。", Given(figures={"二.r6.c1": Decimal("12.84")})),
        fails=Example("收费128400元，填了128400。", Given(figures={"二.r6.c1": Decimal(128_400)})),
        limits=(FEE, GROWTH),
    ),
)
