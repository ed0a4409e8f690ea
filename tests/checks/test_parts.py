"""Numbers of one text against each other: what is told without any table, and what is left alone."""

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from converter.checks.claims.parts import parted_numbers
from converter.form import FORM


def cases() -> Iterator[tuple[bool, str]]:
    """The lines of data/parts.txt: whether the numbers contradict each other, and the sentence."""
    path = Path(__file__).parent.parent / "data" / "parts.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            says, _, text = line.partition(" | ")
            yield says == "!", text


@pytest.mark.parametrize(("wrong", "text"), [*cases()])
def test_parts_are_held_against_their_whole(wrong: bool, text: str) -> None:
    assert bool([*parted_numbers(text, FORM)]) is wrong


def test_a_whole_is_told_once() -> None:
    (found,) = parted_numbers("收到申请9件，其中网上平台提交7件、信函寄来4件。", FORM)
    assert (found.whole, found.parts) == (9, 11)


def test_a_long_text_takes_no_longer_than_its_length_asks() -> None:
    sentence = "收到申请20件，其中网上平台提交12件，信函寄来5件，其余3件到窗口递交，共计20件，"

    def seconds(times: int) -> float:
        start = process_time()
        assert not [*parted_numbers(sentence * times, FORM)]
        return process_time() - start

    seconds(10)
    assert seconds(400) < 40 * max(seconds(40), 0.005)
