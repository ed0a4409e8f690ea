"""D: wording and structure."""

from __future__ import annotations

from converter.catalogue.entry import BLANK, E, Entries, Entry, W

ENTRIES: Entries = {
    ("D-03", ""): Entry(E, "年度不对：{where}，填的是 {found}，本次汇总的是 {expected} 年度", "请核对年度。"),
    ("D-07", ""): Entry(
        W, "这一部分没有任何文字：{where}", "请填写；这一部分应当用文字报告。", expected="文字", found=BLANK
    ),
}
