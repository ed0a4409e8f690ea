"""File names that every system takes, from names that anyone may have typed."""

from __future__ import annotations

import hashlib
import unicodedata

from pathvalidate import sanitize_filename

LONGEST = 180
"""Bytes of a file name's stem: with its extension and a number it stays below every system's limit."""


def safe_stem(text: str) -> str:
    """A file name without extension: no separators, reserved names, outer dots or invisible characters.

    A stem that is too long is cut and ends in a short hash, so that two long names stay different.
    """
    visible = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    # On its own a stem such as CON or a leading ~$ would be special to Windows or Office.
    stem = (
        str(sanitize_filename(visible, platform="windows", replacement_text="_")).strip(" .　").lstrip("~$")
    )
    stem = stem or "未命名"
    encoded = stem.encode()
    if len(encoded) <= LONGEST:
        return stem
    digest = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[:LONGEST].decode(errors='ignore')}-{digest}"


def unused(stem: str, taken: set[str]) -> str:
    """The stem, numbered from （2） where another file already has it on a system blind to case.

    The name chosen is added to `taken`.
    """
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）"
    taken.add(name.casefold())
    return name
