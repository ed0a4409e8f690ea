"""The catalogue: each code's severity, what is wrong in plain words, and what to do.

The only place with Chinese prose about mistakes. Templates are `str.format` texts over a finding's
`subject`, `found`, `expected` and its `values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from converter.finding import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue: severity, the sentence, and what to do.

    `expected`, `found`: what a finding of this kind says where its maker names nothing more exact.
    """

    severity: Severity
    what: str
    advice: str
    expected: str = ""
    found: str = ""


_COUNT, _AMOUNT, _BLANK = "不小于 0 的整数", "不小于 0 的数", "空白"

_FIGURES: Mapping[str, Entry] = {
    "not_number": Entry(E, "{subject}填的是“{found}”，不是数字", "请只填阿拉伯数字，如 3；没有请填 0。"),
    "negative": Entry(E, "{subject}填的是 {found}，不能小于 0", "请填不小于 0 的数。"),
    "fraction": Entry(E, "{subject}填的是 {found}，应为整数（单位：件）", "请改为整数。"),
    "unit": Entry(E, "{subject}填的是“{found}”，单位不是本格的单位（{unit}）", "请换算后只填数字。"),
    "too_long": Entry(E, "{subject}填的是“{found}”，超过 15 位，无法准确读取", "请核对后重填。"),
    "date": Entry(E, "{subject}被设成了日期格式（存的是“{found}”）", "请把单元格格式改为“数值”后重新填数。"),
    "boolean": Entry(E, "{subject}是逻辑值 {found}，不是数字", "请重新填数字。"),
    "runs": Entry(
        E,
        "{subject}的数字含有多种格式（如删除线、上标），读到“{found}”，无法判断哪些字有效",
        "请清除该格的格式后重新填数字。",
    ),
    "normalised": Entry(I, "{subject}的“{found}”已按 {expected} 读取", "请留意是否正确。"),
}
"""What may be wrong with a figure as typed: A-02 for counts, A-05 for amounts of money."""

CATALOGUE: Mapping[tuple[str, str], Entry] = {
    # --- R: the roster -------------------------------------------------------------------------
    ("R-01", "missing"): Entry(
        E, "找不到单位名单：没有一张工作表的表头有“{expected}”（现有：{found}）", "请用名单模板填写。"
    ),
    ("R-01", "two"): Entry(E, "有不止一张工作表像单位名单（{found}），无法判断以哪张为准", "请只保留一张。"),
    ("R-02", "column"): Entry(E, "名单缺少“{expected}”列", "请补上这一列，表头写“{expected}”。"),
    ("R-02", "twice"): Entry(E, "不止一列的表头是“{subject}”，无法判断以哪列为准", "请只保留一列。"),
    ("R-02", "again"): Entry(E, "名单中间又出现一行表头", "请删去这一行；一张工作表只填一份名单。"),
    ("R-02", "unknown"): Entry(
        W, "“{found}”列不是名单的内容，未采用", "如是要用的内容，请改用名单的表头：{expected}。"
    ),
    ("R-03", ""): Entry(
        E, "这一行有内容，但没有填写“机关名称”", "请补填；不用的行请清空。", expected="必填", found=_BLANK
    ),
    ("R-04", "missing"): Entry(
        E, "{subject}没有填写“类别”", "请从下拉列表中选择：{expected}。", found=_BLANK
    ),
    ("R-04", "unknown"): Entry(
        E, "{subject}的“类别”填的是“{found}”，不在可选范围内", "请从下拉列表中选择：{expected}。"
    ),
    ("R-05", ""): Entry(E, "名单里没有任何单位", "请填写机关名称和类别，每个单位一行。"),
    ("R-06", "name"): Entry(
        E, "{subject}“{found}”与{row}相同", "同一单位请只保留一行；不是同一单位的，请改正名称。"
    ),
    ("R-06", "shared"): Entry(
        W, "{subject}“{found}”与{row}相同，按这个名称无法判断是哪个单位", "请核对；确实同名的，可不改。"
    ),
    ("R-07", ""): Entry(E, "{subject}“{found}”与{row}相同", "请核对后改正；每个单位的代码不能相同。"),
    **{
        ("R-08", key): Entry(E, what, "请清空该格，把格式改为“文本”后重新填写。", expected="文本")
        for key, what in (
            ("number", "“{subject}”被存成了数值 {found}，可能与原来填写的不同"),
            ("too_long", "“{subject}”被存成了数值，超过 15 位，末尾几位已丢失（读到 {found}）"),
            ("date", "“{subject}”被设成了日期格式（存的是“{found}”）"),
            ("runs", "“{subject}”含有多种格式（如删除线、上标），读到“{found}”，无法判断哪些字有效"),
        )
    },
    ("R-08", "zeros"): Entry(
        W,
        "“{subject}”是设了显示格式的数值，按 {found} 读取，开头的 0 可能没有读到",
        "请核对；开头有 0 的，请把格式改为“文本”后重新填写。",
    ),
    # --- F: the file ---------------------------------------------------------------------------
    ("F-01", "empty"): Entry(E, "这是一个空文件（0 字节）", "请让报送单位重新发送。"),
    ("F-01", "damaged"): Entry(
        E, "文件不完整或已损坏{detail}", "请在 Excel 或 WPS 中打开另存后重新报送；打不开的请重新发送。"
    ),
    ("F-01", "truncated"): Entry(E, "文件不完整（可能没有传完）", "请让报送单位重新发送。"),
    ("F-01", "password"): Entry(E, "文件设置了打开密码，无法读取", "请去掉密码后另存再报。"),
    ("F-01", "old_format"): Entry(
        E, "这是旧格式表格（.xls 或 .et）", "请在 Excel 或 WPS 中“另存为 → Excel 工作簿（*.xlsx）”再报。"
    ),
    ("F-01", "ods"): Entry(
        E, "这是 ODF 表格（.ods）", "请在 LibreOffice 或 WPS 中另存为“Excel 工作簿（*.xlsx）”再报。"
    ),
    ("F-01", "word_file"): Entry(E, "这是 Word 文件，不是填报表", "请用填报模板填写后报送。"),
    ("F-01", "archive"): Entry(E, "这是压缩包，未读取其中内容", "请解压后把其中的 xlsx 文件放入文件夹。"),
    ("F-01", "text"): Entry(
        E, "这不是 Excel 工作簿（实际内容是网页或文本）", "请用填报模板填写后另存为 .xlsx。"
    ),
    ("F-01", "other"): Entry(E, "这不是 Excel 工作簿", "请用填报模板填写后另存为 .xlsx。"),
    ("F-01", "too_large"): Entry(E, "文件内容异常庞大，已拒绝读取{detail}", "请用填报模板重新填写。"),
    ("F-01", "dtd"): Entry(E, "文件含有不允许的 XML 声明，已拒绝读取", "请用填报模板重新填写。"),
    ("F-01", "duplicate_part"): Entry(
        E, "文件内部有重复内容，可能被改动过{detail}", "请在 Excel 或 WPS 中打开另存后重新报送。"
    ),
    ("F-01", "no_sheets"): Entry(E, "文件里没有工作表", "请用填报模板填写后报送。"),
    ("F-02", "access"): Entry(
        E, "文件无法打开（可能正被占用或没有权限）", "请关闭正在打开它的程序后再转换。"
    ),
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
    # --- A: cells ------------------------------------------------------------------------------
    ("A-01", "unfilled"): Entry(
        E,
        "{subject}没有填任何数，也没有选“{zero}”",
        "请填写；确实没有发生的，请在“填报状态”处选“{zero}”。",
        expected="填数，或声明没有发生",
        found=_BLANK,
    ),
    ("A-01", "not_zero"): Entry(
        E,
        "{subject}选了“{zero}”，但填有大于 0 的数（{found}）",
        "请改选“{normal}”，或删去这些数。",
        expected="0",
    ),
    **{("A-02", key): replace(entry, expected=_COUNT) for key, entry in _FIGURES.items()},
    **{
        ("A-05", key): replace(entry, expected=_AMOUNT)
        for key, entry in _FIGURES.items()
        if key != "fraction"
    },
    ("A-03", ""): Entry(E, "{subject}填的是“{found}”，不是数字", "没有请填 0。", expected=_COUNT),
    ("A-04", ""): Entry(
        W,
        "{subject}的数字带有说明“{found}”，按 {expected} 计算，说明随数字一起印出",
        "请核对是否需要保留说明。",
    ),
    ("A-08", ""): Entry(
        E, "填的是旧格式的表（{found}），已被 {expected} 代替", "请用现行的填报模板重新填写。"
    ),
    ("A-09", "error"): Entry(E, "{subject}是错误值 {found}", "请直接填写数字或文字。", expected="数字或文字"),
    ("A-09", "no_cache"): Entry(
        E,
        "{subject}是公式，但没有保存计算结果",
        "请在 Excel 或 WPS 中打开文件保存一次，或直接填写。",
        expected="数字或文字",
    ),
    ("A-09", "formula"): Entry(
        W, "{subject}填的是公式，按其计算结果 {found} 读取", "请核对；建议直接填写数字。"
    ),
    ("A-09", "stale"): Entry(I, "{subject}的公式显示为 {found}，已按各项重新计算为 {expected}", "无须处理。"),
    ("A-10", "required"): Entry(E, "“{subject}”没有填写", "{hint}", expected="必填", found=_BLANK),
    ("A-10", "expected"): Entry(W, "“{subject}”没有填写", "{hint}", expected="应填", found=_BLANK),
    ("A-11", "choice"): Entry(
        E, "“{subject}”填的是“{found}”，不在可选范围内", "请从下拉列表中选择：{expected}。"
    ),
    ("A-11", "year"): Entry(E, "“{subject}”填的是“{found}”，不是年份", "请填四位数字，如 2024。"),
    ("A-11", "date"): Entry(E, "“{subject}”填的是“{found}”，不是日期", "请按“2024年1月1日”的样式填写。"),
    ("A-11", "dated"): Entry(
        E,
        "“{subject}”被存成了日期（存的是“{found}”）",
        "请把单元格格式改为“文本”后重新填写。",
    ),
    ("A-11", "value"): Entry(E, "“{subject}”填的是 {found}，不是文字", "请重新填写文字。"),
    ("A-12", "nowhere"): Entry(
        E, "数字说明所指的“{found}”不是本表填数的单元格", "请写单元格的位置，如 C9；不需要说明的请清空。"
    ),
    ("A-12", "twice"): Entry(E, "{found} 的数字有不止一条说明", "一个数字只能带一条说明，请合并。"),
    ("A-12", "empty"): Entry(W, "{found} 的数字说明没有写文字，未采用", "请写文字，或清空单元格位置。"),
    ("A-13", "no_code"): Entry(
        W, "理由“{found}”没有写编号，不知道说明的是哪一条", "请写提醒的编号和单元格，如 B-06、E9。"
    ),
    ("A-13", "unused"): Entry(
        I, "{found} 的理由没有对应的提醒，未采用", "无须处理；如仍有提醒，请核对编号和单元格。"
    ),
    # --- B: arithmetic -------------------------------------------------------------------------
    ("B-01", ""): Entry(
        E, "{subject}填的是 {found}，{left}是 {expected}，差 {difference}", "请核对各列与总计。"
    ),
    ("B-02", ""): Entry(
        E, "{subject}填的是 {found}，{left}是 {expected}，差 {difference}", "请核对各行与总计。"
    ),
    ("B-03", ""): Entry(
        E,
        "{subject}勾稽关系不成立：{expected}，{found}，差 {difference}",
        "请核对这一列新收、结转和办理结果。",
    ),
    ("B-04", ""): Entry(
        E, "{subject}填的是 {found}，{left}是 {expected}，差 {difference}", "请核对各项结果与总计。"
    ),
    ("B-05", "column"): Entry(
        E,
        "{subject}整列没有填（全为 0 或空白），各项之和应为：{expected}",
        "请按各项之和填写总计，或恢复公式。",
    ),
    ("B-05", "row"): Entry(
        E,
        "{subject}整行没有填（全为 0 或空白），各项之和应为：{expected}",
        "请按各项之和填写总计，或恢复公式。",
    ),
    ("B-06", ""): Entry(
        W,
        "{subject}填的是 {found}，少于本年制发减本年废止（{expected}）",
        "年末现行有效数一般不少于本年新制发未废止的数量，请核实。",
    ),
    ("B-07", "error"): Entry(
        E, "{subject}填有 {found}，但{category}无权制定规章", "请改为 0；本机关的规范性文件请填在下一行。"
    ),
    ("B-07", "warning"): Entry(
        W,
        "{subject}填有 {found}，请确认本机关有权制定规章",
        "只有国务院部门和设区的市及以上政府等可以制定规章；无权制定的请改为 0。",
    ),
    ("B-08", ""): Entry(
        E,
        "没有新收也没有上年结转的申请，却填有办理结果或结转（{found}）",
        "请补填新收或上年结转的件数，或删去办理结果。",
    ),
    # --- C: text against tables -----------------------------------------------------------------
    ("C-30", ""): Entry(
        E, "文字中的“{found}”不是可以引用的名称", "是否要写：{expected}？可用的名称见“填报说明”。"
    ),
    # --- D: wording and structure --------------------------------------------------------------
    ("D-03", ""): Entry(E, "“{subject}”填的是 {found}，本次汇总的是 {expected} 年度", "请核对年度。"),
    ("D-07", ""): Entry(
        W, "“{subject}”部分没有任何文字", "请填写；这一部分应当用文字报告。", expected="文字", found=_BLANK
    ),
    # --- X: two years --------------------------------------------------------------------------
    ("X-01", ""): Entry(
        W,
        "{subject}填的是 {found}，上年的结转下年度是 {expected}，差 {difference}",
        "两数应当相同；机构合并、上年数更正等属实的，请在“情况说明”写明。",
    ),
    ("X-02", ""): Entry(
        W,
        "{subject}填的是 {found}，按上年数加制发减废止应为 {expected}，差 {difference}",
        "请核对；清理、自动失效等属实的，请在“情况说明”写明。",
    ),
    # --- G: the county -------------------------------------------------------------------------
    ("G-01", "twice"): Entry(
        E,
        "“{subject}”交了不止一份（另一份：{other}）",
        "请确认后只保留一份，再次转换。",
        expected="一份",
    ),
}
"""Codes are stable for ever and never reused; A to G follow the catalogue of checks, F is the file, R the
roster."""
