"""A sheet of the workbook as data: its cells, each with a kind, and its page settings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from converter.form import Ref, Section
from converter.grid.cells import address
from converter.grid.keys import SHEET_MARK
from converter.grid.labels import normal

CellKind = Literal[
    "key", "title", "instruction", "heading", "head", "label", "name", "help", "official", "example",
    "entry", "choice", "state", "figure", "paragraph", "reason", "remark_at", "remark", "note",
    "last_year", "identity",
    "light", "check_state", "check_label", "check_message", "table_state", "row_message", "column_message",
    "preview", "quote_name", "quote_value",
    "steps_head", "steps", "send_to",
]  # fmt: skip
"""The purpose of a cell: first those of printed text, then inputs, then what formulas compute."""


class Cell(NamedTuple):
    """A cell of the workbook: its place from row 0 and column 0, how far it is merged, its kind, its text.

    `keys`: the hidden keys of its row and column, for every input. `key`: the field, narrative, table or
    checklist line that it belongs to. `number`: from 1, which of several paragraphs, reasons or remarks.
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
    keys: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet.

    `widths`: of the columns from A on, in characters; the first `printed_columns` are printed. `heights`: of
    rows, in points. `heads`: first and last row to repeat on each page. `frozen`: rows that do not scroll,
    0 for all down to the end of `heads`. `pages`: pages to print on, 0 for as many as needed. A sheet that is
    `hidden`, or `optional` because nothing of the report is on it, may be missing from a filled workbook.
    `unseen`: rows that are hidden. `earlier_texts`: what templates of earlier versions print, so that no
    agency wrote it.
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
    unseen: frozenset[int] = frozenset()
    earlier_texts: tuple[str, ...] = ()
    inputs: tuple[Cell, ...] = field(init=False)
    """The cells that agencies or the county office fill in."""
    printed_texts: frozenset[str] = field(init=False)
    """Texts that the template itself prints on this sheet, with the aliases of its labels, normalised."""

    def __post_init__(self) -> None:
        """Collect the inputs and the printed texts once."""
        object.__setattr__(self, "inputs", tuple(cell for cell in self.cells if cell.keys is not None))
        texts = {normal(text) for text in (*(cell.text for cell in self.cells), *self.earlier_texts) if text}
        tables = self.section.tables if self.section else ()
        texts |= {normal(spelling) for table in tables for spelling, _ in table.aliases}
        object.__setattr__(self, "printed_texts", frozenset(texts))

    @property
    def merges(self) -> frozenset[str]:
        """The merged ranges of the sheet (B2:C3)."""
        return frozenset(
            f"{address((c.row, c.column))}:{address((c.row + c.rowspan - 1, c.column + c.colspan - 1))}"
            for c in self.cells
            if c.rowspan > 1 or c.colspan > 1
        )

    @property
    def rows(self) -> int:
        """The number of rows in use."""
        return max(cell.row + cell.rowspan for cell in self.cells)


def line_count(text: str, width: float) -> int:
    """The lines that a text takes in a column; `width` in characters, of which a Chinese one takes two."""
    room = max(width - 3, 1)  # the cell's margins and indent
    total = 0
    for part in text.split("\n"):
        units = sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in part)
        total += max(1, -int(-units // room))
    return total


def with_keys(sheet: str, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells with those of the hidden row and column of keys, the key of the sheet in A1."""
    keys = {(0, 0): SHEET_MARK + sheet}
    for cell in cells:
        if cell.keys is not None:
            keys[cell.row, 0], keys[0, cell.column] = cell.keys
    return (*(Cell(row, column, "key", key) for (row, column), key in keys.items()), *cells)
