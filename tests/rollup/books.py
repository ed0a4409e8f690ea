"""汇总表.xlsx, read again."""

from __future__ import annotations

import io

from openpyxl import load_workbook


def rows(content: bytes, sheet: str) -> list[tuple[object, ...]]:
    """The values of a sheet, row by row."""
    return list(load_workbook(io.BytesIO(content), data_only=True)[sheet].iter_rows(values_only=True))
