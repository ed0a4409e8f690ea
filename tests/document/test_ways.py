"""docxtpl is the measure: what the quick way makes is what docxtpl makes, or docxtpl makes it."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from converter.document.checking import check_template
from converter.document.context import context
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.render.reference import differing
from converter.document.render_path import SHIPPED, way
from converter.form import FORM
from converter.report.report import Report
from converter.shipped.resources import word_templates
from tests import word
from tests.conftest import Convert
from tests.document import marked
from tests.reports import INPUTS, report

NAMES = context(report(entries={"邮编": "272200"}), FORM)
CHARACTERS = "东西南北山水河湖镇村&<>\"'“”（）；，。{}%#=𠮷é 1"
"""Without _, since docxtpl takes {_{ and %_} for its own even where a clerk typed them."""


def generated(number: int) -> Report:
    """A report of which figures and texts are thrown by dice."""
    dice = random.Random(number)
    figures = {ref.key: dice.choice((0, 7, dice.randint(0, 99_999_999))) for ref in INPUTS}

    def said(longest: int) -> str:
        return "".join(dice.choices(CHARACTERS, k=dice.randint(0, longest)))

    entries = {
        "机关名称": f"青禾县{said(40)}局",
        "地址": said(30),
        "邮编": dice.choice(("", "272200")),
        "网址": said(20),
    }
    texts = {
        key: tuple(dice.choice((said(80), f"（一）{said(9)}")) for _ in range(dice.randint(0, 4)))
        for key in FORM.narratives
    }
    return report(figures, entries, texts)


def test_the_shipped_templates_are_known() -> None:
    paths = sorted(set(word_templates().values()))
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths} == SHIPPED


@pytest.mark.parametrize("path", sorted(set(word_templates().values())), ids=lambda path: path.stem)
def test_a_hundred_reports_are_what_docxtpl_makes(path: Path) -> None:
    template = WordTemplate.of(path.read_bytes())
    for number in range(34):
        names = context(generated(number), FORM, draft=number % 2 == 1)
        ours, theirs = (
            render(template, names, title="标题", author="机关", by_docxtpl=slowly)
            for slowly in (False, True)
        )
        assert differing(ours, theirs) == (), number


def test_a_difference_is_seen() -> None:
    template = WordTemplate.of(marked.SHIPPED)
    one, other = (
        render(template, context(generated(number), FORM), title="", author="") for number in (1, 2)
    )
    assert differing(one, other) == ("word/document.xml",)


@pytest.mark.parametrize("change", [marked.drawing, marked.table(("{{ 年度 }}", "乙"))])
def test_what_the_quick_way_can_do_it_does(change: marked.Change) -> None:
    assert way(marked.changed(change)).kind == "quick"
    assert way(marked.repacked()).kind == "quick"


@pytest.mark.parametrize("change", marked.MARKED.values(), ids=marked.MARKED.keys())
def test_what_the_quick_way_cannot_do_docxtpl_does(change: marked.Change) -> None:
    template = marked.changed(change)
    assert [(f.code, f.variant) for f in check_template(template.content, "本局.docx")] == [
        ("T-12", "marked")
    ]
    assert way(template).kind == "marked"
    of = report(entries={"邮编": "272200"})
    made, again = (render(template, NAMES, title="{{ 标题 }}", author="机关 & 人") for _ in range(2))
    assert made == again
    assert prove(made, of, FORM).findings == ()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert [child.text for child in core] == ["{{ 标题 }}", "机关 & 人", "zh-CN", "机关 & 人"]


def grid(template: WordTemplate, of: Report) -> tuple[int, list[str]]:
    """The columns that the last table says it has, and its texts."""
    made = render(template, context(of, FORM), title="", author="")
    *_, last = word.body(made).iterchildren(f"{word.W}tbl")
    columns = len(last.findall(f"{word.W}tblGrid/{word.W}gridCol"))
    return columns, [word.text(cell) for cell in last.iter(f"{word.W}tc")]


def test_columns_come_and_go_and_the_grid_follows() -> None:
    template = marked.changed(marked.COLUMNS)
    phone = "电话0000-0000001"
    assert grid(template, report(entries={"邮编": "272200"})) == (2, ["邮编272200", phone])
    assert grid(template, report(entries={"邮编": ""})) == (1, [phone])


def test_drawings_in_a_loop_have_numbers_of_their_own() -> None:
    made = render(marked.changed(marked.drawing_in_a_loop), NAMES, title="", author="")
    numbers = [e.get("id") for e in word.body(made).iter("{*}docPr")]
    assert numbers == ["1001", "1002", "1003"]


def sizes(document: bytes) -> int:
    """How many runs have a size of their own."""
    return len(word.body(document).findall(f".//{word.W}sz"))


def test_a_figure_too_wide_for_its_cell_gets_smaller_either_way() -> None:
    names = context(report({"三.r01.c1": 123456789012}), FORM)
    one, other = (
        render(marked.repacked(), names, title="", author="", by_docxtpl=slowly) for slowly in (False, True)
    )
    assert differing(one, other) == ()
    usual = render(marked.repacked(), NAMES, title="", author="")
    assert sizes(other) > sizes(usual)


def test_a_template_that_docxtpl_mends_is_left_to_docxtpl() -> None:
    assert way(marked.changed(marked.idle_column)) == ("unequal", ("word/document.xml",))


def test_a_template_that_docxtpl_cannot_open_is_rendered_all_the_same() -> None:
    template = marked.as_word_template()
    assert way(template).kind == "uncompared"
    assert prove(render(template, NAMES, title="", author=""), report(), FORM).findings == ()


@pytest.mark.libreoffice
def test_a_template_saved_again_by_libreoffice_is_rendered_as_docxtpl_does(
    tmp_path: Path, convert: Convert
) -> None:
    source = tmp_path / "模板.odt.docx"
    source.write_bytes(marked.SHIPPED)
    again = WordTemplate.of(convert(convert(source, "odt"), "docx").read_bytes())
    names = context(generated(5), FORM)
    slowly = way(again).by_docxtpl
    ours = render(again, names, title="", author="", by_docxtpl=slowly)
    assert differing(ours, render(again, names, title="", author="", by_docxtpl=True)) == ()
