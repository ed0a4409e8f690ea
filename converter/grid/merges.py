"""Merged ranges of a sheet: the cells whose content a merge discards or covers."""

from __future__ import annotations

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
    for text in merges if cells else ():
        merged = range_of(text)
        if merged is None or merged.first == merged.last:
            continue
        inside = [
            at
            for at in cells
            if at != merged.first
            and merged.first[0] <= at[0] <= merged.last[0]
            and merged.first[1] <= at[1] <= merged.last[1]
        ]
        if inside:
            yield text, sorted(inside)


_MOST_CELLS = 100_000
"""Cells of merged ranges that are looked at; merged ranges of a real sheet have far fewer."""


def covered(merges: Iterable[str], cells: Iterable[Position]) -> frozenset[Position]:
    """Those of the given cells that nobody sees: what programs keep of them below a merged range."""
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        rows.setdefault(row, []).append(column)
    hidden: set[Position] = set()
    looked_at = 0
    for text in merges:
        merged = range_of(text)
        if merged is None or looked_at > _MOST_CELLS:
            continue
        for row in range(merged.first[0], min(merged.last[0], max(rows, default=-1)) + 1):
            columns = rows.get(row, ())
            looked_at += 1 + len(columns)
            hidden.update((row, c) for c in columns if merged.first[1] <= c <= merged.last[1])
            if looked_at > _MOST_CELLS:
                break
        hidden.discard(merged.first)
    return frozenset(hidden)


@lru_cache(maxsize=1024)
def range_of(text: str) -> Range | None:
    """The range of a reference; None where the text is none, which spreadsheet programs repair on opening."""
    first, _, last = text.replace("$", "").partition(":")
    corners = position(first), position(last or first)
    return None if corners[0] is None or corners[1] is None else Range(corners[0], corners[1])
