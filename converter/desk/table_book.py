"""A table as a workbook, for Excel: the log, problems by kind; one look for all."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from converter.system.stamps import stamped
from converter.workbook.layout.styles import BASE, PLAIN_TEXTS, STYLES
from converter.workbook.layout.workbook_layout import MADE

_BOX: Mapping[str, Any] = {"border": 1, "border_color": STYLES["head"]["border_color"], "text_wrap": True}


class Column(NamedTuple):
    """A column: its heading and its width in characters."""

    head: str
    width: float


def table_book(
    title: str, note: str, columns: Sequence[Column], rows: Iterable[Sequence[str | int]]
) -> bytes:
    """A workbook with one sheet: title, a sentence, headings, rows; the same rows give the same bytes.

    A text stays one, whatever it begins with; a whole number is one for Excel too.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    book.set_properties({"title": title, "created": MADE})
    looks = {name: book.add_format({**BASE, **STYLES[name]}) for name in ("title", "instruction", "head")}
    looks["text"] = book.add_format({**BASE, **_BOX, "indent": 1, "quote_prefix": True})
    looks["number"] = book.add_format({**BASE, **_BOX, "align": "center"})
    sheet = book.add_worksheet(title[:31])
    last = len(columns) - 1
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, note, looks["instruction"])
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(2, at, column.head, looks["head"])
    row = 2
    for row, values in enumerate(rows, start=3):
        for at, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, at, value, looks["number"])
            else:
                sheet.write_string(row, at, value, looks["text"])
    sheet.autofilter(2, 0, max(row, 3), last)
    sheet.freeze_panes(3, 0)
    set_up_page(sheet)
    book.close()
    return stamped(buffer.getvalue(), title)


def set_up_page(sheet: Any) -> None:
    """Set a sheet up for A4 paper across, as wide as the page, with the row of heads on each."""
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")
