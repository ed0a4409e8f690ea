"""Chinese numerals, and single signs that stand for a number (③, Ⅲ).

`exact` reads a numeral that is written out in full, for the checks of sentences. `proposed` takes more
ways of writing, and its result is only ever proposed in a finding, never taken as read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CHARACTERS = "零〇一二两三四五六七八九十百千万"
"""All that `exact` takes."""

_DIGITS = {"零": 0, "〇": 0, "两": 2, **{character: n for n, character in enumerate("一二三四五六七八九", 1)}}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LONGEST = 1000
"""Characters of a text that may be a number; Python refuses to print one of more than 4,300 digits."""

# Each digit has its unit, units fall, and a zero marks one left out: not 三百二, 一千五十, 三万五.
# Here and below, possessive quantifiers keep the time for any text in proportion to its length.
_ZERO, _DIGIT = "[零〇]", "[一二两三四五六七八九]"
_TENS = f"十(?:{_ZERO}*+{_DIGIT})?"
_HUNDREDS = f"{_DIGIT}百(?:{_ZERO}*+{_DIGIT}{_TENS}|{_ZERO}++{_TENS}|{_ZERO}++{_DIGIT})?"
_THOUSANDS = f"{_DIGIT}千(?:{_ZERO}*+{_HUNDREDS}|{_ZERO}++{_DIGIT}?{_TENS}|{_ZERO}++{_DIGIT})?"
_BELOW = f"(?:{_THOUSANDS}|{_HUNDREDS}|{_DIGIT}?{_TENS}|{_DIGIT})"
_EXACT = f"{_ZERO}|{_ZERO}*+{_BELOW}(?:万(?:{_ZERO}|{_ZERO}++{_BELOW}|{_THOUSANDS})?)?"

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟兩○", "一二三四五六七八九十百千两〇")
# 二〇, 二〇二四; but not 五六, which is five or six
_READ_OUT = "[零〇一二三四五六七八九](?:[零〇]|[一二三四五六七八九]{2,}+)*+"
# No last digit without a unit right after 百, 千 or 万: to a reader 三百五 is 350, and 三万五 is 35,000.
_COUNTED = (
    f"(?=[^万])(?:零*+{_DIGIT}?千)?(?:零*+{_DIGIT}?百)?(?:零*+{_DIGIT}?十)?零*+(?:(?<![百千万]){_DIGIT})?"
)
_MEANT = f"(?:{_READ_OUT}|{_COUNTED})"
_BELOW_MEANT = rf"(?:(?:(?<!万)|(?=〇)|(?=.{{4}}\Z)){_READ_OUT}|{_COUNTED})"  # 一万二三四五, not 一万二三
_PROPOSED = f"{_MEANT}|(?!{_ZERO}++万){_MEANT}万(?:零*+(?!零){_BELOW_MEANT})?"

_compiled = cache(re.compile)
"""Both take as long to compile as a report takes, and most runs meet no such numeral."""


def exact(text: str) -> int | None:
    """The value of a Chinese numeral up to 9999万; None where it does not say exactly one.

    三百二 and 一一 are left alone: a wrong reading is worse than none. Libraries guess here, and the
    one at hand takes longer to load than a report takes to convert.
    """
    return _value(text) if _compiled(_EXACT).fullmatch(text) else None


def proposed(text: str) -> str:
    """The number in plain digits that a text may mean; "" where that is not clear.

    Chinese numerals up to 9999万 (三, 二十五, 叁佰, 二〇), and single signs or digits of other scripts that
    stand for a whole number (③, ٣, Ⅲ). Not 三百五, whose characters add up to 305 and which means 350.
    """
    if len(text) > _LONGEST:
        return ""
    text = text.translate(_FORMAL)
    if _compiled(_PROPOSED).fullmatch(text):
        return str(_value(text))
    return "" if text == "万" else _other_digits(text)


def _value(numeral: str) -> int:
    """The value of digits that are read out (二〇) or have a unit each (二十); it fits a pattern above."""
    total = digits = 0
    for character in numeral:
        if character in _UNITS:
            total, digits = total + (digits or 1) * _UNITS[character], 0
        elif character == "万":
            total, digits = (total + digits) * 10_000, 0
        else:
            digits = digits * 10 + _DIGITS[character]
    return total + digits


def _other_digits(text: str) -> str:
    if text.isdecimal():  # digits of another script: Python knows their values
        return str(int(text))
    value = unicodedata.numeric(text, None) if len(text) == 1 else None
    return str(int(value)) if value is not None and value == int(value) else ""
