"""比较: the figures of `xxgk compare` by year and agency, planted changes seen, what is asked for refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from converter import cli
from converter.compare.table import AGENCY, VALUE, YEAR, tidy
from converter.form import FORM
from converter.page import comparison
from converter.page.comparison import Measure, chart_of
from converter.publish.html import render_page
from converter.report.report import Report, Value
from converter.workbook.roster.blank import filled_roster
from converter.year.comparing import reports_around
from converter.year.folder import read_year
from converter.year.making import make_year
from tests.folders import entry, roster
from tests.page.browsing import browsing, look
from tests.page.served import Served, served
from tests.reports import FIGURES, TEXTS, report
from tests.workbooks import typed_workbook

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"
FIRST, SECOND, RENAMED = "青禾县财政局", "青禾县民政局", "青禾县卫生局"
NEW = "三.r01.c1"


def of(agency: str, year: int, figures: Mapping[str, Value], sentence: str) -> Report:
    entries = {"机关名称": agency, "年度": str(year)}
    return report({**FIGURES, **figures}, entries, {**TEXTS, "总述": (sentence,)})


SENTENCES = {
    2022: "全年公开信息30条。",
    2023: "全年公开信息56条。办理申请5件。",
    2024: "全年公开信息65条。办理申请5件。",
}
AMOUNTS = {2022: 4, 2023: 7, 2024: 11}


def reports() -> Iterator[Report]:
    """Two agencies over three years, one of which was renamed, and the county's own report."""
    for year, sentence in SENTENCES.items():
        amount = AMOUNTS[year]
        yield of(FIRST, year, {NEW: amount, "三.r03.c1": amount}, sentence)
        yield of(RENAMED if year == 2022 else SECOND, year, {NEW: 9}, "平稳。")
    yield of(COUNTY, 2024, {NEW: 500}, "全县平稳。")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year with checked workbooks, and published reports of two years before."""
    path = tmp_path_factory.mktemp("years") / "年报2024"
    make_year(path, COUNTY, 2024, "1月20日")
    who = roster(entry(FIRST), entry(SECOND, former=RENAMED))
    (path / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    for each in reports():
        if each.year == 2024:
            (path / "收件" / f"{each.agency}.xlsx").write_bytes(typed_workbook(each))
        else:
            (path / "上年" / "公布的报告").mkdir(exist_ok=True)
            page = path / "上年" / "公布的报告" / f"{each.agency}{each.year}.html"
            page.write_bytes(render_page(each, FORM))
    cli.main(["import", str(path / "上年" / "公布的报告"), "-o", str(path / "上年")])
    cli.main(["convert", "-C", str(path), "--no-proof"])
    return path


@pytest.fixture(scope="module")
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def cells(text: str) -> list[str]:
    """What stands in the cells of a page's tables."""
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", text, re.DOTALL)
    return [html.unescape(re.sub("<[^>]+>", "", each)).strip() for each in found]


def rows(text: str) -> list[list[str]]:
    """What stands in the rows of a screen's tables, without the list of keys that every screen ends with."""
    return [cells(row) for row in re.findall("<tr>.*?</tr>", text.partition("</main>")[0], re.DOTALL)]


def test_all_agencies_stand_by_year_with_what_the_command_says(server: Served, year: Path) -> None:
    shown = rows(server.ask(f"/比较?指标={NEW}").text)
    assert shown == [
        ["位次", "机关", "2022", "2023", "2024", "最近一年变化"],
        ["1", FIRST, "4", "7", "11", "+4"],
        ["2", SECOND, "9", "9", "9", "0"],
    ]
    known = reports_around(read_year(year))
    table = tidy(known.agencies, FORM)
    ref = table[table["编号"] == NEW]
    assert {(a, y): v for a, y, v in zip(ref[AGENCY], ref[YEAR], ref[VALUE], strict=True)} == {
        (row[1], 2022 + n): int(row[2 + n]) for row in shown[1:] for n in range(3)
    }


def test_the_sum_of_a_year_is_drawn_without_the_county_s_own_report(server: Served) -> None:
    text = server.ask(f"/比较?指标={NEW}").text
    assert re.search('aria-label="[^"]*合计：2022 年 13，2023 年 16，2024 年 20"', text)
    assert "2 个机关" in text
    assert COUNTY in text  # among those that may be chosen
    assert server.ask(f"/比较?单位={COUNTY}").status == 200


def test_planted_changes_of_an_agency_are_all_shown_and_none_invented(server: Served, year: Path) -> None:
    text = server.ask(f"/比较?单位={FIRST}&甲=2023&乙=2024").text
    changed = rows(text.partition("变化的数 ")[2].partition("变化的句子")[0])
    known = {r.year: r for r in comparison.named(reports_around(read_year(year)).reports, FIRST)}
    expected = {
        FORM.label(ref): (str(known[2023].figures[ref]), str(known[2024].figures[ref]))
        for ref in FORM.refs
        if known[2023].figures.get(ref) != known[2024].figures.get(ref)
    }
    assert {row[0]: (row[1], row[2]) for row in changed[1:]} == expected
    assert {row[3] for row in changed[1:]} == {"+4"}
    assert len(changed) > 3  # those that were typed, and their sums
    ((place, old, new),) = rows(text.partition("变化的句子 ")[2])[1:]
    assert (place, old, new) == ("总述", "全年公开信息56条。", "全年公开信息65条。")
    assert "信息<del>56</del>条" in text
    assert "信息<ins>65</ins>条" in text


def test_an_agency_is_found_by_the_name_it_had(server: Served) -> None:
    text = server.ask(f"/比较?单位={SECOND}&指标={NEW}").text
    assert 'aria-label="' in text
    assert "2022 年 9，2023 年 9，2024 年 9" in text


def test_reports_of_two_agencies_stand_beside_each_other(server: Served) -> None:
    text = server.ask(f"/比较?单位={FIRST}&对照={SECOND}&甲=2024&乙=2024").text
    assert "甲：青禾县民政局 2024 年" in text
    assert "乙：青禾县财政局 2024 年" in text
    assert "平稳。" in text


@pytest.mark.parametrize(
    "asked", ["单位=青禾县丁局", f"单位={FIRST}&对照=青禾县丁局", "单位=../年报.toml", "单位=<script>"]
)
def test_an_agency_that_has_no_report_is_said_to_have_none(server: Served, asked: str) -> None:
    answer = server.ask(f"/比较?{asked}")
    assert answer.status == 404
    assert "的报告" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("asked", ["指标=没有", "指标=", "甲=x&乙=9999", f"单位={FIRST}&甲=9999&乙=-1"])
def test_what_is_not_there_is_not_asked_for(server: Served, asked: str) -> None:
    assert server.ask(f"/比较?{asked}").status == 200


def test_the_files_are_those_of_the_command(server: Served, year: Path, tmp_path: Path) -> None:
    book, data = server.ask("/比较/比较.xlsx"), server.ask("/比较/data.csv")
    assert book.content.startswith(b"PK")
    lines = data.content.decode("utf-8-sig").splitlines()
    assert len(lines) - 1 == sum(len(r.figures) for r in reports_around(read_year(year)).reports)
    assert server.ask("/比较/比较.xlsx", "POST", body={}).status in (403, 405)


def test_a_corrected_workbook_counts_at_once(year: Path, server: Served) -> None:
    book = next((year / "上年").glob(f"{FIRST}-2023.xlsx"))
    before = book.read_bytes()
    changed = of(FIRST, 2023, {NEW: 8, "三.r03.c1": 8}, SENTENCES[2023])
    book.write_bytes(typed_workbook(changed))
    try:
        assert [FIRST, "4", "8", "11"] in [row[1:5] for row in rows(server.ask(f"/比较?指标={NEW}").text)]
    finally:
        book.write_bytes(before)


def test_a_result_that_is_damaged_is_told_and_the_others_are_compared(year: Path, server: Served) -> None:
    result = year / "上年" / "result.json"
    before = result.read_bytes()
    result.write_bytes(before[:3000])
    try:
        text = server.ask(f"/比较?指标={NEW}").text
        assert "没有读出，没有比较" in text
        assert [row[1] for row in rows(text)[1:]] == [FIRST, SECOND]
    finally:
        result.write_bytes(before)


def test_a_year_without_anything_says_where_it_comes_from(tmp_path: Path) -> None:
    make_year(tmp_path / "年报2025", COUNTY, 2025)
    with served(tmp_path / "年报2025") as empty:
        assert "还没有可以比较的" in empty.ask("/比较").text
        assert empty.ask("/比较/data.csv").status == 404


def test_a_chart_breaks_where_a_year_has_no_value() -> None:
    drawn = chart_of([(2021, 3, ""), (2022, 5, ""), (2023, None, ""), (2024, 4, "")], "甲")
    assert len(drawn.lines) == 1
    assert drawn.said == "甲：2021 年 3，2022 年 5，2023 年 没有，2024 年 4"
    assert drawn.points[1].y < drawn.points[3].y < drawn.points[0].y
    assert chart_of([(2024, 0, "")], "甲").points[0].text == "0"


def test_rates_are_not_added(year: Path) -> None:
    from converter.compare.rates import PER_HUNDRED

    known = reports_around(read_year(year)).agencies
    view = comparison.all_years(known, Measure(PER_HUNDRED, PER_HUNDRED), FORM)
    assert view.chart.points == ()
    assert len(view.rows) == 2


@pytest.mark.chromium
def test_the_screen_is_looked_at_in_every_window(server: Served) -> None:
    with browsing(server.address) as page:
        _look(page, server)


def _look(page: Page, server: Served) -> None:
    page.click("nav >> text=汇总")
    page.click("text=各年比较")
    page.wait_for_selector("h1:has-text('各年比较')")
    look(page, "compare")
    page.click(f"tbody >> text={FIRST}")
    page.wait_for_selector(f"h1:has-text('{FIRST}')")
    look(page, "compare-agency")
    page.fill("input[name=对照]", SECOND)
    page.click("button:text('对照')")
    page.wait_for_selector("text=甲：青禾县民政局")
    page.click("text=这个单位的填报表")
    page.click("text=各年比较")
    page.wait_for_selector("text=两份对照")
    for screen in ("/比较", f"/比较?单位={FIRST}"):
        own = server.own | {"Accept-Encoding": "gzip"}
        weight = len(server.ask(screen, headers=own).content)
        names = ("looks.css", "page.css", "page.js", "icon.svg", "compare.css")
        weight += sum(len(server.ask(f"/静态/{name}", headers=own).content) for name in names)
        assert weight <= 150_000
