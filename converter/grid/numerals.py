"""Numbers in other digits than 0 to 9, so that a message can propose what to write. Never taken as read."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟兩○", "一二三四五六七八九十百千两〇")
_TENS = {"十": 10, "百": 100, "千": 1000}
# 二〇, 二〇二四; but not 五六, which is five or six
_READ_OUT = re.compile("[零〇一二三四五六七八九](?:[零〇]|[一二三四五六七八九]{2,})*")
_COUNTED = re.compile("(?:[一二两三四五六七八九]?[十百千]|零)*[一二两三四五六七八九]?")


def proposed(text: str) -> str:
    """The number in plain digits that a text may mean; "" where that is not clear.

    Chinese numerals up to 9999万 (三, 二十五, 叁佰, 二〇), and single signs or digits of other scripts that
    stand for a whole number (③, ٣, Ⅲ).
    """
    text = text.translate(_FORMAL)
    large, ten_thousand, small = text.partition("万") if text.count("万") == 1 else ("", "", text)
    if ten_thousand:
        front, behind = _below_ten_thousand(large), _below_ten_thousand(small.lstrip("零")) if small else 0
        return "" if not front or behind is None else str(front * 10_000 + behind)
    number = _below_ten_thousand(text)
    return _other_digits(text) if number is None else str(number)


def _below_ten_thousand(text: str) -> int | None:
    if _READ_OUT.fullmatch(text):
        return int("".join(str(_DIGITS[character]) for character in text))
    if not text or not _COUNTED.fullmatch(text):
        return None
    total, digit, last = 0, 0, 10_000
    for character in text:
        if character in _TENS:
            if _TENS[character] >= last:  # 十百
                return None
            last = _TENS[character]
            total, digit = total + (digit or 1) * last, 0
        else:
            digit = _DIGITS[character]
    return total + digit


def _other_digits(text: str) -> str:
    if text.isdecimal():  # digits of another script: Python knows their values
        return str(int(text))
    value = unicodedata.numeric(text, None) if len(text) == 1 else None
    return str(int(value)) if value is not None and value == int(value) else ""
