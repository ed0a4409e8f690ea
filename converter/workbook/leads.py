"""Where each line of the checklist leads: the cell that a clerk has to look at."""

from __future__ import annotations

from converter.form import Form
from converter.grid.cells import address
from converter.workbook.checklist import Line
from converter.workbook.layout import figure_addresses, find


def lead(form: Form, line: Line) -> tuple[str, str]:
    """Sheet and cell of what a line is about."""
    if line.ref is not None:
        sheet_name, position = figure_addresses(form)[line.ref]
        return sheet_name, address(position)
    kind, key = _input(form, line)
    if kind == "figure":
        sheet_name, position = figure_addresses(form)[next(form.tables[key].refs())]
        return sheet_name, address(position)
    sheet, cells = find(form, kind, key)
    return sheet.name, address((cells[0].row, cells[0].column))


def _input(form: Form, line: Line) -> tuple[str, str]:
    """Kind and key of the first input that a line is about."""
    match line.aside:
        case "quotes":
            return "quote_name", form.quotes[0].name
        case "remarks":
            return "remark_at", line.table
        case "reasons":
            return "reason", "编号"
    if line.field:
        return ("choice" if form.field(line.field).choices else "entry"), line.field
    if line.section:
        section = next(s for s in form.sections if s.key == line.section)
        return "paragraph", section.narratives[0].key
    return ("state" if form.tables[line.table].required else "figure"), line.table
