"""What a sheet of the workbook is made of: cells with a kind, widths, heights, rows to repeat in print."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from converter.form import Ref, Section
from converter.grid.cells import address
from converter.grid.labels import normal
from converter.grid.locate import SHEET_MARK

CellKind = Literal[
    "key", "title", "note", "heading", "head", "label", "name", "help", "official", "example",
    "entry", "choice", "state", "figure", "paragraph", "reason", "remark_at", "remark", "footnote",
    "last_year", "identity",
    "light", "check_state", "check_label", "check_message", "table_state", "row_message", "column_message",
    "preview", "quote_name", "quote_value",
]  # fmt: skip
"""What a cell is for: printed text, then inputs, then what the workbook computes by itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the workbook: where, how far merged, what kind, and its text or what it takes in.

    `at`: the keys of its row and column, for every input. `key`: the field, narrative, table or
    checklist line that it is about; `number`: which one of several (paragraph, reason, remark).
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
    at: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet.

    `widths`: column widths in characters from column A; the first `printed_columns` of them go on
    paper. `heads`: first and last row to repeat on each page. `frozen`: rows that stay in sight, 0 for
    down to the end of `heads`. A `hidden` sheet may be missing from a workbook that comes back, and so may
    one that holds nothing of the report (`optional`). `pages`: pages to print on, 0 for as many as it takes.
    """

    key: str
    name: str
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    heights: Mapping[int, float]
    printed_columns: int
    landscape: bool = False
    hidden: bool = False
    pages: int = 0
    heads: tuple[int, int] | None = None
    frozen: int = 0
    section: Section | None = None
    optional: bool = False
    inputs: tuple[Cell, ...] = field(init=False)
    """The cells that a reader takes something from."""
    known: frozenset[str] = field(init=False)
    """Texts that the template itself prints on this sheet, in every spelling, normalised."""

    def __post_init__(self) -> None:
        """Collect the inputs and the printed texts."""
        object.__setattr__(self, "inputs", tuple(cell for cell in self.cells if cell.at is not None))
        texts = {normal(cell.text) for cell in self.cells if cell.text}
        tables = self.section.tables if self.section else ()
        texts |= {normal(spelling) for table in tables for spelling, _ in table.aliases}
        object.__setattr__(self, "known", frozenset(texts))

    @property
    def merges(self) -> frozenset[str]:
        """The merged ranges of the sheet as the template has them (B2:C3)."""
        return frozenset(
            f"{address((c.row, c.column))}:{address((c.row + c.rowspan - 1, c.column + c.colspan - 1))}"
            for c in self.cells
            if c.rowspan > 1 or c.colspan > 1
        )

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


def with_keys(sheet: str, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells of a sheet with the hidden keys of their rows and columns, and the sheet's own."""
    keys = {(0, 0): SHEET_MARK + sheet}
    for cell in cells:
        if cell.at is not None:
            keys[cell.row, 0], keys[0, cell.column] = cell.at
    return (*(Cell(row, column, "key", key) for (row, column), key in keys.items()), *cells)
