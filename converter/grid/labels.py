"""One way to compare labels: widths, blanks, quotes and brackets make no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "、": ",", "，": ","})


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A label reduced to what must be equal: NFKC, no blanks or invisible characters, plain quotes."""
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    return "".join(
        character for character in folded if unicodedata.category(character) not in ("Zs", "Cf", "Cc")
    ).casefold()
