"""Old formats give the same as the .xlsx: real files from LibreOffice, cell by cell and figure by figure."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook

from converter.batch.folder import Job, convert_folder
from converter.catalogue.messages import describe
from converter.catalogue.records import MESSAGES
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.grid.cells import RawCell, RawSheet, address
from converter.report.finding import Finding, Severity
from converter.report.report import Place, Report
from converter.report.roster import categories
from converter.shipped.resources import word_template
from converter.workbook.layout.workbook_layout import figure_addresses
from converter.workbook.read.cells import formats
from converter.workbook.read.cells.formats import open_book
from converter.workbook.read.cells.isolated import read_isolated
from converter.workbook.read.cells.ods import read_ods
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile
from converter.workbook.read.cells.xls import read_xls
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.reading import read_roster
from tests.corpus.harm import TWO, edited
from tests.corpus.outside import OURS, PICTURE, anchor, box, comments, drawing, group, header
from tests.libreoffice import Conversions, Order
from tests.reports import REFS, content, report
from tests.test_real_reports import DATA, published
from tests.workbooks import fill_workbook, opened

CATEGORIES = categories(FORM)

FORMATS = ("xls", "ods", "xlsx")
OLD = ("xls", "ods")


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    told = ((f, place) for f in findings if f.code != "F-09" for place in f.places or (Place(""),))
    return {(f.code, f.variant, place.cell) for f, place in told}


def read(book: bytes) -> tuple[Report, tuple[Finding, ...]]:
    reading = read_workbook(book, "报送")
    assert reading.report is not None, reading.findings
    return reading.report, reading.findings


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# Ten published reports, saved in every format


def original(number: int) -> bytes:
    return fill_workbook(published(DATA[number]))


PUBLISHED = {
    (number, kind): Order(kind, partial(original, number)) for number in range(len(DATA)) for kind in FORMATS
}


@pytest.mark.libreoffice(*PUBLISHED.values())
@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("number", range(len(DATA)))
def test_a_published_report_is_the_same_in_every_format(
    number: int, kind: str, converted: Conversions
) -> None:
    sound, expected = read(original(number))
    back, found = read(converted[PUBLISHED[number, kind]])
    assert content(back) == content(sound)
    assert told(found) == told(expected)
    assert [f.variant for f in found if f.code == "F-09"] == ([kind] if kind in OLD else [])


@pytest.mark.libreoffice(*PUBLISHED.values())
def test_content_decides_and_not_the_name(tmp_path: Path, converted: Conversions) -> None:
    first, second, third = [n for n in range(len(DATA)) if not any_error(original(n))][:3]
    old = converted[PUBLISHED[first, "xls"]]
    (tmp_path / "甲.xlsx").write_bytes(old)
    (tmp_path / "乙.et").write_bytes(converted[PUBLISHED[second, "ods"]])
    (tmp_path / "丙.xls").write_bytes(original(third))
    (tmp_path / "丁.xls").write_bytes(old[:60_000])
    batch = convert_folder(tmp_path, None, Job(WordTemplate.of(word_template(FORM).read_bytes())))
    status = {outcome.source: outcome.report is not None for outcome in batch.outcomes}
    assert status == {"甲.xlsx": True, "乙.et": True, "丙.xls": True, "丁.xls": False}


def any_error(book: bytes) -> bool:
    return any(f.severity is Severity.ERROR for f in read(book)[1])


# Cells of every kind


def odd_book(*far: str) -> bytes:
    """A column of cells in the order of `EXPECTED` and some far away, then hidden, empty and chart sheets."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved)
    look = book.add_format
    struck, high, low = look({"font_strikeout": True}), look({"font_script": 1}), look({"font_script": 2})
    other, bold = look({"font_name": "SimSun"}), look({"bold": True})
    day, clock, zeros = (look({"num_format": code}) for code in ("yyyy-mm-dd", "h:mm", "00000"))
    sheet = book.add_worksheet("甲")
    write: list[Callable[[str], object]] = [
        lambda at: sheet.write(at, 3),
        lambda at: sheet.write(at, 24252.311082),
        lambda at: sheet.write(at, 123456789012345),
        lambda at: sheet.write(at, -1.5),
        lambda at: sheet.write_boolean(at, True),
        lambda at: sheet.write_string(at, "  a  b\nc𠮷😀{{x}} <b>&"),
        lambda at: sheet.write_string(at, "  a  b "),
        lambda at: sheet.write_string(at, "0012"),
        lambda at: sheet.write_string(at, "#N/A"),
        lambda at: sheet.write_string(at, "=1+1"),
        lambda at: sheet.write_rich_string(at, struck, "12", "15"),
        lambda at: sheet.write_rich_string(at, "5", high, "1"),
        lambda at: sheet.write_rich_string(at, "5", low, "1"),
        lambda at: sheet.write_rich_string(at, other, "电话", bold, "0012"),
        lambda at: sheet.write(at, 12, struck),
        lambda at: sheet.write(at, "十二", struck),
        lambda at: sheet.write_datetime(at, datetime(2024, 3, 1), day),
        lambda at: sheet.write(at, 0.05, look({"num_format": "0.0%"})),
        lambda at: sheet.write(at, 12, zeros),
        lambda at: sheet.write_formula(at, "=1+2", None, 3),
        lambda at: sheet.write_formula(at, '=""', None, ""),
        lambda at: sheet.write_formula(at, "=1/0", None, "#DIV/0!"),
        lambda at: sheet.write_formula(at, "=NA()", None, "#N/A"),
        lambda at: sheet.write_formula(at, "=#REF!", None, "#REF!"),
        lambda at: sheet.write_formula(at, "=nosuch(1)", None, "#NAME?"),
        lambda at: sheet.write_formula(at, '="a"+1', None, "#VALUE!"),
        lambda at: sheet.write_formula(at, "=SQRT(-1)", None, "#NUM!"),
        lambda at: sheet.merge_range(f"{at}:C{at[1:]}", "合并"),
        lambda at: (sheet.write(at, 4), sheet.write_comment(at, "批注 5")),
        lambda at: sheet.write_url(at, "http://a.example/", string="链接"),
        lambda at: sheet.write_string(at, ""),
        lambda at: sheet.write(at, 0.5, clock),
        lambda at: sheet.write(at, 25, day),
    ]
    for row, put in enumerate(write, 1):
        put(f"A{row}")
    for at in far:
        sheet.write(at, 77)
    for column in range(5):
        sheet.write(100, column, 9)
        sheet.write(101, column, 9)
    book.add_worksheet("乙").hide()
    book.add_worksheet("丙").very_hidden()
    book.add_worksheet("空")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=甲!$A$1:$A$3"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    return saved.getvalue()


EXPECTED: tuple[tuple[str, RawCell | None], ...] = (
    ("whole", RawCell("number", "3")),
    ("amount", RawCell("number", "24252.311082")),
    ("15 digits", RawCell("number", "123456789012345")),
    ("negative", RawCell("number", "-1.5")),
    ("boolean", RawCell("boolean", "1", formula=True)),  # LibreOffice writes =TRUE()
    ("text", RawCell("text", "  a  b\nc𠮷😀{{x}} <b>&")),
    ("blanks", RawCell("text", "  a  b ")),
    ("digits as text", RawCell("text", "0012")),
    ("error as text", RawCell("text", "#N/A")),
    ("formula as text", RawCell("text", "=1+1")),
    ("struck digits", RawCell("text", "1215", marked=True)),
    ("raised digit", RawCell("text", "51", marked=True)),
    ("lowered digit", RawCell("text", "51", marked=True)),
    ("two fonts", RawCell("text", "电话0012")),
    ("struck number", RawCell("number", "12", marked=True)),
    ("struck text", RawCell("text", "十二", marked=True)),
    ("date", RawCell("number", "45352", is_date=True)),
    ("percentage", RawCell("number", "0.05", odd="percent")),
    ("zeros in front", RawCell("number", "12", format_id=164)),
    ("formula", RawCell("number", "3", formula=True)),
    ("formula of nothing", RawCell("text", "", formula=True)),
    ("#DIV/0!", RawCell("error", "#DIV/0!", formula=True)),
    ("#N/A", RawCell("error", "#N/A", formula=True)),
    ("#REF!", RawCell("error", "#REF!", formula=True)),
    ("#NAME?", RawCell("error", "#NAME?", formula=True)),
    ("#VALUE!", RawCell("error", "#VALUE!", formula=True)),
    ("#NUM!", RawCell("error", "", formula=True)),  # each format has another name for it
    ("merged", RawCell("text", "合并")),
    ("with a comment", RawCell("number", "4")),
    ("link", RawCell("text", "链接")),
    ("empty text", None),
    ("time", RawCell("number", "", is_date=True)),
    ("early date", RawCell("number", "", is_date=True)),
)


ODD = {kind: Order(kind, partial(odd_book, "IQ60000")) for kind in OLD}
needs_odd_files = pytest.mark.libreoffice(*ODD.values())


@pytest.fixture(scope="module")
def odd(converted: Conversions) -> Mapping[str, tuple[RawSheet, ...]]:
    return {kind: _sheets(converted[order]) for kind, order in ODD.items()}


def _sheets(content: bytes) -> tuple[RawSheet, ...]:
    book, _ = open_book(content, "报送")
    assert book is not None
    return book.sheets


@needs_odd_files
@pytest.mark.parametrize("kind", OLD)
@pytest.mark.parametrize("row", range(len(EXPECTED)), ids=[name for name, _ in EXPECTED])
def test_a_cell_is_what_it_was(row: int, kind: str, odd: Mapping[str, tuple[RawSheet, ...]]) -> None:
    name, expected = EXPECTED[row]
    found = odd[kind][0].cells.get((row, 0))
    if expected is None or found is None:
        assert found is expected
        return
    if name in ("time", "early date"):  # days before March 1900 are no sure number: never one silently
        assert (found.is_date, found.type in ("date", "number")) == (True, True)
        return
    if name == "#NUM!":
        assert (found.type, found.formula) == ("error", True)
        return
    if name == "zeros in front":
        assert found.format_id >= expected.format_id
    # formulas are spelt in the language of each format
    assert found._replace(format_id=expected.format_id, expression="") == expected


@needs_odd_files
@pytest.mark.parametrize("kind", OLD)
def test_sheets_come_in_order_with_what_is_hidden_and_what_is_far_away(
    kind: str, odd: Mapping[str, tuple[RawSheet, ...]]
) -> None:
    sheets = [(sheet.name, sheet.hidden) for sheet in odd[kind]]
    assert [pair for pair in sheets if pair[0] != "图"] == [
        ("甲", False), ("乙", True), ("丙", True), ("空", False),
    ]  # fmt: skip
    cells = odd[kind][0].cells
    assert cells[59_999, 250].raw == "77"
    nines = {(row, column) for row in (100, 101) for column in range(5)}
    assert {position for position, cell in cells.items() if cell.raw == "9"} == nines
    assert len(cells) == len(nines) + 1 + sum(1 for _, cell in EXPECTED if cell)


# Figures that must not be taken, or not in silence


AT = {key: figure_addresses(FORM)[REFS[key]] for key in ("三.r02.c1", "三.r03.c1", "三.r04.c1", "三.r05.c1")}


def flawed_book() -> bytes:
    """A filled workbook with an error, a struck-out digit, a date and a remark in figure cells."""
    book = load_workbook(io.BytesIO(fill_workbook(report())), rich_text=True)
    values = (
        "=1/0",
        CellRichText(TextBlock(InlineFont(strike=True), "1"), "2"),
        datetime(2024, 3, 1),
        CellRichText(TextBlock(InlineFont(rFont="SimSun"), "3"), TextBlock(InlineFont(b=True), "件")),
    )
    for (sheet, position), value in zip(AT.values(), values, strict=True):
        book[sheet][address(position)].value = value
    return saved(book)


COMPUTED = Order("xlsx", flawed_book)  # gives the formula its value
FLAWED = {"xlsx": COMPUTED} | {kind: Order(kind, COMPUTED) for kind in OLD}


@pytest.fixture(scope="module")
def flawed(converted: Conversions) -> Mapping[str, tuple[Finding, ...]]:
    return {kind: read_workbook(converted[order], "报送").findings for kind, order in FLAWED.items()}


@pytest.mark.libreoffice(*FLAWED.values())
@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_figures_are_refused_in_every_format(
    kind: str, flawed: Mapping[str, tuple[Finding, ...]]
) -> None:
    expected = {
        (code, variant, address(position))
        for (code, variant), (_, position) in zip(
            (("A-09", "error"), ("A-02", "runs"), ("A-02", "date"), ("A-02", "normalised")),
            AT.values(),
            strict=True,
        )
    }
    assert told(flawed[kind]) >= expected
    assert told(flawed[kind]) == told(flawed["xlsx"])


def formatted_book(**formats: str) -> bytes:
    """A filled workbook whose figures have other number formats, by key."""
    book = opened(fill_workbook(report()))
    for key, code in formats.items():
        sheet, position = figure_addresses(FORM)[REFS[key]]
        book[sheet][address(position)].number_format = code
    return saved(book)


MONEY, COUNT = "二.r6.c1", "三.r02.c1"
FORMATTED = {
    (kind, *formats.items()): Order(kind, partial(formatted_book, **formats))
    for kind in OLD
    for formats in (
        {MONEY: "0.00,", COUNT: '0"0"'},
        {MONEY: '0\\.0000"万元"', COUNT: "0%"},
        {MONEY: '0"元"'},
        {MONEY: '"¥"#,##0.00'},
    )
}


@pytest.mark.libreoffice(*FORMATTED.values())
@pytest.mark.parametrize("kind", OLD)
@pytest.mark.parametrize(
    ("key", "code", "expected"),
    [
        (MONEY, "0.00,", ("A-05", "scaled")),
        (MONEY, '0\\.0000"万元"', ("A-05", "scaled")),
        (MONEY, '0"元"', ("A-05", "yuan")),
        (MONEY, '"¥"#,##0.00', ("A-05", "yuan")),
        (COUNT, '0"0"', ("A-02", "worded")),
        (COUNT, "0%", ("A-02", "percent")),
    ],
)
def test_a_format_that_shows_another_number_is_reported(
    kind: str, key: str, code: str, expected: tuple[str, str], converted: Conversions
) -> None:
    (order,) = (order for wanted, order in FORMATTED.items() if wanted[0] == kind and (key, code) in wanted)
    _, position = figure_addresses(FORM)[REFS[key]]
    assert (*expected, address(position)) in told(read_workbook(converted[order], "报送").findings)


# Rosters


def odd_roster() -> bytes:
    """A roster with a code in a format that shows other digits and a telephone number that is struck out."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved)
    sheet = book.add_worksheet("单位名单")
    fonts = [book.add_format({"font_name": name}) for name in ("SimSun", "Arial")]
    struck, zeros = book.add_format({"font_strikeout": True}), book.add_format({"num_format": "0000"})
    sheet.write_row("A1", ("机关名称", "类别", "代码", "电话"))
    sheet.write_row("A2", ("甲局", CATEGORIES[1], "01"))
    sheet.write_rich_string("D2", fonts[0], "总机", fonts[1], "0000-1")
    sheet.write_row("A3", ("𠮷局", CATEGORIES[1]))
    sheet.write("C3", 7, zeros)
    sheet.write_rich_string("D3", struck, "01", fonts[1], "2")
    book.close()
    return saved.getvalue()


ROSTERS = {kind: Order(kind, odd_roster) for kind in FORMATS}


@pytest.mark.libreoffice(*ROSTERS.values())
@pytest.mark.parametrize("kind", FORMATS)
def test_a_roster_is_read_from_every_format(kind: str, converted: Conversions) -> None:
    roster, findings = read_roster(converted[ROSTERS[kind]], "名单", FORM)
    assert roster is None
    assert told(findings) == {("R-08", "zeros", "C3"), ("R-08", "runs", "D3")}


# What a file may do to its reader


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def ods(body: str, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """An .ods file with one sheet; `parts`: further parts by name."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
            ("number", "datastyle"),
        )
    )  # fmt: skip
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    xml = (
        f'<office:document-content{names} xmlns:calcext="{calc}">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="一">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, data in {"content.xml": xml.encode(), **(parts or {})}.items():
            archive.writestr(name, data)
    return file.getvalue()


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def typed(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


NUMBER = 'office:value-type="float" office:value="18"'


def cells(body: str, styles: str = "") -> Mapping[tuple[int, int], RawCell]:
    (sheet,) = read_ods(ods(body, styles)).sheets
    return sheet.cells


def test_a_million_repeated_blanks_cost_nothing() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    body = row(blank, 'table:number-rows-repeated="1048575"') + row(blank + typed("18", NUMBER))
    assert cells(body) == {(1_048_575, 16_383): RawCell("number", "18")}


def test_what_lies_beyond_the_grid_is_no_cell() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    beyond = row("", 'table:number-rows-repeated="1048576"') + row(typed("1", NUMBER))
    assert cells(row(blank + typed("1", NUMBER)) + beyond) == {}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (typed("18", NUMBER), RawCell("number", "18")),
        (typed("18", NUMBER.replace("float", "currency")), RawCell("number", "18")),
        (typed("#REF!", f'table:formula="of:=1" {NUMBER}'), RawCell("error", "#REF!", True)),
        (typed("错误：502", f'table:formula="of:=1" {NUMBER}'), RawCell("error", "错误：502", formula=True)),
        (typed("0", f'{NUMBER} calcext:value-type="error"'), RawCell("error", "0")),
        (typed("18", 'office:value-type="float"'), RawCell("error", "18")),
        (typed("18", 'office:value-type="double" office:value="18"'), RawCell("error", "18")),
        (typed("真", 'office:value-type="boolean" office:boolean-value="true"'), RawCell("boolean", "1")),
        (typed("x", 'office:value-type="date" office:date-value="2024-02-30"'),
         RawCell("date", "2024-02-30", is_date=True)),
        (typed("甲<text:line-break/>乙<text:tab/>丙"), RawCell("text", "甲\n乙\t丙")),
        (typed("甲<text:s text:c='2'/>乙<text:s/>丙"), RawCell("text", "甲  乙 丙")),
        (typed("甲\n   乙"), RawCell("text", "甲 乙")),
        (typed("甲<text:note>注</text:note>"), RawCell("text", "甲")),
        (typed("甲</text:p><text:p>乙"), RawCell("text", "甲\n乙")),
        (typed("<text:a>甲<text:span>乙</text:span></text:a>丙"), RawCell("text", "甲乙丙")),
        (typed("1<text:span text:style-name='S'>2</text:span>"), RawCell("text", "12", marked=True)),
        (typed("1<text:span text:style-name='B'>2</text:span>"), RawCell("text", "12")),
        (typed("1<text:span text:style-name='C'>2</text:span>"), RawCell("text", "12", marked=True)),
        (typed("1<text:span text:style-name='H'>2</text:span>"), RawCell("text", "12", marked=True)),
        (typed("1<text:span text:style-name='N'>2</text:span>"), RawCell("text", "12")),
        (typed("12", "table:style-name='X'"), RawCell("text", "12", marked=True)),
        (typed("12", f"table:style-name='Z' {NUMBER}"), RawCell("number", "18", format_id=164)),
    ],
)  # fmt: skip
def test_a_cell_of_content_xml(cell: str, expected: RawCell) -> None:
    def style(name: str, look: str, family: str = "text", more: str = "") -> str:
        return (
            f'<style:style style:name="{name}" style:family="{family}" {more}>'
            f"<style:text-properties {look}/></style:style>"
        )

    styles = (
        style("S", 'style:text-line-through-style="solid"')
        + style("B", 'style:text-line-through-style="none"')
        + style("C", "", more='style:parent-style-name="S"')
        + style("H", 'style:text-position="33% 58%"')
        + style("N", 'style:text-position="0% 100%"')
        + style("X", 'style:text-line-through-type="single"', "table-cell")
        + '<number:number-style style:name="N1"><number:number number:min-integer-digits="4"/>'
        "</number:number-style>" + style("Z", "", "table-cell", 'style:data-style-name="N1"')
    )
    assert cells(row(cell), styles) == {(0, 0): expected}


def test_a_cell_without_style_has_the_one_of_its_column() -> None:
    styles = (
        '<style:style style:name="X" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    columns = "<table:table-column/><table:table-column table:default-cell-style-name='X'/>"
    found = cells(columns + row(typed("1") + typed("2")), styles)
    assert [cell.marked for cell in found.values()] == [False, True]


def refusal(content: bytes, kind: Obstacle, seconds: float = 5) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_isolated(content, kind, seconds)
    return caught.value


REPEATED = typed("18", f'{NUMBER} table:number-columns-repeated="16384"')


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ods(row(REPEATED, 'table:number-rows-repeated="1048576"')), Obstacle.TOO_LARGE),
        (ods(row(typed("<text:s text:c='32767'/>" * 9_000) * 9)), Obstacle.MEMORY),
        (ods(row(typed("</text:p><text:p>" * 1_400_000))), Obstacle.TOO_LARGE),
        (ods(row(typed("1", 'table:number-columns-repeated="-1"'))), Obstacle.DAMAGED),
        (ods("<table:table-row>").replace(b"PK", b"KP"), Obstacle.OTHER),
        (ods("</table:table>" + "<x>"), Obstacle.DAMAGED),
        (ods("", parts={"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), Obstacle.PASSWORD),
        (ods("", parts={"styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), Obstacle.DTD),
    ],
    ids=["cells", "blanks", "elements", "repeat", "no zip", "xml", "password", "doctype"],
)
def test_a_file_that_takes_too_much_or_is_broken_has_one_obstacle(content: bytes, expected: Obstacle) -> None:
    assert refusal(content, Obstacle.ODS).obstacle is expected


def test_a_file_that_takes_too_long_is_given_up() -> None:
    found = refusal(ods(row(typed("1", NUMBER)) * 100_000), Obstacle.ODS, 0.05)
    assert (found.obstacle, found.detail) == (Obstacle.TIMEOUT, "0.05 秒")


def test_a_reader_that_breaks_down_is_one_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("import os; os._exit(9)", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))  # where the other process looks first
    reading = read_workbook(ods(row(typed("1", NUMBER))), "报送")
    assert reading.report is None
    assert [describe(f) for f in reading.findings] == [
        "读取这个文件时程序意外中止（9），其他文件不受影响。"
        "请打开后另存为 Excel 工作簿（*.xlsx）再报；仍不行的，请把这个文件和本行内容发给软件维护人员。"
    ]


def test_the_other_process_loads_neither_the_form_nor_the_catalogue() -> None:
    cells = "converter.workbook.read.cells"
    code = f"import sys, {cells}.reading_process, {cells}.xls, {cells}.ods; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    rooms = {".".join(name.split(".")[:2]) for name in done.stdout.split() if name.startswith("converter.")}
    assert rooms == {"converter.grid", "converter.system", "converter.workbook"}
    assert "converter.workbook.layout" not in done.stdout


def test_a_reader_that_cannot_be_started_is_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path(__file__).with_suffix(".missing")))
    found = refusal(ods(row(typed("1", NUMBER))), Obstacle.ODS)
    assert (found.obstacle, found.detail) == (Obstacle.CRASHED, "FileNotFoundError")


@pytest.mark.parametrize("obstacle", [obstacle for obstacle in Obstacle if obstacle not in formats.ISOLATED])
def test_every_obstacle_has_its_sentence(obstacle: Obstacle) -> None:
    assert MESSAGES["F-01", obstacle].severity is Severity.ERROR


def patched(content: bytes, code: int, new: int) -> bytes:
    """An .xls file with the first record of a code made one of another code."""
    place = content.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))
    while struct.unpack_from("<H", content, place)[0] != code:
        place += 4 + struct.unpack_from("<H", content, place + 2)[0]
    return content[:place] + struct.pack("<H", new) + content[place + 2 :]


SOUND = Order("xls", lambda: fill_workbook(report()))


@pytest.mark.libreoffice(SOUND)
def test_an_encrypted_or_broken_xls_is_one_finding(converted: Conversions) -> None:
    content = converted[SOUND]
    letter = content.replace("Workbook\0".encode("utf-16-le"), "Wordbook\0".encode("utf-16-le"))
    embedded = letter + "WordDocument\0Workbook\0".encode("utf-16-le")
    for bad, obstacle in (
        (patched(content, 0x0042, 0x002F), "locked_xls"),  # CODEPAGE, FILEPASS
        (content[: len(content) // 2], "truncated"),
        (content[:512] + content[1024:], "damaged"),
        (embedded, "word_file"),
    ):
        reading = read_workbook(bad, "报送")
        assert reading.report is None
        assert [(f.code, f.variant) for f in reading.findings] == [("F-01", obstacle)]


@needs_odd_files
def test_a_workbook_that_counts_its_days_from_1904_says_so(converted: Conversions) -> None:
    record = struct.pack("<HHH", 0x0022, 2, 0)  # DATEMODE
    content = converted[ODD["xls"]]
    assert content.count(record) == 1
    later = read_xls(content.replace(record, struct.pack("<HHH", 0x0022, 2, 1)))
    assert (read_xls(content).since_1904, later.since_1904) == (False, True)
    assert later.sheets == read_xls(content).sheets


@needs_odd_files
def test_a_cell_that_an_xls_stores_twice_is_reported(converted: Conversions) -> None:
    content = converted[ODD["xls"]]
    first = struct.pack("<HHHH", 0x00FD, 10, 6, 0)  # LABELSST A7
    assert content.count(first) == 1
    twice = content.replace(first, struct.pack("<HHHH", 0x00FD, 10, 7, 0))
    cells = read_xls(twice).sheets[0].cells
    assert {address(position) for position, cell in cells.items() if cell.duplicate} == {"A8"}


NEAR = {kind: Order(kind, odd_book) for kind in OLD}  # a cell far away costs a tenth of a second each time


@pytest.mark.libreoffice(*NEAR.values())
@pytest.mark.parametrize("kind", OLD)
def test_a_damaged_file_never_raises_anything_else(kind: str, converted: Conversions) -> None:
    reader = {"xls": read_xls, "ods": read_ods}[kind]
    chance = random.Random(7)
    for _ in range(25):
        content = bytearray(converted[NEAR[kind]])
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(UnreadableFile):
            reader(bytes(content))


def outside_book() -> bytes:
    """A workbook with a text box, a group, a picture on inputs, comments and a header."""
    made = edited(
        drawing(
            TWO,
            anchor((8, 4), (9, 6), box("更正：应为 900 件")),
            anchor((12, 5), (13, 6), group(box("甲", 3), box("乙", 4))),
            anchor((11, 2), (12, 3), PICTURE),
        ),
        comments(("E9", "张三", "这里应为 900 件"), ("F9", OURS, "错误，须改正（B-01）：总计不等于。")),
        header("初稿，数字待核"),
    )
    return made()


OUTSIDE = {kind: Order(kind, outside_book) for kind in ("xlsx", *OLD)}


@pytest.mark.libreoffice(*OUTSIDE.values())
@pytest.mark.parametrize("kind", OUTSIDE)
def test_what_is_outside_the_cells_is_told_in_every_format(kind: str, converted: Conversions) -> None:
    findings = [f for f in read_workbook(converted[OUTSIDE[kind]], "报送").findings if f.code == "F-06"]
    told = {(f.variant, f.cell, f.found) for f in findings if f.cell != "F13"}
    assert told == {
        ("shape", "E9", "更正：应为 900 件"),
        ("picture", "C12", ""),
        ("comment", "E9", "这里应为 900 件"),
        ("header", "", "初稿，数字待核"),
    }
    assert "".join(f.found for f in findings if f.cell == "F13").replace(" ", "") == "甲乙"
