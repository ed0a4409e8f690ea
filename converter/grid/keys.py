"""Hidden keys of a sheet: they stay with their rows and columns when others are inserted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from converter.grid.cells import Position, RawSheet

SHEET_MARK = "xxgk."
"""Start of the text in the corner cell of the keys; the key of the sheet follows it.

Column keys stand in the row of the corner cell, row keys in its column.
"""


class Keys(NamedTuple):
    """The hidden keys of a sheet: its own key, the corner, row and column by key.

    `duplicates`: keys that occur more than once, as in a copied row.
    """

    sheet: str
    corner: Position
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    duplicates: frozenset[str]


def keys_of(sheet: RawSheet) -> Keys | None:
    """The hidden keys of a sheet; None where it has none."""
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
    duplicates: set[str] = set()
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
            duplicates.add(cell.raw)
        keys.setdefault(cell.raw, index)
    name = sheet.cells[corner].raw.removeprefix(SHEET_MARK)
    return Keys(name, corner, rows, columns, frozenset(duplicates))
