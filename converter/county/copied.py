"""G-08: reports of two agencies that say nearly the same.

Who is compared with whom comes from an index of clauses, so that time grows with the number of
agencies: what more than a third of them say is a standard sentence, and a clause of many agencies
leads each of them to the first alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from converter.checks.county import ALIKE, WORDS
from converter.finding import Finding
from converter.form import FORM, Section
from converter.grid.texts import name_key
from converter.likeness import LONG, Clause, clauses, likeness, longest_common, sentences, standard_keys
from converter.messages import finding
from converter.outcome import Outcome
from converter.report import Place, Report
from converter.roster import Roster
from converter.settings import Settings

MANY = 12
"""Agencies with the same clause from which on each is compared with the first of them alone."""

FEW = 6
"""Agencies below which nothing counts as said by a third of all: two of five may be a copy."""


class _Text(NamedTuple):
    """A section of one report: its clauses and sentences, own names gone."""

    outcome: int
    parts: tuple[Clause, ...]
    whole: tuple[Clause, ...]


def check_copied(
    outcomes: Sequence[Outcome], roster: Roster | None, settings: Settings
) -> list[tuple[Finding, ...]]:
    """For each outcome: G-08 for a section that is nearly the same as another agency's."""
    told: list[list[Finding]] = [[] for _ in outcomes]
    for section in (section for section in FORM.sections if section.key in FORM.wording.narrative_sections):
        for index, found in _section(section, outcomes, settings):
            told[index].append(found)
    return [tuple(found) for found in told]


def _section(
    section: Section, outcomes: Sequence[Outcome], settings: Settings
) -> Iterator[tuple[int, Finding]]:
    texts = [
        _read(section, index, outcome, outcome.report)
        for index, outcome in enumerate(outcomes)
        if outcome.report is not None and not outcome.taken
    ]
    index = _index(texts)
    common = standard_keys(FORM) | {
        key for key, members in index.items() if len(texts) >= FEW and len(members) * 3 > len(texts)
    }
    own = ["".join(part.key for part in text.parts if part.key not in common) for text in texts]
    best: dict[int, tuple[float, int]] = {}
    for one, other in pairs(index, common):
        if min(len(own[one]), len(own[other])) < settings.number(WORDS):
            continue
        if _one_body(outcomes[texts[one].outcome], outcomes[texts[other].outcome]):
            continue  # versions of one report that could not be told apart (G-01)
        alike = likeness(own[one], own[other], float(settings.number(ALIKE)))
        if Decimal(alike) >= settings.number(ALIKE):
            for left, right in ((one, other), (other, one)):
                best[left] = max(best.get(left, (0.0, 0)), (alike, -right))
    for left, (alike, right) in sorted(best.items()):
        yield texts[left].outcome, _told(section, outcomes, texts[left], texts[-right], alike, common)


def _one_body(left: Outcome, right: Outcome) -> bool:
    return left.agency != "" and name_key(left.agency) == name_key(right.agency)


def _read(section: Section, index: int, outcome: Outcome, report: Report) -> _Text:
    entry = outcome.match.entry if outcome.match else None
    names = (report.agency, *(entry.names if entry else ()))
    text = "\n".join(p.text for part in section.narratives for p in report.passages[part.key])
    return _Text(index, tuple(clauses(text, names)), tuple(sentences(text, names)))


def _index(texts: Sequence[_Text]) -> Mapping[str, list[int]]:
    """Which texts say a clause, by the clause."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for key in dict.fromkeys(part.key for part in text.parts):
            index[key].append(number)
    return index


def pairs(index: Mapping[str, list[int]], common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Texts that share a clause of their own, each pair once."""
    seen = set()
    for key, members in index.items():
        if len(key) < LONG or key in common:
            continue
        few = len(members) <= MANY
        for pair in combinations(members, 2) if few else ((members[0], m) for m in members[1:]):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _told(
    section: Section,
    outcomes: Sequence[Outcome],
    mine: _Text,
    other: _Text,
    alike: float,
    common: frozenset[str],
) -> Finding:
    own, theirs = outcomes[mine.outcome], outcomes[other.outcome]
    kept = [part for part in (*mine.whole, *mine.parts) if part.key not in common]
    same = longest_common(kept, (*other.whole, *other.parts))
    return finding(
        "G-08",
        _place(section, own, same),
        subject=f"{section.key}、{section.title}",
        found=f"{alike:.0f}%",
        other=theirs.agency or theirs.source,
        detail=same.text if same else "",
    )


def _place(section: Section, outcome: Outcome, same: Clause | None) -> Place:
    """The cell in which the common sentence stands."""
    passages = outcome.report.passages if outcome.report else {}
    paragraphs = [p for part in section.narratives for p in passages.get(part.key, ())]
    there = [p for p in paragraphs if same and same.text in p.text]
    place = (there or paragraphs)[0].place
    return place or Place(outcome.source, section.sheet)
