"""Where things stand on a sheet: by the hidden keys, which move along when rows or columns are inserted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from converter.grid.cells import Position, RawSheet

SHEET_MARK = "xxgk."
"""The cell with this beginning names the sheet; its row holds column keys, its column row keys."""


class Keys(NamedTuple):
    """The hidden keys of a sheet. `twice`: keys that occur more than once (a copied row)."""

    sheet: str
    corner: Position
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    twice: frozenset[str]


def keys_of(sheet: RawSheet) -> Keys | None:
    """Find the hidden keys of a sheet; None where it has none."""
    corner = next(
        (
            position
            for position, cell in sheet.cells.items()
            if cell.type == "text" and cell.raw.startswith(SHEET_MARK)
        ),
        None,
    )
    if corner is None:
        return None
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    twice: set[str] = set()
    for (row, column), cell in sheet.cells.items():
        if (row, column) == corner or cell.type != "text":
            continue
        if column == corner[1]:
            keys, index = rows, row
        elif row == corner[0]:
            keys, index = columns, column
        else:
            continue
        if cell.raw in keys:
            twice.add(cell.raw)
        keys.setdefault(cell.raw, index)
    name = sheet.cells[corner].raw.removeprefix(SHEET_MARK)
    return Keys(name, corner, rows, columns, frozenset(twice))
