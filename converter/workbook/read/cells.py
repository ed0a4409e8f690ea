"""Bytes of an .xlsx or .xlsm file to raw cells: strict, bounded, and without guessing what was meant.

Only the parts that hold sheets, strings and number formats are opened. What a reader could take in two
ways is marked or refused; decoration is not read (drawings, comments, styles but for number formats and
fonts that strike out).
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import Position, RawCell, RawSheet, position
from converter.system.fast_xml import bounded_cache, needs_no_parser
from converter.workbook.read.cellvalues import (
    BLANKS,
    GENERAL,
    MAX_COLUMNS,
    MAX_ROWS,
    Content,
    Formats,
    content_of,
    hides,
    is_linked,
    read_formats,
    unescape,
)
from converter.workbook.read.package import (
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
from converter.workbook.read.plain import PlainStrings, plain_sheet, plain_strings
from converter.workbook.read.plaincells import plain_cells
from converter.workbook.read.properties import saved

MAX_CELLS: Final = 200_000  # filled cells and merged ranges of a whole workbook
MAX_SHEETS: Final = 2_000
MARKED: Final = 1_000
"""Bytes up to which a string of several fonts is remembered."""

_NUMBERS: Final = tuple(b"%d" % number for number in range(4096))
_COUNTS: Final = (b" count=", b" uniqueCount=")
_COUNTED: Final = re.compile(rb' (?:count|uniqueCount)="[0-9]*"')
_GRIDLESS: Final = frozenset(("chartsheet", "dialogsheet", "xlmacrosheet", "xlintlmacrosheet"))


class _Shared(NamedTuple):
    strings: Sequence[Content] | None  # None: there is no such part
    by_number: Mapping[bytes, Content]  # the first of them by what plain cells write for them
    formats: Formats


class Book(NamedTuple):
    """The sheets of a workbook in its order, and when it says that it was saved."""

    sheets: tuple[RawSheet, ...]
    saved: datetime | None = None


def read_book(content: bytes, leave_out: Container[str] = ()) -> Book:
    """Read a workbook from the bytes of an .xlsx or .xlsm file.

    Sheets of a name in `leave_out` are not opened. Only cells with a value or a formula are
    kept; sheets without a grid (charts) have none.
    Raises UnreadableFile, and nothing else, for anything but a whole workbook within the limits.
    """
    with open_package(content) as package:
        return Book(_sheets(package, leave_out), saved(package))


def _sheets(package: Package, leave_out: Container[str]) -> tuple[RawSheet, ...]:
    workbook = workbook_part(package)
    related = relations(package, workbook)
    parts = dict(related.values())
    strings = _strings(package, parts)
    shared = _Shared(strings, dict(zip(_NUMBERS, strings or (), strict=False)), read_formats(package, parts))
    sheets: list[RawSheet] = []
    room = MAX_CELLS
    for name, hidden, key in _listed(package.read(workbook, workbook), workbook):
        if name.strip() in leave_out:
            continue
        kind, part = related.get(key, ("", ""))
        if len(sheets) >= MAX_SHEETS:
            raise UnreadableFile(Reason.TOO_LARGE)
        if kind in _GRIDLESS:
            sheets.append(RawSheet(name, {}, hidden))
            continue
        cells, merges, count = _grid(package.read(part, name), name, shared, room)
        room -= count
        sheets.append(RawSheet(name, cells, hidden, merges))
    return tuple(sheets)


@bounded_cache(16, REMEMBERED)
def _listed(workbook: bytes, part: str) -> tuple[tuple[str, bool, str], ...]:
    """Name of each sheet, whether it is hidden, and by what id its part is to be found."""
    sheets = []
    for sheet in elements(workbook, part, "workbook", sheet="sheets"):
        ids = (str(value) for key, value in sheet.items() if str(key).rpartition("}")[2] == "id")
        hidden = sheet.get("state", "visible") != "visible"
        sheets.append((unescape(str(sheet.get("name", ""))), hidden, "".join(ids)))
    if not sheets:
        raise UnreadableFile(Reason.NO_SHEETS)
    return tuple(sheets)


def _strings(package: Package, parts: dict[str, str]) -> Sequence[Content] | None:
    part = parts.get("sharedstrings", "")
    if not part or not package.has(part.lower()):
        return None  # a fault only if a cell points there
    data = package.read(part, part)
    plain = plain_strings(data) if len(data) < SMALL_PART else None
    found = plain and [_others(plain, item, part) for item in plain.others.values()]
    if plain is None or found is None or not all(len(other) == 1 for other in found):
        return [_string(item) for item in elements(data, part, "sst", si="sst")]
    _others(plain, b"", part)  # what stands around the strings has to be XML too
    strings = plain.contents
    for number, other in zip(plain.others, found, strict=True):
        strings[number:number] = other
    return strings


def _others(plain: PlainStrings, items: bytes, part: str) -> tuple[Content, ...]:
    """Strings that are not plain: LibreOffice gives Chinese and other characters fonts of their own."""
    head = plain.head
    if all(head.count(name) < 2 for name in _COUNTS):  # twice they would be no XML
        head = _COUNTED.sub(b"", head)  # the rest is the same in all workbooks of a program
    return _parsed(head, items, plain.tail, part)


@bounded_cache(2048, MARKED)
def _parsed(head: bytes, items: bytes, tail: bytes, part: str) -> tuple[Content, ...]:
    return tuple(_string(item) for item in elements(head + items + tail, part, "sst", si="sst"))


def _grid(
    data: bytes, sheet: str, shared: _Shared, room: int
) -> tuple[Mapping[Position, RawCell], tuple[str, ...], int]:
    """The filled cells of a sheet's part by position, the merged ranges, and how many both are at most.

    UnreadableFile: more than `room` of both.
    """
    plain = plain_sheet(data) if len(data) < SMALL_PART else None
    merges = plain and _merges(plain.rest, sheet)
    cells = plain and plain_cells(plain, shared.by_number, shared.formats)
    if plain is None or merges is None or cells is None:
        rows = elements(data, sheet, "worksheet", row="sheetData", mergeCell="mergeCells")
        parsed, merges = _cells(rows, sheet, shared, room)
        return parsed, merges, len(parsed) + len(merges)
    count = len(plain.values) + len(merges)
    if count > room:
        raise UnreadableFile(Reason.TOO_LARGE, sheet)
    return cells, merges, count


@bounded_cache(64, REMEMBERED)
def _merges(rest: bytes, sheet: str) -> tuple[str, ...] | None:
    """The merged ranges of a sheet's part without its rows, which is often that of the last workbook.

    None where it is out of the ordinary, so that its rows need a parser too.
    """
    found = elements(rest, sheet, "worksheet", sheetData="worksheet", mergeCell="mergeCells")
    merges = tuple(str(element.get("ref", "")) for element in found if local_name(element) == "mergeCell")
    return merges if needs_no_parser(rest) else None


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
                    linked = linked or is_linked(child.text or "")
                elif tag == is_tag:
                    twice = twice or inline is not None
                    inline = child if inline is None else inline
            content = _content(element.get("t", "n"), value, inline, shared.strings, sheet)
            row, column = _place(anchor)
            at = row, column + steps
            if at in cells:
                cells[at] = cells[at]._replace(twice=True)
            elif (content[1] or formula or twice or content[0] == "error") and (
                row < MAX_ROWS and at[1] < MAX_COLUMNS
            ):
                style = element.get("s", "0").strip(BLANKS)
                format_id, is_date, marked, odd = shared.formats.get(style, GENERAL)
                kind, raw, runs = content
                odd = "linked" if linked else odd
                cells[at] = RawCell(kind, raw, formula, runs or marked, format_id, is_date, twice, odd)
                if len(cells) > room:
                    raise UnreadableFile(Reason.TOO_LARGE, sheet)
        row, _ = _place(anchor)
    return cells, tuple(merges)


def _content(
    kind: str, value: str | None, inline: etree._Element | None, strings: Sequence[Content] | None, sheet: str
) -> Content:
    """Type, characters and runs of a cell."""
    if inline is not None and (kind == "inlineStr" or value is None):
        return _string(inline)
    return ("number", "", False) if value is None else content_of(kind, value, strings, sheet)


def _place(reference: str) -> Position:
    place = position(reference)
    if place is None:
        raise UnreadableFile(Reason.DAMAGED, reference)
    return place


def _string(item: etree._Element) -> Content:
    """Text of an <si> or <is> without phonetic guides, and whether struck-out or raised ones hide in it."""
    texts = []
    marked = False
    for child in item:
        if local_name(child) not in ("t", "r"):
            continue
        for part in child.iter() if len(child) else (child,):
            if local_name(part) == "t":
                texts.append(unescape(_text(part, "")))
            else:
                marked = marked or hides(part)
    return "text", "".join(texts), marked


def _text(element: etree._Element, label: str) -> str:
    if len(element):  # its text would be cut off there
        raise UnreadableFile(Reason.DAMAGED, label)
    return element.text or ""
