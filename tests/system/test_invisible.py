"""Characters that nobody sees: taken off where texts are compared, told where they change what is seen."""

import unicodedata

import pytest

from converter.grid.labels import normal
from converter.system.invisible import reordered, visible
from converter.system.texts import line, name_key

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u180f\u200b\u200e\u200f\u202a\u202e\u2060\u2064\u2065"
    "\u206f\u3164\ufe00\ufe0f\ufeff\uffa0\ufff0\ufffb\U0001bca0\U0001d173\U000e0001\U000e0041\U000e0100\U000e0fff"
)


@pytest.mark.parametrize("sign", INVISIBLE, ids=[f"{ord(sign):04x}" for sign in INVISIBLE])
def test_an_invisible_character_breaks_no_comparison(sign: str) -> None:
    assert visible(f"8{sign}47") == "847"
    assert name_key(f"青禾县{sign}财政局") == name_key("青禾县财政局")
    assert normal(f"自然{sign}人") == normal("自然人")
    assert line(f"{sign}，8") == "，8"


def test_the_table_has_every_invisible_format_character() -> None:
    shown = {  # Arabic and other signs that stand over or before digits
        *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440),
    }  # fmt: skip
    formats = [n for n in range(0x110000) if unicodedata.category(chr(n)) == "Cf" and n not in shown]
    assert [hex(n) for n in formats if visible(chr(n))] == []
    assert visible("一二3件，（）　 😀é") == "一二3件，（）　 😀é"


@pytest.mark.parametrize("kept", ["葛\U000e0100", "❤\ufe0f"])
def test_a_shape_chosen_for_a_character_is_printed(kept: str) -> None:
    assert line(f"{kept}某") == f"{kept}某"


@pytest.mark.parametrize(
    "text",
    ["\u202e12\u202c", "3\u202e12\u202c", "\u202e2\u202d12\u202c\u202c", "\u202e" * 20 + "5", "\u202e12345",
     "\u206722（其中16件）\u2069", "\u200f22（其中修订16件）", "\u061c22（其中修订16件）"],
)  # fmt: skip
def test_digits_that_are_shown_in_another_order_are_noticed(text: str) -> None:
    assert reordered(text)


@pytest.mark.parametrize(
    "text",
    ["12", "\u202e11\u202c", "\u200e847\u200f", "\u202b12件\u202c", "\u202d12\u202c", "\u202b1,345.5\u202c",
     "\u2067新收22件\u2069", "\u206812\u2069（修订3件）", "新收\u200f12件，办理3件"],
)  # fmt: skip
def test_directional_characters_that_change_nothing_are_let_pass(text: str) -> None:
    assert not reordered(text)
