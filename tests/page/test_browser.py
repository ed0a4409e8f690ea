"""A whole January in a real browser, by mouse and by keys alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from converter.form import FORM
from converter.page.sample import make_sample
from converter.page.state import read_state
from converter.publish.html import render_page
from converter.report.roster import RosterEntry
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import read_year
from converter.year.making import make_year
from tests.folders import of
from tests.page.browsing import browsing, look
from tests.page.served import Served, served
from tests.page.test_last_year import of_last_year
from tests.workbooks import fill_workbook

pytestmark = [pytest.mark.slow, pytest.mark.chromium]

FINANCE, WRONG = "青禾县财政局", "青禾县市场监督管理局"
"""Agencies of the samples; the total of the second in K33 is one short."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as running:
        yield running


@pytest.fixture
def page(server: Served) -> Iterator[Page]:
    with browsing(server.address) as shown:
        yield shown


def checked(page: Page) -> None:
    page.wait_for_selector("text=核对完了")


def test_a_whole_january(page: Page, server: Served, tmp_path: Path) -> None:
    look(page, "start")
    page.click("text=打开样例县")
    checked(page)
    look(page, "intake")
    year = read_year(tmp_path / "样例县")
    page.click("text=回看板")
    look(page, "board")

    page.click("text=逐个发退回件")
    assert WRONG in page.inner_text("h1")
    look(page, "unit")
    page.click("td[data-problems]")
    assert page.locator(".problem.lit").count() == 1
    page.click("text=复制退回说明")
    assert "总计不等于各列之和" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.click("a:text('下载退回件')")
    corrected = tmp_path / "改好.xlsx"
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    book["三、依申请公开"]["K33"] = 2
    book.save(corrected)
    page.click("button:text('标为已发')")
    assert WRONG not in page.inner_text("h1")  # the next one opens by itself

    page.click("nav >> text=收件")
    page.set_input_files("input[data-files] >> nth=0", corrected)
    page.wait_for_selector("tr:has-text('改好.xlsx') >> text=看改了什么")
    row = page.inner_text("tr:has-text('市场监督管理局')")
    assert "替代以前的版本" in row
    assert {unit.name: unit.status for unit in read_state(year).units}[WRONG] == "passed"
    page.click("text=看改了什么")
    assert "改好重报了" in page.inner_text("main")
    look(page, "unit-corrected")

    page.click("nav >> text=看板")
    page.click(".tiles >> text=退回")
    page.wait_for_selector(".tiles a[aria-current]:has-text('退回')")
    assert page.locator("main table.list tbody tr").count() == 1
    page.check("input[data-all]")
    with page.expect_download() as download:
        page.click("text=下载退回件（zip）")
    assert any(name.endswith(".xlsx") for name in zipfile.ZipFile(download.value.path()).namelist())
    page.click(".ticked >> text=标为已发")
    look(page, "board-filtered")

    page.click("nav >> text=报告")
    page.wait_for_selector("iframe")
    look(page, "reports")
    with page.expect_download() as download:
        page.click("text=打包下载 Word")
    names = zipfile.ZipFile(download.value.path()).namelist()
    passed = sum(unit.status == "passed" for unit in read_state(year).units)
    assert len(names) >= passed
    for screen, name in (
        ("汇总", "rollup"), ("名单", "roster"), ("设置", "settings"), ("设置/规则", "rules"),
        ("下发", "issue"), ("催报", "urge"), ("发送清单", "sendlist"), ("统计", "statistics"),
        (f"一起看?单位={WRONG}", "together"), ("汇总?试算=1", "rollup-trial"),
    ):  # fmt: skip
        page.goto(f"{server.origin}/{screen}")
        look(page, name)
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    look(page, "keys")
    page.keyboard.press("Escape")
    page.goto(f"{server.origin}/记录")
    assert "退回件已发" in page.inner_text("main")
    look(page, "history")

    last_year_beside(page, server)
    page.click("nav >> text=汇总")
    page.click("table.sums tr:has-text('本年新收') td.total a")
    assert "个单位相加" in page.inner_text("aside")
    look(page, "rollup-sources")
    page.click("text=生成县政府填报表")
    page.wait_for_selector("text=做好了")
    assert (year.summary / "汇总表.xlsx").exists()
    page.click("nav >> text=设置")
    page.fill("textarea[name=reason]", "样例走一遍")
    page.click("text=结束本年度并存档")
    page.wait_for_selector("text=与存档清单逐个一致")
    look(page, "settings-closed")
    after = read_year(tmp_path / "样例县-2025")
    assert (after.last_year / "result.json").exists()


def drop(page: Page, where: str, files: dict[str, bytes]) -> None:
    """Drop files somewhere on the page, as from a folder of this machine."""
    transfer = page.evaluate_handle(
        """(files) => { const data = new DataTransfer();
        for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
        return data; }""",
        [[name, list(content)] for name, content in files.items()],
    )
    page.dispatch_event(where, "drop", {"dataTransfer": transfer})


def last_year_beside(page: Page, server: Served) -> None:
    """Last year's published report dropped at 设置, and its figures beside this year's."""
    page.goto(f"{server.origin}/设置/上年")
    look(page, "last-year-empty")
    published = render_page(of_last_year(FINANCE), FORM)
    drop(page, "[data-drop]", {"财政局2023.html": published})
    page.wait_for_selector("text=读出 1 份")
    look(page, "last-year")
    page.click("main table.list tbody a")
    page.wait_for_selector("h2:has-text('公布的原件')")
    look(page, "last-year-original")
    page.goto(f"{server.origin}/收件")
    page.click("text=再核对一次")
    checked(page)
    page.goto(f"{server.origin}/单位?名称={FINANCE}")
    page.click(".switch >> text=上年")
    page.wait_for_selector(".switch a[aria-current]:text('上年')")
    page.keyboard.press("y")
    page.wait_for_selector(".switch a[aria-current]:text('并排')")
    assert page.locator("table.form td .last").count() > 100
    look(page, "unit-last-year")


def test_a_warning_is_accepted_by_keys_alone(page: Page, server: Served, tmp_path: Path) -> None:
    """The main path without a mouse: find, read, accept, look at the report."""
    year, _ = make_sample(tmp_path)
    thin = of("青禾县科学技术局", texts={"五.problems": ()})
    (year.intake / "科技局.xlsx").write_bytes(fill_workbook(thin))
    page.reload()
    page.press("body", "Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("button", name=re.compile("2024")).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=现在核对")
    page.get_by_role("button", name="现在核对").focus()
    page.keyboard.press("Enter")
    checked(page)
    page.keyboard.press("/")
    page.keyboard.type("科学技术局")
    page.wait_for_selector("#finds a")
    look(page, "search-finds")
    page.goto(f"{server.origin}/找?找=科学技术局")
    look(page, "search")
    assert page.evaluate("document.activeElement.textContent") == "青禾县科学技术局"
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('科学技术局')")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.dataset.problem") == "1"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    look(page, "unit-accept")
    page.locator(".accept[open] textarea").focus()
    page.keyboard.type("刚刚组建，没有问题可写")
    page.keyboard.press("Tab")
    page.keyboard.type("李敏")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=县里已认可：刚刚组建")
    (unit,) = (unit for unit in read_state(year).units if unit.short == "科学技术局")
    assert [problem.accepted is not None for problem in unit.problems] == [True, False, False]


def test_files_are_dragged_onto_the_page_and_nothing_is_lost_by_a_second_tab(
    page: Page, server: Served, tmp_path: Path
) -> None:
    page.click("text=打开样例县")
    checked(page)
    contents = {f"{n}.xlsx": fill_workbook(of(f"青禾县{n}局")) for n in "甲乙"}
    page.goto(f"{server.origin}/看板")
    drop(page, "main", contents)  # on any page
    second = page.context.new_page()
    second.goto(f"{server.origin}/看板")
    page.wait_for_selector("text=请您定 2")
    there = {p.name: p.read_bytes() for p in (tmp_path / "样例县/收件").glob("*日/*.xlsx")}
    assert there == contents
    look(page, "intake-undecided")


def test_five_hundred_agencies_are_shown_and_filtered_without_delay(tmp_path: Path) -> None:
    path = tmp_path / "年报2024"
    make_year(path, "青禾县人民政府", 2024, "1月20日")
    entries = [RosterEntry(f"青禾县第{n}中心", "", (), "县级部门", phone="0000-8200000") for n in range(500)]
    (path / "单位名单.xlsx").write_bytes(filled_roster(entries, FORM))
    with served(path) as server:
        sent = server.ask("/看板", headers=server.own | {"Accept-Encoding": "gzip"})
        assert len(sent.content) <= 150_000
        assert sent.headers["content-encoding"] == "gzip"
        with browsing(server.address) as page:
            page.wait_for_selector("main table.list")
            assert page.locator("main table.list tbody tr").count() == 500
            took = page.evaluate(
                """() => new Promise((done) => {
                const begun = performance.now(), end = () => done(performance.now() - begun);
                scrollTo(0, 1e6);
                requestAnimationFrame(() => requestAnimationFrame(end)); })"""
            )
            assert took < 1000


def test_every_screen_of_the_sample_county_is_light(page: Page, server: Served) -> None:
    page.click("text=打开样例县")
    checked(page)
    for screen in ("/看板", "/收件", "/报告", f"/单位?名称={WRONG}", "/记录", "/开始"):
        own = server.own | {"Accept-Encoding": "gzip"}
        weight = len(server.ask(screen, headers=own).content)
        weight += sum(
            len(server.ask(f"/静态/{name}", headers=own).content)
            for name in ("looks.css", "page.css", "page.js", "icon.svg")
        )
        assert weight <= 150_000, screen


def test_without_scripts_files_are_put_in_and_seen(server: Served, tmp_path: Path) -> None:
    make_sample(tmp_path)
    server.ask("/开始/样例县", "POST", body={})
    page = server.ask("/收件").text
    assert 'enctype="multipart/form-data"' in page
    assert "收下并核对" in page
