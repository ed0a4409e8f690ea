"""A: tables, fields, remarks and reasons as they are filled in (A-01, A-07 to A-14)."""

from __future__ import annotations

from converter.catalogue.model import BLANK, CodeRecord, E, Example, Given, I, Message, W

_FORM = "{notice}：统一格式"
_SHEET = "填报表的约定"

RECORDS = (
    CodeRecord(
        "A-01",
        "每张表都填了数，或声明零报告",
        _FORM,
        {
            "unfilled": Message(
                E,
                "整张表没有填：{where}，没有任何数，“填报状态”也没有选“{zero}”",
                "请填写；确实没有发生的，请在“填报状态”处选“{zero}”。",
                expected="填数，或声明没有发生",
                found=BLANK,
            ),
            "not_zero": Message(
                E,
                "声明了“{zero}”，却填有大于 0 的数：{where}，填有 {found}",
                "请改选“{normal}”，或删去这些数。",
                expected="0",
            ),
        },
        passes=Example(
            "表四全部为 0，“填报状态”选了“零报告”。",
            Given(figures={"二.r3.c1": 345, "三.r01.c1": 1, "三.r03.c1": 1}, states={"四": "零报告"}),
        ),
        fails=Example("表四一个数也没有填，“填报状态”也没有选。", Given(unfilled=("四",))),
        checklist="{subject}已填数，或已声明“{zero}”",
    ),
    CodeRecord(
        "A-07",
        "表格的行列名称与格式一致",
        _FORM,
        {},
        passes=Example("行政规范性文件"),
        fails=Example(
            "规范文件。填报表的行列名称已经锁定，被改动的由 F-05 指出；“规范性文件”等常见的写法照常读取。"
        ),
        instead="F-05",
    ),
    CodeRecord(
        "A-08",
        "用的是现行格式的表",
        _FORM,
        {
            "": Message(
                E, "填的是旧格式的表（{found}），已被 {expected} 代替", "请用现行的填报模板重新填写。"
            ),
        },
        passes=Example("表二有“本年制发件数”一列。"),
        fails=Example("表二还是“本年新制作数量”（2019 年试行格式）。"),
    ),
    CodeRecord(
        "A-09",
        "填写的格里是数字或文字，不是公式和错误值",
        _SHEET,
        {
            "error": Message(
                E,
                "格里是错误值：{where}，显示 {found}，应为{expected}",
                "请直接填写数字或文字。",
                expected="数字或文字",
            ),
            "no_cache": Message(
                E,
                "公式没有保存计算结果：{where}，应为{expected}",
                "请在 Excel 或 WPS 中打开文件保存一次，或直接填写。",
                expected="数字或文字",
            ),
            "linked": Message(
                E,
                "{subject}是引用其他文件的公式（上次结果 {found}），数字是否最新无法核对",
                "请直接填写数字。",
                expected="数字或文字",
            ),
            "formula": Message(
                W,
                "填的是公式：{where}，按其计算结果 {found} 读取",
                "请核对；建议直接填写数字，确实要用公式的，在“情况说明”写一条理由即可。",
            ),
            "replaced": Message(
                W,
                "总计格里的公式被改过，不再是各项之和：{where}，现在是“{formula}”，显示 {found}，"
                "已按各项重新计算为 {expected}",
                "请核对各项是否填全；建议恢复求和公式，或直接填写总计。",
            ),
            "stale": Message(
                I, "总计公式的显示已过期：{where}，显示 {found}，已按各项重新计算为 {expected}", "不用处理。"
            ),
        },
        passes=Example("12", Given()),
        fails=Example(
            "=C5+C6，或 #REF!。总计格的公式过期时，按各项重新计算，只作提示。",
            Given(typed={"二.r3.c1": "=C5+C6"}),
        ),
    ),
    CodeRecord(
        "A-10",
        "首页该填的都填了，机关名称是单位的名称",
        _SHEET,
        {
            "required": Message(E, "“{subject}”没有填写", "请补填：{hint}", expected="必填", found=BLANK),
            "expected": Message(W, "“{subject}”没有填写", "请补填：{hint}", expected="应填", found=BLANK),
            "nobody": Message(
                E,
                "填的不是单位的名称：{where}，填的是“{found}”，看不出是哪个单位",
                "{hint}",
                expected="单位的全称",
            ),
            "general": Message(
                W,
                "填的不是单位的全称：{where}，填的是“{found}”，哪个地方都有，看不出是哪个单位",
                "{hint}",
                expected="单位的全称",
            ),
            "place": Message(
                W,
                "填的是地名，不是单位的全称：{where}，填的是“{found}”",
                "{hint}",
                expected="单位的全称",
            ),
        },
        passes=Example("机关名称、年度、联系电话都已填写。", Given()),
        fails=Example(
            "没有填联系电话；机关名称填“我局”“本单位”“县政府”“办公室”，或写成一句话。",
            Given(entries={"机关名称": "我局"}),
        ),
        checklist="{subject}已填写",
    ),
    CodeRecord(
        "A-11",
        "首页填的内容合乎要求",
        _SHEET,
        {
            "choice": Message(
                E, "填的内容不在可选范围内：{where}，填的是“{found}”", "请从下拉列表中选择：{expected}。"
            ),
            "year_read": Message(
                I,
                "年份的写法不常见：{where}，填的是“{found}”，已按 {expected} 读取",
                "不用处理；建议只填四位数字。",
            ),
            "link_read": Message(
                I,
                "填的是带链接的文字：{where}，填的是“{found}”，已取它的链接 {expected}",
                "不用处理；请留意网址是否正确。",
            ),
            "link_differs": Message(
                W,
                "写的网址与单元格的链接不同：{where}，写的是“{found}”，点开是 {expected}；印出的是写的网址",
                "请核对哪个是对的；链接不用的，请取消超链接。",
            ),
            "year": Message(E, "填的不是年份：{where}，填的是“{found}”", "请填四位数字，如 2024。"),
            "date": Message(E, "填的不是日期：{where}，填的是“{found}”", "请按“2024年1月1日”的样式填写。"),
            "dated": Message(
                E,
                "文字被存成了日期：{where}，存的是“{found}”",
                "请把单元格格式改为“文本”后重新填写。",
            ),
            "value": Message(E, "填的不是文字：{where}，填的是 {found}", "请重新填写文字。"),
        },
        passes=Example("年度：2024。", Given()),
        fails=Example("年度：二四年。", Given(entries={"年度": "二四年"})),
    ),
    CodeRecord(
        "A-12",
        "数字说明写明了是哪个数字的说明",
        _SHEET,
        {
            "nowhere": Message(
                E,
                "数字说明没有指到本表填数的单元格：{where}，填的是“{found}”",
                "请写单元格的位置，如 C9；不需要说明的请清空。",
            ),
            "twice": Message(
                E, "同一个数字有不止一条说明：{where}，都指 {found}", "一个数字只能带一条说明，请合并。"
            ),
            "empty": Message(
                W, "数字说明没有写文字，没有采用：{where}，指的是 {found}", "请写文字，或清空单元格位置。"
            ),
        },
        passes=Example("C9，其中修订 2 件。"),
        fails=Example("只写“其中修订 2 件”，没写单元格。"),
        checklist="{subject}的数字说明都指到填数的格",
    ),
    CodeRecord(
        "A-13",
        "情况说明写明了说明的是哪一条",
        _SHEET,
        {
            "no_code": Message(
                W,
                "理由没有写编号，不知道说明的是哪一条：{where}，写的是“{found}”",
                "请写提醒的编号和单元格，如 B-06、E9。",
            ),
            "error": Message(
                I,
                "{found} 的理由没有采用：这个编号有错误，错误不能用说明代替更正",
                "请先改正错误，再看是否还需要说明。",
            ),
            "unused": Message(
                I,
                "理由没有对应的提醒，没有采用：{where}，写的是 {found}",
                "不用处理；如仍有提醒，请核对编号和单元格。",
            ),
        },
        passes=Example("B-06，E9，当年制发当年失效。"),
        fails=Example("只写“当年制发当年失效”。"),
        checklist="情况说明的每条理由都写了编号",
    ),
    CodeRecord(
        "A-14",
        "文字里没有删除线、控制字符和自造字",
        _SHEET,
        {
            "struck": Message(
                W,
                "{subject}里有删除线或上下标文字，已按普通文字印出",
                "不要的文字请删去；其余请清除格式后核对。",
            ),
            "removed": Message(
                I, "{subject}里有看不见的控制字符，已去除", "不用处理；如文字不全，请重新填写。"
            ),
            "reordered": Message(
                W,
                "{subject}里夹有改变显示顺序的隐藏字符，印出的顺序与表中看到的不同（印出的是“{found}”）",
                "请删去这段文字重新输入（不要从别处粘贴），并核对其中的数字。",
            ),
            "private": Message(
                W, "{subject}里有自造字（{found}），在别的电脑上可能显示为空白或方框", "请改用通用的字。"
            ),
        },
        passes=Example("普通文字。"),
        fails=Example("有删除线的文字；只在本机显示的自造字。"),
    ),
)
