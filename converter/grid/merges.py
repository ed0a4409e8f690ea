"""Merged ranges of a sheet: what of a cell inside one is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.grid.cells import Position, position


class Range(NamedTuple):
    """A merged range: its first and its last cell."""

    first: Position
    last: Position


def swallowed(merges: Iterable[str], wanted: Collection[Position]) -> Mapping[str, list[Position]]:
    """The wanted cells that show nothing of their own, by the merged range (B2:C3) that covers them.

    Only the first cell of a merged range keeps what was written in it.
    """
    lost: dict[str, list[Position]] = {}
    for text in merges:
        merged = _range(text)
        if merged is None or merged.first == merged.last:
            continue
        inside = [
            at
            for at in wanted
            if at != merged.first
            and merged.first[0] <= at[0] <= merged.last[0]
            and merged.first[1] <= at[1] <= merged.last[1]
        ]
        if inside:
            lost[text] = sorted(inside)
    return lost


@lru_cache(maxsize=1024)
def _range(text: str) -> Range | None:
    """A reference to a range; None where it is none (a program that reads the file would mend it)."""
    first, _, last = text.replace("$", "").partition(":")
    corners = position(first), position(last or first)
    return None if corners[0] is None or corners[1] is None else Range(corners[0], corners[1])
