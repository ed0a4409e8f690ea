"""Merged ranges of a sheet: what of a cell inside one is lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.grid.cells import Position

_CORNER = re.compile("([A-Z]{1,3})([0-9]{1,7})")


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
            position
            for position in wanted
            if position != merged.first
            and merged.first[0] <= position[0] <= merged.last[0]
            and merged.first[1] <= position[1] <= merged.last[1]
        ]
        if inside:
            lost[text] = sorted(inside)
    return lost


@lru_cache(maxsize=1024)
def _range(text: str) -> Range | None:
    """A reference to a range; None where it is none (a program that reads the file would mend it)."""
    first, _, last = text.replace("$", "").upper().partition(":")
    corners = [_CORNER.fullmatch(corner) for corner in (first, last or first)]
    positions = [(int(found[2]) - 1, _column(found[1])) for found in corners if found]
    return Range(*positions) if len(positions) == 2 else None


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
