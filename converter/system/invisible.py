"""Characters that no program shows, and texts that are shown in another order than they are stored.

The table is the property Default_Ignorable_Code_Point of Unicode 16.0 (DerivedCoreProperties.txt), with the
marks of interlinear annotations (U+FFF9 to U+FFFB), which are as invisible. `unicodedata` does not give it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from converter.system.patterns import pattern

_RANGES: Final = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

CHARACTERS: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
"""The table as the inside of a class of a pattern."""

_INVISIBLE: Final = re.compile(f"[{CHARACTERS}]")
_SELECTORS: Final = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTED: Final = pattern(f"(?<![{_SELECTORS}])[{_SELECTORS}]")
_LOOSE: Final = pattern(f"[{CHARACTERS}]+")


_PRINTABLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def all_printed(text: str) -> bool:
    """True for a text of nothing but visible characters and plain spaces."""
    # faster than the table: Python knows that the other invisible characters cannot be printed
    return text.isprintable() and (text.isascii() or _PRINTABLE.search(text) is None)


def visible(text: str) -> str:
    """A text without its invisible characters: what numbers and names are compared by."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def printed(text: str) -> str:
    """A text without invisible characters but those that choose the shape of the character before them."""
    if text.isascii() or _INVISIBLE.search(text) is None:
        return text

    def kept(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        chosen = _SELECTED.match(match[0])
        return match[0][0] if chosen and before and unicodedata.category(before) in ("Lo", "So") else ""

    return _LOOSE.sub(kept, text)


# Directional characters: those that open a scope with what they do, and those that close one.
_OPENING: Final = {
    "\u202a": (0, ""), "\u202b": (1, ""), "\u202d": (0, "L"), "\u202e": (1, "R"),
    "\u2066": (0, ""), "\u2067": (1, ""), "\u2068": (0, ""),
}  # fmt: skip
_DEEPEST: Final = 8
"""Scopes inside each other that are followed; nobody writes more."""
_EMBEDDING_END, _ISOLATE_END = "\u202c", "\u2069"
_RIGHT_TO_LEFT: Final = re.compile("[\u200f\u061c\u202b\u202e\u2067]")


def reordered(text: str) -> bool:
    """True where directional characters make a text look as if its characters stood in another order.

    Only what Chinese texts are made of is considered: digits, letters from left to right, signs between them.
    A sign takes the direction of its scope, which may differ from what a program shows: then nothing is lost
    by asking. Bidirectional algorithm: Unicode Standard Annex 9.
    """
    if text.isascii() or _RIGHT_TO_LEFT.search(text) is None:
        return False
    shown: list[tuple[int, str]] = []
    scopes = [(_base_level(text), "", False)]
    for place, character in enumerate(text):
        level, forced, isolate = scopes[-1]
        if len(scopes) > _DEEPEST:
            return True
        if character in _OPENING:
            odd, forces = _OPENING[character]
            scopes.append((level + 1 + (level + 1 + odd) % 2, forces, character >= "\u2066"))
        elif character == (_ISOLATE_END if isolate else _EMBEDDING_END) and len(scopes) > 1:
            scopes.pop()
        elif not _INVISIBLE.match(character):
            follows = level % 2 and not forced and _is_left_to_right(text, place)
            shown.append((level + 1 if follows else level, character))
    return _in_order_of_display(shown) != [character for _, character in shown]


def _base_level(text: str) -> int:
    """1 where the first strong character runs from right to left, by which programs turn a whole cell."""
    for character in text:
        if character in "\u200f\u061c\u202b\u202e":
            return 1
        if unicodedata.bidirectional(character) in ("L", "LRE", "LRO"):
            return 0
    return 0


def _is_left_to_right(text: str, place: int) -> bool:
    """True for a digit or a letter, and for a point or comma between two digits."""
    character = text[place]
    if unicodedata.bidirectional(character) in ("L", "EN", "AN"):
        return True
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return character in ".,:/" and len(around) == 2 and around.isdigit()


def _in_order_of_display(characters: list[tuple[int, str]]) -> list[str]:
    """The characters as shown: from the highest level down, each run of at least that level is turned."""
    order = list(characters)
    levels = {level for level, _ in order}
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and order[end][0] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return [character for _, character in order]
