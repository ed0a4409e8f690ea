"""Which agency is this? By its code, its names, or the characters of a short name: never by likeness.

How alike two names are says little (财政局 is nearer to 审计局 than to 青禾县财政局), so that likeness
only serves to ask "did you mean". A door to rapidfuzz.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from converter.report.roster import Roster, RosterEntry
from converter.system.texts import name_key

LIKE = 55
"""Percent from which on a name is offered as what may have been meant."""

OFFERED = 3
_ENDINGS = ("局", "委", "办", "部", "院", "厅", "会", "中心", "政府")
"""What the name of a body ends with: more behind it is the name of another body."""

_REGION = re.compile("^.{1,6}?[县市区旗]")
"""The region before a body's name: as all have it, it says nothing about how alike two are."""

_TAIL = 2
"""Characters that a short name may leave off at the end: 办（公室）, 委（员会）."""


class Match(NamedTuple):
    """Which agency a workbook is of.

    `how`: by the code that the workbook carries, by the full name, by a 简称 or 曾用名, by the
    characters of a short name; "" for no agency. `rivals`: without an agency those it may be; those
    that share a name ("several"), or likely ones ("like"). `by_code`: the agency that the code leads
    to where the name leads to another one.
    """

    entry: RosterEntry | None
    how: Literal["code", "name", "alias", "letters", "several", "like", "conflict", ""]
    rivals: tuple[RosterEntry, ...] = ()
    by_code: RosterEntry | None = None


def match(roster: Roster, name: str, code: str = "") -> Match:
    """The agency on the roster that a name and the code of its workbook lead to; a pure function.

    The code settles a name that several share, that is misspelt or missing. A code and a name that
    lead to different agencies lead to none: it is a neighbour's workbook, or a name nobody knows.
    """
    by_code = roster.with_identity(code) if code else None
    by_name = match_name(roster, name)
    if by_code is None or by_name.entry is by_code:
        return by_name
    if not name_key(name) or by_code in by_name.rivals:
        return Match(by_code, "code")
    return Match(None, "conflict", (by_name.entry,) if by_name.entry else (), by_code)


def match_name(roster: Roster, name: str) -> Match:
    """The agency that a name alone leads to: whole, by another of its names, or by its characters."""
    key = name_key(name)
    entry = roster.find(name)
    if entry is not None:
        return Match(entry, "name" if key == name_key(entry.name) else "alias")
    candidates = roster.with_letters(key) if len(key) > 1 else ()
    for fits in (_is_end, _is_in_order):
        found = tuple(e for e in candidates if any(fits(key, name_key(name)) for name in e.names))
        if len(found) == 1:
            return Match(found[0], "letters")
        if found:
            return Match(None, "several", found)
    return Match(None, "like", near) if (near := _near(roster.entries, key)) else Match(None, "")


def _is_end(short: str, name: str) -> bool:
    return name.endswith(short)


def _is_in_order(short: str, name: str) -> bool:
    """True where all characters of a short name stand in a name in their order.

    Not where the name goes on behind the whole of it: 财政局 is no short name of 财政局国库支付中心.
    """
    at = name.find(short)
    if at >= 0 and short.endswith(_ENDINGS) and len(name) - at - len(short) > _TAIL:
        return False
    rest = iter(name)
    return all(letter in rest for letter in short)


def _near(entries: Sequence[RosterEntry], key: str) -> tuple[RosterEntry, ...]:
    """The agencies with the most alike names, the most alike first."""
    if not key:
        return ()
    from rapidfuzz import fuzz, process  # takes 4 MB, and most names are found without it

    choices = {place: _bare(name_key(entry.name)) for place, entry in enumerate(entries)}

    best = process.extract(_bare(key), choices, scorer=fuzz.ratio, limit=OFFERED, score_cutoff=LIKE)
    return tuple(entries[place] for _, _, place in best)


def _bare(key: str) -> str:
    """A name without its region; the whole where nothing else would be left."""
    return _REGION.sub("", key) or key
