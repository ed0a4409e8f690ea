"""A workbook whose own file cannot be marked: our template filled with what was read from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from converter.form import FORM, Form
from converter.grid.cells import address
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.workbook.layout.book import figure_addresses, find_cells
from converter.workbook.write.template import fill_workbook

At = tuple[str, str]
"""Sheet and cell."""


def refilled(
    report: Report, findings: Sequence[Finding], form: Form = FORM
) -> tuple[bytes, tuple[Finding, ...]]:
    """The template filled with a report, and its findings at the cells that these figures have there.

    A figure that could not be read stays blank; its finding says what stood there. SettingsError: a
    text longer than a cell can hold.
    """
    moved = dict(_moves(report, form))
    return fill_workbook(report, form), tuple(
        replace(found, places=tuple(_moved(place, moved) for place in found.places)) for found in findings
    )


def _moved(place: Place, moved: dict[At, At]) -> Place:
    """A place in the template; the file alone for one that the template does not have."""
    return Place(place.file, *moved.get((place.sheet, place.cell), ("", "")))


def _moves(report: Report, form: Form) -> Iterator[tuple[At, At]]:
    """Where everything stood in the file, and where it stands in the template."""
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
        yield from _move(note.place, form, "footnote", key, 0)
    for key, passage in report.passages.items():
        for number, paragraph in enumerate(passage):
            yield from _move(paragraph.place, form, "paragraph", key, number)


def _move(place: Place | None, form: Form, kind: str, key: str, number: int) -> Iterator[tuple[At, At]]:
    sheet, cells = find_cells(form, kind, key)
    cell = cells[min(number, len(cells) - 1)]
    if place is not None:
        yield (place.sheet, place.cell), (sheet.name, address((cell.row, cell.column)))
