"""Workbooks without our keys: sheets known again by their labels, and the superseded form recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from converter.form import Ref, Table, edition_2019
from converter.grid.cells import Position, RawSheet
from converter.grid.labels import normal
from converter.grid.locate import Keys
from converter.grid.tables import find_table
from converter.workbook.sheets import Sheet

LabelledTable = tuple[RawSheet, Mapping[Ref, Position]]
"""A sheet and where the figures of a table stand on it."""

_SUPERSEDED = frozenset(map(normal, edition_2019.LABELS))
_FIXED = ("title", "heading", "name", "label", "head")
"""The printed texts by which a sheet of ours is known again."""


def tables_by_labels(table: Table, sheets: Iterable[RawSheet]) -> list[LabelledTable]:
    """Every sheet on which a table stands whole, told by its labels."""
    found = ((sheet, find_table(table, texts(sheet))) for sheet in sheets)
    return [(sheet, place.figures) for sheet, place in found if place.figures]


def is_superseded(sheets: Iterable[RawSheet]) -> bool:
    """True for a workbook with the tables of the form of 2019: two of its own labels stand in it."""
    seen = {normal(text) for sheet in sheets for text in texts(sheet).values()}
    return len(seen & _SUPERSEDED) >= 2


def keys_by_labels(plan: Sheet, sheet: RawSheet) -> Keys | None:
    """The keys that a sheet of ours must have had: all its printed texts stand in their places.

    The sheet may have lost rows above or columns on the left (the hidden keys), or got some: then all
    of it is moved alike. None where a single text is missing, so nothing is guessed.
    """
    printed = {(c.row, c.column): normal(c.text) for c in plan.cells if c.kind in _FIXED and c.text}
    here = {position: normal(text) for position, text in texts(sheet).items()}
    if not printed:
        return None
    anchor, text = next(iter(printed.items()))
    for position in (place for place, words in here.items() if words == text):
        down, right = position[0] - anchor[0], position[1] - anchor[1]
        if all(here.get((row + down, column + right)) == words for (row, column), words in printed.items()):
            rows = {cell.at[0]: cell.row + down for cell in plan.inputs if cell.at}
            columns = {cell.at[1]: cell.column + right for cell in plan.inputs if cell.at}
            return Keys(plan.key, (down, right), rows, columns, frozenset())
    return None


def texts(sheet: RawSheet) -> dict[Position, str]:
    """The texts of a sheet by position."""
    return {position: cell.raw for position, cell in sheet.cells.items() if cell.type == "text"}
