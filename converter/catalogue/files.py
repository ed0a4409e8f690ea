"""F: the file and its structure."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry, I, W

ENTRIES: Entries = {
    ("F-01", "empty"): Entry(E, "这是一个空文件（0 字节）", "请让报送单位重新发送。"),
    ("F-01", "damaged"): Entry(
        E, "文件不完整或已损坏{detail}", "请在 Excel 或 WPS 中打开另存后重新报送；打不开的请重新发送。"
    ),
    ("F-01", "truncated"): Entry(E, "文件不完整（可能没有传完）", "请让报送单位重新发送。"),
    ("F-01", "password"): Entry(E, "文件设置了打开密码，无法读取", "请去掉密码后另存再报。"),
    ("F-01", "locked_xls"): Entry(
        E,
        "这是加了密的旧格式表格（.xls 或 .et），无法读取",
        "请去掉打开密码和“保护工作簿”，“另存为 → Excel 工作簿（*.xlsx）”再报。",
    ),
    ("F-01", "xlsb"): Entry(
        E, "这是二进制工作簿（.xlsb），无法读取", "请在 Excel 中“另存为 → Excel 工作簿（*.xlsx）”再报。"
    ),
    ("F-01", "word_file"): Entry(E, "这是 Word 文件，不是填报表", "请用填报模板填写后报送。"),
    ("F-01", "archive"): Entry(E, "这是压缩包，未读取其中内容", "请解压后把其中的 xlsx 文件放入文件夹。"),
    ("F-01", "web_page"): Entry(
        E,
        "这不是 Excel 工作簿（实际内容是网页）",
        "多为系统导出的“假 xls”：请用填报模板填写；确是填报表的，打开后另存为 Excel 工作簿（*.xlsx）再报。",
    ),
    ("F-01", "xml_table"): Entry(
        E, "这是以 XML 文本保存的表格，无法读取", "请打开后“另存为 → Excel 工作簿（*.xlsx）”再报。"
    ),
    ("F-01", "text"): Entry(
        E, "这不是 Excel 工作簿（实际内容是纯文本，如 csv）", "请用填报模板填写后另存为 .xlsx。"
    ),
    ("F-01", "other"): Entry(E, "这不是 Excel 工作簿", "请用填报模板填写后另存为 .xlsx。"),
    ("F-01", "too_large"): Entry(E, "文件内容异常庞大，已拒绝读取{detail}", "请用填报模板重新填写。"),
    ("F-01", "dtd"): Entry(E, "文件含有不允许的 XML 声明，已拒绝读取", "请用填报模板重新填写。"),
    ("F-01", "duplicate_part"): Entry(
        E, "文件内部有重复内容，可能被改动过{detail}", "请在 Excel 或 WPS 中打开另存后重新报送。"
    ),
    ("F-01", "no_sheets"): Entry(E, "文件里没有工作表", "请用填报模板填写后报送。"),
    ("F-01", "timeout"): Entry(
        E,
        "读取用时过长{detail}，已停止读取这个文件",
        "请打开后另存为 Excel 工作簿（*.xlsx）再报，或用填报模板重新填写。",
    ),
    ("F-01", "memory"): Entry(
        E,
        "文件展开后过大，超出读取所允许的内存",
        "请打开后另存为 Excel 工作簿（*.xlsx）再报，或用填报模板重新填写。",
    ),
    ("F-01", "crashed"): Entry(
        E,
        "读取这个文件时程序意外中止{detail}，其他文件不受影响",
        "请打开后另存为 Excel 工作簿（*.xlsx）再报；仍不行的，请把这个文件和本行内容发给软件维护人员。",
    ),
    ("F-09", "xls"): Entry(
        I, "这是旧格式表格（.xls 或 .et），已照常读取", "下次请“另存为 → Excel 工作簿（*.xlsx）”后报送。"
    ),
    ("F-09", "ods"): Entry(
        I, "这是 ODF 表格（.ods），已照常读取", "下次请另存为“Excel 工作簿（*.xlsx）”后报送。"
    ),
    ("F-02", "access"): Entry(
        E, "文件无法打开（可能正被占用或没有权限）", "请关闭正在打开它的程序后再转换。"
    ),
    ("F-08", "copy"): Entry(W, "退回件没有写成：{detail}", "请排除后重新转换；其他文件不受影响。"),
    ("F-08", "unwritten"): Entry(E, "报告没有写成：{detail}", "请排除后重新转换；其他报告不受影响。"),
    ("F-03", ""): Entry(E, "这不是本项目的填报表：找不到任何一张填报表页", "请用填报模板填写后报送。"),
    ("F-04", "missing"): Entry(
        E, "找不到工作表“{expected}”（现有：{found}）", "请勿删除工作表；请从填报模板重新填写该表。"
    ),
    ("F-04", "two"): Entry(E, "“{expected}”有多张相似的表（{found}），无法判断以哪张为准", "请只保留一张。"),
    ("F-05", "keys"): Entry(
        E, "工作表结构被改动：找不到“{expected}”所在的行或列", "请用填报模板重新填写该表。"
    ),
    ("F-05", "by_labels"): Entry(
        W,
        "“{expected}”不是填报模板中的工作表，数字已按行列名称读取",
        "请核对读到的数字；建议用填报模板填写。",
    ),
    ("F-05", "label"): Entry(
        E,
        "工作表结构被改动：此处应为“{expected}”，实际为“{found}”",
        "请勿移动或改写表格的行列；请用填报模板重新填写该表。",
    ),
    ("F-06", ""): Entry(
        W, "表格外有内容“{found}”，未采用", "如是要报的内容，请移到对应的填写格；否则请删除。"
    ),
    ("F-07", ""): Entry(E, "文件内部同一单元格出现两次，无法判断以哪个为准", "请在 Excel 中打开另存后重报。"),
    ("F-99", ""): Entry(
        E, "程序处理这个文件时出错（{detail}）", "其他文件不受影响。请把这个文件和本行内容发给软件维护人员。"
    ),
}
