"""F: the file and its structure."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, I, Message, W

_NOT_THE_AGENCY = "不是单位的问题：不退回、不催报，上次的结果照旧。"

_FILE = "填报表的约定：每个单位报送一份 .xlsx 填报表"

HELD_VARIANTS = ("access", "gone", "changing", "unread", "folder", "link", "special")
"""Variants of F-02 about what the office's system does not give now."""

RECORDS = (
    CodeRecord(
        "F-01",
        "文件是完好的 Excel 工作簿",
        _FILE,
        {
            "empty": Message(E, "这是一个空文件", "请让报送单位重新报送。"),
            "damaged": Message(
                E,
                "文件不完整或已损坏{detail}",
                "请在 Excel 或 WPS 中打开另存后重新报送；打不开的请重新报送。",
            ),
            "truncated": Message(E, "文件不完整（可能没有传完）", "请让报送单位重新报送。"),
            "password": Message(E, "文件设置了打开密码，无法读取", "请去掉密码后另存再报。"),
            "locked_xls": Message(
                E,
                "这是加了密的旧格式表格（.xls 或 .et），无法读取",
                "请去掉打开密码和“保护工作簿”，“另存为 → Excel 工作簿（*.xlsx）”再报。",
            ),
            "xlsb": Message(
                E,
                "这是 .xlsb 格式的工作簿，无法读取",
                "请在 Excel 中“另存为 → Excel 工作簿（*.xlsx）”再报。",
            ),
            "word_file": Message(E, "这是 Word 文件，不是填报表", "请用填报模板填写后报送。"),
            "archive": Message(E, "这是压缩包，没有读取其中内容", "请解压后把其中的 xlsx 文件放入文件夹。"),
            "web_page": Message(
                E,
                "这不是 Excel 工作簿（实际内容是网页）",
                "多为系统导出、名为 .xls 的网页：请用填报模板填写；确是填报表的，"
                "打开后另存为 Excel 工作簿（*.xlsx）再报。",
            ),
            "xml_table": Message(
                E, "这是以 XML 文本保存的表格，无法读取", "请打开后“另存为 → Excel 工作簿（*.xlsx）”再报。"
            ),
            "text": Message(
                E, "这不是 Excel 工作簿（实际内容是纯文本，如 csv）", "请用填报模板填写后另存为 .xlsx。"
            ),
            "other": Message(E, "这不是 Excel 工作簿", "请用填报模板填写后另存为 .xlsx。"),
            "too_large": Message(E, "文件内容太大，没有读取{detail}", "请用填报模板重新填写。"),
            "dtd": Message(E, "文件里有填报表不该有的声明，没有读取", "请用填报模板重新填写。"),
            "duplicate_part": Message(
                E, "文件内部有重复内容，可能被改动过{detail}", "请在 Excel 或 WPS 中打开另存后重新报送。"
            ),
            "no_sheets": Message(E, "文件里没有工作表", "请用填报模板填写后报送。"),
            "timeout": Message(
                E,
                "读取用时过长{detail}，已停止读取这个文件",
                "请打开后另存为 Excel 工作簿（*.xlsx）再报，或用填报模板重新填写。",
            ),
            "memory": Message(
                E,
                "文件展开后过大，超出读取所允许的内存",
                "请打开后另存为 Excel 工作簿（*.xlsx）再报，或用填报模板重新填写。",
            ),
            "crashed": Message(
                E,
                "读取这个文件时程序意外中止{detail}，其他文件不受影响",
                "请打开后另存为 Excel 工作簿（*.xlsx）再报；仍不行的，"
                "请把这个文件和本行内容发给软件维护人员。",
            ),
        },
        passes=Example("财政局.xlsx，能正常打开。"),
        fails=Example("空文件、加了打开密码的文件、.doc 改名的文件。"),
        scope="file",
    ),
    CodeRecord(
        "F-02",
        "文件可以读取",
        _FILE,
        {
            "access": Message(
                E,
                "文件这次没能打开（可能正被其他程序占用，或没有权限）",
                "请关闭正在打开它的程序，稍后重试。" + _NOT_THE_AGENCY,
            ),
            "gone": Message(
                E,
                "文件列出时还在，要读时已经不在（可能被移走、改名或删除）",
                "请看它是否还在文件夹里，稍后重试。" + _NOT_THE_AGENCY,
            ),
            "changing": Message(
                E,
                "文件在运行中被改动或替换（可能还在复制、下载或保存）",
                "请等它完成，稍后重试。" + _NOT_THE_AGENCY,
            ),
            "unread": Message(
                E,
                "文件这次没能读出：{detail}",
                "请排除后稍后重试。" + _NOT_THE_AGENCY,
            ),
            "folder": Message(
                E,
                "文件夹这次没能打开：{detail}，里面的填报表都没有处理",
                "请排除后稍后重试。名单上没有见到的单位可能就在里面，先不要催报；上次的结果照旧。",
            ),
            "link": Message(
                E,
                "这是链接，指向别处的文件夹，没有进入",
                "里面有填报表的，请把那个文件夹本身复制过来，稍后重试。名单上没有见到的单位可能就在里面，先不要催报。",
            ),
            "special": Message(
                E,
                "这不是文件（{detail}），没有读取",
                "请换成填报表文件本身，稍后重试。" + _NOT_THE_AGENCY,
            ),
            "archive": Message(
                E,
                "压缩包里的这个文件解不开（压缩包设有密码，或者已损坏）",
                "请让报送单位去掉密码重新压缩，或者直接报送工作簿。",
            ),
        },
        passes=Example("文件没有被其他程序占用。"),
        fails=Example("文件正在 Excel 里打开，被锁定。"),
        scope="file",
    ),
    CodeRecord(
        "F-03",
        "工作簿是填报表",
        _FILE,
        {
            "": Message(E, "这不是下发的填报表：找不到任何一张填报表页", "请用填报模板填写后报送。"),
        },
        passes=Example("用下发的填报表填写。"),
        fails=Example("自己另做的表格。"),
        scope="file",
    ),
    CodeRecord(
        "F-04",
        "填报表的工作表齐全",
        _FILE,
        {
            "missing": Message(E, "找不到工作表“{expected}”（现有：{found}）", "请从填报模板重新填写该表。"),
            "empty": Message(E, "这张工作表是空的，原有内容被清除", "请从填报模板重新填写该表。"),
            "changed": Message(
                E,
                "这张工作表被改动，已认不出填报模板的样子（找不到“{found}”）",
                "请从填报模板重新填写该表。",
            ),
            "blank_copy": Message(I, "“{expected}”另有一张没有填数的副本，没有采用", "不用处理。"),
            "same_copy": Message(I, "“{expected}”另有一张内容完全相同的副本，只读取一张", "不用处理。"),
            "hidden": Message(W, "这张工作表被隐藏，仍已读取", "请取消隐藏，核对其中内容是否要报。"),
            "extra": Message(
                W,
                "多出一张不属于填报模板的工作表，其中内容（如“{found}”）没有采用",
                "如是要报的内容，请移到对应的填写格；否则请删除这张工作表。",
            ),
            "two": Message(E, "“{expected}”有多张相似的表（{found}），无法判断以哪张为准", "请只保留一张。"),
        },
        passes=Example("一至六各表都在。"),
        fails=Example("删掉了“四、复议诉讼”。"),
        scope="file",
    ),
    CodeRecord(
        "F-05",
        "工作表的行列没有改动",
        _FILE,
        {
            "keys": Message(
                E, "工作表结构被改动：找不到“{expected}”所在的行或列", "请用填报模板重新填写该表。"
            ),
            "doubled": Message(
                E,
                "工作表结构被改动：“{expected}”所在的行或列出现了两次，无法判断以哪个为准",
                "请删去多出的行或列；仍不行的请用填报模板重新填写该表。",
            ),
            "merged": Message(
                E, "单元格被合并，其中的数或文字已丢失（合并范围 {found}）", "请取消合并，逐格重填。"
            ),
            "merged_more": Message(
                E,
                "另有填写格被合并，没有一一列出（这张表共有 {found} 处合并不是填报模板的）",
                "请用填报模板重新填写该表。",
            ),
            "unkeyed": Message(
                W,
                "“{expected}”不是用填报模板填的，或模板的首行、首列被删改，各格已按行列名称读取",
                "请核对读到的内容；建议用填报模板重新填写。",
            ),
            "by_labels": Message(
                W,
                "“{expected}”不是填报模板中的工作表，数字已按行列名称读取",
                "请核对读到的数字；建议用填报模板填写。",
            ),
            "label": Message(
                E,
                "工作表结构被改动：此处应为“{expected}”，实际为“{found}”",
                "请对照填报模板把这里改回原样；行列移动过、数字对不上的，请用填报模板重新填写该表。",
            ),
            "heading": Message(
                E,
                "表头对不上：这里写的是“{found}”，而按模板的行列，“{subject}”属于“{expected}”；"
                "两种读法不一，无法判断以哪个为准，本表的数字没有采用",
                "请对照填报模板把这里改回“{expected}”；数字也跟着移动过的，请用填报模板重新填写该表。",
            ),
            "heading_of_texts": Message(
                E,
                "标题对不上：这里写的是“{found}”，而按模板的行，下面填的是“{expected}”；"
                "两种读法不一，无法判断以哪个为准，本表没有采用",
                "请对照填报模板把这里改回“{expected}”；文字也跟着移动过的，请用填报模板重新填写该表。",
            ),
            "unheaded": Message(
                E,
                "此处表头“{expected}”空缺，行列的次序又与模板不同，无法判断“{subject}”属于哪一项，"
                "本表的数字没有采用",
                "请对照填报模板补上“{expected}”并恢复行列次序；仍不行的请用填报模板重新填写该表。",
            ),
        },
        passes=Example("只填浅黄色的格。"),
        fails=Example("把两行调换了位置。"),
        scope="file",
    ),
    CodeRecord(
        "F-08",
        "报告写到了结果文件夹",
        _FILE,
        {
            "unmoved": Message(
                W, "已经失效的报告没能移走：{detail}", "请排除后再转换一次；其他文件不受影响。"
            ),
            "board": Message(
                W,
                "有一个结果文件没有写成：{detail}",
                "请排除后再转换一次；其他文件不受影响。",
            ),
            "copy": Message(W, "退回件没有写成：{detail}", "请排除后重新转换；其他文件不受影响。"),
            "left": Message(I, "运行用的临时文件没能删除：{detail}", "结果不受影响；下一次运行会自己清理。"),
            "unwritten": Message(
                E,
                "报告没有写成：{detail}",
                "请排除后重新转换；那里如有旧的同名报告，不是这次的结果。单位的结论和其他报告不受影响。",
            ),
        },
        passes=Example("结果文件夹可以写入。"),
        fails=Example("同名的报告正在 Word 里打开。"),
        scope="file",
    ),
    CodeRecord(
        "F-99",
        "程序没有出错",
        _FILE,
        {
            "": Message(
                E,
                "程序处理这个文件时出错（{detail}）",
                "其他文件不受影响。请把这个文件和本行内容发给软件维护人员。",
            ),
        },
        passes=Example("—"),
        fails=Example("程序遇到没有料到的内容；其他文件不受影响。"),
        scope="file",
    ),
)
