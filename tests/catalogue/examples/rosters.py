"""R: rosters as counties fill them in."""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import Workbook

from converter.workbook.roster.columns import LABELS
from converter.workbook.roster.reading import read_roster
from tests.catalogue.examples.shown import Case, Shown, once


def found(*rows: Mapping[str, object], head: tuple[str, ...] = LABELS, phone: str = "@") -> Case:
    """What is found in a roster of these rows, each cell by its label; `phone`: number format of 公开电话."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(head))
    for cells in rows:
        sheet.append([cells.get(label) for label in head])
    if "公开电话" in head:
        for row in range(2, len(rows) + 2):
            sheet.cell(row, head.index("公开电话") + 1).number_format = phone
    saved = io.BytesIO()
    book.save(saved)
    return lambda _: read_roster(saved.getvalue(), "名单.xlsx")[1]


def agency(name: str, **more: object) -> Mapping[str, object]:
    """A row of a department."""
    return {"机关名称": name, "类别": "县级部门", **more}


FINANCE, CIVIL = (
    agency("青禾县财政局", 代码="A01", 公开电话="0537-6558690"),
    agency("青禾县民政局", 代码="A02"),
)
SOUND = once(found(FINANCE, CIVIL))

EXAMPLES: Mapping[str, Shown] = {
    "R-01": Shown(SOUND, found(FINANCE, head=("单位", "类别"))),
    "R-02": Shown(SOUND, found(FINANCE, head=("机关名称", "机关名称", "类别"))),
    "R-03": Shown(SOUND, found(FINANCE, {"公开电话": "0537-6558690"})),
    "R-04": Shown(SOUND, found(agency("青禾县财政局", 类别="县直"))),
    "R-05": Shown(SOUND, found()),
    "R-06": Shown(SOUND, found(FINANCE, agency("青禾县财政局"))),
    "R-07": Shown(SOUND, found(FINANCE, agency("青禾县民政局", 代码="A01"))),
    "R-08": Shown(SOUND, found(agency("青禾县财政局", 公开电话=5376558690), phone="0000-0000000")),
}
