"""Raw cells on a grid: what a sheet or a Word table holds before anything is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

Position = tuple[int, int]
"""Row and column, both from 0."""

CellType = Literal["number", "text", "boolean", "error", "date"]

Oddity = Literal["", "linked", "scaled", "percent", "hidden", "worded", "yuan"]
"""Why what a cell holds is not what its reader sees: a formula on another file,
a number format that moves the decimal point, shows a percentage, shows nothing, adds digits or words
that change what is read, or says that it is in 元."""

_LONGEST = 16
"""Characters of a reference; none in use has more than ten."""

_REFERENCE = re.compile(r"([A-Za-z]+)([0-9]{1,9})")


class RawCell(NamedTuple):
    """A cell with content, exactly as stored.

    `type`: what the file says the value is. `raw`: the stored characters ("" for a formula without
    cached value). `formula`: a formula stands there, `raw` is then its cached value.
    `runs`: some characters of `raw`, or all, are struck out, raised or lowered.
    `format_id`: number format id of the cell's style (0 general). `is_date`: that format shows a date.
    `twice`: the file holds this cell more than once. `odd`: what is shown is not what is stored.
    """

    type: CellType
    raw: str
    formula: bool = False
    runs: bool = False
    format_id: int = 0
    is_date: bool = False
    twice: bool = False
    odd: Oddity = ""


class RawSheet(NamedTuple):
    """A sheet: name, cells that hold anything, whether it is hidden, merged ranges (B2:C3)."""

    name: str
    cells: Mapping[Position, RawCell]
    hidden: bool = False
    merges: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def address(position: Position) -> str:
    """A position in A1 notation."""
    row, column = position
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def position(reference: str) -> Position | None:
    """The position of a reference in A1 notation; None where it is none."""
    return _position(reference) if len(reference) <= _LONGEST else None


@lru_cache(maxsize=65_536)
def _position(reference: str) -> Position | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None or not int(found[2]):
        return None
    column = 0
    for letter in found[1].upper()[:4]:  # four letters are past any grid already
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
