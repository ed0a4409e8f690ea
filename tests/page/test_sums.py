"""汇总: the same sums as the command writes, and each from what it comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from converter import cli
from converter.form import FORM
from converter.page.state import read_state
from converter.page.sums import sources, sums_of
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import read_year
from converter.year.making import make_year
from converter.year.running import county_workbook
from tests.folders import entry, of, roster
from tests.page.served import Served, served
from tests.page.test_serving import checked, flawed, put_in
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, COUNTY, 2024, "1月20日")
    who = roster(entry("青禾县甲局"), entry("青禾县乙局"), entry("青禾县丙局"))
    (path / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        put_in(
            running,
            ("甲.xlsx", fill_workbook(of("青禾县甲局", {"三.r01.c1": 3, "三.r03.c1": 3}))),
            ("乙.xlsx", flawed("青禾县乙局")),
            ("外.xlsx", fill_workbook(of("青禾县名单外局", {"三.r01.c1": 2, "三.r03.c1": 2}))),
        )
        checked(running)
        yield running


def test_the_sums_are_those_that_the_command_writes(server: Served, year: Path) -> None:
    folder = read_year(year)
    shown = sums_of(read_state(folder), COUNTY, 2024, folder.form)
    assert server.ask("/汇总/生成", "POST", body={}).status == 303
    checked(server)
    path = county_workbook(folder)
    report = read_workbook(path.read_bytes(), path.name, FORM).report
    assert report is not None
    assert {ref.key: report.value(ref) or 0 for ref in FORM.refs} == {
        ref.key: shown.figures.get(ref.key, 0) for ref in FORM.refs
    }
    taken = server.ask("/汇总/文件?哪个=县政府")
    assert taken.content == path.read_bytes()
    assert server.ask("/汇总/文件?哪个=../年报.toml").status == 404
    before = path.read_bytes()
    assert cli.main(["rollup", "-C", str(year)]) in (cli.OK, cli.FOUND)
    assert path.read_bytes() == before


def test_a_figure_says_from_whom_it_comes_and_who_is_not_in_it(server: Served, year: Path) -> None:
    folder = read_year(year)
    ref = next(ref for ref in FORM.refs if ref.key == "三.r01.c1")
    sums = sums_of(read_state(folder), COUNTY, 2024, folder.form)
    found = [*sources(sums, ref, folder.form)]
    assert [(each.agency, each.value) for each in found] == [("青禾县甲局", "3"), ("青禾县名单外局", "2")]
    assert sum(int(each.value) for each in found) == sums.figures[ref.key]
    page = server.ask(f"/汇总?表=三&数={ref.key}").text
    assert "由 2 个单位相加" in page
    assert "还不是全县的数" in page
    out = page.partition("没有计入的")[2]
    assert re.findall(r">(青禾县\w局)</a>", out) == ["青禾县乙局", "青禾县丙局"]


def test_a_trial_counts_returned_ones_and_cannot_be_made_the_county_s(server: Served, year: Path) -> None:
    page = server.ask("/汇总?试算=1").text
    assert "试算：连退回的也计入" in page
    assert re.search(r'<button class="primary" disabled>生成县政府填报表', page)
    folder = read_year(year)
    state = read_state(folder)
    assert len(sums_of(state, COUNTY, 2024, folder.form, returned=True).parts) == 3
