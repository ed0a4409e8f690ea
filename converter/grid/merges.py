"""Merged ranges of a sheet: the cells whose content a merge discards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.grid.cells import Position, position


class Range(NamedTuple):
    """A merged range by its first and its last cell."""

    first: Position
    last: Position


def discarded(merges: Iterable[str], cells: Collection[Position]) -> Mapping[str, list[Position]]:
    """Those of the given cells that lose their content, by the merged range (B2:C3) that covers them.

    Only the first cell of a merged range keeps its content.
    """
    lost: dict[str, list[Position]] = {}
    for text in merges:
        merged = _range(text)
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
            lost[text] = sorted(inside)
    return lost


@lru_cache(maxsize=1024)
def _range(text: str) -> Range | None:
    """The range of a reference; None where the text is none, which spreadsheet programs repair on opening."""
    first, _, last = text.replace("$", "").partition(":")
    corners = position(first), position(last or first)
    return None if corners[0] is None or corners[1] is None else Range(corners[0], corners[1])
