"""Figures that are seldom right, and figures that a text must speak of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from converter.checks import Context, LastReport, check_report
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Value
from tests.reports import FIGURES, REFS, TEXTS, codes_at, report, retyped

Texts = Mapping[str, tuple[str, ...]]


def found(
    figures: Mapping[str, Value],
    texts: Texts | None = None,
    category: str = "县级部门",
    context: Context | None = None,
) -> set[tuple[str, str]]:
    """Codes and cells of a correct report with figures and texts changed."""
    base = report({**FIGURES, **figures}, {"机关类别": category}, {**TEXTS, **(texts or {})})
    back, _ = retyped(base)
    return codes_at(check_report(back, context or Context()))


def last(fee: str) -> Context:
    return Context(last=LastReport({REFS["二.r6.c1"]: Decimal(fee)}, form=FORM))


FEE = "二.r6.c1"


@pytest.mark.parametrize(
    ("fee", "category", "context", "expected"),
    [
        ("12.84", "县级部门", Context(), set()),
        ("99999.99", "县级部门", Context(), set()),
        ("128400", "县级部门", Context(), {("A-06", "C19")}),
        ("128400", "乡镇街道", Context(), {("A-06", "C19")}),
        ("128400", "县级政府", Context(), {("D-08", "")}),
        ("24252.311082", "县级部门", last("12.84"), {("A-06", "C19")}),
        ("24252.311082", "县级部门", last("240.5"), {("X-03", "C19")}),
        ("24252.311082", "县级部门", last("0"), {("X-03", "C19")}),
    ],
)
def test_an_amount_typed_in_yuan_is_asked_about(
    fee: str, category: str, context: Context, expected: set[tuple[str, str]]
) -> None:
    assert found({FEE: Decimal(fee)}, category=category, context=context) == expected


UNPAID: Mapping[str, Value] = {"三.r22.c1": 2, "三.r03.c1": 1}


@pytest.mark.parametrize(
    ("figures", "texts", "expected"),
    [
        ({}, {}, set()),
        (UNPAID, {"信息处理费情况": ("本年度不收取任何费用。",)}, {("B-09", "K30")}),
        (UNPAID, {"信息处理费情况": ("本年度没有发出收费通知，未收取信息处理费。",)}, {("B-09", "K30")}),
        (UNPAID, {"信息处理费情况": ("发出收费通知2件，申请人逾期未缴纳。",)}, set()),
        ({**UNPAID, "六一.r1.c1": 2, "六一.r1.c2": Decimal(200), "六一.r1.c3": Decimal(0)},
         {"信息处理费情况": (), "其他报告事项": ("无。",)}, set()),
        ({**UNPAID, "六一.r1.c1": 0, "六一.r1.c2": Decimal(0), "六一.r1.c3": Decimal(0)},
         {"信息处理费情况": (), "其他报告事项": ("无。",)}, {("B-09", "K30")}),
    ],
)  # fmt: skip
def test_who_did_not_pay_had_a_notice(
    figures: Mapping[str, Value], texts: Texts, expected: set[tuple[str, str]]
) -> None:
    assert found(figures, texts) == expected


@pytest.mark.parametrize(
    ("figures", "category", "expected"),
    [
        ({"三.r05.c1": 2, "三.r03.c1": 1}, "县级部门", set()),
        ({"三.r05.c1": 3, "三.r03.c1": 0}, "县级部门", {("B-10", "K13")}),
        ({"三.r07.c1": 3, "三.r03.c1": 0}, "乡镇街道", {("B-10", "K15")}),
        ({"三.r05.c1": 3, "三.r03.c1": 0}, "县级政府", {("D-08", "")}),
    ],
)
def test_rare_grounds_of_refusal_are_hinted_at(
    figures: Mapping[str, Value], category: str, expected: set[tuple[str, str]]
) -> None:
    assert found(figures, category=category) == expected


@pytest.mark.parametrize(
    ("figures", "texts", "expected"),
    [
        ({"四.r1.c02": 1}, {}, {("B-11", "D9")}),
        ({"四.r1.c07": 1, "四.r1.c12": 1}, {}, {("B-11", "I9,N9")}),
        ({"四.r1.c02": 1}, {"改进情况": (*TEXTS["改进情况"], "被纠正的1件已重新答复。")}, set()),
    ],
)
def test_a_corrected_case_is_spoken_of(
    figures: Mapping[str, Value], texts: Texts, expected: set[tuple[str, str]]
) -> None:
    assert found(figures, texts) == expected


@pytest.mark.parametrize(
    ("saved", "category", "late"),
    [
        (datetime(2025, 1, 31, 15, 59, tzinfo=UTC), "县级部门", False),
        (datetime(2025, 1, 31, 16, 0, tzinfo=UTC), "县级部门", True),  # the first of February in China
        (datetime(2025, 2, 3, tzinfo=UTC), "县级政府", False),
        (datetime(2025, 4, 17, tzinfo=UTC), "县级政府", True),
        (None, "县级部门", False),
    ],
)
def test_a_workbook_saved_after_the_day_its_report_is_due_is_hinted_at(
    saved: datetime | None, category: str, late: bool
) -> None:
    back, _ = retyped(report(entries={"机关类别": category}))
    reported = [f for f in check_report(back, Context(saved=saved)) if f.code == "D-10"]
    assert [f.severity for f in reported] == ([Severity.INFO] if late else [])
