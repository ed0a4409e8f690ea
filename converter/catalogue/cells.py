"""A: cells: each figure, field and remark alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from converter.catalogue.entry import BLANK, E, Entries, Entry, I, W

_COUNT, _AMOUNT = "不小于 0 的整数", "不小于 0 的数"

_FIGURES: Mapping[str, Entry] = {
    "not_number": Entry(
        E, "填的不是数字：{where}，填的是“{found}”，应为{expected}", "请只填阿拉伯数字，如 3；没有请填 0。"
    ),
    "negative": Entry(E, "数字小于 0：{where}，填的是 {found}，应为{expected}", "请填不小于 0 的数。"),
    "fraction": Entry(E, "件数不是整数：{where}，填的是 {found}，应为{expected}", "请改为整数。"),
    "unit": Entry(E, "单位不对：{where}，填的是“{found}”，本格的单位是{unit}", "请换算后只填数字。"),
    "convert": Entry(
        E,
        "单位不对：{where}，填的是“{found}”，本格的单位是{unit}",
        "请换算成{unit}，只写数字：{proposal}。",
    ),
    "other_digits": Entry(E, "填的不是阿拉伯数字：{where}，填的是“{found}”", "请写 {proposal}。"),
    "about": Entry(E, "填的不是准确的数：{where}，填的是“{found}”", "请填准确的数，只写数字。"),
    "scaled": Entry(
        E,
        "显示格式移动了小数点：{where}，存的是 {found}，与看到的数不同",
        "请把单元格格式改为“数值”，按本格的单位重新填数。",
    ),
    "percent": Entry(
        W, "数字设成了百分比格式：{where}，存的是 {found}", "请把单元格格式改为“数值”，核对后重新填数。"
    ),
    "hidden": Entry(
        W,
        "数字设了不显示的格式：{where}，存的是 {found}",
        "请把单元格格式改为“数值”，核对这个数是否要报。",
    ),
    "worded": Entry(
        W,
        "显示格式给数字添了字，看到的与存的不同：{where}，存的是 {found}",
        "请把单元格格式改为“数值”，核对后重新填数。",
    ),
    "yuan": Entry(
        W,
        "数字设成了以元为单位的格式：{where}，存的是 {found}，本格的单位是{unit}",
        "请核对这个数是按{unit}填的，并把单元格格式改为“数值”。",
    ),
    "too_long": Entry(E, "数字太长，无法准确读取：{where}，填的是“{found}”，超过 15 位", "请核对后重填。"),
    "date": Entry(
        E,
        "数字被设成了日期格式：{where}，存的是“{found}”，应为{expected}",
        "请把单元格格式改为“数值”后重新填数。",
    ),
    "boolean": Entry(E, "填的是逻辑值，不是数字：{where}，填的是 {found}，应为{expected}", "请重新填数字。"),
    "runs": Entry(
        E,
        "数字带有删除线或上下标，无法判断哪些字有效：{where}，读到“{found}”",
        "请清除该格的格式后重新填数字。",
    ),
    "normalised": Entry(
        I, "数字的写法不规范：{where}，填的是“{found}”，已按 {expected} 读取", "请留意是否正确。"
    ),
}
"""What may be wrong with a figure as typed: A-02 for counts, A-05 for amounts of money."""

ENTRIES: Entries = {
    ("A-01", "unfilled"): Entry(
        E,
        "整张表没有填：{where}，没有任何数，“填报状态”也没有选“{zero}”",
        "请填写；确实没有发生的，请在“填报状态”处选“{zero}”。",
        expected="填数，或声明没有发生",
        found=BLANK,
    ),
    ("A-01", "not_zero"): Entry(
        E,
        "声明了“{zero}”，却填有大于 0 的数：{where}，填有 {found}",
        "请改选“{normal}”，或删去这些数。",
        expected="0",
    ),
    **{("A-02", key): replace(entry, expected=_COUNT) for key, entry in _FIGURES.items()},
    **{
        ("A-05", key): replace(entry, expected=_AMOUNT)
        for key, entry in _FIGURES.items()
        if key != "fraction"
    },
    ("A-03", ""): Entry(
        E, "用符号或文字代替了数字：{where}，填的是“{found}”，应为{expected}", "没有请填 0。", expected=_COUNT
    ),
    ("A-04", ""): Entry(
        W,
        "数字后面带有说明：{where}，填的是“{found}”，按 {expected} 计算，说明随数字一起印出",
        "请核对是否需要保留说明。",
    ),
    ("A-06", ""): Entry(
        W,
        "收费金额偏大，可能是按“元”填的：{where}，填的是 {found} 万元，达到 {expected} 万元即提醒",
        "请核对单位是否为万元；属实的，请在“情况说明”写明。",
    ),
    ("A-06", "grown"): Entry(
        W,
        "收费金额比上年大得多，可能是按“元”填的：{where}，填的是 {found} 万元，上年是 {expected} 万元",
        "请核对单位是否为万元；属实的，请在“情况说明”写明。",
    ),
    ("A-08", ""): Entry(
        E, "填的是旧格式的表（{found}），已被 {expected} 代替", "请用现行的填报模板重新填写。"
    ),
    ("A-09", "error"): Entry(
        E,
        "格里是错误值：{where}，显示 {found}，应为{expected}",
        "请直接填写数字或文字。",
        expected="数字或文字",
    ),
    ("A-09", "no_cache"): Entry(
        E,
        "公式没有保存计算结果：{where}，应为{expected}",
        "请在 Excel 或 WPS 中打开文件保存一次，或直接填写。",
        expected="数字或文字",
    ),
    ("A-09", "linked"): Entry(
        E,
        "{subject}是引用其他文件的公式（上次结果 {found}），数字是否最新无法核对",
        "请直接填写数字。",
        expected="数字或文字",
    ),
    ("A-09", "formula"): Entry(
        W, "填的是公式：{where}，按其计算结果 {found} 读取", "请核对；建议直接填写数字。"
    ),
    ("A-09", "stale"): Entry(
        I, "总计公式的显示已过期：{where}，显示 {found}，已按各项重新计算为 {expected}", "无须处理。"
    ),
    ("A-10", "required"): Entry(E, "“{subject}”没有填写", "{hint}", expected="必填", found=BLANK),
    ("A-10", "expected"): Entry(W, "“{subject}”没有填写", "{hint}", expected="应填", found=BLANK),
    ("A-11", "choice"): Entry(
        E, "填的内容不在可选范围内：{where}，填的是“{found}”", "请从下拉列表中选择：{expected}。"
    ),
    ("A-11", "year"): Entry(E, "填的不是年份：{where}，填的是“{found}”", "请填四位数字，如 2024。"),
    ("A-11", "date"): Entry(E, "填的不是日期：{where}，填的是“{found}”", "请按“2024年1月1日”的样式填写。"),
    ("A-11", "dated"): Entry(
        E,
        "文字被存成了日期：{where}，存的是“{found}”",
        "请把单元格格式改为“文本”后重新填写。",
    ),
    ("A-11", "value"): Entry(E, "填的不是文字：{where}，填的是 {found}", "请重新填写文字。"),
    ("A-12", "nowhere"): Entry(
        E,
        "数字说明没有指到本表填数的单元格：{where}，填的是“{found}”",
        "请写单元格的位置，如 C9；不需要说明的请清空。",
    ),
    ("A-12", "twice"): Entry(
        E, "同一个数字有不止一条说明：{where}，都指 {found}", "一个数字只能带一条说明，请合并。"
    ),
    ("A-12", "empty"): Entry(
        W, "数字说明没有写文字，未采用：{where}，指的是 {found}", "请写文字，或清空单元格位置。"
    ),
    ("A-13", "no_code"): Entry(
        W,
        "理由没有写编号，不知道说明的是哪一条：{where}，写的是“{found}”",
        "请写提醒的编号和单元格，如 B-06、E9。",
    ),
    ("A-13", "error"): Entry(
        I,
        "{found} 的理由没有采用：这个编号有错误，错误不能用说明代替更正",
        "请先改正错误，再看是否还需要说明。",
    ),
    ("A-13", "unused"): Entry(
        I, "理由没有对应的提醒，未采用：{where}，写的是 {found}", "无须处理；如仍有提醒，请核对编号和单元格。"
    ),
    ("A-14", "struck"): Entry(
        W, "{subject}里有删除线或上下标文字，已按普通文字印出", "不要的文字请删去；其余请清除格式后核对。"
    ),
    ("A-14", "removed"): Entry(
        I, "{subject}里有看不见的控制字符，已去除", "无须处理；如文字不全，请重新填写。"
    ),
    ("A-14", "private"): Entry(
        W, "{subject}里有自造字（{found}），在别的电脑上可能显示为空白或方框", "请改用通用的字。"
    ),
}
