"""The cells of a plain sheet, made only when they are asked for: most hold what the template printed."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import compress
from typing import Final

from converter.grid.cells import Position, RawCell
from converter.system.fast_xml import unescape_xml
from converter.workbook.read.cells.plain import PlainSheet
from converter.workbook.read.cells.stored import GENERAL, Content, Look, Looks, content_of


def plain_cells(sheet: PlainSheet, strings: Mapping[bytes, Content], looks: Looks) -> "PlainCells | None":
    """The cells of a sheet; None where one refers to a string that does not exist."""
    string_indexes = compress(sheet.values, sheet.shape.shared)
    return PlainCells(sheet, strings, looks) if all(map(strings.__contains__, string_indexes)) else None


class PlainCells(Mapping[Position, RawCell]):
    """The filled cells of a sheet by position.

    `shape`: the markup in front of each value; `stored`: the values as the file writes them; `strings`: the
    shared strings, by their indexes as written. A shape also has the positions of cells with an empty text,
    which count as not filled.
    """

    def __init__(self, sheet: PlainSheet, strings: Mapping[bytes, Content], looks: Looks) -> None:
        self.shape, self.stored, _ = sheet
        self.strings, self._looks = strings, looks

    def __getitem__(self, position: Position) -> RawCell:
        """The cell at a position; KeyError where none is filled."""
        cell = self.cell(self.shape.indexes[position])
        if cell is None:
            raise KeyError(position)
        return cell

    def __iter__(self) -> Iterator[Position]:
        """The positions in the order of the sheet."""
        return iter(self._all)

    def __len__(self) -> int:
        """The number of filled cells."""
        return len(self._all)

    def items(self) -> ItemsView[Position, RawCell]:
        """All filled cells by position, made once."""
        return self._all.items()

    @cached_property
    def _all(self) -> dict[Position, RawCell]:
        made = ((position, self.cell(index)) for position, index in self.shape.indexes.items())
        return {position: cell for position, cell in made if cell is not None}

    def shows_as_stored(self, styles: Iterable[str]) -> bool:
        """True where numbers in cells of these styles look as they are stored."""
        looks = (self._looks.get(style or "0", GENERAL) for style in styles)
        return not any(is_date or marked or odd for _, is_date, marked, odd in looks)

    def cell(self, index: int) -> RawCell | None:
        """The cell of a value, by its index in `stored`; None where the cell is empty."""
        _, style, kind, formula, linked, expression = self.shape.heads[index]
        value = self.stored[index]
        look = self._looks.get(style or "0", GENERAL)
        if expression:
            content = self.strings[value] if kind == "s" else _own_content(kind, value)
            cell = _cell(content, formula, linked, look)
            return cell._replace(expression=expression) if cell else None
        if kind == "s":
            return _cell(self.strings[value], formula, linked, look)
        if not kind and len(value) <= _CACHED_NUMBER:
            return _number(value, formula, linked, look)
        return _cell(_own_content(kind, value), formula, linked, look)


_CACHED_NUMBER: Final = 15
"""Bytes of a number up to which its cell is cached: most counts are small."""


@lru_cache(maxsize=4096)
def _number(value: bytes, formula: bool, linked: bool, look: Look) -> RawCell | None:
    return _cell(_own_content("", value), formula, linked, look)


def _own_content(kind: str, value: bytes) -> Content:
    return content_of(kind or "n", unescape_xml(value.decode()), (), "")


def _cell(content: Content, formula: bool, linked: bool, look: Look) -> RawCell | None:
    kind, raw, marked = content
    if not raw and not formula and kind != "error":
        return None
    format_id, is_date, font_marked, odd = look
    odd = "linked" if linked else odd
    return RawCell(kind, raw, formula, marked or font_marked, format_id, is_date, False, odd)
