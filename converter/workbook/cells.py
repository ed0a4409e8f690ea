"""Bytes of an .xlsx or .xlsm file to raw cells: strict, bounded, and without guessing what was meant.

Only the parts that hold sheets, strings and number formats are opened. What a reader could take in two
ways is marked or refused; decoration is not read (drawings, comments, styles but for number formats and
fonts that strike out).
"""

import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import CellType, Oddity, Position, RawCell, RawSheet
from converter.workbook.package import (
    SMALL_PART,
    Package,
    Reason,
    UnreadableFile,
    elements,
    local_name,
    open_package,
    relations,
    workbook_part,
)
from converter.workbook.plain import PlainCell, plain_sheet, plain_strings, unescaped

MAX_CELLS: Final = 200_000  # filled cells and merged ranges of a whole workbook
MAX_SHEETS: Final = 2_000
MAX_FORMATS: Final = 100_000  # Excel itself ends at 65,490
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

_BLANKS: Final = " \t\r\n"  # white space in XML; str.strip() would take NBSP too
DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_GRIDLESS: Final = frozenset(("chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"))
_TYPES: Final[dict[str, CellType]] = {"n": "number", "b": "boolean", "e": "error", "d": "date"}
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Parts of a number format that are no date letters: quoted text, [Red] but not [h], and \x _x *x.
_LITERAL: Final = re.compile(r'"[^"]*"?|\[(?!(?:h+|m+|s+)\])[^\]]*\]?|[\\_*].', re.DOTALL)
_DATE_LETTER: Final = re.compile("[ymdhs]|aaa")  # aaa: day of the week in Chinese formats
_PERCENT_IDS: Final = frozenset((9, 10))
_POINT_MOVED: Final = re.compile(r'[0#?](?:\\\.|"\.")[0#?]|[0#?],+(?![0#?,])')  # 0\.0000 and 0.00, for 万元
_LINK: Final = re.compile(r"\[[^\[\]]+\][^\[\]!+*/(),]*!")  # [1]Sheet1!A1; a table's column has no "!"


_Strings = Sequence[tuple[str, bool]]  # text and runs by index
_Formats = dict[str, tuple[int, bool, bool, Oddity]]  # format id, is_date, marked, odd by style index


@lru_cache(maxsize=65_536)
def _place(reference: str) -> Position:
    """Position of a reference; the sheets of a form, and its copies, use the same ones again."""
    letters = reference.rstrip("0123456789")
    row = _number(reference[len(letters) :])
    if not row or not (letters.isascii() and letters.isalpha()):
        raise UnreadableFile(Reason.DAMAGED, reference)
    column = 0
    for letter in letters.upper()[:4]:  # four letters are past the grid already
        column = column * 26 + ord(letter) - 64
    return row - 1, column - 1


class _Shared(NamedTuple):
    strings: _Strings | None  # None: there is no such part
    formats: _Formats


def read_sheets(content: bytes, leave_out: Container[str] = ()) -> tuple[RawSheet, ...]:
    """The sheets of a workbook in its order, from the bytes of an .xlsx or .xlsm file.

    Hidden sheets of a name in `leave_out` are not opened. Only cells with a value or a formula are
    kept; sheets without a grid (charts) have none.
    Raises UnreadableFile, and nothing else, for anything but a whole workbook within the limits.
    """
    with open_package(content) as package:
        return _sheets(package, leave_out)


def _sheets(package: Package, leave_out: Container[str]) -> tuple[RawSheet, ...]:
    workbook = workbook_part(package)
    related = relations(package, workbook)
    parts = dict(related.values())
    shared = _Shared(_strings(package, parts), _formats(package, parts))
    sheets: list[RawSheet] = []
    room = MAX_CELLS
    for sheet in package.elements(workbook, workbook, "workbook", sheet="sheets"):
        name = _unescape(str(sheet.get("name", "")))
        hidden = sheet.get("state", "visible") != "visible"
        if hidden and name in leave_out:
            continue
        ids = (str(value) for key, value in sheet.items() if str(key).rpartition("}")[2] == "id")
        kind, part = related.get("".join(ids), ("", ""))
        if len(sheets) >= MAX_SHEETS:
            raise UnreadableFile(Reason.TOO_LARGE)
        cells, merges = ({}, ()) if kind in _GRIDLESS else _grid(package.read(part, name), name, shared, room)
        room -= len(cells) + len(merges)
        sheets.append(RawSheet(name, cells, hidden, merges))
    if not sheets:
        raise UnreadableFile(Reason.NO_SHEETS)
    return tuple(sheets)


def _strings(package: Package, parts: dict[str, str]) -> _Strings | None:
    part = parts.get("sharedstrings", "")
    if not part or not package.has(part.lower()):
        return None  # a fault only if a cell points there
    data = package.read(part, part)
    plain = plain_strings(data) if len(data) < SMALL_PART else None
    if plain is None:
        return [_string(item) for item in elements(data, part, "sst", si="sst")]
    others = [_string(item) for item in elements(plain.rest, part, "sst", si="sst")]
    if len(others) != plain.texts.count(None):
        return [_string(item) for item in elements(data, part, "sst", si="sst")]
    rest = iter(others)
    return [next(rest) if text is None else (_unescape(text), False) for text in plain.texts]


def shows_date(code: str) -> bool:
    """True where a number format shows a date or a time."""
    return _DATE_LETTER.search(_LITERAL.sub("", code.lower())) is not None


def _formats(package: Package, parts: dict[str, str]) -> _Formats:
    """Number format id of each cell style, whether it shows a date, whether its font is marked, oddity."""
    styles: list[tuple[int, int | None]] = []
    dates, fonts = set(DATE_IDS), list[bool]()
    odd: dict[int, Oddity] = dict.fromkeys(_PERCENT_IDS, "percent")
    part = parts.get("styles", "")
    try:
        wanted = {"numFmt": "numFmts", "font": "fonts", "xf": "cellXfs"}
        for element in package.elements(part, part, "styleSheet", **wanted):
            if len(styles) + len(odd) + len(fonts) > MAX_FORMATS:
                raise UnreadableFile(Reason.TOO_LARGE, part)
            if local_name(element) == "font":
                looks = element.iterchildren("{*}strike", "{*}vertAlign")
                fonts.append(any(map(_hides, looks)))
                continue
            format_id = _number(element.get("numFmtId", "0")) or 0
            if local_name(element) == "xf":
                styles.append((format_id, _number(element.get("fontId", "0"))))
            elif shows_date(code := element.get("formatCode", "")):
                dates.add(format_id)
            else:
                odd[format_id] = _oddity(code.lower())
    except UnreadableFile as error:
        if error.reason is not Reason.DAMAGED:
            raise
        return {}  # bad decoration is no cause to refuse good figures
    marked = {index for index, hides in enumerate(fonts) if hides}
    return {
        str(style): (key, key in dates, font in marked, odd.get(key, ""))
        for style, (key, font) in enumerate(styles)
    }


def _oddity(code: str) -> Oddity:
    """How a number format (in lower case) shows positive numbers otherwise than they are."""
    first, *others = code.split(";")
    if others and not first.replace('"', "").strip():
        return "hidden"
    if _POINT_MOVED.search(first):
        return "scaled"
    return "percent" if "%" in _LITERAL.sub("", first) else ""


def _grid(
    data: bytes, sheet: str, shared: _Shared, room: int
) -> tuple[dict[Position, RawCell], tuple[str, ...]]:
    """The filled cells of a sheet's part by position, and the merged ranges; `room`: how many of both."""
    plain = plain_sheet(data) if len(data) < SMALL_PART else None
    if plain is None:
        rows = elements(data, sheet, "worksheet", row="sheetData", mergeCell="mergeCells")
        return _cells(rows, sheet, shared, room)
    cells = _plain_cells(plain.cells, sheet, shared)
    merges = elements(plain.rest, sheet, "worksheet", mergeCell="mergeCells")
    found = tuple(str(merge.get("ref", "")) for merge in merges)
    if len(cells) + len(found) > room:
        raise UnreadableFile(Reason.TOO_LARGE, sheet)
    return cells, found


def _plain_cells(plain: Iterable[PlainCell], sheet: str, shared: _Shared) -> dict[Position, RawCell]:
    """What `_cells` gives, of cells that need no parser."""
    cells: dict[Position, RawCell] = {}
    for reference, style, kind, tag, formula, value in plain:
        if value is None and tag is None:
            continue
        content = _content(kind or "n", value and unescaped(value), None, shared.strings, sheet)
        position = _place(reference)
        if position in cells:
            cells[position] = cells[position]._replace(twice=True)
        elif (content[1] or tag or content[0] == "error") and (
            position[0] < MAX_ROWS and position[1] < MAX_COLUMNS
        ):
            linked = formula is not None and "[" in formula and _LINK.search(unescaped(formula)) is not None
            cells[position] = _raw_cell(content, style or "0", shared, tag is not None, linked)
    return cells


def _raw_cell(
    content: tuple[CellType, str, bool],
    style: str,
    shared: _Shared,
    formula: bool,
    linked: bool,
    twice: bool = False,
) -> RawCell:
    kind, raw, runs = content
    format_id, is_date, marked, odd = shared.formats.get(style, (0, False, False, ""))
    return RawCell(kind, raw, formula, runs or marked, format_id, is_date, twice, "linked" if linked else odd)


def _cells(
    rows: Iterable[etree._Element], sheet: str, shared: _Shared, room: int
) -> tuple[dict[Position, RawCell], tuple[str, ...]]:
    """The filled cells by position, and the merged ranges; `room`: how many of both there may be.

    A cell's own reference rules; without one it follows the last cell.
    """
    cells: dict[Position, RawCell] = {}
    merges: list[str] = []
    row = -1
    for row_element in rows:
        if row_element.tag.endswith("mergeCell"):
            merges.append(str(row_element.get("ref", "")))
            if len(cells) + len(merges) > room:
                raise UnreadableFile(Reason.TOO_LARGE, sheet)
            continue
        namespace = row_element.tag[: -len("row")]
        v_tag, f_tag, is_tag = namespace + "v", namespace + "f", namespace + "is"
        anchor, steps = "A" + row_element.get("r", str(row + 2)), -1
        for element in row_element.iterchildren(namespace + "c"):
            reference = element.get("r")
            anchor, steps = (reference, 0) if reference else (anchor, steps + 1)
            if not len(element):  # a styled blank, as most cells of a form are
                continue
            value = inline = None
            formula = twice = linked = False
            for child in element:
                tag = child.tag
                if tag == v_tag:
                    twice = twice or value is not None
                    value = _text(child, sheet) if value is None else value
                elif tag == f_tag:
                    formula = True
                    linked = linked or ("[" in (child.text or "") and bool(_LINK.search(child.text or "")))
                elif tag == is_tag:
                    twice = twice or inline is not None
                    inline = child if inline is None else inline
            content = _content(element.get("t", "n"), value, inline, shared.strings, sheet)
            row, column = _place(anchor)
            position = row, column + steps
            if position in cells:
                cells[position] = cells[position]._replace(twice=True)
            elif (content[1] or formula or twice or content[0] == "error") and (
                row < MAX_ROWS and position[1] < MAX_COLUMNS
            ):
                style = element.get("s", "0").strip(_BLANKS)
                cells[position] = _raw_cell(content, style, shared, formula, linked, twice)
                if len(cells) > room:
                    raise UnreadableFile(Reason.TOO_LARGE, sheet)
        row, _ = _place(anchor)
    return cells, tuple(merges)


def _content(
    kind: str, value: str | None, inline: etree._Element | None, strings: _Strings | None, sheet: str
) -> tuple[CellType, str, bool]:
    """Type, characters and runs of a cell."""
    if inline is not None and (kind == "inlineStr" or value is None):
        return "text", *_string(inline)
    if value is None:
        return "number", "", False
    if kind == "s":
        if strings is None:
            raise UnreadableFile(Reason.DAMAGED, sheet)
        index = _number(value)
        if index is None or index >= len(strings):
            return "error", "#SST!", False
        return "text", *strings[index]
    if kind in ("str", "inlineStr"):
        return "text", _unescape(value), False
    return _TYPES.get(kind, "error"), value.strip(_BLANKS), False  # an unknown type is no number


def _string(item: etree._Element) -> tuple[str, bool]:
    """Text of an <si> or <is> without phonetic guides, and whether struck-out or raised ones hide in it."""
    texts = []
    marked = False
    for child in item:
        if local_name(child) not in ("t", "r"):
            continue
        for part in child.iter() if len(child) else (child,):
            if local_name(part) == "t":
                texts.append(_unescape(_text(part, "")))
            else:
                marked = marked or _hides(part)
    return "".join(texts), marked


def _hides(look: etree._Element) -> bool:
    """True for a property of a font that strikes characters out, raises or lowers them."""
    name, value = local_name(look), look.get("val")
    return (name == "strike" and value not in ("0", "false")) or (name == "vertAlign" and value != "baseline")


def _text(element: etree._Element, label: str) -> str:
    if len(element):  # its text would be cut off there
        raise UnreadableFile(Reason.DAMAGED, label)
    return element.text or ""


def _unescape(text: str) -> str:
    """Text with _xHHHH_ undone; surrogates are paired, and one left alone becomes U+FFFD."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _number(text: str) -> int | None:
    text = text.strip(_BLANKS)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
