"""The figures of a table without row labels: the only row of figures below its heads."""

from __future__ import annotations

from collections.abc import Sequence

from converter.form import Block, Ref, Table
from converter.grid.column_heads import (
    AlignedTable,
    Doubt,
    cells_below,
    filled_rows,
    find_heads,
    in_doubt,
    is_figure,
)
from converter.grid.likeness import group_labels
from converter.grid.lost_spans import heads_in_order
from converter.grid.printed_grid import GridCell, PrintedGrid


def by_heads(table: Table, grid: PrintedGrid) -> AlignedTable:
    """The only row of figures of a table without row labels, below its heads."""
    (block,) = table.blocks
    refs = tuple(Ref(table.key, row.key, column.key) for row in block.rows for column in block.columns)
    depth = 1 + max(len(column.under) for column in block.columns)
    fitting: dict[tuple[GridCell, ...], None] = {}
    filled = filled_rows(grid)
    for number, top in enumerate(filled):
        found_heads = find_heads(table, 0, grid, filled[number : number + depth])
        if found_heads is not None and _groups_agree(table, block, found_heads, grid, top):
            fitting.setdefault(found_heads, None)
    if not fitting and (lost := heads_in_order(table, grid, filled)) is not None:
        fitting[lost] = None
    if len(fitting) != 1:
        return AlignedTable({}, (Doubt(refs, "heads"),))
    (heads,) = fitting
    below = max(head.row + 1 for head in heads)
    rows = [row for row in sorted(grid.rows) if row >= below]
    filled = [row for row in filled if row >= below]
    cells = grid.rows[(filled or rows)[0]] if rows else ()
    if len(cells) == len(refs) + 1 and not is_figure(cells[0].text) and cells[0].text:
        cells = cells[1:]
    again = [row for row in filled[1:] if sum(is_figure(cell.text) for cell in grid.rows[row]) > 1]
    if again:
        return AlignedTable({}, (in_doubt(refs, "rows", (*cells, *grid.rows[again[0]])),))
    found = cells if len(cells) == len(refs) else cells_below(heads, cells)
    if found is None or not found:
        return AlignedTable({}, (in_doubt(refs, "count", cells),))
    wide = [
        ref for ref, cell in zip(refs, found, strict=True) if cell.colspan > 1 and len(cells) != len(refs)
    ]
    if wide:
        return AlignedTable({}, (in_doubt(refs, "merged", cells),))
    return AlignedTable(dict(zip(refs, found, strict=True)), ())


def _groups_agree(table: Table, block: Block, heads: Sequence[GridCell], grid: PrintedGrid, top: int) -> bool:
    """True where every heading over several columns stands once, and begins with the first of them.

    It may begin between the column before and that one: cells of a word processor do not always begin in
    line.
    """
    known = group_labels(table)
    above = sorted(
        (cell.column, cell.row, label)
        for row in range(max(top - 1, 0), max(head.row for head in heads) + 1)
        for cell in grid.rows.get(row, ())
        if cell not in heads and (label := known.match(cell.text)[0])
    )
    first: dict[tuple[str, ...], int] = {}
    for number, column in enumerate(block.columns):
        for level in range(len(column.under)):
            first.setdefault(column.under[: level + 1], number)
    expected = sorted((number, len(path), path[-1]) for path, number in first.items())
    there = {label for _, _, label in above}
    outer = {path[0] for path in first if len(path) > 1}  # its groups tell as much
    expected = [each for each in expected if each[2] in there or each[2] not in outer]
    if [label for _, _, label in above] != [label for _, _, label in expected]:
        return False
    return all(
        (heads[number - 1].column if number else -1) < place <= heads[number].column
        for (place, _, _), (number, _, _) in zip(above, expected, strict=True)
    )
