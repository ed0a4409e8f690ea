"""Tables for Excel: problems by kind, and any other; findings of several agencies accepted at once."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter import cli
from converter.desk.accepting import lines_to_accept
from converter.desk.kinds import kinds_book, kinds_of
from converter.desk.table_book import Column, table_book
from converter.form import FORM
from converter.report.finding import Severity
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes
from converter.system.errors import UsageError
from converter.system.stamps import is_ours
from tests.folders import folder, of
from tests.reports import TEXTS, with_figure

DAY = date(2025, 1, 16)
EMPTY = {**TEXTS, "存在的主要问题": (), "改进情况": ()}
NAMES = ("青禾县财政局", "青禾县民政局", "青禾县教育局")


def test_a_table_is_the_same_bytes_and_texts_stay_texts() -> None:
    columns = (Column("名", 10), Column("数", 8))
    rows = (("=1+1", 3), ("@x", 0))
    content = table_book("记录", "一句话", columns, rows)
    assert content == table_book("记录", "一句话", columns, rows)
    assert is_ours(content)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["名", "数"], ["=1+1", 3], ["@x", 0],
    ]  # fmt: skip
    assert [row[0].data_type for row in sheet.iter_rows(min_row=4)] == ["s", "s"]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    files = {f"{name}.xlsx": of(name, texts=EMPTY) for name in NAMES[:2]}
    files["c.xlsx"] = with_figure(of(NAMES[2]), "三.r04.c7", 9)
    cli.main(["convert", str(folder(tmp_path / "in", files)), "-o", str(tmp_path / "out")])
    return tmp_path / "out"


def items(run: Path) -> list[Item]:
    return [*read_outcomes(run / RESULT)]


def test_problems_are_counted_by_agency_and_by_place(run: Path) -> None:
    kinds = {kind.code: kind for kind in kinds_of(items(run), FORM)}
    assert next(iter(kinds)) == "D-07"
    assert (len(kinds["D-07"].agencies), kinds["D-07"].severity) == (2, Severity.ERROR)
    own = [f for item in items(run) for f in item["findings"] if f["code"] == "D-07"]
    assert kinds["D-07"].places == len(own)
    assert kinds["D-07"].by_category == {"县级部门": 2}
    assert [*kinds["B-01"].agencies] == [NAMES[2]]
    again = [*items(run), {**items(run)[0], "status": "superseded", "roster": "青禾县丁局"}]
    assert len({k.code: k for k in kinds_of(again, FORM)}["D-07"].agencies) == 2
    sheet = load_workbook(io.BytesIO(kinds_book(items(run), "统计", FORM))).worksheets[0]
    assert sheet["B4"].value == "D-07"
    assert sheet["D4"].value == 2


def wanted(run: Path, code: str) -> list[tuple[str, str, str]]:
    return [
        (str(item["agency"]), code, str(found.get("id") or ""))
        for item in items(run)
        for found in item["findings"]
        if found["code"] == code
    ]


def test_the_same_problem_of_several_agencies_is_a_line_for_each(run: Path) -> None:
    asked = wanted(run, "D-07")
    lines = lines_to_accept(run, asked, "机构刚刚组建", "李敏", DAY)
    assert {(line["agency"], line["finding"]) for line in lines} == {
        (agency, mark) for agency, _, mark in asked
    }
    assert {line["reason"] for line in lines} == {"机构刚刚组建"}
    assert all(line["date"] == "2025-01-16" for line in lines)


def test_all_or_none_are_accepted(run: Path) -> None:
    asked = wanted(run, "D-07")
    with pytest.raises(UsageError, match="有 1 条现在已经没有了"):
        lines_to_accept(run, [*asked, (NAMES[0], "D-07", "0" * 32)], "因为", "李敏", DAY)
    with pytest.raises(UsageError, match="B-01 不能认可"):
        lines_to_accept(run, [*asked, (NAMES[2], "B-01", "0" * 32)], "因为", "李敏", DAY)
    with pytest.raises(UsageError, match="不能空着"):
        lines_to_accept(run, asked, " ", "李敏", DAY)
    with pytest.raises(UsageError, match="没有选"):
        lines_to_accept(run, [], "因为", "李敏", DAY)
