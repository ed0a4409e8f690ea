"""G-08: reports of two agencies that say nearly the same.

Who is compared with whom comes from an index of clauses, so that time grows with the number of
agencies: what more than a third of them say is a standard sentence, and a clause of many agencies
leads each of them to the first alone. Of each text no more is kept than the marks and lengths of its
clauses; the texts themselves are read again where two of them may be alike.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from converter.catalogue.county import ALIKE, WORDS
from converter.catalogue.messages import finding
from converter.checks.likeness import (
    LONG,
    Clause,
    clauses,
    likeness,
    longest_common,
    sentences,
    standard_keys,
)
from converter.checks.settings import Settings
from converter.form import FORM, Section
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.report.roster import Roster
from converter.results.outcome import Outcome
from converter.system.texts import name_key

MANY = 12
"""Agencies with the same clause from which on each is compared with the first of them alone."""

FEW = 6
"""Agencies below which nothing counts as said by a third of all: two of five may be a copy."""

SHARES = 32
"""Parts into which the clauses of all texts are dealt, so that putting one in order takes little room."""

TEXTS = 64
"""Texts that are remembered while pairs of them are compared."""


class _Said(NamedTuple):
    """Clauses as they came: the mark of each (64 bits of a digest), its length, the text that says it."""

    marks: array[int]
    lengths: array[int]
    texts: array[int]


class _Clauses:
    """The clauses of many texts, but those of the form itself.

    `outcomes`: the number of the outcome that each text is of; `own`: how long its clauses are together.
    """

    def __init__(self) -> None:
        self.outcomes, self.own = array("Q"), array("Q")
        self._standard = {mark(key) for key in standard_keys(FORM)}
        self._shares = [_Said(array("Q"), array("I"), array("I")) for _ in range(SHARES)]

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, outcome: int, parts: Iterable[Clause]) -> None:
        """Add a text."""
        own = 0
        for part in parts:
            what, length = mark(part.key), len(part.key)
            if what in self._standard:
                continue
            own += length
            said = self._shares[what % SHARES]
            said.marks.append(what)
            said.lengths.append(length)
            said.texts.append(len(self))
        self.outcomes.append(outcome)
        self.own.append(own)

    def said(self) -> Iterator[tuple[int, int, list[int]]]:
        """Each clause: its mark, its length and the texts that say it, again where they say it again."""
        for said in self._shares:
            order = sorted(range(len(said.marks)), key=said.marks.__getitem__)  # stable: texts stay in order
            for what, places in groupby(order, said.marks.__getitem__):
                at = list(places)
                yield what, said.lengths[at[0]], [said.texts[place] for place in at]


def mark(key: str) -> int:
    """What stands for a clause where texts are looked for that may be alike."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def check_copied(
    outcomes: Sequence[Outcome], roster: Roster | None, settings: Settings
) -> dict[int, tuple[Finding, ...]]:
    """By the outcome's number: G-08 for a section that is nearly the same as another agency's."""
    sections = [section for section in FORM.sections if section.key in FORM.wording.narrative_sections]
    known = [_Clauses() for _ in sections]
    for number, outcome in enumerate(outcomes):
        if outcome.report is not None and not outcome.superseded_by:
            for section, texts in zip(sections, known, strict=True):
                text, names = _text(section, outcome, outcome.report)
                texts.add(number, clauses(text, names))
    told: dict[int, list[Finding]] = {}
    for section, texts in zip(sections, known, strict=True):
        for number, found in _section(section, texts, outcomes, settings):
            told.setdefault(number, []).append(found)
    return {number: tuple(found) for number, found in told.items()}


def _section(
    section: Section, texts: _Clauses, outcomes: Sequence[Outcome], settings: Settings
) -> Iterator[tuple[int, Finding]]:
    common, index = _sorted_out(texts)
    least = settings.number(WORDS)

    @lru_cache(TEXTS)
    def read(text: int) -> _Text:
        return _read(section, outcomes[texts.outcomes[text]], common)

    best: dict[int, tuple[float, int]] = {}
    for one, other in sorted(pairs(index)):
        if min(texts.own[one], texts.own[other]) < least:
            continue
        mine, theirs = read(one), read(other)
        if _one_body(mine.outcome, theirs.outcome):
            continue  # versions of one report that could not be told apart (G-01)
        alike = likeness(mine.own, theirs.own, float(settings.number(ALIKE)))
        if Decimal(alike) >= settings.number(ALIKE):
            for left, right in ((one, other), (other, one)):
                best[left] = max(best.get(left, (0.0, 0)), (alike, -right))
    for left, (alike, right) in sorted(best.items()):
        yield texts.outcomes[left], _told(section, read(left), read(-right), alike)


def _sorted_out(texts: _Clauses) -> tuple[Collection[int], Mapping[int, Sequence[int]]]:
    """The clauses in common use, by their marks, which no text has as its own; who says the others.

    Only clauses that may lead to a copy are among the others.
    """
    common, index = set[int](), dict[int, Sequence[int]]()
    for what, length, said_by in texts.said():
        members = list(dict.fromkeys(said_by))
        if len(texts) >= FEW and len(members) * 3 > len(texts):
            common.add(what)
            for text in said_by:
                texts.own[text] -= length
        elif length >= LONG and len(members) > 1:
            index[what] = array("I", members)
    return common, index


def pairs(index: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """Texts that share a clause of their own."""
    found: set[tuple[int, int]] = set()
    for members in index.values():
        few = len(members) <= MANY
        found.update(combinations(members, 2) if few else ((members[0], m) for m in members[1:]))
    return found


class _Text(NamedTuple):
    """A section of one report read again. `own`: what of it is not in common use, reduced."""

    outcome: Outcome
    parts: tuple[Clause, ...]
    whole: tuple[Clause, ...]
    own: str
    kept: tuple[Clause, ...]


def _read(section: Section, outcome: Outcome, often: Collection[int]) -> _Text:
    report = outcome.report
    assert report is not None  # only reports have texts
    text, names = _text(section, outcome, report)
    parts, whole = tuple(clauses(text, names)), tuple(sentences(text, names))
    common = standard_keys(FORM) | {part.key for part in (*whole, *parts) if mark(part.key) in often}
    own = "".join(part.key for part in parts if part.key not in common)
    kept = tuple(part for part in (*whole, *parts) if part.key not in common)
    return _Text(outcome, parts, whole, own, kept)


def _text(section: Section, outcome: Outcome, report: Report) -> tuple[str, tuple[str, ...]]:
    """The text of a section, and the agency's own names."""
    entry = outcome.match.entry if outcome.match else None
    names = (report.agency, *(entry.names if entry else ()))
    return "\n".join(p.text for part in section.narratives for p in report.passages[part.key]), names


def _one_body(left: Outcome, right: Outcome) -> bool:
    return left.agency != "" and name_key(left.agency) == name_key(right.agency)


def _told(section: Section, mine: _Text, other: _Text, alike: float) -> Finding:
    same = longest_common(mine.kept, (*other.whole, *other.parts))
    return finding(
        "G-08",
        _place(section, mine.outcome, same),
        subject=f"{section.key}、{section.title}",
        found=f"{alike:.0f}%",
        other=other.outcome.agency or other.outcome.source,
        detail=same.text if same else "",
    )


def _place(section: Section, outcome: Outcome, same: Clause | None) -> Place:
    """The cell in which the common sentence stands."""
    passages = outcome.report.passages if outcome.report else {}
    paragraphs = [p for part in section.narratives for p in passages.get(part.key, ())]
    there = [p for p in paragraphs if same and same.text in p.text]
    place = (there or paragraphs)[0].place
    return place or Place(outcome.source, section.sheet)
