"""Web pages: correct figures, headers for screen readers, no need of any other file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from converter.form import FORM, Form
from converter.publish.html import IndexRow, index_pieces, render_fragment, render_page
from converter.publish.html_proof import paths, prove_html
from converter.report.report import Entry, Figure, Paragraph, Report
from tests.conftest import Browse
from tests.reports import PRINTED, report, with_figure

SOUND = report()
NUMBERED = replace(
    SOUND,
    figures={
        ref: Figure(Decimal(1000 + at) / 10 if not FORM.column(ref).whole else 1000 + at)
        for at, ref in enumerate(FORM.refs)
    },
    notes={"三": Entry("注：含上年结转。")},
)
"""A report whose figures are all different."""

TITLE = "青禾县财政局2024年政府信息公开工作年度报告"
BOTH = pytest.mark.parametrize("render", [render_page, render_fragment])
Tree: TypeAlias = Any
"""An element of lxml.html, whose stubs make everything optional."""

Render = Callable[[Report, Form], bytes]


def tree(content: bytes) -> Tree:
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def mismatches(content: bytes, of: Report) -> list[tuple[str, str, str]]:
    return [(f.subject, f.expected, f.found) for f in prove_html(content, of, FORM, "页.html")]


def changed(content: bytes, old: str, new: str) -> bytes:
    assert content.decode().count(old) >= 1
    return content.decode().replace(old, new, 1).encode()


def grid(table: Tree) -> Iterator[tuple[int, int, Tree, Tree]]:
    """Each cell at every position that it covers: row, column, cell, body of rows."""
    taken: set[tuple[int, int]] = set()
    row = 0
    for group in table.iter("thead", "tbody"):
        for line in group.iter("tr"):
            column = 0
            for cell in line:
                while (row, column) in taken:
                    column += 1
                for down in range(int(cell.get("rowspan", 1))):
                    for across in range(int(cell.get("colspan", 1))):
                        assert (row + down, column + across) not in taken
                        taken.add((row + down, column + across))
                        yield row + down, column + across, cell, group
            row += 1


@BOTH
@pytest.mark.parametrize("of", [SOUND, NUMBERED])
def test_a_page_has_no_findings(render: Render, of: Report) -> None:
    assert mismatches(render(of, FORM), of) == []


@BOTH
def test_every_figure_refers_to_the_headers_above_it_and_to_its_left(render: Render) -> None:
    page = tree(render(NUMBERED, FORM))
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))
    figures = 0
    for table in page.iter("table"):
        cells = list(grid(table))
        head = next(iter(table.iter("thead")), None)
        ids = {cell.get("id") for _, _, cell, _ in cells if cell.tag == "th"}
        for row, column, cell, group in cells:
            if cell.tag != "td":
                assert cell.get("scope") in ("col", "row", "rowgroup")
                continue
            seen = set()
            for r, c, other, within in cells:
                scope, near = other.get("scope"), within in (group, head)
                if scope in ("col", "rowgroup") and near and c == column and r < row:
                    seen.add(other.get("id"))
                if scope == "row" and r == row:
                    seen.add(other.get("id"))
            assert seen <= set(cell.get("headers").split()) <= ids
            assert seen
            figures += 1
        assert table.find("caption").text
    assert figures >= len(PRINTED)


def test_no_two_figures_of_a_table_share_their_labels() -> None:
    for table in FORM.tables.values():
        assert len(paths(table)) == len(list(table.refs()))


@BOTH
def test_a_page_is_valid_html_that_needs_no_other_file(render: Render) -> None:
    content = render(NUMBERED, FORM).decode()
    parser = html5lib.HTMLParser(strict=True)
    if render is render_page:
        parser.parse(content)
    else:
        parser.parseFragment(content)
    page = tree(content.encode())
    assert not list(page.iter("script", "img", "link", "iframe"))
    assert not [name for element in page.iter() for name in element.attrib if name in ("src", "href")]
    assert "url(" not in content
    assert "@import" not in content


def test_a_page_has_its_language_title_and_author() -> None:
    page = tree(render_page(SOUND, FORM))
    assert page.getroottree().getroot().get("lang") == "zh-CN"
    assert [page.findtext(".//title"), page.findtext(".//h1")] == [TITLE, TITLE]
    assert page.find(".//meta[@name='author']").get("content") == "青禾县财政局"
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_a_fragment_is_one_article_with_inline_styles_and_no_title() -> None:
    content = render_fragment(SOUND, FORM).decode()
    assert content.startswith("<article ")
    assert content.endswith("</article>\n")
    assert "<style" not in content
    assert "<h1" not in content
    article = html.fragment_fromstring(content)
    assert (article.get("lang"), article.get("aria-label")) == ("zh-CN", TITLE)
    unstyled = {element.tag for element in article.iter() if element.get("style") is None}
    assert unstyled == {"section", "thead", "tbody", "tr"}


def test_two_fragments_on_one_page_share_no_id() -> None:
    other = report(entries={"机关名称": "青禾县民政局"})
    names = [set(html.fragment_fromstring(render_fragment(of, FORM)).xpath("//@id")) for of in (SOUND, other)]
    assert names[0]
    assert not names[0] & names[1]


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1), min_size=1))
def test_any_text_is_on_the_page_as_it_was_written(texts: list[str]) -> None:
    of = replace(SOUND, passages={**SOUND.passages, "总述": tuple(map(Paragraph, texts))})
    assert mismatches(render_page(of, FORM), of) == []
    assert mismatches(render_fragment(of, FORM), of) == []


def test_a_remark_is_printed_after_its_number() -> None:
    of = with_figure(SOUND, "二.r3.c1", 345, "（含变更）")
    assert mismatches(render_page(of, FORM), of) == []
    assert "345（含变更）" in render_page(of, FORM).decode()


PAGE = render_page(NUMBERED, FORM)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (">1020<", ">1021<", FORM.label(FORM.refs[20])),
        ("1.属于国家秘密", "2.属于国家秘密", "表三 第5行“1.属于国家秘密” 列“自然人”"),
        ("全年工作平稳。", "全年工作不平稳。", "总述"),
        ('<p class="p">全年工作平稳。</p>', "", "总述"),
        ("</section>", "多出的字</section>", "文字"),
        ("</section>", "<p>多出一段。</p></section>", "主动公开政府信息情况"),
        (f">{TITLE}</h1>", ">另一个标题</h1>", "标题"),
        ("</article>", "<script>1</script></article>", "网页"),
    ],
)
def test_a_page_that_differs_has_a_finding(old: str, new: str, what: str) -> None:
    subjects = [subject for subject, _, _ in mismatches(changed(PAGE, old, new), NUMBERED)]
    assert what in subjects


def test_swapped_figures_have_findings() -> None:
    swapped = changed(changed(changed(PAGE, ">1020<", ">x<"), ">1021<", ">1020<"), ">x<", ">1021<")
    assert mismatches(swapped, NUMBERED) == [
        (FORM.label(FORM.refs[20]), "1020", "1021"),
        (FORM.label(FORM.refs[21]), "1021", "1020"),
    ]


def test_a_figure_with_the_headers_of_another_has_a_finding() -> None:
    page = tree(PAGE)
    one, other = [cell for cell in page.iter("td") if cell.text in ("1020", "1021")]
    one.set("headers", other.get("headers"))
    subjects = {subject for subject, _, _ in mismatches(html.tostring(page, encoding="utf-8"), NUMBERED)}
    assert subjects == {FORM.label(FORM.refs[20]), FORM.label(FORM.refs[21])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("未经复议直接起诉", "复议后起诉"),
        ("（三）不予公开", "（四）无法提供"),
        ("第二十条第（五）项", "第二十条第（六）项"),
    ],
)
@pytest.mark.parametrize("with_ids", [False, True], ids=["texts", "cells with their ids"])
def test_headings_that_changed_places_have_a_finding(one: str, other: str, *, with_ids: bool) -> None:
    """A page whose references are right but that shows a heading over other figures is wrong to the eye."""
    page = tree(PAGE)
    (first,), (second,) = ([c for c in page.iter("th") if c.text == words] for words in (one, other))
    first.text, second.text = other, one
    if with_ids:
        ids = first.get("id"), second.get("id")
        first.set("id", ids[1])
        second.set("id", ids[0])
    assert mismatches(html.tostring(page, encoding="utf-8"), NUMBERED)


def test_the_index_links_to_every_page_by_category_in_the_order_given() -> None:
    town = report(entries={"机关名称": "青禾县白鹭镇人民政府", "机关类别": "乡镇街道"})
    unnamed = report(entries={"机关名称": "甲&<乙>", "机关类别": ""})
    entries = [IndexRow(town, "镇.html"), IndexRow(SOUND, "局 1.html"), IndexRow(unnamed, "甲.html")]
    content = b"".join(index_pieces(entries, FORM))
    html5lib.HTMLParser(strict=True).parse(content.decode())
    page = tree(content)
    assert [heading.text for heading in page.iter("h2")] == ["县级部门（1）", "乡镇街道（1）", "其他（1）"]
    assert page.xpath("//tbody//a/text()") == ["青禾县财政局", "青禾县白鹭镇人民政府", "甲&<乙>"]
    assert page.xpath("//tbody//a/@href")[0] == "%E5%B1%80%201.html"
    assert page.xpath("//thead[1]//th/text()")[:4] == [
        "机关名称（年度报告）", "新收申请（件）", "办理总计（件）", "结转下年度（件）",
    ]  # fmt: skip
    assert page.xpath("//tbody[1]/tr[1]/td/text()")[:3] == ["7", "7", "1"]


def test_an_index_of_several_years_shows_each_year() -> None:
    last = report(entries={"年度": "2023"})
    rows = [IndexRow(SOUND, "a.html"), IndexRow(last, "b.html")]
    page = tree(b"".join(index_pieces(rows, FORM)))
    assert page.findtext(".//h1") == "2023、2024年政府信息公开工作年度报告"
    assert page.xpath("//tbody/tr/td[1]/text()") == ["2024", "2023"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_page(SOUND, FORM) == render_page(SOUND, FORM)
    assert render_fragment(SOUND, FORM) == render_fragment(SOUND, FORM)


MEASURE = """<!DOCTYPE html><meta charset="utf-8"><title>-</title><body>
<iframe style="width:390px;height:800px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const page = frame.contentDocument;
  const scrolls = [...page.querySelectorAll("[role=region]")].map(e => e.scrollWidth > e.clientWidth ? 1 : 0);
  document.title = page.documentElement.scrollWidth + " " + scrolls.join("");
};
frame.srcdoc = SOURCE;
</script>"""


@pytest.mark.chromium
@BOTH
def test_on_a_phone_the_page_keeps_its_width_and_only_wide_tables_scroll(
    render: Render, browse: Browse
) -> None:
    source = json.dumps(render(NUMBERED, FORM).decode()).replace("</", "<\\/")
    shown = tree(browse(MEASURE.replace("SOURCE", source)).encode())
    width, scrolls = str(shown.findtext(".//title")).split()
    assert int(width) <= 390
    assert scrolls[-2:] == "11"
