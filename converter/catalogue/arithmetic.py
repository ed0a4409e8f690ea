"""B: arithmetic: the sums of the form (勾稽关系)."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry, I, W

ENTRIES: Entries = {
    ("B-01", ""): Entry(
        E,
        "总计不等于各列之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}",
        "请核对各列与总计。",
    ),
    ("B-02", ""): Entry(
        E,
        "总计不等于各行之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}",
        "请核对各行与总计。",
    ),
    ("B-03", ""): Entry(
        E,
        "收到的申请与办理、结转的对不上：{where}，{expected}，{found}，差 {difference}",
        "请核对这一列新收、结转和办理结果。",
    ),
    ("B-04", ""): Entry(
        E,
        "总计不等于各项结果之和：{where}，填的是 {found}，{left}是 {expected}，差 {difference}",
        "请核对各项结果与总计。",
    ),
    ("B-05", "column"): Entry(
        E,
        "总计一整列没有填：{where}，全为 0 或空白，应为：{expected}",
        "请按各项之和填写总计，或恢复公式。",
    ),
    ("B-05", "row"): Entry(
        E,
        "总计一整行没有填：{where}，全为 0 或空白，应为：{expected}",
        "请按各项之和填写总计，或恢复公式。",
    ),
    ("B-06", ""): Entry(
        W,
        "现行有效件数偏少：{where}，填的是 {found}，不应少于本年制发减本年废止（{expected}）",
        "年末现行有效数一般不少于本年新制发未废止的数量，请核实。",
    ),
    ("B-07", "error"): Entry(
        E,
        "规章一行应为 0：{where}，填有 {found}，{category}无权制定规章",
        "请改为 0；本机关的规范性文件请填在下一行。",
    ),
    ("B-07", "warning"): Entry(
        W,
        "规章一行一般为 0：{where}，填有 {found}",
        "请确认本机关有权制定规章（国务院部门、设区的市及以上政府等）；无权制定的请改为 0。",
    ),
    ("B-09", ""): Entry(
        W,
        "有逾期未缴费的申请，却没有报告收费通知：{where}，填的是 {found}，第六部分没有写到发出收费通知",
        "请在第六部分补写收费通知的情况，或核对这个数。",
        expected="第六部分写到收费通知",
    ),
    ("B-10", ""): Entry(
        I,
        "不予公开的理由少见：{where}，填的是 {found}，达到 {expected} 件即提示",
        "请确认分类无误。",
    ),
    ("B-11", ""): Entry(
        I,
        "有被纠正的案件，文字没有写到：{where}，填的是 {found}，第一、五部分都没有提到",
        "建议写明原因和改进措施。",
        expected="第一或第五部分写到",
    ),
    ("B-08", ""): Entry(
        E,
        "没有新收也没有上年结转的申请，却填有办理结果或结转：{where}，填有 {found}，应为 {expected}",
        "请补填新收或上年结转的件数，或删去办理结果。",
    ),
}
