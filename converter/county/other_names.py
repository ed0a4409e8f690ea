"""Other agencies' names in an agency's texts (G-09): the text may have been copied from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.checks.settings import Settings
from converter.form import Form
from converter.report.finding import Finding
from converter.report.report import Paragraph, Place, Report
from converter.report.roster import Roster
from converter.report.unnamed import agency_key, unnamed
from converter.results.outcome import Outcome
from converter.system.texts import name_key

MIN_LENGTH = 3
"""Characters from which a 简称 is looked for: shorter ones are parts of other words."""

PLACE_ENDINGS = ("镇", "乡", "街道", "村", "县", "区", "市")
"""Endings of a 简称 that is also the name of a place, which any agency may mention."""

PARTNER_WORDS = (
    "联合", "会同", "配合", "协同", "协助", "邀请", "与", "和", "及", "同", "跟", "向", "报", "商", "经",
    "、", "对", "转送", "移送", "移交", "转交", "咨询", "征求", "衔接", "对接", "原", "划转至", "并入",
)  # fmt: skip
"""Words before the name of another agency that show it is mentioned on purpose, as a partner."""

HIGHER_REGIONS = ("省", "市", "州", "盟", "区")
"""Characters before a 简称 that show it is an agency of another region."""

GOVERNMENT_OFFICES = ("人民政府办公室", "政府办公室")
"""Endings of the government office's name: it is in charge of disclosure, and every report names it."""

_START = 2
"""Characters of a name by which the index finds the places where it may begin."""


class _Name(NamedTuple):
    """A name to look for. `owner`: the agency that has it; `full`: its full name, not a 简称 or 曾用名."""

    text: str
    owner: str
    full: bool


class _NameIndex:
    """Names to look for; `found_in` finds them in a text in one pass, however many there are."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self._owned: dict[str, tuple[_Name, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for name in names:
            self._owned[name.text] = (*self._owned.get(name.text, ()), name)
            lengths.setdefault(name.text[:_START], set()).add(len(name.text))
        self._lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}
        firsts = "".join(sorted({start[0] for start in lengths}))
        self._first = re.compile(f"[{re.escape(firsts)}]" if firsts else "(?!)")

    def found_in(self, text: str) -> Iterator[_Name]:
        """The names in a text, the longest at each position; no shared names, no mentions of partners."""
        end = 0
        while start := self._first.search(text, end):
            at = start.start()
            names = self._longest(text, at)
            if len({name.owner for name in names}) == 1 and not _is_partner(text[:at], names[0]):
                yield names[0]
            end = at + len(names[0].text) if names else at + 1

    def _longest(self, text: str, at: int) -> tuple[_Name, ...]:
        """The longest name that begins at a position of a text, once for each owner."""
        for size in range(_START, 0, -1):  # a name shorter than _START is indexed by itself
            for length in self._lengths.get(text[at : at + size], ()):
                names = self._owned.get(text[at : at + length], ())
                if names:
                    return names
        return ()


def check_other_names(
    outcomes: Sequence[Outcome], form: Form, roster: Roster | None, settings: Settings
) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: G-09 for every other agency that its texts name as if it were the author.

    One pass through each text, whatever the number of names. Anybody may name the county government and its
    office, an agency and its parent may name each other, and the government's own report is about all.
    What is no name (我局, 办公室, 县委办) is never looked for, and nobody's texts are not searched.
    """
    names = _NameIndex(_names(outcomes, form, roster))
    parents = {name_key(e.name): name_key(e.parent) for e in (roster.entries if roster else ()) if e.parent}
    found = {
        index: tuple(_mention_findings(outcome, outcome.report, names, parents))
        for index, outcome in enumerate(outcomes)
        if outcome.report and outcome.counts and outcome.report.category != form.government.category
        if agency_key(outcome.agency, form)
    }
    return {index: findings for index, findings in found.items() if findings}


def _names(outcomes: Iterable[Outcome], form: Form, roster: Roster | None) -> Iterator[_Name]:
    """Every name of every agency, without governments and agencies whose names begin with a government's."""
    known: dict[str, tuple[str, ...]] = {}
    governs: dict[str, bool] = {}
    for outcome in outcomes:
        if outcome.report is not None and outcome.report.agency:
            owner, key = name_key(outcome.agency), name_key(outcome.report.agency)
            known[owner] = () if key == owner else (key,)
            governs[owner] = outcome.report.category == form.government.category
    for entry in roster.entries if roster else ():
        owner = name_key(entry.name)
        known[owner] = tuple(map(name_key, entry.names))
        governs[owner] = entry.category == form.government.category
    governments = tuple(owner for owner in known if governs[owner])
    for owner, keys in known.items():
        if owner.startswith(governments) or owner.endswith(GOVERNMENT_OFFICES):
            continue
        for number, key in enumerate(keys or (owner,)):
            full = number == 0 or key == owner
            if (
                key
                and not unnamed(key, form)
                and (full or (len(key) >= MIN_LENGTH and not key.endswith(PLACE_ENDINGS)))
            ):
                yield _Name(key, owner, full)


def _mention_findings(
    outcome: Outcome, report: Report, names: _NameIndex, parents: Mapping[str, str]
) -> Iterator[Finding]:
    own = name_key(outcome.agency)
    own_names = {own, name_key(report.agency)}
    entry = outcome.match.entry if outcome.match else None
    own_names |= {name_key(name) for name in entry.names} if entry else set()
    found: dict[str, list[tuple[str, Paragraph]]] = {}
    for passage in report.passages.values():
        for paragraph in passage:
            for name in names.found_in(name_key(paragraph.text)):
                related = own in (name.owner, parents.get(name.owner)) or parents.get(own) == name.owner
                if not related and not any(name.text in mine for mine in own_names):
                    found.setdefault(name.owner, []).append((name.text, paragraph))
    for mentions in found.values():
        places = _places(mentions, outcome.source)
        yield finding("G-09", places, found=mentions[0][0], expected=outcome.agency)


def _is_partner(before: str, name: _Name) -> bool:
    """True where the words before a name show that the other agency is meant."""
    if not name.full and before.endswith(HIGHER_REGIONS):
        return True
    return before.removesuffix("县").removesuffix("我").removesuffix("本").endswith(PARTNER_WORDS)


def _places(mentions: Sequence[tuple[str, Paragraph]], source: str) -> tuple[Place, ...]:
    """The cells of the sheet with the first mention."""
    cells = dict.fromkeys(paragraph.place or Place(source) for _, paragraph in mentions)
    first = next(iter(cells))
    return tuple(place for place in cells if place.sheet == first.sheet)
