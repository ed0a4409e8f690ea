"""T: the Word template, before anything is converted with it."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, I, Message, W

_CLAUSE = "Word 模板的约定，见 word-template.zh-CN.md"

RECORDS = (
    CodeRecord(
        "T-01",
        "Word 模板是能打开的 .docx，不带宏",
        _CLAUSE,
        {
            "empty": Message(E, "这是一个空文件（0 字节）", "请换用完好的模板。"),
            "damaged": Message(E, "文件不完整或已损坏", "请用 Word 或 WPS 打开后另存为 .docx。"),
            "password": Message(E, "文件设置了打开密码", "请去掉密码后另存为 .docx。"),
            "old_format": Message(
                E, "这是旧格式文件（.doc 或 .wps）", "请用 Word 或 WPS“另存为 → Word 文档（*.docx）”。"
            ),
            "other": Message(
                E, "这不是 Word 文档（.docx）", "请用 xxgk word-template 取得模板，在其基础上修改。"
            ),
            "too_large": Message(E, "文件内容异常庞大，已拒绝读取", "请换用随软件提供的模板重新修改。"),
            "macros": Message(E, "文件带有宏", "请另存为不带宏的 Word 文档（*.docx）。"),
        },
        passes=Example("部门.docx"),
        fails=Example("旧格式的 .doc，或加了打开密码。"),
        scope="document",
    ),
    CodeRecord(
        "T-02",
        "模板不引用外部内容",
        _CLAUSE,
        {
            "linked": Message(
                E, "文件引用了外部内容“{found}”，别的电脑上会缺失", "请删除这一链接，或把内容直接插入文档。"
            ),
            "attached": Message(
                W,
                "文件记有本机的模板位置“{found}”，会带进每份报告",
                "可在 Word“开发工具 → 文档模板”中改回 Normal。",
            ),
        },
        passes=Example("图片插在模板里。"),
        fails=Example("图片链接到本机的一个文件夹。"),
        scope="document",
    ),
    CodeRecord(
        "T-03",
        "模板里没有修订和批注",
        _CLAUSE,
        {
            "tracked": Message(
                E, "文件里有没有接受的修订", "请在“审阅”中接受或拒绝全部修订，并关闭修订后保存。"
            ),
            "comment": Message(W, "文件里有批注，会出现在每份报告里", "请删除批注后保存。"),
        },
        passes=Example("修订已全部接受。"),
        fails=Example("留有没有接受的修订。"),
        scope="document",
    ),
    CodeRecord(
        "T-04",
        "标记写得完整，用英文符号",
        _CLAUSE,
        {
            "wide": Message(
                E, "{where}：“{found}”是全角符号，标记不起作用", "请切换到英文输入法，改为“{expected}”。"
            ),
            "open": Message(
                E,
                "{where}：“{found}”处的标记不成对，缺少另一半括号",
                "标记要写在同一段里，如 {{{{ 机关名称 }}}}。",
            ),
            "single": Message(
                E, "{where}：有单个的“{found}”，标记不起作用", "标记要用两个大括号，如 {{{{ 机关名称 }}}}。"
            ),
            "inside": Message(
                E, "{where}：标记“{found}”里有全角符号", "请切换到英文输入法，改为“{expected}”。"
            ),
            "quotes": Message(I, "{where}：标记“{found}”里的中文引号已按英文引号处理", "无须处理。"),
            "glued": Message(E, "{where}：标记“{found}”的空格位置不对", "请改为“{expected} …”。"),
            "two": Message(
                E, "{where}：同一段里有两个 {{%p 标记（{found}）", "每个 {{%p 标记要单独占一段，请分成两段。"
            ),
            "beside": Message(
                E,
                "{where}：{{%p 标记（{found}）旁边有别的内容，转换时会被一起删掉",
                "请让这个标记单独占一段。",
            ),
            "percent": Message(
                E, "{where}：标记“{found}”的条件里不能有 % 或 }}", "请改用 == 之类的简单条件。"
            ),
            "outside": Message(
                E, "{where}：标记“{found}”只能写在表格里", "请移到表格的行里，或改用 {{%p 开头的标记。"
            ),
            "rich": Message(E, "{where}：标记“{found}”的写法在这里不能用", "请改为“{expected}”。"),
            "syntax": Message(E, "{where}：标记“{found}”写得不对，无法执行", "请对照模板说明改正。"),
        },
        passes=Example("{{ 机关名称 }}"),
        fails=Example("｛｛机关名称｝｝，或 { 机关名称 }。"),
        scope="document",
    ),
    CodeRecord(
        "T-05",
        "成对的标记有头有尾",
        _CLAUSE,
        {
            "unclosed": Message(
                E, "{where}：“{found}”没有结束", "请在后面补上对应的“{expected}”标记，单独占一段。"
            ),
            "closed": Message(
                E, "{where}：“{found}”前面没有与它成对的“{expected}”", "请补上开头的标记，或删除这个标记。"
            ),
            "crossed": Message(
                E,
                "{where}：“{found}”与它的开头“{expected}”（{other}）不在同一层",
                "一对标记要写法相同（都以 {{%p 开头，或都不），并在同一个单元格里或都在表格外。",
            ),
            "middle": Message(
                E, "{where}：“{found}”不在任何“if”标记之中", "请补上开头的标记，或删除这个标记。"
            ),
            "keyword": Message(E, "{where}：不认识标记“{found}”", "是不是“{expected}”？请改正。"),
            "strange": Message(E, "{where}：不认识标记“{found}”", "请对照模板说明改正，或删除。"),
        },
        passes=Example("{%p if … %} 后面有 {%p endif %}。"),
        fails=Example("有 {%p for … %}，没有结束。"),
        scope="document",
    ),
    CodeRecord(
        "T-06",
        "标记里的名称都认得",
        _CLAUSE,
        {
            "near": Message(E, "{where}：没有“{name}”这个名称", "是不是“{expected}”？请改正。"),
            "": Message(E, "{where}：没有“{name}”这个名称", "请对照模板说明改正，或删除。"),
        },
        passes=Example("{{ 机关名称 }}"),
        fails=Example("{{ 单位名称 }}"),
        scope="document",
    ),
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
                W, "没有印出“{subject}”", "需要时请补上标记 {{{{ {subject} }}}}；确实不印的无须处理。"
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
                "表格的行列和文字由国办公开办函〔2021〕30号规定，请改回原样。",
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
                "请在“页面设置”中改正；有意改动的无须处理。",
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
                "报告同样逐项核对，无须处理。",
            ),
            "unequal": Message(
                W,
                "模板“{subject}”用快的方式和标准方式（docxtpl）生成的结果不一致（{found}），已全部改用较慢的标准方式生成",
                "报告可以使用；请把这个模板反馈给软件的维护者。",
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
