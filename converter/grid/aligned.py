"""The figures of a table that a page does not print to the letter, each found or doubtful, never guessed.

Rows of the page are aligned with those of the form in order, by their labels, which may have slips. The
figures of a row are the cells behind its label: as many as the block has columns, or placed below the
heads. Whatever does not fit makes its figures doubtful, and why is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from converter.form import Block, Ref, Table
from converter.grid.column_heads import (
    AlignedTable,
    Doubt,
    cells_below,
    filled_rows,
    find_heads,
    further_heads,
    in_doubt,
    is_figure,
)
from converter.grid.heads_alone import by_heads
from converter.grid.likeness import group_labels, row_labels
from converter.grid.lost_spans import heads_in_order
from converter.grid.printed_grid import GridCell, PrintedGrid, transposed
from converter.grid.spelling import normal

__all__ = ["AlignedTable", "Doubt", "align_table"]

_BETWEEN = 1
"""Rows that may stand between the heads of a block and its first row."""


class _Match(NamedTuple):
    """A row of the page that is one of the form: the cell of its label, and the rows its figures stand in."""

    label: GridCell
    rows: tuple[int, ...]


def align_table(table: Table, grid: PrintedGrid) -> AlignedTable:
    """The figures of a table of the form among the cells of a page's table."""
    if any(row.label for block in table.blocks for row in block.rows):
        return _by_rows(table, grid)
    straight = by_heads(table, grid)
    if straight.figures:
        return straight
    turned = by_heads(table, grid.transposed())
    return _turned_back(turned) if turned.figures else straight


def _turned_back(aligned: AlignedTable) -> AlignedTable:
    """What was read of a transposed grid by the cells of the grid itself."""
    figures = {ref: transposed(cell) for ref, cell in aligned.figures.items()}
    doubts = (doubt._replace(cells=tuple(map(transposed, doubt.cells))) for doubt in aligned.doubts)
    return AlignedTable(figures, tuple(doubts))


# --- a table with row labels ---------------------------------------------------------------------


def _by_rows(table: Table, grid: PrintedGrid) -> AlignedTable:
    figures: dict[Ref, GridCell] = {}
    doubts: list[Doubt] = []
    matches = _matched_rows(table, grid)
    filled = filled_rows(grid)
    top = -1
    for number, block in enumerate(table.blocks):
        own = {row.label: matches[row.label] for row in block.rows if row.label in matches}
        doubts += _missing_rows(table, block, own, matches, grid)
        if not own:
            continue
        first = min(match.rows[0] for match in own.values())
        depth = max(len(column.under) for column in block.columns) + 1
        above = [row for row in filled if top < row < first]
        above = above[-depth - _BETWEEN :]
        placed = find_heads(table, number, grid, above)
        heads = placed or heads_in_order(table, grid, above)
        more = further_heads(placed, grid, above) if placed else ()
        top = max(match.rows[-1] for match in own.values())
        for row in block.rows:
            if row.label not in own:
                continue
            refs = tuple(Ref(table.key, row.key, column.key) for column in block.columns)
            if heads is None:
                own_cells = (cell for at in own[row.label].rows for cell in grid.rows.get(at, ()))
                doubts.append(Doubt(refs, "heads", cells=tuple(own_cells)))
                continue
            found = _row_figures(refs, own[row.label], heads, more, grid)
            if isinstance(found, Doubt):
                doubts.append(found)
            else:
                figures |= zip(refs, found, strict=True)
    shared = _shared(figures)
    doubts += (Doubt((ref,), "merged", figures[ref].text, (figures[ref],)) for ref in shared)
    return AlignedTable({ref: cell for ref, cell in figures.items() if ref not in shared}, tuple(doubts))


def _shared(figures: Mapping[Ref, GridCell]) -> frozenset[Ref]:
    """Figures of which one cell goes over the row of another."""
    rows = {cell.row for cell in figures.values()}
    return frozenset(
        ref
        for ref, cell in figures.items()
        if any(row in rows for row in range(cell.row + 1, cell.row + cell.rowspan))
    )


def _matched_rows(table: Table, grid: PrintedGrid) -> dict[str, _Match]:
    """The rows of the form that are on the page, by their labels: the best alignment that keeps the order."""
    labels = [row.label for block in table.blocks for row in block.rows]
    found = [_candidates(table, grid, row) for row in sorted(grid.rows)]
    best: list[list[int]] = [[0] * (len(found) + 1) for _ in range(len(labels) + 1)]
    for i in range(len(labels) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            fit = found[j].get(labels[i])
            taken = best[i + 1][j + 1] + fit[0] if fit else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    matches: dict[str, _Match] = {}
    i = j = 0
    while i < len(labels) and j < len(found):
        fit = found[j].get(labels[i])
        if fit and best[i][j] == best[i + 1][j + 1] + fit[0]:
            matches[labels[i]] = fit[1]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return matches


def _candidates(table: Table, grid: PrintedGrid, row: int) -> dict[str, tuple[int, _Match]]:
    """The labels that a row of the page may have, each with how well it fits."""
    known = row_labels(table)
    cells = [cell for cell in grid.rows[row] if cell.text and not is_figure(cell.text)]
    texts: list[tuple[str, GridCell, tuple[int, ...]]] = [(cell.text, cell, (row,)) for cell in cells]
    texts += [(a.text + b.text, b, (row,)) for a, b in pairwise(cells) if a.end == b.column]
    following = grid.rows.get(row + 1, ())
    for cell in cells[-1:]:  # a label that the end of a page cut in two
        below = [c for c in following if c.column == cell.column and c.text and not is_figure(c.text)]
        texts += [(cell.text + other.text, cell, (row, row + 1)) for other in below]
    found: dict[str, tuple[int, _Match]] = {}
    for text, cell, rows in texts:
        label, fit = known.match(text)
        if fit > found.get(label, (0,))[0]:
            found[label] = fit, _Match(cell, rows)
    return found


def _missing_rows(
    table: Table, block: Block, own: Mapping[str, _Match], matches: Mapping[str, _Match], grid: PrintedGrid
) -> Iterator[Doubt]:
    """Doubts about rows that the page does not have, with those that it has for whole groups."""
    used = {row for match in matches.values() for row in match.rows}
    groups: dict[str, tuple[GridCell, ...]] = {}
    for at, cells in grid.rows.items():
        for cell in cells if at not in used else ():
            label, fit = group_labels(table).match(cell.text)
            if fit:
                groups[label] = tuple(other for other in cells if other.column >= cell.end and other.text)
    together: dict[str, tuple[Ref, ...]] = {}
    for row in block.rows:
        if row.label in own:
            continue
        refs = tuple(Ref(table.key, row.key, column.key) for column in block.columns)
        group = row.under[-1] if row.under else ""
        if group in groups:
            together[group] = (*together.get(group, ()), *refs)
        else:
            yield Doubt(refs, "row")
    for group, refs in together.items():
        numbers = "、".join(normal(cell.text) for cell in groups[group])
        yield Doubt(refs, "group", numbers, groups[group])


def _row_figures(
    refs: tuple[Ref, ...],
    match: _Match,
    heads: tuple[GridCell, ...],
    more: tuple[GridCell, ...],
    grid: PrintedGrid,
) -> tuple[GridCell, ...] | Doubt:
    """The cells of a row's figures, or why there is a doubt. `more`: heads of columns not of the form."""
    rows = [
        tuple(cell for cell in grid.rows.get(row, ()) if cell.column >= match.label.end) for row in match.rows
    ]
    filled = [cells for cells in rows if any(cell.text for cell in cells)]
    if len(filled) > 1:
        return in_doubt(refs, "count", (cell for cells in filled for cell in cells))
    cells = filled[0] if filled else rows[0]
    if more:
        short = any(grid.at(match.label.row, head.column) is None for head in more)
        placed = None if short else cells_below(heads, cells, more)
        return placed if placed is not None else in_doubt(refs, "count", cells)
    if len(refs) == 1:
        full = [cell for cell in cells if cell.text]
        if len(full) > 1 or not cells:
            return in_doubt(refs, "count", cells)
        return ((full or list(cells))[:1][0],)
    if len(cells) == len(refs):
        return cells
    placed = cells_below(heads, cells)
    return placed if placed is not None else in_doubt(refs, "count", cells)
