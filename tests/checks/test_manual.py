"""The manual of checks: generated, fresh, and of every code there is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from converter.catalogue.messages import CATALOGUE
from converter.checks import CHECKS, ITEMS, Item
from converter.checks.manual import FAMILIES, MANUAL, manual


def test_the_manual_says_what_the_checks_say() -> None:
    """After a change: python -m converter.checks.manual."""
    assert (Path(__file__).parent.parent.parent / MANUAL).read_text(encoding="utf-8") == manual()


def test_every_code_of_the_catalogue_has_one_item() -> None:
    assert {code for code, _ in CATALOGUE} <= {item.code for item in ITEMS}
    assert [code for code, times in Counter(item.code for item in ITEMS).items() if times > 1] == []


def test_every_check_gives_codes_of_the_catalogue() -> None:
    codes = {code for code, _ in CATALOGUE}
    assert {item.code for check in CHECKS for item in check.items} <= codes


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_an_item_is_described_in_full(item: Item) -> None:
    assert item.code[0] in FAMILIES
    assert all((item.title, item.clause, item.passes, item.fails))
    assert not item.title.endswith("。")
    assert all(limit.code == item.code for limit in item.limits)
