"""Reports of earlier years as values: packed, unpacked, and which one is last year's of a report."""

from __future__ import annotations

import errno
import pickle
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from converter.form import FORM, Ref
from converter.report.earlier import (
    EarlierMatch,
    EarlierReport,
    LastReport,
    LastYear,
    as_last_report,
    known_figures,
    known_texts,
    pack_earlier,
)
from converter.report.report import Report, Value
from converter.system.errors import OutputError
from tests.folders import entry, of, roster
from tests.reports import REFS, report, with_figure

FINANCE = entry("青禾县财政局", former="青禾县财税局", code="A01")
CIVIL = entry("青禾县民政局", former="青禾县财税局", code="A02")
ROSTER = roster(FINANCE, "青禾县教育局")
NONE = "上年没有这个机关的报告"


def earlier(
    agency: str = "青禾县财政局", code: str = "", year: int | None = 2023, source: str = ""
) -> EarlierReport:
    return pack_earlier(agency, code, LastReport({}, {}, year, source or f"{agency}.xlsx", form=FORM))


def issued(agency: str, code: str, to: str = "") -> Report:
    """A report in a workbook with a code, issued to the agency itself or to another one."""
    identity = {"单位代码": code, "单位名称": to} if to else {"单位代码": code}
    return replace(of(agency), identity=identity)


def found(match: EarlierMatch) -> str:
    """The source of the report that was found, else why there is none."""
    assert (match.earlier is None) == bool(match.why)
    return match.earlier.source if match.earlier else match.why


def test_an_earlier_report_is_the_same_once_unpacked() -> None:
    figures: dict[Ref, Value] = {REFS["三.r01.c1"]: 5, REFS["二.r6.c1"]: Decimal("24252.311082")}
    last = LastReport(figures, {"总述": "甲。\n乙。"}, 2023, "甲.xlsx", form=FORM)
    packed = pack_earlier("青禾县财政局", "A01", last, flawed=True)
    assert packed[:5] == ("青禾县财政局", "A01", 2023, "甲.xlsx", True)
    assert packed.report == last
    assert type(packed.report.figures) is dict
    assert packed.report is not packed.report
    assert not pack_earlier("青禾县财政局", "A01", last).flawed


def test_an_earlier_report_takes_little_room() -> None:
    last = as_last_report(report())
    assert len(pack_earlier("青禾县财政局", "", last).packed) < len(pickle.dumps(last)) / 2


def test_only_known_figures_and_filled_texts_are_last_years() -> None:
    this = with_figure(report(texts={"总述": ("甲。", "乙。")}), "三.r01.c1", None)
    figures = known_figures(this)
    assert REFS["三.r01.c1"] not in figures
    assert (figures[REFS["三.r02.c1"]], figures[REFS["三.r01.c3"]]) == (1, 0)
    assert known_texts(this) == {"总述": "甲。\n乙。"}
    lasting = {
        key: this.entries[key].text for key in ("网站名称", "网址", "地址", "联系电话")
    }  # what of the opening is filled in and seldom changes
    assert as_last_report(this) == LastReport(
        figures, {"总述": "甲。\n乙。"}, 2024, "测试.xlsx", entries=lasting, form=FORM
    )


def test_a_report_without_a_year_has_no_last_year() -> None:
    this = of("青禾县财政局")
    undated = replace(this, entries={**this.entries, "年度": this.entries["年度"]._replace(text="")})
    why = "报告没有年度，不知道上年是哪一年"
    assert LastYear((earlier(),)).match_report(undated, FINANCE, ROSTER) == EarlierMatch(None, why)


@pytest.mark.parametrize(
    ("then", "code"),
    [("青禾县财政局", ""), ("青禾县 财政局", ""), ("青禾县财税局", ""), ("青禾县国库局", "A01")],
)
def test_an_agency_on_the_roster_is_found_by_its_names_and_its_code(then: str, code: str) -> None:
    past = LastYear((earlier("青禾县教育局"), earlier(then, code, source="上年.xlsx")))
    assert found(past.match_report(of("财政"), FINANCE, ROSTER)) == "上年.xlsx"


def test_the_agency_on_the_roster_counts_not_the_name_in_the_workbook() -> None:
    past = LastYear((earlier("青禾县教育局"),))
    assert found(past.match_report(of("青禾县教育局"), FINANCE, ROSTER)) == NONE


@pytest.mark.parametrize(("on_roster", "given"), [(False, True), (True, False), (False, False)])
def test_without_a_line_on_a_roster_the_name_counts(on_roster: bool, given: bool) -> None:
    past = LastYear((earlier("青禾县教育局"), earlier()))
    line, lines = FINANCE if on_roster else None, ROSTER if given else None
    assert found(past.match_report(of("青禾县 教育局"), line, lines)) == "青禾县教育局.xlsx"


def test_a_name_that_two_agencies_had_leads_neither_to_its_report() -> None:
    both = roster(FINANCE, CIVIL)
    past = LastYear((earlier("青禾县财税局"),))
    assert found(past.match_entry(FINANCE, both, 2024)) == NONE
    assert found(past.match_entry(CIVIL, both, 2024)) == NONE
    assert found(past.match_entry(FINANCE, ROSTER, 2024)) == "青禾县财税局.xlsx"


def test_only_the_year_before_is_last_year() -> None:
    past = LastYear((earlier(year=2022, source="前年.xlsx"), earlier(source="上年.xlsx"), earlier(year=2024)))
    assert found(past.match_entry(FINANCE, ROSTER, 2024)) == "上年.xlsx"
    assert found(past.match_report(of("青禾县财政局"), None, None)) == "上年.xlsx"
    assert found(past.match_report(of("财政局"), None, None)) == "上年.xlsx"
    assert found(past.match_report(of("青禾县财政局", year=2027), None, None)) == NONE


def test_a_report_of_no_year_is_nobodys_and_hides_no_other() -> None:
    past = LastYear((earlier(year=None), earlier(source="上年.xlsx")))
    assert found(past.match_report(of("青禾县财政局"), None, None)) == "上年.xlsx"


def test_a_report_without_a_code_is_not_found_by_its_absence() -> None:
    past = LastYear((earlier("青禾县财政局"), earlier("青禾县教育局", "A02")))
    assert found(past.match_report(issued("青禾县国库局", ""), None, None)) == NONE


def test_a_short_name_leads_to_the_only_agency_that_it_fits() -> None:
    past = LastYear((earlier("青禾县财政局"), earlier("青禾县教育局"), earlier("青禾县财税局", year=2022)))
    assert found(past.match_report(of("财政局"), None, None)) == "青禾县财政局.xlsx"
    assert found(past.match_report(of("教育局"), None, None)) == "青禾县教育局.xlsx"
    assert found(past.match_report(of("财税局"), None, None)) == NONE


def test_the_same_report_by_name_and_by_code_is_one() -> None:
    past = LastYear((earlier("青禾县财政局", "A01"), earlier("青禾县教育局", "A02")))
    assert found(past.match_entry(FINANCE, ROSTER, 2024)) == "青禾县财政局.xlsx"


def test_several_reports_are_left_to_a_person() -> None:
    past = LastYear((earlier(source="甲.xlsx"), earlier("青禾县国库局", "A01", source="乙.xlsx")))
    why = "上年有 2 份报告都可能是这个机关的（甲.xlsx、乙.xlsx），无法判断以哪份为准"
    assert found(past.match_entry(FINANCE, ROSTER, 2024)) == why
    assert found(past.match_report(issued("青禾县财政局", "A01"), None, None)) == why


def test_two_reports_of_one_name_are_left_to_a_person_whatever_short_name_leads_there() -> None:
    nameless = pack_earlier("青禾县财政局", "", LastReport({}, year=2023, form=FORM))
    past = LastYear((nameless, nameless._replace(agency="青禾县 财政局")))
    why = "上年有 2 份报告都可能是这个机关的（青禾县财政局、青禾县 财政局），无法判断以哪份为准"
    assert found(past.match_report(of("财政局"), None, None)) == why
    assert found(past.match_report(of("青禾县财政局"), None, None)) == why


def test_files_that_could_not_be_read_are_reported_where_nothing_is_found() -> None:
    past = LastYear((earlier(),), unread_files=3)
    unread = f"{NONE}（另有 3 个文件没有读到，可能是 2019 年试行格式）"
    assert found(past.match_report(of("青禾县教育局"), None, None)) == unread
    assert found(past.match_report(of("青禾县财政局", year=2027), None, None)) == unread
    assert found(past.match_entry(entry("青禾县教育局"), ROSTER, 2024)) == unread
    assert found(past.match_entry(FINANCE, ROSTER, 2024)) == "青禾县财政局.xlsx"


PAST = LastYear(
    (
        pack_earlier(FINANCE.name, FINANCE.code, LastReport({}, year=2023, source="财政.xlsx", form=FORM)),
        pack_earlier(CIVIL.name, "", LastReport({}, year=2023, source="民政.xlsx", form=FORM)),
    )
)


@pytest.mark.parametrize(
    ("agency", "identity", "found"),
    [
        (FINANCE.name, {}, FINANCE.name),
        (FINANCE.name, {"单位代码": FINANCE.code, "单位名称": FINANCE.name}, FINANCE.name),
        (FINANCE.name, {"单位代码": "Z99", "单位名称": FINANCE.name}, FINANCE.name),
        ("青禾县国库局", {"单位代码": FINANCE.code}, FINANCE.name),
        ("青禾县国库局", {"单位代码": FINANCE.code, "单位名称": "青禾县 国库局"}, FINANCE.name),
        ("青禾县国库局", {"单位代码": FINANCE.code, "单位名称": FINANCE.name}, ""),
        (CIVIL.name, {"单位代码": FINANCE.code, "单位名称": FINANCE.name}, CIVIL.name),
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


@pytest.mark.parametrize("issued_to", ["", CIVIL.name])
def test_where_name_and_code_disagree_a_person_has_to_decide(issued_to: str) -> None:
    identity = {"单位代码": FINANCE.code, "单位名称": issued_to}
    match = PAST.match_report(replace(of(CIVIL.name), identity=identity), None, None)
    assert match.earlier is None
    assert match.why == "上年有 2 份报告都可能是这个机关的（民政.xlsx、财政.xlsx），无法判断以哪份为准"


def test_reports_sent_to_another_process_are_matched_there_as_here() -> None:
    sent = pickle.loads(pickle.dumps(PAST))
    assert list(sent) == list(PAST)
    assert sent.match_entry(FINANCE, ROSTER, 2024) == PAST.match_entry(FINANCE, ROSTER, 2024)


def test_ten_thousand_reports_take_no_memory() -> None:
    def all_of_them() -> Iterator[EarlierReport]:
        for number in range(10_000):
            yield earlier(f"青禾县第{number:05d}局", f"C{number}")

    tracemalloc.start()
    try:
        past = LastYear(all_of_them())
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(past) == 10_000
    assert kept < 500_000
    assert found(past.match_report(of("青禾县第09999局"), None, None)) == "青禾县第09999局.xlsx"


def test_a_full_disk_is_said_where_last_year_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        LastYear((earlier(),))
