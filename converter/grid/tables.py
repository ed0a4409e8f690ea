"""A printed table found by its labels on any grid of texts: a sheet, a Word table, an HTML table.

Its row labels must stand below each other and its column heads beside each other, all of them, each
once and in the order of the form. So rows and columns in between do no harm, and a table that was
copied, cut or sorted is not read at all. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.form import Block, Ref, Table
from converter.grid.cells import Position
from converter.grid.labels import normal

_Head = tuple[int, int, str]
"""A head's column and row, and its official label."""

_Columns = tuple[list[int], int, str]


class Found(NamedTuple):
    """Where the figures of a table stand, or the first label that is missing or out of place."""

    figures: Mapping[Ref, Position]
    trouble: str = ""


def find_table(table: Table, texts: Mapping[Position, str]) -> Found:
    """Locate every figure of a table among texts by position.

    A figure stands in the row of its row label and in the column of its head; a table without row
    labels has its figures in the row below its heads. A number alone is no label.
    """
    words = _spellings(table)
    labels = [
        (position, word)
        for position, text in texts.items()
        if not text.isdecimal() and (word := normal(text)) in words
    ]
    return _find(table, tuple(labels))


@lru_cache(maxsize=16)
def _spellings(table: Table) -> frozenset[str]:
    """All that may stand for a label of a table."""
    labels = {row.label for block in table.blocks for row in block.rows}
    labels |= {column.label for block in table.blocks for column in block.columns}
    return frozenset(normal(text) for label in labels if label for text in table.spellings(label))


@lru_cache(maxsize=64)
def _find(table: Table, labels: tuple[tuple[Position, str], ...]) -> Found:
    """The same from the labels alone, which in tables of one template stand at the same places."""
    places: dict[str, list[Position]] = {}
    for position, word in sorted(labels):
        places.setdefault(word, []).append(position)
    official = _Labels(table, places)
    rows, trouble = _rows(official, [row.label for block in table.blocks for row in block.rows if row.label])
    if trouble:
        return Found({}, trouble)
    figures: dict[Ref, Position] = {}
    top = -1  # the last row of the block before
    for block in table.blocks:
        own = [rows[row.label] for row in block.rows if row.label]
        columns, below, trouble = (
            _columns(block, official.between(block, top, min(own))) if own else _heads_alone(block, official)
        )
        if trouble:
            return Found({}, trouble)
        for row in block.rows:
            line = rows[row.label] if row.label else below
            for head, column in zip(block.columns, columns, strict=True):
                figures[Ref(table.key, row.key, head.key)] = (line, column)
            top = max(top, line)
    return Found(figures)


class _Labels:
    """Where the labels of a table stand, in whatever spelling."""

    def __init__(self, table: Table, places: Mapping[str, list[Position]]) -> None:
        self._table, self._places = table, places

    def at(self, label: str) -> list[Position]:
        spellings = dict.fromkeys(map(normal, self._table.spellings(label)))
        return sorted(position for text in spellings for position in self._places.get(text, ()))

    def between(self, block: Block, top: int, bottom: float) -> list[_Head]:
        """The heads of a block between two rows, from left to right."""
        return sorted(
            (column, row, label)
            for label in {column.label for column in block.columns}
            for row, column in self.at(label)
            if top < row < bottom
        )


def _rows(labels: _Labels, wanted: Iterable[str]) -> tuple[dict[str, int], str]:
    """The row of each label; they must be there once and go downwards."""
    rows: dict[str, int] = {}
    last = -1
    for label in wanted:
        found = labels.at(label)
        if len(found) != 1 or found[0][0] <= last:
            return {}, label
        rows[label] = last = found[0][0]
    return rows, ""


def _columns(block: Block, heads: list[_Head]) -> _Columns:
    """The column of each head, the row below the heads, and what is missing or out of place."""
    for place, column in enumerate(block.columns):
        if place >= len(heads) or heads[place][2] != column.label:
            return [], 0, column.label
    columns = [column for column, _, _ in heads]
    if len(heads) > len(block.columns) or len(set(columns)) < len(columns):
        return [], 0, block.columns[-1].label
    return columns, max(row for _, row, _ in heads) + 1, ""


def _heads_alone(block: Block, labels: _Labels) -> _Columns:
    """The same for a table without row labels: its heads stand in neighbouring rows, as deep as the form's.

    Other tables on the sheet may have heads of the same words; two such rows of heads are no place.
    """
    depth = 1 + max(len(column.under) for column in block.columns)
    rows = sorted({row for _, row, _ in labels.between(block, -1, float("inf"))})
    windows = {
        (tuple(columns), below): (columns, below)
        for row in rows
        for columns, below, trouble in [_columns(block, labels.between(block, row - 1, row + depth))]
        if not trouble
    }
    if len(windows) != 1:
        return [], 0, block.columns[0].label
    ((columns, below),) = windows.values()
    return columns, below, ""
