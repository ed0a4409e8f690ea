"""填报首页: who reports, and how far the workbook is."""

from __future__ import annotations

from converter.form import Form
from converter.workbook.checklist import checklist
from converter.workbook.sheets import Cell, CellKind, Sheet, with_keys

FILL = "填写"


def home(form: Form) -> Sheet:
    """The traffic light, the fields of the opening, and the checklist with a link per line."""
    title = "政府信息公开工作年度报告填报表"
    note = f"依据{form.notice}。浅黄色格由填报单位填写，其余已锁定；填完保存后原样报送，请勿改名工作表。"
    cells = [
        Cell(1, 1, "title", title, colspan=3),
        Cell(2, 1, "note", note, colspan=3),
        Cell(3, 1, "light", colspan=3),
        *(Cell(4, place + 1, "head", text) for place, text in enumerate(("项目", "填写", "说明"))),
    ]
    row = 5
    for item in form.fields:
        kind: CellKind = "choice" if item.choices else "entry"
        mark = "（必填）" if item.demand == "required" else ""
        cells += [
            Cell(row, 1, "name", item.key),
            Cell(row, 2, kind, key=item.key, at=(item.key, FILL)),
            Cell(row, 3, "help", f"{mark}{item.help}"),
        ]
        row += 1
    cells.append(Cell(row + 1, 1, "heading", "核对清单（随填随算，点击事项可跳到要填的位置）", colspan=3))
    cells += [Cell(row + 2, place + 1, "head", t) for place, t in enumerate(("状态", "事项", "差在哪里"))]
    first = row + 3
    for row, line in enumerate(checklist(form), start=first):
        cells += [
            Cell(row, 1, "check_state", key=line.key),
            Cell(row, 2, "check_label", line.label, key=line.key),
            Cell(row, 3, "check_message", key=line.key),
        ]
    heights = {1: 34.0, 2: 20.0, 3: 34.0, **dict.fromkeys(range(4, first - 3), 24.0)}
    heights |= dict.fromkeys(range(first - 2, row + 1), 19.0)
    return Sheet(
        "首页", "填报首页", with_keys("首页", cells), (2, 16, 54, 58), heights, 4, pages=1, heads=(4, 4)
    )
