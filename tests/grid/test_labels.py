"""Printed tables found by their labels anywhere on a grid; not found where a label is wrong."""

from __future__ import annotations

import pytest

from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM, printed
from converter.grid.cells import Position
from converter.grid.labels import find_table
from converter.report.report import plain
from converter.shipped.resources import word_template
from tests import word
from tests.reports import PRINTED, report

KEYS = [key for key, table in FORM.tables.items() if table.printed]


def texts(key: str, row: int = 0, column: int = 0) -> dict[Position, str]:
    """The labels of a printed table as they stand on a sheet, from a corner on."""
    cells = printed(FORM.tables[key]).cells
    return {(row + cell.row, column + cell.column): cell.text for cell in cells if cell.text}


def expected(key: str, row: int = 0, column: int = 0) -> dict[str, Position]:
    cells = printed(FORM.tables[key]).cells
    return {cell.ref.key: (row + cell.row, column + cell.column) for cell in cells if cell.ref}


def found(key: str, given: dict[Position, str]) -> dict[str, Position]:
    return {ref.key: position for ref, position in find_table(FORM.tables[key], given).figures.items()}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("corner", [(0, 0), (7, 3)])
def test_a_table_is_found_anywhere_on_the_grid(key: str, corner: Position) -> None:
    assert found(key, texts(key, *corner)) == expected(key, *corner)


@pytest.mark.parametrize("key", KEYS)
def test_inserted_rows_and_columns_move_the_figures(key: str) -> None:
    def moved(position: Position) -> Position:
        return position[0] + (position[0] >= 5) * 2, position[1] + (position[1] >= 3)

    spread = {moved(position): text for position, text in texts(key).items()}
    assert len(found(key, spread)) == len(expected(key))
    if key == "三":
        assert found(key, spread) == {code: moved(at) for code, at in expected(key).items()}


@pytest.mark.parametrize("key", KEYS)
def test_widths_blanks_and_quotes_make_no_difference(key: str) -> None:
    def loosely(text: str) -> str:
        return (
            text.replace("（", "(")
            .replace("）", " )")
            .replace("“", '"')
            .replace("”", '"')
            .replace("1.", "１．")
        )

    assert found(key, {at: loosely(text) for at, text in texts(key).items()}) == expected(key)


def test_a_missing_label_is_named() -> None:
    given = {at: text for at, text in texts("三").items() if text != "2.重复申请"}
    assert find_table(FORM.tables["三"], given) == ({}, "2.重复申请")


def test_a_table_with_a_label_twice_is_not_found() -> None:
    given = texts("三") | {(40, 2): "2.重复申请"}
    assert find_table(FORM.tables["三"], given) == ({}, "2.重复申请")


def test_sorted_rows_are_not_read() -> None:
    given = texts("三")
    one, other = (
        next(at for at, text in given.items() if text == label) for label in ("2.重复申请", "3.其他")
    )
    given[one], given[other] = given[other], given[one]
    assert find_table(FORM.tables["三"], given).missing


def test_swapped_columns_are_not_read() -> None:
    given = texts("三")
    one, other = (
        next(at for at, text in given.items() if text == label) for label in ("商业企业", "科研机构")
    )
    given[one], given[other] = given[other], given[one]
    assert find_table(FORM.tables["三"], given) == ({}, "商业企业")


def test_a_copy_of_a_table_beside_it_leaves_it_open_which_counts() -> None:
    given = texts("四") | texts("四", 0, 20)
    assert find_table(FORM.tables["四"], given).missing


def test_a_word_table_is_read_by_the_same_labels() -> None:
    """The figures of a rendered report, from its cells alone."""
    filled = report()
    template = WordTemplate.of(word_template(FORM).read_bytes())
    document = render(template, template_names(filled, FORM), title="", author="")
    read: dict[str, str] = {}
    for key, grid in zip(KEYS, word.tables(document), strict=True):
        read |= {code: grid[position] for code, position in found(key, grid).items()}
    assert read == {ref.key: plain(filled.figures[ref].value or 0) for ref in PRINTED}


def test_no_label_is_a_number_alone() -> None:
    labels = {cell.text for key in KEYS for cell in printed(FORM.tables[key]).cells if not cell.ref}
    assert len(labels) > 40
    assert not any(label.isdecimal() for label in labels)
