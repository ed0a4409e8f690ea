"""情况说明: where an agency explains a true exception, so that a warning no longer counts as open."""

from __future__ import annotations

from converter.workbook.sheets import Cell, Sheet, lines, with_keys

REASONS = 15
"""Rows for reasons."""

COLUMNS = ("编号", "工作表", "单元格", "理由")


def reasons() -> Sheet:
    """The sheet of reasons: code, sheet, cell, and the reason in words."""
    note = (
        "县级主管部门退回并要求核实的提醒，如情况属实（机构合并、上年数更正等），在这里逐条说明；"
        "一行说明一个编号、一个单元格。错误不能用说明代替更正。"
    )
    widths = (2.0, 12.0, 24.0, 18.0, 86.0)
    cells = [
        Cell(1, 1, "title", "情况说明", colspan=4),
        Cell(2, 1, "note", note, colspan=4),
        *(Cell(3, place + 1, "head", name) for place, name in enumerate(COLUMNS)),
    ]
    for number in range(1, REASONS + 1):
        cells += [
            Cell(3 + number, place + 1, "reason", key=name, number=number, at=(f"情况.{number:02d}", name))
            for place, name in enumerate(COLUMNS)
        ]
    heights = {1: 30.0, 2: 8 + 14.0 * lines(note, sum(widths)), 3: 20.0}
    heights |= dict.fromkeys(range(4, 4 + REASONS), 24.0)
    return Sheet(
        "情况",
        "情况说明",
        with_keys("情况", cells),
        widths,
        heights,
        5,
        landscape=True,
        heads=(3, 3),
        optional=True,
    )
