"""The roster as a value: which agency is found by which name."""

from __future__ import annotations

import pickle
import re

import pytest

from converter.form import FORM
from converter.report.roster import Roster, RosterEntry, categories, split_names

CATEGORIES = categories(FORM)

FINANCE = RosterEntry("青禾县财政局", "县财政局", ("青禾县国库局",), CATEGORIES[1])
FORESTRY = RosterEntry("青禾县林业局", "", ("青禾县林草局", "青禾县农林局"), CATEGORIES[1])
FARMING = RosterEntry("青禾县农业农村局", "县农业局", ("青禾县农林局",), CATEGORIES[1])
ROSTER = Roster((FINANCE, FORESTRY, FARMING), form=FORM)


def test_the_categories_are_those_of_the_form() -> None:
    assert categories(FORM) == FORM.field("机关类别").choices


def test_an_entry_without_short_name_is_called_by_its_full_one() -> None:
    assert RosterEntry("青禾县林业局", "", (), CATEGORIES[1]).short == "青禾县林业局"
    assert RosterEntry("青禾县林业局", "县林业局", (), CATEGORIES[1]).short == "县林业局"


def test_an_entry_has_its_full_short_and_former_names() -> None:
    entry = RosterEntry("青禾县林业局", "县林业局", ("青禾县林草局",), CATEGORIES[1])
    assert entry.names == ("青禾县林业局", "县林业局", "青禾县林草局")


@pytest.mark.parametrize(
    "name", ["青禾县财政局", "县财政局", "青禾县国库局", "青禾县 财政局", "　青禾县财政局\u200b"]
)
def test_an_agency_is_found_by_its_full_short_and_former_names(name: str) -> None:
    assert ROSTER.find(name) is FINANCE


@pytest.mark.parametrize("name", ["", " ", "青禾县", "财政局", "青禾县财政局办公室"])
def test_a_name_that_is_only_alike_finds_nobody(name: str) -> None:
    assert ROSTER.find(name) is None


def test_a_name_of_two_agencies_finds_neither() -> None:
    assert ROSTER.find("青禾县农林局") is None
    assert ROSTER.find("青禾县林草局") is FORESTRY


def test_a_name_of_three_agencies_finds_none_of_them() -> None:
    assert Roster((FINANCE, FINANCE, FINANCE), form=FORM).find(FINANCE.name) is None


def test_the_same_name_twice_within_one_agency_does_no_harm() -> None:
    entry = RosterEntry("甲局", "甲局", ("甲 局", "乙局"), CATEGORIES[0])
    assert Roster((entry,), form=FORM).find("甲局") is entry


def test_a_missing_name_is_never_found() -> None:
    assert Roster((RosterEntry("", "", (), CATEGORIES[0]),), form=FORM).find("") is None


def test_a_roster_travels_between_processes() -> None:
    there = pickle.loads(pickle.dumps(ROSTER))
    assert there == ROSTER
    assert there.find("县财政局") == FINANCE


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ()),
        ("甲局", ("甲局",)),
        ("甲局、乙局；丙局;丁局，戊局,己局", ("甲局", "乙局", "丙局", "丁局", "戊局", "己局")),
        ("甲局\n乙局\r\n丙局", ("甲局", "乙局", "丙局")),
        ("、 甲局 、、\u200b；", ("甲局",)),
        ("甲局 乙局", ("甲局 乙局",)),
    ],
)
def test_former_names_are_parted_at_commas_semicolons_and_line_breaks(
    typed: str, names: tuple[str, ...]
) -> None:
    assert split_names(typed) == names


def test_agencies_are_looked_up_by_the_characters_of_their_names() -> None:
    assert ROSTER.with_characters("农局") == (FORESTRY, FARMING)
    assert ROSTER.with_characters("农业局") == (FORESTRY, FARMING)
    assert ROSTER.with_characters("国库") == (FINANCE,)
    assert ROSTER.with_characters("甲") == ()
    assert ROSTER.with_characters("") == ()


def test_an_agency_without_a_code_is_known_by_a_digest_of_its_name() -> None:
    coded = RosterEntry("青禾县财政局", "", (), CATEGORIES[1], code="A01")
    assert (coded.identity, FINANCE.identity) == ("A01", RosterEntry(" 青禾县　财政局", "", (), "").identity)
    assert re.fullmatch("[0-9a-f]{12}", FINANCE.identity)
    assert ROSTER.with_identity(FORESTRY.identity) is FORESTRY
    assert Roster((coded,), form=FORM).with_identity("A01") is coded
    assert ROSTER.with_identity("A01") is None
