"""The proof: a correct document has no findings, and every change of one is found."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from converter.catalogue.messages import describe
from converter.document.expected import expected_figures, expected_texts
from converter.document.proof import prove
from converter.document.proof.tables import MAX_LISTED
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM, PrintedCell, Ref, printed
from converter.report.report import Entry, Report
from converter.shipped.resources import word_template
from tests import word
from tests.reports import FIGURES, report, with_figure
from tests.test_round_trip import reports

W = word.W
TEMPLATE = word_template(FORM).read_bytes()
TEXTS = {
    "总述": ("A & B <重要> 5<6。", "𠮷𰻝镕喆堃😀。"),
    "主动公开情况": ("（一）渠道", "主" * 40),
    "依申请公开情况": ("依" * 40, "申" * 40),
    "监督保障情况": ("无。",),
    "存在的主要问题": ("问题一。", "问题二。"),
    "改进情况": ("无。",),
    "其他报告事项": ("无。",),
}
REPORT = replace(
    with_figure(
        report({**FIGURES, "六一.r1.c1": 3, "六一.r1.c2": 1400, "六一.r1.c3": 600}, texts=TEXTS),
        "二.r2.c1",
        22,
        "（其中<修订>16件）",
    ),
    notes={"四": Entry("注：含上年度结转数量。")},
)

PRINTED_TABLES = [table for table in FORM.tables.values() if table.printed]

Change = Callable[[etree._Element], None]


def rendered(of: Report = REPORT, template: bytes = TEMPLATE) -> bytes:
    return render(WordTemplate.of(template), template_names(of, FORM), title="", author="")


def differences(document: bytes, of: Report = REPORT) -> list[tuple[str, str]]:
    return [(found.code, found.variant) for found in prove(document, of, FORM).findings]


def paragraph(body: etree._Element, words: str) -> etree._Element:
    return next(p for p in body.iter(f"{W}p") if word.text(p) == words)


def remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def set_text(element: etree._Element, words: str) -> None:
    first, *others = element.iter(f"{W}t")
    first.text = words
    for other in others:
        other.text = ""


def line_of(body: etree._Element, table: int, row: int) -> etree._Element:
    return list(list(body.iterchildren(f"{W}tbl"))[table].iterchildren(f"{W}tr"))[row]


def cell(body: etree._Element, table: int, row: int, place: int) -> etree._Element:
    return list(line_of(body, table, row).iter(f"{W}tc"))[place]


def swap(one: etree._Element, other: etree._Element) -> None:
    words = word.text(one), word.text(other)
    assert words[0] != words[1]
    set_text(one, words[1])
    set_text(other, words[0])


def copy_row(body: etree._Element, table: int, row: int) -> None:
    line = line_of(body, table, row)
    line.addnext(copy.deepcopy(line))


def drop_row(body: etree._Element, table: int, row: int) -> None:
    remove(line_of(body, table, row))


def copy_paragraph(body: etree._Element, words: str) -> None:
    found = paragraph(body, words)
    found.addnext(copy.deepcopy(found))


def copy_table(body: etree._Element, table: int) -> None:
    found = list(body.iterchildren(f"{W}tbl"))[table]
    found.addnext(copy.deepcopy(found))


def hide(element: etree._Element) -> None:
    for run in element.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        assert properties is not None
        etree.SubElement(properties, f"{W}vanish")


def strike(element: etree._Element) -> None:
    """Delete a text as a word processor does with tracked changes."""
    for run in list(element.iter(f"{W}r")):
        deleted = etree.Element(f"{W}del")
        run.addprevious(deleted)
        deleted.append(run)


def move_to_end(body: etree._Element, words: str) -> None:
    end = body.find(f"{W}sectPr")
    assert end is not None
    end.addprevious(paragraph(body, words))


def merge(element: etree._Element) -> None:
    """Merge a cell into the one above, so that its text is no longer shown."""
    properties = element.find(f"{W}tcPr")
    assert properties is not None
    etree.SubElement(properties, f"{W}vMerge")


def retitle(body: etree._Element, words: dict[str, str]) -> None:
    """Other texts in cells of the tables."""
    cells = [(cell, word.text(cell)) for cell in body.iter(f"{W}tc")]
    found = [(cell, words[text]) for cell, text in cells if text in words]
    assert len(found) == len(words)
    for cell, new in found:
        set_text(cell, new)


ITEMS = ("第二十条第（五）项", "第二十条第（六）项")
TITLE = "青禾县财政局2024年政府信息公开工作年度报告"
CHANGES: dict[str, tuple[Change, set[tuple[str, str]]]] = {
    "a digit": (lambda b: set_text(cell(b, 0, 3, 1), "23（其中<修订>16件）"), {("P-01", "")}),
    "a remark": (lambda b: set_text(cell(b, 0, 3, 1), "22"), {("P-01", "")}),
    "a blank figure": (lambda b: set_text(cell(b, 0, 3, 1), ""), {("P-01", "")}),
    "a full-width digit": (lambda b: set_text(cell(b, 0, 3, 3), "１２"), {("P-01", "")}),
    "two cells swapped": (lambda b: swap(cell(b, 1, 3, 1), cell(b, 1, 3, 2)), {("P-01", "")}),
    "a hidden figure": (lambda b: hide(cell(b, 0, 3, 1)), {("P-01", "")}),
    "a figure merged away": (lambda b: merge(cell(b, 0, 3, 1)), {("P-01", "")}),
    "a row twice in table 2": (lambda b: copy_row(b, 0, 3), {("P-02", "")}),
    "a row twice in table 3": (lambda b: copy_row(b, 1, 9), {("P-02", "")}),
    "a row twice in table 4": (lambda b: copy_row(b, 2, 3), {("P-02", "stray")}),
    "a row dropped": (lambda b: drop_row(b, 1, 9), {("P-02", "")}),
    "a label": (lambda b: set_text(cell(b, 1, 3, 0), "一、本年"), {("P-02", "")}),
    "two headings of table 4": (
        lambda b: retitle(b, {"未经复议直接起诉": "复议后起诉", "复议后起诉": "未经复议直接起诉"}),
        {("P-02", "")},
    ),
    "two groups of rows in table 3": (
        lambda b: retitle(b, {"（三）不予公开": "（四）无法提供", "（四）无法提供": "（三）不予公开"}),
        {("P-02", "")},
    ),
    "two items of table 2": (
        lambda b: retitle(b, dict(zip(ITEMS, reversed(ITEMS), strict=True))),
        {("P-02", "")},
    ),
    "a heading twice": (lambda b: retitle(b, {"复议后起诉": "未经复议直接起诉"}), {("P-02", "")}),
    "another heading": (lambda b: retitle(b, {"法人或其他组织": "企业"}), {("P-02", "")}),
    "a heading dropped": (lambda b: retitle(b, {"三、本年度办理结果": ""}), {("P-02", "")}),
    "a table dropped": (lambda b: remove(next(b.iterchildren(f"{W}tbl"))), {("P-02", "")}),
    "a table twice": (lambda b: copy_table(b, 1), {("P-02", "twice")}),
    "a paragraph dropped": (lambda b: remove(paragraph(b, "申" * 40)), {("P-03", "lost")}),
    "a paragraph struck out": (lambda b: strike(paragraph(b, "申" * 40)), {("P-03", "lost")}),
    "a paragraph cut": (lambda b: set_text(paragraph(b, "申" * 40), "申" * 39), {("P-03", "")}),
    "a paragraph twice": (lambda b: copy_paragraph(b, "问题二。"), {("P-03", "twice")}),
    "two paragraphs swapped": (
        lambda b: swap(paragraph(b, "问题一。"), paragraph(b, "问题二。")),
        {("P-03", "")},
    ),
    "a composed sentence": (
        lambda b: set_text(
            paragraph(b, "发出收费通知3件，通知金额1400元，实际收取信息处理费600元。"), "未收取信息处理费。"
        ),
        {("P-03", "lost")},
    ),
    "a short text": (
        lambda b: set_text(paragraph(b, "（三）监督保障情况：无。"), "（三）监督保障情况："),
        {("P-03", "")},
    ),
    "a note": (lambda b: remove(paragraph(b, "注：含上年度结转数量。")), {("P-03", "lost")}),
    "a heading": (lambda b: remove(paragraph(b, "五、存在的主要问题及改进情况")), {("P-03", "heading")}),
    "another agency": (
        lambda b: set_text(next(b.iter(f"{W}p")), TITLE.replace("财政", "民政")),
        {("P-04", "")},
    ),
    "another year": (
        lambda b: set_text(next(b.iter(f"{W}p")), TITLE.replace("2024", "2023")),
        {("P-04", "")},
    ),
    "no title": (lambda b: remove(next(b.iter(f"{W}p"))), {("P-04", "")}),
}  # fmt: skip


def test_a_heading_that_is_not_over_its_figures_is_named() -> None:
    document = word.with_body(
        rendered(), lambda b: retitle(b, {"未经复议直接起诉": "复议后起诉", "复议后起诉": "未经复议直接起诉"})
    )
    verified, (found,) = prove(document, REPORT, FORM)
    assert (found.subject, found.expected) == ("表四", "未经复议直接起诉")
    assert verified == 200 - len(list(FORM.tables["四"].refs()))


def test_a_correct_document_has_no_findings_and_all_figures_verified() -> None:
    assert prove(rendered(), REPORT, FORM) == (200, ())


@pytest.mark.parametrize(("change", "found"), CHANGES.values(), ids=CHANGES)
def test_a_changed_document_has_findings(change: Change, found: set[tuple[str, str]]) -> None:
    assert set(differences(word.with_body(rendered(), change))) == found


@pytest.mark.slow
def test_each_of_the_200_figures_is_named_when_it_alone_is_changed() -> None:
    document = rendered()
    for number, table in enumerate(PRINTED_TABLES):
        for place in printed(table).cells:
            if place.ref is not None:
                changed = word.with_body(document, partial(change_number, number, place))
                (found,) = prove(changed, REPORT, FORM).findings
                assert (found.code, found.subject) == ("P-01", FORM.label(place.ref))


def change_number(table: int, place: PrintedCell, body: etree._Element) -> None:
    """Put another number into a cell of a printed table."""
    column = 0
    for found in line_of(body, table, place.row).iterchildren(f"{W}tc"):
        span = found.find(f"{W}tcPr/{W}gridSpan")
        if column == place.column:
            set_text(found, word.text(found) + "1")
        column += 1 if span is None else int(span.get(f"{W}val") or 1)


def test_each_text_has_a_finding_when_it_loses_a_character() -> None:
    document = rendered()
    wanted = [part for part in expected_texts(REPORT, FORM) if part.kind in ("text", "note")]
    assert len(wanted) > 10
    for part in wanted:
        line = part.line
        changed = word.with_body(document, partial(shorten, line))
        assert [(f.code, f.subject, f.expected) for f in prove(changed, REPORT, FORM).findings] == [
            ("P-03", part.name, line)
        ]


def shorten(words: str, body: etree._Element) -> None:
    set_text(paragraph(body, words), words[:-2] + words[-1])


def test_a_paragraph_under_another_heading_has_a_finding() -> None:
    moved = word.with_body(rendered(), lambda b: move_to_end(b, "问题二。"))
    assert differences(moved) == [("P-03", "")]


@pytest.mark.parametrize("content", [b"", b"no zip", rendered()[:-40]])
def test_bytes_that_are_no_document_have_a_finding(content: bytes) -> None:
    assert differences(content) == [("P-05", "")]


def test_a_document_that_is_not_well_formed_has_a_finding() -> None:
    assert differences(word.with_main(rendered(), lambda part: part[:-20])) == [("P-05", "")]
    assert differences(word.with_main(rendered(), lambda part: part.replace(b"body", b"corps"))) == [
        ("P-05", "")
    ]


def test_a_finding_has_the_printed_and_the_expected_text_and_the_document() -> None:
    changed = word.with_body(rendered(), CHANGES["a digit"][0])
    (found,) = prove(changed, REPORT, FORM).findings
    assert found.places[0].file == f"{TITLE}.docx"
    assert (found.found, found.expected) == ("23（其中<修订>16件）", "22（其中<修订>16件）")
    assert "表二 第2行“行政规范性文件” 列“本年制发件数”" in describe(found)
    assert "二.r2.c1" in describe(found)


def test_of_many_mismatched_figures_the_first_are_listed_and_the_rest_counted() -> None:
    other = report({ref.key: 7 for ref in printed_refs()})
    findings = prove(rendered(), other, FORM).findings
    differing = [found for found in findings if found.code == "P-01"]
    assert len(differing) == MAX_LISTED + 1
    assert int(differing[-1].found) > 100


def printed_refs() -> Iterator[Ref]:
    yield from expected_figures(report(), FORM)


def test_an_unknown_figure_is_not_counted_as_proved() -> None:
    draft = with_figure(REPORT, "三.r05.c1", None)
    assert prove(rendered(draft), draft, FORM) == (199, ())


# --- templates of an office -----------------------------------------------------------------------


def with_text(old: str, new: str) -> bytes:
    def change(part: bytes) -> bytes:
        assert old in part.decode()
        return part.decode().replace(old, new).encode()

    return word.with_main(TEMPLATE, change)


def wrap_tables(body: etree._Element) -> None:
    for table in list(body.iterchildren(f"{W}tbl")):
        control, inside = etree.Element(f"{W}sdt"), etree.Element(f"{W}sdtContent")
        table.addprevious(control)
        control.append(inside)
        inside.append(table)


def add_table(body: etree._Element) -> None:
    frame = copy.deepcopy(next(body.iterchildren(f"{W}tbl")))
    for row in list(frame.iterchildren(f"{W}tr"))[1:]:
        frame.remove(row)
    for words in frame.iter(f"{W}t"):
        words.text = "青禾县 2024 年"
    body.insert(3, frame)


def add_empty_rows(body: etree._Element) -> None:
    for table in body.iterchildren(f"{W}tbl"):
        rows = list(table.iterchildren(f"{W}tr"))
        empty = copy.deepcopy(rows[-1])
        for words in empty.iter(f"{W}t"):
            words.text = ""
        rows[-1].addnext(empty)


def year_first(body: etree._Element) -> None:
    set_text(next(body.iter(f"{W}p")), "{{ 年度 }}年{{ 机关名称 }}政府信息公开工作年度报告")


def part_title(body: etree._Element) -> None:
    title = next(body.iter(f"{W}p"))
    title.addnext(copy.deepcopy(title))
    set_text(title, "{{ 机关名称 }}")
    set_text(next(title.itersiblings(f"{W}p")), "{{ 年度 }}年政府信息公开工作年度报告")


OFFICE = {
    "title reordered": word.with_body(TEMPLATE, year_first),
    "title in two paragraphs": word.with_body(TEMPLATE, part_title),
    "wording of the opening": with_text("本报告所列数据的统计期限自", "统计期限为"),
    "bare headings": with_text("一、总体情况", "总体情况"),
    "blanks in headings": with_text("五、存在的主要问题及改进情况", "五、 存在的主要问题及改进情况　"),
    "typed indent": with_text("{{ 行.正文 }}", "　　{{ 行.正文 }}"),
    "content controls": word.with_body(TEMPLATE, wrap_tables),
    "another table": word.with_body(TEMPLATE, add_table),
    "short headings": word.with_body(
        TEMPLATE, lambda b: retitle(b, {"（三）不予公开": "不予公开", "法人或其他组织": "法人 和其他组织"})
    ),
    "rows added": word.with_body(TEMPLATE, add_empty_rows),
    "blanks around figures": with_text("{{三.r05.c1}}", " {{三.r05.c1}} "),
}


@pytest.mark.parametrize("template", OFFICE.values(), ids=OFFICE)
def test_a_document_of_an_office_template_has_no_findings(template: bytes) -> None:
    assert prove(rendered(template=template), REPORT, FORM) == (200, ())


def test_a_remark_may_be_below_its_figure_but_digits_must_not_be_split() -> None:
    def split(before: str, after: str) -> bytes:
        def change(body: etree._Element) -> None:
            words = next(cell(body, 0, 3, 1).iter(f"{W}t"))
            words.text = before
            below = copy.deepcopy(words)
            below.text = after
            words.addnext(below)
            words.addnext(etree.Element(f"{W}br"))

        return word.with_body(rendered(), change)

    assert differences(split("22", "（其中<修订>16件）")) == []
    assert differences(split("2", "2（其中<修订>16件）")) == [("P-01", "")]


def test_a_text_may_follow_its_sub_heading_on_one_line_but_nothing_else() -> None:
    def preceded_by(words: str) -> bytes:
        def change(body: etree._Element) -> None:
            remove(paragraph(body, "（二）依申请公开情况"))
            set_text(paragraph(body, "依" * 40), words + "依" * 40)

        return word.with_body(rendered(), change)

    assert differences(preceded_by("（二）依申请公开情况。")) == []
    assert differences(preceded_by("不")) == [("P-03", "")]


def test_swapped_placeholders_in_a_template_have_findings() -> None:
    swapped = with_text("{{三.r01.c1}}", "{{三.r01.cX}}")
    swapped = word.with_main(
        swapped,
        lambda part: (
            part.decode().replace("{{三.r02.c1}}", "{{三.r01.c1}}").replace("三.r01.cX", "三.r02.c1").encode()
        ),
    )
    findings = prove(rendered(template=swapped), REPORT, FORM).findings
    assert [(f.code, f.subject, f.found, f.expected) for f in findings] == [
        ("P-01", "表三 第1行“一、本年新收政府信息公开申请数量” 列“自然人”", "1", "5"),
        ("P-01", "表三 第2行“二、上年结转政府信息公开申请数量” 列“自然人”", "5", "1"),
    ]


# --- any report -----------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports(FORM))
def test_the_document_of_any_report_has_no_findings(filled: Report) -> None:
    assert prove(rendered(filled), filled, FORM) == (200, ())


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports(FORM))
def test_python_docx_reads_what_was_proved(filled: Report) -> None:
    document = rendered(filled)
    expected = expected_figures(filled, FORM)
    for table, found in zip(PRINTED_TABLES, docx.Document(io.BytesIO(document)).tables, strict=True):
        for place in printed(table).cells:
            if place.ref is not None:
                assert found.cell(place.row, place.column).text == expected[place.ref]
