"""R: the roster, and the record of what the office accepted."""

from __future__ import annotations

from converter.catalogue.model import BLANK, CodeRecord, E, Example, I, Message, W

_CLAUSE = "单位名单的约定"
_NOT_TEXT = {
    "number": "“{subject}”被存成了数值 {found}，可能与原来填写的不同",
    "too_long": "“{subject}”被存成了数值，超过 15 位，末尾几位已丢失（读到 {found}）",
    "date": "“{subject}”被设成了日期格式（存的是“{found}”）",
    "runs": "“{subject}”带有删除线或上下标，读到“{found}”，无法判断哪些字有效",
}

RECORDS = (
    CodeRecord(
        "R-01",
        "名单文件里有一张名单",
        _CLAUSE,
        {
            "missing": Message(
                E, "找不到单位名单：没有一张工作表的表头有“{expected}”（现有：{found}）", "请用名单模板填写。"
            ),
            "two": Message(E, "有不止一张工作表像单位名单（{found}），无法判断以哪张为准", "请只保留一张。"),
        },
        passes=Example("表头有“机关名称”。"),
        fails=Example("没有表头，或有两张名单。"),
        scope="roster",
    ),
    CodeRecord(
        "R-02",
        "名单的表头齐全，不重复",
        _CLAUSE,
        {
            "column": Message(E, "名单缺少“{expected}”列", "请补上这一列，表头写“{expected}”。"),
            "twice": Message(E, "不止一列的表头是“{subject}”，无法判断以哪列为准", "请只保留一列。"),
            "again": Message(E, "名单中间又出现一行表头", "请删去这一行；一张工作表只填一份名单。"),
            "unknown": Message(
                W, "“{found}”列不是名单的内容，没有采用", "如是要用的内容，请改用名单的表头：{expected}。"
            ),
        },
        passes=Example("机关名称、简称、类别……"),
        fails=Example("有两列都叫“机关名称”。"),
        scope="roster",
    ),
    CodeRecord(
        "R-03",
        "名单每一行都有机关名称",
        _CLAUSE,
        {
            "": Message(
                E,
                "这一行有内容，但没有填写“机关名称”",
                "请补填；不用的行请清空。",
                expected="必填",
                found=BLANK,
            ),
            "nobody": Message(
                W,
                "“机关名称”填的不是单位的名称：“{found}”",
                "请填单位的全称，与公章一致。",
                expected="单位的全称",
            ),
        },
        passes=Example("青禾县财政局"),
        fails=Example("只写了电话；机关名称填“本单位”。"),
        scope="roster",
    ),
    CodeRecord(
        "R-04",
        "名单每一行的类别都在可选范围内",
        _CLAUSE,
        {
            "missing": Message(E, "{subject}没有填写“类别”", "请从下拉列表中选择：{expected}。", found=BLANK),
            "unknown": Message(
                E, "{subject}的“类别”填的是“{found}”，不在可选范围内", "请从下拉列表中选择：{expected}。"
            ),
        },
        passes=Example("县级部门"),
        fails=Example("县直"),
        scope="roster",
    ),
    CodeRecord(
        "R-05",
        "名单里有单位",
        _CLAUSE,
        {
            "": Message(E, "名单里没有任何单位", "请填写机关名称和类别，每个单位一行。"),
        },
        passes=Example("至少一个单位。"),
        fails=Example("只有表头。"),
        scope="roster",
    ),
    CodeRecord(
        "R-06",
        "名单里的名称不重复",
        _CLAUSE,
        {
            "name": Message(
                E, "{subject}“{found}”与{row}相同", "同一单位请只保留一行；不是同一单位的，请改正名称。"
            ),
            "shared": Message(
                W,
                "{subject}“{found}”与{row}相同，按这个名称无法判断是哪个单位",
                "请核对；确实同名的，可不改。",
            ),
        },
        passes=Example("每个机关一行。"),
        fails=Example("同一机关写了两行。"),
        scope="roster",
    ),
    CodeRecord(
        "R-07",
        "名单里的代码不重复",
        _CLAUSE,
        {
            "": Message(E, "{subject}“{found}”与{row}相同", "请核对后改正；每个单位的代码不能相同。"),
        },
        passes=Example("每个单位一个代码。"),
        fails=Example("两个单位的代码相同。"),
        scope="roster",
    ),
    CodeRecord(
        "R-08",
        "名单里的代码、电话是文本，公开电话是办公电话",
        _CLAUSE,
        {
            **{
                variant: Message(E, what, "请清空该格，把格式改为“文本”后重新填写。", expected="文本")
                for variant, what in _NOT_TEXT.items()
            },
            "zeros": Message(
                W,
                "“{subject}”是设了显示格式的数值，按 {found} 读取，开头的 0 可能没有读到",
                "请核对；开头有 0 的，请把格式改为“文本”后重新填写。",
            ),
            "cut": Message(
                W,
                "“{subject}”开头的 0 丢了：填的是“{found}”，像是 {expected}；下发填报表时不预填",
                "请把格式改为“文本”，核对后写全，如 {expected}。",
            ),
            "mobile": Message(
                W,
                "“{subject}”填的是手机号（{found}），会印进公开的报告；下发填报表时不预填",
                "请改填办公电话；经办人的手机填在“经办人电话”栏，只用于催报，不印出。",
                expected="办公电话",
            ),
            "private": Message(
                I,
                "“{subject}”填的是手机号（{found}），作经办人电话用：只用于催报，不预填、不印出",
                "不用处理；新的名单模板有“公开电话”和“经办人电话”两栏。",
            ),
        },
        passes=Example("公开电话：文本 0537-6558690；经办人电话：手机号。"),
        fails=Example("存成数值 5376558690，开头的 0 丢了或靠显示格式补上；公开电话填手机号。"),
        scope="roster",
    ),
    CodeRecord(
        "R-09",
        "县里记录的每一行都是 xxgk accept 写的原样",
        "县里记录的约定：只用 xxgk accept 增加，不手工改写",
        {
            "spoilt": Message(
                W,
                "县里记录第 {subject} 行读不出来，没有采用",
                "请用 xxgk accept 重新认可；其他各行不受影响。",
            ),
            "edited": Message(
                W,
                "县里记录第 {subject} 行被手工改过，没有采用",
                "请用 xxgk accept 重新认可；其他各行不受影响。",
            ),
            "more": Message(
                W,
                "县里记录另外还有 {subject} 行读不出来或被改过，没有采用",
                "请检查 --record 后面写的是不是 xxgk accept 生成的那个文件；读得出的各行不受影响。",
            ),
        },
        passes=Example("每一行都由 xxgk accept 写入。"),
        fails=Example("用“记事本”改了一行里的理由。"),
        scope="roster",
    ),
)
