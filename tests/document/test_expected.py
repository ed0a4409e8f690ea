"""What a document must print, derived without the code that renders it: the two must be equal."""

from dataclasses import replace

import pytest

from converter.document.expected import expected_figures, expected_texts
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Entry, Report
from converter.shipped.resources import word_template
from tests import word
from tests.looks import looks
from tests.reports import FIGURES, PRINTED, report, with_figure

NOTHING = {**FIGURES, "六一.r1.c1": 0, "六一.r1.c2": 0, "六一.r1.c3": 0}
PROPOSALS = {f"六三.r{row}.c{column}": row + column for row in (1, 2) for column in (1, 2, 3)}

REPORTS = {
    "plain": report(),
    "composed": report({**NOTHING, **PROPOSALS}, texts={}),
    "run in": report(texts={"总述": ("总。",), "监督保障情况": ("无。",), "其他报告事项": ("无",)}),
    "long": report(texts={"主动公开情况": ("（一）甲", "乙" * 40), "平台建设情况": ("（二）丙",)}),
    "opening": report(entries={"网站名称": "", "地址": "", "联系电话": "", "邮编": "272200"}),
    "nothing to ask": report(entries=dict.fromkeys(("网站名称", "网址", "地址", "联系电话"), "")),
    "noted": replace(report(), notes={"二": Entry("注：甲&乙。"), "四": Entry("注。")}),
    "remark": with_figure(report(), "二.r2.c1", 22, "（其中修订16件）"),
    "unknown": with_figure(report(), "三.r05.c1", None),
    **looks(),
}


@pytest.mark.parametrize("of", REPORTS.values(), ids=REPORTS)
def test_expected_lines_and_figures_are_what_the_shipped_template_prints(of: Report) -> None:
    template = WordTemplate.of(word_template(FORM, of.category).read_bytes())
    document = render(template, template_names(of, FORM), title="", author="")
    lines = [text.line for text in expected_texts(of, FORM) if text.kind != "table"]
    assert lines == word.paragraphs(document)
    assert expected_figures(of, FORM) == word.figures(document)


def test_every_figure_of_the_three_tables_is_expected() -> None:
    assert list(expected_figures(report(), FORM)) == list(PRINTED)
    assert len(PRINTED) == 10 + 175 + 15


def test_tables_come_in_the_order_of_the_form() -> None:
    kinds = [(text.kind, text.key) for text in expected_texts(REPORTS["noted"], FORM)]
    assert kinds[kinds.index(("heading", "二")) :][:4] == [
        ("heading", "二"),
        ("table", "二"),
        ("note", "二"),
        ("heading", "三"),
    ]
