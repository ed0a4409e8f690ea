"""勾稽关系: each table row is a change to a correct report, and what must be found where."""

from collections.abc import Mapping

import pytest

from converter.checks import check_report
from converter.report.finding import Severity
from converter.report.report import Value
from tests.reports import FIGURES, codes_at, report, reread, with_figure


def found(changes: Mapping[str, Value], category: str = "县级部门") -> set[tuple[str, str]]:
    """Codes and cells after writing the changes into a correct workbook and reading it."""
    base = report(entries={"机关类别": category})
    for key, value in changes.items():
        base = with_figure(base, key, value)
    back, findings = reread(base)
    return codes_at((*findings, *check_report(back)))


def inputs(changes: Mapping[str, Value], category: str = "县级部门") -> set[tuple[str, str]]:
    """The same with the totals left to their formulas."""
    back, findings = reread(report({**FIGURES, **changes}, {"机关类别": category}))
    return codes_at((*findings, *check_report(back)))


def test_a_correct_report_has_no_findings() -> None:
    assert found({}) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a typed total that differs is reported at its own cell, and nowhere else
        ({"三.r04.c7": 3}, {("B-01", "K12")}),
        ({"三.r24.c7": 9}, {("B-01", "K32")}),
        ({"三.r24.c1": 4}, {("B-02", "E32")}),
        ({"四.r1.c05": 2}, {("B-04", "G9")}),
        ({"四.r1.c15": 1}, {("B-04", "Q9")}),
    ],
)
def test_a_wrong_total_is_reported_once_at_its_cell(
    changes: Mapping[str, Value], expected: set[tuple[str, str]]
) -> None:
    assert found(changes) == expected


def test_a_column_out_of_balance_names_the_four_cells_of_the_sum() -> None:
    assert inputs({"三.r25.c1": 0}) == {("B-03", "E9,E10,E32,E33")}


def test_two_columns_out_of_balance_are_reported_column_by_column() -> None:
    assert inputs({"三.r25.c1": 0, "三.r01.c2": 3}) == {
        ("B-03", "E9,E10,E32,E33"),
        ("B-03", "F9,F10,F32,F33"),
    }


def test_an_unfilled_total_column_is_one_finding() -> None:
    zeros = {f"三.r{row:02d}.c7": 0 for row in range(1, 26)}
    cells = "K9,K10,K11,K12,K21,K32,K33"
    assert found(zeros) == {("B-05", cells)}


def test_an_unfilled_total_row_is_one_finding() -> None:
    zeros = {f"三.r24.c{column}": 0 for column in range(1, 8)}
    assert found(zeros) == {("B-05", "E32,F32,K32")}


def test_results_without_any_application_get_the_clearer_word() -> None:
    nothing_came = {"三.r01.c1": 0, "三.r02.c1": 0, "三.r01.c2": 0}
    codes = {code for code, _ in inputs(nothing_came)}
    assert codes == {"B-08"}


def test_fewer_documents_in_force_than_were_made_is_asked_about() -> None:
    assert inputs({"二.r2.c3": 1}) == {("B-06", "E9")}


@pytest.mark.parametrize(
    ("category", "severity"),
    [
        ("县级政府", Severity.ERROR),
        ("县级部门", Severity.ERROR),
        ("乡镇街道", Severity.ERROR),
        ("其他", Severity.WARNING),
        ("", Severity.WARNING),
    ],
)
def test_rules_made_by_a_body_that_cannot_are_an_error(category: str, severity: Severity) -> None:
    back, _ = reread(report({**FIGURES, "二.r1.c3": 6}, {"机关类别": category}))
    reported = [(f.code, f.cell, f.severity) for f in check_report(back) if f.code.startswith("B")]
    assert reported == [("B-07", "E8", severity)]


def test_a_sum_with_an_unreadable_figure_is_not_reported_as_wrong() -> None:
    base = with_figure(report(), "三.r01.c1", None)
    assert codes_at(check_report(base)) == set()


def test_sections_of_text_that_stay_empty_are_asked_about() -> None:
    back, _ = reread(report(texts={}))
    assert [(f.code, f.severity, f.subject) for f in check_report(back)] == [
        ("D-07", Severity.WARNING, "一、总体情况"),
        ("D-07", Severity.WARNING, "五、存在的主要问题及改进情况"),
        ("D-07", Severity.WARNING, "六、其他需要报告的事项"),
    ]
