"""X: two years of one agency."""

from __future__ import annotations

from converter.catalogue.entry import Entries, Entry, W

ENTRIES: Entries = {
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
}
