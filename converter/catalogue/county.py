"""G: all agencies of a county."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry, I, W

_SUM = "本表应当是各单位之和。请按提示核对；属实的（如同一案件涉及两个单位），请在“情况说明”写明。"

ENTRIES: Entries = {
    ("G-01", "missing"): Entry(W, "{subject}还没有报送", "请催报。"),
    ("G-01", "twice"): Entry(
        E,
        "“{subject}”交了不止一份，内容不同，又看不出哪份在后（另有：{other}）",
        "请确认后只保留一份，再次转换。",
        expected="一份",
    ),
    ("G-01", "same"): Entry(I, "与 {other} 内容完全相同，只算一份", "不用处理。"),
    ("G-01", "superseded"): Entry(I, "同一单位另有一份，采用的是 {other}，这一份没有采用", "不用处理。"),
    ("G-01", "taken"): Entry(
        W,
        "“{subject}”交了 {found} 份内容不同的表，采用的是这份（{expected}），没有采用：{other}{why}{detail}",
        "请确认以这一份为准；不是的，请只保留要用的那一份，再次转换。",
    ),
    **{
        (code, ""): Entry(W, "与各单位之和不符：{found}{detail}", _SUM)
        for code in ("G-02", "G-03", "G-04", "G-05", "G-06")
    },
    **{
        (code, "incomplete"): Entry(
            I, "单位没有到齐，与各单位之和暂时无法核对：{found}{detail}", "到齐后再核对。"
        )
        for code in ("G-02", "G-03", "G-04", "G-05", "G-06")
    },
    ("G-05", "own"): Entry(I, "比各单位之和多：{found}{detail}", "多出的应当是县政府本级的文件，请核对。"),
    ("G-08", ""): Entry(
        W,
        "文字与{other}雷同：{where}，去掉单位名称、数字和常用语句后有 {found} 相同，如“{detail}”",
        "请写本单位的工作、问题和改进；属实的，请在“情况说明”写明。",
    ),
    ("G-09", ""): Entry(
        W,
        "文字里写着别的单位：“{found}”，本单位是“{expected}”",
        "请核对是否误抄了别的单位的文字；确实要提到的，请在“情况说明”写明。",
    ),
    ("G-10", ""): Entry(
        I, "{subject}全部为 0 的单位有 {found} 个：{expected}", "不用处理；全年没有申请是正常的。"
    ),
    ("G-11", ""): Entry(
        W,
        "“{found}”不在单位名单上",
        "应当报送的，请补进名单（改过名的，请填在“曾用名”栏）；不应当的，请把文件移出。",
    ),
    ("G-12", "several"): Entry(E, "看不出是哪个单位：“{found}”可能是{expected}", "请在首页填写机关全称。"),
    ("G-12", "like"): Entry(
        W,
        "“{found}”不在单位名单上（是不是：{expected}）",
        "写错的，请填写机关全称，与名单一致；名单有误的，请改名单，改过名的填在“曾用名”栏。",
    ),
    ("G-12", "conflict"): Entry(
        E,
        "这份表是发给{expected}的，填的机关名称却是“{found}”{detail}",
        "请用发给本单位的表填写；改过名的，请在名单的“曾用名”栏填上。",
    ),
}
