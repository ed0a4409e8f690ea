"""The roster (单位名单) as a workbook: blank, for a county to list its agencies in, or filled."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from converter.form import Form
from converter.grid.cells import address
from converter.report.roster import RosterEntry, categories
from converter.system.stamps import stamped
from converter.workbook.layout.styles import BASE, PLAIN_TEXTS, STYLES, TABS
from converter.workbook.layout.workbook_layout import MADE
from converter.workbook.read.cells.stored import MAX_ROWS
from converter.workbook.roster.columns import CATEGORY, COLUMNS, LABELS

TITLE = "单位名单"
ROWS = 150
"""Rows that are formatted for input; more may be filled in below them."""

HEAD = 2
"""The row with the labels, counted from 0."""

_GUIDE = (
    "每个单位填一行，“机关名称”和“类别”必填。机关名称填全称，与公章一致；"
    "曾用名不止一个的，用顿号隔开；类别从下拉列表中选择。“公开电话”填带区号的办公电话，预填进填报表并印进报告；"
    "“经办人电话”可填手机，只用于催报，不印出。表头文字请保持原样。"
)


def blank_roster(form: Form) -> bytes:
    """The blank roster of those who report in a form, always the same bytes."""
    return filled_roster((), form)


def filled_roster(entries: Sequence[RosterEntry], form: Form) -> bytes:
    """The roster with these agencies; equal ones give equal bytes.

    Row heights are not set, so that they grow with the text.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    book.set_properties({"title": TITLE, "created": MADE})
    styles = {name: book.add_format({**BASE, **look}) for name, look in STYLES.items()}
    input_style = book.add_format({**BASE, "num_format": "@", "locked": False})
    sheet = book.add_worksheet(TITLE)
    head, last = HEAD, len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, TITLE, styles["title"])
    sheet.merge_range(1, 0, 1, last, _GUIDE, styles["instruction"])
    for row, height in ((0, 36), (1, 34), (head, 26)):
        sheet.set_row(row, height)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width, input_style)
        sheet.write_string(head, index, column.label, styles["head"])
        style = styles["choice" if column.label == CATEGORY else "entry"]
        for row, entry in enumerate(entries, start=head + 1):
            sheet.write_string(row, index, _texts(entry)[index], style)
        for row in range(head + 1 + len(entries), head + 1 + max(ROWS, len(entries))):
            sheet.write_blank(row, index, None, style)
    _add_category_list(sheet, head + 1, categories(form))
    _format_sheet(sheet, head)
    book.close()
    return stamped(buffer.getvalue(), TITLE)


def cells_of_entry(number: int) -> dict[str, str]:
    """The cell of each column, by its label, in which an entry stands, counted from 0 in their order."""
    return {column.label: address((HEAD + 1 + number, at)) for at, column in enumerate(COLUMNS)}


def _texts(entry: RosterEntry) -> tuple[str, ...]:
    """What stands in a row, in the order of the columns; a 简称 that is the full name is left out."""
    short = "" if entry.short == entry.name else entry.short
    return (
        entry.name, short, "、".join(entry.former), entry.category, entry.parent, entry.code,
        entry.contact, entry.phone, entry.contact_phone, entry.note,
    )  # fmt: skip


def _add_category_list(sheet: Any, first: int, choices: Sequence[str]) -> None:
    """Let 类别 be chosen from a list, in all rows from `first` on."""
    column = LABELS.index(CATEGORY)
    rule = {
        "validate": "list",
        "source": list(choices),
        "error_title": CATEGORY,
        "error_message": f"请从下拉列表中选择：{'、'.join(choices)}。",
    }
    if sheet.data_validation(first, column, MAX_ROWS - 1, column, rule) != 0:
        raise ValueError(f"validation refused: {rule}")


def _format_sheet(sheet: Any, head: int) -> None:
    """Protection and print settings, without a print area, so that added rows are printed too."""
    allowed = ("format_rows", "format_columns", "insert_rows", "delete_rows")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.freeze_panes(head + 1, 0)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_tab_color(TABS["首页"])
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address((MAX_ROWS - 1, len(COLUMNS) - 1))}"})
