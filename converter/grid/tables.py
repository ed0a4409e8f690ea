"""A printed table found by its labels on any grid of texts: a sheet, a Word table, an HTML table.

Its row labels must stand below each other and its column heads beside each other, all of them, each
once and in the order of the form. So rows and columns in between do no harm, and a table that was
copied, cut or sorted is not read at all. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from converter.form import Block, Ref, Table
from converter.grid.cells import Position
from converter.grid.labels import normal


class Found(NamedTuple):
    """Where the figures of a table stand, or the first label that is missing or out of place."""

    figures: Mapping[Ref, Position]
    trouble: str = ""


def find_table(table: Table, texts: Mapping[Position, str]) -> Found:
    """Locate every figure of a table among texts by position.

    A figure stands in the row of its row label and in the column of its head; a table without row
    labels has its figures in the row below its heads.
    """
    places: dict[str, list[Position]] = {}
    for position in sorted(texts):
        places.setdefault(normal(texts[position]), []).append(position)
    labels = [row.label for block in table.blocks for row in block.rows if row.label]
    rows, trouble = _rows(labels, places)
    if trouble:
        return Found({}, trouble)
    figures: dict[Ref, Position] = {}
    top = -1  # the last row of the block before
    for block in table.blocks:
        own = [rows[row.label] for row in block.rows if row.label]
        columns, below, trouble = _columns(block, places, top, min(own, default=None))
        if trouble:
            return Found({}, trouble)
        for row in block.rows:
            line = rows[row.label] if row.label else below
            for head, column in zip(block.columns, columns, strict=True):
                figures[Ref(table.key, row.key, head.key)] = (line, column)
            top = max(top, line)
    return Found(figures)


def _rows(labels: Iterable[str], places: Mapping[str, list[Position]]) -> tuple[dict[str, int], str]:
    """The row of each label; they must be there once and go downwards."""
    rows: dict[str, int] = {}
    last = -1
    for label in labels:
        found = places.get(normal(label), [])
        if len(found) != 1 or found[0][0] <= last:
            return {}, label
        rows[label] = last = found[0][0]
    return rows, ""


def _columns(
    block: Block, places: Mapping[str, list[Position]], top: int, bottom: int | None
) -> tuple[list[int], int, str]:
    """The column of each head between two rows, the row below the heads, and what is missing."""
    names = {normal(column.label) for column in block.columns}
    heads = sorted(
        (position[1], position[0], name)
        for name in names
        for position in places.get(name, [])
        if position[0] > top and (bottom is None or position[0] < bottom)
    )
    for place, column in enumerate(block.columns):
        if place >= len(heads) or heads[place][2] != normal(column.label):
            return [], 0, column.label
    columns = [column for column, _, _ in heads]
    if len(heads) > len(block.columns) or len(set(columns)) < len(columns):
        return [], 0, block.columns[-1].label
    return columns, max(row for _, row, _ in heads) + 1, ""
