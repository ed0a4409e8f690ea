"""A form of another kind goes all the way: blank workbook, filled, read, checked, Word, proof, HTML, sum."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.checks import assess
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.publish.data import csv_pieces
from converter.publish.html import IndexRow, index_pieces, render_fragment, render_page
from converter.publish.html_proof import prove_html
from converter.report.report import Report, Value
from converter.rollup import Part, roll_up, trace
from converter.rollup.adding import sums_of
from converter.rollup.book import summary_book
from converter.workbook.read.reader import read_workbook
from tests import word
from tests.form.other_kind import OTHER_KIND
from tests.libreoffice import Conversions
from tests.parity import Parity
from tests.reports import report, reread
from tests.workbooks import blank_workbook, fill_workbook, opened

FIGURES: dict[str, Value] = {
    "井.a.n": 3, "井.b.n": 1, "井.b.s": 2, "井.c.s": 4,
    "量.o.n": 9, "量.n.n": 1, "量.s.n": 2, "量.e.n": 8,
    "费.a.y": 1200, "费.b.d": -1,
}  # fmt: skip
TEXTS = {"井况": ("全镇机井运行平稳，登记齐全。",), "打算": ("继续巡查。",)}


def filled(figures: dict[str, Value] | None = None, **entries: str) -> Report:
    named = {"机关名称": "青禾镇水务站", **entries}
    return report(FIGURES if figures is None else figures, named, TEXTS, form=OTHER_KIND)


def test_the_blank_workbook_has_the_parts_of_the_form_and_no_others() -> None:
    book = opened(blank_workbook(2024, OTHER_KIND))
    sheets = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert sheets == [
        "填报首页", "一、概况", "二、分布", "三、存量", "四、收支", "五、安排", "情况说明", "填报说明",
    ]  # fmt: skip
    home = [str(cell.value) for row in book["填报首页"].iter_rows() for cell in row if cell.value]
    assert {"机关名称", "年度", "登记员"} <= {*home}
    assert not any(word in text for text in home for word in ("联系电话", "机关类别", "统计"))
    guide = [str(cell.value) for row in book["填报说明"].iter_rows() for cell in row if cell.value]
    assert "各类之和＝合计" in guide
    assert not any("【#" in text or "申请" in text for text in guide)


def test_a_filled_workbook_is_read_as_it_was_and_has_no_findings() -> None:
    back, findings = reread(filled())
    assert {ref.key: back.value(ref) for ref in OTHER_KIND.refs if back.value(ref)} == {
        **FIGURES,
        "井.a.t": 3, "井.b.t": 3, "井.c.t": 4, "井.t.n": 4, "井.t.s": 6, "井.t.t": 10,
    }  # fmt: skip
    assert assess(back, reader_findings=findings).findings == ()


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"井.a.t": 9}, {"B-13"}),
        ({"井.t.n": 9}, {"B-14"}),
        ({"量.e.n": 7}, {"B-15"}),
        ({"量.o.n": 0, "量.n.n": 9, "量.s.n": 0, "量.e.n": 9}, set()),
        ({"量.o.n": 0, "量.n.n": 9, "量.s.n": 9, "量.e.n": 0, "费.b.d": 5}, set()),
        ({"量.n.n": 30, "量.s.n": 12, "量.o.n": 0, "量.e.n": 5}, {"B-15", "B-16"}),
    ],
)
def test_its_rules_are_checked_under_the_codes_of_any_form(
    changed: dict[str, Value], codes: set[str]
) -> None:
    back, findings = reread(filled({**FIGURES, **changed}))
    assert {found.code for found in assess(back, reader_findings=findings).findings} == codes


def test_its_word_report_prints_every_figure_and_is_proved() -> None:
    back, _ = reread(filled())
    template = WordTemplate.of(build_word_template(OTHER_KIND))
    document = render(template, template_names(back, OTHER_KIND), title="", author="")
    assert prove(document, back, OTHER_KIND).findings == ()
    assert {ref.key: text for ref, text in word.figures(document, OTHER_KIND).items() if text != "0"} == {
        **{key: str(value) for key, value in FIGURES.items()},
        "井.a.t": "3", "井.b.t": "3", "井.c.t": "4", "井.t.n": "4", "井.t.s": "6", "井.t.t": "10",
    }  # fmt: skip
    wrong = replace(back, figures={**back.figures, OTHER_KIND.refs[0]: back.figures[OTHER_KIND.refs[1]]})
    assert prove(document, wrong, OTHER_KIND).findings


def test_its_web_page_and_fragment_are_proved() -> None:
    back, _ = reread(filled())
    for made in (render_page(back, OTHER_KIND), render_fragment(back, OTHER_KIND)):
        assert prove_html(made, back, OTHER_KIND, "x.html") == ()


@pytest.mark.slow
def test_a_folder_of_it_is_converted_and_added_up(tmp_path: Path) -> None:
    given = tmp_path / "收件"
    given.mkdir()
    for number, name in enumerate(("青禾镇水务站", "望桥镇水务站")):
        (given / f"{number}.xlsx").write_bytes(fill_workbook(filled(机关名称=name)))
    template = WordTemplate.of(build_word_template(OTHER_KIND))
    job = Job({"": template}, 2024, form=OTHER_KIND)
    batch = convert_folder([given], tmp_path / "输出", job, jobs=1)
    assert [outcome.status for outcome in batch.outcomes] == ["passed"] * 2
    assert len([*(tmp_path / "输出").rglob("*.docx")]) == 2
    parts = [Part(outcome.report) for outcome in batch.outcomes if outcome.report is not None]
    roll = roll_up(parts, (), "青禾县水务局", 2024, OTHER_KIND)
    total = next(ref for ref in OTHER_KIND.refs if ref.key == "井.t.t")
    assert roll.report.value(total) == 20
    assert [item.value for item in trace(roll, sums_of(roll))[total]] == [10, 10]
    assert opened(summary_book(roll)).sheetnames
    again = read_workbook(fill_workbook(roll.report), "汇总.xlsx", OTHER_KIND).report
    assert again is not None
    assert again.value(total) == 20


PARITY = Parity(OTHER_KIND)
COUNT = 15


@cache
def generated(number: int) -> bytes:
    return PARITY.typed_workbook(PARITY.generated(COUNT)[number])


ORDERS = [PARITY.checklist_of(partial(generated, number)) for number in range(COUNT)]


@pytest.mark.libreoffice(*ORDERS)
def test_its_workbook_and_the_converter_agree(converted: Conversions) -> None:
    seen = Counter[str]()
    for number, (typed, order) in enumerate(zip(PARITY.generated(COUNT), ORDERS, strict=True)):
        states = PARITY.computed(converted[order])
        assert PARITY.disagreement(typed, generated(number), states, seen) == []
    assert len(seen) > len(PARITY.lines) / 3


def test_its_index_and_open_data_name_its_own_tables() -> None:
    back, _ = reread(filled())
    page = b"".join(index_pieces([IndexRow(back, "a.html")], OTHER_KIND)).decode()
    assert "青禾镇水务站" in page
    table = b"".join(csv_pieces([back])).decode("utf-8-sig")
    assert "灌溉井" in table
    assert "口数" in table
