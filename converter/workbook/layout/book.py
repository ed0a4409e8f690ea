"""Form -> where everything lies in the workbook: computed, never stored.

The writer places by it; the reader uses its keys. Each sheet begins with a hidden row and a hidden
column of keys (`grid.locate`), so that a figure is found after rows or columns were inserted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from converter.form import Form, Ref
from converter.grid.cells import Position, address
from converter.workbook.layout.pages import guide, home, identity, reasons, text_sheet
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.tables import table_sheet

MADE = datetime(2021, 9, 26)
"""The date inside every workbook (that of the notice): same content, same bytes."""

CHECKS, PREVIEWS = "核对", "预览"
HIDDEN = (CHECKS, PREVIEWS)
"""Sheets that only compute what others show."""

RETURNED = "退回说明"
"""The sheet that a returned copy begins with; what stands on it is ours."""


@cache
def layout(form: Form) -> tuple[Sheet, ...]:
    """All sheets of the workbook in order: the first page, one per section, reasons, the guide."""
    return (
        home(form),
        *(
            table_sheet(section, section.tables[0], form)
            if any(table.printed for table in section.tables)
            else text_sheet(section)
            for section in form.sections
        ),
        reasons(),
        guide(form),
        identity(),
    )


@cache
def needless(form: Form) -> frozenset[str]:
    """Names of sheets that a reader has no need of: nobody fills anything in there."""
    return frozenset((*HIDDEN, RETURNED, *(sheet.name for sheet in layout(form) if not sheet.inputs)))


@cache
def figure_addresses(form: Form) -> Mapping[Ref, tuple[str, Position]]:
    """Sheet name and position of every figure in the untouched template."""
    return {
        cell.ref: (sheet.name, (cell.row, cell.column))
        for sheet in layout(form)
        for cell in sheet.cells
        if cell.ref is not None and cell.kind == "figure"
    }


def find(form: Form, kind: str, key: str) -> tuple[Sheet, list[Cell]]:
    """The sheet and the cells of a kind that are about a field, narrative, table or line."""
    for sheet in layout(form):
        cells = [cell for cell in sheet.cells if cell.kind == kind and cell.key == key]
        if cells:
            return sheet, cells
    raise KeyError((kind, key))


def total_formula(form: Form, ref: Ref) -> str:
    """The formula of a total: the sum of its parts as a range of neighbours."""
    parts = [figure_addresses(form)[part][1] for part in form.totals[ref].left]
    return f"=SUM({address(parts[0])}:{address(parts[-1])})"
