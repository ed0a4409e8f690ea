"""Copied texts (G-08): sections of two agencies' reports that are nearly the same.

An index of clauses selects the pairs to compare, so that time grows with the number of agencies: a clause
that more than a third of them have is a standard sentence, and of a clause with many agencies each is
compared with the first only. Of each text only the hashes and lengths of its clauses are kept; the texts are
read again where two may be similar. Texts that consist of standard sentences alone have no pair; where that
is what many agencies wrote, it is one hint for the county.
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
from converter.checks.settings import Settings
from converter.checks.similarity import (
    LONG,
    Clause,
    clauses,
    longest_common,
    sentences,
    similarity,
    standard_keys,
)
from converter.form import Form, Section
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.report.roster import Roster
from converter.report.unnamed import agency_key
from converter.results.outcome import Outcome

MANY = 12
"""Number of agencies with the same clause above which each is compared with the first of them only."""

FEW = 6
"""Number of agencies below which no clause counts as standard: two of five may be a copy."""

BUCKETS = 32
"""Groups into which all clauses are divided by hash, so that sorting one takes little memory."""

CACHED_TEXTS = 64
"""Texts that are cached while pairs of them are compared."""


class _Bucket(NamedTuple):
    """Occurrences of clauses, in parallel arrays: 64-bit hash, length in characters, index of the text."""

    hashes: array[int]
    lengths: array[int]
    texts: array[int]


class _ClauseIndex:
    """The clauses of many texts, without those of the form itself.

    `outcomes`: the index of the outcome that each text belongs to; `own`: the total length of its clauses.
    """

    def __init__(self, form: Form) -> None:
        self.outcomes, self.own = array("Q"), array("Q")
        self._standard = {clause_hash(key) for key in standard_keys(form)}
        self._buckets = [_Bucket(array("Q"), array("I"), array("I")) for _ in range(BUCKETS)]

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, outcome: int, parts: Iterable[Clause]) -> None:
        """Add a text."""
        own = 0
        for part in parts:
            clause, length = clause_hash(part.key), len(part.key)
            if clause in self._standard:
                continue
            own += length
            bucket = self._buckets[clause % BUCKETS]
            bucket.hashes.append(clause)
            bucket.lengths.append(length)
            bucket.texts.append(len(self))
        self.outcomes.append(outcome)
        self.own.append(own)

    def clauses(self) -> Iterator[tuple[int, int, list[int]]]:
        """Each clause: its hash, its length and its texts, a text once for each occurrence."""
        for bucket in self._buckets:
            order = sorted(range(len(bucket.hashes)), key=bucket.hashes.__getitem__)  # stable: texts in order
            for clause, positions in groupby(order, bucket.hashes.__getitem__):
                at = list(positions)
                yield clause, bucket.lengths[at[0]], [bucket.texts[position] for position in at]


def clause_hash(key: str) -> int:
    """The 64-bit hash of a clause, by which the index finds texts that may be similar."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def check_copied(
    outcomes: Sequence[Outcome], form: Form, roster: Roster | None, settings: Settings
) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: G-08 for each section that is nearly the same as another agency's."""
    return compare_texts(outcomes, form, settings)[0]


def compare_texts(
    outcomes: Sequence[Outcome], form: Form, settings: Settings
) -> tuple[dict[int, tuple[Finding, ...]], tuple[Finding, ...]]:
    """G-08 by index of the outcome, and for the county each section that is alike in more than a third."""
    sections = [section for section in form.sections if section.key in form.wording.narrative_sections]
    indexes = [_ClauseIndex(form) for _ in sections]
    for index, outcome in enumerate(outcomes):
        if outcome.report is not None and outcome.counts:
            for section, texts in zip(sections, indexes, strict=True):
                text, names = _text(section, outcome, outcome.report)
                texts.add(index, clauses(text, names))
    findings: dict[int, list[Finding]] = {}
    county: list[Finding] = []
    for section, texts in zip(sections, indexes, strict=True):
        before = array("Q", texts.own)
        common, shared = _divided(texts)
        for index, copy in _copies(section, texts, common, shared, outcomes, settings):
            findings.setdefault(index, []).append(copy)
        county += _alike_in_most(section, texts, before, common, outcomes, settings)
    return {index: tuple(found) for index, found in findings.items()}, tuple(county)


def _alike_in_most(
    section: Section,
    texts: _ClauseIndex,
    before: Sequence[int],
    common: Mapping[int, tuple[int, int]],
    outcomes: Sequence[Outcome],
    settings: Settings,
) -> Iterator[Finding]:
    """The hint for the county where more than a third of the texts consist of common clauses.

    `before`: the length of each text's own, common clauses counted.
    """
    least, percent = settings.number(WORDS), settings.number(ALIKE)
    alike = [
        text
        for text, length in enumerate(before)
        if length >= least and (length - texts.own[text]) * 100 >= percent * length
    ]
    agencies = {_agency_key(outcomes[texts.outcomes[text]]) or str(text) for text in alike}
    if len(agencies) < FEW // 2 or len(agencies) * 3 <= len(texts):
        return
    clause = max(common, key=lambda known: (common[known], known))
    for text in alike:
        read = _read(section, outcomes[texts.outcomes[text]], ())
        phrase = next((part.text for part in read.parts if clause_hash(part.key) == clause), "")
        if phrase:
            yield finding(
                "G-08",
                (),
                variant="county",
                subject=f"{section.key}、{section.title}",
                found=str(len(agencies)),
                expected=str(len(texts)),
                detail=phrase,
            )
            return


def _copies(
    section: Section,
    texts: _ClauseIndex,
    common: Collection[int],
    shared: Mapping[int, Sequence[int]],
    outcomes: Sequence[Outcome],
    settings: Settings,
) -> Iterator[tuple[int, Finding]]:
    least = settings.number(WORDS)

    @lru_cache(CACHED_TEXTS)
    def read(text: int) -> _Text:
        return _read(section, outcomes[texts.outcomes[text]], common)

    best: dict[int, tuple[float, int]] = {}
    for one, other in sorted(pairs(shared)):
        if min(texts.own[one], texts.own[other]) < least:
            continue
        mine, theirs = read(one), read(other)
        if _same_agency(mine.outcome, theirs.outcome):
            continue  # versions of one report between which the times did not decide (G-01)
        alike = similarity(mine.own, theirs.own, float(settings.number(ALIKE)))
        if Decimal(alike) >= settings.number(ALIKE):
            for left, right in ((one, other), (other, one)):
                best[left] = max(best.get(left, (0.0, 0)), (alike, -right))
    for left, (alike, right) in sorted(best.items()):
        yield texts.outcomes[left], _copy_finding(section, read(left), read(-right), alike)


def _divided(texts: _ClauseIndex) -> tuple[Mapping[int, tuple[int, int]], Mapping[int, Sequence[int]]]:
    """The hashes of common clauses, and the texts of each other clause that may be part of a copy.

    A common clause has the number of its texts, and its length where it is long enough to be quoted.
    Common clauses no longer count in the length of a text's own.
    """
    common, shared = dict[int, tuple[int, int]](), dict[int, Sequence[int]]()
    for clause, length, occurrences in texts.clauses():
        members = list(dict.fromkeys(occurrences))
        if len(texts) >= FEW and len(members) * 3 > len(texts):
            common[clause] = (len(members) if length >= LONG else 0, length)
            for text in occurrences:
                texts.own[text] -= length
        elif length >= LONG and len(members) > 1:
            shared[clause] = array("I", members)
    return common, shared


def pairs(shared: Mapping[int, Sequence[int]]) -> set[tuple[int, int]]:
    """The pairs of texts to compare, from the texts of each shared clause."""
    found: set[tuple[int, int]] = set()
    for members in shared.values():
        few = len(members) <= MANY
        found.update(combinations(members, 2) if few else ((members[0], m) for m in members[1:]))
    return found


class _Text(NamedTuple):
    """A section of one report, read again.

    `parts`: its clauses; `whole`: its sentences; `own`: the text of its clauses without common ones; `kept`:
    its sentences and clauses without common ones.
    """

    outcome: Outcome
    parts: tuple[Clause, ...]
    whole: tuple[Clause, ...]
    own: str
    kept: tuple[Clause, ...]


def _read(section: Section, outcome: Outcome, common: Collection[int]) -> _Text:
    report = outcome.report
    assert report is not None  # only reports have texts
    text, names = _text(section, outcome, report)
    parts, whole = tuple(clauses(text, names)), tuple(sentences(text, names))
    left_out = standard_keys(report.form) | {
        part.key for part in (*whole, *parts) if clause_hash(part.key) in common
    }
    own = "".join(part.key for part in parts if part.key not in left_out)
    kept = tuple(part for part in (*whole, *parts) if part.key not in left_out)
    return _Text(outcome, parts, whole, own, kept)


def _text(section: Section, outcome: Outcome, report: Report) -> tuple[str, tuple[str, ...]]:
    """The text of a section, and all names of the agency."""
    entry = outcome.match.entry if outcome.match else None
    names = (report.agency, *(entry.names if entry else ()))
    return "\n".join(p.text for part in section.narratives for p in report.passages.get(part.key, ())), names


def _agency_key(outcome: Outcome) -> str:
    return agency_key(outcome.agency, outcome.report.form) if outcome.report else ""


def _same_agency(left: Outcome, right: Outcome) -> bool:
    key = _agency_key(left)
    return key != "" and key == _agency_key(right)


def _copy_finding(section: Section, mine: _Text, other: _Text, alike: float) -> Finding:
    same = longest_common(mine.kept, (*other.whole, *other.parts))
    return finding(
        "G-08",
        _place(section, mine.outcome, same),
        subject=f"{section.key}、{section.title}",
        found=f"{alike:.0f}%",
        other=other.outcome.agency if _agency_key(other.outcome) else other.outcome.source,
        detail=same.text if same else "",
    )


def _place(section: Section, outcome: Outcome, same: Clause | None) -> Place:
    """The cell with the common sentence, else the first of the section."""
    passages = outcome.report.passages if outcome.report else {}
    paragraphs = [p for part in section.narratives for p in passages.get(part.key, ())]
    there = [p for p in paragraphs if same and same.text in p.text]
    place = (there or paragraphs)[0].place
    return place or Place(outcome.source, section.sheet)
