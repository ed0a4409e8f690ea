"""Links of a finished workbook: to which file each cell leads, whatever its name, and how many there are."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from converter.desk import links
from converter.desk.links import with_links

TARGETS = "xl/worksheets/_rels/sheet2.xml.rels"


def book(rows: int) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as written:
        written.add_worksheet("一")
        sheet = written.add_worksheet("二")
        for row in range(rows):
            sheet.write_string(row, 0, f"第 {row} 行" + "长" * 300)
        sheet.autofilter(0, 0, rows, 1)
    return made.getvalue()


@pytest.mark.parametrize("rows", [1, 3, 2_000], ids=["one row", "few rows", "more than is read at once"])
def test_each_cell_leads_to_its_file_and_nothing_else_changes(rows: int) -> None:
    content = book(rows)
    cells = [f"A{row + 1}" for row in range(rows)]
    linked = with_links(content, 2, cells, (f"Word报告/{row}.docx" for row in range(rows)))
    sheet = load_workbook(io.BytesIO(linked))["二"]
    found = [sheet[cell].hyperlink.target for cell in cells]
    assert found == [f"Word报告\\{row}.docx" for row in range(rows)]
    assert [sheet[cell].value for cell in cells] == [f"第 {row} 行" + "长" * 300 for row in range(rows)]
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(linked)) as new:
        assert new.testzip() is None
        assert {*new.namelist()} - {*old.namelist()} == {TARGETS}
        before, after = old.read("xl/worksheets/sheet2.xml"), new.read("xl/worksheets/sheet2.xml")
        assert re.sub(b"<hyperlinks>.*</hyperlinks>", b"", after) == before
        assert after.index(b"<autoFilter") < after.index(b"<hyperlinks>") < after.index(b"<pageMargins")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ('甲&乙<丙>"丁".docx', "甲&乙%3C丙%3E%22丁%22.docx"),
        ("100% 的#1.docx", "100%25%20的%231.docx"),
        ("O'局.docx", "O'局.docx"),
    ],
    ids=["markup", "escapes", "apostrophe"],
)
def test_a_name_with_characters_that_mean_something_is_one(name: str, target: str) -> None:
    linked = with_links(book(1), 2, ["A1"], [name])
    assert load_workbook(io.BytesIO(linked))["二"]["A1"].hyperlink.target == target


def test_no_more_links_are_written_than_excel_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 2)
    linked = with_links(book(3), 2, ["A1", "A2", "A3"], ["1.docx", "2.docx", "3.docx"])
    sheet = load_workbook(io.BytesIO(linked))["二"]
    assert [sheet[cell].hyperlink is not None for cell in ("A1", "A2", "A3")] == [True, True, False]


def test_the_same_links_give_the_same_bytes() -> None:
    made = [with_links(book(3), 2, ["A1"], ["1.docx"]) for _ in range(2)]
    assert made[0] == made[1]
