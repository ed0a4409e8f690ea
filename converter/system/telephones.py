"""Telephone numbers as offices write them: which kinds a text has, and what a number without its zero was.

Accepted are an area code and seven or eight digits, service numbers (400, 800, 0537-12345), extensions,
several numbers with anything between them, and a country code. Only the shape is judged: there is no list
of area codes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from converter.system.patterns import pattern
from converter.system.texts import nfkc

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─~～", "-"))
_BLANKS = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_COUNTRY = re.compile(r"(?<![0-9])\(?(?:\+ ?86|0086|86(?=[- )]))\)?[- ]*\(?(0?)\)?(?=[0-9(])")
_BETWEEN = r"\)?[- ]*"
_LOCAL = r"[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])"
_NUMBER = re.compile(
    r"(?<![0-9])(?:"
    r"(?P<mobile>1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9]))"
    r"|(?P<service>[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9]))"
    rf"|(?P<whole>\(?0[0-9]{{2,3}}{_BETWEEN}(?:{_LOCAL}|[19][0-9]{{4}}(?![0-9])))"
    rf"|(?P<local>{_LOCAL})"
    rf"|(?P<cut>\(?(?:10|2[0-9]){_BETWEEN}[0-9]{{4}}[- ]?[0-9]{{4}}(?![0-9])"
    rf"|\(?[3-9][0-9]{{2}}{_BETWEEN}{_LOCAL})"
    r"|(?P<area>0[0-9]{2,3}(?![0-9]))"
    r")(?:\s*(?:转|\*|#|-|EXT\.?|分机号?)+\s*[0-9]{1,6}(?![0-9]))?"
)
_CUT = pattern(r"\(?(10|2[0-9]|[3-9][0-9]{2})\)?[- ]*([0-9]{3,4})[- ]?([0-9]{4})")


class Telephones(NamedTuple):
    """What a text has: numbers in full, local ones, mobile ones, an area code, those without their zero.

    `cut`: the first number that lost the zero of its area code, as it must have been, "" for none.
    """

    whole: bool
    local: bool
    mobile: bool
    area: bool
    cut: str = ""

    @property
    def none(self) -> bool:
        """True where nothing in the text can be dialled."""
        return not (self.whole or self.local or self.mobile or self.cut)


def telephones(text: str) -> Telephones:
    """The telephone numbers in a text."""
    folded = _BLANKS.sub(" ", nfkc(text)).translate(_DASHES).upper()
    if len(folded) > _LONGEST:
        return Telephones(whole=False, local=False, mobile=False, area=False)
    home = _COUNTRY.sub(_national, folded)
    found = list(_NUMBER.finditer(home))
    kinds = {kind for match in found for kind in match.groupdict() if match[kind]}
    cut = next((_with_zero(match["cut"]) for match in found if match["cut"]), "")
    whole = bool({"whole", "service"} & kinds)
    area = bool({"whole", "area"} & kinds)
    return Telephones(whole, "local" in kinds, "mobile" in kinds, area, cut)


_LONGEST = 500
"""Characters of a text that may hold telephone numbers."""


def _national(country: re.Match[str]) -> str:
    """What stands for a country code: the zero that it takes the place of, unless a mobile number follows."""
    rest = country.string[country.end() :]
    return "" if re.match(r"1[3-9][0-9][- ]?[0-9]{4}|\(?0|[48]00", rest) else "0"


def _with_zero(cut: str) -> str:
    """A number with the zero that its area code lost: 5376558690 is 0537-6558690."""
    match = _CUT.match(cut)
    return f"0{match[1]}-{match[2]}{match[3]}" if match else ""
