"""T-02: what a template takes from outside itself, or carries inside besides words, tables and pictures."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, Message, W

RECORDS = (
    CodeRecord(
        "T-02",
        "模板不引用外部内容，不嵌别的文件",
        "Word 模板的约定，见 word-template.zh-CN.md",
        {
            "linked": Message(
                E, "文件引用了外部内容“{found}”，别的电脑上会缺失", "请删除这一链接，或把内容直接插入文档。"
            ),
            "attached": Message(
                W,
                "文件记有本机的模板位置“{found}”，会带进每份报告",
                "可在 Word“开发工具 → 文档模板”中改回 Normal。",
            ),
            "remote": Message(
                E,
                "文件一打开就会到“{found}”去取模板，每份报告都会这样",
                "请在 Word“开发工具 → 文档模板”中改回 Normal 后保存。",
            ),
            "hyperlink": Message(
                E,
                "文件里的链接指向“{found}”，不是网站地址，别人打不开，还会暴露本单位电脑的情况",
                "请改为网站地址，或取消这个链接。",
            ),
            "field": Message(
                E,
                "文件里有会去找别的文件或程序的域“{found}”，打开每份报告时都会这样",
                "请删除它；要保留文字的，选中后按 Ctrl+Shift+F9。",
            ),
            "embedded": Message(
                E,
                "文件里嵌有别的文件或控件“{found}”，会带进每份报告",
                "请删除，需要的内容改成文字、表格或图片。",
            ),
            "merge": Message(
                E,
                "文件连着邮件合并的数据源，打开每份报告时都会去找",
                "请在“邮件 → 开始邮件合并”中选“普通 Word 文档”后保存。",
            ),
        },
        passes=Example("图片插在模板里。"),
        fails=Example("图片链接到本机的一个文件夹。"),
        scope="document",
    ),
)
