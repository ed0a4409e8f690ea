"""Printed labels: how two are compared, and a table found by them on any grid of texts.

The grid may be a sheet, a Word table or an HTML table. The row labels of the table must stand below each
other and its column heads beside each other, all of them, each once and in the order of the form. Rows and
columns in between do no harm; a table with a label missing, repeated or out of order is not read at all. Nor
is one of which a heading over several rows or columns does not stand over its own (`grid.headings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.form import Block, Ref, Table
from converter.grid.cells import Position
from converter.grid.form_headings import heading_texts
from converter.grid.headings import Contradiction, contradiction
from converter.grid.spelling import normal

__all__ = ["LocatedTable", "find_contradiction", "find_table", "normal"]


class LocatedTable(NamedTuple):
    """The positions of a table's figures; or, without any, the first label that is missing or misplaced."""

    figures: Mapping[Ref, Position]
    missing: str = ""


def find_table(table: Table, texts: Mapping[Position, str], merges: tuple[str, ...] = ()) -> LocatedTable:
    """Locate every figure of a table among texts by position; `merges`: merged ranges of the grid.

    A figure stands in the row of its row label and in the column of its head; a table without row
    labels has its figures in the row below its heads. Texts of digits alone are never labels.
    """
    return _locate(table, _labels_among(table, texts), merges)


def find_contradiction(
    table: Table, texts: Mapping[Position, str], merges: tuple[str, ...] = ()
) -> tuple[LocatedTable, Contradiction] | None:
    """A table that is not found because a heading over several rows or columns contradicts its labels.

    Where its labels alone locate the figures, and that heading. None for any other table; a heading that is
    just missing contradicts nothing.
    """
    located = _by_labels(table, _labels_among(table, texts))
    if not located.figures:
        return None
    wrong = contradiction(table, located.figures, texts, merges, complete=True)
    return (located, wrong) if wrong is not None and wrong.found else None


def _labels_among(table: Table, texts: Mapping[Position, str]) -> _Found:
    """The labels and headings of a table among texts, normalised."""
    spellings = heading_texts(table)
    return tuple(
        (position, label)
        for position, text in texts.items()
        if not text.isdecimal() and (label := normal(text)) in spellings
    )


_Found = tuple[tuple[Position, str], ...]


@lru_cache(maxsize=64)
def _locate(table: Table, labels: _Found, merges: tuple[str, ...]) -> LocatedTable:
    """`find_table` from labels alone; cached, as one template has them at the same positions."""
    located = _by_labels(table, labels)
    wrong = located.figures and contradiction(table, located.figures, dict(labels), merges, complete=True)
    return LocatedTable({}, wrong.expected) if wrong else located


def _by_labels(table: Table, labels: _Found) -> LocatedTable:
    """A table located by the labels of its rows and columns, whatever its other headings say."""
    positions: dict[str, list[Position]] = {}
    for position, label in sorted(labels):
        positions.setdefault(label, []).append(position)
    found = _Labels(table, positions)
    rows, missing = _rows(found, [row.label for block in table.blocks for row in block.rows if row.label])
    if missing:
        return LocatedTable({}, missing)
    figures: dict[Ref, Position] = {}
    top = -1  # the last row of the block before
    for block in table.blocks:
        own = [rows[row.label] for row in block.rows if row.label]
        columns, below, missing = (
            _columns(block, found.heads(block, top, min(own))) if own else _only_heads(block, found)
        )
        if missing:
            return LocatedTable({}, missing)
        for row in block.rows:
            index = rows[row.label] if row.label else below
            for head, column in zip(block.columns, columns, strict=True):
                figures[Ref(table.key, row.key, head.key)] = (index, column)
            top = max(top, index)
    return LocatedTable(figures)


_Head = tuple[int, int, str]
"""A head's column and row, and its official label."""

_Columns = tuple[list[int], int, str]
"""The column of each head and the row below the heads; without any, the label missing or misplaced."""


class _Labels:
    """The positions of a table's labels, in any of their spellings."""

    def __init__(self, table: Table, positions: Mapping[str, list[Position]]) -> None:
        self._table, self._positions = table, positions

    def at(self, label: str) -> list[Position]:
        spellings = dict.fromkeys(map(normal, self._table.spellings(label)))
        return sorted(position for text in spellings for position in self._positions.get(text, ()))

    def heads(self, block: Block, top: int, bottom: float) -> list[_Head]:
        """The heads of a block that stand between two rows, from left to right."""
        return sorted(
            (column, row, label)
            for label in {column.label for column in block.columns}
            for row, column in self.at(label)
            if top < row < bottom
        )


def _rows(labels: _Labels, wanted: Iterable[str]) -> tuple[dict[str, int], str]:
    """The row of each label, and the first label that does not stand once and below the one before."""
    rows: dict[str, int] = {}
    last = -1
    for label in wanted:
        found = labels.at(label)
        if len(found) != 1 or found[0][0] <= last:
            return {}, label
        rows[label] = last = found[0][0]
    return rows, ""


def _columns(block: Block, heads: list[_Head]) -> _Columns:
    """The columns of a block from the heads found above it."""
    for index, column in enumerate(block.columns):
        if index >= len(heads) or heads[index][2] != column.label:
            return [], 0, column.label
    columns = [column for column, _, _ in heads]
    if len(heads) > len(block.columns) or len(set(columns)) < len(columns):
        return [], 0, block.columns[-1].label
    return columns, max(row for _, row, _ in heads) + 1, ""


def _only_heads(block: Block, labels: _Labels) -> _Columns:
    """The columns of a block without row labels: its heads stand in as many rows as on the form.

    Other tables on the sheet may have the same heads: where they fit in two places, the first is missing.
    """
    depth = 1 + max(len(column.under) for column in block.columns)
    rows = sorted({row for _, row, _ in labels.heads(block, -1, float("inf"))})
    fitting = {
        (tuple(columns), below): (columns, below)
        for row in rows
        for columns, below, missing in [_columns(block, labels.heads(block, row - 1, row + depth))]
        if not missing
    }
    if len(fitting) != 1:
        return [], 0, block.columns[0].label
    ((columns, below),) = fitting.values()
    return columns, below, ""
