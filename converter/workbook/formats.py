"""Number formats: what one shows that is not what the cell holds."""

from __future__ import annotations

import re
from typing import Final

from converter.grid.cells import Oddity

DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
PERCENT_IDS: Final = frozenset((9, 10))
MONEY_IDS: Final = frozenset((5, 6, 7, 8, 42, 44))
"""Formats that files number and do not spell out."""

# Parts of a number format that are no date letters: quoted text, [Red] but not [h], and \x _x *x.
_LITERAL: Final = re.compile(r'"[^"]*"?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|[\\_*].', re.DOTALL)
_DATE_LETTER: Final = re.compile("[ymdhs]|aaa")  # aaa: day of the week in Chinese formats
_POINT_MOVED: Final = re.compile(
    r'[0#?](?:[\\!]\.|"\.")[0#?]|[0#?],+(?![0#?,])'
)  # 0\.0000 and 0.00, for 万元
_SILENT: Final = re.compile(r"[_*].|e[+-]", re.DOTALL)  # a gap, a filling, an exponent
_SHOWN: Final = re.compile(r'"([^"]*)"?|[\\!](.)|\[(?:\$([^\]-]*))?[^\]]*\]?|([-+¥￥$€])', re.DOTALL)
_CONDITION: Final = re.compile(r"\[[<>=]")
_CHANGES: Final = re.compile(r"[0-9０-９一二三四五六七八九十百千亿约余多+-]|万(?!元)")
_YUAN: Final = re.compile(r"[¥￥$€]|(?<!万)元")


def shows_date(code: str) -> bool:
    """True where a number format shows a date or a time."""
    return _DATE_LETTER.search(_LITERAL.sub("", code.lower())) is not None


def oddity(code: str) -> Oddity:
    """How a number format shows positive numbers otherwise than they are."""
    first, *others = code.lower().split(";")
    if others and not first.replace('"', "").strip():
        return "hidden"
    if _POINT_MOVED.search(first):
        return "scaled"
    if "%" in _LITERAL.sub("", first):
        return "percent"
    parts = (first, *others) if _CONDITION.search(first) else (first,)
    return added("".join("".join(found) for part in parts for found in _SHOWN.findall(_SILENT.sub("", part))))


def added(words: str) -> Oddity:
    """What the words that a format sets beside a number make of it."""
    if _CHANGES.search(words):
        return "worded"
    return "yuan" if _YUAN.search(words) else ""
