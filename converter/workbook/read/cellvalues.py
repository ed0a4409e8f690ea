"""What a stored value means, by the type of its cell and by its style: number formats and marked fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from converter.grid.cells import CellType, Oddity
from converter.system.fast_xml import bounded_cache
from converter.workbook.read.package import REMEMBERED, Package, Reason, UnreadableFile, elements, local_name

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

MAX_FORMATS: Final = 100_000  # Excel itself ends at 65,490
BLANKS: Final = " \t\r\n"  # white space in XML; str.strip() would take NBSP too

Formats = Mapping[str, tuple[int, bool, bool, Oddity]]  # format id, is_date, marked, odd by style index
GENERAL: Final[tuple[int, bool, bool, Oddity]] = (0, False, False, "")

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

Content = tuple[CellType, str, bool]
"""Type and characters of a cell, and whether struck-out or raised ones hide in it."""

_TYPES: Final[dict[str, CellType]] = {"n": "number", "b": "boolean", "e": "error", "d": "date"}
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINK: Final = re.compile(r"\[[^\[\]]+\][^\[\]!+*/(),]*!")  # [1]Sheet1!A1; a table's column has no "!"


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


def read_formats(package: Package, parts: dict[str, str]) -> Formats:
    """Number format id of each cell style, whether it shows a date, whether its font is marked, oddity."""
    part = parts.get("styles", "")
    try:
        return _formats(package.read(part, part), part)
    except UnreadableFile as error:
        if error.reason is not Reason.DAMAGED:
            raise
        return {}  # bad decoration is no cause to refuse good figures


@bounded_cache(16, REMEMBERED)
def _formats(data: bytes, part: str) -> Formats:
    styles: list[tuple[int, int | None]] = []
    dates, fonts = set(DATE_IDS), list[bool]()
    odd: dict[int, Oddity] = dict.fromkeys(PERCENT_IDS, "percent")
    odd.update(dict.fromkeys(MONEY_IDS, "yuan"))
    wanted = {"numFmt": "numFmts", "font": "fonts", "xf": "cellXfs"}
    for element in elements(data, part, "styleSheet", **wanted):
        if len(styles) + len(odd) + len(fonts) > MAX_FORMATS:
            raise UnreadableFile(Reason.TOO_LARGE, part)
        if local_name(element) == "font":
            looks = element.iterchildren("{*}strike", "{*}vertAlign")
            fonts.append(any(map(hides, looks)))
            continue
        format_id = number(element.get("numFmtId", "0")) or 0
        if local_name(element) == "xf":
            styles.append((format_id, number(element.get("fontId", "0"))))
        elif shows_date(code := element.get("formatCode", "")):
            dates.add(format_id)
        else:
            odd[format_id] = oddity(code)
    marked = {index for index, hides in enumerate(fonts) if hides}
    return {
        str(style): (key, key in dates, font in marked, odd.get(key, ""))
        for style, (key, font) in enumerate(styles)
    }


def hides(look: etree._Element) -> bool:
    """True for a property of a font that strikes characters out, raises or lowers them."""
    name, value = local_name(look), look.get("val")
    return (name == "strike" and value not in ("0", "false")) or (name == "vertAlign" and value != "baseline")


def number(text: str) -> int | None:
    """A number of at most nine digits; None for anything else."""
    text = text.strip(BLANKS)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def content_of(kind: str, value: str, strings: Sequence[Content] | None, sheet: str) -> Content:
    """The content of a cell with a value of its own; `strings`: the workbook's, None where it has none.

    UnreadableFile: the cell points to a string in a workbook without any.
    """
    if kind == "s":
        if strings is None:
            raise UnreadableFile(Reason.DAMAGED, sheet)
        index = number(value)
        return ("error", "#SST!", False) if index is None or index >= len(strings) else strings[index]
    if kind in ("str", "inlineStr"):
        return "text", unescape(value), False
    return _TYPES.get(kind, "error"), value.strip(BLANKS), False  # an unknown type is no number


def unescape(text: str) -> str:
    """Text with _xHHHH_ undone; surrogates are paired, and one left alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def is_linked(formula: str) -> bool:
    """True for a formula that reads another file."""
    return "[" in formula and _LINK.search(formula) is not None
