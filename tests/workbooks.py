"""Filled workbooks for tests, each written once: writing one takes twenty times as long as reading it."""

from __future__ import annotations

import io
import pickle
from functools import cache, lru_cache

from openpyxl import Workbook, load_workbook

from converter.form import FORM, Form
from converter.report.report import Report
from converter.workbook.write import template

_written: dict[tuple[str, str], bytes] = {}


def fill_workbook(report: Report, form: Form = FORM) -> bytes:
    """A workbook filled from a report; equal reports share it.

    That the writer gives the same bytes each time is tested in workbook/test_template.py.
    """
    key = form.edition, repr(report)
    if key not in _written:
        _written[key] = template.fill_workbook(report, form)
    return _written[key]


@cache
def blank_workbook(year: int) -> bytes:
    """The blank workbook of a year."""
    return template.blank_workbook(year)


def opened(content: bytes) -> Workbook:
    """A workbook as openpyxl opens it, to be changed and saved; the same content is parsed once."""
    book = pickle.loads(_parsed(content))
    assert isinstance(book, Workbook)
    return book


@lru_cache(maxsize=20)
def _parsed(content: bytes) -> bytes:
    """What `opened` restores in a tenth of the time that openpyxl takes to parse."""
    return pickle.dumps(load_workbook(io.BytesIO(content)), pickle.HIGHEST_PROTOCOL)


def stored_values(content: bytes, sheet: str) -> dict[str, object]:
    """What a program shows that does not compute: the stored values of a sheet, by cell."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    cells = (cell for row in book[sheet].iter_rows() for cell in row if cell.value is not None)
    return {cell.coordinate: cell.value for cell in cells}
