"""Telephone numbers: every shape that offices write, and what a number without its zero was."""

from __future__ import annotations

import pytest

from converter.system.telephones import telephones


@pytest.mark.parametrize(
    "text",
    """0537-6558690|05376558690|（0537）6558690|(0537) 655 8690
０５３７－６５５８６９０|0537—6558690|0537 6558690
010-88888888|01088888888|021-12345678|0755-88888888|075588888888|0537-6558690-8001|0537-6558690转8001
0537-6558690转分机801|0537-6558690*801|0537-6558690、6558691|0537-6558690/6558691|0537-6558690；0537-6558691
0537-6558690/91|0537-6558690 6558691|0537-6558690或6558691|400-123-4567|4001234567|400-1234567|800-810-1234
0537-12345|0537-6558690（办公室）
办公室：0537-6558690|0537-6558690（工作日8:30-17:30）|0537-655-8690|0537 - 6558690
+86-537-6558690|+86 0537 6558690|0086-537-6558690|86-0537-6558690|+86(0)537-6558690|0000-0000001""".replace(
        "\n", "|"
    ).split("|"),
)
def test_a_number_in_full_is_one_in_every_shape(text: str) -> None:
    found = telephones(text)
    assert (found.whole, found.mobile, found.cut, found.none) == (True, False, "", False)


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("5945551234", "0594-5551234"),
        ("537-6558690", "0537-6558690"),
        ("（537）6558690", "0537-6558690"),
        ("1088888888", "010-88888888"),
        ("21-88888888", "021-88888888"),
        ("75588888888", "0755-88888888"),
    ],
)
def test_a_number_without_its_zero_says_what_it_was(text: str, was: str) -> None:
    assert telephones(text).cut == was


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        "+8613812345678",
        "１３８１２３４５６７８",
        "张三13812345678",
    ],
)
def test_a_mobile_number_is_one_in_every_shape(text: str) -> None:
    assert telephones(text).mobile


@pytest.mark.parametrize(
    "text", ["0537-6558690", "6558690", "05376558690转138", "40013812345", "138123456789"]
)
def test_other_numbers_are_no_mobile_ones(text: str) -> None:
    assert not telephones(text).mobile


@pytest.mark.parametrize("text", ["见网站", "12345", "0537", "0537-655869", "272200", "——", "", "1" * 10_000])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert telephones(text).none
