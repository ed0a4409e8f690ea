"""The county's own report against the sum of its agencies: every difference points to an agency."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from converter.batch.folder import Job
from converter.catalogue.messages import describe
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Report, Value
from converter.report.sums import add
from tests.folders import checked, entry, of, roster, told
from tests.reports import with_figure

COUNTY = "青禾县人民政府"
EDUCATION = of(
    "青禾县教育局",
    {
        "二.r3.c1": 40,
        "三.r01.c1": 5,
        "三.r03.c1": 4,
        "三.r25.c1": 1,
        "四.r1.c01": 2,
        "二.r2.c1": 2,
        "二.r2.c3": 9,
    },
)
CIVIL = of("青禾县民政局", {"二.r3.c1": 3, "三.r01.c1": 2, "三.r01.c2": 1, "三.r03.c1": 2, "三.r13.c2": 1})
TAXES = of("青禾县财政局", {"二.r6.c1": Decimal("4166.214619"), "三.r01.c1": 1, "三.r04.c1": 1})
PARTS = {"a.xlsx": EDUCATION, "b.xlsx": CIVIL, "c.xlsx": TAXES}
WHOLE = roster(entry(COUNTY, "县级政府"), *(part.agency for part in PARTS.values()))


def county(changes: Mapping[str, Value] | None = None) -> Report:
    """The county's report: the sum of the parts, but for the changes."""
    inputs = [ref for ref in FORM.refs if ref not in FORM.totals and FORM.tables[ref.table].printed]
    sums: dict[str, Value] = {
        ref.key: add([value for part in PARTS.values() if (value := part.value(ref))]) for ref in inputs
    }
    return of(COUNTY, {**sums, **(changes or {})}, category="县级政府")


def found(
    tmp_path: Path, own: Report, parts: Mapping[str, Report] = PARTS, *, listed: bool = True
) -> list[Finding]:
    """What is said of the county's figures."""
    job = Job(None, roster=WHOLE if listed else None)
    codes = ("G-02", "G-03", "G-04", "G-05", "G-06")
    findings = told(checked(tmp_path, {**parts, "县.xlsx": own}, job), "G-0").get("县.xlsx", [])
    return [finding for finding in findings if finding.code in codes]


def test_a_county_that_is_the_sum_of_its_parts_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, county()) == []


def test_a_figure_that_differs_is_reported_with_both_numbers_and_who_has_such_figures(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, county({"二.r3.c1": 44}))
    assert (finding.code, finding.severity, finding.cell) == ("G-04", Severity.WARNING, "C12")
    assert "本表 44，各单位之和 43" in describe(finding)
    assert "其中：青禾县教育局 40、青禾县民政局 3" in describe(finding)


def test_the_agency_that_was_left_out_is_named(tmp_path: Path) -> None:
    without = {"三.r01.c1": 6, "三.r01.c2": 0, "三.r03.c1": 4, "三.r13.c2": 0}
    findings = found(tmp_path, county(without))
    assert [(f.code, f.cell) for f in findings] == [("G-02", "E9,F9"), ("G-02", "E11"), ("G-02", "F21")]
    assert all("差数正好是青禾县民政局的数，可能没有计入" in describe(f) for f in findings)


def test_the_agency_that_was_added_twice_is_named(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, county({"四.r1.c01": 4}))
    assert finding.code == "G-03"
    assert "差数正好是青禾县教育局的数，可能重复计入" in describe(finding)


def test_the_parts_are_added_not_the_totals_that_were_typed(tmp_path: Path) -> None:
    unfilled = {**PARTS, "b.xlsx": with_figure(with_figure(CIVIL, "三.r01.c7", 0), "三.r24.c7", 0)}
    assert found(tmp_path, county(), unfilled) == []
    (finding,) = found(tmp_path, county({"三.r01.c1": 7}), unfilled)
    assert (
        "青禾县民政局的表三 第1行“一、本年新收政府信息公开申请数量” 列“总计”填的是 0，各项之和是 3"
        in describe(finding)
    )


def test_the_agency_whose_figure_has_an_error_is_named(tmp_path: Path) -> None:
    forgotten = {**PARTS, "a.xlsx": with_figure(EDUCATION, "三.r25.c1", 0)}
    (finding,) = found(tmp_path, county(), forgotten)
    assert (finding.code, finding.cell) == ("G-02", "E33")
    assert "青禾县教育局的这个数有错误（B-03）" in describe(finding)


@pytest.mark.slow
def test_money_may_be_rounded_to_the_decimals_that_the_county_prints(tmp_path: Path) -> None:
    for rounded in ("4166.21", "4166.2146", "4166"):
        assert found(tmp_path, county({"二.r6.c1": Decimal(rounded)})) == []
    assert [f.code for f in found(tmp_path, county({"二.r6.c1": Decimal("4166.22")}))] == ["G-06"]


def test_digits_that_changed_places_are_recognised(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, county({"二.r6.c1": Decimal("4166.241619")}))
    assert finding.code == "G-06"
    assert "两数的数字相同、次序不同" in describe(finding)


def test_documents_of_the_countys_own_are_no_mistake_but_fewer_are(tmp_path: Path) -> None:
    (more,) = found(tmp_path, county({"二.r2.c3": 12}))
    (less,) = found(tmp_path, county({"二.r2.c3": 8}))
    assert [(f.code, f.variant, f.severity) for f in (more, less)] == [
        ("G-05", "own", Severity.INFO),
        ("G-05", "", Severity.WARNING),
    ]


def test_rules_made_by_a_county_are_reported_once(tmp_path: Path) -> None:
    batch = checked(tmp_path, {**PARTS, "县.xlsx": county({"二.r1.c3": 1})}, Job(None, roster=WHOLE))
    codes = [f.code for f in told(batch, ("B-07", "G-0"))["县.xlsx"]]
    assert codes == ["B-07"]


def test_with_bodies_missing_the_difference_is_reported_with_their_names(tmp_path: Path) -> None:
    some = {name: part for name, part in PARTS.items() if part is not EDUCATION}
    findings = found(tmp_path, county(), some)
    assert {(f.variant, f.severity) for f in findings} == {("incomplete", Severity.INFO)}
    assert {f.code for f in findings} == {"G-02", "G-03", "G-04", "G-05"}
    assert all("尚缺或读不全的单位：青禾县教育局" in describe(f) for f in findings)


def test_a_body_that_is_not_on_the_roster_is_no_part_of_the_sum(tmp_path: Path) -> None:
    assert found(tmp_path, county(), {**PARTS, "d.xlsx": of("青禾县气象局", {"二.r3.c1": 41})}) == []


def test_two_versions_that_cannot_be_distinguished_count_as_missing(tmp_path: Path) -> None:
    twice = {**PARTS, "d.xlsx": of("青禾县教育局", {"二.r3.c1": 41})}
    findings = found(tmp_path, county(), twice)
    assert {f.variant for f in findings} == {"incomplete"}


def test_without_a_roster_it_is_said_that_bodies_may_be_missing(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, county({"二.r3.c1": 44}), listed=False)
    assert "没有给出单位名单" in describe(finding)


def test_a_table_with_many_differences_is_one_finding(tmp_path: Path) -> None:
    changes = {f"三.r{row:02d}.c3": 1 for row in range(3, 12)} | {"三.r01.c3": 9}
    (finding,) = found(tmp_path, county(changes))
    assert "等 10 处" in describe(finding)
    assert finding.cell == "G9,G11:G19"


def test_a_folder_without_the_countys_own_workbook_is_not_compared(tmp_path: Path) -> None:
    batch = checked(tmp_path, PARTS)
    assert told(batch, "G-0") == {}


def test_a_folder_with_two_governments_is_a_citys_and_not_compared(tmp_path: Path) -> None:
    other = of("红叶县人民政府", {"二.r3.c1": 7}, category="县级政府")
    batch = checked(tmp_path, {**PARTS, "县.xlsx": county({"二.r3.c1": 44}), "乙县.xlsx": other})
    assert told(batch, ("G-02", "G-03", "G-04", "G-05", "G-06")) == {}
