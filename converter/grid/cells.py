"""Raw cells of a sheet as its file stores them, and references in A1 notation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

Position = tuple[int, int]
"""Row and column, both from 0."""

CellType = Literal["number", "text", "boolean", "error", "date"]

Oddity = Literal["", "linked", "scaled", "percent", "hidden", "worded", "yuan"]
"""How the number that a reader sees differs from the stored one, or may be out of date.

linked: a formula reads another file. The others are number formats. scaled: moves the decimal point.
percent: shows a percentage. hidden: shows nothing. worded: adds digits or words that change the number.
yuan: says that the amount is in 元.
"""


class RawCell(NamedTuple):
    """A cell with content, exactly as stored.

    `type`: the type that the file gives. `raw`: the stored characters ("" for a formula without a cached
    value). `formula`: the cell has a formula, and `raw` is its cached value. `marked`: at least one character
    is struck out, raised or lowered. `format_id`: id of the number format (0 general). `is_date`: that format
    shows a date. `duplicate`: the file stores this cell more than once. `odd`: see `Oddity`.
    """

    type: CellType
    raw: str
    formula: bool = False
    marked: bool = False
    format_id: int = 0
    is_date: bool = False
    duplicate: bool = False
    odd: Oddity = ""


class RawSheet(NamedTuple):
    """A sheet: name, cells with content, whether it is hidden, merged ranges in A1 notation (B2:C3)."""

    name: str
    cells: Mapping[Position, RawCell]
    hidden: bool = False
    merges: tuple[str, ...] = ()


@lru_cache(maxsize=65_536)
def address(position: Position) -> str:
    """A position in A1 notation: (2, 1) is B3."""
    row, column = position
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


_LONGEST = 16
"""Characters of the longest reference that is looked at; a real one has at most ten."""

_REFERENCE = re.compile(r"([A-Za-z]+)([0-9]{1,9})")


def position(reference: str) -> Position | None:
    """The position of a reference in A1 notation; None for any other text."""
    return _position(reference) if len(reference) <= _LONGEST else None


@lru_cache(maxsize=65_536)
def _position(reference: str) -> Position | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None or not int(match[2]):
        return None
    column = 0
    for letter in match[1].upper()[:4]:  # four letters are beyond the last column of any program
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
