"""Cells as one reference that a spreadsheet's name box takes: many side by side as ranges (C8:E9,C11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from converter.system.patterns import pattern

MANY = 8
"""The most cells that are written one by one."""

_PART = pattern(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_LARGEST = 100_000
"""Cells of a typed range above which it is not taken for a list of cells."""

Cell = tuple[int, int]
"""Row and column, counted from 1."""


def reference(cells: Iterable[str]) -> str:
    """The cells in their own order, and those of many in ranges, from the top; D8,D9 or D8:F20."""
    given = [cell for cell in cells if cell]
    if len(given) <= MANY:
        return ",".join(given)
    parsed = set[Cell]()
    for cell in given:
        known = _PART.fullmatch(cell)
        if known is None or known[3]:
            return ",".join(given)
        parsed.add((int(known[2]), _number(known[1])))
    return ",".join(
        _name(top, left) if (top, left) == (bottom, right) else f"{_name(top, left)}:{_name(bottom, right)}"
        for top, left, bottom, right in _rectangles(parsed)
    )


def _rectangles(cells: set[Cell]) -> list[tuple[int, int, int, int]]:
    """The runs of each row, with equal ones of rows below each other put together."""
    found: list[tuple[int, int, int, int]] = []
    growing: dict[tuple[int, int], int] = {}
    for row in sorted({row for row, _ in cells}):
        going: dict[tuple[int, int], int] = {}
        for run in _runs(sorted(column for at, column in cells if at == row)):
            at = growing.get(run)
            if at is not None and found[at][2] == row - 1:
                found[at] = (found[at][0], run[0], row, run[1])
            else:
                at = len(found)
                found.append((row, run[0], row, run[1]))
            going[run] = at
        growing = going
    return found


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    first = last = columns[0]
    for column in columns[1:]:
        if column != last + 1:
            yield first, last
            first = column
        last = column
    yield first, last


def covers(written: str, named: str) -> bool:
    """True where what somebody wrote (E9:J33) names each cell of a reference."""
    wanted, given = cells_of(named), cells_of(written)
    return bool(wanted) and given is not None and wanted is not None and wanted <= given


def cells_of(written: str) -> set[Cell] | None:
    """The cells of a reference; None where it is none, or one of too many cells."""
    cells = set[Cell]()
    for part in re.split("[,，、;；]", written):
        known = _PART.fullmatch(part)
        if known is None:
            return None
        top, left = int(known[2]), _number(known[1])
        bottom, right = (int(known[4]), _number(known[3])) if known[3] else (top, left)
        if (bottom - top + 1) * (right - left + 1) > _LARGEST:
            return None
        cells.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
    return cells


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _name(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
