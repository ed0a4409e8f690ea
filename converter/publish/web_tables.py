"""The official tables for a web page: every cell with its spans, every figure with its headers by id."""

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
    """A table: `head` rows to repeat on paper, then bodies of rows. `key`: of the form's table."""

    key: str
    caption: str
    head: tuple[tuple[WebCell, ...], ...]
    bodies: tuple[tuple[tuple[WebCell, ...], ...], ...]


def web_table(section: Section, table: Table, figures: Mapping[Ref, str], mark: str) -> WebTable:
    """Lay a table out for a page; `mark` begins every id, so that fragments may share a page."""
    grid = printed(table)
    edges = _edges(table)

    def name(cell: PrintedCell) -> str:
        return f"{mark}-{table.key}-{cell.row}-{cell.column}"

    def web_cell(cell: PrintedCell) -> WebCell:
        scope = _SCOPES.get(cell.kind, "")
        if cell.ref is None:
            return WebCell(cell.kind, cell.text, name(cell), scope, "", cell.rowspan, cell.colspan)
        headers = " ".join(map(name, _headers(table)[cell.ref]))
        return WebCell(cell.kind, figures[cell.ref], "", scope, headers, cell.rowspan, cell.colspan)

    def rows(start: int, end: int) -> tuple[tuple[WebCell, ...], ...]:
        return tuple(tuple(web_cell(c) for c in grid.cells if c.row == row) for row in range(start, end))

    bodies = tuple(rows(start, end) for start, end in pairwise(edges))
    return WebTable(table.key, f"{section.key}、{section.title}", rows(0, edges[0]), bodies)


def _edges(table: Table) -> list[int]:
    """The first row of each group of rows, and the end; above the first is the head of them all.

    A heading across the table opens a group with column headings of its own.
    """
    grid = printed(table)
    return [*([cell.row for cell in grid.cells if cell.kind == "heading"] or [grid.head_rows]), grid.rows]


@cache
def _headers(table: Table) -> Mapping[Ref, tuple[PrintedCell, ...]]:
    """Each figure's headers: those above it from the top, then those beside it from the left."""
    grid = printed(table)
    edges = _edges(table)
    found = {}
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
        beside = [c for c in grid.cells if c.kind == "label" and c.row <= cell.row < c.row + c.rowspan]
        found[cell.ref] = (*above, *beside)
    return found
