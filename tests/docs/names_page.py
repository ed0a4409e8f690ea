"""docs/names.zh-CN.md: the names of quoted figures, and the code of every figure of the form."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import FORM, Form

HEAD = """\
# 数字的名称和代码

<!-- 由 python -m tests.docs 生成，请勿手改 -->

每个数字有一个代码（部分.行.列），Word 模板、[result.json](result.md)、[公开数据](data.md)用的都是它；常用的还有一个名称，供文字引用。

## 文字里可以引用的数字

在填报表的文字里写 `【#新收申请】` 这样的名称，生成报告时换成表里的数，数字改了文字跟着改。全角的 `＃`、括号里多一个空格都认得；
写错了名称的，按一条错误退回，并提示相近的名称。没有 `#` 的括号是普通文字。

| 名称 | 数字 | 代码 |
| --- | --- | --- |
"""  # noqa: E501  # a paragraph, a line


def page(form: Form = FORM) -> str:
    """The page as Markdown."""
    return "\n".join((HEAD + "\n".join(_quotes(form)), *_codes(form))) + "\n"


def _quotes(form: Form) -> Iterator[str]:
    for quote in form.quotes:
        parts = [form.label(ref) for ref in quote.refs]
        words = parts[0] if len(parts) == 1 else f"{len(parts)} 个数之和：{parts[0]}，至 {parts[-1]}"
        codes = "＋".join(ref.key for ref in quote.refs)
        yield f"| `{quote.mark}` | {words} | {codes} |"


def _codes(form: Form) -> Iterator[str]:
    for table in form.tables.values():
        title = table.title or form.section_of(table.key).title
        yield f"\n## {table.tag}：{title}\n" if table.printed else f"\n## {title}（不印表）\n"
        yield "| 代码 | 行 | 列 | 单位 |"
        yield "| --- | --- | --- | --- |"
        for ref in table.refs():
            column = form.column(ref)
            yield f"| {ref.key} | {form.row_label(ref)} | {form.column_label(ref)} | {column.unit} |"
