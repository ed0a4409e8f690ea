"""Bytes of an .xls or .et file to raw cells, by xlrd; runs in another process (`reading_process`).

xlrd gives types, error cells, rich text and formats, but neither which cells have a formula (it gives the
stored result) nor which occur twice (it gives the last). Both are therefore read from the records, so that
the same findings come out as for an .xlsx file: a formula in an input cell is reported, and a total left to
its formula is recomputed and compared.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import xlrd
from xlrd.formatting import std_format_strings

from converter.grid.cells import (
    MAX_CHARACTERS,
    MAX_OUTSIDE,
    Book,
    CellType,
    Oddity,
    Outside,
    Position,
    RawCell,
    RawSheet,
    address,
)
from converter.workbook.read.cells import xls_outside
from converter.workbook.read.cells.stored import DATE_IDS, MAX_CELLS, oddity, shows_date
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

_OLDEST: Final = 50  # BIFF5 of Excel 95; older files are a single sheet


def read_xls(content: bytes, leave_out: Container[str] = ()) -> Book:
    """A workbook from the bytes of an .xls or .et file. Of sheets named in `leave_out` no cell is made.

    Raises UnreadableFile where it is encrypted, damaged, too large, or no workbook; MemoryError where memory
    runs out.
    """
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(
                file_contents=content,
                logfile=nowhere,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
            )
            if book.biff_version < _OLDEST:
                raise UnreadableFile(Obstacle.OTHER)
            records = list(_records(bytes(book.mem), book.base))
            styles = _Styles(book)
            sheets = tuple(
                RawSheet(sheet.name, {}) if sheet.name.strip() in leave_out else _sheet(sheet, own, styles)
                for sheet, own in zip(book.sheets(), records, strict=False)
            )
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # xlrd raises any exception, depending on the damage
        if "encrypted" in str(error):
            raise UnreadableFile(Obstacle.LOCKED_XLS) from error
        if "WordDocument\0".encode("utf-16-le") in content:  # a letter with an embedded table
            raise UnreadableFile(Obstacle.WORD_FILE) from error
        raise UnreadableFile(Obstacle.DAMAGED) from error
    if not sheets or len(sheets) != len(records):
        raise UnreadableFile(Obstacle.DAMAGED if records else Obstacle.NO_SHEETS)
    return Book(sheets, since_1904=bool(book.datemode))


_TYPES: Final[dict[int, CellType]] = {
    xlrd.XL_CELL_TEXT: "text",
    xlrd.XL_CELL_NUMBER: "number",
    xlrd.XL_CELL_DATE: "number",  # a number with a date format: RawCell.is_date
    xlrd.XL_CELL_BOOLEAN: "boolean",
    xlrd.XL_CELL_ERROR: "error",
}


def _sheet(sheet: Any, records: _Records, styles: _Styles) -> RawSheet:
    cells: dict[Position, RawCell] = {}
    for row in range(sheet.nrows):
        values = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (code, value) in enumerate(values):
            position = row, column
            kind = _TYPES.get(code)
            formula, duplicate = position in records.formulas, position in records.duplicates
            if kind is None and not formula and not duplicate:
                continue
            raw = _raw(code, value)
            if raw or formula or duplicate:
                style = styles.of(sheet.cell_xf_index(row, column))
                runs = sheet.rich_text_runlist_map.get(position, ())
                fonts = {style.font} if not runs or runs[0][0] > 0 else set()
                fonts |= {font for start, font in runs if start < len(raw)}
                marked = any(map(styles.marks, fonts))
                cells[position] = RawCell(
                    kind or "text", raw, formula, marked, style.format_id, style.dated, duplicate, style.odd
                )
            if len(cells) > MAX_CELLS:
                raise UnreadableFile(Obstacle.TOO_LARGE, sheet.name)
    return RawSheet(sheet.name, cells, sheet.visibility != 0, outside=(*records.outside, *_links(sheet)))


def _links(sheet: Any) -> Iterator[Outside]:
    """The addresses that cells lead to, but for places in the workbook itself."""
    for position, link in list(sheet.hyperlink_map.items())[:MAX_OUTSIDE]:
        if isinstance(link.url_or_path, str):
            yield Outside("link", address(position), link.url_or_path[:MAX_CHARACTERS])


def _raw(kind: int, value: Any) -> str:
    """The characters that an .xlsx file stores for such a value."""
    match kind:
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#ERR!"))
        case xlrd.XL_CELL_BOOLEAN:
            return str(int(value))
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return repr(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)
    return str(value)


_BUILT_IN: Final = {code.lower(): key for key, code in std_format_strings.items()}


class _Style(NamedTuple):
    """What a cell's format makes of its value."""

    font: int
    format_id: int
    dated: bool
    odd: Oddity


class _Styles:
    """The formats of a workbook's cells by number, each looked at once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, _Style] = {}

    def of(self, index: int) -> _Style:
        """The format with a number."""
        style = self._known.get(index)
        if style is None:
            style = self._known[index] = self._look(index)
        return style

    def _look(self, index: int) -> _Style:
        style = self._book.xf_list[index]
        code = self._book.format_map[style.format_key].format_str
        # LibreOffice gives the built-in formats new ids, but not new codes
        format_id = _BUILT_IN.get(code.lower(), style.format_key)
        dated = format_id in DATE_IDS or shows_date(code)
        return _Style(style.font_index, format_id, dated, "" if dated else oddity(code))

    def marks(self, font: int) -> bool:
        """Whether a font strikes characters out, raises or lowers them."""
        return bool(self._book.font_list[font].struck_out or self._book.font_list[font].escapement)


_BOF, _EOF, _BOUNDSHEET, _FORMULA, _MULRK = 0x0809, 0x000A, 0x0085, 0x0006, 0x00BD
_CELLS: Final = frozenset((_FORMULA, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""Records of one cell each: FORMULA, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR, RK."""


class _Records(NamedTuple):
    """What xlrd does not give of a sheet: cells with a formula, that occur twice, and what is in no cell."""

    formulas: frozenset[Position]
    duplicates: frozenset[Position]
    outside: tuple[Outside, ...]


def _records(stream: bytes, start: int) -> Iterator[_Records]:
    """Walk the records of each worksheet, in the order in which the workbook lists them.

    Raises UnreadableFile where they end early; struct.error where a record is too short.
    """
    starts = []
    for code, data in _substream(stream, start):
        if code == _BOUNDSHEET:
            offset, _, kind = struct.unpack_from("<iBB", data)
            if kind == 0:  # neither chart nor macros
                starts.append(offset + start)
    for sheet_start in starts:
        formulas: set[Position] = set()
        seen: set[Position] = set()
        duplicates: set[Position] = set()
        others: list[tuple[int, bytes]] = []
        for code, data in _substream(stream, sheet_start):
            if code in xls_outside.RECORDS:
                others.append((code, data))
                continue
            if code in _CELLS:
                row, column = struct.unpack_from("<HH", data)
                columns = range(column, column + 1)
            elif code == _MULRK:
                row, column = struct.unpack_from("<HH", data)
                columns = range(column, struct.unpack_from("<H", data, len(data) - 2)[0] + 1)
            else:
                continue
            positions = {(row, column) for column in columns}
            duplicates |= seen & positions
            seen |= positions
            if code == _FORMULA:
                formulas |= positions
        yield _Records(frozenset(formulas), frozenset(duplicates), _outside(others))


def _outside(records: list[tuple[int, bytes]]) -> tuple[Outside, ...]:
    try:
        return tuple(xls_outside.outside(records))
    except struct.error:  # of an old version, or damaged: no reason to refuse good figures
        return (Outside("unread"),)


def _substream(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Code and data of the records from a BOF to its EOF, without those of charts in between."""
    depth = 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        if code == _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield code, data
    raise UnreadableFile(Obstacle.DAMAGED)
