"""Merged ranges of a sheet: the cells whose content a merge discards or covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from converter.grid.cells import Position, position


class Range(NamedTuple):
    """A merged range as the sheet writes it (B2:C3), with its first and its last cell."""

    text: str
    first: Position
    last: Position


def discarded(merges: Iterable[str], cells: Collection[Position]) -> Iterator[tuple[str, list[Position]]]:
    """Those of the given cells that lose their content, by the merged range (B2:C3) that covers them.

    Only the first cell of a merged range keeps its content.
    """
    for merged, inside in _inside(ranges_of(merges), cells):
        others = [at for at in inside if at != merged.first]
        if others:
            yield merged.text, others


def covered(ranges: Iterable[Range], cells: Collection[Position]) -> frozenset[Position]:
    """Those of the given cells that nobody sees: what programs keep of them below a merged range."""
    return frozenset(at for merged, inside in _inside(ranges, cells) for at in inside if at != merged.first)


_OVERLAPS = 10
"""Ranges over one cell, on average, that are looked at."""


def _inside(ranges: Iterable[Range], cells: Collection[Position]) -> Iterator[tuple[Range, list[Position]]]:
    """Each merged range over some of the cells, with these in order.

    A cell is in at most one range of a sound sheet; ranges that overlap many times over are not looked at to
    the end, so that time grows with the number of ranges and of cells, not with their product.
    """
    most = _OVERLAPS * len(cells)
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(row, []).append(column)
    rows = list(columns)
    for merged in ranges:
        _, (top, left), (bottom, right) = merged
        if merged.first == merged.last:
            continue
        inside = [
            (row, column)
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
            for column in columns[row][bisect_left(columns[row], left) : bisect_right(columns[row], right)]
        ]
        most -= len(inside)
        if most < 0:
            return
        if inside:
            yield merged, inside


def ranges_of(merges: Iterable[str]) -> Iterator[Range]:
    """The ranges of references, but for texts that are none, which spreadsheet programs repair on opening."""
    for text in merges:
        first, _, last = text.replace("$", "").partition(":")
        corners = position(first), position(last or first)
        if corners[0] is not None and corners[1] is not None:
            yield Range(text, corners[0], corners[1])
