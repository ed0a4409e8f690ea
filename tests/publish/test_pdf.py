"""PDF by LibreOffice: read back and compared, and what happens when it fails or hangs."""

from __future__ import annotations

import io
import os
import re
import signal
import stat
import time
import tracemalloc
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from pypdf import PdfReader

from converter.batch.folder import Job, convert_workbook
from converter.document.expected import expected_figures
from converter.document.render import WordTemplate
from converter.form import FORM, Ref
from converter.publish.office import find_office
from converter.publish.pdf import MAX_VAIN, printing
from converter.publish.pdf_proof import prove_pdf, without_running_lines
from converter.publish.pdf_tables import PAGE_END, wrong_tables
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Paragraph, Report
from converter.shipped.resources import shipped_folder, word_template
from tests.libreoffice import pdfs
from tests.processes import SEES_PROCESSES
from tests.reports import report
from tests.workbooks import fill_workbook

SENTENCE = "“公开”是常态、不公开是例外（含 2024 年 1,300 余户）；全年办理 12 件，同比增长 8.5%。"
LONG = "　".join([SENTENCE] * 40)
ODD = "镕喆堃犇𠮷🙂 ①Ⅳ㎡℃½é～３％ office@fifl.example " + "，" * 40 + "a" * 200
Filled = tuple[Report, bytes, bytes]

FILLED = report(
    entries={"机关名称": "青禾县经济开发区管理委员会暨高新技术产业园区综合行政执法大队"},
    texts={
        "总述": ("全年工作平稳。", LONG, LONG + "再说一遍。"),
        "主动公开情况": ("（一）县级", "甲—乙…丙·丁《条例》〔2021〕30号。", ODD, "e\u0301 组合。"),
        "存在的主要问题": ("公开形式不够多样。",),
        "改进情况": ("丰富公开形式。",),
        "其他报告事项": ("无。",),
    },
)

pytestmark = pytest.mark.libreoffice


def document(of: Report) -> tuple[Report, bytes]:
    """A report as read from its workbook, and its Word document."""
    job = Job(WordTemplate.of(word_template(FORM).read_bytes()))
    outcome = convert_workbook(fill_workbook(of), "a.xlsx", job)
    assert outcome.report is not None
    assert outcome.content is not None, outcome.findings
    return outcome.report, outcome.content


def with_letterhead(document: Any) -> None:
    for header in (document.sections[0].header, document.sections[0].even_page_header):
        header.paragraphs[0].text = "青禾县政务公开工作领导小组办公室（2024年度）"


def with_low_pages(document: Any) -> None:
    document.sections[0].page_height = Mm(170)  # the large table no longer fits on one


def with_split_labels(document: Any) -> None:
    document.sections[0].page_height = Mm(150)  # pages end within merged cells


def with_split_rows(document: Any) -> None:
    """Pages end within rows, and the head is on the first of them only."""
    document.sections[0].page_height = Mm(190)
    for tag in ("cantSplit", "tblHeader"):
        for element in list(document.element.iter(qn(f"w:{tag}"))):
            element.getparent().remove(element)


def with_default_punctuation(document: Any) -> None:
    """As Word saves a template: what is the default is not written."""
    for element in list(document.styles.element.iter(qn("w:overflowPunct"))):
        element.getparent().remove(element)


def with_punctuation_of_libreoffice(document: Any) -> None:
    """As LibreOffice saves a template: the opposite of what it shows."""
    for element in document.styles.element.iter(qn("w:overflowPunct")):
        element.set(qn("w:val"), "false")


def retitled(words: Mapping[str, str]) -> Callable[[Any], None]:
    """Another text in cells of the tables."""

    def change(document: Any) -> None:
        for table in document.tables:
            for paragraph in {id(c._tc): c for row in table.rows for c in row.cells}.values():
                if new := words.get(paragraph.text):
                    run, *others = paragraph.paragraphs[0].runs
                    run.text = new
                    for other in others:
                        other.text = ""

    return change


with_short_headings = retitled({"（三）不予公开": "不予公开", "复议后起诉": "经复议后起诉"})
with_short_headings.__name__ = "with_short_headings"
with_swapped_headings = retitled(
    {"未经复议直接起诉": "复议后起诉", "复议后起诉": "未经复议直接起诉", "（三）不予公开": "（四）无法提供"}
)
with_swapped_headings.__name__ = "with_swapped_headings"

CHANGES: tuple[Callable[[Any], None], ...] = (
    with_letterhead,
    with_low_pages,
    with_split_labels,
    with_split_rows,
)
HEADINGS = (with_short_headings, with_swapped_headings)
MOVED = {"二.r1.c1": 0, "二.r2.c1": 12, "二.r2.c2": 1, "二.r2.c3": 31}


def edited(word: bytes, change: Callable[[Any], None]) -> bytes:
    """A Word document after a change by python-docx."""
    document = docx.Document(io.BytesIO(word))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def printed(office: Path) -> Mapping[str, tuple[Report, bytes, bytes]]:
    """Reports as read, as Word and as PDF; one process of LibreOffice makes them all."""
    of, word = document(FILLED)
    documents = {
        "long": (of, word),
        "moved": document(report(figures=MOVED)),
        **{change.__name__: (of, edited(word, change)) for change in (*CHANGES, *HEADINGS)},
    }
    made = pdfs(office, [word for _, word in documents.values()])
    return {
        name: (of, word, pdf)
        for (name, (of, word)), pdf in zip(documents.items(), made, strict=True)
        if isinstance(pdf, bytes)
    }


@pytest.fixture(scope="module")
def filled(printed: Mapping[str, tuple[Report, bytes, bytes]]) -> tuple[Report, bytes, bytes]:
    """A long report."""
    return printed["long"]


def findings(found: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(f.variant, f.subject, f.expected) for f in found]


def test_a_pdf_has_no_findings(filled: tuple[Report, bytes, bytes]) -> None:
    of, word, pdf = filled
    assert findings(prove_pdf(pdf, word, of, FORM, "a.pdf")) == []


@pytest.mark.parametrize(("key", "title"), [
    ("二.r6.c1", "主动公开政府信息情况"),
    ("三.r25.c7", "收到和处理政府信息公开申请情况"),
    ("四.r1.c15", "政府信息公开行政复议、行政诉讼情况"),
])  # fmt: skip
def test_a_figure_that_differs_has_a_finding(
    key: str, title: str, filled: tuple[Report, bytes, bytes]
) -> None:
    of, word, pdf = filled
    ref = Ref(*key.split("."))
    other = replace(of, figures={**of.figures, ref: Figure(98765)})
    assert findings(prove_pdf(pdf, word, other, FORM, "a.pdf")) == [("table", title, "")]


def test_figures_whose_digits_moved_to_a_neighbour_have_a_finding(
    printed: Mapping[str, tuple[Report, bytes, bytes]],
) -> None:
    of, word, pdf = printed["moved"]
    assert findings(prove_pdf(pdf, word, of, FORM, "a.pdf")) == []
    other = report(figures={"二.r2.c1": 1, "二.r2.c2": 21, "二.r2.c3": 31})
    figures = {**of.figures, **{ref: other.figures[ref] for ref in FORM.tables["二"].refs()}}
    found = findings(prove_pdf(pdf, word, replace(of, figures=figures), FORM, "a.pdf"))
    assert found == [("table", "主动公开政府信息情况", "")]


def test_headings_in_the_spellings_of_an_office_have_no_findings(
    printed: Mapping[str, tuple[Report, bytes, bytes]],
) -> None:
    of, word, pdf = printed["with_short_headings"]
    assert findings(prove_pdf(pdf, word, of, FORM, "a.pdf")) == []


def test_headings_that_changed_places_have_a_finding_for_each_table(
    printed: Mapping[str, tuple[Report, bytes, bytes]],
) -> None:
    of, word, pdf = printed["with_swapped_headings"]
    found = findings(prove_pdf(pdf, word, of, FORM, "a.pdf"))
    assert [subject for _, subject, _ in found] == [FORM.section_of(key).title for key in "三四"]


@pytest.mark.parametrize("text", ["全年工作不平稳。", "全年工作平稳，", LONG + "又说一遍。"])
def test_a_text_that_differs_has_a_finding(text: str, filled: tuple[Report, bytes, bytes]) -> None:
    of, word, pdf = filled
    other = replace(of, passages={**of.passages, "总述": (Paragraph(text),)})
    (found,) = prove_pdf(pdf, word, other, FORM, "a.pdf")
    assert (found.code, found.variant) == ("O-03", "text")
    assert "".join(text.split()).startswith(found.expected)


def test_texts_in_another_order_have_findings(filled: tuple[Report, bytes, bytes]) -> None:
    of, word, pdf = filled
    other = replace(of, passages={**of.passages, "总述": tuple(reversed(of.passages["总述"]))})
    assert findings(prove_pdf(pdf, word, other, FORM, "a.pdf"))


def test_another_agency_has_a_finding(filled: tuple[Report, bytes, bytes]) -> None:
    of, word, pdf = filled
    other = replace(of, entries={**of.entries, "机关名称": Entry("青禾县民政局")})
    assert ("text", "", "青禾县民政局") in findings(prove_pdf(pdf, word, other, FORM, "a.pdf"))


def test_a_damaged_pdf_has_a_finding(filled: tuple[Report, bytes, bytes]) -> None:
    of, word, pdf = filled
    for broken in (b"", b"%PDF-1.6", pdf[: len(pdf) // 2], b"%PDF-1.6\n" + bytes(2000)):
        assert [f.code for f in prove_pdf(broken, word, of, FORM, "a.pdf")][:1] == ["O-03"]


def test_one_process_converts_many_and_a_bad_file_does_not_affect_the_others(
    office: Path, filled: tuple[Report, bytes, bytes]
) -> None:
    of, word, _ = filled
    bad = b"PK\x03\x04" + bytes(100)
    good, spoilt, again = pdfs(office, [word, bad, word])
    for pdf in (good, again):
        assert isinstance(pdf, bytes)
        assert prove_pdf(pdf, word, of, FORM, "a.pdf") == ()
    # LibreOffice may refuse it or print its bytes as text, which reading back finds
    assert spoilt == "failed" or (isinstance(spoilt, bytes) and prove_pdf(spoilt, word, of, FORM, "a.pdf"))


@pytest.mark.parametrize("change", CHANGES)
def test_running_heads_and_tables_over_several_pages_have_no_findings(
    change: Callable[[Any], None], printed: Mapping[str, tuple[Report, bytes, bytes]]
) -> None:
    of, word, pdf = printed[change.__name__]
    assert findings(prove_pdf(pdf, word, of, FORM, "a.pdf")) == []


@pytest.mark.parametrize("change", [with_split_labels, with_split_rows])
def test_a_table_over_several_pages_is_compared_as_any_other(
    change: Callable[[Any], None], printed: Mapping[str, tuple[Report, bytes, bytes]]
) -> None:
    of, word, pdf = printed[change.__name__]
    other = replace(of, figures={**of.figures, Ref("三", "r21", "c3"): Figure(98765)})
    title = FORM.section_of("三").title
    assert findings(prove_pdf(pdf, word, other, FORM, "a.pdf")) == [("table", title, "")]


def test_the_rest_of_a_label_is_required_on_the_next_page(
    printed: Mapping[str, tuple[Report, bytes, bytes]],
) -> None:
    of, _, pdf = printed["with_split_labels"]
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages]
    text = PAGE_END.join(without_running_lines(pages))
    figures = expected_figures(of, FORM)
    assert list(wrong_tables(text, figures, FORM)) == []
    rest = text.rindex("获取信息")  # of a label, not at a page's start: any label must be whole somewhere
    assert list(wrong_tables(text[:rest] + "取得信息" + text[rest + 4 :], figures, FORM)) == ["三"]
    for start in (match.end() for match in re.finditer(PAGE_END, text)):
        below = text.find("其他\n", start) + 3  # the end of the repeated head
        if below > 3 and not text[below].isdigit() and text[below] not in "（一二三四":
            spoilt = text[:below] + "某" + text[below + 1 :]
            assert list(wrong_tables(spoilt, figures, FORM))


def test_no_punctuation_is_lost_whatever_a_template_says_of_it(office: Path) -> None:
    sample = next((shipped_folder("workbook_templates") / "samples").glob("06-*.xlsx"))
    outcome = convert_workbook(
        sample.read_bytes(), "a.xlsx", Job(WordTemplate.of(word_template(FORM).read_bytes()))
    )
    assert outcome.report is not None
    assert outcome.content is not None
    changes = (with_default_punctuation, with_punctuation_of_libreoffice)
    words = [edited(outcome.content, change) for change in changes]
    for word, pdf in zip(words, pdfs(office, words), strict=True):
        assert isinstance(pdf, bytes)
        assert findings(prove_pdf(pdf, word, outcome.report, FORM, "a.pdf")) == []


MARK = "XXGK_TEST_MARK"


def signalled(mark: str, number: int) -> None:
    """Send a signal to the LibreOffice that was started with a mark."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if (folder / "comm").read_text().startswith("soffice.bin") and (
                f"{MARK}={mark}".encode() in (folder / "environ").read_bytes()
            ):
                found.append(int(folder.name))
    (process,) = found
    os.kill(process, number)


@pytest.mark.skipif(not SEES_PROCESSES, reason="this system does not list processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["breaks down", "hangs"])
def test_where_libreoffice_breaks_down_or_hangs_the_others_go_on_in_a_new_process(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    filled: Filled,
    number: int,
) -> None:
    monkeypatch.setenv(MARK, mark := uuid.uuid4().hex)
    of, word, _ = filled
    paths = [tmp_path / f"{at}.docx" for at in range(5)]
    for path in paths:
        path.write_bytes(word)
    with printing(office, [*map(str, paths)], each=5) as printed:
        made = dict([next(printed)])
        signalled(mark, number)
        made |= dict(printed)
    assert sorted(made) == list(range(5))
    for pdf in made.values():
        assert isinstance(pdf, bytes)
        assert prove_pdf(pdf, word, of, of.form, "a.pdf") == ()


BAD = "2.docx"
ALL_BUT_BAD = """
for word; do
  shift
  case "$word" in */{bad}) bad=1;; *.docx) files=1;; esac
  [ -z "$bad" ] && set -- "$@" "$word"
done
[ -z "$files" ] || '{office}' "$@"
[ -z "$bad" ] || {then}
"""
"""LibreOffice that converts files up to one at which it hangs or breaks down."""


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a program that hangs")
@pytest.mark.parametrize(("then", "told"), [("sleep 600", "timeout"), ("exit 1", "failed")])
def test_a_file_at_which_libreoffice_hangs_or_breaks_down_costs_itself_alone(
    office: Path, tmp_path: Path, filled: Filled, then: str, told: str
) -> None:
    program = script(tmp_path / "soffice", ALL_BUT_BAD.format(bad=BAD, office=office, then=then))
    made = pdfs(program, [filled[1]] * 5, start=15, each=5)
    assert [each if isinstance(each, str) else type(each) for each in made] == [
        bytes,
        bytes,
        told,
        bytes,
        bytes,
    ]


def test_a_document_that_is_gone_is_told_and_the_others_are_printed(
    office: Path, tmp_path: Path, filled: Filled
) -> None:
    (tmp_path / "b.docx").write_bytes(filled[1])
    with printing(office, [str(tmp_path / "a.docx"), str(tmp_path / "b.docx")]) as printed:
        made = dict(printed)
    assert isinstance(made[0], FileNotFoundError)
    assert isinstance(made[1], bytes)


def test_pdfs_are_never_all_in_memory(office: Path, tmp_path: Path, filled: Filled) -> None:
    paths = [tmp_path / f"{at}.docx" for at in range(10)]
    for path in paths:
        path.write_bytes(filled[1])
    tracemalloc.start()
    try:
        with printing(office, [*map(str, paths)]) as printed:
            assert all(isinstance(made, bytes) for _, made in printed)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 4 * len(filled[2])


def test_what_is_not_taken_ends_with_the_one_who_asked(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: Filled
) -> None:
    monkeypatch.setenv(MARK, mark := uuid.uuid4().hex)
    path = tmp_path / "a.docx"
    path.write_bytes(filled[1])
    with printing(office, [str(path)] * 20) as printed:
        next(printed)
        signalled(mark, 0)
    with pytest.raises(ValueError, match="not enough values"):
        signalled(mark, 0)


def script(path: Path, words: str) -> Path:
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a program that hangs")
def test_a_program_that_hangs_is_killed_with_its_children_and_given_up(tmp_path: Path) -> None:
    mark = tmp_path / "still here"
    program = script(tmp_path / "soffice", f"(sleep 1; touch '{mark}') & wait")
    assert pdfs(program, [b"a", b"b", b"c", b"d"], start=0.1, each=0) == ["timeout"] * 4
    time.sleep(1.5)
    assert not mark.exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a program that does nothing")
def test_a_program_that_converts_nothing_is_given_up_after_a_few_retries(tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    program = script(tmp_path / "soffice", f"echo >> '{calls}'")
    assert pdfs(program, [b""] * 9) == ["failed"] * 9
    assert len(calls.read_text(encoding="utf-8")) == 1 + MAX_VAIN


def test_a_file_that_is_no_program_converts_nothing(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"")
    assert pdfs(program, [b""]) == ["failed"]


@pytest.mark.skipif(os.name == "nt", reason="a shell script counts the copies")
def test_no_more_copies_lie_on_disk_than_one_process_converts(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filled: Filled
) -> None:
    monkeypatch.setattr("converter.publish.pdf.CHUNK", 2)
    seen = f"""ls "${{word%/*}}" | grep -c docx >> '{tmp_path}/seen'"""
    count = f'for word; do case "$word" in *.docx) {seen}; esac; done'
    program = script(tmp_path / "soffice", f"{count}\nexec '{office}' \"$@\"")
    assert all(isinstance(made, bytes) for made in pdfs(program, [filled[1]] * 3))
    assert (tmp_path / "seen").read_text(encoding="utf-8").split() == ["2", "2", "1"]


def test_the_program_is_found_by_its_variable_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Path
) -> None:
    program = script(tmp_path / "my-soffice", "true")
    monkeypatch.setenv("XXGK_SOFFICE", str(program))
    assert find_office() == program
    monkeypatch.setenv("XXGK_SOFFICE", str(tmp_path / "none"))
    assert find_office() is None
    monkeypatch.delenv("XXGK_SOFFICE")
    assert find_office() == office
