"""Which texts are compared: as good as every two that are alike, and few others."""

from __future__ import annotations

import random
from array import array
from itertools import combinations

import pytest

from converter.checks.similarity import similarity
from converter.county.likeness import Shared, Texts, candidates, clause_key, copies, sample
from converter.form import FORM

LEAST, PERCENT = 120, 80
HANDED_OUT = 150
CHARACTERS = [chr(0x4E00 + number) for number in range(3_000)]


def clauses(dice: random.Random, count: int) -> list[str]:
    """So many clauses of characters of their own."""
    return ["".join(dice.choices(CHARACTERS, k=dice.randint(9, 20))) for _ in range(count)]


def changed_clauses(text: list[str], part: float, dice: random.Random) -> list[str]:
    return [clauses(dice, 1)[0] if dice.random() < part else clause for clause in text]


def changed_characters(text: list[str], part: float, dice: random.Random) -> list[str]:
    return [
        "".join(dice.choice(CHARACTERS) if dice.random() < part else one for one in clause) for clause in text
    ]


def changed_order(text: list[str], part: float, dice: random.Random) -> list[str]:
    place = dice.randrange(len(text) - 8)
    return text[:place] + text[place : place + 8][::-1] + text[place + 8 :]


WAYS = (
    (changed_clauses, 0.05),
    (changed_clauses, 0.15),
    (changed_characters, 0.1),
    (changed_characters, 0.18),
    (changed_order, 0),
)


def county(agencies: int, shared: float, copied: int, of: int = 1) -> list[list[str]]:
    """Texts of agencies, so many of which copied one of so many others, each in one of the ways.

    `shared`: the part of all clauses that the county handed out.
    """
    dice = random.Random(agencies * 1_000 + copied)
    pool = clauses(dice, HANDED_OUT)
    texts = []
    for _ in range(agencies):
        own = clauses(dice, 60)
        texts.append([dice.choice(pool) if dice.random() < shared else clause for clause in own])
    for number, copy in enumerate(dice.sample(range(of, agencies), copied)):
        change, part = WAYS[number % len(WAYS)]
        texts[copy] = change(texts[number % of], part, dice)
    return texts


def added(texts: list[list[str]]) -> Texts:
    made = Texts(FORM)
    for number, text in enumerate(texts):
        made.add(number, f"a{number}", f"a{number}", text)
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("agencies", "shared", "copied", "of"),
    [(60, 1 / 3, 10, 10), (120, 1 / 3, 20, 20), (120, 1 / 3, 35, 1), (120, 0.7, 20, 10), (90, 0, 12, 2)],
    ids=["a county", "a large county", "one text for many", "mostly handed out", "two texts for some"],
)
def test_no_text_is_missed_that_comparing_every_two_finds(
    agencies: int, shared: float, copied: int, of: int
) -> None:
    texts = county(agencies, shared, copied, of)
    made = added(texts)
    common = made.take_common()
    found = copies(made, common, LEAST, PERCENT)
    own = ["".join(clause for clause in text if clause_key(clause) not in common) for text in texts]
    alike = {
        text
        for one, other in combinations(range(agencies), 2)
        if min(len(own[one]), len(own[other])) >= LEAST and similarity(own[one], own[other]) >= PERCENT
        for text in (one, other)
    }
    assert len(alike) >= copied
    assert set(found) == alike


@pytest.mark.slow
def test_the_pairs_to_compare_do_not_grow_with_the_county() -> None:
    numbers = []
    for agencies in (100, 400):
        made = added(county(agencies, 1 / 3, 0))
        made.take_common()
        shared, _ = made.take_shared()
        numbers.append(len(list(candidates(made.own, made.sizes, shared, LEAST, PERCENT))) / agencies)
    assert numbers[1] < 1.5 * numbers[0]


def test_the_same_fragments_are_kept_of_a_text_wherever_they_stand() -> None:
    text = "".join(clauses(random.Random(1), 80))
    whole, half = set(sample(text)), set(sample(text[500:]))
    assert len(half) == len(whole)
    assert len(whole & half) > len(whole) / 3


@pytest.mark.parametrize(
    ("own", "sizes", "fragments"),
    [((1_000, 1_000), (64, 64), 4), ((1_000, 600), (64, 64), 40), ((1_000, 119), (64, 20), 20)],
    ids=["hardly anything in common", "one much longer", "one too short"],
)
def test_texts_that_cannot_be_alike_are_not_compared(
    own: tuple[int, int], sizes: tuple[int, int], fragments: int
) -> None:
    shared = Shared(2)
    for _ in range(fragments):
        shared.add(array("I", [0, 1]))
    assert list(candidates(own, sizes, shared, LEAST, PERCENT)) == []
    assert list(candidates((1_000, 900), (64, 64), shared, LEAST, PERCENT)) == [(0, 1)] * (fragments > 4)
