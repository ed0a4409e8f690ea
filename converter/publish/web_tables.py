"""The official tables as HTML tables: every cell with its spans, every figure with the ids of its headers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from converter.form import PrintedCell, Ref, Section, Table, printed

Scope = Literal["", "col", "row", "rowgroup"]

_SCOPES: Mapping[str, Scope] = {"heading": "rowgroup", "corner": "col", "head": "col", "label": "row"}


@dataclass(frozen=True, slots=True)
class WebCell:
    """A cell: a header with `id` and `scope`, or a figure with the ids of its `headers`."""

    kind: str
    text: str
    id: str
    scope: Scope
    headers: str
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class WebTable:
    """A table: rows of its head, which repeat in print, and of its bodies. `key`: of the form's table."""

    key: str
    caption: str
    head: tuple[tuple[WebCell, ...], ...]
    bodies: tuple[tuple[tuple[WebCell, ...], ...], ...]


def web_table(section: Section, table: Table, figures: Mapping[Ref, str], id_prefix: str) -> WebTable:
    """A table of a report; its ids start with `id_prefix`, so that several fragments may share a page."""
    grid = printed(table)
    edges = _edges(table)

    def id_of(cell: PrintedCell) -> str:
        return f"{id_prefix}-{table.key}-{cell.row}-{cell.column}"

    def web_cell(cell: PrintedCell) -> WebCell:
        scope = _SCOPES.get(cell.kind, "")
        if cell.ref is None:
            return WebCell(cell.kind, cell.text, id_of(cell), scope, "", cell.rowspan, cell.colspan)
        headers = " ".join(map(id_of, _headers(table)[cell.ref]))
        return WebCell(cell.kind, figures[cell.ref], "", scope, headers, cell.rowspan, cell.colspan)

    def rows(start: int, end: int) -> tuple[tuple[WebCell, ...], ...]:
        return tuple(tuple(web_cell(c) for c in grid.cells if c.row == row) for row in range(start, end))

    bodies = tuple(rows(start, end) for start, end in pairwise(edges))
    return WebTable(table.key, section.heading, rows(0, edges[0]), bodies)


def _edges(table: Table) -> list[int]:
    """The first row of each body, and the number of rows; the rows before the first body are the head.

    A heading across the table starts a body with column headings of its own.
    """
    grid = printed(table)
    return [*([cell.row for cell in grid.cells if cell.kind == "heading"] or [grid.head_rows]), grid.rows]


@cache
def _headers(table: Table) -> Mapping[Ref, tuple[PrintedCell, ...]]:
    """Each figure's headers: the cells above it from the top, then those to its left from the left."""
    grid = printed(table)
    edges = _edges(table)
    headers = {}
    for cell in grid.cells:
        if cell.ref is None:
            continue
        top = edges[bisect_right(edges, cell.row) - 1]
        above = [
            other
            for other in grid.cells
            if other.kind in ("heading", "head")
            and (other.row < edges[0] or top <= other.row < cell.row)
            and other.column < cell.column + cell.colspan
            and cell.column < other.column + other.colspan
        ]
        left = [c for c in grid.cells if c.kind == "label" and c.row <= cell.row < c.row + c.rowspan]
        headers[cell.ref] = (*above, *left)
    return headers
