"""T of the file and its tags: T-01, T-03 to T-06, T-13, T-14; what is printed is in `printed_template`."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, I, Message, W

_CLAUSE = "Word 模板的约定，见 word-template.zh-CN.md"

RECORDS = (
    CodeRecord(
        "T-01",
        "Word 模板是能打开的 .docx，不带宏",
        _CLAUSE,
        {
            "empty": Message(E, "这是一个空文件", "请换用完好的模板。"),
            "damaged": Message(E, "文件不完整或已损坏", "请用 Word 或 WPS 打开后另存为 .docx。"),
            "password": Message(E, "文件设置了打开密码", "请去掉密码后另存为 .docx。"),
            "old_format": Message(
                E, "这是旧格式文件（.doc 或 .wps）", "请用 Word 或 WPS“另存为 → Word 文档（*.docx）”。"
            ),
            "other": Message(
                E, "这不是 Word 文档（.docx）", "请用 xxgk word-template 取得模板，在其基础上修改。"
            ),
            "too_large": Message(E, "文件内容太大，没有读取", "请换用随软件提供的模板重新修改。"),
            "macros": Message(E, "文件带有宏", "请另存为不带宏的 Word 文档（*.docx）。"),
        },
        passes=Example("部门.docx"),
        fails=Example("旧格式的 .doc，或加了打开密码。"),
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
            "quotes": Message(I, "{where}：标记“{found}”里的中文引号已按英文引号处理", "不用处理。"),
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
            "syntax": Message(
                E, "{where}：标记“{found}”写得不对，无法执行：{reason}", "请对照模板说明改正。"
            ),
            "trim": Message(
                E,
                "{where}：标记“{found}”紧挨括号有减号或加号，转换时会把旁边的文字和格式一起删掉",
                "请去掉这个符号，改为“{expected}”。",
            ),
            "comment": Message(
                E,
                "{where}：说明“{found}”里有“{expected}”，说明会失去作用",
                "请删除说明里的这个标记，只留文字。",
            ),
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
        "T-13",
        "Word 模板没有限制编辑",
        _CLAUSE,
        {
            "protected": Message(
                W,
                "文件设了“限制编辑”（{found}），生成的报告也会被锁住，改不了",
                "请在“审阅 → 限制编辑”中停止保护后保存；有意锁住报告的不用处理。",
            ),
            "recommended": Message(
                W,
                "文件设了“建议以只读方式打开”，打开每份报告时都会询问",
                "请在“另存为 → 工具 → 常规选项”中取消后保存。",
            ),
            "password": Message(
                W,
                "文件设了修改密码，生成的报告不输入密码也只能以只读方式打开",
                "请在“另存为 → 工具 → 常规选项”中清除修改密码后保存。",
            ),
            "final": Message(
                I, "文件标记为最终状态，用 Word 打开时是只读的", "生成的报告不带这个标记，不用处理。"
            ),
        },
        passes=Example("没有保护的模板。"),
        fails=Example("在“审阅 → 限制编辑”里启动了强制保护。"),
        scope="document",
    ),
    CodeRecord(
        "T-14",
        "标记只取用报告的内容",
        _CLAUSE,
        {
            "call": Message(
                E, "{where}：标记“{found}”里的“{name}”不能用", "标记里能写什么，见模板说明“标记怎么写”。"
            ),
            "filter": Message(
                E,
                "{where}：标记“{found}”里的“{name}”不是能用的处理",
                "能用的处理见模板说明“标记怎么写”。",
            ),
            "filter_near": Message(
                E, "{where}：标记“{found}”里的“{name}”不是能用的处理", "是不是“{expected}”？请改正。"
            ),
            "test": Message(
                E,
                "{where}：标记“{found}”里的“{name}”不是能用的判断",
                "能用的判断见模板说明“标记怎么写”。",
            ),
            "test_near": Message(
                E, "{where}：标记“{found}”里的“{name}”不是能用的判断", "是不是“{expected}”？请改正。"
            ),
            "argument": Message(
                E,
                "{where}：标记“{found}”里“{name}”的圆括号写得不对，或要加的文字、数字太长",
                "圆括号里只写几个字或不大的数字，见模板说明“标记怎么写”。",
            ),
            "operator": Message(
                E,
                "{where}：标记“{found}”里的“{name}”不能用在这里",
                "它只用于两个数字之间；表里的数字要先写成“三.r01.c7|int”这样再计算。",
            ),
            "statement": Message(
                E, "{where}：标记“{found}”里有不能用的写法", "标记里能写什么，见模板说明“标记怎么写”。"
            ),
            "loop": Message(
                E,
                "{where}：“{found}”不是逐段的循环",
                "循环只用于各部分的文字（如“总体情况”）、写定的几个词或次数。",
            ),
            "list": Message(
                E,
                "{where}：标记“{found}”是一组文字，会连同方括号和引号一起印出",
                "整个部分和单项文字用循环逐段印；要连成一段的，在后面加上“|join”。",
            ),
            "rounds": Message(
                E,
                "{where}：“{found}”循环的次数太多，或不是写定的",
                "循环一个套一个的，次数相乘不能超过 100。",
            ),
            "nested": Message(
                E, "{where}：“{found}”写在另一个逐段的循环里，文字会印上许多遍", "请移到那个循环的外面。"
            ),
            "swell": Message(E, "{where}：“{found}”会使文字成倍变长，不能用", "请直接写出要印的文字或名称。"),
            "swell_all": Message(
                E, "模板要印的内容太多，不能用", "请减少循环里的内容，或从随软件提供的模板重新修改。"
            ),
            "many": Message(
                E,
                "模板里的标记太多，超过 {name} 个",
                "请从随软件提供的模板重新修改；成批重复的内容不要用标记。",
            ),
            "paragraphs": Message(
                E,
                "模板有 {found} 段，超过 {name} 段，太长",
                "请从随软件提供的模板重新修改，删去多余的段落。",
            ),
            "deep": Message(E, "{where}循环、条件或括号一层套一层，层数太多", "请分开写，最多套十层。"),
            "long": Message(E, "{where}：标记“{found}”太长，超过 {name} 个字符", "请写短一些，或分成几个。"),
            "hidden": Message(
                E,
                "文字以外的地方（如图片的说明、域代码、图形的属性）写有不能用的标记",
                "请删除那里的标记，或从随软件提供的模板重新修改。",
            ),
        },
        passes=Example("{{ 机关名称 }}，{%p for 行 in 总体情况 %}。"),
        fails=Example("循环九万次，或把一段文字重复二十亿遍。"),
        scope="document",
    ),
    CodeRecord(
        "T-15",
        "各类报告开头自己的话都印出来",
        _CLAUSE,
        {
            "": Message(
                W,
                "模板“{subject}”用于{category}的报告（{number} 份），没有这类报告自己的话“{expected}”",
                "请把几类模板放在一个文件夹里，用 --word-template 指定这个文件夹；已用别的话写明的不用处理。",
            ),
            "instead": Message(
                W,
                "模板“{subject}”用于{category}的报告（{number} 份），印的是别类报告的话“{found}”",
                "请把几类模板放在一个文件夹里，用 --word-template 指定这个文件夹；适用的不用处理。",
            ),
        },
        passes=Example("各类报告用各自的模板。"),
        fails=Example("县政府的报告用了部门的模板，没有写明数据是汇总的。"),
        scope="document",
    ),
)
