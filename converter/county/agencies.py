"""Who reported, who did not, whose name stands in whose text, who received nothing (G-01, G-09 to G-12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.checks.settings import Settings
from converter.form import FORM, Ref
from converter.report.compact import values_of
from converter.report.finding import Finding
from converter.report.report import Paragraph, Place, Report
from converter.report.roster import Roster, RosterEntry
from converter.results.outcome import Outcome
from converter.results.spool import Spool
from converter.system.texts import name_key

SHORTEST = 3
"""Characters from which on a 简称 is looked for: shorter ones stand in other words."""

PLACES = ("镇", "乡", "街道", "村", "县", "区", "市")
"""A 简称 that ends so is the name of a place as well, which any agency may mention."""

COMPANY = (
    "联合", "会同", "配合", "协同", "协助", "邀请", "与", "和", "及", "同", "跟", "向", "报", "商", "经",
    "、", "对", "转送", "移送", "移交", "转交", "咨询", "征求", "衔接", "对接", "原", "划转至", "并入",
)  # fmt: skip
"""Before the name of another agency these words say that it is meant: it is company, not a slip."""

ABOVE = ("省", "市", "州", "盟", "区")
"""Before a 简称 these say that it is the agency of another place."""

OFFICES = ("人民政府办公室", "政府办公室")
"""The government's office, which is in charge of disclosure and named in every report."""

_GOVERNMENT = FORM.government.category
_START = 2
"""Letters by which a name is looked up where it may begin."""

_TABLE = next(rule.refs[0].table for rule in FORM.summed if rule.code == "G-02")


def check_agencies(outcomes: Sequence[Outcome], roster: Roster | None) -> dict[int, tuple[Finding, ...]]:
    """By the outcome's number: G-11 for an agency not on the roster, G-12 for one that is not clear."""
    if roster is None:
        return {}
    found = {
        number: tuple(_on_roster(outcome, outcome.report))
        for number, outcome in enumerate(outcomes)
        if outcome.report
    }
    return {number: told for number, told in found.items() if told}


def name_place(outcome: Outcome, report: Report) -> Place:
    """Where the name of the agency stands."""
    return report.entries["机关名称"].place or Place(outcome.source)


def _on_roster(outcome: Outcome, report: Report) -> Iterator[Finding]:
    match = outcome.match
    if match is None or match.entry is not None or not (report.agency or match.by_code):
        return  # a workbook without a name and without a code is told as A-10
    place, names = name_place(outcome, report), "、".join(entry.name for entry in match.candidates)
    if match.how == "conflict" and match.by_code is not None:
        whose = f"，是{names}的名称" if names else "，名单上没有这个名称"
        yield finding(
            "G-12", place, variant="conflict", found=report.agency, expected=match.by_code.name, detail=whose
        )
    elif match.how == "several":
        yield finding("G-12", place, variant="several", found=report.agency, expected=names)
    elif match.how == "like":
        yield finding("G-12", place, variant="like", found=report.agency, expected=names)
    else:
        yield finding("G-11", place, found=report.agency)


def missing_of(outcomes: Sequence[Outcome], roster: Roster | None) -> tuple[RosterEntry, ...]:
    """The agencies of which no workbook arrived that could be told to be theirs, in roster order."""
    if roster is None:
        return ()
    came = {o.match.entry.identity for o in outcomes if o.match is not None and o.match.entry is not None}
    return tuple(entry for entry in roster.entries if entry.identity not in came)


def in_roster_order(outcomes: Sequence[Outcome], roster: Roster | None) -> Sequence[Outcome]:
    """The outcomes in the order of the roster; those of no agency on it behind, as they came.

    Of one agency's files the one that counts comes first.
    """
    if roster is None:
        return outcomes
    order = {entry.identity: place for place, entry in enumerate(roster.entries)}

    def key(outcome: Outcome) -> tuple[int, bool]:
        entry = outcome.match.entry if outcome.match else None
        return (order[entry.identity] if entry else len(order)), outcome.status == "superseded"

    keys = [key(outcome) for outcome in outcomes]
    return Spool(outcomes[number] for number in sorted(range(len(keys)), key=keys.__getitem__))


class _Name(NamedTuple):
    """A name as it is looked for, and whose it is."""

    text: str
    owner: str
    full: bool


class _Names:
    """Names to look for, by their letters; `met` finds them in a text in one walk, however many there are."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self._owned: dict[str, tuple[_Name, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for name in names:
            self._owned[name.text] = (*self._owned.get(name.text, ()), name)
            lengths.setdefault(name.text[:_START], set()).add(len(name.text))
        self._lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}
        letters = "".join(sorted({start[0] for start in lengths}))
        self._first = re.compile(f"[{re.escape(letters)}]" if letters else "(?!)")

    def met(self, text: str) -> Iterator[_Name]:
        """The names in a text, the longest at each place, but those in company; of several nobody's."""
        end = 0
        while letter := self._first.search(text, end):
            at = letter.start()
            names = self._longest(text, at)
            if len({name.owner for name in names}) == 1 and not _is_meant(text[:at], names[0]):
                yield names[0]
            end = at + len(names[0].text) if names else at + 1

    def _longest(self, text: str, at: int) -> tuple[_Name, ...]:
        """The longest name that begins at a place of a text, once for each whose it is."""
        for size in range(_START, 0, -1):  # a name shorter than a start is its own
            for length in self._lengths.get(text[at : at + size], ()):
                names = self._owned.get(text[at : at + length], ())
                if names:
                    return names
        return ()


def check_names(
    outcomes: Sequence[Outcome], roster: Roster | None, settings: Settings
) -> dict[int, tuple[Finding, ...]]:
    """By the outcome's number: G-09 for every other agency that its texts name as if it were the writer.

    One walk through each text, whatever the number of names. The county government and its office may
    be named by everybody, a body and the one it belongs to may name each other, and the government's
    own report is about all of them.
    """
    names = _Names(_names(outcomes, roster))
    above = {name_key(e.name): name_key(e.parent) for e in (roster.entries if roster else ()) if e.parent}
    told = {
        number: tuple(_named(outcome, outcome.report, names, above))
        for number, outcome in enumerate(outcomes)
        if outcome.report and not outcome.superseded_by and outcome.report.category != _GOVERNMENT
    }
    return {number: found for number, found in told.items() if found}


def _names(outcomes: Iterable[Outcome], roster: Roster | None) -> Iterator[_Name]:
    """Every name of every agency, with the governments' own left out and what begins with them."""
    known: dict[str, tuple[str, ...]] = {}
    governs: dict[str, bool] = {}
    for outcome in outcomes:
        if outcome.report is not None and outcome.report.agency:
            owner, key = name_key(outcome.agency), name_key(outcome.report.agency)
            known[owner] = () if key == owner else (key,)
            governs[owner] = outcome.report.category == _GOVERNMENT
    for entry in roster.entries if roster else ():
        owner = name_key(entry.name)
        known[owner] = tuple(map(name_key, entry.names))
        governs[owner] = entry.category == _GOVERNMENT
    governments = tuple(owner for owner in known if governs[owner])
    for owner, keys in known.items():
        if owner.startswith(governments) or owner.endswith(OFFICES):
            continue
        for number, key in enumerate(keys or (owner,)):
            full = number == 0 or key == owner
            if key and (full or (len(key) >= SHORTEST and not key.endswith(PLACES))):
                yield _Name(key, owner, full)


def _named(outcome: Outcome, report: Report, names: _Names, above: Mapping[str, str]) -> Iterator[Finding]:
    own = name_key(outcome.agency)
    own_names = {own, name_key(report.agency)}
    entry = outcome.match.entry if outcome.match else None
    own_names |= {name_key(name) for name in entry.names} if entry else set()
    found: dict[str, list[tuple[str, Paragraph]]] = {}
    for passage in report.passages.values():
        for paragraph in passage:
            for name in names.met(name_key(paragraph.text)):
                kin = own in (name.owner, above.get(name.owner)) or above.get(own) == name.owner
                if not kin and not any(name.text in mine for mine in own_names):
                    found.setdefault(name.owner, []).append((name.text, paragraph))
    for mentions in found.values():
        places = _places(mentions, outcome.source)
        yield finding("G-09", places, found=mentions[0][0], expected=outcome.agency)


def _is_meant(before: str, name: _Name) -> bool:
    """True where the words before a name say that another agency is meant."""
    if not name.full and before.endswith(ABOVE):
        return True
    return before.removesuffix("县").removesuffix("我").removesuffix("本").endswith(COMPANY)


def _places(mentions: Sequence[tuple[str, Paragraph]], source: str) -> tuple[Place, ...]:
    """The cells of the sheet in which the name is met first."""
    cells = dict.fromkeys(paragraph.place or Place(source) for _, paragraph in mentions)
    first = next(iter(cells))
    return tuple(place for place in cells if place.sheet == first.sheet)


def check_zeros(outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield G-10 with the agencies whose table of applications is all 0."""
    refs = tuple(FORM.tables[_TABLE].refs())
    listed = (
        outcome.agency or outcome.source
        for outcome in outcomes
        if outcome.report is not None and outcome.status != "superseded" and _is_zero(outcome.report, refs)
    )
    names = list(dict.fromkeys(listed))  # two versions of one report are one agency
    if names:
        yield finding(
            "G-10", (), subject=FORM.tables[_TABLE].tag, found=str(len(names)), expected="、".join(names)
        )


def _is_zero(report: Report, refs: Iterable[Ref]) -> bool:
    values = values_of(report)
    return all(values[ref] == 0 for ref in refs)
