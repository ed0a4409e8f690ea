"""Names that are none, and the many kinds of names that agencies really have."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.form import FORM
from converter.report.unnamed import agency_key, unnamed

_LINES = (Path(__file__).parent.parent / "data" / "names.txt").read_text(encoding="utf-8").splitlines()


def listed(kind: str) -> tuple[str, ...]:
    """The texts of a kind in tests/data/names.txt."""
    after = _LINES[_LINES.index(f"[{kind}]") + 1 :]
    return tuple(after[: after.index("")] if "" in after else after)


def test_names_of_every_kind_of_agency_are_names() -> None:
    assert len(listed("-")) > 80
    assert {name: kind for name in listed("-") if (kind := unnamed(name, FORM))} == {}


@pytest.mark.parametrize("text", listed("nobody"))
def test_pronouns_sentences_dates_and_hints_name_nobody(text: str) -> None:
    assert unnamed(text, FORM) == "nobody"
    assert agency_key(text, FORM) == ""


@pytest.mark.parametrize("text", listed("general"))
def test_a_kind_of_body_alone_names_too_many(text: str) -> None:
    assert unnamed(text, FORM) == "general"
    assert agency_key(text, FORM) == ""


@pytest.mark.parametrize("text", listed("shared"))
def test_a_short_name_that_every_county_has_still_is_a_name(text: str) -> None:
    assert unnamed(text, FORM) == "shared"
    assert agency_key(text, FORM) == text


@pytest.mark.parametrize("text", listed("place"))
def test_a_county_or_a_city_is_no_agency(text: str) -> None:
    assert unnamed(text, FORM) == "place"
    assert agency_key(text, FORM) == text


@pytest.mark.parametrize("text", ["青禾经济开发区", "综合实验区", "望桥镇", "青禾县望桥街道", "市中区税务局"])
def test_zones_and_towns_may_be_named_by_their_place(text: str) -> None:
    assert unnamed(text, FORM) == ""


def test_blanks_and_width_make_no_difference_and_a_blank_field_is_another_matter() -> None:
    assert unnamed(" 我　局 ", FORM) == "nobody"
    assert agency_key("青禾县 财政局", FORM) == agency_key("青禾县财政局", FORM) == "青禾县财政局"
    assert unnamed("", FORM) == agency_key("", FORM) == ""
