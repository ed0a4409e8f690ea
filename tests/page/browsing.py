"""A real browser on the page: what tests look at on every screen."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from converter.page.security import OPENED

SIZES = {"1366": (1366, 768), "1920": (1920, 1080), "phone": (390, 844)}
"""Windows that every screen has to fit in, by what their pictures are called."""

PICTURES = "XXGK_PICTURES"
"""The environment variable with the folder that pictures of all screens are written to."""


def chromium() -> str:
    """The program Chromium; skips where it is missing unless it must be there."""
    names = ("chromium", "chromium-browser", "google-chrome", "msedge")
    found = os.environ.get("XXGK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        if os.environ.get("XXGK_REQUIRE_CHROMIUM"):
            pytest.fail("Chromium is required here but missing")
        pytest.skip("Chromium is not installed (chromium on PATH or XXGK_CHROMIUM)")
    return found


@contextmanager
def browsing(address: str) -> Iterator[Page]:
    """The page in a browser; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        width, height = SIZES["1366"]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(120_000)  # of a machine that has much else to do
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda request: complaints.append(request.url) if not _is_ours(request.url) else None
        )
        page.goto(address)
        page.wait_for_url(lambda url: OPENED not in unquote(url))  # the page there goes on by itself
        page.wait_for_load_state()
        page.wait_for_selector("main")
        yield page
        browser.close()
    assert complaints == []


def _is_ours(url: str) -> bool:
    return re.match(r"http://127\.0\.0\.1:\d+/|blob:|data:|about:", url) is not None


_OVERLAPPING = """() => {
  const isShown = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const kinds = "a, button, input, select, textarea, summary, th, td";
  const shown = [...document.querySelectorAll(kinds)].filter((each) =>
    isShown(each) && !each.closest(".hidden, .skip, dialog, .finds"));
  const isStuck = (each) => { for (let at = each; at; at = at.parentElement)
    if (["sticky", "fixed"].includes(getComputedStyle(at).position)) return true; return false; };
  const boxOf = (each) => {
    const box = each.getBoundingClientRect();
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let at = each.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible" || at === document.documentElement) continue;
      const clip = at.getBoundingClientRect();
      [left, top] = [Math.max(left, clip.left), Math.max(top, clip.top)];
      [right, bottom] = [Math.min(right, clip.right), Math.min(bottom, clip.bottom)];
    }
    return [left + 1, top + 1, right - 1, bottom - 1];
  };
  const boxes = shown.filter((each) => !isStuck(each)).map((each) => [each, boxOf(each)])
    .filter(([, box]) => box[2] > box[0] && box[3] > box[1]).sort((one, other) => one[1][1] - other[1][1]);
  const found = [];
  boxes.forEach(([one, a], at) => {
    for (const [other, b] of boxes.slice(at + 1)) {
      if (b[1] >= a[3]) break;
      if (b[0] < a[2] && a[0] < b[2] && b[3] > a[1] && !one.contains(other) && !other.contains(one))
        found.push(`${one.outerHTML.slice(0, 90)} | ${other.outerHTML.slice(0, 90)}`);
    }
  });
  return found.slice(0, 5);
}"""
"""Controls and cells that cover each other; what sticks to the window or opens over it is meant to."""


def look(page: Page, name: str) -> None:
    """Look at a screen in every window: nothing is wider than it, nothing covers anything, axe finds nothing.

    A picture of each goes to the folder of pictures, where one is named.
    """
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px wider than a window of {width}"
        assert page.evaluate(_OVERLAPPING) == [], f"{name} at {width}"
        if folder := os.environ.get(PICTURES):
            page.screenshot(path=Path(folder) / f"{name}-{size}.png")
        if size != "1920":
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            bad = [v for v in found if v["impact"] in ("critical", "serious", "moderate")]
            told = [(v["id"], [node["html"][:150] for node in v["nodes"][:3]]) for v in bad]
            assert told == [], f"{name} at {width}: {told}"
    width, height = SIZES["1366"]
    page.set_viewport_size({"width": width, "height": height})
