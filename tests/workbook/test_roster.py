"""The roster as a workbook: blank for a county, and read with a finding at the cell of every problem."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from converter.catalogue.messages import describe
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Place
from converter.report.roster import Roster, RosterEntry, categories
from converter.report.unnamed import unnamed
from converter.system.errors import UsageError
from converter.system.texts import line, name_key
from converter.workbook.roster.blank import ROWS, blank_roster, filled_roster
from converter.workbook.roster.columns import LABELS
from converter.workbook.roster.reading import load_roster, read_roster
from tests.libreoffice import Conversions, Order
from tests.workbooks import blank_workbook, opened

CATEGORIES = categories(FORM)

BLANK = blank_roster(FORM)
COUNTY, BUREAU, TOWN, _ = CATEGORIES
Read = tuple[Roster | None, tuple[Finding, ...]]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(sheet: Worksheet, row: int, values: Sequence[object]) -> None:
    """Write a row; texts stay texts even where they look like formulas."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column)
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"


def table(*rows: Sequence[object], head: Sequence[object] = LABELS, name: str = "名单") -> Workbook:
    """A workbook with a header in row 1 and the rows below it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for number, row in enumerate((head, *rows), start=1):
        put(sheet, number, row)
    return book


def row(name: str, *category: str, **more: object) -> list[object]:
    """A row of the roster, of a bureau unless said otherwise; further cells by label."""
    cells = {"机关名称": name, "类别": "".join(category or (BUREAU,)), **more}
    return [cells.get(label) for label in LABELS]


def read(book: Workbook) -> Read:
    return read_roster(saved(book), "名单.xlsx", FORM)


def with_rows(book: Workbook, added: bytes) -> bytes:
    """The saved workbook with rows that openpyxl cannot write behind those of its first sheet."""
    edited = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", added + b"</sheetData>")
            new.writestr(name, data)
    return edited.getvalue()


def codes_of(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.variant, finding.cell) for finding in findings]


def texts(entry: RosterEntry) -> list[str]:
    """The cells that a clerk would have typed for an entry."""
    short = "" if entry.short == entry.name else entry.short
    own = [entry.name, short, "、".join(entry.former), entry.category, entry.parent]
    return [*own, entry.code, entry.contact, entry.phone, entry.contact_phone, entry.note]


# --- the blank roster ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def blank() -> Worksheet:
    return opened(BLANK).worksheets[0]


def test_the_blank_roster_is_always_the_same_bytes() -> None:
    assert blank_roster(FORM) == BLANK


def test_a_filled_roster_reads_as_the_agencies_that_were_put_in() -> None:
    entries = (
        RosterEntry(
            "甲县财政局",
            "财政局",
            ("甲县国资局", "甲县收费局"),
            BUREAU,
            "甲县人民政府",
            "007",
            "张三",
            "010-1",
        ),
        RosterEntry("甲县乙镇人民政府", "", (), TOWN, contact_phone="13800000000", note="=1"),
    )
    read, findings = read_roster(filled_roster(entries, FORM), "名单.xlsx", FORM)
    assert read is not None
    assert [replace(entry, place=None) for entry in read.entries] == [*entries]
    assert not findings


def test_the_blank_roster_has_the_labels_below_a_title_and_a_note(blank: Worksheet) -> None:
    assert blank.title == "单位名单"
    assert blank["A1"].value == "单位名单"
    assert str(blank["A2"].value).startswith("每个单位填一行")
    assert tuple(cell.value for cell in blank[3]) == LABELS


def test_the_blank_roster_offers_open_rows_of_text_under_a_locked_header(blank: Worksheet) -> None:
    assert blank.protection.sheet
    assert not blank.protection.password
    for number in range(4, 4 + ROWS):
        assert not any(cell.protection.locked for cell in blank[number])
        assert blank.cell(number, 6).number_format == "@"
        assert blank.cell(number, 8).number_format == "@"
    assert all(cell.protection.locked for cell in blank[3])


def test_rows_below_those_offered_are_open_text_too(blank: Worksheet) -> None:
    assert not any(blank.column_dimensions[letter].protection.locked for letter in "ABCDEFGHIJ")
    assert blank.column_dimensions["F"].number_format == "@"


def test_the_categories_are_chosen_from_a_list(blank: Worksheet) -> None:
    (rule,) = blank.data_validations.dataValidation
    assert rule.formula1 == f'"{",".join(CATEGORIES)}"'
    assert "D4" in rule.sqref
    assert f"D{3 + ROWS}" in rule.sqref
    assert "D3" not in rule.sqref


def test_the_blank_roster_prints_one_page_wide_with_its_header_on_each(blank: Worksheet) -> None:
    assert str(blank.page_setup.paperSize) == "9"
    assert blank.page_setup.orientation == "landscape"
    assert blank.page_setup.fitToHeight == 0
    assert blank.print_title_rows == "$3:$3"
    assert blank.freeze_panes == "A4"


def test_the_blank_roster_is_found_empty() -> None:
    roster, findings = read_roster(BLANK, "名单.xlsx", FORM)
    assert roster is None
    assert [(f.code, f.sheet) for f in findings] == [("R-05", "单位名单")]


def test_the_blank_roster_filled_in_is_read() -> None:
    book = opened(BLANK)
    put(book.worksheets[0], 4, row("青禾县人民政府", COUNTY))
    put(
        book.worksheets[0],
        3 + ROWS,
        row("青禾县财政局", 上级="青禾县人民政府", 代码="011", 曾用名="甲局、乙局"),
    )
    put(book.worksheets[0], 9 + ROWS, row("红岩乡人民政府", TOWN))
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert [entry.name for entry in roster.entries] == ["青禾县人民政府", "青禾县财政局", "红岩乡人民政府"]
    assert roster.entries[1] == RosterEntry(
        "青禾县财政局", "", ("甲局", "乙局"), BUREAU, "青禾县人民政府", "011",
        place=Place("名单.xlsx", "单位名单", f"A{3 + ROWS}"),
    )  # fmt: skip


def filled() -> Workbook:
    book = opened(BLANK)
    put(book.worksheets[0], 4, row("青禾县财政局", 代码="011", 公开电话="0000-0000001", 备注="=1+1"))
    return book


SAVED = Order("xlsx", lambda: saved(filled()))


@pytest.mark.libreoffice(SAVED)
def test_a_roster_saved_by_libreoffice_is_read_the_same(converted: Conversions) -> None:
    assert read_roster(converted[SAVED], "名单.xlsx", FORM) == read(filled())


# --- what is read -------------------------------------------------------------------------------

_WORD = st.text(st.sampled_from("甲乙丙丁青禾县财政林业局街道办事处（）A1ａ１·-= \u200b\u3000𠮷"), max_size=8)
_CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="_"), max_size=12
)


def is_name(text: str) -> bool:
    return name_key(text) != "" and unnamed(text, FORM) != "nobody"


@st.composite
def rosters(draw: st.DrawFn) -> list[RosterEntry]:
    """Entries without any mistake: every name and code but one agency's own."""
    names = draw(st.lists(_WORD.map(line).filter(is_name), min_size=1, max_size=12, unique_by=name_key))
    codes = iter(draw(st.lists(st.from_regex("[0-9A-Z]{1,18}", fullmatch=True), max_size=12, unique=True)))
    entries = []
    while names:
        own, names = names[: draw(st.integers(1, 4))], names[4:]
        more = [line(draw(_CELL)) for _ in range(5)]
        parent, contact, phone, own_phone, note = more
        short = own[1] if len(own) > 1 else ""
        category = draw(st.sampled_from(CATEGORIES))
        entries.append(
            RosterEntry(
                own[0],
                short,
                tuple(own[2:]),
                category,
                parent,
                next(codes, ""),
                contact,
                phone,
                note,
                contact_phone=own_phone,
            )
        )
    return entries


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(rosters(), st.permutations(range(len(LABELS))), st.integers(0, 3))
def test_a_roster_in_any_order_of_columns_comes_back_as_it_was(
    entries: list[RosterEntry], order: list[int], above: int
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    lines = [list(LABELS), *map(texts, entries)]
    for number, cells in enumerate(lines, start=above + 1):
        put(sheet, number, [cells[index] or None for index in order])
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert [replace(entry, place=None) for entry in roster.entries] == entries
    for entry in roster.entries:
        assert all(roster.find(name) is entry for name in entry.names)


def test_the_sheet_is_found_by_its_header_below_notes_and_among_others() -> None:
    book = Workbook()
    put(book.worksheets[0], 1, ["机关名称", "只有一个标签的表"])
    sheet = book.create_sheet("另一张")
    put(sheet, 1, ["青禾县单位名单"])
    put(sheet, 5, [None, "序号", "类别", "机关名称"])
    put(sheet, 6, [None, 1, BUREAU, "青禾县财政局"])
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert roster.entries[0].place == Place("名单.xlsx", "另一张", "D6")


@pytest.mark.parametrize(
    "head",
    [
        ("单位名称", "机关类别", "联系电话"),
        ("单位全称", "单位类别", "电话"),
        ("机 关\n名　称", "类\u200b别", " 电话 "),
    ],
)
def test_a_label_may_be_called_otherwise_or_have_blanks(head: tuple[str, ...]) -> None:
    roster, findings = read(table(("青禾县财政局", BUREAU, "0000-1"), head=head))
    assert findings == ()
    assert roster is not None
    assert (roster.entries[0].name, roster.entries[0].phone) == ("青禾县财政局", "0000-1")


MOBILE = "13800000000"


@pytest.mark.parametrize(
    ("head", "told", "phone", "own"),
    [
        ("公开电话", [("R-08", "mobile", "C2")], MOBILE, ""),
        ("电话", [("R-08", "private", "C2")], "", MOBILE),
        ("联系电话", [("R-08", "private", "C2")], "", MOBILE),
        ("经办人电话", [], "", MOBILE),
        ("手机", [], "", MOBILE),
    ],
)
def test_a_mobile_number_is_the_contacts_unless_it_is_called_public(
    head: str, told: list[tuple[str, str, str]], phone: str, own: str
) -> None:
    roster, findings = read(table(("青禾县财政局", BUREAU, MOBILE), head=("机关名称", "类别", head)))
    assert codes_of(findings) == told
    assert roster is not None
    assert (roster.entries[0].phone, roster.entries[0].contact_phone) == (phone, own)


def test_an_office_number_in_an_older_column_stays_the_public_one() -> None:
    book = table(
        ("青禾县财政局", BUREAU, "0537-6558690", MOBILE), head=("机关名称", "类别", "联系电话", "经办人手机")
    )
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert (roster.entries[0].phone, roster.entries[0].contact_phone) == ("0537-6558690", MOBILE)


@pytest.mark.parametrize("label", ["公开电话", "经办人电话"])
def test_a_telephone_that_lost_its_zero_says_what_it_was(label: str) -> None:
    _, findings = read(table(row("甲局", **{label: 5376558690})))
    assert [(f.variant, f.subject, f.expected) for f in findings] == [("cut", label, "0537-6558690")]


def test_a_row_whose_name_is_none_is_told() -> None:
    _, findings = read(table(row("青禾县财政局"), row("本单位"), row("县政府")))
    assert codes_of(findings) == [("R-03", "nobody", "A3")]


def test_blank_rows_and_rows_with_a_number_alone_are_skipped() -> None:
    head = ("序号", "机关名称", "类别")
    book = table((1, "甲局", BUREAU), (2, None, None), (), (3, " \u200b", "　"), (4, "乙局", TOWN), head=head)
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert [entry.name for entry in roster.entries] == ["甲局", "乙局"]


def test_characters_that_a_document_cannot_hold_go() -> None:
    roster, findings = read(table(row(" 青禾县_x0007_财\u200b政局\n", 简称="县财\ufeff政局")))
    assert findings == ()
    assert roster is not None
    assert (roster.entries[0].name, roster.entries[0].short) == ("青禾县财政局", "县财政局")


def test_a_category_typed_with_blanks_is_the_choice_of_the_form() -> None:
    roster, _ = read(table(row("甲局", f" {BUREAU[:2]} {BUREAU[2:]}")))
    assert roster is not None
    assert roster.entries[0].category == BUREAU


def test_numbers_are_read_as_plain_digits() -> None:
    book = table(row("甲局", 代码=20240001, 公开电话=5370000), row("乙局", 代码=2.0, 经办人电话=13900000000))
    roster, findings = read(book)
    assert findings == ()
    assert roster is not None
    assert [(e.code, e.phone, e.contact_phone) for e in roster.entries] == [
        ("20240001", "5370000", ""),
        ("2", "", "13900000000"),
    ]


def test_a_formula_that_gives_an_empty_text_is_blank() -> None:
    """As LibreOffice and Excel save it; openpyxl cannot, so the part is edited."""
    added = b'<row r="9"><c r="A9" t="str"><f>""</f><v></v></c></row>'
    roster, findings = read_roster(with_rows(table(row("甲局"), row("乙局")), added), "名单.xlsx", FORM)
    assert findings == ()
    assert roster is not None
    assert len(roster.entries) == 2


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "variant"),
    [(b"", "empty"), (b"PK\3\4", "truncated"), (b"<html>", "web_page"), (BLANK[:-40], "truncated")],
)
def test_a_file_that_cannot_be_read_gives_a_finding(content: bytes, variant: str) -> None:
    roster, findings = read_roster(content, "名单.xlsx", FORM)
    assert roster is None
    assert [(f.code, f.variant, f.places) for f in findings] == [("F-01", variant, (Place("名单.xlsx"),))]


def test_a_workbook_without_roster_gives_a_finding_with_its_sheets() -> None:
    roster, (found,) = read_roster(blank_workbook(2024), "填报.xlsx", FORM)
    assert roster is None
    assert (found.code, found.variant) == ("R-01", "missing")
    assert found.found.startswith("填报首页、")
    assert found.expected == "机关名称、类别"


def test_two_sheets_that_look_like_a_roster_give_a_finding() -> None:
    book = table(row("甲局"))
    other = book.copy_worksheet(book.worksheets[0])
    other.title, other.sheet_state = "旧名单", "hidden"
    roster, findings = read(book)
    assert roster is None
    assert codes_of(findings) == [("R-01", "two", "")]
    assert findings[0].found == "名单、旧名单（已隐藏）"


def test_a_header_without_category_gives_a_finding() -> None:
    roster, findings = read(table(("甲局", "甲"), head=("机关名称", "简称")))
    assert roster is None
    assert codes_of(findings)[0] == ("R-02", "column", "A1")


def test_a_label_that_occurs_twice_is_found_at_both_cells() -> None:
    roster, findings = read(table(("甲局", "乙局", BUREAU), head=("机关名称", "单位名称", "类别")))
    assert roster is None
    assert codes_of(findings) == [("R-02", "twice", "A1,B1")]


def test_a_repeated_header_gives_a_finding_and_is_no_agency() -> None:
    roster, findings = read(table(row("甲局"), LABELS, row("乙局")))
    assert roster is None
    assert codes_of(findings) == [("R-02", "again", "A3")]


def test_each_unknown_column_gives_one_warning() -> None:
    head = ("机关名称", "类别", "上级单位", None, "经办", "序号")
    book = table(
        ("甲局", BUREAU, "某县", "旁注", None, 1), ("乙局", BUREAU, "某县", "又一条", None, 2), head=head
    )
    roster, findings = read(book)
    assert roster is not None
    assert codes_of(findings) == [("R-02", "unknown", "C1"), ("F-06", "", "D2")]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_a_row_with_content_but_without_name_gives_a_finding() -> None:
    roster, findings = read(table(row("甲局"), row("", 联系人="王某")))
    assert roster is None
    assert codes_of(findings) == [("R-03", "", "A3")]


@pytest.mark.parametrize(("category", "variant"), [("", "missing"), ("市级部门", "unknown")])
def test_a_missing_or_unknown_category_gives_a_finding_with_the_choices(category: str, variant: str) -> None:
    roster, findings = read(table(row("甲局", category)))
    assert roster is None
    assert codes_of(findings) == [("R-04", variant, "D2")]
    assert findings[0].expected == "、".join(CATEGORIES)
    assert "“甲局”" in describe(findings[0])


@pytest.mark.parametrize("twin", ["青禾县财政局", "青禾县 财政局", "青禾县财政局\u200b"])
def test_an_agency_listed_twice_gives_a_finding_with_the_other_row(twin: str) -> None:
    roster, findings = read(table(row("青禾县财政局"), row("甲局"), row(twin), row(twin)))
    assert roster is None
    assert codes_of(findings) == [("R-06", "name", "A4"), ("R-06", "name", "A5")]
    assert "第 2 行的机关名称" in describe(findings[0])


@pytest.mark.parametrize(("label", "cell"), [("简称", "B2"), ("曾用名", "C2")])
def test_a_full_name_that_another_agency_uses_is_an_error_at_the_other_name(label: str, cell: str) -> None:
    roster, findings = read(table(row("甲局", **{label: "乙局"}), row("乙局")))
    assert roster is None
    assert codes_of(findings) == [("R-06", "name", cell)]
    assert "第 3 行的机关名称" in describe(findings[0])


def test_a_short_or_former_name_of_two_agencies_is_a_warning_and_finds_neither() -> None:
    roster, findings = read(table(row("甲局", 曾用名="农林局、丙局"), row("乙局", 简称="农林局")))
    assert codes_of(findings) == [("R-06", "shared", "B3")]
    assert "第 2 行的曾用名" in describe(findings[0])
    assert roster is not None
    assert roster.find("农林局") is None
    assert roster.find("丙局") is roster.entries[0]


def test_a_code_of_two_agencies_gives_a_finding_with_the_other_row() -> None:
    roster, findings = read(
        table(row("甲局", 代码="a01"), row("乙局", 代码="Ａ 01"), row("丙局"), row("丁局"))
    )
    assert roster is None
    assert codes_of(findings) == [("R-07", "", "F3")]
    assert "第 2 行的代码" in describe(findings[0])


@pytest.mark.parametrize(
    ("value", "code", "variant"),
    [
        (113301000000000000, "R-08", "too_long"),
        (1.5, "R-08", "number"),
        (-7, "R-08", "number"),
        (date(2024, 3, 1), "R-08", "date"),
        (CellRichText("01", TextBlock(InlineFont(strike=True), "2")), "R-08", "runs"),
        (True, "A-11", "value"),
        ("#REF!", "A-09", "error"),
    ],
)
@pytest.mark.parametrize(("label", "cell"), [("代码", "F2"), ("公开电话", "H2"), ("经办人电话", "I2")])
def test_a_cell_that_lost_what_was_typed_gives_a_finding(
    value: object, code: str, variant: str, label: str, cell: str
) -> None:
    roster, findings = read(table(row("甲局", **{label: value})))
    assert roster is None
    assert codes_of(findings) == [(code, variant, cell)]
    assert label in describe(findings[0])


def test_a_number_whose_format_may_show_zeros_in_front_is_a_warning() -> None:
    book = table(row("甲局", 代码=7))
    book.worksheets[0]["F2"].number_format = "000"
    roster, findings = read(book)
    assert codes_of(findings) == [("R-08", "zeros", "F2")]
    assert roster is not None
    assert roster.entries[0].code == "7"


def test_an_error_cell_in_place_of_a_name_or_category_gives_one_finding() -> None:
    roster, findings = read(table(row("#N/A"), row("乙局", "#VALUE!")))
    assert roster is None
    assert codes_of(findings) == [("A-09", "error", "A2"), ("A-09", "error", "D3")]


def test_a_formula_without_cached_value_gives_a_finding() -> None:
    book = table(row("甲局"))
    book.worksheets[0]["B2"] = "=A2"
    assert codes_of(read(book)[1]) == [("A-09", "no_cache", "B2")]


def test_a_cell_that_the_file_has_twice_gives_a_finding() -> None:
    added = b'<row r="2"><c r="A2"><v>5</v></c></row>'
    roster, findings = read_roster(with_rows(table(row("甲局")), added), "名单.xlsx", FORM)
    assert roster is None
    assert codes_of(findings) == [("F-07", "", "A2")]


def test_all_problems_are_found_at_once_and_each_has_a_message() -> None:
    book = table(
        row("甲局", "市级部门", 代码="1"),
        row("", "", 备注="没有名称"),
        row("甲 局", 代码=1, 公开电话=1.5),
        head=(*LABELS[:9], "备注"),
    )
    roster, findings = read(book)
    assert roster is None
    assert codes_of(findings) == [
        ("R-04", "unknown", "D2"),
        ("R-03", "", "A3"),
        ("R-04", "missing", "D3"),
        ("R-08", "number", "H4"),
        ("R-06", "name", "A4"),
        ("R-07", "", "F4"),
    ]
    for finding in findings:
        assert (finding.places[0].file, finding.sheet) == ("名单.xlsx", "名单")
        assert f"，见工作表“名单”单元格 {finding.cell}。" in describe(finding)


SOUND = saved(table(row("青禾县财政局", CATEGORIES[0])))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_spoilt_in_any_place_is_read_or_refused_with_a_reason(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(start, len(SOUND)))
    put = data.draw(st.binary(max_size=20))
    kept, findings = read_roster(
        SOUND[:start] + put + (SOUND[end:] if data.draw(st.booleans()) else b""), "名单.xlsx", FORM
    )
    assert kept is not None or findings
    assert all(describe(found) for found in findings)


def test_a_roster_that_is_no_file_or_gigantic_is_refused_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="打不开"):
        load_roster(tmp_path, FORM)
    with (tmp_path / "名单.xlsx").open("wb") as file:
        file.truncate(500_000_000)
    kept, (told, *_) = load_roster(tmp_path / "名单.xlsx", FORM)
    assert kept is None
    assert told.places[0].file == "名单.xlsx"
