"""Filled workbooks for tests, each written once: writing one takes twenty times as long as reading it."""

from __future__ import annotations

from functools import cache

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
