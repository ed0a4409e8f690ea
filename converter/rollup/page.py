"""A sheet of 汇总表.xlsx: its formats, columns as wide as their numbers, how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any, NamedTuple

from converter.form import Form, Ref
from converter.report.report import Value
from converter.workbook.layout.sheets import line_count
from converter.workbook.layout.styles import BASE, RED, SIGNALS, STYLES

OVERVIEW, MAIN, ALL, YEARS = "汇总情况", "各单位主要数据", "各单位全部数据", "与上年对比"
CHARTS, DRAFT, SOURCES = "图表", "文字初稿", "数据来源"

LINES_ACROSS, LINES_UPRIGHT = 70, 100
"""Lines of a sheet that are printed on a page of A4 at most; more cannot be read."""

WIDTH_ACROSS = 400.0
"""The width of columns that are printed on a page at most."""

ROW_LABEL = 62.0
"""The width in which nearly every label of a row fits on one line."""

DECIMALS = 15
"""Decimals of an amount that are shown; a spreadsheet keeps no more digits."""

_NUMBER: Mapping[str, Any] = {**STYLES["quote_value"], "bg_color": "#FFFFFF", "text_wrap": False}
_SUM: Mapping[str, Any] = {**STYLES["quote_value"], "bold": True, "text_wrap": False}
_TEXT: Mapping[str, Any] = {
    "border": 1, "border_color": STYLES["head"]["border_color"], "text_wrap": True, "indent": 1,
    "quote_prefix": True,  # a text stays one where somebody edits the cell
}  # fmt: skip

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    **{
        key: {**STYLES[key], "quote_prefix": True}
        for key in ("title", "instruction", "head", "name", "label", "help")
    },
    "text": _TEXT,
    "strong": {**_TEXT, "bold": True},
    "alarm": {**_TEXT, **RED},
    "asked": {**_TEXT, **SIGNALS["请核实"]},
    "count": {**_NUMBER, "num_format": "#,##0"},
    "sum": {**_SUM, "num_format": "#,##0"},
    "percent": {**_NUMBER, "num_format": '0.0"%"'},
    "link": {**STYLES["check_label"], "shrink": False},
    **{
        f"{name}{decimals}": {**look, "num_format": f"#,##0.{'0' * decimals}"}
        for name, look in (("count", _NUMBER), ("sum", _SUM))
        for decimals in range(1, DECIMALS + 1)
    },
}


def looks_of(book: Any) -> dict[str, Any]:
    """The formats of a new workbook, by the names that pages use."""
    return {name: book.add_format({**BASE, **look}) for name, look in _LOOKS.items()}


class Page(NamedTuple):
    """A sheet that is being written, with the workbook's formats."""

    sheet: Any
    looks: Mapping[str, Any]

    def put(self, row: int, column: int, value: object, look: str) -> None:
        """Write a text or a number; None leaves a bordered blank. An amount shows its own decimals."""
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.looks[look])
        elif isinstance(value, int | Decimal):
            self.sheet.write_number(row, column, float(value), self.looks[number_look(value, look)])
        else:
            self.sheet.write_string(row, column, str(value), self.looks[look])

    def line(self, row: int, values: Sequence[object], look: str, column: int = 0) -> None:
        """Write values side by side."""
        for place, value in enumerate(values, start=column):
            self.put(row, place, value, look)

    def total(self, row: int, column: int, formula: str, value: Value) -> None:
        """Write a formula with its value."""
        self.sheet.write_formula(row, column, formula, self.looks[number_look(value, "sum")], float(value))

    def head(self, title: str, note: str, widths: Sequence[float]) -> None:
        """Write the title and a note above the table, and set the widths of its columns."""
        last = min(len(widths) - 1, 8)
        room = sum(widths[: last + 1])
        self.sheet.merge_range(0, 0, 0, last, title, self.looks["title"])
        self.sheet.merge_range(1, 0, 1, last, note, self.looks["instruction"])
        self.sheet.set_row(0, 32)
        self.sheet.set_row(1, max(32, 4 + 15.0 * line_count(note, room)))
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def fit(
        self, row: int, texts: Sequence[tuple[str, float]], options: Mapping[str, Any] | None = None
    ) -> None:
        """Set the height of a row for its longest text in a column of that width: some programs do not."""
        needed = max(line_count(text, width) for text, width in texts)
        if needed > 1 or options:
            self.sheet.set_row(row, 4 + 15.0 * needed if needed > 1 else 15, None, dict(options or {}))


def number_look(value: Value, look: str) -> str:
    """The look of a number: whole ones without a point, others with as many decimals as they have."""
    if look not in ("count", "sum"):
        return look
    return f"{look}{decimals}" if (decimals := _decimals(value)) else look


def _decimals(value: Value) -> int:
    exponent = 0 if isinstance(value, int) else value.normalize().as_tuple().exponent
    return min(max(0, -exponent), DECIMALS) if isinstance(exponent, int) else 0


def width_of(values: Iterable[Value | None], least: float) -> float:
    """The width of a column in which each of these numbers can be read, in bold as well."""
    longest = max((len(f"{value:,.{_decimals(value)}f}") for value in values if value is not None), default=0)
    return max(least, longest * 1.2 + 2)


def words_of(ref: Ref, form: Form) -> tuple[str, str, str]:
    """Table, row and column of a figure."""
    return form.tables[ref.table].tag, form.row_label(ref), form.column_label(ref)


def name_width(names: Iterable[str]) -> float:
    """The width of a column of names, so that hardly one takes two lines."""
    return min(60.0, max((2.0 * len(name) + 4 for name in names), default=0.0) or 24.0)


class Extent(NamedTuple):
    """What of a sheet is printed: its lines, and the width of its columns behind the names on each page."""

    lines: int
    width: float = 0


def set_print(page: Page, printed: Extent, *, upright: bool) -> None:
    """Print a sheet on A4, on as few pages as can be read: one wide, but for very many columns.

    `upright`: for lists that are longer than wide.
    """
    page.sheet.hide_gridlines(2)
    page.sheet.set_paper(9)
    if not upright:
        page.sheet.set_landscape()
    per_page = LINES_UPRIGHT if upright else LINES_ACROSS
    page.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.sheet.fit_to_pages(
        max(1, ceil(printed.width / WIDTH_ACROSS)), max(1, ceil(printed.lines / per_page))
    )
    page.sheet.set_footer("&C第 &P 页，共 &N 页")
