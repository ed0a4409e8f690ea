"""Cells that are taken without a parser: the same as with one, and nothing that has two readings."""

from __future__ import annotations

import zipfile

import pytest

from converter.resources import shipped
from converter.workbook.package import elements
from converter.workbook.plain import plain_sheet, plain_strings, unescaped

HEAD = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="urn:x"><sheetData>'
END = b"</sheetData></worksheet>"
SAMPLES = sorted((shipped("workbook_templates") / "samples").glob("*.xlsx"))


def sheet(rows: str) -> bytes:
    return HEAD + rows.encode() + END


def test_a_filled_sheet_gives_the_cells_that_a_parser_finds() -> None:
    with zipfile.ZipFile(SAMPLES[0]) as archive:
        data = archive.read("xl/worksheets/sheet4.xml")
    plain = plain_sheet(data)
    assert plain is not None
    taken = [(ref, kind or "n", value and unescaped(value)) for ref, _, kind, _, _, value in plain.cells]
    found = [
        (cell.get("r"), cell.get("t", "n"), cell.findtext("{*}v"))
        for row in elements(data, "", "worksheet", row="sheetData")
        for cell in row
    ]
    assert taken == found
    merges = [merge.get("ref") for merge in elements(data, "", "worksheet", mergeCell="mergeCells")]
    assert list(plain.merges) == merges


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1<!-- c -->8</v></c></row>',
        '<row r="1"><c r="A1"><v>&#49;</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>2</row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is></c></row>',
        '<row r="1"><c r="A1"><v>1\x01</v></c></row>',
        '<row r="1"><c r="A1"><v>\uffff</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_parser(rows: str) -> None:
    assert plain_sheet(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')) is not None
    assert plain_sheet(sheet(rows)) is None


def test_strings_of_several_fonts_keep_their_place() -> None:
    strings = plain_strings(
        b'<?xml version="1.0" encoding="UTF-8"?><sst><si><t>a&amp;b</t></si>'
        b'<si><r><t>x</t></r></si><si><t xml:space="preserve"> c</t><phoneticPr fontId="1"/></si></sst>'
    )
    assert strings is not None
    assert strings.texts == ["a&b", None, " c"]
    assert strings.rest.endswith(b"<sst><si><r><t>x</t></r></si></sst>")
