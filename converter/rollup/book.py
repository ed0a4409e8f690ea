"""汇总表.xlsx: parts and excluded files, figures of agencies, years compared, charts, draft, sources."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import xlsxwriter

from converter.form import FORM, Form, Ref
from converter.grid.cells import address
from converter.report.report import Value
from converter.rollup.adding import RollUp, contributions
from converter.rollup.charts import write_charts
from converter.rollup.comparing import draft_texts, figures_per_agency, named_figures, year_changes
from converter.system.stamps import stamped
from converter.workbook.layout.sheets import line_count
from converter.workbook.layout.styles import BASE, STYLES, TAB_TABLE, TAB_TEXT
from converter.workbook.layout.workbook_layout import MADE

OVERVIEW, MAIN, ALL, YEARS = "汇总情况", "各单位主要数据", "各单位全部数据", "与上年对比"
CHARTS, DRAFT, SOURCES = "图表", "文字初稿", "数据来源"

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    **{key: STYLES[key] for key in ("title", "instruction", "head", "name", "label", "help")},
    "text": {"border": 1, "border_color": STYLES["head"]["border_color"], "text_wrap": True, "indent": 1},
    "number": {**STYLES["quote_value"], "bg_color": "#FFFFFF", "num_format": "#,##0.######"},
    "count": {**STYLES["quote_value"], "bg_color": "#FFFFFF", "num_format": "#,##0"},
    "sum": {**STYLES["quote_value"], "bold": True, "num_format": "#,##0"},
    "money": {**STYLES["quote_value"], "bold": True, "num_format": "#,##0.######"},
    "percent": {**STYLES["quote_value"], "bg_color": "#FFFFFF", "num_format": '0.0"%"'},
    "link": {**STYLES["check_label"], "shrink": False},
}


class Page(NamedTuple):
    """A sheet that is being written, with the workbook's formats."""

    sheet: Any
    looks: Mapping[str, Any]

    def put(self, row: int, column: int, value: object, look: str) -> None:
        """Write a text or a number; None leaves a bordered blank."""
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(row, column, float(value), self.looks[look])
        else:
            self.sheet.write_string(row, column, str(value), self.looks[look])

    def line(self, row: int, values: Sequence[object], look: str, column: int = 0) -> None:
        """Write values side by side."""
        for place, value in enumerate(values, start=column):
            self.put(row, place, value, look)


def _fit(page: Page, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Set the height of a row for its longest text in a column of that width: some programs do not."""
    needed = max(line_count(text, width) for text, width in texts)
    if needed > 1:
        page.sheet.set_row(row, 4 + 15.0 * needed)


def summary_book(roll: RollUp, form: Form = FORM) -> bytes:
    """The workbook 汇总表.xlsx of a sum; the same sum gives the same bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": dict(BASE)})
    book.set_properties({"title": f"{roll.report.agency}{roll.report.year}年度汇总表", "created": MADE})
    looks = {name: book.add_format({**BASE, **look}) for name, look in _LOOKS.items()}
    pages = {
        name: Page(book.add_worksheet(name), looks)
        for name in (OVERVIEW, MAIN, ALL, YEARS, CHARTS, DRAFT, SOURCES)
    }
    sources = _sources(pages[SOURCES], roll, form)
    _overview(pages[OVERVIEW], roll)
    _main(pages[MAIN], roll, form)
    _all(pages[ALL], roll, form)
    _years(pages[YEARS], roll, sources, form)
    _draft(pages[DRAFT], roll, form)
    write_charts(book, pages[CHARTS].sheet, looks, roll, form)
    for name, page in pages.items():
        page.sheet.hide_gridlines(2)
        page.sheet.set_paper(9)
        page.sheet.set_landscape()
        if name in (MAIN, ALL):  # too wide for a page: the names go on each
            page.sheet.repeat_columns(0)
        else:
            page.sheet.fit_to_pages(1, 0)
        page.sheet.set_footer("&C第 &P 页，共 &N 页")
        page.sheet.set_tab_color(TAB_TEXT if name in (OVERVIEW, DRAFT) else TAB_TABLE)
    book.close()
    return stamped(buffer.getvalue(), "汇总表")


def _head(page: Page, title: str, note: str, widths: Sequence[float]) -> None:
    last = len(widths) - 1
    page.sheet.merge_range(0, 0, 0, min(last, 8), title, page.looks["title"])
    page.sheet.merge_range(1, 0, 1, min(last, 8), note, page.looks["instruction"])
    page.sheet.set_row(0, 32)
    page.sheet.set_row(1, 32)
    for column, width in enumerate(widths):
        page.sheet.set_column(column, column, width)


def _overview(page: Page, roll: RollUp) -> None:
    doubtful = [part for part in roll.parts if part.doubt]
    note = (
        f"计入 {len(roll.parts)} 个单位，其中 {len(doubtful)} 个还要核实；"
        f"未计入的文件 {len(roll.excluded)} 个。各项数字均由各单位填报的分项相加，不取各单位自填的总计。"
    )
    _head(page, f"{roll.report.agency} {roll.report.year} 年度汇总情况", note, (40, 46, 14, 44))
    page.line(3, ("单位", "文件", "是否计入", "说明"), "head")
    row = 4
    for part in roll.parts:
        page.line(row, (part.agency, part.source, "计入", part.doubt), "text")
        _fit(page, row, ((part.agency, 40), (part.source, 46)))
        row += 1
    for excluded in roll.excluded:
        page.line(row, (excluded.agency or "（不详）", excluded.source, "未计入", excluded.why), "text")
        _fit(page, row, ((excluded.agency, 40), (excluded.source, 46), (excluded.why, 44)))
        row += 1
    page.sheet.repeat_rows(3)
    page.sheet.autofilter(3, 0, row - 1, 3)
    page.sheet.freeze_panes(4, 0)


def _main(page: Page, roll: RollUp, form: Form) -> None:
    """The figures that texts may quote, by agency."""
    names = [quote.name for quote in form.quotes]
    money = {quote.name for quote in form.quotes if not all(form.column(ref).whole for ref in quote.refs)}
    _head(page, MAIN, "每列一项主要数据；合计为各单位之和。", (34, *(12.0,) * len(names)))
    page.line(2, ("单位", *names), "head")
    page.sheet.set_row(2, 34)
    totals = named_figures(roll.report, form)
    first, last = 4, 3 + len(roll.parts)
    page.put(3, 0, "合计", "name")
    for column, name in enumerate(names, start=1):
        formula = f"=SUM({address((first, column))}:{address((last, column))})"
        look = page.looks["money" if name in money else "sum"]
        page.sheet.write_formula(3, column, formula, look, float(totals.get(name, 0)))
    for row, part in enumerate(roll.parts, start=first):
        own = named_figures(part.report, form)
        page.put(row, 0, part.agency, "text")
        for column, name in enumerate(names, start=1):
            page.put(row, column, own.get(name), "number" if name in money else "count")
    page.sheet.autofilter(2, 0, last, len(names))
    page.sheet.freeze_panes(4, 1)


def _all(page: Page, roll: RollUp, form: Form) -> None:
    """Every figure of every agency, one column each."""
    frame = figures_per_agency(roll, form)
    refs = form.refs
    _head(page, ALL, "列为格式规定的全部数据，依次为所在的表、行、列。", (34, *(11.0,) * len(refs)))
    for row, words in enumerate(zip(*(_words(ref, form) for ref in refs), strict=True), start=2):
        page.line(row, ("", *words), "head")
    page.sheet.set_row(3, 60)
    page.put(2, 0, "单位", "head")
    page.put(5, 0, "合计", "name")
    first, last = 6, 5 + len(frame)
    for column, ref in enumerate(refs, start=1):
        value = roll.report.value(ref)
        formula = f"=SUM({address((first, column))}:{address((last, column))})"
        look = page.looks["sum" if form.column(ref).whole else "money"]
        page.sheet.write_formula(5, column, formula, look, float(value or 0))
        for row, own in enumerate(frame[ref.key], start=first):
            page.put(row, column, own, "count" if form.column(ref).whole else "number")
    for row, agency in enumerate(frame.index, start=first):
        page.put(row, 0, agency, "text")
    page.sheet.freeze_panes(6, 1)


def _words(ref: Ref, form: Form) -> tuple[str, str, str]:
    return form.tables[ref.table].tag, form.row_label(ref), form.column_label(ref)


def _years(page: Page, roll: RollUp, sources: Mapping[Ref, int], form: Form) -> None:
    """Figures of this year and last year, one row each, with a link to their sources."""
    known = roll.last is not None
    note = "增减为今年减上年；点右侧“查来源”可看每个单位填了多少。" if known else "没有上年数。"
    _head(page, YEARS, note, (14, 46, 34, 14, 14, 14, 12, 12))
    page.line(3, ("表", "行", "列", "今年", "上年", "增减", "增减%", "来源"), "head")
    row = 3
    for row, change in enumerate(year_changes(roll, form), start=4):
        look = "count" if form.column(change.ref).whole else "number"
        page.line(row, _words(change.ref, form), "text")
        _fit(page, row, ((form.row_label(change.ref), 46), (form.column_label(change.ref), 34)))
        page.line(row, (change.this, change.last, change.difference), look, column=3)
        page.put(row, 6, change.percent, "percent")
        if change.ref in sources:
            link = f"internal:'{SOURCES}'!A{sources[change.ref] + 1}"
            page.sheet.write_url(row, 7, link, page.looks["link"], "查来源")
        else:
            page.put(row, 7, "", "text")
    page.sheet.repeat_rows(3)
    page.sheet.autofilter(3, 0, row, 7)
    page.sheet.freeze_panes(4, 3)


def _draft(page: Page, roll: RollUp, form: Form) -> None:
    note = "由数据自动写出，供参考；左列可粘贴到填报表，转换时【#名称】自动换成表中的数，右列是换好的样子。"
    _head(page, "第一部分文字初稿", note, (20, 70, 70))
    page.line(3, ("所在部分", "可粘贴的文字", "换好的样子"), "head")
    for row, (label, typed, filled) in enumerate(draft_texts(roll, form), start=4):
        page.line(row, (label, typed or filled, filled), "text")
        page.sheet.set_row(row, 80)


def _sources(page: Page, roll: RollUp, form: Form) -> dict[Ref, int]:
    """Every figure with what each agency adds to it; return the first row of each figure."""
    _head(
        page,
        SOURCES,
        "合计的每个数由哪些单位、哪个文件、哪个单元格相加而成；为 0 的不列。",
        (14, 46, 34, 16, 34, 46, 20, 12, 14),
    )
    heads: tuple[str, ...] = ("表", "行", "列", "合计", "单位", "文件", "工作表", "单元格", "填报数")
    page.line(3, heads, "head")
    row, first = 4, dict[Ref, int]()
    for ref in form.refs:
        total: Value | None = roll.report.value(ref)
        look = "count" if form.column(ref).whole else "number"
        for item in contributions(roll, ref, form):
            first.setdefault(ref, row)
            page.line(row, _words(ref, form), "text")
            page.put(row, 3, total, look)
            sheet, cell = (item.place.sheet, item.place.cell) if item.place else ("", "")
            page.line(row, (item.agency, item.source, sheet, cell), "text", column=4)
            page.put(row, 8, item.value, look)
            label = (form.row_label(ref), 46)
            _fit(page, row, (label, (form.column_label(ref), 34), (item.agency, 34), (item.source, 46)))
            row += 1
    page.sheet.repeat_rows(3)
    page.sheet.autofilter(3, 0, max(row - 1, 4), len(heads) - 1)
    page.sheet.freeze_panes(4, 0)
    return first
