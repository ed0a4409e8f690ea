"""标识 (hidden): which agency a workbook was issued to, and for which edition of the form."""

from __future__ import annotations

from converter.report import ISSUED_TO
from converter.workbook.plans.home import FILL
from converter.workbook.sheets import Cell, Sheet, with_keys

VERSION = "2026.1"
"""The version of the workbook: raised when its sheets change."""

AGENCY_CODE, AGENCY, EDITION, TEMPLATE = "单位代码", ISSUED_TO, "格式", "模板版本"


def identity() -> Sheet:
    """The sheet of the identity: names and values."""
    names = (AGENCY_CODE, AGENCY, EDITION, TEMPLATE)
    cells = [
        cell
        for row, name in enumerate(names, start=1)
        for cell in (Cell(row, 1, "name", name), Cell(row, 2, "identity", key=name, at=(name, FILL)))
    ]
    return Sheet("标识", "标识", with_keys("标识", cells), (2, 16, 40), {}, 3, hidden=True, optional=True)
