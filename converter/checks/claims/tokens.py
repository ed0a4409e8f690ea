"""Sentences as tokens: words of the form's claim book, numbers with their units, conjunctions and cuts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from converter.grid import numerals
from converter.report.report import Value

_WIDE_CHARACTERS = tuple(zip("，（）：；０１２３４５６７８９％．", ",():;0123456789%.", strict=True))
_AFTER = "左右|以上|以下|上下|以内"
_BEFORE = re.compile(
    r"(?:近|约|逾|超|超过|不少于|不低于|至少|不足|第|前|每|各|\d[-~—–至到.,]?"
    rf"|[{numerals.CHARACTERS}][-~—–至到])$"
)
_SOME = ("几", "数", "某", "逐", "任")
"""Before a Chinese numeral that is no number: 数十件, 逐一件."""

_PARTS = re.compile(
    rf"(?:百分之)?(?P<number>[\d,.]+|[{numerals.CHARACTERS}]+)(?P<more>[余多来几])?(?P<unit>.*?)(?P<about>{_AFTER})?$"
)
_ZEROS = "〇○ОO零"
_YEAR_DIGITS = {**dict.fromkeys(_ZEROS, "0"), **dict(zip("一二三四五六七八九", "123456789", strict=True))}
YEAR = f"20\\d\\d年|二[{_ZEROS}][一二三四五六七八九{_ZEROS}]{{2}}年"
"""A year in digits or in Chinese ones: 二〇二三年."""

_WITHOUT_UNIT = (
    r"(?:(?<=量为)|(?<=数为)|(?<=量:)|(?<=数:)|(?<=以公开)|(?<=分公开)|(?<=予公开)|(?<=法提供)|(?<=予处理)|(?<=他处理)|(?<=项为)|(?<=请为)|(?<=公开为))"
    r"\d{1,6}(?=[,、;。)]|$)"
)
"""A bare number right behind a word that counts: 部分公开67, 申请数量为0."""
_UNIT = "件"
"""That of a bare number."""
_NOT_AFTER = {
    "件": "事套", "次": "性数会全", "项": "目", "元": "旦素", "份": "额", "条": "例件", "部": "门分",
    "个": "工月自小部单方百", "起": "诉来点步", "例": "会外", "单": "位",
}  # fmt: skip
"""Characters behind a unit that make it another word: 一件事, 三个工作日."""


class Token(NamedTuple):
    """A piece of a sentence: `kind` is word, number, percent, year, date, and, or cut.

    `value`: of a number; None where it is approximate, one of a range, or not readable. `digits`: decimal
    places as written.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Value | None = None
    unit: str = ""
    digits: int = 0


def normalized(text: str) -> str:
    """A text in narrow characters without blanks, as the patterns expect it."""
    text = "".join(text.split())
    for wide, narrow in _WIDE_CHARACTERS:
        text = text.replace(wide, narrow)
    return text


def quantity_pattern(units: Iterable[str]) -> str:
    """A pattern of a number with a unit or a percentage, with words behind that make it approximate."""
    unit = "|".join(_unit_pattern(unit) for unit in sorted(units, key=lambda unit: (-len(unit), unit)))
    return (
        rf"(?=[0-9{numerals.CHARACTERS}])"  # fails at once at any other character
        rf"(?:(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,9}})?|\d{{1,15}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,15}})[余多来几]?(?:{unit})(?:{_AFTER})?"
        rf"|{_WITHOUT_UNIT}|\d{{1,9}}(?:\.\d{{1,9}})?%(?:{_AFTER})?|百分之(?:\d{{1,9}}(?:\.\d{{1,9}})?|[{numerals.CHARACTERS}]{{1,5}})(?:{_AFTER})?)"
    )


def _unit_pattern(unit: str) -> str:
    return f"{unit}(?![{_NOT_AFTER[unit]}])" if unit in _NOT_AFTER else unit


def number_token(match: re.Match[str]) -> Token:
    """The token of a match of `quantity_pattern` or of `YEAR`."""
    text, (start, end) = match[0], match.span()
    if text.endswith("年"):
        return Token("year", text, start, end, year_of(text))
    parts = _PARTS.match(text)
    assert parts is not None, text
    before = match.string[max(start - 4, 0) : start]
    some = before.endswith(_SOME) and text[0] in numerals.CHARACTERS
    exact = not (parts["more"] or parts["about"] or some or _BEFORE.search(before))
    bare = "" if text.startswith("百分之") else _UNIT
    written, unit = parts["number"], parts["unit"] or bare or "%"
    if unit == "%":
        value = 100 if written == "百" else parse_number(written)
        return Token(
            "percent", text, start, end, value if exact else None, unit, len(written.partition(".")[2])
        )
    digits = len(written.partition(".")[2]) if written[0].isdecimal() else 0
    return Token("number", text, start, end, parse_number(written) if exact else None, unit, digits)


def year_of(text: str) -> int:
    """The year of a match of `YEAR`."""
    digits = "".join(_YEAR_DIGITS.get(character, character) for character in text[1:4])
    return int(f"2{digits}")


def parse_number(text: str) -> Value | None:
    """The value of an Arabic or Chinese numeral (1,024, 二十一); None where it has no exact value."""
    if text[0] in numerals.CHARACTERS:
        return numerals.exact(text)
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)
