"""The layout of the whole workbook, computed from the form: its sheets, and the address of each input.

The writer places cells by it; the reader finds them by its keys. Each sheet begins with a hidden row and a
hidden column of keys (`grid.keys`), so that a figure is found even after rows or columns were inserted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from converter.form import Form, Ref
from converter.grid.cells import Position, address
from converter.workbook.layout.checklist import ChecklistLine
from converter.workbook.layout.other_sheets import (
    guide_sheet,
    home_sheet,
    identity_sheet,
    reasons_sheet,
    text_sheet,
)
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.table_sheets import table_sheet

MADE = datetime(2021, 9, 26)
"""The date of creation in every workbook, that of the notice: equal contents give equal bytes."""

CHECKS, PREVIEWS = "核对", "预览"
HIDDEN = (CHECKS, PREVIEWS)
"""Hidden sheets with formulas whose results other sheets show."""

RETURN_SHEET = "退回说明"
"""The first sheet of a returned copy: what to do, and every finding. Never part of what an agency reports."""


@cache
def layout(form: Form) -> tuple[Sheet, ...]:
    """All sheets in order: first page, one per section, reasons, guide, identity."""
    return (
        home_sheet(form),
        *(
            table_sheet(section, section.tables[0], form)
            if any(table.printed and table.required for table in section.tables)
            else text_sheet(section)
            for section in form.sections
        ),
        reasons_sheet(),
        guide_sheet(form),
        identity_sheet(form),
    )


@cache
def sheets_without_inputs(form: Form) -> frozenset[str]:
    """The names of sheets on which nobody fills anything in, so that the reader skips them."""
    return frozenset((*HIDDEN, *(sheet.name for sheet in layout(form) if not sheet.inputs)))


@cache
def figure_addresses(form: Form) -> Mapping[Ref, tuple[str, Position]]:
    """Sheet name and position of every figure in the template."""
    return {
        cell.ref: (sheet.name, (cell.row, cell.column))
        for sheet in layout(form)
        for cell in sheet.cells
        if cell.ref is not None and cell.kind == "figure"
    }


def find_cells(form: Form, kind: str, key: str) -> tuple[Sheet, list[Cell]]:
    """The cells of a kind that belong to a field, narrative, table or line, and their sheet.

    KeyError: there are none.
    """
    for sheet in layout(form):
        cells = [cell for cell in sheet.cells if cell.kind == kind and cell.key == key]
        if cells:
            return sheet, cells
    raise KeyError((kind, key))


def total_formula(form: Form, ref: Ref) -> str:
    """The formula of a total: =SUM(E9:J9), with a range for each run of parts that are neighbours."""
    runs: list[list[Position]] = []
    for part in form.totals[ref].left:
        row, column = figure_addresses(form)[part][1]
        if runs and runs[-1][-1] in ((row - 1, column), (row, column - 1)):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    return f"=SUM({','.join(f'{address(run[0])}:{address(run[-1])}' for run in runs)})"


def link_target(form: Form, line: ChecklistLine) -> tuple[str, str]:
    """Sheet and cell to which a line of the checklist links."""
    if line.ref is not None:
        sheet_name, position = figure_addresses(form)[line.ref]
        return sheet_name, address(position)
    kind, key = _first_input(form, line)
    if kind == "figure":
        sheet_name, position = figure_addresses(form)[next(form.tables[key].refs())]
        return sheet_name, address(position)
    sheet, cells = find_cells(form, kind, key)
    return sheet.name, address((cells[0].row, cells[0].column))


def _first_input(form: Form, line: ChecklistLine) -> tuple[str, str]:
    """Kind and key of the cells of which a line's link leads to the first."""
    match line.annotation:
        case "quotes":
            return "quote_name", form.quotes[0].name
        case "remarks":
            return "remark_at", line.table
        case "reasons":
            return "reason", "编号"
    if line.field:
        return ("choice" if form.field(line.field).choices else "entry"), line.field
    if line.narrative:
        return "paragraph", line.narrative
    if line.section:
        section = next(s for s in form.sections if s.key == line.section)
        return "paragraph", section.narratives[0].key
    return ("state" if form.tables[line.table].required else "figure"), line.table
