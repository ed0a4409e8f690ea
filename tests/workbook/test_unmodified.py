"""Unmodified sheets: which count as such, and that they give the same Report as if they were modified."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile

import pytest

from converter.form import FORM
from converter.grid.cells import RawSheet
from converter.shipped.resources import shipped_folder
from converter.workbook.layout.workbook_layout import layout, sheets_without_inputs
from converter.workbook.read import sheet_choice
from converter.workbook.read.cells.plain_cells import PlainCells
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.read.unmodified import unmodified_sheet
from tests.word import with_parts

SAMPLE = sorted((shipped_folder("workbook_templates") / "samples").glob("*.xlsx"))[0].read_bytes()
TABLE, PART, STRINGS = "三、依申请公开", "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml"


def _number_of(text: str) -> int:
    """The number of one of the sample's strings."""
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
        strings = archive.read(STRINGS).decode()
    return strings[: strings.index(f"<si><t>{text}</t></si>")].count("<si>")


KEY = _number_of("r05")


def replaced(part: str, old: str, new: str) -> bytes:
    """The sample with something else in one of its parts."""

    def change(name: str, data: bytes) -> bytes:
        assert name != part or old.encode() in data
        return data.replace(old.encode(), new.encode()) if name == part else data

    return with_parts(SAMPLE, change)


def table_of(content: bytes) -> RawSheet:
    return next(
        sheet for sheet in read_xlsx(content, sheets_without_inputs(FORM)).sheets if sheet.name == TABLE
    )


def test_every_sheet_that_is_read_of_a_filled_workbook_is_unmodified() -> None:
    sheets = read_xlsx(SAMPLE, sheets_without_inputs(FORM)).sheets
    found = [unmodified for sheet in sheets if (unmodified := unmodified_sheet(sheet, FORM))]
    assert [unmodified.plan for unmodified in found] == [plan for plan in layout(FORM) if plan.inputs]


def test_a_workbook_reads_the_same_as_if_all_sheets_were_modified(monkeypatch: pytest.MonkeyPatch) -> None:
    short = read_workbook(SAMPLE, "a.xlsx")
    assert short.report is not None
    monkeypatch.setattr(sheet_choice, "unmodified_sheet", lambda sheet, form: None)
    assert read_workbook(SAMPLE, "a.xlsx") == short


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (STRINGS, "三、收到和处理政府信息公开申请情况", "三、别的标题"),
        (STRINGS, "<t>r05</t>", "<t>r99</t>"),
        (STRINGS, "<t>自然人</t>", "<r><rPr><strike/></rPr><t>自然人</t></r>"),
        (PART, '<c r="C9" s="23"/>', '<c r="C9" s="23"><v>7</v></c>'),
        (PART, '<c r="C9" s="23"/>', '<c r="C9" t="str"><v>一段话</v></c>'),
        (PART, "<f>'核对'!C46&amp;'核对'!C45</f>", ""),
        (PART, "</mergeCells>", '<mergeCell ref="E9:F9"/></mergeCells>'),
        (PART, "</sheetData>", f'<row r="60"><c r="A60" t="s"><v>{KEY}</v></c></row></sheetData>'),
        (PART, "</sheetData>", '<row r="60"><c r="A60" t="str"><f>A8</f><v>r01</v></c></row></sheetData>'),
        (PART, "</sheetData>", f'<row r="1"><c r="Z1" t="s"><v>{KEY}</v></c></row></sheetData>'),
    ],
    ids=[
        "title",
        "key",
        "struck out",
        "stray number",
        "stray text",
        "message typed over",
        "merged",
        "key of a row again",
        "key computed",
        "key of a column again",
    ],
)
def test_a_sheet_with_something_changed_or_added_is_modified(part: str, old: str, new: str) -> None:
    sheet = table_of(replaced(part, old, new))
    assert isinstance(sheet.cells, PlainCells)
    assert unmodified_sheet(sheet, FORM) is None


@pytest.mark.parametrize(
    "new",
    ['<c r="E9" s="24"/>', '<c r="E9" s="24" t="str"><v>约 3 件</v></c>', '<c r="E9"><f>1+1</f><v>2</v></c>'],
    ids=["blank", "words", "formula"],
)
def test_the_content_of_an_input_does_not_count_as_modified(new: str) -> None:
    sheet = table_of(replaced(PART, '<c r="E9" s="24"><v>2</v></c>', new))
    assert unmodified_sheet(sheet, FORM) is not None


@pytest.mark.parametrize(
    "new",
    [
        pytest.param('<c r="E9" s="24"><v>2.5</v></c>', id="part of one"),
        pytest.param('<c r="E9" s="24"><v>-2</v></c>', id="negative"),
        pytest.param('<c r="E9" s="24"><v>2E1</v></c>', id="exponent"),
        pytest.param(f'<c r="E9" s="24"><v>{"9" * 30}</v></c>', id="long"),
        pytest.param('<c r="E9" s="24"/>', id="blank"),
        pytest.param('<c r="E9" s="24"><v></v></c>', id="nothing"),
        pytest.param('<c r="E9" s="24" t="e"><v>#REF!</v></c>', id="error"),
        pytest.param('<c r="E9" s="24" t="str"><v> </v></c>', id="space"),
        pytest.param('<c r="E9" s="24"><f>1+1</f><v>2</v></c>', id="formula"),
        pytest.param('<c r="E9" s="1"><v>2</v></c>', id="another style"),
    ],
)
def test_any_content_of_a_count_reads_the_same_as_if_all_sheets_were_modified(
    new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = replaced(PART, '<c r="E9" s="24"><v>2</v></c>', new)
    short = read_workbook(content, "a.xlsx")
    assert short.report is not None
    monkeypatch.setattr(sheet_choice, "unmodified_sheet", lambda sheet, form: None)
    assert read_workbook(content, "a.xlsx") == short


def test_a_count_shown_as_something_else_is_reported() -> None:
    """A style may show 2 as 200%, as a date or in tens of thousands: a person has to decide."""
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
        styles = archive.read("xl/styles.xml").decode()
    start = styles.index("<cellXfs")
    formats = re.findall(r"<xf [^>]*>", styles[start : styles.index("</cellXfs>")])
    shown = formats[24]
    percent = re.sub(r'numFmtId="\d+"', 'numFmtId="9"', shown)
    before, after = styles[:start], styles[start:].replace(shown, percent)
    reading = read_workbook(replaced("xl/styles.xml", styles, before + after), "a.xlsx")
    assert any(found.variant == "percent" for found in reading.findings)


def test_a_sheet_with_thousands_of_numbers_is_not_cached() -> None:
    def pasted(number: int) -> RawSheet:
        rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{number}</v></c></row>' for row in range(60, 3_000))
        return table_of(replaced(PART, "</sheetData>", f"{rows}</sheetData>"))

    assert unmodified_sheet(pasted(0), FORM) is None
    tracemalloc.start()
    try:
        for number in range(1, 6):
            assert unmodified_sheet(pasted(number), FORM) is None
        assert tracemalloc.get_traced_memory()[0] < 300_000
    finally:
        tracemalloc.stop()
