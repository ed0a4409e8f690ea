"""D: wording and structure."""

from __future__ import annotations

from converter.catalogue.entry import BLANK, E, Entries, Entry, I, W

ENTRIES: Entries = {
    ("D-02", ""): Entry(
        W, "引用的文件已被代替：{where}，写的是“{found}”，现行的是{expected}", "请改为现行的文件，或删去。"
    ),
    ("D-03", ""): Entry(E, "年度不对：{where}，填的是 {found}，本次汇总的是 {expected} 年度", "请核对年度。"),
    ("D-03", "text"): Entry(
        W,
        "文字里的年份像是照抄的：{where}，写的是“{found}”，本报告是 {expected} 年度",
        "请核对；确是写其他年份的，请在“情况说明”写明。",
    ),
    ("D-04", "year"): Entry(
        E, "统计期限不在报告年度内：{where}，填的是 {found}，应为 {expected}", "请核对统计期限和年度。"
    ),
    ("D-04", "order"): Entry(
        E,
        "统计期限的最后一天早于第一天：{where}，填的是 {found}",
        "请核对统计起、统计止是否填反。",
        expected="第一天在前",
    ),
    ("D-04", "part"): Entry(
        W,
        "统计期限不是整年：{where}，填的是 {found}，一般应为 {expected}",
        "请核对；新设、合并等不满一年的，请在“情况说明”写明。",
    ),
    ("D-05", "roster"): Entry(
        W,
        "机关名称与单位名单不一致：{where}，填的是“{found}”，名单上是“{expected}”",
        "请填与公章一致的全称；更名等属实的，请在“情况说明”写明。",
    ),
    ("D-05", "issued"): Entry(
        W,
        "机关名称与下发填报表时的不一致：{where}，填的是“{found}”，这份表是发给“{expected}”的",
        "请核对是否用了其他单位的填报表；更名等属实的，请在“情况说明”写明。",
    ),
    ("D-05", "self"): Entry(
        W,
        "文字里的自称与机关名称不符：{where}，写的是“{found}”，机关名称是“{expected}”",
        "请核对是否照抄了其他单位的文字。",
    ),
    ("D-06", ""): Entry(
        E,
        "留有没改掉的样式文字：{where}，写的是“{found}”，应为{expected}",
        "请改为实际内容，或删去。",
        expected="实际内容",
    ),
    ("D-07", ""): Entry(
        W, "这一部分没有任何文字：{where}", "请填写；这一部分应当用文字报告。", expected="文字", found=BLANK
    ),
    ("D-07", "nothing"): Entry(
        W,
        "这一部分没有实际内容：{where}，只写了“{found}”",
        "请填写；这一部分应当用文字报告。",
        expected="文字",
    ),
    ("D-07", "short"): Entry(
        W,
        "这一部分文字太少：{where}，共 {found} 字，一般不少于 {expected} 字",
        "请写具体情况；属实的，请在“情况说明”写明。",
    ),
    ("D-07", "half"): Entry(
        W, "没有写“{found}”：{where}", "请补写；问题要具体，改进情况与问题对应。", expected="问题和改进情况"
    ),
    ("D-08", ""): Entry(
        W,
        "没有写全各级人民政府应当报告的内容：{where}，没有提到{found}",
        "请在第一部分的监督保障情况补写；没有发生的，也请写明。",
        expected="工作考核、社会评议和责任追究结果情况",
    ),
    ("D-09", ""): Entry(
        I,
        "没有写全五个方面：{where}，没有提到{found}",
        "建议补写，没有的也可写明。",
        expected="主动公开、依申请公开、政府信息管理、平台建设、监督保障",
    ),
    ("D-10", ""): Entry(
        I,
        "填报表的保存时间晚于报送期限：{where}最后保存于{found}，期限是{expected}",
        "请抓紧报送和公布；期限内已报送、之后又保存过的，不用处理。",
    ),
    ("D-11", "联系电话"): Entry(
        W,
        "联系电话不像电话号码：{where}，填的是“{found}”",
        "请填对外公布的电话，带区号。",
        expected="电话号码",
    ),
    ("D-11", "地址"): Entry(
        W, "地址不完整：{where}，填的是“{found}”", "请填对外联系的办公地址。", expected="办公地址"
    ),
}
