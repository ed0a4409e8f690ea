"""R: rosters as counties fill them in, and the record of what the office accepted."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook

from converter.checks.record_file import RECORD_FILE, add_to_record, read_record
from converter.form import FORM
from converter.report.finding import Finding
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
    return lambda _: read_roster(saved.getvalue(), "名单.xlsx", FORM)[1]


def agency(name: str, **more: object) -> Mapping[str, object]:
    """A row of a department."""
    return {"机关名称": name, "类别": "县级部门", **more}


FINANCE, CIVIL = (
    agency("青禾县财政局", 代码="A01", 公开电话="0537-6558690"),
    agency("青禾县民政局", 代码="A02"),
)
SOUND = once(found(FINANCE, CIVIL))

DECISION = {
    "agency": "青禾县财政局", "code": "D-07", "sheet": "五、问题及改进", "cell": "C5", "found": "",
    "message": "……", "reason": "刚刚组建。", "by": "王五", "date": "2025-01-10", "finding": "0" * 32,
}  # fmt: skip


def recorded(path: Path) -> Iterable[Finding]:
    """What is found in a record with one decision."""
    path.mkdir(parents=True, exist_ok=True)
    add_to_record(path / RECORD_FILE, [DECISION])
    return read_record(path / RECORD_FILE).notices


def recorded_by_hand(path: Path) -> Iterable[Finding]:
    """The same after somebody changed the reason in an editor."""
    assert not list(recorded(path))
    file = path / RECORD_FILE
    file.write_bytes(file.read_bytes().replace("刚刚".encode(), "早已".encode()))
    return read_record(file).notices


EXAMPLES: Mapping[str, Shown] = {
    "R-01": Shown(SOUND, found(FINANCE, head=("单位", "类别"))),
    "R-02": Shown(SOUND, found(FINANCE, head=("机关名称", "机关名称", "类别"))),
    "R-03": Shown(SOUND, found(FINANCE, {"公开电话": "0537-6558690"})),
    "R-04": Shown(SOUND, found(agency("青禾县财政局", 类别="县直"))),
    "R-05": Shown(SOUND, found()),
    "R-06": Shown(SOUND, found(FINANCE, agency("青禾县财政局"))),
    "R-07": Shown(SOUND, found(FINANCE, agency("青禾县民政局", 代码="A01"))),
    "R-08": Shown(SOUND, found(agency("青禾县财政局", 公开电话=5376558690), phone="0000-0000000")),
    "R-09": Shown(recorded, recorded_by_hand),
}
