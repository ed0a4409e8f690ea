"""Raw cells from workbook bytes: each rule, each obstacle, and agreement with other readers."""

import datetime
import io
import json
import random
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from converter.grid.cells import Position, RawCell, RawSheet, address
from converter.workbook.read.cells import package, xlsx
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile
from converter.workbook.read.cells.xlsx import read_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
A1 = (0, 0)

Parts = dict[str, bytes]


def read_sheets(content: bytes) -> tuple[RawSheet, ...]:
    return read_xlsx(content).sheets


def relations(*rows: tuple[str, str]) -> bytes:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'.encode()


def sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def strings(*items: str) -> bytes:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'.encode()


def parts(rows: str = '<row r="1"><c r="A1"><v>18</v></c></row>') -> Parts:
    return {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET: sheet(rows),
        STRINGS: strings("<t>甲</t>", "<t>乙</t>"),
    }


def pack(members: Mapping[str, bytes]) -> bytes:
    return pack_list(list(members.items()))


def pack_list(members: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the same name twice
        for name, data in members:
            # a fixed date: these bytes are names of tests, the same in every process that collects them
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def unpack(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(rows: str, **changed: bytes) -> Mapping[Position, RawCell]:
    """Cells of a one-sheet workbook; `changed`: strings=, styles=."""
    members = parts(rows)
    if "strings" in changed:
        members[STRINGS] = changed["strings"]
    if "styles" in changed:
        members[STYLES] = changed["styles"]
    (read,) = read_sheets(pack(members))
    return read.cells


def cell(xml: str, **changed: bytes) -> RawCell:
    read = cells(f'<row r="1">{xml}</row>', **changed)
    assert list(read) == [A1]
    return read[A1]


def inline(xml: str) -> RawCell:
    return cell(f'<c r="A1" t="inlineStr"><is>{xml}</is></c>')


def refusal(content: bytes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_sheets(content)
    return caught.value


def obstacle(content: bytes) -> Obstacle:
    return refusal(content).obstacle


def with_part(name: str, data: bytes) -> bytes:
    return pack(parts() | {name: data})


def without_part(name: str) -> bytes:
    return pack({key: data for key, data in parts().items() if key != name})


# What a cell holds


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<c r='A1'><v>18</v></c>", RawCell("number", "18")),
        ("<c r='A1' t='n'><v>1E+20</v></c>", RawCell("number", "1E+20")),
        ("<c r='A1'><v> 18\n</v></c>", RawCell("number", "18")),
        ("<c r='A1'><v>\u00a018</v></c>", RawCell("number", "\u00a018")),
        ("<c r='A1'><v>1<!-- c -->8</v></c>", RawCell("number", "18")),
        ("<c r='A1'><v>1<?p i?>8</v></c>", RawCell("number", "18")),
        ("<c r='A1'><v><![CDATA[1]]>8</v></c>", RawCell("number", "18")),
        ("<c r='A1'><v>1&#56;</v></c>", RawCell("number", "18")),
        ("<c r='A1' t='s'><v>1</v></c>", RawCell("text", "乙")),
        ("<c r='A1' t='s'><v>2</v></c>", RawCell("error", "#SST!")),
        ("<c r='A1' t='s'><v>-1</v></c>", RawCell("error", "#SST!")),
        ("<c r='A1' t='s'><v>1.0</v></c>", RawCell("error", "#SST!")),
        ("<c r='A1' t='s'><v>１</v></c>", RawCell("error", "#SST!")),
        ("<c r='A1' t='s'><v/></c>", RawCell("error", "#SST!")),
        ("<c r='A1' t='str'><v> 甲 </v></c>", RawCell("text", " 甲 ")),
        ("<c r='A1' t='str'><v>a_x0041_</v></c>", RawCell("text", "aA")),
        ("<c r='A1' t='inlineStr'><is><t>甲</t></is></c>", RawCell("text", "甲")),
        ("<c r='A1' t='inlineStr'><v>甲</v></c>", RawCell("text", "甲")),
        ("<c r='A1'><is><t>5</t></is></c>", RawCell("text", "5")),
        ("<c r='A1' t='b'><v>1</v></c>", RawCell("boolean", "1")),
        ("<c r='A1' t='e'><v>#REF!</v></c>", RawCell("error", "#REF!")),
        ("<c r='A1' t='d'><v>2026-01-05</v></c>", RawCell("date", "2026-01-05")),
        ("<c r='A1' t='what'><v>25</v></c>", RawCell("error", "25")),
        ("<c r='A1'><f>1+1</f><v>2</v></c>", RawCell("number", "2", formula=True, expression="1+1")),
        ("<c r='A1'><f>1+1</f></c>", RawCell("number", "", formula=True, expression="1+1")),
        ("<c r='A1' t='str'><f>A2</f></c>", RawCell("number", "", formula=True, expression="A2")),
        ("<c r='A1' t='str'><f>A2</f><v></v></c>", RawCell("text", "", formula=True, expression="A2")),
        (
            "<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>",
            RawCell("error", "#DIV/0!", formula=True, expression="1/0"),
        ),
    ],
)
def test_a_cell_is_given_as_stored(xml: str, expected: RawCell) -> None:
    assert cell(xml) == expected


@pytest.mark.parametrize(
    "xml",
    [
        "<c r='A1' s='1'/>",
        "<c r='A1' t='s'/>",
        "<c r='A1'><v/></c>",
        "<c r='A1' t='inlineStr'><is><t/></is></c>",
        "<c r='A1'><extLst/></c>",
    ],
)
def test_cells_without_value_and_formula_are_not_kept(xml: str) -> None:
    assert cells(f"<row r='1'>{xml}</row>") == {}


def test_two_values_in_one_cell_keep_the_first_and_are_marked() -> None:
    assert cell("<c r='A1'><v>18</v><v>19</v></c>") == RawCell("number", "18", duplicate=True)
    twice = "<c r='A1' t='inlineStr'><is><t>甲</t></is><is><t>乙</t></is></c>"
    assert cell(twice) == RawCell("text", "甲", duplicate=True)


def test_an_element_inside_a_value_is_damage() -> None:
    assert obstacle(pack(parts("<row r='1'><c r='A1'><v>1<x/>8</v></c></row>"))) is Obstacle.DAMAGED
    assert obstacle(with_part(STRINGS, strings("<t>a<x/>b</t>"))) is Obstacle.DAMAGED


# Where a cell stands


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='A1'><v/></c></row>",
    ],
)
def test_a_cell_stored_twice_is_marked(rows: str) -> None:
    assert cells(rows) == {A1: RawCell("number", "1", duplicate=True)}


def test_rows_and_cells_may_come_in_any_order() -> None:
    read = cells(
        "<row r='3'><c r='B3'><v>4</v></c><c r='A3'><v>3</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>"
    )
    assert {address(position): found.raw for position, found in read.items()} == {
        "B3": "4",
        "A3": "3",
        "A1": "1",
    }


def test_cells_and_rows_without_reference_follow_the_last_position() -> None:
    read = cells(
        "<row><c><v>1</v></c><c s='1'/><c><v>2</v></c></row>"
        "<row r='5'><c r='C5' s='1'/><c/><c><v>3</v></c></row>"
        "<row><c><v>4</v></c></row>"
        "<row><c r='B9'><v>5</v></c></row><row/><row><c><v>6</v></c></row>"
    )
    found = {address(position): item.raw for position, item in read.items()}
    assert found == {"A1": "1", "C1": "2", "E5": "3", "A6": "4", "B9": "5", "A11": "6"}


def test_the_reference_of_a_cell_rules_over_its_row() -> None:
    assert list(cells("<row r='2'><c r='C7'><v>1</v></c></row>")) == [(6, 2)]


def test_cells_beyond_the_grid_are_ignored() -> None:
    names = ("XFD1048576", "XFE1", "A1048577", "AAAA1", "ZZZZZZZZ1", "A999999999")
    read = cells("".join(f"<row><c r='{name}'><v>1</v></c></row>" for name in names))
    assert [address(position) for position in read] == ["XFD1048576"]


@pytest.mark.parametrize("name", ["A0", "A", "5", "É1", "A-1", "$A$1", "A１", "A 1"])
def test_a_reference_that_is_none_is_damage(name: str) -> None:
    assert obstacle(pack(parts(f"<row r='1'><c r='{name}'><v>1</v></c></row>"))) is Obstacle.DAMAGED


@pytest.mark.parametrize("number", ["0", "-1", "x", "1_0", "１"])
def test_a_row_number_that_is_none_is_damage(number: str) -> None:
    assert obstacle(pack(parts(f"<row r='{number}'><c><v>1</v></c></row>"))) is Obstacle.DAMAGED


def test_the_dimension_is_not_believed() -> None:
    lie = sheet("<row r='9'><c r='C9'><v>1</v></c></row>").replace(
        b"<sheetData>", b"<dimension ref='A1'/><sheetData>"
    )
    (read,) = read_sheets(with_part(SHEET, lie))
    assert list(read.cells) == [(8, 2)]


def test_only_rows_of_the_sheet_data_count() -> None:
    stray = sheet("").replace(b"<sheetData>", b"<x><row r='1'><c r='A1'><v>1</v></c></row></x><sheetData>")
    (read,) = read_sheets(with_part(SHEET, stray))
    assert read.cells == {}


# Text


@pytest.mark.parametrize(
    ("xml", "expected", "marked"),
    [
        ("<t>甲</t>", "甲", False),
        ("<r><t>甲</t></r>", "甲", False),
        ("<r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r>", "甲乙", False),
        ("<t>甲</t><r><t>乙</t></r>", "甲乙", False),
        ("<r><t>5</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>", "51", True),
        ("<r><rPr><strike/></rPr><t>12</t></r>", "12", True),
        ("<r><rPr><strike val='0'/></rPr><t>12</t></r>", "12", False),
        ("<r><rPr><strike val='false'/></rPr><t>12</t></r>", "12", False),
        ("<r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>", "1", True),
        ("<r><rPr><vertAlign val='subscript'/></rPr><t>1</t></r>", "1", True),
        ("<r><rPr><vertAlign val='baseline'/></rPr><t>1</t></r>", "1", False),
        ("<t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "东京", False),
        ("<t> a\tb&#13;\nc </t>", " a\tb\r\nc ", False),
        ("<t>_x000D_</t>", "\r", False),
        ("<t>_x000b_</t>", "\x0b", False),
        ("<t>_x0000_</t>", "\0", False),
        ("<t>_x005F_x0041_</t>", "_x0041_", False),
        ("<t>_x0041_x0042_</t>", "Ax0042_", False),
        ("<t>_X0041_ _x041_ _x00G1_</t>", "_X0041_ _x041_ _x00G1_", False),
        ("<t>_xD842__xDFB7_</t>", "\U00020bb7", False),
        ("<t>_xD83D_a</t>", "\ufffda", False),
        ("<t>_xDE00__xD83D_</t>", "\ufffd\ufffd", False),
        ("<t>a&amp;b&lt;c&gt;</t>", "a&b<c>", False),
    ],
)
def test_strings_are_joined_unescaped_and_marked(xml: str, expected: str, marked: bool) -> None:
    found = RawCell("text", expected, marked=marked)
    assert inline(xml) == found
    assert cell("<c r='A1' t='s'><v>0</v></c>", strings=strings(xml)) == found


@pytest.mark.parametrize(
    ("look", "marked"),
    [
        ("<strike/>", True),
        ("<strike val='0'/>", False),
        ("<vertAlign val='superscript'/>", True),
        ("<b/>", False),
    ],
)
def test_a_cell_whose_own_font_strikes_out_is_marked(look: str, marked: bool) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/><font>{look}</font></fonts>'
        f"<dxfs><dxf><font><strike/></font></dxf></dxfs>"
        '<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    ).encode()
    found = cells('<row><c r="A1" s="0"><v>1</v></c><c r="B1" s="1"><v>2</v></c></row>', styles=styles)
    assert [cell.marked for cell in found.values()] == [False, marked]


def test_missing_strings_matter_only_if_a_cell_points_there() -> None:
    assert len(read_sheets(without_part(STRINGS))) == 1
    pointing = parts("<row r='1'><c r='A1' t='s'><v>0</v></c></row>")
    del pointing[STRINGS]
    found = refusal(pack(pointing))
    assert (found.obstacle, found.detail) == (Obstacle.DAMAGED, "一")


# Number formats


def styles(*codes: str, ids: tuple[int, ...] = ()) -> bytes:
    custom = "".join(
        f"<numFmt numFmtId='{number}' formatCode=\"{code.replace(chr(34), '&quot;')}\"/>"
        for number, code in enumerate(codes, 164)
    )
    numbers = (0, *range(164, 164 + len(codes)), *ids)
    listed = "".join(f"<xf numFmtId='{number}'/>" for number in numbers)
    return (
        f"<styleSheet xmlns='{MAIN}'><numFmts>{custom}</numFmts>"
        f"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>{listed}</cellXfs>"
        "<dxfs><dxf><numFmt numFmtId='164' formatCode='yyyy'/></dxf></dxfs></styleSheet>"
    ).encode()


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("0", False),
        ("General", False),
        ("@", False),
        ('#,##0"days"', False),
        ("[Red]0", False),
        ("[$-804]0", False),
        ("[DBNum1][$-804]General", False),
        (r"0\d", False),
        ("0_d", False),
        ("*d0", False),
        ('0"y', False),
        ("0.00E+00", False),
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"', True),
        ("[$-804]aaaa;@", True),
        ("[h]", True),
        ("[mm]", True),
        ("H:MM AM/PM", True),
        ('"x"d', True),
    ],
)
def test_a_custom_format_with_date_letters_is_a_date(code: str, is_date: bool) -> None:
    found = cell("<c r='A1' s='1'><v>25</v></c>", styles=styles(code))
    assert found == RawCell("number", "25", format_id=164, is_date=is_date)


def test_the_built_in_date_formats_are_dates() -> None:
    ids = tuple(range(1, 60))
    row = "".join(f"<c s='{number}'><v>1</v></c>" for number in ids)
    read = cells(f"<row r='1'>{row}</row>", styles=styles(ids=ids))
    assert [item.format_id for item in read.values()] == list(ids)
    dates = {item.format_id for item in read.values() if item.is_date}
    assert dates == {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}


@pytest.mark.parametrize(
    "broken", [b"", b"<styleSheet>", b"<other/>", b"\xff\xfe\xff", styles(ids=(14,))[:-9]]
)
def test_broken_styles_give_no_formats(broken: bytes) -> None:
    assert cell("<c r='A1' s='1'><v>25</v></c>", styles=broken) == RawCell("number", "25")


def test_missing_styles_and_odd_style_indexes_give_no_formats() -> None:
    assert cell("<c r='A1' s='1'><v>25</v></c>") == RawCell("number", "25")
    for index in ("99", "-1", "x", ""):
        xml = f"<c r='A1' s='{index}'><v>25</v></c>"
        assert cell(xml, styles=styles(ids=(14,))) == RawCell("number", "25")


def test_a_cell_without_style_has_the_first_one() -> None:
    first = styles().replace(b"<cellXfs><xf numFmtId='0'/>", b"<cellXfs><xf numFmtId='14'/>")
    assert cell("<c r='A1'><v>25</v></c>", styles=first).is_date


# Sheets and parts


def test_sheets_come_in_workbook_order_with_names_and_hidden_marks() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name in ("丙", "甲 & 乙", "一"):
            book.add_worksheet(name).write(0, 0, name)
        book.get_worksheet_by_name("甲 & 乙").hide()
        book.get_worksheet_by_name("一").very_hidden()
    read = read_sheets(file.getvalue())
    assert [(found.name, found.hidden) for found in read] == [("丙", False), ("甲 & 乙", True), ("一", True)]
    assert [found.cells[A1].raw for found in read] == ["丙", "甲 & 乙", "一"]


def test_a_chart_sheet_has_no_cells() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("数").write(0, 0, 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=数!$A$1"})
        book.add_chartsheet("图").set_chart(chart)
    assert [(found.name, len(found.cells)) for found in read_sheets(file.getvalue())] == [
        ("数", 1),
        ("图", 0),
    ]


def test_names_and_targets_are_read_as_office_reads_them() -> None:
    expected = read_sheets(pack(parts()))
    assert expected == (RawSheet("一", {A1: RawCell("number", "18")}),)
    upper = {name.upper(): data for name, data in parts().items()}
    backslash = {name.replace("/", "\\"): data for name, data in parts().items()}
    assert read_sheets(pack(upper)) == expected
    assert read_sheets(pack(backslash)) == expected
    for target in ("/xl/worksheets/sheet1.xml", "../xl/./worksheets/sheet1.xml", "worksheets\\Sheet1.xml"):
        assert (
            read_sheets(with_part("xl/_rels/workbook.xml.rels", relations(("worksheet", target)))) == expected
        )


def test_strict_prefixed_and_utf_16_parts_are_read() -> None:
    expected = read_sheets(pack(parts()))
    strict = {
        name: data.replace(MAIN.encode(), STRICT_MAIN.encode()).replace(OFFICE.encode(), STRICT.encode())
        for name, data in parts().items()
    }
    assert read_sheets(pack(strict)) == expected
    prefixed = (
        f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData><x:row r='1'><x:c r='A1'><x:v>18</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    assert read_sheets(with_part(SHEET, prefixed.encode())) == expected
    text = parts()[SHEET].decode()
    assert read_sheets(with_part(SHEET, text.encode("utf-16"))) == expected
    assert read_sheets(with_part(SHEET, b"\xef\xbb\xbf" + text.encode())) == expected


def test_a_large_part_is_read_like_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    content = differential_workbook()
    expected = read_sheets(content)
    monkeypatch.setattr(package, "SMALL_PART", 0)
    assert read_sheets(content) == expected
    assert obstacle(with_part(SHEET, parts()[SHEET][:-5])) is Obstacle.DAMAGED
    assert obstacle(with_part(SHEET, b"<!DOCTYPE worksheet>" + parts()[SHEET])) is Obstacle.DTD
    assert obstacle(with_part(SHEET, b"<sst/>")) is Obstacle.DAMAGED


def test_a_missing_sheet_part_is_damage_and_named() -> None:
    for content in (without_part(SHEET), with_part("xl/_rels/workbook.xml.rels", relations())):
        found = refusal(content)
        assert (found.obstacle, found.detail) == (Obstacle.DAMAGED, "一")


def test_two_sheets_on_one_part_are_damage() -> None:
    members = parts()
    one = b'<sheet name="\xe4\xb8\x80" sheetId="1" r:id="rId1"/>'
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(one, one + one)
    assert obstacle(pack(members)) is Obstacle.DAMAGED


# Reasons to refuse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def ole(*names: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Obstacle.EMPTY),
        (bytes(5000), Obstacle.TRUNCATED),
        (ole("Root Entry", "EncryptedPackage"), Obstacle.PASSWORD),
        (ole("Root Entry", "Workbook"), Obstacle.XLS),
        (ole("Root Entry", "Book"), Obstacle.XLS),
        (ole("Root Entry", "WordDocument"), Obstacle.WORD_FILE),
        (ole("Root Entry"), Obstacle.OTHER),
        (b"Rar!\x1a\x07\x00....", Obstacle.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c....", Obstacle.ARCHIVE),
        (b"\x1f\x8b\x08\x00....", Obstacle.ARCHIVE),
        (b"<html><body>1</body></html>", Obstacle.WEB_PAGE),
        ("\r\n<HTML><table>一</table>".encode("gb18030"), Obstacle.WEB_PAGE),
        (b"\xef\xbb\xbf<meta charset='utf-8'><table><tr><td>1", Obstacle.WEB_PAGE),
        ("<html>一</html>".encode("utf-16"), Obstacle.WEB_PAGE),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Obstacle.WEB_PAGE),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            Obstacle.XML_TABLE,
        ),
        (
            b"<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'/>",
            Obstacle.XML_TABLE,
        ),
        ("一,二\r\n1,2\r\n".encode("gb18030"), Obstacle.TEXT),
        ("一,二\r\n".encode("utf-16"), Obstacle.TEXT),
        (b"%PDF-1.7 text", Obstacle.OTHER),
        (b"\x89PNG\r\n\x1a\n\0\0", Obstacle.OTHER),
    ],
)
def test_other_kinds_of_file_are_recognised_by_content(content: bytes, expected: Obstacle) -> None:
    assert obstacle(content) is expected


def zipped_document(first: str, target: str) -> bytes:
    return pack(
        {"[Content_Types].xml": b"<Types/>", "_rels/.rels": relations((first, target)), target: b"<x/>"}
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), Obstacle.ODS),
        (pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), Obstacle.WORD_FILE),
        (pack({"mimetype": b"application/epub+zip"}), Obstacle.ARCHIVE),
        (zipped_document("officeDocument", "word/document.xml"), Obstacle.WORD_FILE),
        (zipped_document("officeDocument", "ppt/presentation.xml"), Obstacle.OTHER),
        (zipped_document("officeDocument", "xl/workbook.bin"), Obstacle.XLSB),
        (zipped_document("document", "visio/document.xml"), Obstacle.OTHER),
        (pack({"a.xlsx": b"PK"}), Obstacle.ARCHIVE),
        (pack({}), Obstacle.ARCHIVE),
        (without_part("_rels/.rels"), Obstacle.DAMAGED),
        (with_part("_rels/.rels", relations()), Obstacle.DAMAGED),
        (without_part("xl/workbook.xml"), Obstacle.DAMAGED),
        (without_part("xl/_rels/workbook.xml.rels"), Obstacle.DAMAGED),
        (
            with_part("xl/workbook.xml", f"<workbook xmlns='{MAIN}'><sheets/></workbook>".encode()),
            Obstacle.NO_SHEETS,
        ),
    ],
)
def test_other_kinds_of_zip_file_are_recognised_by_their_parts(content: bytes, expected: Obstacle) -> None:
    assert obstacle(content) is expected


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        sheet("<row>")[:-20],
        sheet("<row r='1'><c r='A1'><v>\x0b</v></c></row>"),
        sheet("<row r='1'><c r='A1'><v>\0</v></c></row>"),
        sheet("<row r='1'><c r='A1'><v>?</v></c></row>").replace(b"?", b"\xff"),
        sheet("<row r='1'><c r='A1'><v>?</v></c></row>").replace(b"?", b"\xed\xa0\x80"),
        sheet("<row r='1'><c r='A1'><v>&#0;</v></c></row>"),
        sheet("<row r='1'><c r='A1'><v>&nbsp;</v></c></row>"),
        b"<?xml version='1.0' encoding='no-such'?>" + sheet(""),
        b"<sst/>",
        b"text",
    ],
)
def test_a_sheet_that_is_not_xml_is_damage_and_named(xml: bytes) -> None:
    found = refusal(with_part(SHEET, xml))
    assert (found.obstacle, found.detail) == (Obstacle.DAMAGED, "一")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE worksheet>",
        "<!DOCTYPE worksheet SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE worksheet [<!ENTITY a '18'>]>",
        "<!DOCTYPE worksheet [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE w [<!ENTITY b '0123456789'><!ENTITY a '&b;&b;&b;&b;&b;&b;&b;&b;'>]>",
        "<!DOCTYPE w [<!ENTITY a '&a;'>]>",
    ],
)
@pytest.mark.parametrize("part", [SHEET, STRINGS, STYLES, "xl/workbook.xml", "_rels/.rels"])
def test_a_doctype_is_refused_in_every_part(part: str, doctype: str, encoding: str) -> None:
    members = parts("<row r='1'><c r='A1'><v>&a;</v></c></row>" if "ENTITY" in doctype else "")
    members[STYLES] = styles()
    members[part] = (doctype + members[part].decode()).encode(encoding)
    if part != SHEET:
        members[SHEET] = sheet("")
    assert obstacle(pack(members)) is Obstacle.DTD


def test_text_that_looks_like_a_doctype_is_text() -> None:
    assert inline("<t><![CDATA[<!DOCTYPE x>]]></t>").raw == "<!DOCTYPE x>"


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_a_file_broken_off_is_truncated(kept: float) -> None:
    content = differential_workbook()
    assert obstacle(content[: int(len(content) * kept)]) is Obstacle.TRUNCATED


def stored(members: Mapping[str, bytes]) -> bytearray:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return bytearray(file.getvalue())


def test_a_wrong_checksum_is_damage() -> None:
    content = stored(parts())
    content[content.index(b"<v>18") + 3] = ord("9")
    assert obstacle(bytes(content)) is Obstacle.DAMAGED


def directory_entry(content: bytearray, name: str) -> int:
    """Start of the member's record in the central directory."""
    return content.rindex(name.encode()) - 46


@pytest.mark.parametrize("size", [1, 1_000_000])
def test_a_lying_size_is_damage(size: int) -> None:
    content = stored(parts())
    start = directory_entry(content, SHEET)
    content[start + 24 : start + 28] = size.to_bytes(4, "little")
    assert obstacle(bytes(content)) is Obstacle.DAMAGED


def test_an_encrypted_member_means_a_password_and_an_odd_method_damage() -> None:
    content = stored(parts())
    content[directory_entry(content, SHEET) + 8] |= 1
    assert obstacle(bytes(content)) is Obstacle.PASSWORD
    content = stored(parts())
    content[directory_entry(content, SHEET) + 10] = 9
    assert obstacle(bytes(content)) is Obstacle.DAMAGED


def test_a_needed_part_twice_is_refused_and_another_not() -> None:
    members = list(parts().items())
    assert obstacle(pack_list([*members, (SHEET, sheet(""))])) is Obstacle.DUPLICATE_PART
    assert obstacle(pack_list([*members, (SHEET.upper(), sheet(""))])) is Obstacle.DUPLICATE_PART
    assert obstacle(pack_list([*members, *members])) is Obstacle.DUPLICATE_PART
    assert len(read_sheets(pack_list([*members, ("x.png", b"1"), ("x.png", b"2")]))) == 1


@pytest.mark.parametrize(
    ("cap", "limit"),
    [("MAX_FILE", 500), ("MAX_MEMBERS", 5), ("MAX_UNPACKED", 1000), ("MAX_TAGS", 20), ("MAX_CELLS", 1)],
)
def test_each_cap_is_kept(cap: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pack(parts("<row><c><v>1</v></c><c><v>2</v></c></row>"))
    assert len(read_sheets(content)) == 1
    monkeypatch.setattr(xlsx if hasattr(xlsx, cap) else package, cap, limit)
    assert obstacle(content) is Obstacle.TOO_LARGE


@pytest.mark.slow
def test_a_bomb_is_refused_and_an_unused_one_not_opened() -> None:
    blanks = bytes(60_000_000)
    assert obstacle(with_part(SHEET, blanks)) is Obstacle.TOO_LARGE
    assert len(read_sheets(with_part("xl/media/image1.png", blanks))) == 1


def test_a_long_detail_is_cut() -> None:
    assert len(UnreadableFile(Obstacle.DAMAGED, "长" * 1000).detail) == 100


# Other readers

ERRORS = ("#REF!", "#DIV/0!", "#N/A")


def differential_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        first = book.add_worksheet("一")
        for row, number in enumerate((0, 18, -1, 2.5, 1e20, 123456789012345)):
            first.write_number(row, 0, number)
        for row, text in enumerate(("甲", "a & <b>", " 前后 ", "多\n行", "𠮷", "1,234", "甲")):
            first.write_string(row, 1, text)
        first.write_formula(0, 2, "=A1+A2", value=18)
        first.write_formula(1, 2, '="x"', value="x")
        first.write_formula(2, 2, "=1=1", value=True)
        for row, error in enumerate(ERRORS, 3):
            first.write_formula(row, 2, "=1/0", value=error)
        first.write_boolean(0, 3, True)
        first.write_boolean(1, 3, False)
        first.write_datetime(0, 4, datetime.datetime(2026, 1, 5), date)
        first.write_blank(0, 5, None, date)
        book.add_worksheet("空")
        book.add_worksheet("远").write(99, 30, "远")
    return file.getvalue()


def inline_workbook() -> bytes:
    """The same with strings written in the cells, and formulas without cached value."""
    members = unpack(differential_workbook())
    text = members[SHEET].decode()
    text = text.replace('<c r="B1" t="s"><v>0</v></c>', '<c r="B1" t="inlineStr"><is><t>甲</t></is></c>')
    text = text.replace("<f>A1+A2</f><v>18</v>", "<f>A1+A2</f>")
    assert "inlineStr" in text
    assert "<f>A1+A2</f></c>" in text
    return pack(members | {SHEET: text.encode()})


def plain(found: RawCell) -> str | float | bool | None:
    """A raw cell as other readers would give it; a date as its number."""
    if found.type == "number":
        return float(found.raw) if found.raw else None
    return found.raw == "1" if found.type == "boolean" else found.raw


def ours(content: bytes) -> dict[str, dict[str, Any]]:
    return {
        read.name: {address(at): plain(found) for at, found in read.cells.items() if plain(found) is not None}
        for read in read_sheets(content)
    }


def serial(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return float((value - datetime.datetime(1899, 12, 30)).days)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def by_openpyxl(content: bytes) -> dict[str, dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        page.title: {
            item.coordinate: serial(item.value)
            for row in page.iter_rows()
            for item in row
            if item.value is not None
        }
        for page in book.worksheets
    }


CALAMINE = """
import datetime, io, json, sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
start = datetime.date(1899, 12, 30)
def value(item):
    return float((item - start).days) if isinstance(item, datetime.date) else item
print(json.dumps({
    name: [
        [row, column, value(item)]
        for row, items in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for column, item in enumerate(items)
        if item != ""
    ]
    for name in book.sheet_names
}))
"""


def by_calamine(content: bytes) -> dict[str, dict[str, Any]]:
    run = subprocess.run([sys.executable, "-c", CALAMINE], input=content, capture_output=True, check=True)
    return {
        name: {address((row, column)): serial(value) for row, column, value in rows}
        for name, rows in json.loads(run.stdout).items()
    }


def typed(read: dict[str, dict[str, Any]]) -> dict[str, dict[str, tuple[type, Any]]]:
    """With types, as True == 1.0."""
    return {name: {at: (type(value), value) for at, value in found.items()} for name, found in read.items()}


@pytest.mark.parametrize("content", [differential_workbook(), inline_workbook()], ids=["shared", "inline"])
def test_openpyxl_reads_the_same(content: bytes) -> None:
    assert typed(ours(content)) == typed(by_openpyxl(content))


@pytest.mark.parametrize("content", [differential_workbook(), inline_workbook()], ids=["shared", "inline"])
def test_calamine_reads_the_same_but_for_errors(content: bytes) -> None:
    expected = ours(content)
    assert set(ERRORS) < set(map(str, expected["一"].values()))
    without_errors = {
        name: {at: value for at, value in found.items() if value not in ERRORS}
        for name, found in expected.items()
    }
    assert typed(without_errors) == typed(by_calamine(content))


def test_a_workbook_of_openpyxl_reads_the_same() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (["项目", 1, 2.5, True], ["=B1+C1", datetime.datetime(2026, 1, 5), None, "末"]):
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    assert typed(ours(file.getvalue())) == typed(by_openpyxl(file.getvalue()))
    (read,) = read_sheets(file.getvalue())
    assert read.cells[(1, 0)] == RawCell("number", "", formula=True, expression="B1+C1")
    assert read.cells[(1, 1)].is_date


# Mutants


def flipped(content: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        mutant[chance.randrange(len(mutant))] = chance.randrange(256)
    return bytes(mutant)


def outcome(content: bytes) -> bool:
    """Whether the file is read; any exception but UnreadableFile fails the test."""
    try:
        read = read_sheets(content)
    except UnreadableFile:
        return False
    assert isinstance(read, tuple)
    return True


def test_mutants_of_the_file_are_read_or_refused() -> None:
    chance = random.Random(20261123)
    content = differential_workbook()
    outcomes = [outcome(flipped(content, chance)) for _ in range(200)]
    assert {True, False} == set(outcomes)


def test_mutants_of_the_parts_are_read_or_refused() -> None:
    chance = random.Random(20261124)
    members = unpack(differential_workbook())
    names = [name for name in members if name.startswith(("_rels", "xl/"))]
    outcomes = []
    for _ in range(200):
        name = chance.choice(names)
        outcomes.append(outcome(pack(members | {name: flipped(members[name], chance)})))
    assert {True, False} == set(outcomes)
