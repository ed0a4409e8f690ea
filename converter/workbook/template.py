"""The workbook: blank for an agency to fill, or filled from a report. The only door to xlsxwriter."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from converter.errors import SettingsError
from converter.form import FORM, Form, Ref
from converter.report import Entry, Figure, Report, Value, plain
from converter.sums import settled
from converter.workbook.layout import PARAGRAPHS, TEXT_WIDTHS, layout, total_formula
from converter.workbook.sheets import Cell, Sheet, lines
from converter.workbook.styles import BASE, STYLES, TAB_TABLE, TAB_TEXT, TABS

MADE = datetime(2021, 9, 26)
"""The date inside every workbook (that of the notice): same content, same bytes."""

LINE, TALLEST = 15.0, 409.0
"""Points: a line of text, and the tallest row that a spreadsheet has."""

LONGEST = 32767
"""Characters that a cell can hold."""


def blank_report(form: Form, year: int, source: str = "") -> Report:
    """A report of which only the year and what follows from it is filled."""
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
        dict.fromkeys(form.narratives, ()),
        {key: Entry(form.states[0]) for key in required},
    )


def blank_workbook(year: int, form: Form = FORM) -> bytes:
    """The workbook for a year, ready to be filled in. SettingsError: no such year."""
    if not 2000 <= year <= 2999:
        raise SettingsError(f"年度 {year} 不对：请写四位数字，如 2024。")
    return fill_workbook(blank_report(form, year), form)


def fill_workbook(report: Report, form: Form = FORM) -> bytes:
    """The template filled with a report: what a clerk would have typed.

    Totals that agree with their parts stay formulas, others are typed over. A table declared
    零报告 keeps its zeros unwritten. SettingsError: a text longer than a cell can hold.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": dict(BASE)})
    book.set_properties({"title": "政府信息公开工作年度报告填报表", "created": MADE})
    styles = {name: book.add_format({**BASE, **look}) for name, look in STYLES.items()}
    write = _Writer(form, report, styles)
    for sheet in layout(form):
        target = book.add_worksheet(sheet.name)
        _dress(target, sheet)
        for cell in sheet.cells:
            write.cell(target, cell)
    book.close()
    return buffer.getvalue()


def _dress(target: Any, sheet: Sheet) -> None:
    """Widths, heights, protection and print settings of a sheet."""
    for column, width in enumerate(sheet.widths):
        target.set_column(column, column, width, None, {"hidden": column == 0})
    target.set_row(0, None, None, {"hidden": True})
    for row, height in sheet.heights.items():
        target.set_row(row, height)
    target.protect("", {"format_rows": True, "format_columns": True})
    target.hide_gridlines(2)
    target.set_paper(9)  # A4
    if sheet.landscape:
        target.set_landscape()
    target.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    target.center_horizontally()
    target.fit_to_pages(1, 0)
    target.print_area(0, 0, sheet.rows - 1, len(sheet.widths) - 1)
    target.set_footer("&C第 &P 页，共 &N 页")
    if sheet.heads:
        target.repeat_rows(*sheet.heads)
        target.freeze_panes(sheet.heads[1] + 1, 0)
    has_table = sheet.section is not None and any(table.printed for table in sheet.section.tables)
    target.set_tab_color(TABS.get(sheet.key, TAB_TABLE if has_table else TAB_TEXT))
    target.ignore_errors({"number_stored_as_text": f"A1:P{sheet.rows}"})


class _Writer:
    """Writes single cells; holds what they need to know of the report."""

    def __init__(self, form: Form, report: Report, styles: Mapping[str, Any]) -> None:
        self.form = form
        self.report = report
        self.styles = styles
        zero = {key for key, state in report.states.items() if state.text == form.states[1]}
        blank_is_zero = {ref.table for ref in form.refs if _filled(report, ref.table)} | zero

        def value(ref: Ref) -> Value | None:
            known = report.value(ref)
            return 0 if known is None and ref.table in blank_is_zero else known

        self.zero = zero
        self.sums = settled(form, value)
        self.inputs: Mapping[str, Callable[[Any, Cell], None]] = {
            "entry": self._entry,
            "choice": self._entry,
            "state": self._state,
            "figure": self._figure,
            "paragraph": self._paragraph,
        }

    def cell(self, target: Any, cell: Cell) -> None:
        """Write one cell of the layout."""
        writes = self.inputs.get(cell.kind)
        if writes is not None:
            writes(target, cell)
        else:
            self._text(target, cell, cell.text, cell.kind)

    def _text(self, target: Any, cell: Cell, text: str, style: str) -> None:
        if len(text) > LONGEST:
            raise SettingsError(f"有一段文字长达 {len(text)} 字，超过一个单元格能存的 {LONGEST} 字。")
        self._merge(target, cell, style)
        if text:
            target.write_string(cell.row, cell.column, text, self.styles[style])
        elif style not in ("example", "help"):
            target.write_blank(cell.row, cell.column, None, self.styles[style])

    def _merge(self, target: Any, cell: Cell, style: str) -> None:
        if cell.rowspan > 1 or cell.colspan > 1:
            last = (cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            target.merge_range(cell.row, cell.column, *last, "", self.styles[style])

    def _entry(self, target: Any, cell: Cell) -> None:
        item = self.form.field(cell.key)
        text = self.report.entries[cell.key].text
        if item.choices:
            _validate(target, cell, {"validate": "list", "source": list(item.choices)})
        if item.kind == "year" and text.isdecimal():
            target.write_number(cell.row, cell.column, int(text), self.styles["year"])
        else:
            self._text(target, cell, text, "year" if item.kind == "year" else cell.kind)

    def _state(self, target: Any, cell: Cell) -> None:
        self._text(target, cell, self.report.states[cell.key].text, "state")
        _validate(target, cell, {"validate": "list", "source": list(self.form.states)})

    def _paragraph(self, target: Any, cell: Cell) -> None:
        texts = [paragraph.text for paragraph in self.report.passages[cell.key]]
        here = "\n".join(texts[cell.number - 1 : None if cell.number == PARAGRAPHS else cell.number])
        self._text(target, cell, here, "paragraph")
        needed = lines(here, TEXT_WIDTHS[cell.column])
        if needed > 1:  # not every program fits rows when it opens a file
            target.set_row(cell.row, min(LINE * needed + 4, TALLEST))

    def _figure(self, target: Any, cell: Cell) -> None:
        ref = cell.ref
        if ref is None:
            raise TypeError("a figure cell without its ref")
        figure, style = self.report.figures[ref], self._style(ref)
        self._merge(target, cell, style)
        at, look = (cell.row, cell.column), self.styles[style]
        if ref in self.form.totals and (figure.value is None or figure.value == self.sums[ref]):
            shown = self.sums[ref]
            target.write_formula(*at, total_formula(self.form, ref), look, 0 if shown is None else shown)
        elif figure.value is None or (ref.table in self.zero and not figure.value):
            target.write_blank(*at, None, look)
        elif figure.remark:
            target.write_string(*at, f"{plain(figure.value)}{figure.remark}", look)
        else:
            number = figure.value
            target.write_number(*at, float(number) if isinstance(number, Decimal) else number, look)

    def _style(self, ref: Ref) -> str:
        if ref in self.form.totals:
            return "total"
        return "count" if self.form.column(ref).whole else "amount"


def _filled(report: Report, table: str) -> bool:
    return any(ref.table == table and figure.value is not None for ref, figure in report.figures.items())


def _validate(target: Any, cell: Cell, rule: Mapping[str, Any]) -> None:
    """Add a validation; xlsxwriter only warns and answers -2 where a rule does not fit."""
    if target.data_validation(cell.row, cell.column, cell.row, cell.column, dict(rule)) != 0:
        raise ValueError(f"validation refused at {cell.row}, {cell.column}: {rule}")
