"""Heads of a table that has lost which of its cells go over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from converter.form import PrintedCell, Table, printed
from converter.grid.column_heads import is_figure
from converter.grid.printed_grid import GridCell, PrintedGrid
from converter.grid.spelling import normal

_NOWHERE = 1_000_000
"""A column that no cell of a page is in."""


def heads_in_order(table: Table, grid: PrintedGrid, rows: Sequence[int]) -> tuple[GridCell, ...] | None:
    """The heads of a table of one block, where the page has just the texts of its rows of heads, none merged.

    `rows`: those that may hold them. What stands below such heads is known by counting alone, so they are
    given at columns that are nowhere.
    """
    expected = _head_rows(table)
    if len(table.blocks) != 1 or len(expected) < 2:
        return None
    found = [
        heads
        for at in range(len(rows) - len(expected) + 1)
        if (heads := _heads(table, expected, grid, rows[at : at + len(expected)])) is not None
    ]
    return found[0] if len(found) == 1 else None


def _heads(
    table: Table, expected: Sequence[Sequence[PrintedCell]], grid: PrintedGrid, rows: Sequence[int]
) -> tuple[GridCell, ...] | None:
    leaves: dict[int, GridCell] = {}
    for number, (row, heads) in enumerate(zip(rows, expected, strict=True)):
        cells = [cell for cell in grid.rows[row] if cell.text]
        if number == 0 and len(cells) == len(heads) + 1 and not is_figure(cells[0].text):
            cells = cells[1:]  # the corner above the labels of rows
        if len(cells) != len(heads) or any(cell.colspan > 1 for cell in cells):
            return None
        for cell, head in zip(cells, heads, strict=True):
            if normal(cell.text) not in _spellings(table, head.text):
                return None
            if head.row + head.rowspan == len(expected):
                leaves[head.column] = cell
    return tuple(
        cell._replace(column=_NOWHERE + number) for number, (_, cell) in enumerate(sorted(leaves.items()))
    )


@cache
def _head_rows(table: Table) -> tuple[tuple[PrintedCell, ...], ...]:
    """The heads that the form prints, row by row."""
    heads = [cell for cell in printed(table).cells if cell.kind == "head"]
    rows = sorted({cell.row for cell in heads})
    return tuple(tuple(cell for cell in heads if cell.row == row) for row in rows)


@cache
def _spellings(table: Table, text: str) -> frozenset[str]:
    return frozenset(map(normal, table.spellings(text)))
