"""The list of names in docs/word-template.zh-CN.md, by `python -m tests.placeholders`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from converter.form import FORM, Block, Form, Table
from converter.system.files import write_whole

PAGE = Path(__file__).parent.parent / "docs" / "word-template.zh-CN.md"
START, END = "<!-- 名称表：由 python -m tests.placeholders 生成，请勿手改 -->\n", "<!-- 名称表完 -->\n"

MADE = {
    "标题机关": "机关名称，太长时分成长短相近的几行；用在标题里",
    "编制机关": "县级政府的报告为“机关名称＋办公室”（名称以人民政府、政府、管委会等结尾时），其他为机关名称",
    "自称": "由机关名称里的地名得出：本镇、本乡、本街道、本县、本区、本市、本旗等，其他为“本机关”",
    "查阅途径": "网站名称和网址合成，如“示例县人民政府网站（http://www.example.gov.cn/）”；名称里已有这个网址时不重复；都没填时为空",
    "联系方式": "填了的地址、邮编、联系电话、传真、邮箱，用逗号连接；都没填时为空",
    "草稿": "用 --draft 生成的草稿为“（草稿）”，正式报告为空；用在页眉里",
}
"""The names that are made of several fields or of none."""


def listing(form: Form = FORM) -> str:
    """Every name that a template may use, as Markdown."""
    return "\n".join(_lines(form)) + "\n"


def refreshed(page: str) -> str:
    """The page with the list as it should be. ValueError: a mark of the list is missing."""
    start, end = page.index(START) + len(START), page.index(END)
    return f"{page[:start]}\n{listing()}\n{page[end:]}"


def _lines(form: Form) -> Iterator[str]:
    yield from ("### 开头的名称", "", "| 标记 | 印出的内容 |", "| --- | --- |")
    yield from (
        f"| `{{{{ {item.key} }}}}` | 填报首页的“{item.key}” |" for item in form.fields if item.printed
    )
    yield from (f"| `{{{{ {name} }}}}` | {meaning} |" for name, meaning in MADE.items())
    yield from ("", "### 各部分的文字", "")
    yield "“整个部分”用循环印出：每一行有 `行.标题`（二级标题，自动编号，没有时为空）和 `行.正文`。"
    yield "“单项文字”是一段一段的文字，没有标题，用循环逐段印出：`{%p for 段 in 主动公开情况 %}`。"
    yield from ("", "| 部分 | 整个部分 | 单项文字 |", "| --- | --- | --- |")
    for section in form.sections:
        if section.narratives:
            keys = "、".join(f"`{part.key}`" for part in section.narratives)
            yield f"| {section.key}、{section.title} | `{section.title}` | {keys} |"
    for table in form.tables.values():
        yield from _table(table, form)


def _table(table: Table, form: Form) -> Iterator[str]:
    title = table.title or form.section_of(table.key).title
    yield from ("", f"### {table.tag}的数字" if table.printed else f"### {title}（不印表，可用在文字里）", "")
    if table.printed:
        yield from (f"表下注：`{{{{ 表下注.{table.key} }}}}`，没有时为空。", "")
    for block in table.blocks:
        yield from _block(table, block)


def _block(table: Table, block: Block) -> Iterator[str]:
    if any(column.under for column in block.columns) and len(block.rows) == 1:
        yield from ("| 列 | 标记 |", "| --- | --- |")
        for column in block.columns:
            words = "／".join((*column.under, column.label))
            yield f"| {words} | `{{{{{table.key}.{block.rows[0].key}.{column.key}}}}}` |"
        return
    heads = [f" {block.heading or '行'} ", *(f" {column.label} " for column in block.columns)]
    yield from (f"|{'|'.join(heads)}|", f"|{'|'.join([' --- '] * len(heads))}|")
    for row in block.rows:
        codes = (f" `{{{{{table.key}.{row.key}.{column.key}}}}}` " for column in block.columns)
        yield f"| {'／'.join((*row.under, row.label))} |{'|'.join(codes)}|"
    yield ""


if __name__ == "__main__":
    write_whole(PAGE, refreshed(PAGE.read_text(encoding="utf-8")).encode())
