"""Last year's report in another edition of the form: what means the same is compared, the rest is said."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.batch.last_year import last_year_from
from converter.checks import Context, assess
from converter.form import FORM
from converter.form.editions import edition
from converter.report.report import Value
from converter.results.result import json_pieces
from converter.rollup import Part, last_year_sum, roll_up
from converter.rollup.book import YEARS, summary_book
from tests.folders import folder
from tests.reports import REFS, report, reread
from tests.rollup.books import rows
from tests.workbooks import fill_workbook

EARLIER = edition("2019")
NAME = {"机关名称": "青禾县财政局"}
IN_2020: dict[str, Value] = {
    "二.r1.c3": 0, "二.r3.c2": -5, "二.r3.c3": 345, "二.r8.c4": Decimal("73802895.9"),
    "三.r01.c1": 12, "三.r03.c1": 3, "三.r26.c1": 4, "三.r25.c1": 5, "四.r1.c04": 2,
}  # fmt: skip
"""新收 12: 予以公开 3, 其他处理 4, 结转 5; one more review is pending than in 2021."""


def workbook_of_2020() -> bytes:
    return fill_workbook(report(IN_2020, {**NAME, "年度": "2020"}, form=EARLIER))


def result_json(tmp_path: Path) -> Path:
    given = folder(tmp_path / "2020", {"a.xlsx": workbook_of_2020()})
    batch = convert_folder([given], None, Job(None, 2020, form=EARLIER), jobs=1)
    path = tmp_path / "result.json"
    path.write_bytes(b"".join(json_pieces(batch)))
    return path


@pytest.mark.parametrize("source", ["workbooks", "result"])
def test_figures_of_2020_stand_beside_those_of_2021_where_rows_mean_the_same(
    tmp_path: Path, source: str
) -> None:
    if source == "workbooks":
        path = folder(tmp_path / "上年", {"a.xlsx": workbook_of_2020()})
    else:
        path = result_json(tmp_path)
        assert json.loads(path.read_text(encoding="utf-8"))["edition"] == "2019"
    (earlier,) = last_year_from(path, FORM, 2021)
    last = earlier.report
    assert last.figures[REFS["三.r25.c1"]] == 5
    assert last.figures[REFS["四.r1.c04"]] == 2
    assert not [ref for ref in last.figures if ref.table == "二"]
    others = tuple(REFS[f"三.{row}.c1"] for row in ("r21", "r22", "r23"))
    assert not {*others} & last.figures.keys()
    assert last.joint[others] == 4


def test_what_was_carried_over_from_2020_is_checked_and_what_has_no_counterpart_is_said(
    tmp_path: Path,
) -> None:
    path = folder(tmp_path / "上年", {"a.xlsx": workbook_of_2020()})
    (earlier,) = last_year_from(path, FORM, 2021)
    context = Context(last=earlier.report)
    this, _ = reread(report({"三.r02.c1": 4, "三.r03.c1": 4}, {**NAME, "年度": "2021"}))
    assessment = assess(this, context)
    assert {found.code for found in assessment.findings} >= {"X-01", "X-05"}
    verdicts = {verdict.code: verdict for verdict in assessment.verdicts}
    assert verdicts["X-02"].state == "not_assessable"
    assert verdicts["X-02"].why == "上年用的是另一种格式，没有这一项的数"


def test_a_county_of_2021_shows_2020_beside_it_and_says_what_has_no_counterpart(tmp_path: Path) -> None:
    path = folder(tmp_path / "上年", {"a.xlsx": workbook_of_2020()})
    last = last_year_sum(last_year_from(path, FORM, 2021), "青禾县人民政府", FORM)
    parts = [Part(report({"三.r01.c1": 9, "三.r22.c1": 2, "三.r23.c1": 7}, {**NAME, "年度": "2021"}))]
    book = summary_book(roll_up(parts, (), "青禾县人民政府", 2021, FORM, last))
    shown = {tuple(row[:3]): list(row[3:6]) for row in rows(book, YEARS) if row[2:3]}
    assert shown["表三", "一、本年新收政府信息公开申请数量", "自然人"] == [9, 12, -3]
    assert shown["表三", "（六）其他处理合计", "自然人"] == [9, 4, 5]
    assert shown["表三", "（七）总计", "自然人"] == [9, 7, 2]
    assert shown["表二", "行政许可", "本年处理决定数量"][:2] == [0, "格式不同"]
