"""What a sheet of the workbook is made of: cells with a kind, widths, heights, rows to repeat in print."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from converter.form import Ref, Section
from converter.grid.labels import normal

CellKind = Literal[
    "key", "title", "note", "heading", "head", "label", "name", "help", "official", "example",
    "entry", "choice", "state", "figure", "paragraph",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the workbook: where, how far merged, what kind, and its text or what it takes in.

    `key`: the field, narrative or table whose input stands here; `number`: which paragraph.
    """

    row: int
    column: int
    kind: CellKind
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    ref: Ref | None = None
    key: str = ""
    number: int = 0


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet. `widths`: column widths in characters from column A; `heads`: rows to repeat in print."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, float]
    landscape: bool = False
    heads: tuple[int, int] | None = None
    section: Section | None = None
    known: frozenset[str] = field(init=False)
    """Texts that the template itself prints on this sheet, normalised."""

    def __post_init__(self) -> None:
        """Collect the printed texts."""
        texts = frozenset(normal(cell.text) for cell in self.cells if cell.text)
        object.__setattr__(self, "known", texts)

    @property
    def rows(self) -> int:
        """The number of rows in use."""
        return max(cell.row + cell.rowspan for cell in self.cells)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters; a Chinese one counts two."""
    room = max(width - 3, 1)  # the cell's margins and indent
    total = 0
    for part in text.split("\n"):
        units = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in part)
        total += max(1, -int(-units // room))
    return total
