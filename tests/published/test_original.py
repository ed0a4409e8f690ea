"""A published file beside what was read of it: each figure is where the page has it."""

from __future__ import annotations

import pytest

from converter.form import FORM
from converter.published.figures import PageCell
from converter.published.original import Original, original
from tests.published.layouts import page, tables_of
from tests.published.test_layouts import LAYOUTS, REPORT, outcome


def made(name: str) -> tuple[bytes, Original]:
    content = page(LAYOUTS[name][0](tables_of(REPORT)), REPORT)
    found = original(content, FORM)
    assert found is not None
    return content, found


def text_at(found: Original, cell: PageCell) -> str:
    block = found.blocks[cell.block]
    assert not isinstance(block, str)
    at = block.at(cell.row, cell.column)
    assert at is not None
    return "".join(at.text.split())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_figure_that_was_read_stands_in_its_place(name: str) -> None:
    content, found = made(name)
    values, _ = outcome(content)
    by_key = {ref.key: cells for ref, cells in found.cells.items()}
    wrong = {
        key: value for key, value in values.items() if [text_at(found, c) for c in by_key[key]] != [value]
    }
    # marks for none are read as 0, and a group without a row of its own has a cell for several
    assert {key: value for key, value in wrong.items() if value != "0"} == {}


@pytest.mark.parametrize(
    "name",
    [
        "（六） in one row", "a row with a figure less", "a figure merged over two columns",
        "heads in another order",
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_shown_where_it_stands(name: str) -> None:
    content, found = made(name)
    _, doubtful = outcome(content)
    places = {ref.key: cells for ref, cells in found.cells.items()}
    assert doubtful
    assert [key for key in sorted(doubtful) if not places[key]] == []


def test_a_section_has_the_blocks_below_its_heading_and_its_tables() -> None:
    _, found = made("表四 transposed")
    for section in FORM.sections:
        refs = [ref for table in section.tables for ref in table.refs()]
        blocks = [found.blocks[at] for at in found.of_section(section.key, refs)]
        assert any(isinstance(block, str) and section.title in block for block in blocks), section.key
        if any(table.printed for table in section.tables):
            assert any(not isinstance(block, str) for block in blocks), section.key


def test_what_is_no_report_has_no_original() -> None:
    assert original(b"\x89PNG\r\n", FORM) is None
