"""G: all agencies of a county."""

from __future__ import annotations

from converter.catalogue.entry import E, Entries, Entry

ENTRIES: Entries = {
    ("G-01", "twice"): Entry(
        E,
        "“{subject}”交了不止一份（另一份：{other}）",
        "请确认后只保留一份，再次转换。",
        expected="一份",
    ),
}
