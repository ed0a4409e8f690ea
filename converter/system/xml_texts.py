"""Texts in the markup of a workbook: what XML cannot hold is written as spreadsheet programs write it."""

from __future__ import annotations

import re
from html import escape

LONGEST = 32_767
"""Characters of a cell."""

_UNHOLDABLE = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def cell_text(text: str) -> str:
    """The <t> of a text, as long as a cell can hold it."""
    text = text[:LONGEST]
    space = ' xml:space="preserve"' if keeps_blanks(text) else ""
    return f"<t{space}>{escape(held(text), quote=False)}</t>"


def keeps_blanks(text: str) -> bool:
    """Whether a text has blanks that programs drop unless they are told to keep them."""
    return text != text.strip()


def held(text: str) -> str:
    """A text without what XML cannot hold: _x000B_ stands for it, _x005F_ for a "_" that looks so."""
    text = _UNHOLDABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return _SURROGATE.sub("\ufffd", text)


def attribute_text(text: str) -> str:
    """A text between double quotes."""
    escaped = escape(held(text), quote=False).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;")
