"""汇总表.xlsx: parts and excluded files, figures of agencies, years compared, charts, draft, sources."""

from __future__ import annotations

import io

import xlsxwriter

from converter.report.sums import recompute_totals
from converter.rollup.adding import RollUp, sums_of
from converter.rollup.balance import imbalances
from converter.rollup.charts import Canvas, write_charts
from converter.rollup.comparing import draft_texts, named_figures
from converter.rollup.figure_pages import write_all, write_main, write_years
from converter.rollup.page import (
    ALL,
    CHARTS,
    DRAFT,
    MAIN,
    OVERVIEW,
    SOURCES,
    YEARS,
    Extent,
    Page,
    looks_of,
    set_print,
)
from converter.rollup.sources import write_sources
from converter.system.stamps import stamped
from converter.workbook.layout.sheets import line_count
from converter.workbook.layout.styles import BASE, PLAIN_TEXTS, TAB_TABLE, TAB_TEXT
from converter.workbook.layout.workbook_layout import MADE

__all__ = ["ALL", "CHARTS", "DRAFT", "MAIN", "OVERVIEW", "SOURCES", "YEARS", "summary_book"]


def summary_book(roll: RollUp) -> bytes:
    """The workbook 汇总表.xlsx of a sum; the same sum gives the same bytes.

    Pages of quoted names, charts and drafts are there only where the form has any.
    """
    form, buffer = roll.report.form, io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, **PLAIN_TEXTS, "default_format_properties": dict(BASE)}
    )
    title = f"{roll.report.agency}{roll.report.year}年度汇总表{'（试算）' if roll.trial else ''}"
    book.set_properties({"title": title, "created": MADE})
    looks = looks_of(book)
    shown = {MAIN: bool(form.quotes), CHARTS: bool(form.views.volume), DRAFT: bool(form.drafts)}
    pages = {
        name: Page(book.add_worksheet(name), looks)
        for name in (OVERVIEW, MAIN, ALL, YEARS, CHARTS, DRAFT, SOURCES)
        if shown.get(name, True)
    }
    sums = sums_of(roll)
    named = [named_figures(each, form) for each in sums]
    total = named_figures(recompute_totals(form, roll.report.value), form)
    sources, traced = write_sources(pages[SOURCES], roll, sums, form)
    lines = {
        SOURCES: Extent(traced),
        OVERVIEW: _overview(pages[OVERVIEW], roll),
        ALL: write_all(pages[ALL], roll, sums, form),
        YEARS: write_years(pages[YEARS], roll, sources, form),
        CHARTS: Extent(1),
    }
    if MAIN in pages:
        lines[MAIN] = write_main(pages[MAIN], roll, total, named)
    if DRAFT in pages:
        lines[DRAFT] = _draft(pages[DRAFT], roll)
    if CHARTS in pages:
        write_charts(Canvas(book, pages[CHARTS].sheet, looks), roll, total, named)
    for name, page in pages.items():
        if roll.trial:
            page.sheet.set_header("&C试算，不是全县的数")
        set_print(page, lines[name], upright=name in (OVERVIEW, YEARS))
        page.sheet.set_tab_color(TAB_TEXT if name in (OVERVIEW, DRAFT) else TAB_TABLE)
    book.close()
    return stamped(buffer.getvalue(), "汇总表")


def _overview(page: Page, roll: RollUp) -> Extent:
    """What was added and what was not, and where the sum does not agree; return what is printed."""
    doubtful = [part for part in roll.parts if part.doubt]
    wrong = imbalances(roll)
    agree = f"汇总数有 {len(wrong)} 处勾稽关系不成立，见下。" if wrong else "汇总数的勾稽关系全部成立。"
    note = (
        f"计入 {len(roll.parts)} 个单位，其中 {len(doubtful)} 个还要核实；"
        f"未计入的文件 {len(roll.excluded)} 个。"
        f"各项数字均由各单位填报的分项相加，不取各单位自填的总计。{agree}"
    )
    widths = (40, 46, 14, 44)
    trial = "（试算，不是全县的数）" if roll.trial else ""
    page.head(f"{roll.report.agency} {roll.report.year} 年度汇总情况{trial}", note, widths)
    row = 2
    for imbalance in wrong:
        sentence = f"勾稽关系不成立：{imbalance.sentence()}。请先让这些单位改正，再汇总。"
        page.sheet.merge_range(row, 0, row, len(widths) - 1, sentence, page.looks["alarm"])
        page.sheet.set_row(row, 6 + 15.0 * line_count(sentence, sum(widths)))
        row += 1
    heads = row + 1
    page.line(heads, ("单位", "文件", "是否计入", "说明"), "head")
    lines = [(part.agency, part.source, "计入", part.remark) for part in roll.parts]
    lines += [(other.agency, other.source, "未计入", other.why) for other in roll.excluded]
    for row, (agency, source, counted, why) in enumerate(lines, start=heads + 1):
        page.line(row, (agency or "机关名称不详", source, counted, why), "text")
        page.fit(row, ((agency, 40), (source, 46), (why, 44)))
    page.sheet.repeat_rows(heads)
    page.sheet.autofilter(heads, 0, row, 3)
    page.sheet.freeze_panes(heads + 1, 0)
    return Extent(row + 1)


def _draft(page: Page, roll: RollUp) -> Extent:
    note = "由数据自动写出，供参考；左列可粘贴到填报表，转换时【#名称】自动换成表中的数，右列是换好的样子。"
    page.head("第一部分文字初稿", note, (20, 70, 70))
    page.line(3, ("所在部分", "可粘贴的文字", "换好的样子"), "head")
    row = 3
    for row, (label, typed, filled) in enumerate(draft_texts(roll), start=4):
        page.line(row, (label, typed or filled, filled), "text")
        page.sheet.set_row(row, 80)
    return Extent(row + 1)
