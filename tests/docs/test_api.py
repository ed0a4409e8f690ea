"""The examples of docs/api.md give what the page says, and every public name stands in it."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import converter
from tests.docs.pages import ROOT

PAGE = ROOT / "docs/api.md"
OPTIONS = doctest.ELLIPSIS | doctest.REPORT_NDIFF


def test_the_page_names_what_the_package_offers() -> None:
    words = set(re.findall(r"\w+", PAGE.read_text(encoding="utf-8")))
    assert {name for name in converter.__all__ if name != "__version__"} - words == set()


@pytest.mark.slow
def test_the_examples_give_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("word_templates", "workbook_templates"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 7
    told: list[str] = []
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, start=1):
        test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", str(PAGE), 0)
        doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=told.append, clear_globs=False)
        names |= test.globs
    assert told == [], "".join(told)
