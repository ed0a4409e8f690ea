"""D: the opening of a report, its period, its deadline and how to reach the agency (D-04, D-10, D-11)."""

from __future__ import annotations

from datetime import UTC, datetime

from converter.catalogue.model import CodeRecord, Day, E, Example, Given, I, Limit, Message, W

_MEANING = "的报送、公布期限（次年，月-日）"
DEPARTMENTS = Limit("D-10", "department", Day(1, 31), f"部门、乡镇街道等{_MEANING}")
GOVERNMENTS = Limit("D-10", "government", Day(3, 31), f"县级政府{_MEANING}")

RECORDS = (
    CodeRecord(
        "D-04",
        "统计期限是报告年度的1月1日至12月31日",
        "条例第四十九条、格式：报告上一年度的情况",
        {
            "year": Message(
                E,
                "统计期限不在报告年度内：{where}，填的是 {found}，应为 {expected}",
                "请核对统计期限和年度。",
            ),
            "order": Message(
                E,
                "统计期限的最后一天早于第一天：{where}，填的是 {found}",
                "请核对统计起、统计止是否填反。",
                expected="第一天在前",
            ),
            "part": Message(
                W,
                "统计期限不是整年：{where}，填的是 {found}，一般应为 {expected}",
                "请核对；新设、合并等不满一年的，请在“情况说明”写明。",
            ),
        },
        passes=Example(
            "2024年1月1日至2024年12月31日。",
            Given(entries={"统计起": "2024年1月1日", "统计止": "2024年12月31日"}),
        ),
        fails=Example(
            "2023年1月1日至2024年12月31日。新设、合并的机关统计期限不满一年的，写明理由即可。",
            Given(entries={"统计起": "2023年1月1日", "统计止": "2024年12月31日"}),
        ),
    ),
    CodeRecord(
        "D-10",
        "填报表在报送期限之前保存",
        "条例第四十九条：部门每年1月31日前报送并公布，县级政府3月31日前公布",
        {
            "": Message(
                I,
                "填报表的保存时间晚于报送期限：{where}最后保存于{found}，期限是{expected}",
                "请尽快报送和公布；期限内已报送、之后又保存过的，不用处理。",
            ),
        },
        passes=Example(
            "2024年度的填报表最后保存于2025年1月20日。", Given(saved=datetime(2025, 1, 20, tzinfo=UTC))
        ),
        fails=Example(
            "2024年度的填报表最后保存于2025年4月17日（只作提示：也可能是报送以后又保存过）。",
            Given(saved=datetime(2025, 4, 17, tzinfo=UTC)),
        ),
        limits=(DEPARTMENTS, GOVERNMENTS),
    ),
    CodeRecord(
        "D-11",
        "电话、地址、邮编、网站合乎实际，能联系得上",
        "年度报告的开头：本报告电子版可在……查阅；如对本报告有疑问，请与……联系（地址、邮编、联系电话）",
        {
            "联系电话": Message(
                W,
                "联系电话不像电话号码：{where}，填的是“{found}”",
                "请填对外公布的电话，带区号，如 0537-6558690。",
                expected="电话号码",
            ),
            "传真": Message(
                W,
                "传真不像电话号码：{where}，填的是“{found}”",
                "请填传真号码，带区号；没有的请清空。",
                expected="电话号码",
            ),
            "zero": Message(
                W,
                "号码开头的 0 丢了：{where}，填的是“{found}”，像是 {expected}",
                "请把单元格格式改为“文本”，核对后写全，如 {expected}。",
            ),
            "area": Message(
                W,
                "电话没有区号：{where}，填的是“{found}”",
                "请在前面加上区号，如 0537-6558690。",
                expected="带区号的电话",
            ),
            "mobile": Message(
                W,
                "对外公布的电话里有手机号：{where}，填的是“{found}”，会印进公开的报告",
                "请改填办公电话；确需公布手机号的，请在“情况说明”写明。",
                expected="办公电话",
            ),
            "地址": Message(
                W, "地址不完整：{where}，填的是“{found}”", "请填对外联系的办公地址。", expected="办公地址"
            ),
            "邮编": Message(
                W,
                "邮编不是六位数字：{where}，填的是“{found}”",
                "请填六位数字；不知道的请清空。",
                expected="六位数字",
            ),
            "postcode_zero": Message(
                W,
                "邮编只有五位，开头的 0 像是丢了：{where}，填的是“{found}”，像是 {expected}",
                "请把单元格格式改为“文本”，核对后填六位数字，如 {expected}。",
            ),
            "网站名称": Message(
                W,
                "网站名称没有写实：{where}，填的是“{found}”",
                "请填公布本报告电子版的网站名称。",
                expected="网站名称",
            ),
            "网址": Message(
                W,
                "网址不是网址：{where}，填的是“{found}”",
                "请填网站的完整网址，如 http://www.example.gov.cn/。",
                expected="网址",
            ),
            "twice": Message(
                W,
                "网站名称里又写了一遍网址：{where}，填的是“{found}”，网址格已有 {expected}",
                "请在“网站名称”只写名称；报告里这个网址只印一次。",
            ),
            "other": Message(
                W,
                "网站名称里写了另一个网址：{where}，填的是“{found}”，网址格是 {expected}",
                "请核对以哪个为准，在“网站名称”只写名称。",
            ),
            "moved": Message(
                W,
                "网址写在了网站名称里：{where}，填的是“{found}”",
                "请把 {expected} 移到“网址”一格，在“网站名称”只写名称。",
            ),
            "nothing": Message(
                W,
                "没有的不用写：{where}，填的是“{found}”，会照样印进报告",
                "没有的请清空，报告里就不印这一项。",
                expected="空白",
            ),
        },
        passes=Example(
            "0537-6558690；金乡县光明路7号；邮编 272200。",
            Given(entries={"联系电话": "0537-6558690", "地址": "金乡县光明路7号", "邮编": "272200"}),
        ),
        fails=Example(
            "电话填“见网站”、手机号、没有区号，或丢了开头的 0（5376558690）；"
            "地址填“无”；邮编填 34000；网址填“点击进入”。",
            Given(entries={"联系电话": "5376558690", "地址": "无", "邮编": "34000", "网址": "点击进入"}),
        ),
    ),
)
