"""Which agency a name refers to: the short names of a usual county, clear and ambiguous ones."""

from __future__ import annotations

import pytest

from converter.report.matching import match, match_name
from converter.report.roster import RosterEntry
from tests.folders import entry, roster

NAMES = (
    "人民政府办公室", "发展和改革局", "教育和体育局", "工业和信息化局", "公安局", "森林公安局", "民政局",
    "司法局", "财政局", "人力资源和社会保障局", "自然资源和规划局", "住房和城乡建设局", "交通运输局",
    "农业农村局", "文化和旅游局", "卫生健康局", "退役军人事务局", "应急管理局", "市场监督管理局",
    "医疗保障局", "行政审批服务局", "人民政府机关事务管理局", "财政局国库支付中心", "白鹭镇人民政府",
    "石桥镇人民政府", "望桥街道办事处",
)  # fmt: skip
ROSTER = roster(*(f"青禾县{name}" for name in NAMES))
FINANCE = entry("青禾县财政局", short="县财政局", former="青禾县财税局", code="A01")
CIVIL = entry("青禾县民政局", code="A02")
CODED = roster(FINANCE, CIVIL)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("政府办", "人民政府办公室"),
        ("发改局", "发展和改革局"),
        ("教育局", "教育和体育局"),
        ("教体局", "教育和体育局"),
        ("工信局", "工业和信息化局"),
        ("民政局", "民政局"),
        ("财政局", "财政局"),
        ("人社局", "人力资源和社会保障局"),
        ("自规局", "自然资源和规划局"),
        ("住建局", "住房和城乡建设局"),
        ("交通局", "交通运输局"),
        ("农业局", "农业农村局"),
        ("文旅局", "文化和旅游局"),
        ("卫健局", "卫生健康局"),
        ("青禾县卫健局", "卫生健康局"),
        ("退役军人局", "退役军人事务局"),
        ("应急局", "应急管理局"),
        ("市监局", "市场监督管理局"),
        ("医保局", "医疗保障局"),
        ("审批局", "行政审批服务局"),
        ("机关事务局", "人民政府机关事务管理局"),
        ("白鹭镇", "白鹭镇人民政府"),
        ("石桥镇政府", "石桥镇人民政府"),
        ("望桥街道", "望桥街道办事处"),
    ],
)
def test_a_usual_short_name_leads_to_its_agency(typed: str, meant: str) -> None:
    found = match_name(ROSTER, typed)
    assert (found.how, found.entry and found.entry.name) == ("abbreviation", f"青禾县{meant}")


@pytest.mark.parametrize(
    ("typed", "rivals"),
    [
        ("公安局", {"公安局", "森林公安局"}),
        ("镇政府", {"白鹭镇人民政府", "石桥镇人民政府"}),
        ("管理局", {"应急管理局", "市场监督管理局", "人民政府机关事务管理局"}),
    ],
)
def test_a_short_name_of_several_leads_to_none_of_them(typed: str, rivals: set[str]) -> None:
    found = match_name(ROSTER, typed)
    assert (found.entry, found.how) == (None, "several")
    assert {rival.name.removeprefix("青禾县") for rival in found.candidates} == rivals


@pytest.mark.parametrize("typed", ["", "局", "扶贫办", "青禾县档案局"])
def test_a_name_that_is_nobodys_leads_to_nobody(typed: str) -> None:
    assert match_name(ROSTER, typed) == (None, "", (), None)


def test_two_characters_may_be_a_short_name_and_one_is_none() -> None:
    assert match_name(CODED, "民局").entry is CIVIL
    assert match_name(CODED, "民").entry is None


def test_a_misspelt_name_is_asked_about_and_never_taken() -> None:
    found = match_name(ROSTER, "青禾县财攻局")
    assert (found.entry, found.how) == (None, "like")
    assert [rival.name for rival in found.candidates] == ["青禾县财政局"]


def test_at_most_three_names_are_suggested_the_most_similar_first() -> None:
    names = ("青禾县财攻局", "青禾县财功局", "青禾县财贡局", "青禾县财巩局")
    found = match_name(roster("青禾县财攻分局", *names), "青禾县财政局")
    assert (found.entry, found.how, len(found.candidates)) == (None, "like", 3)
    assert {entry.name for entry in found.candidates} <= {*names}


def test_a_name_is_suggested_only_where_more_than_half_of_it_is_the_same() -> None:
    assert match_name(roster("青禾县甲乙丙丁局"), "青禾县戊己庚丁局").how == ""
    assert match_name(roster("青禾县甲乙丙丁局"), "青禾县戊己丙丁局").how == "like"


def test_the_name_of_a_body_is_no_short_name_of_a_body_below_it() -> None:
    below = roster("青禾县财政局国库支付中心")
    assert match_name(below, "青禾县财政局").entry is None
    assert match_name(below, "财政局").entry is None
    assert match_name(below, "国库支付中心").entry is below.entries[0]


@pytest.mark.parametrize("typed", ["青禾县人民政府", "青禾县政府"])
def test_the_government_of_a_county_is_not_that_of_its_only_town(typed: str) -> None:
    towns = roster("青禾县白鹭镇人民政府")
    assert match_name(towns, typed).entry is None
    assert match_name(towns, "白鹭镇人民政府").entry is towns.entries[0]


@pytest.mark.parametrize("ending", ["局", "委", "办", "部", "院", "厅", "会", "中心", "政府"])
def test_a_name_that_goes_on_behind_its_ending_is_another_body(ending: str) -> None:
    assert match_name(roster(f"青禾县甲{ending}服务站"), f"青禾县甲{ending}").entry is None


def test_a_name_of_its_own_comes_before_characters() -> None:
    assert match_name(CODED, "青禾县财税局") == (FINANCE, "alias", (), None)
    assert match_name(CODED, "青禾县 财政局") == (FINANCE, "name", (), None)


@pytest.mark.parametrize("typed", ["", "青禾县财政局", "财政局", "青禾县财攻局"])
def test_the_code_of_the_workbook_decides_where_the_name_does_not(typed: str) -> None:
    assert match(CODED, typed, "A01").entry is FINANCE


@pytest.mark.parametrize("typed", ["", "青禾县财攻局"])
def test_what_only_the_code_decides_says_so(typed: str) -> None:
    assert match(CODED, typed, "A01") == (FINANCE, "code", (), None)


@pytest.mark.parametrize(
    ("typed", "candidates"), [("青禾县民政局", (CIVIL,)), ("民政局", (CIVIL,)), ("青禾县数据局", ())]
)
def test_a_code_and_a_name_that_disagree_lead_to_nobody(
    typed: str, candidates: tuple[RosterEntry, ...]
) -> None:
    assert match(CODED, typed, "A01") == (None, "conflict", candidates, FINANCE)


def test_a_code_that_nobody_has_leaves_it_to_the_name() -> None:
    assert match(CODED, "民政局", "Z99").entry is CIVIL


def test_an_agency_without_a_code_is_known_by_what_its_workbook_carries() -> None:
    plain = roster("青禾县财政局", "青禾县民政局")
    assert match(plain, "", plain.entries[1].identity).entry is plain.entries[1]
