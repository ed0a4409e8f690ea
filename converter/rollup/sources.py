"""数据来源: every figure of a sum with what each agency adds to it, and what its workbook says instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from converter.form import Form, Ref
from converter.report.report import Value, plain
from converter.rollup.adding import Contribution, RollUp, Sums, trace
from converter.rollup.page import ROW_LABEL, SOURCES, Page, width_of, words_of

HEADS = ("表", "行", "列", "合计", "单位", "文件", "工作表", "单元格", "计入数", "原表填的数", "说明")
_WIDTHS = (9, ROW_LABEL, 30, 14, 34, 40, 20, 10, 14, 14, 40)


def write_sources(page: Page, roll: RollUp, sums: Sequence[Sums], form: Form) -> tuple[dict[Ref, int], int]:
    """Write the sheet; return the row of each figure, and how many lines it prints.

    A line for each figure, and below it, folded up, one for each agency; those whose workbook shows another
    number than was added stay open.
    """
    traced = trace(roll, sums)
    values = [roll.report.value(ref) for ref in traced]
    widths: list[float] = [*_WIDTHS]
    for column in (3, 8, 9):
        widths[column] = width_of(values, _WIDTHS[column])
    page.head(
        SOURCES,
        "合计的每个数由哪些单位、哪个文件、哪个单元格相加而成；为 0 的不列。"
        "点左边的“＋”看各单位的数（上方的“2”全部展开）。"
        "计入数是分项相加得出的；原表填的数与它不同的，标成黄色，写明两个数。",
        widths,
    )
    page.line(3, HEADS, "head")
    row, lines, first = 4, 4, dict[Ref, int]()
    for ref, items in traced.items():
        first[ref] = row
        differ = sum(item.differs for item in items)
        remark = f"{differ} 个单位填的数与分项之和不同" if differ else ""
        total = roll.report.value(ref)
        page.line(row, words_of(ref, form), "strong")
        page.put(row, 3, total, "sum")
        page.line(row, (f"{len(items)} 个单位", "", "", ""), "strong", column=4)
        page.put(row, 8, total, "sum")
        page.line(row, ("", remark), "strong", column=9)
        _fit(page, row, ref, None, form, {"collapsed": differ < len(items)})
        row, lines = row + 1, lines + 1
        for item in sorted(items, key=lambda item: not item.differs):  # those that stay open first
            _write_item(page, row, ref, total, item, form)
            row, lines = row + 1, lines + item.differs
    page.sheet.outline_settings(True, False, True, False)
    page.sheet.repeat_rows(3)
    page.sheet.autofilter(3, 0, max(row - 1, 4), len(HEADS) - 1)
    page.sheet.freeze_panes(4, 0)
    return first, lines


def _write_item(page: Page, row: int, ref: Ref, total: Value | None, item: Contribution, form: Form) -> None:
    look = "asked" if item.differs else "text"
    page.line(row, words_of(ref, form), look)
    page.put(row, 3, total, "count")
    sheet, cell = (item.place.sheet, item.place.cell) if item.place else ("", "")
    page.line(row, (item.agency, item.source, sheet, cell), look, column=4)
    page.put(row, 8, item.value, "count")
    page.put(row, 9, item.typed, "count")
    page.put(row, 10, _remark(item), look)
    # some programs hide a row of a folded group even if it is said to be shown: it is in none then
    _fit(page, row, ref, item, form, {} if item.differs else {"level": 1, "hidden": True})


def _remark(item: Contribution) -> str:
    if not item.differs or item.typed is None:
        return ""
    return f"原表填的是 {plain(item.typed)}，分项相加是 {plain(item.value)}，按 {plain(item.value)} 计入"


def _fit(
    page: Page, row: int, ref: Ref, item: Contribution | None, form: Form, options: dict[str, Any]
) -> None:
    texts = [(form.row_label(ref), ROW_LABEL), (form.column_label(ref), 30.0)]
    if item is not None:
        texts += [(item.agency, 34.0), (item.source, 40.0), (_remark(item), 40.0)]
    page.fit(row, texts, options)
