"""Chinese numerals: what is read exactly, what is only proposed, and that no text takes long."""

from __future__ import annotations

import re
import time
from itertools import product

import pytest

from converter.grid.numerals import CHARACTERS, exact, proposed

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number up to 9999万 as a text writes it: 一百零二."""
    high, low = divmod(number, 10_000)
    padded = "".join(
        DIGITS[int(digit)] + (unit if digit != "0" else "")
        for digit, unit in zip(f"{low:04}", "千百十 ", strict=True)
    ).replace(" ", "")
    text = (written(high) + "万" if high else "") + padded
    text = re.sub("零+", "零", text).rstrip("零") or "零"
    return text if text == "零" else text.lstrip("零")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("一百一十", 110), ("一百零二", 102),
        ("三千零五", 3005), ("三千零五十", 3050), ("三千零十", 3010),
        ("一千二百三十四", 1234), ("一万", 10_000),
        ("十二万三千四百", 123_400), ("一万零三十", 10_030), ("一万零", 10_000), ("三百〇五", 305),
        ("零五", 5), ("零", 0), ("〇", 0),
    ],
)  # fmt: skip
def test_a_numeral_written_in_full_is_exact(text: str, value: int) -> None:
    assert exact(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "百", "万", "万万", "零万", "零零", "三百二", "三百零", "一百十", "一千五十", "一千五", "三万五",
     "一万二百", "一一", "二〇二四", "十百", "百百", "二十十", "叁", "3", "三件"],
)  # fmt: skip
def test_a_numeral_that_says_more_or_less_than_one_number_is_not_exact(text: str) -> None:
    assert exact(text) is None


def test_every_number_is_read_and_proposed_as_it_is_written() -> None:
    for number in (*range(10_000), *range(10_000, 99_999_999, 65_432)):
        assert (exact(written(number)), proposed(written(number))) == (number, str(number))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("叁佰零五", "305"), ("○", "0"), ("二〇", "20"), ("二〇二四", "2024"), ("一二三", "123"),
        ("二〇万", "200000"), ("一万二千", "12000"), ("百", "100"), ("三百零五", "305"), ("一万〇", "10000"),
        ("三百五十", "350"), ("三万零五", "30005"), ("三万五千", "35000"), ("三万五百", "30500"),
        ("三万二十五", "30025"), ("三万五〇〇〇", "35000"), ("一万二三四五", "12345"),
        ("③", "3"), ("٣", "3"), ("٣٤", "34"), ("Ⅲ", "3"), ("㊂", "3"), ("亿", "100000000"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_a_number_are_proposed(text: str, number: str) -> None:
    assert proposed(text) == number


@pytest.mark.parametrize(
    "text", ["", "五六", "十百", "零万", "万", "一万零", "万万", "一万万", "三百〇五", "½", "三分之一", "五x"]
)
def test_what_is_no_clear_number_is_not_proposed(text: str) -> None:
    assert proposed(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "三百五", "三千五", "三千二百五", "三万五", "十万五", "三万二百五", "三百五万", "叁佰伍", "叁万伍",
        "一万二三四", "三万五〇",
    ],
)  # fmt: skip
def test_a_last_digit_without_its_unit_is_not_proposed(text: str) -> None:
    """三百五 is 350 to a reader, though its characters add up to 305."""
    assert proposed(text) == ""


@pytest.mark.parametrize("length", range(1, 6))
def test_a_numeral_that_is_exact_is_proposed_alike_or_not_at_all(length: int) -> None:
    """The two differ only in what they take."""
    for text in map("".join, product("零〇二两十百千万", repeat=length)):
        value = exact(text)
        assert value is None or proposed(text) in (str(value), "")
    assert set(CHARACTERS) >= set("零〇二两十百千万")


@pytest.mark.parametrize(
    "text",
    ["一" * 60 + "x", "一" * 32_000, "٣" * 32_000, "零" * 900 + "x", "零" * 500 + "万零零x"],
)
def test_no_text_stops_the_reading_or_takes_long(text: str) -> None:
    start = time.process_time()
    assert (proposed(text), exact(text)) == ("", None)
    assert time.process_time() - start < 0.1
