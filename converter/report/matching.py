"""Which agency on a roster a report is of: by code, by name, or by the characters of a short name.

Similarity never decides (财政局 is more similar to 审计局 than to 青禾县财政局); it only serves to ask
"did you mean".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from converter.form import Form
from converter.report.report import Report
from converter.report.roster import Roster, RosterEntry
from converter.report.unnamed import unnamed
from converter.system.patterns import pattern
from converter.system.texts import name_key

MIN_SIMILARITY = 55
"""Percent of similarity from which a name is suggested."""

MAX_SUGGESTIONS = 3
_ENDINGS = ("局", "委", "办", "部", "院", "厅", "会", "中心", "政府")
"""The endings of a body's name: a name that continues after one is that of another body."""

_REGION = pattern("^.{1,6}?[县市区旗]")
"""The region before a body's name: all have it, so it is left out where similarity is measured."""

_BETWEEN_WORDS = pattern(r"[\W\d_]+")
_SHORTEST = 2
"""Characters of a word in a file's name that may name an agency."""

_MAX_OMITTED = 2
"""Characters that a short name may omit at the end: 办（公室）, 委（员会）."""


class Match(NamedTuple):
    """Which agency a workbook is of.

    `how` it was found: by the code in the workbook, by the full name, by a 简称 or 曾用名 ("alias"), by the
    characters of a short name ("abbreviation"), as the office said ("assigned"), by the name of a file that
    says nothing itself ("file"). Without an agency: "several" share the name, names are
    "like" it, code and name are in "conflict", or "". `candidates`: the agencies it may be, where none was
    found. `by_code`: in a conflict, the agency that has the code.
    """

    entry: RosterEntry | None
    how: Literal[
        "code", "name", "alias", "abbreviation", "assigned", "file", "several", "like", "conflict", ""
    ]
    candidates: tuple[RosterEntry, ...] = ()
    by_code: RosterEntry | None = None


def match(roster: Roster, name: str, code: str = "") -> Match:
    """The agency on the roster that a name and the code in the workbook refer to.

    The code decides where the name is shared, misspelt or missing. Where code and name refer to different
    agencies there is no match: a neighbour's workbook was filled in, or the name is unknown.
    """
    by_code = roster.with_identity(code) if code else None
    by_name = match_name(roster, name)
    if by_code is None or by_name.entry is by_code:
        return by_name
    if not name_key(name) or unnamed(name, roster.form) or by_code in by_name.candidates:
        return Match(by_code, "code")
    return Match(None, "conflict", (by_name.entry,) if by_name.entry else (), by_code)


def names_of(report: Report, match: Match | None) -> tuple[str, ...]:
    """The names under which the agency of a report is known: on the roster, and as typed in."""
    entry = match.entry if match else None
    return (entry.name, report.agency) if entry else (report.agency,)


def match_name(roster: Roster, name: str) -> Match:
    """The agency that a name alone refers to: its full name, another of its names, or a short name.

    What is no name refers to none: 我局 to nobody, and 办公室 at most asks which one is meant.
    """
    key = name_key(name)
    entry = roster.find(name)
    if entry is not None:
        return Match(entry, "name" if key == name_key(entry.name) else "alias")
    kind = unnamed(name, roster.form)
    if kind == "nobody":
        return Match(None, "")
    possible = roster.with_characters(key) if len(key) > 1 else ()
    for fits in (_is_end, partial(_is_in_order, roster.form)):
        found = tuple(e for e in possible if any(fits(key, name_key(name)) for name in e.names))
        if len(found) == 1:
            return Match(None, "like", found) if kind == "general" else Match(found[0], "abbreviation")
        if found:
            return Match(None, "several", found)
    similar = _similar(roster.entries, key)
    return Match(None, "like", similar) if similar else Match(None, "")


def match_file_name(roster: Roster, source: str) -> Match:
    """The only agency on the roster that words in the name of a file, or of its folders, may mean."""
    words = _BETWEEN_WORDS.split(str(PurePosixPath(source).with_suffix("")))
    matches = [match_name(roster, word) for word in words if len(word) >= _SHORTEST]
    found = {each.entry.identity: each.entry for each in matches if each.entry is not None}
    return Match(next(iter(found.values())), "file") if len(found) == 1 else Match(None, "")


def _is_end(short: str, name: str) -> bool:
    return name.endswith(short)


def _is_in_order(form: Form, short: str, name: str) -> bool:
    """True where all characters of a short name are in a name, in the same order.

    False where the name continues after the whole of it: 财政局 is no short name of 财政局国库支付中心.
    """
    at = name.find(short)
    if at >= 0 and short.endswith(_ENDINGS) and len(name) - at - len(short) > _MAX_OMITTED:
        return False
    place, other = _place(short, form), _place(name, form)
    if place and other and place[-1] != other[-1]:
        return False
    rest = iter(name)
    return all(letter in rest for letter in short)


def _place(name: str, form: Form) -> str:
    """The place that a body governs, "" where it is no government.

    青禾县政府 is no short name of 青禾县白鹭镇人民政府: they govern a county and a town.
    """
    government = form.government
    kinds = tuple(place for place, _ in government.self_references)
    body = next((body for body in government.bodies if name.endswith(body)), "")
    place = name.removesuffix(body) if body else ""
    return place if place.endswith(kinds) else ""


def _similar(entries: Sequence[RosterEntry], key: str) -> tuple[RosterEntry, ...]:
    """The agencies with the most similar names, the most similar first."""
    if not key:
        return ()
    from rapidfuzz import fuzz, process  # takes 4 MB, and most names are found without it

    names = {number: _without_region(name_key(entry.name)) for number, entry in enumerate(entries)}
    best = process.extract(
        _without_region(key), names, scorer=fuzz.ratio, limit=MAX_SUGGESTIONS, score_cutoff=MIN_SIMILARITY
    )
    return tuple(entries[number] for _, _, number in best)


def _without_region(key: str) -> str:
    """A name without its region; the whole name where nothing else would be left."""
    return _REGION.sub("", key) or key
