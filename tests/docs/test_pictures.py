"""The pictures of the pages: each is shown, has its size, and shows what the product shows now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import papers, screens
from tests.docs.pages import ROOT
from tests.docs.pictures import FOLDER, LARGEST, recorded
from tests.test_docs import LINKED

STALE = "what it shows has changed; run: python -m tests.docs.pictures"


def used() -> set[Path]:
    """The pictures that pages show."""
    found = set()
    for page in LINKED:
        text = (ROOT / page).read_text(encoding="utf-8")
        found |= {
            ((ROOT / page).parent / name).resolve() for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)
        }
    return found


def test_every_picture_is_shown_and_stands_in_the_record() -> None:
    there = {path.resolve() for path in FOLDER.rglob("*.png")}
    assert {path.name for path in there ^ used()} == set()
    assert {path.relative_to(FOLDER.resolve()).as_posix() for path in there} == {*recorded()}


@pytest.mark.parametrize("name", recorded())
def test_a_picture_has_its_size_and_a_palette_and_is_small(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    assert recorded()[name].splitlines()[0] == f"{width} x {height}"
    assert content[25] == 3, "no palette"
    assert len(content) <= LARGEST


@pytest.mark.slow
def test_sheets_and_reports_show_what_the_pictures_show() -> None:
    known = recorded()
    changed = {picture.name for picture in papers.pictures() if known.get(picture.name) != picture.entry}
    assert changed == set(), STALE


@pytest.mark.slow
@pytest.mark.chromium
def test_screens_show_what_the_pictures_show() -> None:
    known = recorded()
    changed = {picture.name for picture in screens.pictures() if known.get(picture.name) != picture.entry}
    assert changed == set(), STALE
