"""The figures in 汇总表.xlsx: the main ones by agency, all of them by agency, this year and last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from converter.form import Form, Ref
from converter.grid.cells import address
from converter.rollup.adding import RollUp, Sums
from converter.rollup.comparing import Named, YearChange, year_changes
from converter.rollup.page import (
    ALL,
    MAIN,
    ROW_LABEL,
    SOURCES,
    YEARS,
    Extent,
    Page,
    name_width,
    width_of,
    words_of,
)


def write_main(page: Page, roll: RollUp, totals: Named, owns: Sequence[Named]) -> Extent:
    """The figures that texts may quote, by agency; return what is printed."""
    names = [quote.name for quote in roll.report.form.quotes]
    widths = [width_of((totals.get(name), *(own.get(name) for own in owns)), 9) for name in names]
    wide = name_width(part.agency for part in roll.parts)
    page.head(
        MAIN, "每列一项主要数据；合计为各单位之和。全为 0 的列已折叠，点上方的“＋”展开。", (wide, *widths)
    )
    page.line(2, ("单位", *names), "head")
    page.sheet.set_row(2, 50)
    first, last = 4, 3 + len(roll.parts)
    page.put(3, 0, "合计", "name")
    printed = 0.0
    for column, name in enumerate(names, start=1):
        page.total(3, column, _sum(column, first, last), totals.get(name, 0))
        if not any(own.get(name) for own in owns):
            _fold(page, column, widths[column - 1])
        else:
            printed += widths[column - 1]
    for row, (part, own) in enumerate(zip(roll.parts, owns, strict=True), start=first):
        page.put(row, 0, part.agency, "text")
        page.fit(row, ((part.agency, wide),))
        for column, name in enumerate(names, start=1):
            page.put(row, column, own.get(name), "count")
    page.sheet.repeat_rows(2, 3)
    page.sheet.repeat_columns(0)
    page.sheet.autofilter(2, 0, last, len(names))
    page.sheet.freeze_panes(4, 1)
    return Extent(last + 1, printed)


def _sum(column: int, first: int, last: int) -> str:
    return f"=SUM({address((first, column))}:{address((last, column))})"


def _fold(page: Page, column: int, width: float) -> None:
    """Fold a column up in which every agency has 0: it opens with a click, and is not printed."""
    page.sheet.set_column(column, column, width, None, {"level": 1, "hidden": True})


def write_all(page: Page, roll: RollUp, sums: Sequence[Sums], form: Form) -> Extent:
    """Every figure of every agency, one column each; return what is printed.

    Columns in which no agency has anything are folded up, and not printed.
    """
    refs = form.refs
    columns = [[each[ref] for each in sums] for ref in refs]
    widths = [
        width_of((roll.report.value(ref), *column), 6) for ref, column in zip(refs, columns, strict=True)
    ]
    note = "列为格式规定的全部数据，依次为所在的表、行、列。全为 0 的列已折叠，点上方的“＋”展开。"
    wide = name_width(part.agency for part in roll.parts)
    page.head(ALL, note, (wide, *widths))
    for row, words in enumerate(zip(*(words_of(ref, form) for ref in refs), strict=True), start=2):
        page.line(row, ("", *words), "head")
    page.sheet.set_row(3, 110)
    page.sheet.set_row(4, 50)
    page.put(2, 0, "单位", "head")
    page.put(5, 0, "合计", "name")
    printed = 0.0
    first, last = 6, 5 + len(sums)
    for column, (ref, values) in enumerate(zip(refs, columns, strict=True), start=1):
        page.total(5, column, _sum(column, first, last), roll.report.value(ref) or 0)
        for row, own in enumerate(values, start=first):
            page.put(row, column, own, "count")
        if not any(values):
            _fold(page, column, widths[column - 1])
        else:
            printed += widths[column - 1]
    for row, part in enumerate(roll.parts, start=first):
        page.put(row, 0, part.agency, "text")
        page.fit(row, ((part.agency, wide),))
    page.sheet.repeat_rows(2, 5)
    page.sheet.repeat_columns(0)
    page.sheet.freeze_panes(6, 1)
    return Extent(last + 1, printed)


def write_years(page: Page, roll: RollUp, sources: Mapping[Ref, int], form: Form) -> Extent:
    """Figures of this year and last year, one row each, with a link to their sources; return what is printed.

    Rows that are 0 in both years are folded up.
    """
    changes = list(year_changes(roll))
    note = (
        "增减为今年减上年；点右侧“查来源”可看每个单位填了多少。" if roll.last is not None else "没有上年数。"
    )
    other = roll.last.edition if roll.last is not None else ""
    if other:
        note += f"上年用 {other} 年的格式：没有对应的数标“{_NO_COUNTERPART}”，合为一行的与今年几行的合计比。"
    numbers = [value for change in changes for value in (change.this, change.last, change.difference)]
    wide = width_of(numbers, 12)
    page.head(
        YEARS,
        f"{note}两年都是 0 的行已折叠，点左边的“＋”展开。",
        (9, ROW_LABEL, 30, wide, wide, wide, 10, 10),
    )
    page.line(3, ("表", "行", "列", "今年", "上年", "增减", "增减%", "来源"), "head")
    row, lines = 3, 4
    for row, change in enumerate(changes, start=4):
        empty = not (change.this or change.last)
        table, label, column = words_of(change.ref, form)
        page.line(row, (table, f"{change.group}合计" if change.group else label, column), "text")
        texts = ((form.row_label(change.ref), ROW_LABEL), (form.column_label(change.ref), 30))
        page.fit(row, texts, {"level": 1, "hidden": True} if empty else None)
        lines += not empty
        _write_change(page, row, change, sources, other)
    page.sheet.outline_settings(True, False, True, False)
    page.sheet.repeat_rows(3)
    page.sheet.autofilter(3, 0, row, 7)
    page.sheet.freeze_panes(4, 3)
    return Extent(lines)


_NO_COUNTERPART = "格式不同"
"""Instead of a figure that last year's form did not have."""


def _write_change(page: Page, row: int, change: YearChange, sources: Mapping[Ref, int], other: str) -> None:
    """A line of this year and last; `other`: the edition of last year's form, "" for this year's."""
    last = _NO_COUNTERPART if other and change.last is None else change.last
    page.line(row, (change.this, last, change.difference), "count", column=3)
    page.put(row, 6, change.percent, "percent")
    if change.ref in sources and not change.group:
        link = f"internal:'{SOURCES}'!A{sources[change.ref] + 1}"
        page.sheet.write_url(row, 7, link, page.looks["link"], "查来源")
    else:
        page.put(row, 7, "", "text")
