"""比较.xlsx: many agencies and years, or two reports, as sheets that people sort, filter and print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from converter.compare.pair import PairChanges
from converter.compare.rates import PER_HUNDRED
from converter.compare.reading import YearReport
from converter.compare.table import (
    AGENCY,
    VALUE,
    YEAR,
    by_year,
    measures,
    outliers,
    ranked,
    sums_by_year,
    tidy,
)
from converter.form import Form
from converter.report.report import Value
from converter.report.sums import add
from converter.rollup.page import Page, looks_of
from converter.system.stamps import stamped
from converter.workbook.layout.styles import BASE, PLAIN_TEXTS
from converter.workbook.layout.workbook_layout import MADE

FIGURES, SENTENCES = "变化的数", "变化的文字"
OVERVIEW, MAIN, RATES, SHARES, ODD, EVERY, DATA = (
    "各年合计",
    "主要数据",
    "复议诉讼比",
    "办理结果占比",
    "异常",
    "各指标各年",
    "明细数据",
)


def _made(title: str) -> tuple[Any, io.BytesIO, dict[str, Any]]:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    book.set_properties({"title": title, "created": MADE})
    return book, buffer, looks_of(book)


def _page(book: Any, name: str, looks: dict[str, Any]) -> Page:
    """A new sheet, printed on paper of one page's width with its head on each page."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    return Page(sheet, looks)


def pair_book(changes: PairChanges, form: Form) -> bytes:
    """Two reports: figures with their difference, sentences side by side."""
    before, after = (f"{report.agency}{report.year}年（{report.source}）" for report in changes[:2])
    book, buffer, looks = _made("报告比较")
    page = _page(book, FIGURES, looks)
    page.head("变化的数", f"甲：{before}　乙：{after}", (52, 14, 14, 14, 30))
    page.line(2, ("指标", "甲", "乙", "乙减甲", "乙的单元格"), "head")
    for row, change in enumerate(changes.figures, start=3):
        page.put(row, 0, form.label(change.ref), "label")
        page.line(row, (change.before, change.after, change.difference), "count", 1)
        page.put(row, 4, changes.after.cells.get(change.ref), "text")
    page.sheet.freeze_panes(3, 1)
    page = _page(book, SENTENCES, looks)
    page.head("变化的文字", "左边是甲，右边是乙；空白的一边没有对应的句子。", (18, 60, 60))
    page.line(2, ("位置", "甲", "乙"), "head")
    for row, sentence in enumerate(changes.sentences, start=3):
        page.put(row, 0, form.narratives[sentence.narrative].label, "label")
        page.line(row, (sentence.before, sentence.after), "text", 1)
    page.sheet.freeze_panes(3, 1)
    book.close()
    return stamped(buffer.getvalue(), "比较")


def years_book(reports: Sequence[YearReport], form: Form) -> bytes:
    """Many reports: sums by year, main figures, rates, shares, what is out of line, all data."""
    book, buffer, looks = _made("各年比较")
    table, main = tidy(reports, form), measures(reports, form)
    years = sorted(set(main[YEAR]))
    _overview(book, looks, main, years, form)
    for name, measure in ((MAIN, None), (RATES, PER_HUNDRED)):
        _by_agency(_page(book, name, looks), main, years, measure, form)
    _shares(_page(book, SHARES, looks), main, years, form)
    _odd(_page(book, ODD, looks), reports, form)
    _every(_page(book, EVERY, looks), table)
    _data(_page(book, DATA, looks), table)
    book.close()
    return stamped(buffer.getvalue(), "比较")


def _sum(values: Sequence[Value | None]) -> Value | None:
    known = [value for value in values if value is not None]
    return add(known) if known else None


def _overview(book: Any, looks: dict[str, Any], main: pd.DataFrame, years: list[int], form: Form) -> None:
    """Sums of all agencies by year, with a line for each in a chart; how many agencies each year has."""
    page = _page(book, OVERVIEW, looks)
    names = list(form.views.main)
    page.head(
        "各年合计", "各机关相加；某年缺的机关多，合计不可比，见“机关数”。", (14, 12, *(16 for _ in names))
    )
    page.line(2, ("年度", "机关数", *names), "head")
    sums = [sums_by_year(main, name) for name in names]
    for row, year in enumerate(years, start=3):
        own = main[main[YEAR] == year]
        page.put(row, 0, str(year), "label")
        page.line(row, (len(own), *(each[row - 3].total for each in sums)), "count", 1)
    chart = book.add_chart({"type": "line"})
    last = 2 + len(years)
    for column, name in enumerate(names, start=2):
        chart.add_series(
            {
                "name": name,
                "categories": [OVERVIEW, 3, 0, last, 0],
                "values": [OVERVIEW, 3, column, last, column],
                "marker": {"type": "circle"},
            }
        )
    chart.set_title({"name": "各年合计（件）"})
    chart.set_legend({"position": "bottom"})
    page.sheet.insert_chart(last + 2, 0, chart, {"x_scale": 1.4, "y_scale": 1.2, "description": "各年合计"})


def _by_agency(page: Page, main: pd.DataFrame, years: list[int], measure: str | None, form: Form) -> None:
    """A row for each agency: a measure (None: the volume) by year, its last change, a rank."""
    name = measure or form.views.volume
    page.head(name, "按最近一年从多到少排列；空白表示没有那一年的数。", (36, *(12 for _ in years), 12, 10))
    page.line(2, ("机关名称", *map(str, years), "最近一年变化", "位次"), "head")
    rows = ranked(main, name)
    for row, each in enumerate(rows, start=3):
        page.put(row, 0, each.agency, "label")
        page.line(row, each.values, "count", 1)
        page.put(row, len(years) + 1, each.change, "count")
        page.put(row, len(years) + 2, each.rank, "count")
    page.sheet.autofilter(2, 0, 2 + len(rows), len(years) + 2)
    page.sheet.freeze_panes(3, 1)


def _shares(page: Page, main: pd.DataFrame, years: list[int], form: Form) -> None:
    """For each agency and year, what share of its closed applications each result has."""
    names = list(form.views.results)
    page.head("办理结果占比", "各项结果占办理总数的百分比。", (36, 10, 12, *(14 for _ in names)))
    page.line(2, ("机关名称", "年度", "办理合计", *names), "head")
    row = 3
    for _, line in main.iterrows():
        values = [line[name] for name in names]
        total = _sum(values)
        if not total or any(value is None for value in values):
            continue
        page.put(row, 0, line[AGENCY], "label")
        page.put(row, 1, str(line[YEAR]), "text")
        page.put(row, 2, total, "count")
        for column, value in enumerate(values, start=3):
            page.sheet.write_number(row, column, round(float(value * 100 / total), 1), page.looks["percent"])
        row += 1
    page.sheet.autofilter(2, 0, max(row - 1, 3), 2 + len(names))
    page.sheet.freeze_panes(3, 1)


def _odd(page: Page, reports: Sequence[YearReport], form: Form) -> None:
    page.head(
        "异常", "主要数据与这个机关以前各年相差很大的，请核实；至少要有三年的数才判断。", (36, 10, 16, 12, 60)
    )
    page.line(2, ("机关名称", "年度", "指标", "数值", "为什么"), "head")
    for row, found in enumerate(outliers(reports, form), start=3):
        page.put(row, 0, found.agency, "label")
        page.line(row, (str(found.year), found.measure), "text", 1)
        page.put(row, 3, found.value, "count")
        page.put(row, 4, found.why, "text")


def _every(page: Page, table: pd.DataFrame) -> None:
    wide = by_year(table)
    years = list(wide.columns)
    page.head("各指标各年", "用筛选选出一个机关或一个指标。", (36, 12, 60, *(12 for _ in years)))
    page.line(2, ("机关名称", "编号", "指标", *map(str, years)), "head")
    for row, (names, values) in enumerate(
        zip(wide.index, wide.itertuples(index=False), strict=True), start=3
    ):
        page.line(row, list(names), "text")
        page.line(
            row, [value if isinstance(value, int) or value == value else None for value in values], "count", 3
        )
    page.sheet.autofilter(2, 0, 2 + max(len(wide), 1), 2 + len(years))
    page.sheet.freeze_panes(3, 3)


def _data(page: Page, table: pd.DataFrame) -> None:
    page.head("明细数据", "每个已知的数一行，可另作透视表。", (36, 12, 8, 12, 60, 14, 22, 36))
    page.line(2, list(table.columns), "head")
    number = list(table.columns).index(VALUE)
    for row, values in enumerate(table.itertuples(index=False), start=3):
        page.line(row, [str(value) for value in values], "text")
        page.put(row, number, values[number], "count")
    page.sheet.autofilter(2, 0, 2 + max(len(table), 1), len(table.columns) - 1)
    page.sheet.freeze_panes(3, 1)
