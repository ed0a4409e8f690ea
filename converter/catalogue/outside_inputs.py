"""F: what stands outside the inputs (F-06), and cells that no program can have saved (F-07)."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, Message, W

_FILE = "填报表的约定：每个单位报送一份 .xlsx 填报表"

RECORDS = (
    CodeRecord(
        "F-06",
        "填写格以外没有另写内容",
        _FILE,
        {
            "": Message(
                W, "表格外有内容“{found}”，没有采用", "如是要报的内容，请移到对应的填写格；否则请删除。"
            ),
            "comment": Message(
                W,
                "有批注“{found}”，批注里的话不会印进报告",
                "如是要报的内容，请移到对应的填写格；看过以后请删除批注。",
            ),
            "shape": Message(
                W,
                "表上有文本框（或图形）“{found}”，其中的字没有采用",
                "如是要报的内容，请移到对应的填写格；否则请删除。",
            ),
            "picture": Message(
                W,
                "填写格上盖有图片，图片没有采用",
                "图片里的内容如是要报的，请在填写格里用文字填写；否则请删除图片。",
            ),
            "object": Message(
                W,
                "表上嵌有其他文件（如 Word 文档），没有采用",
                "其中的内容如是要报的，请在填写格里用文字填写；否则请删除。",
            ),
            "header": Message(
                W,
                "页眉或页脚写有“{found}”，没有采用",
                "如是要报的内容，请移到对应的填写格；否则请删除。",
            ),
            "unread": Message(
                W,
                "这张表的批注、文本框或图片太多，或者已经损坏，没有读取",
                "请打开这张表查看；要报的内容请移到对应的填写格，其余请删除。",
            ),
            "more_outside": Message(
                W,
                "另有 {found} 处批注、文本框或图片，没有采用，没有一一列出",
                "请打开这张表查看；要报的内容请移到对应的填写格，其余请删除。",
            ),
            "more": Message(
                W,
                "表格外另有 {found} 格有内容，没有采用，没有一一列出",
                "请删去表格以外的内容，或用填报模板重新填写该表。",
            ),
        },
        passes=Example("要说明的写在“情况说明”里。"),
        fails=Example("在表格右边空白处写了“待核”；用文本框、批注、页眉写要报的话。"),
        scope="file",
    ),
    CodeRecord(
        "F-07",
        "每个单元格都是表格程序能保存的",
        _FILE,
        {
            "": Message(
                E, "文件内部同一单元格出现两次，无法判断以哪个为准", "请在 Excel 中打开另存后重新报送。"
            ),
            "too_long": Message(
                E,
                "一格里的文字超过 32767 字，是 Excel 存不下的，没有读取",
                "请在 Excel 或 WPS 中打开核对，把文字分到几格里再报。",
            ),
            "too_much": Message(
                E,
                "全表的文字共 {found} 字，超过 {expected} 字，不像一份年度报告，从这里起的文字没有读取",
                "请删去与报告无关的文字（如整篇粘贴的文件）再报。",
            ),
        },
        passes=Example("Excel 保存的文件。"),
        fails=Example("被其他程序写坏的文件；用程序灌入一格几万字的文件。"),
        scope="file",
    ),
)
