"""Refilled copies: the template filled with what was read from a file that cannot be marked itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from converter.form import Form
from converter.grid.cells import address
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.workbook.layout.workbook_layout import figure_addresses, find_cells, layout
from converter.workbook.write.workbook import fill_workbook

SheetCell = tuple[str, str]
"""Sheet and cell."""

Move = tuple[SheetCell, SheetCell]
"""A cell of the file, and the cell of the template for the same input."""


def refilled_copy(report: Report, findings: Sequence[Finding]) -> tuple[bytes, tuple[Finding, ...]]:
    """The template filled with a report, and the findings with their places in it.

    A figure that could not be read stays blank; its finding says what was there. UsageError: a text is
    longer than a cell can hold.
    """
    moved, sheets = dict(_moves(report, report.form)), {sheet.name for sheet in layout(report.form)}
    return fill_workbook(report), tuple(
        replace(found, places=tuple(_moved(place, moved, sheets) for place in found.places))
        for found in findings
    )


def _moved(place: Place, moved: dict[SheetCell, SheetCell], sheets: Collection[str]) -> Place:
    """The place in the template, a whole sheet under its name; only the file if there is none."""
    whole = (place.sheet, "") if place.sheet in sheets and not place.cell else ("", "")
    return Place(place.file, *moved.get((place.sheet, place.cell), whole))


def _moves(report: Report, form: Form) -> Iterator[Move]:
    """The moves of all inputs that were in the file."""
    for ref, figure in report.figures.items():
        sheet, position = figure_addresses(form)[ref]
        if figure.place is not None:
            yield (figure.place.sheet, figure.place.cell), (sheet, address(position))
    for key, entry in report.entries.items():
        kind = "choice" if form.field(key).choices else "entry"
        yield from _move(entry.place, form, kind, key, 0)
    for key, state in report.states.items():
        yield from _move(state.place, form, "state", key, 0)
    for key, note in report.notes.items():
        yield from _move(note.place, form, "note", key, 0)
    for key, passage in report.passages.items():
        for number, paragraph in enumerate(passage):
            yield from _move(paragraph.place, form, "paragraph", key, number)


def _move(place: Place | None, form: Form, kind: str, key: str, number: int) -> Iterator[Move]:
    """The move of an input, none if it was not in the file. `number`: from 0, which of several."""
    sheet, cells = find_cells(form, kind, key)
    cell = cells[min(number, len(cells) - 1)]
    if place is not None:
        yield (place.sheet, place.cell), (sheet.name, address((cell.row, cell.column)))
