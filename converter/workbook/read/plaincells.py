"""The cells of a plain sheet, made when somebody asks for them: most hold what the template printed."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import compress
from typing import Final

from converter.grid.cells import Oddity, Position, RawCell
from converter.system.fast_xml import unescape_xml
from converter.workbook.read.cellvalues import GENERAL, Content, Formats, content_of
from converter.workbook.read.plain import PlainSheet

_SHORT: Final = 15
"""Bytes of a number up to which its cell is remembered: most counts are small."""


class PlainCells(Mapping[Position, RawCell]):
    """The filled cells by position.

    `shape`: what stands in front of each value; `written`: the values as the file has them; `strings`: those
    that are shared, by their numbers. A shape has positions too that hold an empty text, where no cell is.
    """

    def __init__(self, sheet: PlainSheet, strings: Mapping[bytes, Content], formats: Formats) -> None:
        self.shape, self.written, _ = sheet
        self.strings, self._formats = strings, formats

    def __getitem__(self, position: Position) -> RawCell:
        """The cell at a position; KeyError where nothing is."""
        cell = self.made(self.shape.numbers[position])
        if cell is None:
            raise KeyError(position)
        return cell

    def __iter__(self) -> Iterator[Position]:
        """The positions in the order of the sheet."""
        return iter(self._all)

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self._all)

    def items(self) -> ItemsView[Position, RawCell]:
        """All cells, made once."""
        return self._all.items()

    @cached_property
    def _all(self) -> dict[Position, RawCell]:
        made = ((position, self.made(number)) for position, number in self.shape.numbers.items())
        return {position: cell for position, cell in made if cell is not None}

    def show(self, styles: Iterable[str]) -> bool:
        """True where numbers in cells of these styles look as they are stored."""
        looks = (self._formats.get(style or "0", GENERAL) for style in styles)
        return not any(is_date or marked or odd for _, is_date, marked, odd in looks)

    def made(self, number: int) -> RawCell | None:
        """The cell of a value, by its number in the sheet; None where nothing is in it."""
        _, style, kind, formula, linked = self.shape.heads[number]
        value = self.written[number]
        look = self._formats.get(style or "0", GENERAL)
        if kind == "s":
            return _cell(self.strings[value], formula, linked, look)
        if not kind and len(value) <= _SHORT:
            return _number(value, formula, linked, look)
        return _cell(content_of(kind or "n", unescape_xml(value.decode()), (), ""), formula, linked, look)


_Look = tuple[int, bool, bool, Oddity]


@lru_cache(maxsize=4096)
def _number(value: bytes, formula: bool, linked: bool, look: _Look) -> RawCell | None:
    return _cell(content_of("n", unescape_xml(value.decode()), (), ""), formula, linked, look)


def _cell(content: Content, formula: bool, linked: bool, look: _Look) -> RawCell | None:
    kind, raw, runs = content
    if not raw and not formula and kind != "error":
        return None
    format_id, is_date, marked, odd = look
    return RawCell(kind, raw, formula, runs or marked, format_id, is_date, False, "linked" if linked else odd)


def plain_cells(sheet: PlainSheet, strings: Mapping[bytes, Content], formats: Formats) -> PlainCells | None:
    """The cells of a sheet; None where it points to a string that is not there."""
    numbers = compress(sheet.values, sheet.shape.shared)
    return PlainCells(sheet, strings, formats) if all(map(strings.__contains__, numbers)) else None
