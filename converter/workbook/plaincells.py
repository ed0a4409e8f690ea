"""The cells of a plain sheet, made when somebody asks for them: most hold what the template printed."""

from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property
from operator import itemgetter
from typing import Any

from converter.grid.cells import Position, RawCell
from converter.plainxml import unescaped
from converter.workbook.cellstyles import GENERAL, Formats
from converter.workbook.cellvalues import Content, content_of
from converter.workbook.plain import Head, PlainSheet


class PlainCells(Mapping[Position, RawCell]):
    """The filled cells by position.

    `heads`: what stands in front of each value; `contents`: a string that is shared, any other value as
    written. Both have positions too that hold an empty text, where no cell is.
    """

    def __init__(
        self, heads: Mapping[Position, Head], contents: Mapping[Position, Content | bytes], formats: Formats
    ) -> None:
        self.heads, self.contents, self._formats = heads, contents, formats

    def __getitem__(self, position: Position) -> RawCell:
        """The cell at a position; KeyError where nothing is."""
        cell = self._made(position, self.contents[position])
        if cell is None:
            raise KeyError(position)
        return cell

    def get(self, position: Position, default: Any = None) -> Any:
        """The cell at a position, or the default; most inputs of a form are blank."""
        content = self.contents.get(position)
        return default if content is None else self._made(position, content) or default

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
        made = ((position, self._made(position, content)) for position, content in self.contents.items())
        return {position: cell for position, cell in made if cell is not None}

    def _made(self, position: Position, content: Content | bytes) -> RawCell | None:
        _, style, kind, formula, linked = self.heads[position]
        if isinstance(content, bytes):
            content = content_of(kind or "n", unescaped(content.decode()), (), "")
        type_, raw, runs = content
        if not raw and not formula and type_ != "error":
            return None
        format_id, is_date, marked, odd = self._formats.get(style or "0", GENERAL)
        odd = "linked" if linked else odd
        return RawCell(type_, raw, formula, runs or marked, format_id, is_date, False, odd)


def plain_cells(sheet: PlainSheet, strings: Mapping[bytes, Content], formats: Formats) -> PlainCells | None:
    """The cells of a sheet; None where it points to a string that is not there or has a cell twice."""
    try:
        contents = {
            head[0]: strings[value] if head[2] == "s" else value
            for head, value in zip(sheet.heads, sheet.values, strict=True)
        }
    except KeyError:
        return None
    heads = dict(zip(map(itemgetter(0), sheet.heads), sheet.heads, strict=True))
    return PlainCells(heads, contents, formats) if len(heads) == len(sheet.heads) else None
