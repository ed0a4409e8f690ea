"""Settings of a year as somebody types them into a form: why they cannot be used, by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from converter.system.texts import line
from converter.year.folder import MOST, YEARS, is_deadline, is_name, is_recipient

_FIELDS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "name": (is_name, "请写汇总机关的全称，如 金乡县人民政府。"),
    "year": (lambda text: _year(text) in YEARS, f"请写四位数字，如 {YEARS[24]}。"),
    "deadline": (is_deadline, "请写成 1月20日 这样的日期；还没有定的留空。"),
    "send_to": (is_recipient, f"请写在一行里，{MOST} 字以内；可以留空。"),
}


def refused(typed: Mapping[str, str]) -> dict[str, str]:
    """By field, why what was typed cannot be used; fields that can are left out. Keys as in 年报.toml."""
    return {key: why for key, (fits, why) in _FIELDS.items() if key in typed and not fits(line(typed[key]))}


def _year(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) == 4 else 0
