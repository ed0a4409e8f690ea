"""F-09: for which program, edition, version and county a workbook was made."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, Example, I, Message, W

_FILE = "填报表的约定：每个单位报送一份 .xlsx 填报表"

RECORDS = (
    CodeRecord(
        "F-09",
        "文件是现行格式的 Excel 工作簿",
        _FILE,
        {
            "xls": Message(
                I,
                "这是旧格式表格（.xls 或 .et），已照常读取",
                "下次请“另存为 → Excel 工作簿（*.xlsx）”后报送。",
            ),
            "ods": Message(
                I, "这是 ODF 表格（.ods），已照常读取", "下次请另存为“Excel 工作簿（*.xlsx）”后报送。"
            ),
            "version": Message(
                I,
                "用的是另一版本的填报模板（{found}，现行为 {expected}），已读取",
                "不用处理；下次请用新下发的模板。",
            ),
            "edition": Message(
                W,
                "填报模板对应的报告格式是 {found}，现行为 {expected}，已按现行格式读取",
                "请核对数字，或用新下发的模板重新填写。",
            ),
            "local": Message(
                I,
                "填报表不是按本次用的地方要求做的，已读取",
                "增加的项目按没有填写核对；下次请用新下发的填报表。",
            ),
            "lost": Message(
                W,
                "填了本次的地方要求里没有的内容，不会印出：{where}，“{found}”",
                "请移到别的项目里，或让县里改地方要求；不用印的，请删去。",
            ),
        },
        passes=Example("财政局.xlsx"),
        fails=Example("财政局.xls、财政局.ods（照常读取，只作提示）。"),
        scope="file",
    ),
)
