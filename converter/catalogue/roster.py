"""R: the roster."""

from __future__ import annotations

from converter.catalogue.entry import BLANK, E, Entries, Entry, W

ENTRIES: Entries = {
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
        E, "这一行有内容，但没有填写“机关名称”", "请补填；不用的行请清空。", expected="必填", found=BLANK
    ),
    ("R-04", "missing"): Entry(E, "{subject}没有填写“类别”", "请从下拉列表中选择：{expected}。", found=BLANK),
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
            ("runs", "“{subject}”带有删除线或上下标，读到“{found}”，无法判断哪些字有效"),
        )
    },
    ("R-08", "zeros"): Entry(
        W,
        "“{subject}”是设了显示格式的数值，按 {found} 读取，开头的 0 可能没有读到",
        "请核对；开头有 0 的，请把格式改为“文本”后重新填写。",
    ),
}
