"""Bytes of an .xlsx or .xlsm file to raw cells: strict, within limits, and without guessing.

Only the parts with sheets, strings and styles are opened. What readers could take in two ways is marked or
refused; of styles only number formats and marked fonts are read. What is in no cell is read by `outside`.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import Book, Position, RawCell, RawSheet, position
from converter.system.fast_xml import bounded_cache, needs_no_parser
from converter.workbook.read.cells.outside import attached, linked_cells, page_words
from converter.workbook.read.cells.package import (
    CACHED_PART,
    SMALL_PART,
    Package,
    elements,
    local_name,
    open_package,
    relations,
    workbook_part,
)
from converter.workbook.read.cells.plain import PlainStrings, plain_sheet, plain_strings
from converter.workbook.read.cells.plain_cells import plain_cells
from converter.workbook.read.cells.properties import mark_in, saved_at
from converter.workbook.read.cells.stored import (
    BLANKS,
    GENERAL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Content,
    Looks,
    content_of,
    is_linked,
    marks,
    read_looks,
    unescape,
)
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile


def read_xlsx(content: bytes, leave_out: Container[str] = ()) -> Book:
    """Read a workbook from the bytes of an .xlsx or .xlsm file.

    Sheets named in `leave_out` are not opened. Only cells with a value or a formula are kept; sheets without
    a grid (charts) have none.
    Raises UnreadableFile, and nothing else, for anything but a whole workbook within the limits.
    """
    with open_package(content) as package:
        sheets, listed = _sheets(package, leave_out)
        return Book(sheets, saved_at(package), listed.since_1904, listed.mark)


MAX_SHEETS: Final = 2_000

_NUMBERS: Final = tuple(b"%d" % number for number in range(4096))
_GRIDLESS: Final = frozenset(("chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"))


class _Shared(NamedTuple):
    """What the cells of all sheets refer to.

    `strings`: None where the workbook has no such part. `by_number`: the first of them by their number as
    plain cells write it.
    """

    strings: Sequence[Content] | None
    by_number: Mapping[bytes, Content]
    looks: Looks


def _sheets(package: Package, leave_out: Container[str]) -> tuple[tuple[RawSheet, ...], "_Listed"]:
    """The sheets, and what the workbook says of itself."""
    workbook = workbook_part(package)
    related = relations(package, workbook)
    parts = dict(related.values())
    strings = _strings(package, parts)
    shared = _Shared(strings, dict(zip(_NUMBERS, strings or (), strict=False)), read_looks(package, parts))
    sheets: list[RawSheet] = []
    places: list[str] = []
    left = MAX_CELLS
    book = _listed(package.read(workbook, workbook), workbook)
    for name, hidden, key in book.sheets:
        if name.strip() in leave_out:
            continue
        kind, part = related.get(key, ("", ""))
        if len(sheets) >= MAX_SHEETS:
            raise UnreadableFile(Obstacle.TOO_LARGE)
        if kind in _GRIDLESS:
            sheets.append(RawSheet(name, {}, hidden))
            places.append(part)
            continue
        data = package.read(part, name)
        cells, merges, count = _grid(data, name, shared, left)
        left -= count
        sheets.append(RawSheet(name, cells, hidden, merges, (*page_words(data), *linked_cells(data))))
        places.append(part)
    # behind all cells, so that nothing here takes from what they may need
    return tuple(map(_with_attached, sheets, repeat(package), places)), book


def _with_attached(sheet: RawSheet, package: Package, part: str) -> RawSheet:
    links = [item for item in sheet.outside if item.kind == "link"]
    found = attached(package, part, links)
    words = (item for item in sheet.outside if item.kind != "link") if links else sheet.outside
    return sheet._replace(outside=(*words, *found)) if found or links else sheet


class _Listed(NamedTuple):
    """Name of each sheet, whether it is hidden, and the id of the relation to its part; see `Book`."""

    sheets: tuple[tuple[str, bool, str], ...]
    since_1904: bool
    mark: str


@bounded_cache(16, CACHED_PART)
def _listed(workbook: bytes, part: str) -> _Listed:
    sheets = []
    since_1904 = False
    for sheet in elements(workbook, part, "workbook", sheet="sheets", workbookPr="workbook"):
        if local_name(sheet) == "workbookPr":
            since_1904 = sheet.get("date1904", "0") in ("1", "true", "on")
            continue
        ids = (str(value) for key, value in sheet.items() if str(key).rpartition("}")[2] == "id")
        hidden = sheet.get("state", "visible") != "visible"
        sheets.append((unescape(str(sheet.get("name", ""))), hidden, "".join(ids)))
    if not sheets:
        raise UnreadableFile(Obstacle.NO_SHEETS)
    return _Listed(tuple(sheets), since_1904, mark_in(workbook))


def _strings(package: Package, parts: dict[str, str]) -> Sequence[Content] | None:
    part = parts.get("sharedstrings", "")
    if not part or not package.has(part.lower()):
        return None  # an error only if a cell refers to it
    data = package.read(part, part)
    plain = plain_strings(data) if len(data) < SMALL_PART else None
    found = plain and [_others(plain, item, part) for item in plain.others.values()]
    if plain is None or found is None or not all(len(other) == 1 for other in found):
        return [_string(item) for item in elements(data, part, "sst", si="sst")]
    _others(plain, b"", part)  # the markup around the strings has to be XML too
    strings = plain.contents
    for number, other in zip(plain.others, found, strict=True):
        strings[number:number] = other
    return strings


_CACHED_STRING: Final = 1_000
"""Bytes of markup up to which a string of several fonts is cached."""

_COUNTS: Final = (b" count=", b" uniqueCount=")
_COUNTED: Final = re.compile(rb' (?:count|uniqueCount)="[0-9]*"')


def _others(plain: PlainStrings, items: bytes, part: str) -> tuple[Content, ...]:
    """Strings that are not plain: LibreOffice gives Chinese and other characters different fonts."""
    head = plain.head
    if all(head.count(name) < 2 for name in _COUNTS):  # an attribute that occurs twice is no XML
        head = _COUNTED.sub(b"", head)  # the rest is the same in all workbooks of one program
    return _parsed(head, items, plain.tail, part)


@bounded_cache(2048, _CACHED_STRING)
def _parsed(head: bytes, items: bytes, tail: bytes, part: str) -> tuple[Content, ...]:
    return tuple(_string(item) for item in elements(head + items + tail, part, "sst", si="sst"))


def _grid(
    data: bytes, sheet: str, shared: _Shared, limit: int
) -> tuple[Mapping[Position, RawCell], tuple[str, ...], int]:
    """The filled cells of a sheet's part by position, its merged ranges, and the number of both at most.

    UnreadableFile: more than `limit` of both.
    """
    plain = plain_sheet(data) if len(data) < SMALL_PART else None
    merges = plain and _merges(plain.rest, sheet)
    cells = plain and plain_cells(plain, shared.by_number, shared.looks)
    if plain is None or merges is None or cells is None:
        rows = elements(data, sheet, "worksheet", row="sheetData", mergeCell="mergeCells")
        parsed, merges = _cells(rows, sheet, shared, limit)
        return parsed, merges, len(parsed) + len(merges)
    count = len(plain.values) + len(merges)
    if count > limit:
        raise UnreadableFile(Obstacle.TOO_LARGE, sheet)
    return cells, merges, count


@bounded_cache(64, CACHED_PART)
def _merges(rest: bytes, sheet: str) -> tuple[str, ...] | None:
    """The merged ranges of a sheet's part without its rows, which is often the same in many workbooks.

    None where its markup is unusual, so that its rows need a parser too.
    """
    found = elements(rest, sheet, "worksheet", sheetData="worksheet", mergeCell="mergeCells")
    merges = tuple(str(element.get("ref", "")) for element in found if local_name(element) == "mergeCell")
    return merges if needs_no_parser(rest) else None


def _cells(
    rows: Iterable[etree._Element], sheet: str, shared: _Shared, limit: int
) -> tuple[dict[Position, RawCell], tuple[str, ...]]:
    """The filled cells by position, and the merged ranges; UnreadableFile: more than `limit` of both.

    A cell's own reference decides its position; a cell without one follows the last cell.
    """
    cells: dict[Position, RawCell] = {}
    merges: list[str] = []
    row = -1
    for row_element in rows:
        if row_element.tag.endswith("mergeCell"):
            merges.append(str(row_element.get("ref", "")))
            if len(cells) + len(merges) > limit:
                raise UnreadableFile(Obstacle.TOO_LARGE, sheet)
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
            formula = duplicate = linked = False
            expression = ""
            for child in element:
                tag = child.tag
                if tag == v_tag:
                    duplicate = duplicate or value is not None
                    value = _text(child, sheet) if value is None else value
                elif tag == f_tag:
                    formula = True
                    expression = expression or child.text or ""
                    linked = linked or is_linked(child.text or "")
                elif tag == is_tag:
                    duplicate = duplicate or inline is not None
                    inline = child if inline is None else inline
            content = _content(element.get("t", "n"), value, inline, shared.strings, sheet)
            row, column = _position(anchor)
            at = row, column + steps
            if at in cells:
                cells[at] = cells[at]._replace(duplicate=True)
            elif (content[1] or formula or duplicate or content[0] == "error") and (
                row < MAX_ROWS and at[1] < MAX_COLUMNS
            ):
                style = element.get("s", "0").strip(BLANKS)
                format_id, is_date, font_marked, odd = shared.looks.get(style, GENERAL)
                kind, raw, marked = content
                odd = "linked" if linked else odd
                marked = marked or font_marked
                cells[at] = RawCell(
                    kind, raw, formula, marked, format_id, is_date, duplicate, odd, expression
                )
                if len(cells) > limit:
                    raise UnreadableFile(Obstacle.TOO_LARGE, sheet)
        row, _ = _position(anchor)
    return cells, tuple(merges)


def _content(
    kind: str, value: str | None, inline: etree._Element | None, strings: Sequence[Content] | None, sheet: str
) -> Content:
    """The content of a cell, by its type, its value and its inline string."""
    if inline is not None and (kind == "inlineStr" or value is None):
        return _string(inline)
    return ("number", "", False) if value is None else content_of(kind, value, strings, sheet)


def _position(reference: str) -> Position:
    found = position(reference)
    if found is None:
        raise UnreadableFile(Obstacle.DAMAGED, reference)
    return found


def _string(item: etree._Element) -> Content:
    """The text of an <si> or <is>, without phonetic guides, and whether characters of it are marked."""
    texts = []
    marked = False
    for child in item:
        if local_name(child) not in ("t", "r"):
            continue
        for part in child.iter() if len(child) else (child,):
            if local_name(part) == "t":
                texts.append(unescape(_text(part, "")))
            else:
                marked = marked or marks(part)
    return "text", "".join(texts), marked


def _text(element: etree._Element, label: str) -> str:
    if len(element):  # its text would end at the first element inside
        raise UnreadableFile(Obstacle.DAMAGED, label)
    return element.text or ""
