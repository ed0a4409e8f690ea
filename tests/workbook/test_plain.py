"""Cells read without a parser: the same as with one, and only markup with a single reading."""

from __future__ import annotations

import tracemalloc
import zipfile

import pytest

from converter.grid.cells import position
from converter.shipped.resources import shipped_folder
from converter.system.fast_xml import needs_no_parser, unescape_xml
from converter.workbook.read.cells.package import elements
from converter.workbook.read.cells.plain import plain_sheet, plain_strings
from converter.workbook.read.cells.unreadable import UnreadableFile

HEAD = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="urn:x"><sheetData>'
END = b"</sheetData></worksheet>"
SAMPLES = sorted((shipped_folder("workbook_templates") / "samples").glob("*.xlsx"))


def sheet(rows: str) -> bytes:
    return HEAD + rows.encode() + END


def test_a_filled_sheet_gives_the_values_that_a_parser_finds() -> None:
    with zipfile.ZipFile(SAMPLES[0]) as archive:
        data = archive.read("xl/worksheets/sheet4.xml")
    plain = plain_sheet(data)
    assert plain is not None
    taken = [
        (head.position, head.style, head.kind, head.formula, unescape_xml(value.decode()))
        for head, value in zip(plain.shape.heads, plain.values, strict=True)
    ]
    found = [
        (
            position(cell.get("r", "")),
            cell.get("s", ""),
            cell.get("t", ""),
            cell.find("{*}f") is not None,
            cell.findtext("{*}v"),
        )
        for row in elements(data, "", "worksheet", row="sheetData")
        for cell in row
        if len(cell)
    ]
    assert taken == found


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
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><row r="2"><c r="A2"><v>1</v></c></row></row>',
        '<c r="A1"><v>1</v></c><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>',
        '<row r="1"><c r="A1"><v>1</v><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- <row/> -->',
        '<row r="1"><c r="A1"><f>1<2</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v xml:space="preserve">1</v></c></row>',
        '<row r="1"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1" spans="\ufffe"><c r="A1"><v>1</v></c></row>',
        '<row r="1" xmlns="urn:y"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f xmlns="urn:y">1</f><v>1</v></c></row>',
    ],
)
def test_unusual_markup_is_left_to_the_parser(rows: str) -> None:
    assert plain_sheet(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')) is not None
    assert plain_sheet(sheet(rows)) is None


def test_strings_of_several_fonts_keep_their_place() -> None:
    strings = plain_strings(
        b'<?xml version="1.0" encoding="UTF-8"?><sst><si><t>a&amp;b</t></si>'
        b'<si><r><t>x</t></r></si><si><t xml:space="preserve"> c</t><phoneticPr fontId="1"/></si></sst>'
    )
    assert strings is not None
    assert strings.contents == [("text", "a&b", False), ("text", " c", False)]
    assert strings.others == {1: b"<si><r><t>x</t></r></si>"}
    assert strings.head.endswith(b"<sst>")
    assert strings.tail == b"</sst>"


@pytest.mark.parametrize(
    "items",
    [
        "<si><t>a</t></si><si/>",
        "<si/><si><t>a</t></si>",
        "<si><t>a</t></si><si><t>b</t></si >",
        "<si><t>a</t></si><extLst><si><t>b</t></si></extLst>",
        "<si><t>a</t><x><si><t>b</t></si></x></si>",
    ],
    ids=["blank at the end", "blank in front", "blank in the tag", "in an extension", "one in another"],
)
def test_strings_that_do_not_stand_one_behind_another_are_left_to_the_parser(items: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?><sst>'
    assert plain_strings(f"{head}<si><t>a</t></si></sst>".encode()) is not None
    assert plain_strings(f"{head}{items}</sst>".encode()) is None


@pytest.mark.parametrize(
    "data",
    [
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"<worksheet", b"<!-- c --><worksheet"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"<worksheet", b"<?x y?><worksheet"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"UTF-8", b"UTF-16"),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(b"1</v>", b"\xff</v>"),
        sheet('<row r="1" x14ac:dyDescent="0.2"><c r="A1"><v>1</v></c></row>'),
    ],
)
def test_a_part_that_may_be_read_otherwise_is_left_to_the_parser(data: bytes) -> None:
    plain = plain_sheet(data)
    assert plain is None or not needs_no_parser(plain.rest)


SEEN = '<sheetViews><sheetView workbookViewId="0">{}</sheetView></sheetViews>'
PANE = '<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>'


def viewed(views: str) -> bytes:
    """A sheet as somebody left it."""
    return sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"<sheetData>", f"{views}<sheetData>".encode()
    )


def test_scroll_position_and_selection_make_no_difference() -> None:
    rests = {
        plain.rest
        for views in (
            SEEN.format(""),
            SEEN.format(PANE),
            SEEN.format('<selection activeCell="B2" sqref="B2"/>'),
            SEEN.format(f'{PANE}<selection pane="bottomLeft" activeCell="E9" sqref="E9"/>'),
        )
        if (plain := plain_sheet(viewed(views))) is not None
    }
    assert rests == {HEAD.replace(b"<sheetData>", b"<sheetViews/><sheetData>") + END}


@pytest.mark.parametrize(
    "views",
    [
        SEEN.format('<selection activeCell="B2" activeCell="B3"/>'),
        SEEN.format("<selection><mergeCell/></selection>"),
        SEEN.format("<!-- -->"),
        SEEN.format("\ufffe"),
        '<sheetViews xmlns="urn:y"></sheetViews>',
        '<sheetViews><sheetView x14ac:dyDescent="1"/></sheetViews>',
    ],
    ids=["attribute twice", "something inside", "comment", "no character", "another namespace", "prefix"],
)
def test_views_that_are_not_plain_stay_for_the_parser(views: str) -> None:
    plain = plain_sheet(viewed(views))
    assert plain is not None
    assert views.encode() in plain.rest


@pytest.mark.parametrize(
    "head",
    ['<dimension {} ref="A1"/>', '<dimension ref="{}A1"/>', "<cols><c{}ol/></cols>"],
    ids=["between attributes", "in an attribute", "in a name"],
)
def test_views_where_no_element_may_be_are_damage(head: str) -> None:
    plain = plain_sheet(viewed(head.format(SEEN.format(""))))
    assert plain is not None
    with pytest.raises(UnreadableFile):
        list(elements(plain.rest, "", "worksheet", mergeCell="mergeCells"))


def test_long_strings_are_read_and_not_cached() -> None:
    def long(number: int) -> bytes:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><sst><si><t>{number}{"文" * 9000}</t></si></sst>'.encode()
        )

    assert plain_strings(long(0)) is not None
    tracemalloc.start()
    try:
        for number in range(1, 20):
            strings = plain_strings(long(number))
            assert strings is not None
            assert len(strings.contents) == 1
        del strings
        assert tracemalloc.get_traced_memory()[0] < 50_000
    finally:
        tracemalloc.stop()


def test_a_sheet_without_values_is_plain() -> None:
    blank = plain_sheet(sheet('<row r="1"><c r="A1" s="1"/></row><row r="2"/>'))
    assert blank is not None
    assert (blank.shape.heads, blank.rest) == ((), HEAD + END)


@pytest.mark.slow
def test_long_markup_is_read_and_not_cached() -> None:
    def painted(style: int) -> bytes:
        blanks = "".join(f'<c r="A{row}" s="{style}"/>' for row in range(2, 10_000))
        return sheet(f'<row r="1"><c r="A1"><v>1</v></c>{blanks}<c r="A10001"><v>2</v></c>{blanks}</row>')

    assert plain_sheet(painted(1)) is not None  # what is made once for all is made by now
    tracemalloc.start()
    try:
        for style in range(2, 12):
            plain = plain_sheet(painted(style))
            assert plain is not None
            assert plain.values == [b"1", b"2"]
        del plain
        assert tracemalloc.get_traced_memory()[0] < 100_000
    finally:
        tracemalloc.stop()
