"""Editions of the form: one object each, in every process."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest

from converter.form.editions import CURRENT, EDITIONS, edition, edition_of_year


@pytest.mark.parametrize("key", EDITIONS)
def test_an_edition_is_ever_the_same_object(key: str) -> None:
    assert edition(key) is edition(key)
    assert edition(key).edition == key
    assert pickle.loads(pickle.dumps(edition(key))) is edition(key)


def test_an_unknown_edition_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"no edition “1987” of the form; known are .*2021"):
        edition("1987")


def test_the_year_of_a_report_says_its_edition() -> None:
    assert edition_of_year(2021) is edition_of_year(2030) is edition(CURRENT)
    assert {edition_of_year(year).edition for year in (2018, 2019, 2020)} == {"2019"}


@pytest.mark.parametrize("key", EDITIONS)
def test_an_edition_is_that_of_the_years_it_is_for(key: str) -> None:
    assert {edition_of_year(year) for year in edition(key).years} == {edition(key)}


def test_a_form_that_no_registry_knows_travels_whole_and_stays_one_object() -> None:
    own = replace(edition(), edition="own", source=None)
    assert pickle.loads(pickle.dumps(own)) is own
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(getattr, own, "edition").result() == "own"


def test_equal_declarations_have_one_digest() -> None:
    assert replace(edition()).digest == edition().digest
    assert replace(edition(), notice="另一件").digest != edition().digest
