"""What a stored value means, by the type of its cell and by its style (number format, font)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from converter.grid.cells import CellType, Oddity
from converter.system.fast_xml import bounded_cache
from converter.system.patterns import pattern
from converter.workbook.read.cells.package import CACHED_PART, Package, elements, local_name
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CELLS: Final = 120_000  # filled cells and merged ranges of a whole workbook

Content = tuple[CellType, str, bool]
"""Type and characters of a cell, and whether any of them are struck out, raised or lowered."""

_TYPES: Final[dict[str, CellType]] = {"n": "number", "b": "boolean", "e": "error", "d": "date"}
BLANKS: Final = " \t\r\n"  # white space in XML; str.strip() would remove NBSP too


def content_of(kind: str, value: str, strings: Sequence[Content] | None, sheet: str) -> Content:
    """The content of a cell with a value of its own; `strings`: the workbook's, None where it has none.

    UnreadableFile: the cell refers to a string in a workbook without any.
    """
    if kind == "s":
        if strings is None:
            raise UnreadableFile(Obstacle.DAMAGED, sheet)
        index = number(value)
        return ("error", "#SST!", False) if index is None or index >= len(strings) else strings[index]
    if kind in ("str", "inlineStr"):
        return "text", unescape(value), False
    return _TYPES.get(kind, "error"), value.strip(BLANKS), False  # a cell of an unknown type is no number


def number(text: str) -> int | None:
    """A number of at most nine digits; None for anything else."""
    text = text.strip(BLANKS)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


_ESCAPE: Final = pattern(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Text with _xHHHH_ undone; surrogates are paired, and one left alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_LINK: Final = pattern(r"\[[^\[\]]+\][^\[\]!+*/(),]*!")  # [1]Sheet1!A1; a table's column has no "!"


def is_linked(formula: str) -> bool:
    """True for a formula that reads another file."""
    return "[" in formula and _LINK.search(formula) is not None


Look = tuple[int, bool, bool, Oddity]
"""Of a cell style: number format id, whether it shows a date, whether its font marks characters, oddity."""

Looks = Mapping[str, Look]
"""By the index of a cell style, as cells write it."""

GENERAL: Final[Look] = (0, False, False, "")

MAX_FORMATS: Final = 100_000  # Excel itself allows 65,490

DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_IDS: Final = frozenset((9, 10))
_MONEY_IDS: Final = frozenset((5, 6, 7, 8, 42, 44))
"""Built-in formats, which files give by number and do not spell out."""


def read_looks(package: Package, parts: dict[str, str]) -> Looks:
    """The looks of a workbook's cell styles; none where the part with the styles is damaged."""
    part = parts.get("styles", "")
    try:
        return _looks(package.read(part, part), part)
    except UnreadableFile as error:
        if error.obstacle is not Obstacle.DAMAGED:
            raise
        return {}  # damaged decoration is no reason to refuse good figures


@bounded_cache(16, CACHED_PART)
def _looks(data: bytes, part: str) -> Looks:
    styles: list[tuple[int, int | None]] = []
    dates, fonts = set(DATE_IDS), list[bool]()
    odd: dict[int, Oddity] = dict.fromkeys(_PERCENT_IDS, "percent")
    odd.update(dict.fromkeys(_MONEY_IDS, "yuan"))
    wanted = {"numFmt": "numFmts", "font": "fonts", "xf": "cellXfs"}
    for element in elements(data, part, "styleSheet", **wanted):
        if len(styles) + len(odd) + len(fonts) > MAX_FORMATS:
            raise UnreadableFile(Obstacle.TOO_LARGE, part)
        if local_name(element) == "font":
            fonts.append(any(map(marks, element.iterchildren("{*}strike", "{*}vertAlign"))))
            continue
        format_id = number(element.get("numFmtId", "0")) or 0
        if local_name(element) == "xf":
            styles.append((format_id, number(element.get("fontId", "0"))))
        elif shows_date(code := element.get("formatCode", "")):
            dates.add(format_id)
        else:
            odd[format_id] = oddity(code)
    marked = {index for index, is_marked in enumerate(fonts) if is_marked}
    return {
        str(style): (key, key in dates, font in marked, odd.get(key, ""))
        for style, (key, font) in enumerate(styles)
    }


def marks(font_property: etree._Element) -> bool:
    """True for a property of a font that strikes characters out, raises or lowers them."""
    name, value = local_name(font_property), font_property.get("val")
    return (name == "strike" and value not in ("0", "false")) or (name == "vertAlign" and value != "baseline")


# Parts of a number format that are no date letters: quoted text, [Red] but not [h], and \x _x *x.
_LITERAL: Final = re.compile(r'"[^"]*"?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|[\\_*].', re.DOTALL)
_DATE_LETTER: Final = re.compile("[ymdhs]|aaa")  # aaa: day of the week in Chinese formats


def shows_date(code: str) -> bool:
    """True where a number format shows a date or a time."""
    return _DATE_LETTER.search(_LITERAL.sub("", code.lower())) is not None


_POINT_MOVED: Final = re.compile(r'[0#?](?:[\\!]\.|"\.")[0#?]')  # 0\.0000
_DIVIDED: Final = re.compile(r"[0#?.],+(?![0#?,])")  # 0.00, and 0,, show thousandths and millionths
_NUMBER: Final = re.compile(r"[0#?@]|general|g/")  # g/通用格式, as Chinese programs may write it
_SILENT: Final = re.compile(r"[_*].|e[+-]", re.DOTALL)  # a gap, a filling, an exponent
_SHOWN: Final = re.compile(r'"([^"]*)"?|[\\!](.)|\[(?:\$([^\]-]*))?[^\]]*\]?|([-+¥￥$€])', re.DOTALL)
_CONDITION: Final = re.compile(r"\[[<>=]")


def oddity(code: str) -> Oddity:
    """How a number format shows positive numbers differently from what is stored."""
    first, *others = _sections(code.lower())
    parts = (first, *others) if _CONDITION.search(first) else (first,)
    bare = [_LITERAL.sub("", part) for part in parts]
    shown = "".join("".join(found) for part in parts for found in _SHOWN.findall(_SILENT.sub("", part)))
    cases = [part for part, given in zip(bare, parts, strict=True) if "[=0]" not in given]
    if code and not all(map(_NUMBER.search, cases)):
        return "worded" if shown.strip() else "hidden"
    if any(map(_POINT_MOVED.search, parts)) or any(map(_DIVIDED.search, bare)):
        return "scaled"
    return "percent" if any(map(_PERCENT.search, bare)) else oddity_of_words(shown)


def _sections(code: str) -> list[str]:
    """The sections of a number format: for positive numbers, negative ones, 0 and texts."""
    if '"' not in code and "\\" not in code:
        return code.split(";")
    return [found[0] for found in _SECTION.finditer(code)]


_SECTION: Final = pattern(r'(?:(?<=;)|^)(?:"[^"]*"?|\\.|[^;"\\])*', re.DOTALL)
_PERCENT: Final = re.compile("[%‰‱％]")


_CHANGES: Final = re.compile(r"[0-9０-９一二三四五六七八九十百千亿约余多+-]|万(?!元)")
_YUAN: Final = re.compile(r"[¥￥$€]|(?<!万)元")


def oddity_of_words(words: str) -> Oddity:
    """What the words that a format shows beside a number make of it."""
    if _PERCENT.search(words):
        return "percent"
    if _CHANGES.search(words):
        return "worded"
    return "yuan" if _YUAN.search(words) else ""
