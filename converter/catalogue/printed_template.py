"""T of what a template prints, and how: T-07 to T-12."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, I, Message, W

_CLAUSE = "Word 模板的约定，见 word-template.zh-CN.md"

RECORDS = (
    CodeRecord(
        "T-07",
        "规定的数字和文字都印出来了",
        _CLAUSE,
        {
            "figure": Message(E, "没有印出{subject}", "请在对应的格子里补上标记。"),
            "section": Message(
                E, "没有印出“{subject}”部分的文字", "请从随软件提供的模板中复制这一部分的几行标记。"
            ),
            "text": Message(E, "“{expected}”部分没有印出“{subject}”的文字", "请补上对应的标记。"),
            "entry": Message(E, "没有印出“{subject}”", "请在适当的位置补上标记 {{{{ {subject} }}}}。"),
            "optional": Message(
                W, "没有印出“{subject}”", "需要时请补上标记 {{{{ {subject} }}}}；确实不印的不用处理。"
            ),
            "note": Message(
                W, "没有印出{subject}的表下注", "单位写了表下注时会丢失；请补上标记 {{{{ {expected} }}}}。"
            ),
            "draft": Message(
                W, "没有“草稿”字样的标记，草稿与正式报告分不出来", "请在页眉里补上标记 {{{{ 草稿 }}}}。"
            ),
        },
        passes=Example("200 个数字各有一格。"),
        fails=Example("表三少了一个标记。"),
        scope="document",
    ),
    CodeRecord(
        "T-08",
        "一个数字只印一次",
        _CLAUSE,
        {
            "": Message(E, "{subject}印了不止一次：标记“{found}”在{where}", "请只在对应的格子里保留一个。"),
            "text": Message(E, "“{subject}”的文字印了不止一次：{where}", "请只保留一处。"),
        },
        passes=Example("每格一个标记，各不相同。"),
        fails=Example("复制后忘了改，两格印的是同一个数字。"),
        scope="document",
    ),
    CodeRecord(
        "T-09",
        "数字印在规定的格里",
        _CLAUSE,
        {
            "swapped": Message(
                E, "{subject}这一格写的是标记“{found}”，会印出别的数字", "请改为“{expected}”。"
            ),
            "beside": Message(
                E, "{subject}这一格除数字外还有别的内容（试印为“{found}”）", "这一格只写“{expected}”。"
            ),
            "table": Message(E, "找不到{subject}", "请从随软件提供的模板中复制这张表。"),
            "labels": Message(
                E,
                "{subject}的行名、列名与规定格式不一致：找不到或次序不对的是“{expected}”",
                "表格的行列和文字由{notice}规定，请改回原样。",
            ),
            "heading": Message(E, "找不到标题“{expected}”", "六个部分的标题是规定的，请补上，单独占一段。"),
        },
        passes=Example("“自然人”一列印自然人的件数。"),
        fails=Example("两列的标记写反了。"),
        scope="document",
    ),
    CodeRecord(
        "T-10",
        "页面是公文的页面",
        _CLAUSE,
        {
            "paper": Message(W, "纸张不是 A4（210×297 毫米）", "公文用纸为 A4，请在“页面设置”中改正。"),
            "margins": Message(
                W,
                "页边距与公文格式不同（应为上 37、下 35、左 28、右 26 毫米）",
                "请在“页面设置”中改正；有意改动的不用处理。",
            ),
            "break": Message(
                W,
                "分页符和 {{%p 标记在同一段里，转换时会一起删掉",
                "请把分页符移到标记下面的一段，或在那一段设“段前分页”。",
            ),
        },
        passes=Example("A4，上 37、下 35、左 28、右 26 毫米。"),
        fails=Example("纸张是 A3。"),
        scope="document",
    ),
    CodeRecord(
        "T-11",
        "模板能试印出来",
        _CLAUSE,
        {
            "": Message(E, "试印时有标记不能执行（{detail}）", "请检查{found}。"),
            "unknown": Message(
                E,
                "试印时有标记不能执行（{detail}）",
                "请与随软件提供的模板对照，或从它重新修改。",
            ),
            "structure": Message(
                E,
                "试印出的文档结构不完整，打不开",
                "请检查成对的标记，每一对都要在同一个单元格里或都在表格外。",
            ),
        },
        passes=Example("试印成功。"),
        fails=Example("试印时有标记不能执行。"),
        scope="document",
    ),
    CodeRecord(
        "T-12",
        "两种方式生成的结果一致",
        _CLAUSE,
        {
            "marked": Message(
                I,
                "模板“{subject}”里有增减或合并表格列的标记，或循环、条件里有图片，用了较慢的方式生成",
                "报告同样逐项核对，不用处理。",
            ),
            "unequal": Message(
                W,
                "模板“{subject}”用快的方式和标准方式（docxtpl）生成的结果不一致（{found}），已全部改用较慢的标准方式生成",
                "报告可以使用；请把这个模板发给软件维护人员。",
            ),
            "uncompared": Message(
                I,
                "模板“{subject}”不能用标准方式（docxtpl）生成，没有对照过两种方式的结果",
                "报告同样逐项核对；可用 Word 另存为 .docx 后再试。",
            ),
        },
        passes=Example("快的方式与 docxtpl 生成的相同。"),
        fails=Example("页眉不同，改用 docxtpl 生成。"),
        scope="document",
    ),
)
