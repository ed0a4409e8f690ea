"""I: published reports that are imported: what they are, which figures can be read, whose they are."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, I, Message, W

_CLAUSE = "公布的数按原样录入，读不准的留空，不猜"
_BY_HAND = "请对照公布的报告，在“{file}”里补填。"
_SEEN = "请对照原文核对。"

_RESAVE = "请用 Word 或浏览器打开，另存一份再导入；仍不行的，请直接填一份填报表。"

_KINDS = {
    "unreadable": (
        "读不出来，可能已损坏、设了密码，或者不是 Word（.docx）、网页或 PDF",
        "请另存为 .docx 后再导入；旧的 .doc 也要先另存为 .docx。",
    ),
    "scanned": ("是扫描的图片，没有文字，读不出数", "请找 Word 或网页版再导入；没有的，请直接填一份填报表。"),
    "no_text": ("里面没有文字，读不出数", "请找 Word 或网页版再导入；没有的，请直接填一份填报表。"),
    "large": ("太大，不像一份年度报告，没有读", "请把报告单独另存为一个文件再导入。"),
    "timeout": ("读的时间太长（{found}），已停下，没有读出", _RESAVE),
    "memory": ("展开后太大，超出读取所允许的内存，没有读出", _RESAVE),
    "crashed": ("读的时候程序意外中止（{found}），没有读出，其他文件不受影响", _RESAVE),
    "no_tables": ("没有找到年度报告的表", "请确认保存的是年度报告全文（网页要连同正文保存），再导入。"),
    "other": ("不是政府信息公开工作年度报告，像是“{found}”", "请换成政府信息公开工作年度报告再导入。"),
    "two": ("不止一份报告：{subject}有两张，数不一样", "请把每份报告分开另存为一个文件，再导入。"),
}

_TROUBLES = {
    "row": "公布的表里没有这一行",
    "group": "公布的表里这几行合成了一行（{found}），分不开",
    "heads": "公布的表的列标题和规定的对不上",
    "count": "公布的表里这一行的格数不对（{found}），分不清哪个数是哪一列",
    "rows": "公布的表里有几行数（{found}），分不清哪一行是这一年的",
    "merged": "公布的表里这一格跨了几行或几列（{found}），分不清是哪一行、哪一列的数",
    "differs": "两种办法读出的数不一样（按位置读是 {found}），没有采用",
    "number": "公布的是“{found}”，不是数",
    "blank": "公布的是空白，不当作 0",
    "table": "没有找到这张表",
    "edition": "公布的报告用的是 2019 年的格式（{found}），这些数统计的口径不同，没有录入",
}

RECORDS = (
    CodeRecord(
        "I-01",
        "导入的文件是一份年度报告",
        _CLAUSE,
        {kind: Message(E, f"“{{file}}”{what}", advice) for kind, (what, advice) in _KINDS.items()}
        | {
            "unopened": Message(E, "“{file}”没能打开：{found}", "请排除后再导入。"),
            "no_library": Message(
                E,
                "“{file}”是 PDF，读 PDF 要另装一个组件，没有读",
                "请安装后再导入：pip install xxgk-converter[import]；或者用 Word 版、网页版导入。",
            ),
        },
        passes=Example("从门户网站另存下来的一份年度报告。"),
        fails=Example("扫描的 PDF；政府网站工作年度报表。"),
        scope="file",
    ),
    CodeRecord(
        "I-02",
        "公布的表里的数都读得准",
        _CLAUSE,
        {
            why: Message(
                W, f"{{where}}没有录入：{what}", _BY_HAND if why not in ("blank", "edition") else _SEEN
            )
            for why, what in _TROUBLES.items()
        },
        passes=Example("每一行、每一列都与规定的格式一致。"),
        fails=Example("表二没有“规章”一行，这一行三个数留空。"),
        scope="file",
    ),
    CodeRecord(
        "I-03",
        "公布的报告写明了机关名称和年度",
        _CLAUSE,
        {
            "missing": Message(W, "没有从标题和正文里认出{subject}", "请在“{file}”的填报首页补填。"),
            "several": Message(W, "{subject}有几种写法：{found}，没有录入", "请在“{file}”的填报首页补填。"),
        },
        passes=Example("标题是“青禾县财政局2023年政府信息公开工作年度报告”。"),
        fails=Example("标题和正文都没有写年度。"),
        scope="file",
    ),
    CodeRecord(
        "I-04",
        "公布的报告的文字都有地方放",
        _CLAUSE,
        {
            "": Message(
                I, "第{subject}部分的表前后有文字，作为表下注录入：“{found}”", "不需要的，可以删去。"
            ),
            "sections": Message(
                W,
                "没有找到第{subject}部分的标题，这一部分的文字没有分开",
                "请对照原文，把文字填到“{file}”的相应位置。",
            ),
        },
        passes=Example("文字都在第一、五、六部分。"),
        fails=Example("第三部分的表前有一段文字。"),
        scope="file",
    ),
)
