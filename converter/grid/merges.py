"""Merged ranges of a sheet: the cells whose content a merge discards or covers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from converter.grid.cells import Position, position


class Range(NamedTuple):
    """A merged range by its first and its last cell."""

    first: Position
    last: Position


def discarded(merges: Iterable[str], cells: Collection[Position]) -> Iterator[tuple[str, list[Position]]]:
    """Those of the given cells that lose their content, by the merged range (B2:C3) that covers them.

    Only the first cell of a merged range keeps its content.
    """
    for text, merged, inside in _inside(merges, cells):
        others = [at for at in inside if at != merged.first]
        if others:
            yield text, others


def covered(merges: Iterable[str], cells: Collection[Position]) -> frozenset[Position]:
    """Those of the given cells that nobody sees: what programs keep of them below a merged range."""
    return frozenset(
        at for _, merged, inside in _inside(merges, cells) for at in inside if at != merged.first
    )


_OVERLAPS = 10
"""Ranges over one cell, on average, that are looked at."""


def _inside(
    merges: Iterable[str], cells: Collection[Position]
) -> Iterator[tuple[str, Range, list[Position]]]:
    """Each merged range over some of the cells, with these in order.

    A cell is in at most one range of a sound sheet; ranges that overlap many times over are not looked at to
    the end, so that time grows with the number of ranges and of cells, not with their product.
    """
    most = _OVERLAPS * len(cells)
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(row, []).append(column)
    rows = list(columns)
    for text in merges:
        merged = range_of(text)
        if merged is None or merged.first == merged.last:
            continue
        (top, left), (bottom, right) = merged
        inside = [
            (row, column)
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
            for column in columns[row][bisect_left(columns[row], left) : bisect_right(columns[row], right)]
        ]
        most -= len(inside)
        if most < 0:
            return
        if inside:
            yield text, merged, inside


@lru_cache(maxsize=1024)
def range_of(text: str) -> Range | None:
    """The range of a reference; None where the text is none, which spreadsheet programs repair on opening."""
    first, _, last = text.replace("$", "").partition(":")
    corners = position(first), position(last or first)
    return None if corners[0] is None or corners[1] is None else Range(corners[0], corners[1])
