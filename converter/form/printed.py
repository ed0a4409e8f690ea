"""The printed grid of a table: headings, labels and figures with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from converter.form.model import Block, Ref, Table

Kind = Literal["heading", "corner", "head", "label", "figure"]


class PrintedCell(NamedTuple):
    """A cell of the printed table, merged over `rowspan` × `colspan`. `ref`: of a figure."""

    row: int
    column: int
    rowspan: int
    colspan: int
    kind: Kind
    text: str = ""
    ref: Ref | None = None


class PrintedTable(NamedTuple):
    """The cells of a table, its size, and how many of its columns hold labels.

    `head_rows`: the leading rows to repeat on a new page, 0 where headings recur inside the table.
    """

    rows: int
    columns: int
    label_columns: int
    head_rows: int
    cells: tuple[PrintedCell, ...]


@cache
def printed(table: Table) -> PrintedTable:
    """The grid of a table as the form prints it, from row 0 and column 0."""
    labels = max(len(row.under) + bool(row.label) for block in table.blocks for row in block.rows)
    width = labels + max(len(block.columns) * block.span for block in table.blocks)
    cells: list[PrintedCell] = []
    top = 0
    for block in table.blocks:
        if block.heading:
            cells.append(PrintedCell(top, 0, 1, width, "heading", block.heading))
            top += 1
        depth = max(len(column.under) + 1 for column in block.columns)
        if labels:
            cells.append(PrintedCell(top, 0, depth, labels, "corner", block.corner))
        cells.extend(_heads(block, top, labels, depth))
        top += depth
        cells.extend(_labels(block, top, labels))
        for line, row in enumerate(block.rows):
            for place, column in enumerate(block.columns):
                left = labels + place * block.span
                ref = Ref(table.key, row.key, column.key)
                cells.append(PrintedCell(top + line, left, 1, block.span, "figure", ref=ref))
        top += len(block.rows)
    only_block = len(table.blocks) == 1
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PrintedTable(top, width, labels, depth if only_block else 0, tuple(cells))


def _heads(block: Block, top: int, left: int, depth: int) -> Iterator[PrintedCell]:
    """The column headings of a block, `depth` rows high, groups merged over their columns."""
    paths = [(*column.under, column.label) for column in block.columns]
    for start, end, level, text, last in _runs(paths):
        rows = depth - level if last else 1
        yield PrintedCell(
            top + level, left + start * block.span, rows, (end - start) * block.span, "head", text
        )


def _labels(block: Block, top: int, depth: int) -> Iterator[PrintedCell]:
    """The row labels of a block, `depth` columns wide, groups merged over their rows."""
    paths = [(*row.under, row.label) for row in block.rows if row.label]
    for start, end, level, text, last in _runs(paths):
        columns = depth - level if last else 1
        yield PrintedCell(top + start, level, end - start, columns, "label", text)


def _runs(paths: list[tuple[str, ...]]) -> Iterator[tuple[int, int, int, str, bool]]:
    """Runs of neighbours with equal labels down to a level: (start, end, level, text, is its own label)."""
    for level in range(max(map(len, paths), default=0)):
        start = 0
        while start < len(paths):
            path = paths[start]
            end = start + 1
            if level < len(path):
                last = level == len(path) - 1
                while not last and end < len(paths) and paths[end][: level + 1] == path[: level + 1]:
                    end += 1
                yield start, end, level, path[level], last
            start = end


NUMERALS = "一二三四五六七八九十"


def numbered(item: int) -> str:
    """The number of a second-level heading, from 1: （一）."""
    return f"（{NUMERALS[item - 1]}）"
