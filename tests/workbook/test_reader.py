"""Filled workbooks as they come back: inputs found by keys, labels compared, nothing guessed."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from converter.checks import check_report
from converter.form import FORM, printed
from converter.report.finding import Finding, Severity
from converter.report.report import Report
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.workbook import blank_report
from tests.corpus.harm import pack, words
from tests.libreoffice import Conversions, Order
from tests.reports import REFS, codes_at, content, report
from tests.workbooks import blank_workbook, fill_workbook, opened

THREE, FOUR, ONE, HOME = "三、依申请公开", "四、复议诉讼", "一、总体情况", "填报首页"


def edited(
    edit: Callable[[Workbook], None], filled: Report | None = None
) -> tuple[Report | None, tuple[Finding, ...]]:
    """Read a filled workbook after openpyxl changed and saved it (which drops all cached values)."""
    book = opened(fill_workbook(filled or report()))
    edit(book)
    saved = io.BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), "报送.xlsx")
    return reading.report, reading.findings


def severe(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """Without the infos: every total of a file saved by openpyxl is recomputed."""
    return codes_at(tuple(f for f in findings if f.severity is not Severity.INFO))


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def test_a_blank_workbook_asks_for_its_name_and_its_three_tables() -> None:
    reading = read_workbook(blank_workbook(2024), "空.xlsx")
    errors = {(f.code, f.sheet, f.cell) for f in reading.findings if f.severity is Severity.ERROR}
    assert errors == {
        ("A-10", HOME, "C6"),
        ("A-01", "二、主动公开", "C4"),
        ("A-01", THREE, "E4"),
        ("A-01", FOUR, "C4"),
    }


@pytest.mark.parametrize("zero", [0, "0", "０", "0件"])
def test_a_zero_typed_over_a_total_fills_no_table(zero: int | str) -> None:
    def overwrite(book: Workbook) -> None:
        sheet(book, THREE)["K9"] = zero

    back, findings = edited(overwrite, blank_report(FORM, 2024))
    assert ("A-01", "E4") in severe(findings)
    assert back is not None
    assert back.value(REFS["三.r02.c1"]) is None


def test_totals_without_cached_values_are_recomputed_and_reported_as_infos() -> None:
    back, findings = edited(lambda book: None)
    assert back is not None
    assert content(back) == content(report())
    assert {(f.code, f.variant) for f in findings} == {("A-09", "stale")}
    assert "K32" in {place.cell for found in findings for place in found.places}


@pytest.mark.parametrize("name", [THREE, FOUR, "二、主动公开", ONE, "六、其他事项", HOME])
def test_a_renamed_sheet_is_found_by_its_key(name: str) -> None:
    def rename(book: Workbook) -> None:
        sheet(book, name).title = "改名"

    back, findings = edited(rename)
    assert back is not None
    assert content(back) == content(report())
    assert severe(findings) == set()


def test_a_blank_behind_the_name_of_a_sheet_without_inputs_gives_no_finding() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("退回说明 ")["A1"] = "请修改"

    assert severe(edited(add)[1]) == set()


def test_sheets_in_another_order_are_read_the_same() -> None:
    back, findings = edited(lambda book: book.move_sheet(FOUR, -3))
    assert back is not None
    assert content(back) == content(report())
    assert severe(findings) == set()


def test_a_deleted_sheet_is_reported_once_and_its_figures_are_unknown() -> None:
    back, findings = edited(lambda book: book.remove(book[THREE]))
    assert {(f.code, f.expected) for f in findings if f.severity is Severity.ERROR} == {("F-04", THREE)}
    assert back is not None
    assert back.value(REFS["三.r01.c1"]) is None


@pytest.mark.parametrize("value", [7, "6", None])
def test_a_copied_sheet_that_was_changed_leaves_it_open_which_one_counts(value: object) -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(sheet(book, THREE))["E9"] = value  # type: ignore[assignment]

    _, findings = edited(copy)
    assert {(f.code, f.variant) for f in findings if f.severity is Severity.ERROR} == {("F-04", "two")}


def test_a_copied_sheet_that_holds_the_same_is_read_once_and_said_so() -> None:
    def copy(book: Workbook) -> None:
        for name in (THREE, HOME, "一、总体情况"):
            book.copy_worksheet(sheet(book, name))

    back, findings = edited(copy)
    assert severe(findings) == set()
    told = [(f.variant, f.severity) for f in findings if f.code == "F-04"]
    assert told == [("same_copy", Severity.INFO)] * 3
    assert back is not None
    assert back.figures.keys() == report().figures.keys()
    assert back.value(REFS["三.r01.c1"]) == 5


def test_an_inserted_row_and_column_move_the_figures_without_losing_them() -> None:
    def insert(book: Workbook) -> None:
        target = sheet(book, "六、其他事项")
        target.insert_rows(5)
        target.insert_cols(2)

    texts = {"信息处理费情况": ("本年度未收取信息处理费。",), "其他报告事项": ("无。",)}
    back, findings = edited(insert, report(texts=texts))
    assert back is not None
    assert [p.text for p in back.passages["信息处理费情况"]] == list(texts["信息处理费情况"])
    assert severe(findings) == set()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("D13", "1.属于国家秘密"), ("B9", "一、本年新收政府信息公开申请数量"), ("F8", "商业企业")],
)
def test_a_changed_label_is_reported_and_no_figure_is_read(cell: str, expected: str) -> None:
    def relabel(book: Workbook) -> None:
        book[THREE][cell] = "别的名称"

    back, findings = edited(relabel)
    told = [(f.code, f.expected) for f in findings if f.severity is Severity.ERROR]
    assert told == [("F-05", expected)]
    assert back is not None
    assert back.value(REFS["三.r01.c1"]) is None


def test_a_label_that_differs_in_widths_and_blanks_is_the_same_label() -> None:
    def relabel(book: Workbook) -> None:
        book[THREE]["D13"] = "１．属于 国家秘密"
        book[THREE]["D15"] = '3.危及"三安全一稳定"'

    _, findings = edited(relabel)
    assert severe(findings) == set()


def test_a_deleted_row_is_reported_and_no_figure_is_read() -> None:
    back, findings = edited(lambda book: sheet(book, THREE).delete_rows(15))
    assert [f.code for f in findings if f.severity is Severity.ERROR] == ["F-05"]
    assert back is not None
    assert back.value(REFS["三.r25.c1"]) is None


def test_content_outside_the_form_is_reported_and_not_read() -> None:
    def scribble(book: Workbook) -> None:
        book[THREE]["M20"] = 7

    back, findings = edited(scribble)
    assert severe(findings) == {("F-06", "M20")}
    assert back is not None
    assert content(back) == content(report())


def test_a_table_with_a_single_zero_is_filled_and_its_blanks_are_nothing() -> None:
    def empty(book: Workbook) -> None:
        for row in sheet(book, FOUR)["C9:Q9"]:
            for cell in row:
                cell.value = None
        book[FOUR]["C9"] = 0

    back, findings = edited(empty)
    assert severe(findings) == set()
    assert back is not None
    assert back.value(REFS["四.r1.c15"]) == 0


def test_a_zero_report_is_filled_and_holds_zeros() -> None:
    filled = report({"二.r3.c1": 4}, states={"三": "零报告", "四": "零报告"})
    back, findings = edited(lambda book: None, filled)
    assert severe(findings) == set()
    assert back is not None
    assert back.value(REFS["三.r24.c7"]) == 0
    assert back.value(REFS["四.r1.c01"]) == 0


def test_a_zero_report_with_figures_is_an_error_at_the_figures() -> None:
    _, findings = edited(lambda book: None, report(states={"四": "零报告"}))
    assert severe(findings) == {("A-01", "C9,E9,K9")}


@pytest.mark.parametrize(
    ("cell", "typed", "code", "value"),
    [
        ("E9", "５", "A-02", 5),
        ("E9", "5（其中网络申请3件）", "A-04", 5),
        ("E9", "无", "A-03", None),
        ("E9", "五", "A-02", None),
        ("E9", -5, "A-02", None),
        ("E9", 2.5, "A-02", None),
        ("E9", True, "A-02", None),
        ("E9", "=2+3", "A-09", None),
        ("E9", "#REF!", "A-09", None),
    ],
)
def test_what_is_typed_into_a_figure_is_reported_at_its_cell(
    cell: str, typed: str | float, code: str, value: int | None
) -> None:
    def type_in(book: Workbook) -> None:
        book[THREE][cell] = typed

    back, findings = edited(type_in)
    told = [f for f in findings if f.variant != "stale"]
    assert [(f.code, f.cell) for f in told] == [(code, cell)]
    assert back is not None
    assert back.value(REFS["三.r01.c1"]) == value


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        ("C6", None, "A-10"),
        ("C7", "局", "A-11"),
        ("C8", "二四年", "A-11"),
        ("C8", "2024-2025", "A-11"),
        ("C8", None, "A-10"),
        ("C9", "年初", "A-11"),
        ("C13", None, "A-10"),
        ("C13", "#N/A", "A-09"),
    ],
)
def test_what_is_wrong_in_the_first_sheet_is_reported_at_its_cell(
    cell: str, typed: str | None, code: str
) -> None:
    def type_in(book: Workbook) -> None:
        book[HOME][cell] = typed

    _, findings = edited(type_in)
    assert severe(findings) == {(code, cell)}


@pytest.mark.parametrize(
    "typed",
    [
        "2024年", "2024年度", "2024 年", "2024.0",
        "２０２４年度", "二〇二四年", "二○二四", "二零二四年度", "二O二四年",
        2024.0, "公元2024年",
    ],
)  # fmt: skip
def test_a_year_is_read_in_any_usual_form_and_said_so(typed: str | float) -> None:
    def type_in(book: Workbook) -> None:
        book[HOME]["C8"] = typed

    back, findings = edited(type_in)
    assert back is not None
    assert back.year == 2024
    told = [(f.code, f.variant, f.severity) for f in findings if f.cell == "C8"]
    assert told == ([] if isinstance(typed, float) else [("A-11", "year_read", "info")])


@pytest.mark.parametrize(
    "typed", ["2024-1-1", "2024/01/01", "2024.1.1", "2024年01月01日", "２０２４年１月１日"]
)
def test_a_date_is_read_in_any_usual_form(typed: str) -> None:
    def type_in(book: Workbook) -> None:
        book[HOME]["C9"] = typed

    back, findings = edited(type_in)
    assert severe(findings) == set()
    assert back is not None
    assert back.entries["统计起"].text == "2024年1月1日"


@pytest.mark.parametrize(
    ("typed", "link", "taken", "told"),
    [
        ("点击进入", "http://www.qinghe.example/xxgk/", "http://www.qinghe.example/xxgk/", ["link_read"]),
        ("青禾县人民政府网站", "www.qinghe.example", "www.qinghe.example", ["link_read"]),
        ("www.qinghe.example", "http://www.qinghe.example/", "www.qinghe.example", []),
        ("http://www.qinghe.example/", "http://old.example/", "http://www.qinghe.example/", ["link_differs"]),
        ("http://www.qinghe.example/", None, "http://www.qinghe.example/", []),
        ("点击进入", "mailto:qinghe@example.cn", "点击进入", []),
    ],
)
def test_the_link_behind_words_is_the_address(
    typed: str, link: str | None, taken: str, told: list[str]
) -> None:
    def type_in(book: Workbook) -> None:
        book[HOME]["C12"] = typed
        if link:
            book[HOME]["C12"].hyperlink = link
            book[HOME]["C12"].value = typed

    back, findings = edited(type_in)
    assert back is not None
    assert back.entries["网址"].text == taken
    assert [f.variant for f in findings if f.cell == "C12"] == told


def test_a_missing_optional_field_gives_no_finding() -> None:
    _, findings = edited(lambda book: None, report(entries={"邮编": "", "传真": "", "邮箱": ""}))
    assert severe(findings) == set()


def test_a_line_break_in_a_cell_begins_a_new_paragraph() -> None:
    def type_in(book: Workbook) -> None:
        book[ONE]["C6"] = "　　第一段。\n第二段。"

    back, _ = edited(type_in)
    assert back is not None
    assert [p.text for p in back.passages["总述"]] == ["第一段。", "第二段。"]


def test_a_workbook_that_is_not_ours_gives_one_finding() -> None:
    book = Workbook()
    saved = io.BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), "别的.xlsx")
    assert reading.report is None
    assert [f.code for f in reading.findings] == ["F-03"]


def test_a_retyped_form_without_keys_is_read_by_its_labels() -> None:
    book = Workbook()
    for table in (table for table in FORM.tables.values() if table.printed):
        target = book.create_sheet(table.tag)
        for cell in printed(table).cells:
            value = report().value(cell.ref) if cell.ref else cell.text
            target.cell(3 + cell.row, 2 + cell.column, value or None)
    saved = io.BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), "自制.xlsx")
    assert reading.report is not None
    assert [f.sheet for f in reading.findings if f.variant == "by_labels"] == ["表二", "表三", "表四"]
    known = {
        ref: figure.value for ref, figure in reading.report.figures.items() if FORM.tables[ref.table].printed
    }
    assert known == {ref: report().value(ref) for ref in known}


def test_without_key_columns_a_sheet_is_read_by_its_labels() -> None:
    back, findings = edited(lambda book: sheet(book, FOUR).delete_cols(1))
    assert ("F-05", "") in severe(findings)
    assert back is not None
    assert back.value(REFS["四.r1.c05"]) == 3


def test_the_superseded_form_is_recognised() -> None:
    book = Workbook()
    first = book.worksheets[0]
    first["A1"], first["B1"], first["C1"] = "信息内容", "本年新制作数量", "对外公开总数量"
    saved = io.BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), "旧表.xlsx")
    assert [f.code for f in reading.findings] == ["A-08"]


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"a,b,c\n1,2,3\n", b"\x00" * 2000])
def test_a_file_that_is_no_workbook_gives_one_finding(junk: bytes) -> None:
    reading = read_workbook(junk, "坏.xlsx")
    assert reading.report is None
    assert [f.code for f in reading.findings] == ["F-01"]


SAVED = Order("xlsx", lambda: fill_workbook(report()))


@pytest.mark.libreoffice(SAVED)
def test_a_workbook_saved_by_libreoffice_is_read_the_same(converted: Conversions) -> None:
    reading = read_workbook(converted[SAVED], "填报.xlsx")
    assert reading.report is not None
    assert content(reading.report) == content(report())
    assert severe(reading.findings) == set()
    assert reading.findings == ()


def test_days_counted_from_1904_give_the_right_date() -> None:
    def from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        for at, day in (("C9", datetime.date(2024, 1, 1)), ("C10", datetime.date(2024, 12, 31))):
            sheet(book, HOME)[at].value, sheet(book, HOME)[at].number_format = day, "yyyy-mm-dd"

    back, findings = edited(from_1904)
    assert back is not None
    dates = [back.entries[key].text for key in ("统计起", "统计止")]
    assert dates == ["2024年1月1日", "2024年12月31日"]
    assert severe(findings) == set()


def test_a_cleared_total_is_called_blank() -> None:
    def clear(book: Workbook) -> None:
        sheet(book, THREE)["K11"] = None

    back, _ = edited(clear)
    assert back is not None
    assert [(f.code, f.cell, f.found) for f in check_report(back) if f.code == "B-01"] == [
        ("B-01", "K11", "空白")
    ]


@pytest.mark.parametrize(
    "formula", ["=SUM(E11:I11)", "=E11", "=SUM(E11:J11)+1", "=SUM(E11:J11,E11)", "=SUM(E12:J12)"]
)
def test_a_total_with_another_formula_is_told(formula: str) -> None:
    def replace(book: Workbook) -> None:
        sheet(book, THREE)["K11"] = formula

    _, findings = edited(replace)
    assert [f.values["formula"] for f in findings if f.variant == "replaced"] == [formula]


@pytest.mark.parametrize(
    "formula", ["=E11+F11+G11+H11+I11+J11", "=SUM($E$11:$J$11)", "=+SUM(E11:G11)+SUM(H11:J11)"]
)
def test_a_total_with_the_same_sum_in_other_words_is_none_of_anybodys_business(formula: str) -> None:
    def replace(book: Workbook) -> None:
        sheet(book, THREE)["K11"] = formula

    assert severe(edited(replace)[1]) == set()


def test_a_total_with_the_sum_of_its_single_figures_is_the_same() -> None:
    def replace(book: Workbook) -> None:
        sheet(book, THREE)["K32"] = "=SUM(E11:J31)"

    assert severe(edited(replace)[1]) == set()


@pytest.mark.parametrize(("length", "told"), [(32_767, False), (32_768, True)])
def test_a_text_that_no_cell_can_hold_is_refused(length: int, told: bool) -> None:
    back, findings = read_with_text("工" * length)
    assert back is not None
    assert [(f.code, f.variant, f.cell) for f in findings] == ([("F-07", "too_long", "C6")] if told else [])
    assert (back.passages["总述"] == (), "一" in "".join(back.unread)) == (told, told)


def test_a_character_beyond_the_plane_counts_twice_in_a_cell() -> None:
    assert [f.variant for f in read_with_text("𠮷" * 16_383)[1]] == []
    assert [f.variant for f in read_with_text("𠮷" * 16_384)[1]] == ["too_long"]


def test_names_in_brackets_that_never_close_are_told_in_short() -> None:
    _, findings = read_with_text("【#" * 16_000)
    told = [f.variant for f in findings if f.code == "C-30"]
    assert (told[0], len(told) <= 21) == ("", True)


def read_with_text(text: str) -> tuple[Report | None, tuple[Finding, ...]]:
    part = f"xl/worksheets/sheet{[plan.name for plan in layout(FORM)].index(ONE) + 1}.xml"
    with zipfile.ZipFile(io.BytesIO(fill_workbook(report()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    words("C6", text, part)(parts)
    reading = read_workbook(pack(parts), "报送.xlsx")
    return reading.report, reading.findings


def test_an_instruction_of_an_earlier_template_is_nothing_that_an_agency_wrote() -> None:
    book = opened(fill_workbook(report()))
    (sheet,) = (sheet for sheet in layout(FORM) if sheet.name == "情况说明")
    book["情况说明"]["B3"] = sheet.earlier_texts[0]
    target = io.BytesIO()
    book.save(target)
    assert "F-06" not in {found.code for found in read_workbook(target.getvalue(), "a.xlsx").findings}
