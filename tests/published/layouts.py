"""Published pages in the layouts that portals and word processors give them, made from a report."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import NamedTuple

from converter.form import FORM, Ref, Table, printed
from converter.report.report import Report, plain


class Cell(NamedTuple):
    """A cell of a page's table; `ref`: of the figure in it."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    ref: Ref | None = None


Rows = list[list[Cell]]
Tables = dict[str, list[Rows]]
"""By the key of the form's table: the tables that the page prints for it, one as a rule."""

TABLES = [table for table in FORM.tables.values() if table.printed]


def rows_of(table: Table, report: Report) -> Rows:
    """A table as the form prints it."""
    grid = printed(table)
    rows: Rows = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        value = None if cell.ref is None else report.value(cell.ref)
        text = cell.text if cell.ref is None else "" if value is None else plain(value)
        rows[cell.row].append(Cell(text, cell.rowspan, cell.colspan, cell.ref))
    return rows


def tables_of(report: Report) -> Tables:
    """All tables as the form prints them."""
    return {table.key: [rows_of(table, report)] for table in TABLES}


def rows_html(rows: Rows) -> str:
    """A table as HTML."""
    return "<table>" + "".join(f"<tr>{''.join(map(_cell_html, row))}</tr>" for row in rows) + "</table>"


def _cell_html(cell: Cell) -> str:
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
        if value > 1
    )
    text = html.escape(cell.text).replace("\n", "<br>").replace("\v", "</p><p>")
    return f"<td{spans}><p>{text}</p></td>"


def page(tables: Tables, report: Report, wrap: Callable[[str], str] = lambda table: table) -> bytes:
    """A whole page: portal, title, opening, texts, tables."""
    title = f"{report.agency}{report.year}年政府信息公开工作年度报告"
    parts = [
        f"<html><head><meta charset='utf-8'><title>{title}_政府信息公开年报</title></head><body>",
        _PORTAL,
        f"<h1>{title}</h1>",
    ]
    parts.append(
        f"<p>本报告由{report.agency}按照《条例》要求编制。本报告所列数据的统计期限自{report.year}年1月1日起至{report.year}年12月31日止。</p>"
    )
    for section in FORM.sections:
        parts.append(f"<p>{section.key}、{section.title}</p>")
        for number, narrative in enumerate(section.narratives):
            texts = [paragraph.text for paragraph in report.passages[narrative.key]]
            if narrative.heading and texts:
                parts.append(f"<p>（{'一二三四五六七八九'[number]}）{narrative.heading}</p>")
            parts += (f"<p>{html.escape(text)}</p>" for text in texts)
        for table in section.tables:
            parts += (wrap(rows_html(rows)) for rows in tables.get(table.key, []))
    parts.append(
        "<p>打印 关闭</p><table><tr><td>主办单位</td><td>县政府办</td></tr>"
        "<tr><td>其他</td><td>3</td></tr></table>"
        "</body></html>"
    )
    return "".join(parts).encode()


_PORTAL = (
    "<script>var x = '三、收到和处理政府信息公开申请情况';</script>"
    "<div style='display:none'><p>一、总体情况</p></div>"
    "<ul><li>首页</li><li>政务公开</li></ul><table><tr><td>索引号</td><td>2024-12345</td></tr>"
    "<tr><td>发布机构</td><td>县政府</td></tr><tr><td>总计</td><td>7</td></tr></table>"
)

Change = Callable[[Tables], Tables]


def each_row(change: Callable[[str, list[Cell]], list[Cell] | None]) -> Change:
    """A layout that changes rows one by one; None drops the row. The table's key comes first."""

    def changed(tables: Tables) -> Tables:
        return {
            key: [[new for row in rows if (new := change(key, row)) is not None] for rows in parts]
            for key, parts in tables.items()
        }

    return changed


def own_label(row: list[Cell]) -> str:
    """The last label of a row with figures, "" for a row of headings."""
    labels = [cell.text for cell in row if cell.ref is None]
    return labels[-1] if labels and any(cell.ref for cell in row) else ""


def figures(rows: Rows) -> dict[Ref, str]:
    """The figures that a page's table holds."""
    return {cell.ref: cell.text for row in rows for cell in row if cell.ref is not None}


def expected(tables: Tables) -> Mapping[str, str]:
    """What stands on the page for each figure; a figure that is not there has no key."""
    return {
        ref.key: text for parts in tables.values() for rows in parts for ref, text in figures(rows).items()
    }
