"""References in A1 notation, hidden keys of a sheet, and cells that a merge discards."""

from __future__ import annotations

import time

import pytest

from converter.grid.cells import Position, RawCell, RawSheet, address, position
from converter.grid.keys import Keys, keys_of
from converter.grid.merges import covered, discarded, ranges_of


@pytest.mark.parametrize(
    ("reference", "at"),
    [("A1", (0, 0)), ("B3", (2, 1)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))],
)
def test_a_reference_and_its_position(reference: str, at: Position) -> None:
    assert (position(reference), position(reference.lower()), address(at)) == (at, at, reference)


@pytest.mark.parametrize(
    "text", ["", "A", "1", "A0", "$A$1", "A1:B2", "A-1", "É1", "A1234567890", "A" * 20 + "1"]
)
def test_other_texts_have_no_position(text: str) -> None:
    assert position(text) is None


def sheet(*rows: str) -> RawSheet:
    """A sheet of texts separated by blanks; `.` is a blank cell."""
    cells = {
        (row, column): RawCell("text", text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split())
        if text != "."
    }
    return RawSheet("一", cells)


def test_keys_stand_in_the_row_and_the_column_of_their_corner() -> None:
    assert keys_of(sheet(". . .", ". xxgk.三 c1 c2", ". r1 甲 .", ". r2 . 乙")) == Keys(
        "三", (1, 1), {"r1": 2, "r2": 3}, {"c1": 2, "c2": 3}, frozenset()
    )


def test_the_first_of_two_equal_keys_counts_and_the_key_is_a_duplicate() -> None:
    keys = keys_of(sheet("xxgk.三 c1 c1", "r1 . .", "r1 . ."))
    assert keys == Keys("三", (0, 0), {"r1": 1}, {"c1": 1}, frozenset({"r1", "c1"}))


def test_a_sheet_without_a_corner_has_no_keys() -> None:
    assert keys_of(sheet("三 c1", "r1 .")) is None
    assert keys_of(RawSheet("一", {(0, 0): RawCell("number", "xxgk.三")})) is None


def test_a_merged_range_discards_all_but_its_first_cell() -> None:
    cells = [(row, column) for row in range(4) for column in range(4)]
    assert dict(discarded(["$B$2:C3", "A4", "D1:D1", "x:y"], cells)) == {"$B$2:C3": [(1, 2), (2, 1), (2, 2)]}
    assert dict(discarded(["B2:C3"], [(1, 1), (0, 0)])) == {}


def test_cells_below_merged_ranges_are_covered() -> None:
    cells = [(row, column) for row in range(4) for column in range(4)]
    assert covered(ranges_of(["B2:C3", "D1:D1", "nothing"]), cells) == {(1, 2), (2, 1), (2, 2)}
    assert covered((), cells) == frozenset()


def test_ranges_and_cells_by_the_ten_thousands_take_no_time_together() -> None:
    """As fast for ranges that lie apart, as in a sheet, as for such that all cover the same."""
    cells = [(row, column) for row in range(10_000) for column in range(5)]
    start = time.process_time()
    assert len(covered(ranges_of([f"B{row}:C{row}" for row in range(1, 10_001)]), cells)) == 10_000
    assert covered(ranges_of(["A1:E10000"] * 10_000), cells) == frozenset(cells) - {(0, 0)}
    assert time.process_time() - start < 5
