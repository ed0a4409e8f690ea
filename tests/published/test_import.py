"""`xxgk import`: published files to workbooks and result.json, and as last year's figures."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from converter.batch.last_year import last_year_from
from converter.cli import main
from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.form import FORM
from converter.grid.values import DIGITS
from converter.publish.html import render_page
from converter.published.reader import read_published
from converter.report.report import Report, plain
from converter.results.outcome import title_of
from tests.published.layouts import page, tables_of
from tests.reports import PRINTED, TEXTS, report, reread
from tests.test_round_trip import reports
from tests.workbooks import typed_workbook

TEMPLATE = WordTemplate.of(build_word_template(FORM))
REPORT = report()


def figures(of: Report) -> dict[str, str]:
    """The printed figures that are known."""
    return {ref.key: plain(value) for ref in PRINTED if (value := of.value(ref)) is not None}


def word(of: Report) -> bytes:
    return render(TEMPLATE, template_names(of, FORM), title=title_of(of), author=of.agency)


def imported(content: bytes, name: str) -> Report:
    read = read_published(content, name, FORM).reading.report
    assert read is not None
    return read


@pytest.mark.slow
@settings(
    max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)  # a report is too long to be shrunk, and to be shown
@given(reports(FORM))
def test_figures_of_our_own_word_reports_and_pages_come_back(filled: Report) -> None:
    """All but totals of more digits than a cell of the workbook can hold."""
    expected = {key: text for key, text in figures(filled).items() if len(text.replace(".", "")) <= DIGITS}
    assert figures(imported(word(filled), "a.docx")) == expected
    assert figures(imported(render_page(filled, FORM), "a.html")) == expected


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_texts_and_opening_of_our_own_outputs_come_back(kind: str) -> None:
    content = word(REPORT) if kind == "docx" else render_page(REPORT, FORM)
    read = imported(content, f"a.{kind}")
    assert {key: tuple(p.text for p in read.passages[key]) for key in TEXTS} == TEXTS
    for key in ("机关名称", "年度", "统计起", "统计止", "地址", "联系电话", "网址"):
        assert read.entries[key].text == REPORT.entries[key].text


@pytest.mark.parametrize("number", ["{}. ", "{}、", "（{}）", "第{}部分 ", ""])
def test_sections_are_found_by_their_titles_whatever_their_numbers(number: str) -> None:
    text = page(tables_of(REPORT), REPORT).decode()
    for at, section in enumerate(FORM.sections):
        own = number.format(at + 1 if number.startswith("{}") else section.key)
        text = text.replace(f"<p>{section.key}、{section.title}</p>", f"<p>{own}{section.title}</p>")
    read = read_published(text.encode(), "a.html", FORM).reading
    assert not [found for found in read.findings if found.variant == "sections"]
    assert read.report is not None
    assert [p.text for p in read.report.passages["总述"]] == list(TEXTS["总述"])


def test_text_in_a_text_box_is_read_where_it_is_anchored() -> None:
    document = Document(io.BytesIO(word(REPORT)))
    heading = next(p for p in document.paragraphs if p.text.startswith("六、"))
    before = heading.insert_paragraph_before("")
    before._p.append(_text_box("一是把文字写在文本框里。"))
    saved = io.BytesIO()
    document.save(saved)
    read = imported(saved.getvalue(), "a.docx")
    paragraphs = (*read.passages["存在的主要问题"], *read.passages["改进情况"])
    assert "一是把文字写在文本框里。" in [paragraph.text for paragraph in paragraphs]


@pytest.mark.parametrize("mark", ["superscript", "strike"])
def test_the_number_of_a_note_in_a_word_table_is_no_digit(mark: str) -> None:
    document = Document(io.BytesIO(word(REPORT)))
    row = next(row for table in document.tables for row in table.rows if row.cells[0].text == "规章")
    run = row.cells[1].paragraphs[0].add_run("9")
    setattr(run.font, mark, True)
    saved = io.BytesIO()
    document.save(saved)
    read = read_published(saved.getvalue(), "a.docx", FORM).reading
    assert read.report is not None
    assert {key for key in figures(REPORT) if key not in figures(read.report)} == {"二.r1.c1"}
    assert "二.r1.c1" in [found.values.get("refs") for found in read.findings]


def _text_box(text: str) -> etree._Element:
    return etree.fromstring(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def test_the_workbook_of_an_import_holds_what_was_read_and_its_blanks() -> None:
    tables = tables_of(REPORT)
    tables["三"] = [
        [[c._replace(text="") if c.ref and c.ref.row == "r24" else c for c in row] for row in tables["三"][0]]
    ]
    made = read_published(page(tables, REPORT), "a.html", FORM)
    assert made.name == "青禾县财政局-2024.xlsx"
    from converter.workbook.read.reader import read_workbook

    again = read_workbook(made.workbook, made.name).report
    assert again is not None
    assert made.reading.report is not None
    for ref in PRINTED:
        own = made.reading.report.figures[ref]
        assert own.place == again.figures[ref].place
        assert (own.value or 0) == (again.value(ref) or 0)
    told = [found for found in made.reading.findings if found.variant == "blank"]
    assert [found.values["refs"].split() for found in told] == [[f"三.r24.c{n}" for n in range(1, 8)]]


def test_import_writes_a_workbook_and_a_result_for_last_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "公布", tmp_path / "上年"
    source.mkdir()
    (source / "财政局.html").write_bytes(page(tables_of(REPORT), REPORT))
    (source / "说明.html").write_bytes("<html><body><p>无关</p></body></html>".encode())
    assert main(["import", str(source), "-o", str(out)]) == 1
    assert "导入 1 份，1 份没有读出" in capsys.readouterr().out
    data = json.loads((out / "result.json").read_bytes())
    assert data["imported"] is True
    read = {outcome["source"]: outcome["figures"] for outcome in data["outcomes"]}
    assert {k: v for k, v in read["财政局.html"].items() if k in figures(REPORT)} == figures(REPORT)
    assert read["说明.html"] == {}
    (last,) = last_year_from(out, FORM, 2025)
    (direct,) = last_year_from(source, FORM, 2025)
    assert last.report.figures == direct.report.figures


def test_a_corrected_workbook_counts_as_last_year_and_is_never_overwritten(tmp_path: Path) -> None:
    source, out = tmp_path / "财政局.html", tmp_path / "上年"
    source.write_bytes(page(tables_of(REPORT), REPORT))
    main(["import", str(source), "-o", str(out)])
    workbook = out / "青禾县财政局-2024.xlsx"
    corrected = typed_workbook(report({"二.r3.c1": 7}))
    workbook.write_bytes(corrected)
    main(["import", str(source), "-o", str(out)])
    assert workbook.read_bytes() == corrected
    (last,) = last_year_from(out, FORM, 2025)
    assert {ref.key: value for ref, value in last.report.figures.items()}["二.r3.c1"] == 7


def test_an_import_does_not_replace_the_result_of_a_conversion(tmp_path: Path) -> None:
    (tmp_path / "result.json").write_text('{"schema": 1, "outcomes": []}')
    (tmp_path / "a.html").write_bytes(page(tables_of(REPORT), REPORT))
    assert main(["import", str(tmp_path / "a.html"), "-o", str(tmp_path)]) == 2


def test_a_page_of_brackets_alone_is_refused() -> None:
    """Versions of the parser differ in whether they make an empty page of it."""
    reading = read_published(b"<" * 100_000, "a", FORM).reading
    assert reading.report is None
    assert [found.code for found in reading.findings] == ["I-01"]


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        (b"\xff\xd8\xff\xe0 picture", "scanned"),
        (b"PK\x03\x04 broken", "unreadable"),
        (b"%PDF-1.4 broken", "unreadable"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "unreadable"),
        ("<html><body><h1>某县政府网站工作年度报表（2023年度）</h1></body></html>".encode(), "other"),
        ("<html><body><p>只有一句话。</p></body></html>".encode(), "no_tables"),
        (b"", "unreadable"),
    ],
)
def test_what_is_no_report_gives_one_finding(content: bytes, variant: str) -> None:
    reading = read_published(content, "a", FORM).reading
    assert reading.report is None
    assert [(found.code, found.variant) for found in reading.findings] == [("I-01", variant)]


def test_the_form_of_2019_is_said_and_its_second_table_not_taken_over() -> None:
    tables = tables_of(REPORT)
    renamed = {
        "本年制发件数": "本年新制作数量",
        "本年废止件数": "本年新公开数量",
        "现行有效件数": "对外公开总数量",
    }
    tables["二"] = [[[c._replace(text=renamed.get(c.text, c.text)) for c in row] for row in tables["二"][0]]]
    reading = read_published(page(tables, REPORT), "a.html", FORM).reading
    assert reading.report is not None
    assert not [ref for ref in PRINTED if ref.table == "二" and reading.report.value(ref) is not None]
    (told,) = (found for found in reading.findings if found.variant == "edition")
    assert "2019" in told.found


@pytest.mark.parametrize(
    ("agency", "category"),
    [
        ("青禾县财政局", "县级部门"),
        ("青禾县人民政府", "县级政府"),
        ("青禾县白鹭镇人民政府", "乡镇街道"),
        ("青禾县望桥街道办事处", "乡镇街道"),
        ("示例市水务局", ""),
        ("示例市人民政府", ""),
        ("", ""),
    ],
)
def test_the_category_is_what_the_name_alone_tells(agency: str, category: str) -> None:
    assert FORM.government.category_of(agency) == category


def test_nothing_of_a_read_back_workbook_is_lost() -> None:
    """The report as the workbook reads it is the one that is told about."""
    read = imported(word(REPORT), "a.docx")
    again, _ = reread(read)
    assert figures(again) == figures(read)
