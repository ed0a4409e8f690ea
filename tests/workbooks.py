"""Filled workbooks for tests, each written once: writing one takes twenty times as long as reading it."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from dataclasses import replace
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook

from converter.form import FORM, Form
from converter.grid.cells import address
from converter.report.report import Report
from converter.workbook.layout.workbook_layout import find_cells, layout
from converter.workbook.write import workbook

_written: dict[tuple[str, str], bytes] = {}


def fill_workbook(report: Report) -> bytes:
    """A workbook filled from a report; equal reports share it.

    That the writer gives the same bytes each time is tested in workbook/test_workbook.py.
    """
    key = report.form.digest, repr(report)
    if key not in _written:
        _written[key] = workbook.fill_workbook(report)
    return _written[key]


def typed_workbook(report: Report) -> bytes:
    """A workbook filled from a report, its texts typed into one that has none.

    Formulas that show the texts keep what they showed before, as in a program that does not compute.
    Many tests change nothing but texts: typing takes a tenth of the time of writing a workbook.
    """
    texts = {
        (sheet.name, address((cell.row, cell.column))): paragraph.typed or paragraph.text
        for key, passage in report.passages.items()
        for sheet, cells in [find_cells(report.form, "paragraph", key)]
        for cell, paragraph in zip(cells, passage, strict=False)
    }
    rooms = {key: len(find_cells(report.form, "paragraph", key)[1]) for key in report.passages}
    too_many = any(len(passage) > rooms[key] for key, passage in report.passages.items())
    if too_many or any(_UNUSUAL.search(text) for text in texts.values()):
        return fill_workbook(report)
    blank = fill_workbook(replace(report, passages=dict.fromkeys(report.passages, ())))
    parts = {f"xl/worksheets/sheet{n}.xml": sheet.name for n, sheet in enumerate(layout(report.form), 1)}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blank)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            typed = {at: text for (sheet, at), text in texts.items() if sheet == parts.get(name)}
            for at, text in typed.items():
                string = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
                cell = re.search(rf'<c r="{at}" s="\d+"(/>)'.encode(), xml)
                assert cell is not None, at
                xml = xml[: cell.start(1)] + string.encode() + xml[cell.end() :]
            new.writestr(name, xml)
    return made.getvalue()


_UNUSUAL = re.compile(r"^$|_x|[\x00-\x1f\ufffe\uffff]")
"""Texts that a workbook holds in another form."""


@cache
def blank_workbook(year: int, form: Form = FORM) -> bytes:
    """The blank workbook of a year."""
    return workbook.blank_workbook(year, form)


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
