"""The heads of a table's columns on a page, and the cells that stand below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from converter.form import Ref, Table
from converter.grid.likeness import EARLIER, head_labels
from converter.grid.printed_grid import GridCell, PrintedGrid
from converter.grid.spelling import normal

Why = Literal["row", "group", "heads", "count", "rows", "merged"]
"""Why figures are doubtful.

row: the page has no such row. group: it has one row for all rows of a group. heads: the headings of the
columns are not those of the form. count: a row has more or fewer cells than columns. rows: there are
several rows of figures for one. merged: a cell goes over several figures.
"""


class Doubt(NamedTuple):
    """Figures that are not read, and why. `found`: what stands on the page instead, "" for nothing.

    `cells`: the cells of the page that it is about, as far as there are any.
    """

    refs: tuple[Ref, ...]
    why: Why
    found: str = ""
    cells: tuple[GridCell, ...] = ()


class AlignedTable(NamedTuple):
    """The cells of a table's figures, and those that are doubtful."""

    figures: Mapping[Ref, GridCell]
    doubts: tuple[Doubt, ...]


def is_figure(text: str) -> bool:
    """True for a text that stands where figures do: a number, or a mark for none."""
    bare = normal(text)
    return (bare[:1].isdigit() and not any("\u4e00" <= c <= "\u9fff" for c in bare)) or bare in (
        "/",
        "-",
        "—",
        "无",
    )


def find_heads(
    table: Table, number: int, grid: PrintedGrid, rows: Iterable[int]
) -> tuple[GridCell, ...] | None:
    """The heads of a block in the order of the form; None where they are not all there in that order."""
    columns = table.blocks[number].columns
    known = head_labels(table, number)
    found = [
        (cell.column, cell.row, label, cell)
        for row in rows
        for cell in grid.rows.get(row, ())
        if (label := known.match(cell.text)[0])
    ]
    found.sort(key=lambda each: each[:2])
    if [label for _, _, label, _ in found] != [column.label for column in columns]:
        return None
    return tuple(cell for _, _, _, cell in found)


def further_heads(heads: Sequence[GridCell], grid: PrintedGrid, rows: Sequence[int]) -> tuple[GridCell, ...]:
    """Heads that a page adds: behind those of the form 备注, 占比, 上年, before them 上年 alone."""
    right, first = max(head.end for head in heads), heads[0]
    taken = {column for head in heads for column in range(head.column, head.end)}
    return tuple(
        cell
        for cell in grid.cells
        if cell.row in rows
        and cell.text
        and (
            cell.column >= right
            or (
                EARLIER.search(normal(cell.text)) is not None
                and cell.column > min(c.column for c in grid.rows[first.row])
                and taken.isdisjoint(range(cell.column, cell.end))
            )
        )
    )


def filled_rows(grid: PrintedGrid) -> list[int]:
    """The rows of a grid in which any text begins: blank ones only keep others apart."""
    return [row for row in sorted(grid.rows) if any(cell.text for cell in grid.rows[row])]


def cells_below(
    heads: Sequence[GridCell], cells: Sequence[GridCell], more: Sequence[GridCell] = ()
) -> tuple[GridCell, ...] | None:
    """The cells just below each head; None where one is missing or a number stands elsewhere.

    `more`: heads of further columns, whose cells are left out.
    """
    by_place = {(cell.column, cell.end): cell for cell in cells}
    found = [by_place.get((head.column, head.end)) for head in heads]
    others = {(cell.column, cell.end) for cell in more}
    rest = [cell for cell in cells if cell not in found and cell.column < heads[-1].end]
    if None in found or any(cell.text for cell in rest if (cell.column, cell.end) not in others):
        return None
    if any(
        cell.text and (cell.column, cell.end) not in others for cell in cells if cell.column >= heads[-1].end
    ):
        return None
    return tuple(cell for cell in found if cell is not None)


def in_doubt(refs: tuple[Ref, ...], why: Why, cells: Iterable[GridCell]) -> Doubt:
    """A doubt about what stands in some cells."""
    known = tuple(cells)
    return Doubt(refs, why, shown(known), known)


def shown(cells: Iterable[GridCell]) -> str:
    """Cells as a message repeats them."""
    return "、".join(" ".join(cell.text.split()) or "空白" for cell in cells)
