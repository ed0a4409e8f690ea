"""Many cells with one cause are one finding: its cells in ranges, marked each, answered by one reason."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl.workbook import Workbook

from converter.batch.folder import Job, convert_workbook
from converter.catalogue.messages import describe
from converter.desk.returned_copies import letter_text, returned_copy
from converter.report.finding import Finding
from converter.report.ranges import cells_of, covers, reference
from converter.report.report import Reason, Report
from converter.workbook.marked.marks import SIGNATURE
from converter.workbook.read.reader import read_workbook
from tests.reports import report
from tests.workbooks import fill_workbook, opened

THREE = "三、依申请公开"
JOB = Job(None)


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def all_formulas(base: Report | None = None) -> bytes:
    """A workbook in which every figure is a formula that was computed and stored (=1*5)."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(fill_workbook(base or report()))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if re.search(r"sheet[3-5]\.xml$", name):
                content = re.sub(
                    rb'(<c r="[C-P]\d+" s="\d+">)<v>([0-9.]+)</v>', rb"\1<f>1*\2</f><v>\2</v>", content
                )
            new.writestr(name, content)
    return made.getvalue()


def a09(findings: tuple[Finding, ...]) -> list[Finding]:
    return [found for found in findings if found.code == "A-09" and found.variant == "formula"]


def coloured(book: Workbook, sheet: str) -> set[str]:
    return {
        cell
        for where in book[sheet].conditional_formatting
        for rule in where.rules
        if SIGNATURE in (rule.formula or [])
        for cell in str(where.sqref).split()
    }


def test_a_table_of_formulas_is_one_finding_with_its_cells_in_ranges() -> None:
    reading = read_workbook(all_formulas(), "甲.xlsx")
    found = a09(reading.findings)
    assert [f.sheet for f in found] == ["二、主动公开", THREE, "四、复议诉讼"]
    three = found[1]
    assert three.cell == "E9:J31,E33:J33"
    assert len(three.places) == 144
    assert "表三的 144 格（工作表“三、依申请公开”单元格 E9:J31,E33:J33）" in describe(three)
    assert reading.report is not None
    assert {ref: f.value for ref, f in reading.report.figures.items()} == {
        ref: f.value for ref, f in report().figures.items()
    }


def test_a_copy_that_goes_back_marks_each_cell_and_asks_for_one_reason_a_table() -> None:
    content = all_formulas()
    outcome = convert_workbook(content, "甲.xlsx", JOB)
    made = returned_copy(content, outcome)
    assert made is not None
    book = opened(made[0])
    cells = {place.cell for place in a09(outcome.findings)[1].places}
    assert cells <= coloured(book, THREE)
    asked = [row for row in book["情况说明"].iter_rows(values_only=True) if "A-09" in row]
    assert len(asked) == 3
    assert letter_text(outcome).count("A-09") == 3


@pytest.mark.parametrize(
    ("cells", "answered"),
    [
        ("E9:J31,E33:J33", True),
        ("E9:J33", True),
        ("", True),
        ("e9：j33", True),
        ("E9:J20", False),
        ("E9", False),
    ],
)
def test_one_reason_answers_all_cells(cells: str, answered: bool) -> None:
    why = "本表由统计台账自动生成，已核对。"
    base = replace(report(), reasons=(Reason("A-09", THREE, cells, why),))
    outcome = convert_workbook(all_formulas(base), "甲.xlsx", JOB)
    reasons = {found.sheet: found.reason for found in a09(outcome.findings)}
    assert reasons == {"二、主动公开": "", THREE: why if answered else "", "四、复议诉讼": ""}
    assert ("A-13" in {found.code for found in outcome.findings}) is not answered


def test_a_reason_for_some_of_the_cells_does_not_answer_all() -> None:
    assert covers("E9:J33", "E9:J31,E33:J33")
    assert not covers("E9:J20", "E9:J31,E33:J33")
    assert not covers("第9行", "E9:J31")
    assert cells_of("E9:XFD1000000") is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [({"E": "/"}, ("A-03", 23)), ({"E": "1.5"}, ("A-02", 23)), ({"E": "甲"}, ("A-02", 23))],
)
def test_a_column_of_the_same_mistake_is_one_finding(typed: dict[str, str], count: tuple[str, int]) -> None:
    book = opened(fill_workbook(report()))
    for column, text in typed.items():
        for row in range(9, 32):
            book[THREE][f"{column}{row}"] = float(text) if text == "1.5" else text
    findings = [f for f in read_workbook(saved(book), "甲.xlsx").findings if f.severity == "error"]
    assert [(f.code, f.cell, len(f.places)) for f in findings] == [(count[0], "E9:E31", count[1])]


def test_few_cells_and_cells_with_a_proposal_of_their_own_are_told_one_by_one() -> None:
    book = opened(fill_workbook(report()))
    for row in range(9, 14):
        book[THREE][f"E{row}"] = "/"
    for row, digit in zip(range(15, 24), "一二三四五六七八九", strict=True):
        book[THREE][f"E{row}"] = digit
    findings = [f for f in read_workbook(saved(book), "甲.xlsx").findings if f.severity == "error"]
    assert sorted(f.cell for f in findings) == sorted(f"E{row}" for row in [*range(9, 14), *range(15, 24)])
    assert "请写 9。" in describe(findings[-1])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["D8", "D9"], "D8,D9"),
        ([f"{c}{r}" for r in range(1, 5) for c in "ABC"], "A1:C4"),
        ([f"{c}{r}" for r in range(1, 5) for c in "ABD"], "A1:B4,D1:D4"),
        ([f"Z{r}" for r in range(1, 20, 2)], ",".join(f"Z{r}" for r in range(1, 20, 2))),
        ([f"{c}{r}" for r in (1, 2) for c in ("Z", "AA", "AB", "AC", "AD")], "Z1:AD2"),
        ([*(f"A{r}" for r in range(1, 10)), "C3:D4"], ",".join([*(f"A{r}" for r in range(1, 10)), "C3:D4"])),
    ],
)
def test_many_cells_are_written_as_ranges(cells: list[str], expected: str) -> None:
    assert reference(cells) == expected
    if ":" not in "".join(cells):
        assert cells_of(expected) == cells_of(",".join(cells))
