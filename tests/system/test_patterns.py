"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from converter.system.patterns import pattern


def test_a_pattern_finds_what_a_compiled_one_does() -> None:
    late, now = pattern("(申请|复议)(?P<n>[0-9]+)件", re.IGNORECASE), re.compile("(申请|复议)(?P<n>[0-9]+)件")
    text = "申请3件，复议1件。"
    assert [found["n"] for found in late.finditer(text)] == ["3", "1"]
    assert late.sub("", text) == now.sub("", text)
    assert late.split(text) == now.split(text)
    assert late.fullmatch(text) is None
    assert (late.pattern, late.flags) == (now.pattern, now.flags | re.IGNORECASE)


def test_a_mistake_in_a_pattern_shows_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_a_pattern_has_nothing_but_what_a_compiled_one_has() -> None:
    with pytest.raises(AttributeError):
        pattern("a").find("a")  # type: ignore[attr-defined]
