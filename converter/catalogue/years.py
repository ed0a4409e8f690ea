"""X: two years of one agency."""

from __future__ import annotations

from converter.catalogue.entry import Entries, Entry, I, W

ENTRIES: Entries = {
    ("X-01", ""): Entry(
        W,
        "上年结转与上年报告不符：{where}，填的是 {found}，上年的结转下年度是 {expected}，差 {difference}",
        "两数应当相同；机构合并、上年数更正等属实的，请在“情况说明”写明。",
    ),
    ("X-02", ""): Entry(
        W,
        "现行有效件数接不上上年：{where}，填的是 {found}，上年数加制发减废止是 {expected}，差 {difference}",
        "请核对；清理、自动失效等属实的，请在“情况说明”写明。",
    ),
    **{
        (code, "filled_in"): Entry(
            W,
            "下发时填入的上年数与上年报告不同：{where}，填的是 {found}，上年报告是 {expected}（已按此核对）",
            "请县级主管部门核对填入的上年数；填入的数是更正后的，请在“情况说明”写明。",
        )
        for code in ("X-01", "X-02")
    },
    ("X-03", ""): Entry(
        I,
        "与上年相比变动很大：{where}，本年 {found}，上年 {expected}，相差 {difference}（{percent}）",
        "请核对；属实的，宜在文字中说明原因。",
    ),
    ("X-04", ""): Entry(
        W,
        "收费金额的单位可能填错：{where}，本年 {found}，上年 {expected}，相差约一万倍",
        "本栏的单位是万元；按元填的请改为万元。",
    ),
    ("X-05", ""): Entry(
        I,
        "上年尚未审结的案件没有着落：{where}，本年总计 {found}，上年尚未审结就有 {expected} 件",
        "请核对上年遗留的案件是否都已计入；按当年新收统计的，可不改。",
    ),
    ("X-06", ""): Entry(
        W,
        "表二至表四的数与上年报告完全相同（不为 0 的有 {found} 个）",
        "请核对是否误用了上年的表；属实的，请在“情况说明”写明。",
    ),
    ("X-07", ""): Entry(
        W,
        "文字与上年报告雷同：{where}，去掉年份、数字和常用语句后有 {found} 相同{detail}",
        "请写本年的工作、问题和改进；属实的，请在“情况说明”写明。",
    ),
    ("X-08", ""): Entry(
        I, "与上年报告犯了同样的错误（{other}）：{where}", "请按 {other} 的提示改正，并弄清出错的原因。"
    ),
}
