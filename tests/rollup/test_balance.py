"""A sum that breaks the form's own sums says so, and whose figures are to blame."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter import cli
from converter.form import FORM
from converter.report.report import Report, Value
from converter.rollup import Part, draft_texts, imbalances, roll_up
from converter.rollup.book import DRAFT, OVERVIEW, SOURCES, summary_book
from tests.reports import FIGURES, report, reread, with_figure
from tests.rollup.books import rows
from tests.workbooks import fill_workbook

COUNTY = "青禾县人民政府"


def agency(number: int, figures: dict[str, Value] | None = None) -> Report:
    filled = report({**FIGURES, **(figures or {})}, {"机关名称": f"青禾县第{number}局"})
    return replace(filled, source=f"{number}.xlsx")


def one_too_many() -> Report:
    """An answer too many, and its total typed as if it were not there."""
    return with_figure(agency(2, {"三.r21.c1": 1}), "三.r24.c1", 5)


def test_a_sum_out_of_balance_names_the_rule_both_numbers_and_the_agency() -> None:
    roll = roll_up(
        [Part(agency(1)), Part(one_too_many(), "有错误，按要求计入"), Part(agency(3))], (), COUNTY, 2024, FORM
    )
    (found,) = imbalances(roll)
    assert found.sentence() == (
        "表三 列“自然人”一＋二＝18，三＋四＝19，差 1。来自：青禾县第2局（2.xlsx，一＋二＝6，三＋四＝7）"
    )


def test_a_sum_in_balance_has_nothing_to_say() -> None:
    roll = roll_up([Part(agency(1)), Part(agency(2))], (), COUNTY, 2024, FORM)
    assert imbalances(roll) == ()
    assert not any("先不写" in filled for _, _, filled in draft_texts(roll))


def test_an_agency_with_a_figure_that_was_not_read_is_named() -> None:
    unread = with_figure(agency(2), "三.r03.c1", None)
    (found,) = imbalances(roll_up([Part(agency(1)), Part(unread)], (), COUNTY, 2024, FORM))
    assert "来自：青禾县第2局（2.xlsx，有的数没有读到）" in found.sentence()


def test_the_workbook_says_it_in_front_and_no_text_states_both_numbers() -> None:
    content = summary_book(roll_up([Part(agency(1)), Part(one_too_many())], (), COUNTY, 2024, FORM))
    overview = [str(row[0]) for row in rows(content, OVERVIEW)]
    assert "1 处勾稽关系不成立" in overview[1]
    assert overview[2].startswith(
        "勾稽关系不成立：表三 列“自然人”一＋二＝12，三＋四＝13，差 1。来自：青禾县第2局"
    )
    drafts = {row[0]: row[2] for row in rows(content, DRAFT)}
    assert "先不写" in str(drafts["依申请公开情况"])
    assert "行政许可决定690件" in str(drafts["主动公开情况"])


def test_the_trace_states_what_was_typed_and_what_was_added_wherever_they_differ() -> None:
    wrong = reread(one_too_many())[0]
    content = summary_book(roll_up([Part(agency(1)), Part(wrong)], (), COUNTY, 2024, FORM))
    told = [row[2:] for row in rows(content, SOURCES) if row[1] == "（七）总计" and row[10]]
    assert told == [
        ("自然人", 11, "2 个单位", None, None, None, 11, None, "1 个单位填的数与分项之和不同"),
        ("自然人", 11, "青禾县第2局", "2.xlsx", "三、依申请公开", "E32", 6, 5,
         "原表填的是 5，分项相加是 6，按 6 计入"),
    ]  # fmt: skip


def test_what_differs_stays_open_below_its_figure_and_the_rest_is_folded_up() -> None:
    content = summary_book(roll_up([Part(agency(1)), Part(one_too_many())], (), COUNTY, 2024, FORM))
    sheet = load_workbook(io.BytesIO(content))[SOURCES]
    below = [n for n in range(5, sheet.max_row + 1) if "个单位" not in str(sheet.cell(n, 5).value)]
    folded = {n for n in below if sheet.row_dimensions[n].hidden}
    assert set(below) - folded == {n for n in below if sheet.cell(n, 11).value} != set()
    assert all(sheet.row_dimensions[n].outlineLevel == 1 for n in folded)


def test_a_total_of_nothing_that_was_typed_is_traced_too() -> None:
    stray = with_figure(agency(2), "三.r20.c7", 4)
    content = summary_book(roll_up([Part(stray)], (), COUNTY, 2024, FORM))
    assert any("原表填的是 4，分项相加是 0" in str(row[10]) for row in rows(content, SOURCES))


@pytest.mark.parametrize(("spoilt", "status"), [(False, cli.OK), (True, cli.FOUND)])
def test_the_run_says_it_and_ends_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoilt: bool, status: int
) -> None:
    (tmp_path / "1.xlsx").write_bytes(fill_workbook(agency(1)))
    (tmp_path / "2.xlsx").write_bytes(fill_workbook(one_too_many() if spoilt else agency(2)))
    words = ["rollup", str(tmp_path), "-o", str(tmp_path / "out"), "--include-returned", "--name", COUNTY]
    assert cli.main([*words, "--year", "2024"]) == status
    told = capsys.readouterr().out
    assert ("汇总数的勾稽关系不成立：表三 列“自然人”" in told) is spoilt
