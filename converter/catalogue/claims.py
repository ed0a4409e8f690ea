"""C: text against tables."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry

ENTRIES: Entries = {
    ("C-30", ""): Entry(
        E, "文字中的“{found}”不是可以引用的名称", "是否要写：{expected}？可用的名称见“填报说明”。"
    ),
}
