"""How two printed labels are compared: by a form without widths, blanks, quotes and marks behind a number."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from converter.system.invisible import visible
from converter.system.texts import nfkc

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "、": ",", "，": ","})
_NUMBERING = re.compile("^([0-9]{1,2}|[一二三四五六七八九十]{1,2})[.,](?![0-9])")


def normal(text: str) -> str:
    """A label in the form in which two are compared: NFKC, no blanks or invisible characters, plain quotes.

    A numbering in front ends in a full stop, however it was written: 1. and 1、 and １． A text that is too
    long for a label stays as it is.
    """
    if len(text) <= _LABEL:
        return _normal(text)
    return _normal.__wrapped__(text) if len(text) <= _LONGEST else text


_LABEL, _LONGEST = 120, 2_000
"""Characters of the longest label, which each workbook has; of the longest text that is compared as one.

The template prints none of half as many.
"""


@lru_cache(maxsize=2048)
def _normal(text: str) -> str:
    folded = nfkc(visible(text).translate(_QUOTES)).translate(_QUOTES)
    if folded.isprintable():  # then its only blank is the space
        bare = folded.replace(" ", "")
    else:
        bare = "".join(each for each in folded if unicodedata.category(each) not in ("Zs", "Cf", "Cc"))
    return _NUMBERING.sub(r"\1.", bare).casefold()
