"""Numbers as texts write them: ３, 1,024, 二十一件, 两件."""

from __future__ import annotations

from decimal import Decimal

from converter.report.report import Value

NUMERALS = "零〇一二两三四五六七八九十百千万"

_DIGITS = {"零": 0, "〇": 0, "两": 2, **{numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}}
_TENS = {"十": 10, "百": 100, "千": 1000}


def number(text: str) -> Value | None:
    """The value of an Arabic or Chinese numeral; None where it does not say exactly one.

    三百二 and 一一 are left alone: a wrong reading is worse than none. Libraries guess here, and the
    one at hand takes longer to load than a report takes to convert.
    """
    if text[0] in NUMERALS:
        return _chinese(text)
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _chinese(text: str) -> int | None:
    above, found, below = text.rpartition("万")
    if not found:
        return _below_ten_thousand(text)
    high = _below_ten_thousand(above)
    low = _below_ten_thousand(below) if below else 0
    if not high or low is None:
        return None
    return None if below and low < 1000 and below[0] not in "零〇" else high * 10000 + low


def _below_ten_thousand(text: str) -> int | None:
    """Digits each with its ten, hundred or thousand, in falling order; 零 where one is left out."""
    total, digit, last, skipped = 0, None, 10000, False
    for character in text:
        if character in _TENS:
            unit = _TENS[character]
            if digit is None and not (unit == 10 and (not total or skipped)):
                return None
            if unit >= last or (total and unit * 10 < last and not skipped):
                return None
            total, last, digit, skipped = total + (1 if digit is None else digit) * unit, unit, None, False
        elif digit is not None:
            return None
        elif _DIGITS[character]:
            digit = _DIGITS[character]
        elif len(text) == 1:
            return 0
        else:
            skipped = True
    if digit is None:
        return None if skipped else total
    return total + digit if not total or last == 10 or skipped else None
