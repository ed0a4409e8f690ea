"""O: further outputs of a delivered report: PDF, web pages, data."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry

_OTHERS = "Word 报告不受影响。"
_BY_HAND = f"请用 Word 或 WPS 打开 Word 报告，另存为 PDF。{_OTHERS}"

ENTRIES: Entries = {
    ("O-01", "missing"): Entry(
        E,
        "这台电脑上没有找到 LibreOffice，没有生成 PDF",
        "请安装 LibreOffice（免费）后重新运行；已安装的，请用环境变量 XXGK_SOFFICE 指明 soffice 程序的位置。"
        "Word 报告已经生成，也可用 Word 或 WPS 打开后另存为 PDF。",
    ),
    ("O-01", "named"): Entry(
        E,
        "环境变量 XXGK_SOFFICE 指明的“{found}”不是可以运行的程序，没有生成 PDF",
        "请改正后重新运行。" + _OTHERS,
    ),
    ("O-02", "failed"): Entry(E, "LibreOffice 没有转换出 PDF", _BY_HAND),
    ("O-02", "timeout"): Entry(E, "LibreOffice 转换 PDF 超时，已停止", f"请重新运行；仍不行的，{_BY_HAND}"),
    **{
        ("O-03", key): Entry(E, what, _BY_HAND)
        for key, what in (
            ("text", "PDF 与报告不一致，未交付：找不到“{expected}”"),
            ("table", "PDF 与报告不一致，未交付：“{subject}”的表不全，或数字不同"),
            ("unreadable", "PDF 生成后无法读出文字核对，未交付"),
        )
    },
    ("O-04", ""): Entry(
        E,
        "网页与报告不一致，未交付：{subject}应为“{expected}”，网页上是“{found}”",
        f"请把这个文件和本行内容发给软件维护人员。{_OTHERS}",
    ),
    ("O-05", ""): Entry(E, "“{subject}”没有写成：{detail}", f"请排除后重新转换。{_OTHERS}"),
    ("O-06", ""): Entry(
        E, "“{subject}”是以前生成的，已经失效，但没能移走：{detail}", "请关闭打开它的程序，再重新运行。"
    ),
}
