"""An imported report as the clerk knows the form, and beside it what stands in the published file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from converter.form import Form, Ref
from converter.grid.cells import address
from converter.grid.printed_grid import PrintedGrid
from converter.page.problems import Problem, problems_of
from converter.page.state import Unit
from converter.page.unit_view import Marked
from converter.report.ranges import cells_of
from converter.report.report import Report, plain
from converter.results.recorded import Item
from converter.workbook.layout.workbook_layout import figure_addresses

if TYPE_CHECKING:
    from converter.published.original import Original

PARTS, ROWS, CHARACTERS = 40, 80, 600
"""Paragraphs and tables of a section, rows of a table, characters of a paragraph that are shown."""


Place = tuple[int, int, int]
"""A cell of a published file: the number of its table, its row and column."""


class OriginalCell(NamedTuple):
    """A cell of a published table."""

    marked: Marked
    rowspan: int = 1
    colspan: int = 1


class Part(NamedTuple):
    """A paragraph, or a table by its rows."""

    text: str = ""
    rows: tuple[tuple[OriginalCell, ...], ...] = ()


class OriginalView(NamedTuple):
    """What a published file has of a sheet. `is_cut`: there is more."""

    parts: tuple[Part, ...]
    is_cut: bool


def unit_of(item: Item, corrected: Report | None, form: Form) -> Unit:
    """An imported report as an agency whose problems are what is still doubtful.

    `corrected`: its workbook where a person corrected it; what was filled in or changed there is settled.
    """
    name = str(item["agency"] or item["source"])
    found = tuple(each for each in problems_of(item) if corrected is None or _stands(each, item, corrected))
    return Unit(name, name, str(item.get("category") or ""), "", item["status"], item, found)


def _stands(problem: Problem, item: Item, corrected: Report) -> bool:
    """Whether a problem is about figures that the corrected workbook has as they were read."""
    refs = refs_of(problem, corrected.form)
    read = item.get("figures", {})
    now = {ref: corrected.value(ref) for ref in refs}
    same = [value is not None and plain(value) == read.get(ref.key) for ref, value in now.items()]
    return not refs or None in now.values() or all(same)


def refs_of(problem: Problem, form: Form) -> list[Ref]:
    """The figures at the cells of a problem."""
    there = {(sheet, address(at)): ref for ref, (sheet, at) in figure_addresses(form).items()}
    names = (address((row - 1, column - 1)) for row, column in cells_of(problem.cell) or ())
    return [there[problem.sheet, name] for name in names if (problem.sheet, name) in there]


def original_view(original: Original, problems: Sequence[Problem], sheet: str, form: Form) -> OriginalView:
    """What a published file has of a sheet, with the numbers of the problems in their places."""
    section = next((each for each in form.sections if each.sheet == sheet), None)
    refs = [ref for table in section.tables for ref in table.refs()] if section else []
    marks: dict[Place, list[Problem]] = {}
    for problem in problems:
        about = refs_of(problem, form) if problem.sheet == sheet else ()
        for cell in {cell for ref in about for cell in original.cells.get(ref, ())}:
            marks.setdefault(cell, []).append(problem)
    blocks = original.of_section(section.key if section else "", refs)
    shown = blocks[:PARTS] if section else blocks[-PARTS:]  # the opening stands just above the first section
    return OriginalView(tuple(_parts(original, shown, marks)), len(shown) < len(blocks))


def _parts(
    original: Original, shown: Iterable[int], marks: Mapping[Place, Sequence[Problem]]
) -> Iterator[Part]:
    for at in shown:
        block = original.blocks[at]
        if not isinstance(block, str):
            yield Part(rows=tuple(_rows(block, at, marks)))
        elif text := block.strip():
            yield Part(text[:CHARACTERS] + ("……" if len(text) > CHARACTERS else ""))


def _rows(
    grid: PrintedGrid, at: int, marks: Mapping[Place, Sequence[Problem]]
) -> Iterator[tuple[OriginalCell, ...]]:
    """The rows of a table; a place without a cell gets an empty one, so that others stay in their column."""
    covered: set[tuple[int, int]] = set()
    for row in range(min(grid.height, ROWS)):
        own = {cell.column: cell for cell in grid.rows.get(row, ())}
        cells = []
        for column in range(grid.width):
            if (row, column) in covered:
                continue
            if (cell := own.get(column)) is None:
                cells.append(OriginalCell(Marked("")))
                continue
            height = min(cell.rowspan, ROWS - row)
            covered |= {
                (row + down, column + right) for down in range(height) for right in range(cell.colspan)
            }
            marked = Marked(cell.text.strip(), tuple(marks.get((at, row, column), ())))
            cells.append(OriginalCell(marked, height, cell.colspan))
        yield tuple(cells)
