"""Bytes of an .ods file to raw cells: content.xml read strictly, within the limits of a package.

Formulas come with their saved value, errors as errors. Repeated blank cells are counted and not visited one
by one. Runs in another process (`reading_process`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree

from converter.grid.cells import MAX_OUTSIDE, Book, CellType, Outside, Position, RawCell, RawSheet
from converter.workbook.read.cells.ods_outside import PAGE_TEXTS, master_of, on_page, on_row, on_sheet
from converter.workbook.read.cells.ods_styles import NAMES, NUMBER_STYLES, TABLE, Styles, count
from converter.workbook.read.cells.package import Package, local_name, open_package
from converter.workbook.read.cells.stored import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

_OFFICE, _TEXT = NAMES % "office", NAMES % "text"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_VALUE_TYPE, _FORMULA, _CALC_TYPE = f"{_OFFICE}value-type", f"{TABLE}formula", f"{_CALC}value-type"
_PARAGRAPH, _TEXT_STYLE, _CELL_STYLE = f"{_TEXT}p", f"{_TEXT}style-name", f"{TABLE}style-name"

_ROWS: Final = "table table-row-group table-header-rows table-rows"
_COLUMNS: Final = "table table-column-group table-header-columns table-columns"


def read_ods(content: bytes, leave_out: Container[str] = ()) -> Book:
    """A workbook from the bytes of an .ods file. Sheets named in `leave_out` are not looked into.

    Raises UnreadableFile where it is encrypted, damaged or too large; MemoryError where memory runs out.
    """
    styles = Styles()
    grids: dict[etree._Element, _Grid] = {}
    pages: dict[str, list[Outside]] = {}
    with open_package(content) as package:
        if _is_encrypted(package):
            raise UnreadableFile(Obstacle.PASSWORD)
        if package.has("styles.xml"):
            wanted = dict.fromkeys(("style", *NUMBER_STYLES), "styles")
            wanted |= dict.fromkeys(PAGE_TEXTS, "master-page")
            for element in package.elements("styles.xml", "styles.xml", "document-styles", **wanted):
                if local_name(element) in PAGE_TEXTS:
                    pages.setdefault(master_of(element), []).extend(on_page(element))
                else:
                    styles.add(element)
        wanted = dict.fromkeys(("style", *NUMBER_STYLES), "automatic-styles")
        wanted |= {"table-row": _ROWS, "table-column": _COLUMNS, "table": "spreadsheet", "shapes": "table"}
        for element in package.elements("content.xml", "content.xml", "document-content", **wanted):
            kind = local_name(element)
            if kind in ("style", *NUMBER_STYLES):
                styles.add(element)
                continue
            table = element if kind == "table" else next(element.iterancestors(f"{TABLE}table"), None)
            if table is None or local_name(table.getparent()) != "spreadsheet":
                continue  # the copy of a table in another file
            name, style = table.get(f"{TABLE}name", ""), table.get(f"{TABLE}style-name", "")
            grid = grids.setdefault(table, _Grid(name, style))
            if name.strip() in leave_out:
                continue
            if kind == "shapes":
                grid.outside += on_sheet(element)
            elif kind != "table":
                grid.add(element, styles)
    if not grids:
        raise UnreadableFile(Obstacle.NO_SHEETS)
    return Book(tuple(_sheet(grid, styles, pages) for grid in grids.values()))


def _sheet(grid: _Grid, styles: Styles, pages: Mapping[str, list[Outside]]) -> RawSheet:
    """A sheet that was read; `pages`: the words of headers and footers by the page that they belong to."""
    hidden = not all(look.shown for look in styles.chain("table", grid.style))
    on_pages = pages.get(styles.masters.get(grid.style, ""), ())
    return RawSheet(grid.name, grid.cells, hidden, outside=(*on_pages, *grid.outside[:MAX_OUTSIDE]))


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return package.has("encrypted-package") or (
        package.has(manifest.lower()) and b"encryption-data" in package.read(manifest, manifest)
    )


@dataclass(slots=True)
class _Grid:
    """A sheet while it is read: style, default cell style of each column, index of the next row, cells."""

    name: str
    style: str
    defaults: list[str] = field(default_factory=list)
    row: int = 0
    cells: dict[Position, RawCell] = field(default_factory=dict)
    outside: list[Outside] = field(default_factory=list)

    def add(self, element: etree._Element, styles: Styles) -> None:
        """Add the cells of a row, or the default styles of columns."""
        if local_name(element) == "table-column":
            style = element.get(f"{TABLE}default-cell-style-name", "")
            times = min(_repeats(element, "columns", self.name), MAX_COLUMNS - len(self.defaults))
            self.defaults += [style] * times
            return
        self.outside += on_row(element, self.row) if len(self.outside) < MAX_OUTSIDE else ()
        times = _repeats(element, "rows", self.name)
        line = list(_line(element, self.defaults, styles, self.name))
        rows = range(self.row, min(self.row + times, MAX_ROWS)) if line else ()
        if len(self.cells) + len(line) * len(rows) > MAX_CELLS:
            raise UnreadableFile(Obstacle.TOO_LARGE, self.name)
        self.cells.update(((row, column), cell) for row in rows for column, cell in line)
        self.row += times


_CELLS: Final = frozenset((f"{TABLE}table-cell", f"{TABLE}covered-table-cell"))


def _line(
    row: etree._Element, defaults: list[str], styles: Styles, sheet: str
) -> Iterator[tuple[int, RawCell]]:
    """The filled cells of a row by column, also those that a merged cell covers."""
    own = row.get(f"{TABLE}default-cell-style-name", "")
    column = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = _repeats(element, "columns", sheet)
        # most cells are blank with a style: no child (text) and none of these attributes (value)
        if len(element) or any(str(key).startswith((_OFFICE, _CALC)) for key in element.attrib):
            style = own or (defaults[column] if column < len(defaults) else "")
            cell = _cell(element, element.get(_CELL_STYLE, style), styles)
            columns = range(column, min(column + times, MAX_COLUMNS))
            if cell is not None:
                yield from ((at, cell) for at in columns)
        column += times


_REPEATED: Final = {what: f"{TABLE}number-{what}-repeated" for what in ("columns", "rows")}


def _repeats(element: etree._Element, what: str, sheet: str) -> int:
    text = element.get(_REPEATED[what])
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and int(text[:8])):
        raise UnreadableFile(Obstacle.DAMAGED, sheet)
    return count(text, MAX_ROWS)


# by value type: type of the cell, attribute with the value
_TYPES: Final[dict[str, tuple[CellType, str]]] = {
    **dict.fromkeys(("float", "percentage", "currency"), ("number", "value")),
    "boolean": ("boolean", "boolean-value"),
    "date": ("date", "date-value"),
    "time": ("date", "time-value"),
    "string": ("text", "string-value"),
    "": ("text", "string-value"),
}
_ERROR: Final = re.compile(r"#[A-Z0-9/]+[!?]?|(Err|错误)[:：][0-9]{3}")
_TRUTHS: Final = frozenset(("TRUE", "FALSE", "真", "假"))


def _cell(element: etree._Element, style: str, styles: Styles) -> RawCell | None:
    """A cell as an .xlsx file would store it; None where it is empty."""
    expression = element.get(_FORMULA, "")
    formula = _FORMULA in element.attrib
    given = element.get(_VALUE_TYPE, "")
    lines = list(element.iterchildren(_PARAGRAPH))
    shown = "\n".join(_text(line) for line in lines)
    if given not in _TYPES:  # a cell of an unknown type is no number
        return RawCell("error", shown or given, formula)
    kind, attribute = _TYPES[given]
    value = element.get(f"{_OFFICE}{attribute}")
    failed = (formula or kind != "text") and _ERROR.fullmatch(shown)
    if failed or element.get(_CALC_TYPE) == "error":
        return RawCell("error", shown or "#ERR!", formula)
    if kind != "text" and value is None:
        return RawCell("error", shown or "#ERR!", formula)
    raw = shown if value is None else value
    is_date = kind == "date"
    if kind == "number" and shown in _TRUTHS:  # LibreOffice stores TRUE as 1 and shows the word
        kind = "boolean"
    elif kind == "boolean":
        raw = {"true": "1", "false": "0"}.get(raw.strip(), raw)
    elif kind == "date" and (days := _days(raw)):
        kind, raw = "number", days
    if not raw and not formula:
        return None
    marked = styles.marks("table-cell", style) or any(
        styles.marks(family, name)
        for line in lines
        for part in line.iter(etree.Element)
        if (name := part.get(_TEXT_STYLE))
        for family in ("text", "paragraph")
    )
    odd = styles.odd.get(styles.number(style), "") if kind == "number" else ""
    look = styles.format_id(style)
    return RawCell(kind, raw, formula, marked, look, is_date, odd=odd, expression=expression)


_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T00:00:00(\.0+)?)?")
_EPOCH: Final = date(1899, 12, 30)
_FIRST_DAY: Final = date(1900, 3, 1)  # programs number the days before it differently


def _days(text: str) -> str:
    """A date as a spreadsheet's number of days; "" where that is not certain or not a whole day."""
    match = _DAY.fullmatch(text)
    try:
        day = date(*map(int, match.group(1, 2, 3))) if match else None
    except ValueError:
        return ""
    return str((day - _EPOCH).days) if day and day >= _FIRST_DAY else ""


_BREAKS: Final = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_BREAK: Final = re.compile(" *[\t\r\n][ \t\r\n]*")
_NO_TEXT: Final = frozenset(("annotation", "annotation-end", "note", "ruby-text", "frame"))
_MAX_BLANKS: Final = 32_767  # in one <text:s>: a cell of a spreadsheet holds no more


def _text(element: etree._Element) -> str:
    """The characters of a paragraph, without notes and pictures.

    A line break in the file counts as a blank. Consecutive blanks stay, although the format requires <text:s>
    for them: LibreOffice does not write it in cells of several lines.
    """
    pieces = [_BREAK.sub(" ", element.text or "")]
    for child in element:
        if child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif child.tag == f"{_TEXT}s":
            pieces.append(" " * count(child.get(f"{_TEXT}c", "1"), _MAX_BLANKS))
        elif local_name(child) not in _NO_TEXT:
            pieces.append(_text(child))
        pieces.append(_BREAK.sub(" ", child.tail or ""))
    return "".join(pieces)
