"""Raw cells of a sheet as its file stores them, and references in A1 notation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple

Position = tuple[int, int]
"""Row and column, both from 0."""

CellType = Literal["number", "text", "boolean", "error", "date"]

Oddity = Literal["", "linked", "scaled", "percent", "hidden", "worded", "yuan"]
"""How the number that a reader sees differs from the stored one, or may be out of date.

linked: a formula reads another file. The others are number formats. scaled: moves the decimal point.
percent: shows a percentage or per mille. hidden: shows nothing. worded: adds digits or words that
change the number.
yuan: says that the amount is in 元.
"""


class RawCell(NamedTuple):
    """A cell with content, exactly as stored.

    `type`: the type that the file gives. `raw`: the stored characters ("" for a formula without a cached
    value). `formula`: the cell has a formula, and `raw` is its cached value. `marked`: at least one character
    is struck out, raised or lowered. `format_id`: id of the number format (0 general). `is_date`: that format
    shows a date. `duplicate`: the file stores this cell more than once. `odd`: see `Oddity`.
    `expression`: the formula, "" where the file does not spell it out.
    """

    type: CellType
    raw: str
    formula: bool = False
    marked: bool = False
    format_id: int = 0
    is_date: bool = False
    duplicate: bool = False
    odd: Oddity = ""
    expression: str = ""


MAX_CHARACTERS = 32_767
"""Characters of a cell, as spreadsheet programs count them: one beyond U+FFFF counts twice."""


def is_too_long(raw: RawCell) -> bool:
    """True for a text that no cell of a spreadsheet program can hold."""
    if len(raw.raw) <= MAX_CHARACTERS // 2:
        return False
    return len(raw.raw.encode("utf-16-le", "surrogatepass")) > 2 * MAX_CHARACTERS


OutsideKind = Literal["shape", "comment", "picture", "object", "header", "link", "unread"]


MAX_OUTSIDE = 500
"""Things of one part that are read one by one."""


class Outside(NamedTuple):
    """Something on a sheet that is in none of its cells.

    `kind`: a shape with words, a comment, a picture, a file put in, a header or footer, the address that a
    cell leads to, or a part with such things that cannot be read or has too many. `cell`: where it is
    anchored, in A1 notation, "" where it is not. `text`: its words. `author`: of a comment, "" where none is
    named. `last`: of a picture, the last cell that it covers.
    """

    kind: OutsideKind
    cell: str = ""
    text: str = ""
    author: str = ""
    last: str = ""


class RawSheet(NamedTuple):
    """A sheet: name, cells with content, whether it is hidden, merged ranges in A1 notation (B2:C3).

    `outside`: what is on it besides its cells.
    """

    name: str
    cells: Mapping[Position, RawCell]
    hidden: bool = False
    merges: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()


class Book(NamedTuple):
    """The sheets of a workbook in its order, and when it was saved by its own account (UTC).

    `since_1904`: its days are counted from 1904, as old versions for the Mac did, and not from 1900. `mark`:
    the value of the defined name by which a returned copy is known, "" where there is none.
    """

    sheets: tuple[RawSheet, ...]
    saved: datetime | None = None
    since_1904: bool = False
    mark: str = ""


CACHED = 8_192
"""Positions that a process caches: more than a workbook of ours has, fewer than a roster of a province."""


@lru_cache(CACHED)
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


@lru_cache(CACHED)
def _position(reference: str) -> Position | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None or not int(match[2]):
        return None
    column = 0
    for letter in match[1].upper()[:4]:  # four letters are beyond the last column of any program
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
