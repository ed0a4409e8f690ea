"""Pictures in Chromium: every screen of the page on a county's January, and the pages that a run writes."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from converter import cli
from converter.form import FORM
from converter.page.sample import make_sample
from converter.report.roster import RosterEntry
from converter.workbook.roster.blank import filled_roster
from converter.workbook.roster.reading import load_roster
from converter.year.folder import SETTINGS, settings_text
from tests.docs.pictures import Picture
from tests.folders import of
from tests.page.browsing import browsing, chromium
from tests.page.served import Served, served
from tests.reports import FIGURES, TEXTS
from tests.workbooks import fill_workbook

WINDOW = (1200, 720)
LOW = {"下发": 440, "催报": 540}
"""Heights for screens with little on them."""

WRONG, THIN, RICH = "青禾县市场监督管理局", "青禾县水务局", "青禾县民政局"
"""The agency whose total is one short, one that has not written section five, one with an unlikely amount."""


def pictures() -> Iterator[Picture]:
    """Every picture in turn, taken as it is asked for."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        yield from _january(folder)
        yield from _written(folder / "样例县" / "输出")


def _january(home: Path) -> Iterator[Picture]:
    with served(home) as server, browsing(server.address) as page:
        _window(page, *WINDOW)
        yield _screen(page, "page/start.png", home)
        _prepare(home)
        page.click("text=打开样例县")
        if page.locator("text=现在核对").count():
            page.click("text=现在核对")
        page.wait_for_selector("text=核对完了")
        yield _screen(page, "page/intake.png", home)
        yield from _goto(page, server, "看板", "page/board.png")
        yield from _goto(page, server, f"单位?名称={WRONG}", "page/unit.png", _first_problem)
        yield from _goto(page, server, f"单位?名称={THIN}", "page/accept.png", _accepting)
        for screen, name in (
            ("报告", "page/reports.png"), ("汇总", "page/rollup.png"), ("名单", "page/roster.png"),
            ("下发", "page/issue.png"), ("催报", "page/urge.png"), ("设置", "page/settings.png"),
            ("设置/规则", "page/rules.png"),
        ):  # fmt: skip
            height = LOW.get(screen, WINDOW[1])
            yield from _goto(page, server, screen, name, partial(_finish, home=home, height=height))


def _prepare(home: Path) -> None:
    """The sample county with two agencies more, and without a deadline, which would be long past."""
    year, _ = make_sample(home)
    settings = settings_text(year.name, year.year, "")
    (year.path / SETTINGS).write_text(settings, encoding="utf-8")
    known, _ = load_roster(year.roster, FORM)
    assert known is not None
    more = [RosterEntry(name, "", (), "县级部门", phone="0000-0000009") for name in (THIN, RICH)]
    year.roster.write_bytes(filled_roster((*known.entries, *more), FORM))
    thin = {key: text for key, text in TEXTS.items() if key not in ("存在的主要问题", "改进情况")}
    rich = {**FIGURES, "二.r6.c1": 240000}
    (year.intake / "水务局年报.xlsx").write_bytes(fill_workbook(of(THIN, texts=thin)))
    (year.intake / "民政局.xlsx").write_bytes(fill_workbook(of(RICH, rich)))


def _finish(page: Page, home: Path, height: int) -> None:
    _window(page, WINDOW[0], height)
    page.evaluate(HOME, str(home))


def _first_problem(page: Page) -> None:
    _window(page, WINDOW[0], 1040)
    page.click("td[data-problems]")
    page.evaluate("scrollTo(0, 0)")


def _accepting(page: Page) -> None:
    page.locator(".accept summary").first.click()
    page.fill(".accept[open] textarea", "刚刚组建，没有问题可写")


def _goto(
    page: Page, server: Served, screen: str, name: str, then: Callable[[Page], None] = lambda page: None
) -> Iterator[Picture]:
    _window(page, *WINDOW)
    page.goto(f"{server.origin}/{screen}")
    page.wait_for_load_state("networkidle")
    then(page)
    yield _screen(page, name)


def _written(output: Path) -> Iterator[Picture]:
    """The pages that a run writes: the board, and the published pages."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main(["convert", "-C", str(output.parent), "--html"])
    published = output / "HTML"
    report = next(path for path in published.glob("*财政局*.html") if "片段" not in path.name)
    for name, path, size, target in (
        ("board.png", output / "校验结果.html", (1100, 720), ""),
        ("index.png", published / "index.html", (900, 560), ""),
        ("page.png", report, (820, 620), "table >> nth=1"),
        ("page-phone.png", report, (390, 620), "table >> nth=1"),
    ):
        with _opened(path) as page:
            _window(page, *size)
            if target:
                page.locator(target).evaluate("(it) => scrollTo(0, it.getBoundingClientRect().top - 60)")
            yield _screen(page, name)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Page]:
    """A page of the disk in a browser."""
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(locale="zh-CN")
        page.goto(path.as_uri())
        yield page
        browser.close()


def _window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})


HOME = """(home) => { for (const part of document.querySelectorAll("code"))
    part.textContent = part.textContent.replace(home, "D:\\\\年报").replaceAll("/", "\\\\"); }"""
"""Paths below the temporary folder, as they would be on an office's computer."""


def _screen(page: Page, name: str, home: Path | None = None) -> Picture:
    """The window as it is; `home`: the folder that the server has."""
    if home is not None:
        page.evaluate(HOME, str(home))
    size = page.viewport_size
    assert size is not None
    text = re.sub(r"[ \t]+", " ", page.inner_text("body"))
    return Picture(name, (size["width"], size["height"]), text, lambda: page.screenshot())
