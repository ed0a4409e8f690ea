"""Bytes of an .xlsx or .xlsm file to raw cells: strict, bounded, and without guessing what was meant.

Only the parts that hold sheets, strings and number formats are opened. What a reader could take in two
ways is marked or refused; decoration is not read (drawings, comments, styles but for number formats and
fonts that strike out).
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import CellType, Position, RawCell, RawSheet
from converter.workbook.cellstyles import BLANKS, GENERAL, Formats, hides, number, read_formats
from converter.workbook.package import (
    REMEMBERED,
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
MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384

_GRIDLESS: Final = frozenset(("chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"))
_TYPES: Final[dict[str, CellType]] = {"n": "number", "b": "boolean", "e": "error", "d": "date"}
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINK: Final = re.compile(r"\[[^\[\]]+\][^\[\]!+*/(),]*!")  # [1]Sheet1!A1; a table's column has no "!"


_Strings = Sequence[tuple[str, bool]]  # text and runs by index


@lru_cache(maxsize=65_536)
def _place(reference: str) -> Position:
    """Position of a reference; the sheets of a form, and its copies, use the same ones again."""
    letters = reference.rstrip("0123456789")
    row = number(reference[len(letters) :])
    if not row or not (letters.isascii() and letters.isalpha()):
        raise UnreadableFile(Reason.DAMAGED, reference)
    column = 0
    for letter in letters.upper()[:4]:  # four letters are past the grid already
        column = column * 26 + ord(letter) - 64
    return row - 1, column - 1


class _Shared(NamedTuple):
    strings: _Strings | None  # None: there is no such part
    by_number: Mapping[str, tuple[CellType, str, bool]]  # the same by what plain cells write for them
    formats: Formats


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
    strings = _strings(package, parts)
    by_number: dict[str, tuple[CellType, str, bool]] = {
        str(number): ("text", *item) for number, item in enumerate(strings or ())
    }
    shared = _Shared(strings, by_number, read_formats(package, parts))
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


def _grid(
    data: bytes, sheet: str, shared: _Shared, room: int
) -> tuple[dict[Position, RawCell], tuple[str, ...]]:
    """The filled cells of a sheet's part by position, and the merged ranges; `room`: how many of both."""
    plain = plain_sheet(data) if len(data) < SMALL_PART else None
    if plain is None:
        rows = elements(data, sheet, "worksheet", row="sheetData", mergeCell="mergeCells")
        return _cells(rows, sheet, shared, room)
    cells = _plain_cells(plain.cells, sheet, shared)
    (_judge if len(plain.rest) < REMEMBERED else _judge.__wrapped__)(plain.rest, sheet)
    if len(cells) + len(plain.merges) > room:
        raise UnreadableFile(Reason.TOO_LARGE, sheet)
    return cells, plain.merges


@lru_cache(maxsize=64)
def _judge(rest: bytes, sheet: str) -> None:
    """Refuse a sheet's part that is not well-formed; the rest of it is often that of the last workbook."""
    for _ in elements(rest, sheet, "worksheet", sheetData="worksheet"):
        pass


def _plain_cells(plain: Iterable[PlainCell], sheet: str, shared: _Shared) -> dict[Position, RawCell]:
    """What `_cells` gives, of cells that need no parser."""
    cells: dict[Position, RawCell] = {}
    strings, formats, new = shared.by_number, shared.formats, tuple.__new__  # all for speed
    for reference, style, kind, tag, formula, value in plain:
        if value is None and tag is None:
            continue
        content = strings.get(value) if kind == "s" and value else None
        if content is None:
            content = _content(kind or "n", value and unescaped(value), None, shared.strings, sheet)
        position = _place(reference)
        if position in cells:
            cells[position] = cells[position]._replace(twice=True)
        elif (content[1] or tag or content[0] == "error") and (
            position[0] < MAX_ROWS and position[1] < MAX_COLUMNS
        ):
            format_id, is_date, marked, odd = formats.get(style or "0", GENERAL)
            if formula and "[" in formula and _LINK.search(unescaped(formula)):
                odd = "linked"
            runs = content[2] or marked
            cells[position] = new(
                RawCell, (content[0], content[1], tag is not None, runs, format_id, is_date, False, odd)
            )
    return cells


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
                style = element.get("s", "0").strip(BLANKS)
                format_id, is_date, marked, odd = shared.formats.get(style, GENERAL)
                kind, raw, runs = content
                odd = "linked" if linked else odd
                cells[position] = RawCell(kind, raw, formula, runs or marked, format_id, is_date, twice, odd)
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
        index = number(value)
        if index is None or index >= len(strings):
            return "error", "#SST!", False
        return "text", *strings[index]
    if kind in ("str", "inlineStr"):
        return "text", _unescape(value), False
    return _TYPES.get(kind, "error"), value.strip(BLANKS), False  # an unknown type is no number


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
                marked = marked or hides(part)
    return "".join(texts), marked


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
