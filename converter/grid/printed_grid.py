"""A table as a page shows it: cells with their spans, however the file stores them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from converter.grid.cells import Position, address


class GridCell(NamedTuple):
    """A cell at its first row and column, merged over `rowspan` × `colspan`; lines of its text by breaks."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str

    @property
    def end(self) -> int:
        """The first column behind it."""
        return self.column + self.colspan


@dataclass(frozen=True)
class PrintedGrid:
    """The cells of a table in reading order; no two overlap."""

    cells: tuple[GridCell, ...]

    @cached_property
    def rows(self) -> Mapping[int, tuple[GridCell, ...]]:
        """The cells that begin in each row, from left to right."""
        rows: dict[int, list[GridCell]] = {}
        for cell in sorted(self.cells):
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that goes over a place; None where there is none."""
        over = (c for c in self.cells if c.row <= row < c.row + c.rowspan and c.column <= column < c.end)
        return next(over, None)

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.end for cell in self.cells), default=0)

    @property
    def texts(self) -> dict[Position, str]:
        """The texts by position, as `labels.find_table` takes them."""
        return {(cell.row, cell.column): cell.text for cell in self.cells}

    @property
    def merges(self) -> tuple[str, ...]:
        """The merged ranges in A1 notation."""
        return tuple(
            f"{address((cell.row, cell.column))}:{address((cell.row + cell.rowspan - 1, cell.end - 1))}"
            for cell in self.cells
            if cell.rowspan > 1 or cell.colspan > 1
        )

    def transposed(self) -> PrintedGrid:
        """The same table with rows for columns."""
        return PrintedGrid(tuple(sorted(map(transposed, self.cells))))


def transposed(cell: GridCell) -> GridCell:
    """A cell with its rows for columns."""
    return GridCell(cell.column, cell.row, cell.colspan, cell.rowspan, cell.text)


def moved(grid: PrintedGrid, down: int, right: int) -> tuple[GridCell, ...]:
    """The cells of a grid so many rows further down and columns further to the right."""
    return tuple(cell._replace(row=cell.row + down, column=cell.column + right) for cell in grid.cells)


class Span(NamedTuple):
    """A cell as a row of a file gives it, before its column is known. `follows`: it goes on from above."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    follows: bool = False


MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 2_000, 200, 50_000
"""The largest table that is placed; a report's tables have 28 rows and 15 columns."""


def placed(rows: Iterable[Iterable[Span]], skipped: Iterable[int] = ()) -> PrintedGrid | None:
    """The cells of rows at their columns; None where the table is larger than any that is looked at.

    `skipped`: columns left free at the start of each row. Spans that go over what already stands there end
    before it.
    """
    taken: dict[Position, int] = {}
    cells: list[GridCell] = []
    free = iter(skipped)
    for row, spans in enumerate(rows):
        column = next(free, 0)
        for span in spans:
            while (row, column) in taken and not span.follows:
                column += 1
            width = max(min(span.colspan, MAX_COLUMNS), 1)
            if span.follows:
                _extend(cells, taken, (row, column))
                column += width
                continue
            width = next((n for n in range(width) if (row, column + n) in taken), width)
            height = max(min(span.rowspan, MAX_ROWS), 1)
            if row >= MAX_ROWS or column + width > MAX_COLUMNS or len(cells) >= MAX_CELLS:
                return None
            number = len(cells)
            cells.append(GridCell(row, column, height, width, span.text))
            taken |= {
                (row + down, column + right): number for down in range(height) for right in range(width)
            }
            column += width
    last = max((cell.row for cell in cells), default=0)
    return PrintedGrid(tuple(cell._replace(rowspan=min(cell.rowspan, last + 1 - cell.row)) for cell in cells))


def _extend(cells: list[GridCell], taken: dict[Position, int], at: Position) -> None:
    """Let the cell above a position go on over it."""
    row, column = at
    number = taken.get((row - 1, column))
    if number is None or cells[number].column != column:
        return
    cell = cells[number]
    cells[number] = cell._replace(rowspan=row - cell.row + 1)
    taken |= {(row, column + right): number for right in range(cell.colspan)}
