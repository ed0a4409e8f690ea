"""Returned copies: whatever made the file, marks are added to its package and nothing else changes."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from converter.catalogue.messages import finding
from converter.form import FORM
from converter.report.finding import Finding
from converter.report.report import Place
from converter.workbook.layout.workbook_layout import RETURN_SHEET
from converter.workbook.marked.copying import marked_copy
from converter.workbook.marked.listing import ReturnSheetHead
from converter.workbook.marked.marks import AUTHOR, SIGNATURE, Unmarkable
from converter.workbook.read.reader import read_workbook
from tests.corpus.build import KINDS
from tests.desk import by_openpyxl
from tests.libreoffice import Conversions, Order
from tests.ooxml import faults
from tests.reports import report
from tests.workbooks import fill_workbook

SHEET = "三、依申请公开"
HEAD = ReturnSheetHead("青禾县财政局", "有 2 处错误须改正。", mark=("a" * 32,))
Change = Callable[[str, bytes], bytes]


def told(code: str, *cells: str, variant: str = "") -> Finding:
    words = {"left": "各列之和", "difference": "1", "also": "", "hints": ""}
    found = finding(code, Place("a.xlsx", SHEET), variant=variant, found="9", expected="8", **words)
    return replace(found, places=tuple(Place("a.xlsx", SHEET, cell) for cell in cells))


def findings() -> tuple[Finding, ...]:
    """An error at one cell, another one over many, a warning at a cell and one about the whole file."""

    many = [f"{column}{row}" for row in (13, 15, 17, 19) for column in "EFGH"]
    return (
        told("B-01", "K12"),
        told("B-03", *many),
        told("F-06", "E10", variant="comment"),
        finding("F-06", Place("a.xlsx", SHEET), variant="more_outside", found="3"),
    )


def copy_of(content: bytes, *of: Finding) -> bytes:
    return marked_copy(content, of or findings(), HEAD, FORM)


def changed(content: bytes, change: Change, added: Mapping[str, bytes] | None = None) -> bytes:
    """A package with parts changed and added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return made.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@dataclass(frozen=True)
class Look:
    """What openpyxl sees of a workbook."""

    names: list[str]
    values: dict[str, dict[str, Any]]
    comments: dict[str, dict[str, tuple[str, str]]]
    colours: dict[str, dict[str, str]]
    links: dict[str, str]
    styles: dict[str, tuple[Any, ...]]


def look(content: bytes) -> Look:
    book = opened(content)
    cells = {sheet.title: list(sheet._cells.values()) for sheet in book.worksheets}
    return Look(
        book.sheetnames,
        {name: {c.coordinate: c.value for c in all_ if c.value is not None} for name, all_ in cells.items()},
        {name: {c.coordinate: (c.comment.text, str(c.comment.author)) for c in all_ if c.comment}
         for name, all_ in cells.items()},
        {sheet.title: {cell: rule.dxf.fill.bgColor.rgb[-6:]
                       for where in sheet.conditional_formatting for rule in where.rules
                       if SIGNATURE in (rule.formula or [])
                       for cell in str(where.sqref).split()} for sheet in book.worksheets},
        {c.coordinate: str(c.hyperlink.location) for c in cells.get(RETURN_SHEET, ()) if c.hyperlink},
        {f"{name}!{c.coordinate}": (c.number_format, c.fill.fgColor.rgb, c.font.name, c.protection.locked)
         for name, all_ in cells.items() if name != RETURN_SHEET for c in all_[:200]},
    )  # fmt: skip


# --- shapes of files ------------------------------------------------------------------------------


@cache
def ours() -> bytes:
    return fill_workbook(report())


def by_openpyxl_saved() -> bytes:
    return saved(opened(ours()))


def with_own_comments() -> bytes:
    book = opened(ours())
    book[SHEET]["K12"].comment = Comment("我们核对过", "张三")
    book[SHEET]["A9"].comment = Comment("别的", "张三")
    return saved(book)


def with_inline_strings() -> bytes:
    strings = re.findall(rb"<si>(.*?)</si>", parts_of(ours())["xl/sharedStrings.xml"], re.DOTALL)

    def inline(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        return re.sub(
            rb' t="s"><v>(\d+)</v>', lambda v: b' t="inlineStr"><is>' + strings[int(v[1])] + b"</is>", part
        )

    return changed(ours(), inline)


def with_prefixes() -> bytes:
    """All elements of sheets and of the list of sheets in a prefix, as some libraries write them."""

    def prefixed(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet") and name != "xl/workbook.xml":
            return part
        part = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", part)
        return part.replace(b' xmlns="', b' xmlns:x="', 1)

    return changed(ours(), prefixed)


def in_utf16() -> bytes:
    def encoded(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet4.xml":
            return part
        return part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"', 1).encode("utf-16")

    return changed(ours(), encoded)


def strict() -> bytes:
    return next(kind for kind in KINDS if kind.name == "xml-strict").make()


def returned_before() -> bytes:
    """A copy that came back, with another cell marked then."""
    book = opened(copy_of(with_own_comments(), told("B-01", "E9")))
    return saved(book)


SHAPES: Mapping[str, Callable[[], bytes]] = {
    "ours": ours,
    "openpyxl": by_openpyxl_saved,
    "comments": with_own_comments,
    "inline strings": with_inline_strings,
    "prefixes": with_prefixes,
    "UTF-16": in_utf16,
    "a copy": lambda: copy_of(ours(), told("B-01", "E9")),
    "a copy saved again": returned_before,
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_openpyxl_sees_the_marks_and_nothing_else_changed(shape: str) -> None:
    content = SHAPES[shape]()
    require_same_as_by_openpyxl(content)


def require_same_as_by_openpyxl(content: bytes) -> None:
    new, second = look(copy_of(content)), look(by_openpyxl.marked_copy(content, findings(), HEAD, FORM))
    before = look(content)
    assert new.names == second.names
    assert new.values == second.values
    assert new.colours == second.colours
    assert new.comments == second.comments
    assert {*second.links} - {*new.links} == {"E6"}  # too many cells for a line
    assert {*new.links.items()} <= {*second.links.items()}
    assert new.styles == {cell: style for cell, style in before.styles.items() if RETURN_SHEET not in cell}
    for name in before.names:
        if name not in (RETURN_SHEET, "情况说明"):
            assert new.values[name] == before.values[name]


@pytest.mark.slow
@pytest.mark.parametrize("shape", [*SHAPES, "strict"])
def test_a_copy_of_any_file_is_read_as_the_file_was(shape: str) -> None:
    content = strict() if shape == "strict" else SHAPES[shape]()
    copy = copy_of(content)
    assert read_workbook(copy, "a.xlsx").report == read_workbook(content, "a.xlsx").report
    assert copy_of(content) == copy


BY_LIBREOFFICE = Order("xlsx", ours)
COPY_BY_LIBREOFFICE = Order("xlsx", lambda: copy_of(with_own_comments()))


@pytest.mark.libreoffice(BY_LIBREOFFICE, COPY_BY_LIBREOFFICE)
@pytest.mark.parametrize("order", [BY_LIBREOFFICE, COPY_BY_LIBREOFFICE], ids=["file", "copy"])
def test_what_libreoffice_saved_is_marked_like_any_other(order: Order, converted: Conversions) -> None:
    content = converted[order]
    require_same_as_by_openpyxl(content)
    assert read_workbook(copy_of(content), "a.xlsx").report == read_workbook(content, "a.xlsx").report


# --- what is beyond -------------------------------------------------------------------------------

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def with_drawing() -> bytes:
    """A workbook with a picture, a text box, a button and a part that nobody knows."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId7" Type="%b/drawing" Target="../drawings/drawing1.xml"/>'
        b'<Relationship Id="rId8" Type="%b/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        b"</Relationships>" % (kind, kind)
    )
    drawing = (
        b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor>'
        b'<xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp macro="" textlink=""><xdr:txBody><a:bodyPr/>'
        + "<a:p><a:r><a:t>印章在此</a:t></a:r></a:p>".encode()
        + b"</xdr:txBody></xdr:sp><xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
    )
    boxes = (  # with a tag that no parser takes, as Excel writes it
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        b'<v:shape id="_x0000_s2049" type="#_x0000_t201"><x:ClientData ObjectType="Button"><br>'
        b"<x:Row>11</x:Row><x:Column>10</x:Column></x:ClientData></v:shape></xml>"
    )

    def linked(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            more = (
                b'<Default Extension="png" ContentType="image/png"/><Default Extension="VML" ContentType='
                b'"application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
                b'<Override PartName="/xl/drawings/drawing1.xml" ContentType='
                b'"application/vnd.openxmlformats-officedocument.drawing+xml"/>'
            )
            return part.replace(b"<Default", more + b"<Default", 1)
        if name != "xl/worksheets/sheet4.xml":
            return part
        ids = b' xmlns:r="%b"' % kind
        more = b'<drawing%b r:id="rId7"/><legacyDrawing%b r:id="rId8"/></worksheet>' % (ids, ids)
        return part.replace(b"</worksheet>", more)

    return changed(
        ours(),
        linked,
        {
            "xl/worksheets/_rels/sheet4.xml.rels": links,
            "xl/drawings/drawing1.xml": drawing,
            "xl/drawings/vmlDrawing1.vml": boxes,
            "xl/media/image1.png": PICTURE,
            "xl/calcChain.xml": b'<calcChain><c r="A1" i="1"/></calcChain>',
            "customUI/own.bin": b"whatever",
        },
    )


def test_pictures_text_boxes_buttons_and_unknown_parts_stay_byte_for_byte() -> None:
    before, after = parts_of(with_drawing()), parts_of(copy_of(with_drawing()))
    touched = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml",  # was the one shown
        "xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet4.xml.rels", "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet8.xml",  # 情况说明
    }  # fmt: skip
    assert {name for name in before if before[name] != after[name]} <= touched
    assert {*after} - {*before} == {"xl/worksheets/sheet13.xml", "xl/comments1.xml"}
    boxes = after["xl/drawings/vmlDrawing1.vml"]
    assert b'ObjectType="Button"><br>' in boxes
    assert boxes.count(b'ObjectType="Note"') == 3
    assert b'id="_x0000_s2050"' in boxes
    rows = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
    sheet = "xl/worksheets/sheet4.xml"
    assert rows.search(before[sheet])[0] == rows.search(after[sheet])[0]  # type: ignore[index]
    assert b"drawing1.xml" in after["xl/worksheets/_rels/sheet4.xml.rels"]


def test_what_is_not_changed_is_packed_as_it_was() -> None:
    def packed(content: bytes) -> dict[str, tuple[int, int]]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {info.filename: (info.CRC, info.compress_size) for info in archive.infolist()}

    before, after = packed(ours()), packed(copy_of(ours()))
    same = {name for name in before if before[name] == after[name]}
    assert {"xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml"} <= same


def test_names_of_single_sheets_move_with_their_sheets() -> None:
    def named(name: str, part: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return part
        own = '<definedName name="甲" localSheetId="2">\'二、主动公开\'!$A$1</definedName>'.encode()
        return part.replace(b"<definedNames>", b"<definedNames>" + own, 1)

    once = copy_of(changed(ours(), named))
    assert b"<definedNames>" in parts_of(ours())["xl/workbook.xml"]
    for content in (once, copy_of(once)):
        book = opened(content)
        assert ["甲" in sheet.defined_names for sheet in book.worksheets].index(True) == 3
        assert book.worksheets[0].print_title_rows == "$4:$4"
        assert book.active is book.worksheets[0]
        assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [RETURN_SHEET]


def test_marks_of_an_earlier_copy_make_room_for_new_ones() -> None:
    first = copy_of(with_own_comments())
    again = look(copy_of(first, told("B-01", "E9")))
    assert again.colours[SHEET] == {"E9": "FFB3B3"}
    assert {*again.comments[SHEET]} == {"A9", "E9", "K12"}
    assert again.comments[SHEET]["K12"] == ("我们核对过", AUTHOR)
    assert again.names.count(RETURN_SHEET) == 1
    third = parts_of(copy_of(copy_of(first)))
    assert {*third} == {*parts_of(first)}
    assert len(third["xl/styles.xml"]) == len(parts_of(first)["xl/styles.xml"])


def test_a_sheet_without_comments_any_more_has_no_boxes_either() -> None:
    again = parts_of(
        copy_of(copy_of(ours()), finding("F-06", Place("a.xlsx"), variant="more_outside", found="3"))
    )
    assert not [name for name in again if "comments" in name or name.endswith(".vml")]
    assert b"legacyDrawing" not in again["xl/worksheets/sheet4.xml"]


def test_a_thread_of_comments_is_left_as_it_is() -> None:
    def threaded(name: str, part: bytes) -> bytes:
        return part.replace("张三".encode(), b"tc={0}") if name.startswith("xl/comments") else part

    content = changed(with_own_comments(), threaded)
    after = look(copy_of(content))
    assert after.comments[SHEET]["K12"] == ("我们核对过", "tc={0}")
    assert after.colours[SHEET]["K12"] == "FFB3B3"


def test_words_that_markup_cannot_hold_are_written_as_excel_does() -> None:
    odd = "a<b>&\x0b_x000A_\ud800"
    of = finding("F-06", Place("a.xlsx", SHEET, "E10"), variant="comment", found=odd)
    book = opened(marked_copy(ours(), [of], HEAD._replace(agency=odd), FORM))
    assert str(book.worksheets[0]["A1"].value).startswith("a<b>&")
    assert faults(marked_copy(ours(), [of], HEAD._replace(agency=odd), FORM)) == []


def test_a_long_list_of_cells_wraps_because_only_the_sheet_is_a_link() -> None:
    first = opened(copy_of(ours())).worksheets[0]
    rows = {row[2].value: row for row in first.iter_rows(min_row=5)}
    assert len(str(rows["B-03"][4].value)) > 13
    assert rows["B-03"][4].hyperlink is None
    assert rows["B-03"][3].hyperlink is not None
    assert rows["B-01"][4].hyperlink is not None
    assert rows["B-03"][0].row is not None
    heights = [first.row_dimensions[int(rows[code][0].row or 0)].height for code in ("B-03", "B-01")]
    assert float(heights[0] or 0) > float(heights[1] or 0)


@pytest.mark.slow
@pytest.mark.parametrize("make", [ours, with_own_comments], ids=["ours", "comments"])
def test_a_copy_is_as_the_standard_says(make: Callable[[], bytes]) -> None:
    before = faults(make())
    more = [fault for fault in faults(copy_of(make())) if fault not in before]
    assert [fault for fault in more if "XML/1998/namespace}space" not in fault] == []  # as Excel writes it


@pytest.mark.parametrize(
    ("part", "harm"),
    [
        ("xl/styles.xml", b"<styleSheet"),
        ("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'),
        ("xl/worksheets/sheet4.xml", b"<worksheet><sheetData/><mergeCells></worksheet>"),
        ("[Content_Types].xml", b""),
    ],
)
def test_a_damaged_package_is_never_patched_by_half(part: str, harm: bytes) -> None:
    with pytest.raises(Unmarkable):
        copy_of(changed(ours(), lambda name, content: harm if name == part else content))
