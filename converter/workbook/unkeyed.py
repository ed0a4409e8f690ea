"""Workbooks without our keys: tables found by their labels, and the superseded form recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from converter.form import Ref, Table, edition_2019
from converter.grid.cells import Position, RawSheet
from converter.grid.labels import normal
from converter.grid.tables import find_table

LabelledTable = tuple[RawSheet, Mapping[Ref, Position]]
"""A sheet and where the figures of a table stand on it."""

_SUPERSEDED = frozenset(map(normal, edition_2019.LABELS))


def tables_by_labels(table: Table, sheets: Iterable[RawSheet]) -> list[LabelledTable]:
    """Every sheet on which a table stands whole, told by its labels."""
    found = ((sheet, find_table(table, _texts(sheet))) for sheet in sheets)
    return [(sheet, place.figures) for sheet, place in found if place.figures]


def is_superseded(sheets: Iterable[RawSheet]) -> bool:
    """True for a workbook with the tables of the form of 2019: two of its own labels stand in it."""
    seen = {normal(text) for sheet in sheets for text in _texts(sheet).values()}
    return len(seen & _SUPERSEDED) >= 2


def _texts(sheet: RawSheet) -> dict[Position, str]:
    return {position: cell.raw for position, cell in sheet.cells.items() if cell.type == "text"}
