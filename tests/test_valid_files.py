"""Every file that we make is what Word and Excel accept, and the check that says so can fail."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from converter.batch.folder import Job, convert_folder
from converter.desk import board, returned_copy
from converter.desk.book import board_book
from converter.desk.issue import prefilled_workbook
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Entry, Paragraph, Report
from converter.report.roster import RosterEntry
from converter.rollup import LastSum, Part, roll_up
from converter.rollup.book import summary_book
from converter.shipped.resources import shipped_folder, word_template
from converter.workbook.roster.blank import blank_roster
from tests import word
from tests.libreoffice import Conversions, Order
from tests.ooxml import faults
from tests.reports import report, with_figure
from tests.workbooks import blank_workbook, fill_workbook

pytestmark = pytest.mark.slow  # schemas are large: each file is held against several

W = word.W
TEMPLATES = sorted(shipped_folder("word_templates").glob("*.docx"))
WORKBOOKS = sorted(shipped_folder("workbook_templates").rglob("*.xlsx"))
FULL = replace(
    with_figure(report(), "二.r2.c1", 10**14, "（其中<修订>16件&其他）"),
    passages={key: (Paragraph("（一）甲"), Paragraph("𠮷&<乙>。" * 90)) for key in FORM.narratives},
    notes={key: Entry("注：甲&<乙>。") for key in ("二", "三", "四")},
)
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REPORTS = {"plain": report(), "full": FULL, "empty": report({}, dict.fromkeys(("地址", "网址"), ""), {})}


def rendered(of: Report, template: bytes | None = None, *, draft: bool = False) -> bytes:
    wrapped = WordTemplate.of(template or word_template(FORM).read_bytes())
    return render(wrapped, template_names(of, FORM, draft=draft), title="标题", author=of.agency)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_shipped_word_template_is_valid(template: Path) -> None:
    assert faults(template.read_bytes(), template=True) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
@pytest.mark.parametrize("of", REPORTS.values(), ids=REPORTS)
def test_a_rendered_report_is_valid(template: Path, of: Report) -> None:
    assert faults(rendered(of, template.read_bytes())) == []
    assert faults(rendered(of, template.read_bytes(), draft=True)) == []


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.stem)
def test_a_shipped_workbook_is_valid(workbook: Path) -> None:
    assert faults(workbook.read_bytes()) == []


def test_workbooks_that_we_fill_or_issue_and_a_roster_are_valid() -> None:
    assert faults(blank_workbook(2025)) == []
    assert faults(fill_workbook(FULL)) == []
    assert faults(blank_roster(FORM)) == []
    agency = RosterEntry("青禾县财政局", "财政局", ("青禾县财税局",), "县级部门", code="A01")
    assert faults(prefilled_workbook(agency, FORM, 2025)) == []


def test_a_sum_of_a_folder_with_its_charts_is_valid() -> None:
    parts = (Part(report()), Part(report(entries={"机关名称": "青禾县民政局"})))
    last = dict.fromkeys(report().figures, 5)
    assert faults(summary_book(roll_up(parts, (), "青禾县人民政府", 2024, FORM, LastSum(last)))) == []


# --- the check itself ---------------------------------------------------------------------------


@pytest.mark.slow
def test_a_board_and_a_marked_copy_are_valid(tmp_path: Path) -> None:
    flawed = fill_workbook(with_figure(report(), "三.r04.c7", 9))
    (tmp_path / "a.xlsx").write_bytes(flawed)
    batch = convert_folder(tmp_path, None, Job(None))
    assert faults(board_book(board(batch, "1月20日"))) == []
    made = returned_copy(flawed, batch.outcomes[0], "1月20日")
    assert made is not None
    assert faults(made[0]) == []


def without(part: str) -> Callable[[bytes], bytes]:
    def change(document: bytes) -> bytes:
        buffer = BytesIO()
        with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                if name != part:
                    new.writestr(name, old.read(name))
        return buffer.getvalue()

    return change


def twice(part: str) -> Callable[[bytes], bytes]:
    def change(document: bytes) -> bytes:
        buffer = BytesIO(document)
        with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(part, archive.read(part))
        return buffer.getvalue()

    return change


def replaced(old: str, new: str, part: str = "word/document.xml") -> Callable[[bytes], bytes]:
    def change(document: bytes) -> bytes:
        def of(name: str, content: bytes) -> bytes:
            assert name != part or old.encode() in content
            return content.replace(old.encode(), new.encode(), 1) if name == part else content

        return word.with_parts(document, of)

    return change


def on_first(tag: str, change: Callable[[etree._Element], None]) -> Callable[[bytes], bytes]:
    return lambda document: word.with_body(document, lambda body: change(next(body.iter(f"{W}{tag}"))))


def drop(tag: str) -> Callable[[etree._Element], None]:
    def change(element: etree._Element) -> None:
        for child in element.findall(f"{W}{tag}"):
            element.remove(child)

    return change


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no zip": (lambda document: document[:100], "no package"),
    "no content types": (without("[Content_Types].xml"), "[Content_Types].xml: missing"),
    "a part missing": (without("word/fontTable.xml"), "leads to word/fontTable.xml, which is not there"),
    "a part twice": (twice("word/styles.xml"), "stored 2 times"),
    "not well-formed": (replaced("</w:body>", ""), "word/document.xml: "),
    "an unknown ending": (
        replaced('Extension="rels"', 'Extension="relations"', "[Content_Types].xml"),
        "has no content type",
    ),
    "a relationship missing": (replaced('r:id="rId', 'r:id="rIdx'), "no relationship rIdx"),
    "an unknown prefix ignored": (
        replaced("<w:body>", f'<w:body xmlns:mc="{COMPATIBILITY}" mc:Ignorable="w99">'),
        "mc:Ignorable names w99",
    ),
    "an unknown element": (replaced("<w:body>", "<w:body><w:corps/>"), "corps"),
    "an element out of order": (replaced("<w:keepNext/>", "<w:jc w:val='left'/><w:keepNext/>"), "keepNext"),
    "a value that is none": (replaced('w:hRule="atLeast"', 'w:hRule="about"'), "about"),
    "a cell without a paragraph": (on_first("tc", drop("p")), "does not end in a paragraph"),
    "a row without cells": (on_first("tr", drop("tc")), "row 1 has no cells"),
    "a span too wide": (replaced('Span w:val="4"', 'Span w:val="5"'), "row 1 fills 5 of 4 columns"),
    "merged with nothing": (replaced('"restart"', '"continue"'), "merged with nothing above"),
    "an unknown style": (replaced('w:pStyle w:val="Title"', 'w:pStyle w:val="Titel"'), "pStyle names Titel"),
    "a tag left": (replaced("总体情况", "{{ 总体情况 }}"), "a tag is left: {{ 总体情况 }}"),
    "an unknown property": (replaced("dc:title", "dc:titel", "docProps/core.xml"), "titel"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_broken_document_is_told(change: Callable[[bytes], bytes], fault: str) -> None:
    assert any(fault in line for line in faults(change(rendered(report()))))


def test_a_broken_workbook_is_told() -> None:
    broken = replaced("<sheetData>", "<sheetDaten/><sheetData>", "xl/worksheets/sheet1.xml")
    assert any("sheetDaten" in line for line in faults(broken(blank_workbook(2024))))


# --- properties ---------------------------------------------------------------------------------


def test_nothing_of_another_agency_stays_in_the_properties_of_a_document() -> None:
    kept = {
        f"docProps/{part}.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/{kind}">旧单位</Properties>'
        for part, kind in (
            ("app", "officeDocument/2006/extended-properties"),
            ("custom", "officeDocument/2006/custom-properties"),
            ("core", "package/2006/metadata/core-properties"),
        )
    }
    old = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_template(FORM).read_bytes())) as archive,
        zipfile.ZipFile(old, "w") as new,
    ):
        for name in archive.namelist():
            if name not in kept:
                new.writestr(name, archive.read(name))
        for name, text in kept.items():
            new.writestr(name, text)
    with zipfile.ZipFile(BytesIO(rendered(report(), old.getvalue()))) as archive:
        assert all("旧单位" not in archive.read(name).decode() for name in archive.namelist())
        core = etree.fromstring(archive.read("docProps/core.xml"))
    found = {etree.QName(child).localname: child.text for child in core}
    assert (found["title"], found["creator"], found["language"]) == ("标题", "青禾县财政局", "zh-CN")


# --- LibreOffice --------------------------------------------------------------------------------


SAVED_REPORT = Order("docx", lambda: rendered(FULL), "docx")
SAVED_TEMPLATE = Order("docx", word_template(FORM).read_bytes, "docx")


@pytest.mark.libreoffice(SAVED_REPORT)
def test_a_report_that_libreoffice_opened_and_saved_still_proves_clean(converted: Conversions) -> None:
    again = converted[SAVED_REPORT]
    assert again != rendered(FULL)
    assert prove(again, FULL, FORM) == (200, ())


@pytest.mark.libreoffice(SAVED_TEMPLATE)
def test_a_template_that_libreoffice_saved_renders_reports_that_prove_clean(converted: Conversions) -> None:
    template = converted[SAVED_TEMPLATE]
    assert prove(rendered(FULL, template), FULL, FORM) == (200, ())
    assert faults(rendered(FULL, template)) == []
