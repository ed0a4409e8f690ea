"""Render paths: a compiled template renders what docxtpl renders, or docxtpl renders it."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from converter.document.checking import check_template
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.render.reference import differing_parts
from converter.document.render_path import SHIPPED_DIGESTS, render_path
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Report
from converter.shipped.resources import word_templates
from tests import word
from tests.document import office_templates
from tests.libreoffice import Conversions, Order
from tests.reports import INPUTS, report

NAMES = template_names(report(entries={"邮编": "272200"}), FORM)
CHARACTERS = "东西南北山水河湖镇村&<>\"'“”（）；，。{}%#=𠮷é 1"
"""Without _: docxtpl interprets {_{ and %_} even where a clerk typed them."""


def generated(number: int) -> Report:
    """A report with random figures and texts."""
    rng = random.Random(number)
    figures = {ref.key: rng.choice((0, 7, rng.randint(0, 99_999_999))) for ref in INPUTS}

    def text(longest: int) -> str:
        return "".join(rng.choices(CHARACTERS, k=rng.randint(0, longest)))

    entries = {
        "机关名称": f"青禾县{text(40)}局",
        "地址": text(30),
        "邮编": rng.choice(("", "272200")),
        "网址": text(20),
    }
    texts = {
        key: tuple(rng.choice((text(80), f"（一）{text(9)}")) for _ in range(rng.randint(0, 4)))
        for key in FORM.narratives
    }
    return report(figures, entries, texts)


def test_the_digests_of_the_shipped_templates_are_right() -> None:
    paths = sorted(set(word_templates(FORM).values()))
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths} == SHIPPED_DIGESTS


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(set(word_templates(FORM).values())), ids=lambda path: path.stem)
def test_a_hundred_reports_are_rendered_as_docxtpl_does(path: Path) -> None:
    template = WordTemplate.of(path.read_bytes())
    for number in range(34):
        names = template_names(generated(number), FORM, draft=number % 2 == 1)
        ours, theirs = (
            render(template, names, title="标题", author="机关", by_docxtpl=by_docxtpl)
            for by_docxtpl in (False, True)
        )
        assert differing_parts(ours, theirs) == (), number


def test_a_difference_is_found() -> None:
    template = WordTemplate.of(office_templates.SHIPPED)
    one, other = (
        render(template, template_names(generated(number), FORM), title="", author="") for number in (1, 2)
    )
    assert differing_parts(one, other) == ("word/document.xml",)


@pytest.mark.slow
@pytest.mark.parametrize("change", [office_templates.drawing, office_templates.table(("{{ 年度 }}", "乙"))])
def test_a_template_that_renders_as_by_docxtpl_is_compiled(change: office_templates.Change) -> None:
    assert render_path(office_templates.changed(change), FORM).kind == "compiled"
    assert render_path(office_templates.repacked(), FORM).kind == "compiled"


@pytest.mark.slow
@pytest.mark.parametrize("change", office_templates.MARKED.values(), ids=office_templates.MARKED.keys())
def test_a_template_that_needs_docxtpl_is_rendered_by_it(change: office_templates.Change) -> None:
    template = office_templates.changed(change)
    assert [(f.code, f.variant) for f in check_template(template.content, "本局.docx", FORM)] == [
        ("T-12", "marked")
    ]
    assert render_path(template, FORM).kind == "marked"
    of = report(entries={"邮编": "272200"})
    made, again = (render(template, NAMES, title="{{ 标题 }}", author="机关 & 人") for _ in range(2))
    assert made == again
    assert prove(made, of, FORM).findings == ()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert [child.text for child in core] == ["{{ 标题 }}", "机关 & 人", "zh-CN", "机关 & 人"]


def grid(template: WordTemplate, of: Report) -> tuple[int, list[str]]:
    """The number of grid columns of the last table, and its texts."""
    made = render(template, template_names(of, FORM), title="", author="")
    *_, last = word.body(made).iterchildren(f"{word.W}tbl")
    columns = len(last.findall(f"{word.W}tblGrid/{word.W}gridCol"))
    return columns, [word.text(cell) for cell in last.iter(f"{word.W}tc")]


def test_conditional_columns_change_the_grid() -> None:
    template = office_templates.changed(office_templates.COLUMNS)
    phone = "电话0000-0000001"
    assert grid(template, report(entries={"邮编": "272200"})) == (2, ["邮编272200", phone])
    assert grid(template, report(entries={"邮编": ""})) == (1, [phone])


def test_drawings_in_a_loop_have_numbers_of_their_own() -> None:
    made = render(office_templates.changed(office_templates.drawing_in_a_loop), NAMES, title="", author="")
    numbers = [e.get("id") for e in word.body(made).iter("{*}docPr")]
    assert numbers == ["1001", "1002", "1003"]


def sizes(document: bytes) -> int:
    """How many runs have a size of their own."""
    return len(word.body(document).findall(f".//{word.W}sz"))


def test_a_figure_too_wide_for_its_cell_gets_smaller_on_both_paths() -> None:
    names = template_names(report({"三.r01.c1": 123456789012}), FORM)
    one, other = (
        render(office_templates.repacked(), names, title="", author="", by_docxtpl=by_docxtpl)
        for by_docxtpl in (False, True)
    )
    assert differing_parts(one, other) == ()
    usual = render(office_templates.repacked(), NAMES, title="", author="")
    assert sizes(other) > sizes(usual)


def test_a_template_that_docxtpl_corrects_is_rendered_by_it() -> None:
    assert render_path(office_templates.changed(office_templates.idle_column), FORM) == (
        "unequal",
        ("word/document.xml",),
    )


def test_a_template_that_docxtpl_cannot_open_is_rendered_compiled() -> None:
    template = office_templates.as_word_template()
    assert render_path(template, FORM).kind == "uncompared"
    assert prove(render(template, NAMES, title="", author=""), report(), FORM).findings == ()


SAVED_AGAIN = Order("docx", Order("odt", lambda: office_templates.SHIPPED, "docx"))


@pytest.mark.libreoffice(SAVED_AGAIN)
def test_a_template_saved_again_by_libreoffice_is_rendered_as_docxtpl_does(converted: Conversions) -> None:
    again = WordTemplate.of(converted[SAVED_AGAIN])
    names = template_names(generated(5), FORM)
    by_docxtpl = render_path(again, FORM).by_docxtpl
    ours = render(again, names, title="", author="", by_docxtpl=by_docxtpl)
    assert differing_parts(ours, render(again, names, title="", author="", by_docxtpl=True)) == ()
