"""Bytes of an .ods file to raw cells: a strict reader of content.xml, within the limits of a package.

Formulas come with the value that was saved beside them, errors as errors. Repeated blanks are counted,
never walked. Runs in a process of its own (`isolated`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import CellType, Oddity, Position, RawCell, RawSheet
from converter.workbook.read.cells import MAX_CELLS
from converter.workbook.read.cellvalues import MAX_COLUMNS, MAX_ROWS, added
from converter.workbook.read.package import Package, Reason, UnreadableFile, local_name, open_package

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TABLE, _TEXT = _NAMES % "office", _NAMES % "table", _NAMES % "text"
_STYLE, _NUMBER = _NAMES % "style", _NAMES % "datastyle"
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_TYPES: Final[dict[str, tuple[CellType, str]]] = {  # by value type: ours, the attribute of the value
    **dict.fromkeys(("float", "percentage", "currency"), ("number", "value")),
    "boolean": ("boolean", "boolean-value"),
    "date": ("date", "date-value"),
    "time": ("date", "time-value"),
    "string": ("text", "string-value"),
    "": ("text", "string-value"),
}
_ROWS: Final = "table table-row-group table-header-rows table-rows"
_COLUMNS: Final = "table table-column-group table-header-columns table-columns"
_CELLS: Final = frozenset((f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"))
_BREAKS: Final = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_ASIDE: Final = frozenset(("annotation", "annotation-end", "note", "ruby-text", "frame"))
_ERROR: Final = re.compile(r"#[A-Z0-9/]+[!?]?|(Err|错误)[:：][0-9]{3}")
_TRUTHS: Final = frozenset(("TRUE", "FALSE", "真", "假"))
_BREAK: Final = re.compile(" *[\t\r\n][ \t\r\n]*")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T00:00:00(\.0+)?)?")
_EPOCH: Final = date(1899, 12, 30)
_NUMBERS: Final = ("number-style", "currency-style", "percentage-style")
_TRUSTED: Final = date(1900, 3, 1)  # the numbers of days before it differ between programs
_CUSTOM: Final = 164  # the first id that an .xlsx file would give a format of its own
_MAX_BLANKS: Final = 32_767  # in one <text:s>: a cell of a spreadsheet holds no more


class _Look(NamedTuple):
    """What of a style matters; None: as its parent has it."""

    parent: str
    struck: bool | None
    raised: bool | None
    number: str | None
    shown: bool


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles of a file by family and name, and what number formats show that is not stored.

    `zeros`: those that show leading zeros.
    """

    looks: dict[tuple[str, str], _Look] = field(default_factory=dict)
    zeros: set[str] = field(default_factory=set)
    odd: dict[str, Oddity] = field(default_factory=dict)

    def learn(self, element: etree._Element) -> None:
        """Take in a style or a number format."""
        name = element.get(f"{_STYLE}name", "")
        if local_name(element) in _NUMBERS:
            self.odd[name] = _oddity(element)
            digits = (part.get(f"{_NUMBER}min-integer-digits", "") for part in element)
            if any(_count(text, 99) > 1 for text in digits if text):
                self.zeros.add(name)
            return
        family, parent = element.get(f"{_STYLE}family", ""), element.get(f"{_STYLE}parent-style-name", "")
        struck = raised = None
        shown = True
        for part in element:
            line = part.get(f"{_STYLE}text-line-through-style") or part.get(f"{_STYLE}text-line-through-type")
            struck = struck if line is None else line != "none"
            height = part.get(f"{_STYLE}text-position", "").split()
            raised = raised if not height else height[0].strip("-0%") != ""
            shown = shown and part.get(f"{_TABLE}display") != "false"
        number = element.get(f"{_STYLE}data-style-name")
        self.looks[family, name] = _Look(parent, struck, raised, number, shown)

    def chain(self, family: str, name: str) -> Iterator[_Look]:
        """A style and those that it is made from."""
        for _ in range(20):
            look = self.looks.get((family, name))
            if look is None:
                return
            yield look
            name = look.parent

    def marks(self, family: str, name: str) -> bool:
        """True where the style strikes characters out, raises or lowers them."""
        looks = list(self.chain(family, name))
        struck = next((look.struck for look in looks if look.struck is not None), False)
        return struck or next((look.raised for look in looks if look.raised is not None), False)

    def format_id(self, name: str) -> int:
        """The number format of a cell style as an id: only what shows leading zeros is told apart."""
        return _CUSTOM if self.number(name) in self.zeros else 0

    def number(self, name: str) -> str:
        """The number format of a cell style, "" for the general one."""
        return next((x.number for x in self.chain("table-cell", name) if x.number is not None), "")


@dataclass(slots=True)
class _Grid:
    """A sheet on its way: its style, the default cell style of each column, the next row, its cells."""

    name: str
    style: str
    defaults: list[str] = field(default_factory=list)
    row: int = 0
    cells: dict[Position, RawCell] = field(default_factory=dict)

    def take(self, element: etree._Element, styles: _Styles) -> None:
        """Take in a row, or columns."""
        if local_name(element) == "table-column":
            style = element.get(f"{_TABLE}default-cell-style-name", "")
            times = min(_repeats(element, "columns", self.name), MAX_COLUMNS - len(self.defaults))
            self.defaults += [style] * times
            return
        times = _repeats(element, "rows", self.name)
        line = list(_line(element, self.defaults, styles, self.name))
        rows = range(self.row, min(self.row + times, MAX_ROWS)) if line else ()
        if len(self.cells) + len(line) * len(rows) > MAX_CELLS:
            raise UnreadableFile(Reason.TOO_LARGE, self.name)
        self.cells.update(((row, column), cell) for row in rows for column, cell in line)
        self.row += times


def read_ods(content: bytes) -> tuple[RawSheet, ...]:
    """The sheets of a workbook in its order, from the bytes of an .ods file.

    Raises UnreadableFile where it is encrypted, damaged or too large; MemoryError where memory ends.
    """
    styles = _Styles()
    grids: dict[etree._Element, _Grid] = {}
    with open_package(content) as package:
        if _is_encrypted(package):
            raise UnreadableFile(Reason.PASSWORD)
        if package.has("styles.xml"):
            wanted = dict.fromkeys(("style", *_NUMBERS), "styles")
            for element in package.elements("styles.xml", "styles.xml", "document-styles", **wanted):
                styles.learn(element)
        wanted = dict.fromkeys(("style", *_NUMBERS), "automatic-styles")
        wanted |= {"table-row": _ROWS, "table-column": _COLUMNS, "table": "spreadsheet"}
        for element in package.elements("content.xml", "content.xml", "document-content", **wanted):
            kind = local_name(element)
            if kind in ("style", *_NUMBERS):
                styles.learn(element)
                continue
            table = element if kind == "table" else next(element.iterancestors(f"{_TABLE}table"), None)
            if table is None or local_name(table.getparent()) != "spreadsheet":
                continue  # what a link to another file brought
            name, style = table.get(f"{_TABLE}name", ""), table.get(f"{_TABLE}style-name", "")
            grid = grids.setdefault(table, _Grid(name, style))
            if kind != "table":
                grid.take(element, styles)
    if not grids:
        raise UnreadableFile(Reason.NO_SHEETS)
    return tuple(
        RawSheet(grid.name, grid.cells, not all(look.shown for look in styles.chain("table", grid.style)))
        for grid in grids.values()
    )


def _is_encrypted(package: Package) -> bool:
    manifest = "META-INF/manifest.xml"
    return package.has("encrypted-package") or (
        package.has(manifest.lower()) and b"encryption-data" in package.read(manifest, manifest)
    )


def _line(
    row: etree._Element, defaults: list[str], styles: _Styles, sheet: str
) -> Iterator[tuple[int, RawCell]]:
    """The filled cells of a row by column. Those under a merged one keep what stands in them."""
    own = row.get(f"{_TABLE}default-cell-style-name", "")
    column = 0
    for element in row:
        if element.tag not in _CELLS:
            continue
        times = _repeats(element, "columns", sheet)
        # without a child there is no text, without these no value: a styled blank, as most cells are
        if len(element) or any(str(key).startswith((_OFFICE, _CALC)) for key in element.attrib):
            style = own or (defaults[column] if column < len(defaults) else "")
            cell = _cell(element, element.get(f"{_TABLE}style-name", style), styles)
            columns = range(column, min(column + times, MAX_COLUMNS))
            if cell is not None:
                yield from ((at, cell) for at in columns)
        column += times


def _repeats(element: etree._Element, what: str, sheet: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    if not (text.isascii() and text.isdigit() and int(text[:8])):
        raise UnreadableFile(Reason.DAMAGED, sheet)
    return _count(text, MAX_ROWS)


def _count(text: str, most: int) -> int:
    return min(int(text[:8]), most) if text.isascii() and text.isdigit() else 1


def _cell(element: etree._Element, style: str, styles: _Styles) -> RawCell | None:
    """A cell as an .xlsx file would hold it; None where nothing stands in it."""
    formula = f"{_TABLE}formula" in element.attrib
    given = element.get(f"{_OFFICE}value-type", "")
    lines = list(element.iterchildren(f"{_TEXT}p"))
    shown = "\n".join(_text(line) for line in lines)
    if given not in _TYPES:  # a type that we do not know is no number
        return RawCell("error", shown or given, formula)
    kind, attribute = _TYPES[given]
    value = element.get(f"{_OFFICE}{attribute}")
    failed = (formula or kind != "text") and _ERROR.fullmatch(shown)
    if failed or element.get(f"{_CALC}value-type") == "error":
        return RawCell("error", shown or "#ERR!", formula)
    if kind != "text" and value is None:
        return RawCell("error", shown or "#ERR!", formula)
    raw = shown if value is None else value
    is_date = kind == "date"
    if kind == "number" and shown in _TRUTHS:  # LibreOffice stores TRUE as 1 that is shown so
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
        if (name := part.get(f"{_TEXT}style-name"))
        for family in ("text", "paragraph")
    )
    odd = styles.odd.get(styles.number(style), "") if kind == "number" else ""
    return RawCell(kind, raw, formula, marked, styles.format_id(style), is_date, odd=odd)


def _oddity(element: etree._Element) -> Oddity:
    """How a number format shows positive numbers otherwise than they are."""
    if local_name(element) == "percentage-style":
        return "percent"
    parts = {local_name(part): part for part in element}
    factor = parts["number"].get(f"{_NUMBER}display-factor", "1") if "number" in parts else "1"
    inside = [part.text or "" for part in element.iter(f"{_NUMBER}embedded-text")]
    if factor != "1" or "." in inside:
        return "scaled"
    return added(
        "".join(
            [*inside, *(p.text or "" for p in element.iter(f"{_NUMBER}text", f"{_NUMBER}currency-symbol"))]
        )
    )


def _days(text: str) -> str:
    """A date as a spreadsheet's number of days; "" where that is not certain, or no whole day."""
    match = _DAY.fullmatch(text)
    try:
        day = date(*map(int, match.group(1, 2, 3))) if match else None
    except ValueError:
        return ""
    return str((day - _EPOCH).days) if day and day >= _TRUSTED else ""


def _text(element: etree._Element) -> str:
    """The characters of a paragraph, notes and pictures left out.

    A line break in the file counts as a blank. Blanks in a row stay, though the format would have them
    written as <text:s>: LibreOffice does not in cells of several lines.
    """
    pieces = [_BREAK.sub(" ", element.text or "")]
    for child in element:
        if child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif child.tag == f"{_TEXT}s":
            pieces.append(" " * _count(child.get(f"{_TEXT}c", "1"), _MAX_BLANKS))
        elif local_name(child) not in _ASIDE:
            pieces.append(_text(child))
        pieces.append(_BREAK.sub(" ", child.tail or ""))
    return "".join(pieces)
