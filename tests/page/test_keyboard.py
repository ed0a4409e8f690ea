"""The main path of a January by keys alone, in a real browser: nothing needs a mouse, the focus is seen."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route

from converter.page.sample import make_sample
from converter.page.state import read_state
from converter.year.folder import read_year
from tests.page.browsing import browsing
from tests.page.served import Served, served

pytestmark = [pytest.mark.slow, pytest.mark.chromium]

WRONG = "青禾县市场监督管理局"
FIELD = "找单位、联系人、问题"
MOST = 80
"""Presses of Tab within which anything is reached."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as running:
        yield running


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus; wherever it is, it is seen."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        text, is_seen = page.evaluate(
            """() => { const at = document.activeElement, look = getComputedStyle(at);
            if (at === document.body) return ["", false];
            const label = at.closest("label"), field = at.type === "file" ? label : at;
            const own = getComputedStyle(field);
            const isSeen = (each) => each.outlineStyle !== "none" && each.outlineWidth !== "0px";
            const seen = isSeen(look) || isSeen(own);
            return [(at.getAttribute("aria-label") ?? "") + (label ?? at).textContent, seen]; }"""
        )
        if text and words in text:
            assert is_seen, f"the focus on {words} is not seen"
            return
    raise AssertionError(f"{words} is not reached by Tab")


def enter(page: Page, words: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")


def test_the_main_path_by_keys_alone(server: Served, tmp_path: Path) -> None:
    with browsing(server.address) as page:
        enter(page, "打开样例县")
        page.wait_for_selector("text=核对完了")
        enter(page, "回看板")
        page.wait_for_selector("text=逐个发退回件")
        enter(page, "逐个发退回件")
        page.wait_for_selector(f"h1:has-text('{WRONG}')")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.dataset.problem") == "1"
        with page.expect_download() as download:
            page.keyboard.press("d")
        book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
        book["三、依申请公开"]["K33"] = 2
        corrected = tmp_path / "改好.xlsx"
        book.save(corrected)
        page.goto(page.url)
        enter(page, "标为已发")
        page.wait_for_selector("h1:not(:has-text('市场监督'))")
        enter(page, "收件")
        page.wait_for_selector("[data-drop]")
        page.wait_for_load_state()  # a key before the page's script is there does nothing
        tab_to(page, "选文件")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(corrected)
        page.wait_for_selector("text=看改了什么")
        enter(page, "看改了什么")
        page.wait_for_selector("text=已改正")
        year = read_year(tmp_path / "样例县")
        assert {unit.name: unit.status for unit in read_state(year).units}[WRONG] == "passed"
        enter(page, "报告")
        page.wait_for_selector("iframe")
        tab_to(page, "打包下载 Word")
        with page.expect_download():
            page.keyboard.press("Enter")
        page.goto(page.url)
        enter(page, "汇总")
        page.wait_for_selector("text=生成县政府填报表")
        enter(page, "生成县政府填报表")
        page.wait_for_selector("text=做好了")
        page.keyboard.press("/")
        page.keyboard.type("科学技术")
        page.wait_for_selector("#finds h2:has-text('单位')")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('科学技术局')")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Page]:
    """The board of the sample county, with the focus in the search field."""
    make_sample(tmp_path)
    with served(tmp_path / "样例县") as running, browsing(running.address) as page:
        page.goto(f"{running.origin}/看板")
        page.keyboard.press("/")
        yield page


def focused(page: Page) -> str:
    """What has the focus: a field by its label, anything else by its words."""
    at = "document.activeElement"
    return str(page.evaluate(f"{at}.ariaLabel ?? {at}.textContent"))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for something that the page itself does not know."""
    for _ in range(600):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never holds")


def test_what_is_typed_is_found_under_the_field_and_enter_opens_the_first(board: Page) -> None:
    board.keyboard.type("市场监督")
    board.wait_for_selector("#finds a")
    board.wait_for_function("document.querySelector('#said').textContent.startsWith('找到 ')")
    assert "/看板" in unquote(board.url)
    field, finds = board.locator(".search input").bounding_box(), board.locator("#finds").bounding_box()
    assert field is not None
    assert finds is not None
    assert finds["y"] >= field["y"] + field["height"]
    assert board.locator("#finds h2").all_inner_texts()[0] == "单位 1"
    board.keyboard.press("ArrowDown")
    assert focused(board) == WRONG
    board.keyboard.press("ArrowUp")
    assert focused(board) == FIELD
    board.keyboard.press("Enter")
    board.wait_for_selector(f"h1:has-text('{WRONG}')")


def test_escape_closes_what_was_found_and_leaves_the_field_as_it_was(board: Page) -> None:
    board.keyboard.type("局")
    board.wait_for_selector("#finds a")
    for _ in range(3):
        board.keyboard.press("ArrowDown")
    assert focused(board) != FIELD
    board.keyboard.press("Escape")
    assert board.locator("#finds").is_hidden()
    assert focused(board) == FIELD
    assert board.input_value(".search input") == "局"
    board.keyboard.type("长")
    board.wait_for_selector("#finds:has-text('没有找到')")
    board.mouse.click(5, 700)
    assert board.locator("#finds").is_hidden()


def test_one_answer_is_waited_for_and_one_that_comes_late_is_dropped(board: Page) -> None:
    held: list[Route] = []
    board.route(lambda url: "/找?" in unquote(url), lambda route: held.append(route))
    board.keyboard.type("财政")
    until(board, lambda: len(held) == 1)
    board.keyboard.type("没有的")
    board.wait_for_timeout(600)
    assert len(held) == 1
    held[0].continue_()
    until(board, lambda: len(held) == 2)
    assert board.locator("#finds").is_hidden()
    held[1].continue_()
    board.wait_for_selector("#finds:has-text('没有找到')")
    board.unroute_all()
    board.keyboard.press("Enter")  # nothing to open: the page of its own
    board.wait_for_selector("h1:has-text('找“财政没有的”')")


def test_letters_do_nothing_where_they_are_switched_off(server: Served) -> None:
    with browsing(server.address) as page:
        page.keyboard.press("?")
        page.wait_for_selector("dialog[open]")
        tab_to(page, "使用单个字母的按键")
        page.keyboard.press("Space")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog:not([open])", state="attached")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 0
        page.reload()
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 0
