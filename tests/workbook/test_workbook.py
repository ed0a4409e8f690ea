"""The blank workbook: official tables, locked totals, open inputs, one page wide on A4."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from converter.form import FORM, printed
from converter.grid.cells import address
from converter.shipped.build import shipped_files
from converter.system.errors import UsageError
from converter.workbook.layout.workbook_layout import figure_addresses, layout
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.workbook import blank_workbook, fill_workbook
from converter.workbook.write.writer import LONGEST
from tests.libreoffice import Conversions, Order
from tests.reports import content, report

ROOT = Path(__file__).parent.parent.parent
BLANK = blank_workbook(2024)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(BLANK))


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def test_the_shipped_files_are_what_the_form_gives() -> None:
    others = [path.name for path, made in shipped_files(ROOT, FORM) if path.read_bytes() != made]
    assert others == [], "run: python -m converter.shipped.build"


def test_the_same_year_gives_the_same_bytes() -> None:
    assert blank_workbook(2024) == BLANK


def test_the_sheets_are_the_first_page_one_per_section_and_the_guide(book: Workbook) -> None:
    sections = [f"{section.key}、{section.tab}" for section in FORM.sections]
    assert book.sheetnames == ["填报首页", *sections, "情况说明", "填报说明", "标识", "核对", "预览"]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"] == [
        "标识",
        "核对",
        "预览",
    ]


@pytest.mark.parametrize("key", ["二", "三", "四"])
def test_a_table_has_the_official_labels_and_merged_cells(book: Workbook, key: str) -> None:
    plan = next(sheet for sheet in layout(FORM) if sheet.key == key)
    target = book[plan.name]
    grid = printed(FORM.tables[key])
    top, left = next((c.row, c.column) for c in plan.cells if c.text == grid.cells[0].text)
    merged = {(r.min_row, r.min_col, r.size["rows"], r.size["columns"]) for r in target.merged_cells.ranges}
    for cell in grid.cells:
        row, column = top + cell.row + 1, left + cell.column + 1
        if cell.text:
            assert target.cell(row, column).value == cell.text
        if cell.rowspan > 1 or cell.colspan > 1:
            assert (row, column, cell.rowspan, cell.colspan) in merged


def test_totals_are_locked_formulas_and_inputs_are_open_and_look_different(book: Workbook) -> None:
    for ref, (sheet, position) in figure_addresses(FORM).items():
        cell = book[sheet][address(position)]
        is_total = ref in FORM.totals
        assert cell.protection.locked is is_total
        assert (cell.data_type == "f") is is_total
        assert (cell.fill.fgColor.rgb == "FFFFF8DC") is not is_total


def test_totals_carry_their_true_value_before_any_program_computes_them() -> None:
    book = load_workbook(io.BytesIO(fill_workbook(report())), data_only=True)
    for ref in FORM.totals:
        sheet, position = figure_addresses(FORM)[ref]
        assert book[sheet][address(position)].value == report().value(ref)


def test_every_sheet_is_protected_without_a_password_and_rows_may_be_resized(book: Workbook) -> None:
    for sheet in visible(book):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.protection.formatRows is False  # "not forbidden"


def test_every_sheet_prints_one_page_wide_on_a4(book: Workbook) -> None:
    for sheet in visible(book):
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what the format says when nothing is said
        assert sheet.page_setup.fitToHeight in (0, None, 1)
        assert sheet.print_area


def test_paragraph_rows_are_ten_unmerged_and_without_a_fixed_height(book: Workbook) -> None:
    plan = next(sheet for sheet in layout(FORM) if sheet.key == "一")
    rows = [cell.row + 1 for cell in plan.cells if (cell.kind, cell.key) == ("paragraph", "总述")]
    target = book[plan.name]
    assert len(rows) == 10
    assert all(target.row_dimensions[row].height is None for row in rows)
    assert not any(r.min_col <= 3 <= r.max_col and r.min_row in rows for r in target.merged_cells.ranges)


def test_an_example_is_locked(book: Workbook) -> None:
    cell = book["一、总体情况"]["D6"]
    assert str(cell.value).startswith("示例")
    assert cell.protection.locked


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    typed = ("=1+1", "http://a.example/", "{=SUM(A1)}", "12")
    book = load_workbook(io.BytesIO(fill_workbook(report(texts={"总述": typed}))))
    cells = [book["一、总体情况"].cell(6 + place, 3) for place in range(len(typed))]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [(t, "s", None) for t in typed]


def test_a_total_that_differs_is_typed_over_its_formula() -> None:
    book = load_workbook(io.BytesIO(fill_workbook(report({"三.r01.c1": 5, "三.r01.c7": 4, "三.r25.c1": 5}))))
    assert book["三、依申请公开"]["K9"].value == 4
    assert book["三、依申请公开"]["K33"].data_type == "f"


def test_a_text_longer_than_a_cell_is_refused_with_a_message() -> None:
    with pytest.raises(UsageError, match=str(LONGEST)):
        fill_workbook(report(texts={"总述": ("长" * (LONGEST + 1),)}))


@pytest.mark.parametrize("year", [24, 1999, 3000])
def test_a_year_out_of_range_is_refused_with_a_message(year: int) -> None:
    with pytest.raises(UsageError, match=str(year)):
        blank_workbook(year)


def without_values() -> bytes:
    saved = io.BytesIO()
    load_workbook(io.BytesIO(fill_workbook(report()))).save(saved)  # openpyxl drops every stored value
    return saved.getvalue()


COMPUTED = Order("xlsx", without_values)


@pytest.mark.libreoffice(COMPUTED)
def test_libreoffice_computes_the_totals_that_we_compute(converted: Conversions) -> None:
    reading = read_workbook(converted[COMPUTED], "填报.xlsx")
    assert reading.report is not None
    assert content(reading.report) == content(report())
    assert reading.findings == ()  # no total is stale: LibreOffice computed what we compute
