"""The bytes of a workbook: blank for a year, or filled from a report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from converter.form import Form, Ref, form_in_force
from converter.report.report import AGENCY_CODE, Entry, Figure, Paragraph, Report
from converter.system.errors import UsageError
from converter.system.stamps import stamped_zip
from converter.workbook.layout.other_sheets import VERSION
from converter.workbook.layout.sheets import Sheet
from converter.workbook.layout.styles import (
    BASE,
    PLAIN_TEXTS,
    SIGNALS,
    STYLES,
    TAB_TABLE,
    TAB_TEXT,
    TABS,
)
from converter.workbook.layout.workbook_layout import HIDDEN, MADE, layout
from converter.workbook.write.filling import Filling
from converter.workbook.write.validation import add_validation
from converter.workbook.write.writer import Writer


class _Worksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet that writes formulas as they are.

    xlsxwriter searches each formula for sixty functions newer than Excel 2007, none of which we use; that
    takes most of the time of writing a workbook.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def blank_report(form: Form, year: int, source: str = "") -> Report:
    """A report in which only the year, and the dates that follow from it, are filled in."""
    entries = {item.key: Entry("") for item in form.fields}
    entries |= {
        item.key: Entry(f"{year}年{item.day[0]}月{item.day[1]}日") for item in form.fields if item.day
    }
    entries["年度"] = Entry(str(year))
    required = [table.key for table in form.tables.values() if table.required]
    return Report(
        source,
        entries,
        {ref: Figure(None) for ref in form.refs},
        {key: tuple(map(Paragraph, n.prefilled)) for key, n in form.narratives.items()},
        {key: Entry(form.states[0]) for key in required},
        form=form,
    )


def blank_workbook(year: int, form: Form | None = None) -> bytes:
    """The blank workbook for a year; without a form that of the edition in force.

    UsageError: the year is not between 2000 and 2999.
    """
    if not 2000 <= year <= 2999:
        raise UsageError(f"年度 {year} 不对：请写四位数字，如 2024。")
    return fill_workbook(blank_report(form or form_in_force(), year))


def fill_workbook(report: Report, left_blank: Collection[Ref] = ()) -> bytes:
    """The workbook filled with a report, as a clerk would have typed it.

    Totals that equal the sum of their parts stay formulas; others are typed over. Zeros of a table declared
    零报告 stay blank. `left_blank`: totals that get neither a number nor a formula. UsageError: a text is
    longer than a cell can hold.
    """
    form, buffer = report.form, io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    for name, value in (
        ("xxgk-agency", report.identity.get(AGENCY_CODE, "")),
        ("xxgk-edition", form.edition),
        ("xxgk-template", VERSION),
        *([("xxgk-local", form.local)] if form.local else []),
    ):
        book.set_custom_property(name, value, "text")
    book.set_properties({"title": "政府信息公开工作年度报告填报表", "created": MADE})
    styles = {name: book.add_format({**BASE, **look}) for name, look in STYLES.items()}
    looks = {word: book.add_format(dict(look)) for word, look in SIGNALS.items()}
    filling = Filling(form, report, left_blank)
    writer = Writer(form, filling, styles)
    for sheet in layout(form):
        target = book.add_worksheet(sheet.name, _Worksheet)
        _format_sheet(target, sheet)
        for cell in sheet.cells:
            writer.cell(target, sheet, cell)
        add_validation(target, sheet, form, filling.last_year, looks)
        if sheet.hidden:
            target.hide()
    hidden = [book.add_worksheet(name, _Worksheet) for name in HIDDEN]
    writer.hidden_sheets(*hidden)
    for target in hidden:
        target.protect()
        target.hide()
    book.close()
    with zipfile.ZipFile(buffer) as archive:  # smaller than xlsxwriter packs it, for mail and chat
        return stamped_zip(((name, archive.read(name)) for name in archive.namelist()), level=9)


def _format_sheet(target: Any, sheet: Sheet) -> None:
    """Widths, heights, protection and print settings of a sheet."""
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width, None, {"hidden": column == 0})
    target.set_row(0, None, None, {"hidden": True})
    for row, height in sheet.heights.items():
        target.set_row(row, height, None, {"hidden": row in sheet.unseen})
    target.protect("", {"format_rows": True, "format_columns": True})
    target.hide_gridlines(2)
    target.set_paper(9)  # A4
    if sheet.landscape:
        target.set_landscape()
    target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    target.center_horizontally()
    target.fit_to_pages(1, sheet.pages)
    if not sheet.hidden:  # LibreOffice prints a hidden sheet that has a print area
        target.print_area(0, 0, sheet.rows - 1, sheet.printed_columns - 1)
    target.set_footer("&C第 &P 页，共 &N 页")
    if sheet.heads:
        target.repeat_rows(*sheet.heads)
    frozen = sheet.frozen or (sheet.heads[1] + 1 if sheet.heads else 0)
    if frozen:
        target.freeze_panes(frozen, 0)
    has_table = sheet.section is not None and any(table.printed for table in sheet.section.tables)
    target.set_tab_color(TABS.get(sheet.key, TAB_TABLE if has_table else TAB_TEXT))
    whole = f"A1:Q{sheet.rows}"  # no green corners on texts that look like numbers or on sums
    target.ignore_errors(dict.fromkeys(("number_stored_as_text", "formula_range", "formula_differs"), whole))
