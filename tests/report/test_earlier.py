"""Last year's report of an agency without a roster: what its name and its code decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converter.report.earlier import LastReport, LastYear, pack_earlier
from tests.folders import of

FINANCE, CIVIL = "青禾县财政局", "青禾县民政局"
FINANCE_CODE = "A01"
PAST = LastYear(
    (
        pack_earlier(FINANCE, FINANCE_CODE, LastReport({}, year=2023, source="财政.xlsx")),
        pack_earlier(CIVIL, "", LastReport({}, year=2023, source="民政.xlsx")),
    )
)


@pytest.mark.parametrize(
    ("agency", "identity", "found"),
    [
        (FINANCE, {}, FINANCE),
        (FINANCE, {"单位代码": FINANCE_CODE, "单位名称": FINANCE}, FINANCE),
        (FINANCE, {"单位代码": "Z99", "单位名称": FINANCE}, FINANCE),
        ("青禾县国库局", {"单位代码": FINANCE_CODE}, FINANCE),
        ("青禾县国库局", {"单位代码": FINANCE_CODE, "单位名称": "青禾县 国库局"}, FINANCE),
        ("青禾县国库局", {"单位代码": FINANCE_CODE, "单位名称": FINANCE}, ""),
        (CIVIL, {"单位代码": FINANCE_CODE, "单位名称": FINANCE}, CIVIL),
        ("青禾县国库局", {}, ""),
    ],
    ids=[
        "the name alone", "name and code", "a code that nobody has", "the code alone", "issued by a new name",
        "renamed since it was issued", "a neighbour's workbook", "neither",
    ],
)  # fmt: skip
def test_without_a_roster_name_and_code_lead_to_last_years_report(
    agency: str, identity: dict[str, str], found: str
) -> None:
    earlier = PAST.match_report(replace(of(agency), identity=identity), None, None).earlier
    assert (earlier.agency if earlier else "") == found


@pytest.mark.parametrize("issued_to", ["", CIVIL])
def test_where_name_and_code_disagree_a_person_has_to_decide(issued_to: str) -> None:
    identity = {"单位代码": FINANCE_CODE, "单位名称": issued_to}
    match = PAST.match_report(replace(of(CIVIL), identity=identity), None, None)
    assert match.earlier is None
    assert match.why == "上年有 2 份报告都可能是这个机关的（民政.xlsx、财政.xlsx），无法判断以哪份为准"
