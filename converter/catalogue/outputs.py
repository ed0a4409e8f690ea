"""O: further outputs of a delivered report: PDF, web pages, data."""

from __future__ import annotations

from converter.catalogue.model import CodeRecord, E, Example, Message, W

_TYPED = "要保留的改动，请改到填报表里再转换；不需要的，可以删除。"
_OTHERS = "Word 报告不受影响。"
_BY_HAND = f"请用 Word 或 WPS 打开 Word 报告，另存为 PDF。{_OTHERS}"


_CLAUSE = "报告的其他形式应当与报告一致"
_PDF = {
    "text": "PDF 与报告不一致，没有交付：找不到“{expected}”",
    "table": "PDF 与报告不一致，没有交付：“{subject}”的表不全，或数字不同",
    "unreadable": "PDF 生成后无法读出文字核对，没有交付",
}

RECORDS = (
    CodeRecord(
        "O-01",
        "生成 PDF 所用的 LibreOffice 已经安装",
        _CLAUSE,
        {
            "missing": Message(
                E,
                "这台电脑上没有找到 LibreOffice，没有生成 PDF",
                "请安装 LibreOffice（免费）后重新运行；已安装的，"
                "请用环境变量 XXGK_SOFFICE 指明 soffice 程序的位置。"
                "Word 报告已经生成，也可用 Word 或 WPS 打开后另存为 PDF。",
            ),
            "named": Message(
                E,
                "环境变量 XXGK_SOFFICE 指明的“{found}”不是可以运行的程序，没有生成 PDF",
                "请改正后重新运行。" + _OTHERS,
            ),
        },
        passes=Example("能找到 LibreOffice。"),
        fails=Example("没有安装 LibreOffice。"),
        scope="document",
    ),
    CodeRecord(
        "O-02",
        "报告转换成了 PDF",
        _CLAUSE,
        {
            "failed": Message(E, "LibreOffice 没有转换出 PDF", _BY_HAND),
            "timeout": Message(E, "LibreOffice 转换 PDF 超时，已停止", f"请重新运行；仍不行的，{_BY_HAND}"),
        },
        passes=Example("PDF 已生成。"),
        fails=Example("转换超时。"),
        scope="document",
    ),
    CodeRecord(
        "O-03",
        "PDF 与报告一致",
        _CLAUSE,
        {variant: Message(E, what, _BY_HAND) for variant, what in _PDF.items()},
        passes=Example("每个数字、每段文字都相同。"),
        fails=Example("PDF 里少了一张表。"),
        scope="document",
    ),
    CodeRecord(
        "O-04",
        "网页与报告一致",
        _CLAUSE,
        {
            "": Message(
                E,
                "网页与报告不一致，没有交付：{subject}应为“{expected}”，网页上是“{found}”",
                f"请把这个文件和本行内容发给软件维护人员。{_OTHERS}",
            ),
        },
        passes=Example("每个数字都相同。"),
        fails=Example("网页上的一个数字不同。"),
        scope="document",
    ),
    CodeRecord(
        "O-05",
        "其他成果写到了结果文件夹",
        _CLAUSE,
        {
            "": Message(E, "“{subject}”没有写成：{detail}", f"请排除后重新转换。{_OTHERS}"),
        },
        passes=Example("结果文件夹可以写入。"),
        fails=Example("同名文件正在其他程序里打开。"),
        scope="document",
    ),
    CodeRecord(
        "O-06",
        "已经失效的成果移走了",
        _CLAUSE,
        {
            "": Message(
                E,
                "“{subject}”是以前生成的，已经失效，但没能移走：{detail}",
                "请排除后再重新运行。",
            ),
        },
        passes=Example("移到“已失效”。"),
        fails=Example("旧的 PDF 正在其他程序里打开。"),
        scope="document",
    ),
    CodeRecord(
        "O-07",
        "结果文件夹里的文件没有人改动过",
        "人改动过的文件不能被覆盖",
        {
            "": Message(W, "{subject}有人改动过，或者不是本程序生成的，没有覆盖，已原样移到“已改动”", _TYPED),
        },
        passes=Example("上次生成的报告原样未动，重新生成。"),
        fails=Example("有人在 Word 里改了上次生成的报告，它移到“已改动”，另外生成新的。"),
        scope="document",
    ),
    CodeRecord(
        "O-08",
        "以前运行留下的记录完好",
        "以前运行的记录只采用读得出、格式对的部分",
        {
            "": Message(
                W,
                "以前运行留下的“{subject}”已损坏（{detail}），坏的部分没有采用，原文件改名为“{found}”留着",
                "这次已重新生成，不用处理；改名的那一份不再需要时可以删除。",
            ),
        },
        passes=Example("result.json 和 history.jsonl 原样未动。"),
        fails=Example("result.json 被截断，或被别的程序改写。"),
        scope="document",
    ),
)
