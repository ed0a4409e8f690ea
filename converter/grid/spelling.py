"""How two printed labels are compared: by a form without widths, blanks, quotes and marks behind a number."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "、": ",", "，": ","})
_NUMBERING = re.compile("^([0-9]{1,2}|[一二三四五六七八九十]{1,2})[.,](?![0-9])")


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A label in the form in which two are compared: NFKC, no blanks or invisible characters, plain quotes.

    A numbering in front ends in a full stop, however it was written: 1. and 1、 and １．
    """
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    visible = "".join(
        character for character in folded if unicodedata.category(character) not in ("Zs", "Cf", "Cc")
    )
    return _NUMBERING.sub(r"\1.", visible).casefold()
