"""Decisions on the page: whose a file is, which version counts; what a correction mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from converter.form import FORM
from converter.page.state import read_state
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import read_year
from converter.year.making import make_year
from tests.folders import entry, of, roster, saved
from tests.page.served import Served, served
from tests.page.test_serving import checked, flawed, put_in, statuses
from tests.reports import FIGURES
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow

NAMES = ("青禾县甲局", "青禾县乙局", "青禾县丙局")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, "青禾县人民政府", 2024, "1月20日")
    (path / "单位名单.xlsx").write_bytes(filled_roster(roster(*map(entry, NAMES)).entries, FORM))
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def digest_in(page: str, label: str) -> str:
    """The file that a form of the page is about."""
    at = page.index(label)
    found = [*re.finditer(r'name="file" value="(\w{64})"', page)]
    return min(found, key=lambda each: abs(each.start() - at))[1]


def test_a_file_of_nobody_is_assigned_checked_at_once_and_taken_back(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("老龄办公室"))))
    checked(server)
    page = server.ask("/收件").text
    assert "请您定 1" in page
    digest = digest_in(page, "指认为…")
    words = {"file": digest, "agency": "青禾县乙局"}
    assert server.ask("/收件/指认", "POST", body=words | {"agency": "青禾县丁局"}).status == 409
    assert server.ask("/收件/指认", "POST", body=words | {"file": "0" * 64}).status == 409
    assert not (year / "县里记录.jsonl").exists()
    assert server.ask("/收件/指认", "POST", body=words).status == 303
    checked(server)
    assert statuses(year)["乙局"] != "missing"
    page = server.ask("/收件").text
    assert "您指认的" in page
    assert "请您定 1" not in page
    assert "指认了文件" in server.ask("/记录").text
    assert server.ask("/收件/撤回指认", "POST", body={"file": digest}).status == 303
    checked(server)
    assert statuses(year)["乙局"] == "missing"
    assert server.ask("/收件/撤回指认", "POST", body={"file": digest}).status == 409


def test_two_versions_without_an_order_are_settled_and_nothing_goes_back_before(
    server: Served, year: Path
) -> None:
    noon = "2025-01-06T04:00:00Z"
    files = [saved(of(NAMES[0]), noon), saved(of(NAMES[0], {**FIGURES, "二.r3.c1": 346}), noon)]
    put_in(server, ("一.xlsx", files[0]), ("二.xlsx", files[1]))
    checked(server)
    board = server.ask("/看板").text
    assert "交了不止一份，请您定用哪一份" in board
    assert "退回的还没有发给单位" not in board
    page = server.ask(f"/单位?名称={NAMES[0]}").text
    assert "请您定用哪一份" in page
    label = re.search(r">用 [^<]*二.xlsx<", page)
    assert label is not None
    words = {"name": NAMES[0], "file": digest_in(page, label[0])}
    assert server.ask("/单位/改用", "POST", body=words).status == 303
    checked(server)
    assert statuses(year)["甲局"] == "passed"
    page = server.ask(f"/单位?名称={NAMES[0]}").text
    assert "县里定的" in page
    assert "改用这一版" in page
    assert server.ask("/单位/撤回改用", "POST", body=words).status == 303
    checked(server)
    assert statuses(year)["甲局"] == "returned"
    assert "定下用哪一版" in server.ask("/记录").text


def test_a_correction_says_what_it_mended_and_the_office_may_go_back_to_the_version_before(
    server: Served, year: Path
) -> None:
    put_in(server, ("乙.xlsx", saved(flawed(NAMES[1]), "2025-01-06T01:00:00Z")))
    checked(server)
    later = saved(of(NAMES[1], texts={"五.problems": ()}), "2025-01-06T04:00:00Z")
    put_in(server, ("改.xlsx", later))
    checked(server)
    unit = read_state(read_year(year)).unit(NAMES[1])
    assert unit is not None
    assert unit.item is not None
    page = server.ask(f"/单位?名称={NAMES[1]}").text
    mended = page.partition("与前一版相比")[2].partition("改好重报了")[0]
    assert "已改正" in mended
    assert "新出现" in mended
    other = next(each for each in unit.others if each["digest"] != unit.item["digest"])
    assert server.ask("/单位/改用", "POST", body={"name": NAMES[1], "file": other["digest"]}).status == 303
    checked(server)
    again = read_state(read_year(year)).unit(NAMES[1])
    assert again is not None
    assert again.item is not None
    assert again.item["digest"] == other["digest"]
    assert again.is_chosen


def test_a_file_that_cannot_be_read_is_its_agency_s_by_its_name(server: Served, year: Path) -> None:
    put_in(server, ("青禾县丙局-2024.xlsx", b"PK"))
    checked(server)
    assert statuses(year)["丙局"] == "unreadable"
    assert "按文件名认出" in server.ask("/收件").text
    assert "青禾县丙局" not in server.ask("/催报").text.partition("<main")[2]
