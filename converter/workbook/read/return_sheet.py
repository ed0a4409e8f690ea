"""退回说明 of a returned copy: read only to know which workbook it corrects, never as content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.grid.cells import Book, RawSheet
from converter.report.correction import MARK_LABEL, Correction, Listed, codes_in
from converter.workbook.layout.workbook_layout import RETURN_SHEET

_FINDING = re.compile("[A-Z]-[0-9]{2}")


def is_return_sheet(sheet: RawSheet) -> bool:
    """True for the sheet that we put in front of a returned copy."""
    return sheet.name.strip() == RETURN_SHEET


def correction_of(book: Book) -> Correction | None:
    """What a workbook corrects; None where it carries neither 退回说明 nor the mark of a returned copy.

    The sheet has precedence: a name may be left from an earlier copy by a program that does not know it.
    """
    sheets = [sheet for sheet in book.sheets if is_return_sheet(sheet)]
    marks = (codes for sheet in sheets for text in _texts(sheet) if (codes := _codes(text)))
    codes = max((next(marks, ()), codes_in(book.mark)), key=len)
    if not sheets and not codes:
        return None
    return Correction(codes, tuple(line for sheet in sheets for line in _listed(sheet)))


def _codes(text: str) -> tuple[str, ...]:
    return codes_in(text) if MARK_LABEL in text else ()


def _texts(sheet: RawSheet) -> Iterator[str]:
    return (cell.raw for cell in sheet.cells.values() if isinstance(cell.raw, str))


def _listed(sheet: RawSheet) -> Iterator[Listed]:
    """The lines of the list: code, sheet and cell stand side by side."""
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.raw, str) and _FINDING.fullmatch(cell.raw.strip()):
            where = (sheet.cells.get((row, column + step)) for step in (1, 2))
            yield Listed(cell.raw.strip(), *(str(at.raw).strip() if at else "" for at in where))
