"""勾稽关系: each table row is a change to a correct report, and what must be found where."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from converter.checks import check_report
from converter.checks.model import Context
from converter.checks.sums import check_sums
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Figure, Place, Value
from tests.reports import FIGURES, REFS, codes_at, report, retyped, with_figure


def found(changes: Mapping[str, Value], category: str = "县级部门") -> set[tuple[str, str]]:
    """Codes and cells after writing the changes into a correct workbook and reading it."""
    base = report(entries={"机关类别": category})
    for key, value in changes.items():
        base = with_figure(base, key, value)
    back, findings = retyped(base)
    return codes_at((*findings, *check_report(back)))


def inputs(changes: Mapping[str, Value], category: str = "县级部门") -> set[tuple[str, str]]:
    """The same with the totals left to their formulas."""
    back, findings = retyped(report({**FIGURES, **changes}, {"机关类别": category}))
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
    back, _ = retyped(report({**FIGURES, "二.r1.c3": 6}, {"机关类别": category}))
    reported = [(f.code, f.cell, f.severity) for f in check_report(back) if f.code.startswith("B")]
    assert reported == [("B-07", "E8", severity)]


def test_a_sum_with_an_unreadable_figure_is_not_reported_as_wrong() -> None:
    base = with_figure(report(), "三.r01.c1", None)
    assert codes_at(check_report(base)) == set()


def test_sections_of_text_that_stay_empty_are_errors() -> None:
    back, _ = retyped(report(texts={}))
    assert [(f.code, f.severity, f.subject) for f in check_report(back)] == [
        ("D-07", Severity.ERROR, "一、总体情况"),
        ("D-07", Severity.ERROR, "五、存在的主要问题及改进情况"),
        ("D-07", Severity.ERROR, "六、其他需要报告的事项"),
    ]


# --- what each finding says, of reports that never were workbooks ----------------------------------

Reported = tuple[str, str, str, str, str, str, str]
"""Code, variant, keys of the figures, subject, what stands there, what should, difference."""


def reported(
    changes: Mapping[str, Value | None],
    figures: Mapping[str, Value] = FIGURES,
    states: Mapping[str, str] | None = None,
    computed: Collection[str] = (),
) -> list[Reported]:
    """The findings on a report that was correct before the changes; each cell is called by its figure."""
    base = report(figures, states=states)
    placed = {
        ref: Figure(
            changes.get(ref.key, figure.value), Place("甲.xlsx", "表", ref.key), computed=ref.key in computed
        )
        for ref, figure in base.figures.items()
    }
    return [
        (f.code, f.variant, f.cell, f.subject, f.found, f.expected, f.values.get("difference", ""))
        for f in check_sums(replace(base, figures=placed), Context())
    ]


def total(code: str, key: str, found: str, expected: str, difference: str) -> Reported:
    return code, "", key, FORM.label(REFS[key]), found, expected, difference


def rows(*totals: str) -> str:
    """Totals of rows as a finding lists them: each row by its label, with its number."""
    parts = (total.split() for total in totals)
    return "、".join(f"{FORM.row_label(REFS[key])} {number}" for key, number in parts)


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({"三.r04.c7": 3}, [total("B-01", "三.r04.c7", "3", "2", "1")]),
        ({"三.r24.c1": 4}, [total("B-02", "三.r24.c1", "4", "5", "1")]),
        ({"四.r1.c05": 13}, [total("B-04", "四.r1.c05", "13", "3", "10")]),
        ({"三.r04.c7": 3, "四.r1.c05": 2}, [
            total("B-01", "三.r04.c7", "3", "2", "1"), total("B-04", "四.r1.c05", "2", "3", "1"),
        ]),
        # what was not read is neither right nor wrong, nor is what it is a part of
        ({"三.r24.c1": None}, []),
        ({"三.r03.c1": None, "三.r03.c7": 9, "三.r24.c1": 9, "三.r24.c7": 9}, []),
        # a grand total of what stands there: only the wrong total is to blame
        ({"三.r24.c1": 6, "三.r24.c7": 8}, [total("B-02", "三.r24.c1", "6", "5", "1")]),
        ({"三.r24.c1": 6, "三.r24.c7": 9}, [
            total("B-01", "三.r24.c7", "9", "7", "2"), total("B-02", "三.r24.c1", "6", "5", "1"),
        ]),
    ],
)  # fmt: skip
def test_a_wrong_total_is_reported_with_what_it_should_be(
    changes: Mapping[str, Value | None], findings: list[Reported]
) -> None:
    assert sorted(reported(changes)) == sorted(findings)


def test_a_wrong_total_names_what_it_is_the_sum_of() -> None:
    base = with_figure(report(), "三.r04.c7", 3)
    (finding,) = check_sums(base, Context())
    assert (finding.values["left"], finding.places) == ("前六列之和", ())


UNFILLED = {f"三.r{row:02d}.c7": 0 for row in range(1, 26)}
FEW = {"三.r01.c1": 1, "三.r25.c1": 1}
"""One application, carried over: of the column of totals two are not 0, of the row of totals none."""


@pytest.mark.parametrize(
    ("changes", "figures", "findings"),
    [
        (
            UNFILLED,
            FIGURES,
            [
                (
                    "B-05", "column", "三.r01.c7,三.r02.c7,三.r03.c7,三.r04.c7,三.r13.c7,三.r24.c7,三.r25.c7",
                    "表三“总计”", "0",
                    rows("三.r01.c7 7", "三.r02.c7 1", "三.r03.c7 3", "三.r04.c7 2",
                         "三.r13.c7 2", "三.r24.c7 7", "三.r25.c7 1"),
                    "",
                )
            ],
        ),
        (
            {f"三.r24.c{column}": 0 for column in range(1, 8)},
            FIGURES,
            [
                (
                    "B-05", "row", "三.r24.c1,三.r24.c2,三.r24.c7", "表三“（七）总计”", "0",
                    "自然人 5、商业企业 2、总计 7", "",
                )
            ],
        ),
        # the grand total may be right while the column is unfilled: it is filled in, and not named
        (
            {**UNFILLED, "三.r24.c7": 0},
            FEW,
            [
                (
                    "B-05", "column", "三.r01.c7,三.r25.c7", "表三“总计”", "0",
                    rows("三.r01.c7 1", "三.r25.c7 1"), "",
                )
            ],
        ),
        # one total that is filled in shows that the column was not forgotten
        (
            {**UNFILLED, "三.r01.c7": 1},
            FEW,
            [total("B-01", "三.r25.c7", "0", "1", "1")],
        ),
        ({"三.r24.c1": 0}, FIGURES, [total("B-02", "三.r24.c1", "0", "5", "5")]),
    ],
)  # fmt: skip
def test_totals_that_nobody_filled_in_are_one_finding(
    changes: Mapping[str, Value | None], figures: Mapping[str, Value], findings: list[Reported]
) -> None:
    assert reported(changes, figures) == findings


def test_a_grand_total_that_is_right_is_not_among_the_unfilled_ones() -> None:
    (finding,) = reported({**UNFILLED, "三.r24.c7": 7})
    assert finding[2] == "三.r01.c7,三.r02.c7,三.r03.c7,三.r04.c7,三.r13.c7,三.r25.c7"


def test_an_unread_total_shows_that_the_column_was_not_forgotten() -> None:
    assert reported({**UNFILLED, "三.r01.c7": None}, FEW) == [total("B-01", "三.r25.c7", "0", "1", "1")]


def test_a_total_left_to_its_formula_is_not_unfilled() -> None:
    findings = reported(UNFILLED, FEW, computed=("三.r01.c7",))
    assert [finding[0] for finding in findings] == ["B-01", "B-01"]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"三.r25.c1": 0, "三.r25.c7": 0},
            [("B-03", "typed", "三.r01.c1,三.r02.c1,三.r24.c1,三.r25.c1", "表三 列“自然人”",
              "三＋四＝5", "一＋二＝6", "1")],
        ),
        # as typed both sides are equal: the total is to blame, and reported
        ({"三.r25.c1": 0, "三.r25.c7": 0, "三.r24.c1": 6}, [
            ("B-02", "parted", *total("B-02", "三.r24.c1", "6", "5", "1")[2:]),
        ]),
        ({"三.r25.c1": None}, []),
        ({"三.r01.c1": None}, []),
    ],
)  # fmt: skip
def test_sums_that_should_be_equal_are_reported_with_both_sides(
    changes: Mapping[str, Value | None], findings: list[Reported]
) -> None:
    assert reported(changes) == findings


NOTHING_CAME = {f"三.{row}.c{column}": 0 for row in ("r01", "r02") for column in range(1, 8)}


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            NOTHING_CAME,
            [("B-08", "", "三.r03.c1,三.r04.c2,三.r13.c1,三.r25.c1", "表三", "3、2、1", "0", "")],
        ),
        # where it is not known whether nothing came, the columns that are known are out of balance
        ({**NOTHING_CAME, "三.r01.c3": None, "三.r01.c7": None}, [
            ("B-03", "typed", "三.r01.c1,三.r02.c1,三.r24.c1,三.r25.c1",
             "表三 列“自然人”", "三＋四＝6", "一＋二＝0", "6"),
            ("B-03", "typed", "三.r01.c2,三.r02.c2,三.r24.c2,三.r25.c2",
             "表三 列“商业企业”", "三＋四＝2", "一＋二＝0", "2"),
        ]),
    ],
)  # fmt: skip
def test_results_without_applications_are_one_finding_that_names_them(
    changes: Mapping[str, Value | None], findings: list[Reported]
) -> None:
    assert reported(changes) == findings


def test_a_single_result_without_applications_is_named() -> None:
    nothing_came = {"三.r01.c1": 0, "三.r01.c7": 0}
    assert reported(nothing_came, FEW) == [("B-08", "", "三.r25.c1", "表三", "1", "0", "")]


def test_nothing_received_and_nothing_answered_is_no_mistake() -> None:
    assert reported({}, {}) == []


@pytest.mark.parametrize("table", ["三", "四"])
def test_sums_of_a_table_that_is_declared_zero_are_not_judged(table: str) -> None:
    wrong: dict[str, Value | None] = {"三.r04.c7": 3, "四.r1.c05": 2, "三.r25.c1": 0}
    codes = {finding[0] for finding in reported(wrong, states={table: "零报告"})}
    assert codes == ({"B-04"} if table == "三" else {"B-01", "B-03"})
