"""How 汇总表.xlsx looks: amounts as they are, few pages, every agency in the charts."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from converter.form import FORM
from converter.report.report import Value
from converter.rollup import Part, roll_up
from converter.rollup.book import ALL, CHARTS, MAIN, SOURCES, YEARS, summary_book
from converter.rollup.page import number_look, width_of
from tests.libreoffice import Conversions, Order
from tests.reports import report
from tests.rollup.books import rows

AMOUNTS = (Decimal("24252.311082"), Decimal(5200), Decimal("1234567890.5"), Decimal(0))


@cache
def book_of(agencies: int) -> bytes:
    """The sum of so many agencies, each with its own applications and amounts."""
    chance = random.Random(agencies)
    parts = []
    for number in range(1, agencies + 1):
        figures: dict[str, Value] = {
            "二.r6.c1": AMOUNTS[number % 4],
            "二.r3.c1": chance.randint(0, 5_000_000),
        }
        for column in range(1, 4):
            count = chance.randint(0, 20)
            figures[f"三.r01.c{column}"] = count
            figures[f"三.r{chance.choice(('03', '04', '13', '21')):>02}.c{column}"] = count
        filled = report(figures, {"机关名称": f"青禾县第{number}综合行政执法局"})
        parts.append(Part(replace(filled, source=f"{number}.xlsx")))
    return summary_book(roll_up(parts, (), "青禾县人民政府", 2024, FORM))


@pytest.mark.parametrize(
    ("value", "look"),
    [
        (7, "count"), (Decimal(5200), "count"), (Decimal("5200.00"), "count"), (Decimal("1E+3"), "count"),
        (Decimal("0.5"), "count1"), (Decimal("24252.311082"), "count6"), (Decimal("12.50"), "count1"),
    ],
)  # fmt: skip
def test_an_amount_shows_the_decimals_that_it_has(value: Value, look: str) -> None:
    assert number_look(value, "count") == look


def test_no_number_format_leaves_a_point_without_digits() -> None:
    book = load_workbook(io.BytesIO(book_of(6)))
    formats = {c.number_format for sheet in book for row in sheet.iter_rows() for c in row}
    assert not [f for f in formats if re.search(r"\.[#]|\.$", f)]
    column = next(c.column for c in book[MAIN][3] if c.value == "行政事业性收费")
    shown = {book[MAIN].cell(row, column).number_format for row in range(5, 11)}
    assert shown == {"#,##0", "#,##0.0", "#,##0.000000"}


def test_columns_are_as_wide_as_their_numbers() -> None:
    book = load_workbook(io.BytesIO(book_of(6)))
    for name in (MAIN, ALL, YEARS, SOURCES):
        sheet = book[name]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    digits = len(f"{cell.value:,}")
                    assert digits + 1 <= _width(sheet, cell.column_letter), (name, cell.coordinate)
    assert width_of([Decimal("1234567890.123456")], 9) > len("1,234,567,890.123456")


def _width(sheet: Worksheet, letter: str) -> float:
    """The width of a column; openpyxl keeps that of a run of equal ones at the first."""
    number = column_index_from_string(letter)
    every = sheet.column_dimensions.values()
    return next((d.width for d in every if d.min and d.max and d.min <= number <= d.max), 8.43)


@pytest.mark.parametrize(("agencies", "bars"), [(3, 3), (21, 21), (22, 21), (60, 21)])
def test_every_agency_is_in_the_charts_of_many_the_rest_together(agencies: int, bars: int) -> None:
    content = book_of(agencies)
    data = [row[20:22] for row in rows(content, CHARTS)]
    start = max(n for n, row in enumerate(data) if str(row[0]).startswith(("各单位新收", "新收申请最多")))
    names = [str(row[0]) for row in data[start + 1 :] if row[0]]
    assert len(names) == bars
    assert (names[-1] == f"其余 {agencies - 20} 个单位") is (agencies > 21)
    total = next(row for row in rows(content, MAIN) if row[0] == "合计")[1]
    assert sum(int(str(row[1])) for row in data[start + 1 :] if row[0]) == total
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        chart = next(
            text for name in book.namelist() if "charts/chart" in name
            if "barDir val=\"bar\"" in (text := book.read(name).decode())
        )  # fmt: skip
    assert '<c:tickLblSkip val="1"/>' in chart


def test_every_sheet_is_fitted_to_pages_and_repeats_its_heads() -> None:
    book = load_workbook(io.BytesIO(book_of(60)))
    for sheet in book:
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert fitted.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        if sheet.title not in (CHARTS, "文字初稿"):
            assert sheet.print_title_rows


PRINTED = {count: Order("pdf", partial(book_of, count)) for count in (3, 60)}


@pytest.mark.libreoffice(*PRINTED.values())
@pytest.mark.parametrize(("agencies", "pages"), [(3, 7), (60, 8)])
def test_the_book_prints_on_about_as_many_pages_as_it_has_sheets(
    converted: Conversions, agencies: int, pages: int
) -> None:
    printed = PdfReader(io.BytesIO(converted[PRINTED[agencies]]))
    assert 7 <= len(printed.pages) <= pages
