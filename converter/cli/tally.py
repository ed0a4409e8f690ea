"""What is counted of a batch for the last lines of a run, in one walk through its outcomes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from converter.places import HTML, PDF

if TYPE_CHECKING:
    from converter.finding import Finding
    from converter.outcome import Batch, Outcome


class Unjudged(NamedTuple):
    """Checks that were not made for the same reason."""

    why: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts of a batch.

    `statuses`: of its workbooks. `hints`: infos. `reports`: those that count and were checked. `documents`:
    Word files, of which `kept` are those of the last run; `proved` were read back, with so many `figures`,
    and `disproved` not handed out. `published`: reports with files in a folder. `unpublished`: why others
    have none. `listed`: workbooks of agencies on the roster. `letters`: workbooks that go back. `unjudged`:
    checks not made, with how many reports and the first file.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    hints: int = 0
    reports: int = 0
    documents: int = 0
    kept: int = 0
    proved: int = 0
    figures: int = 0
    disproved: int = 0
    published: Counter[str] = field(default_factory=Counter)
    unpublished: list[Finding] = field(default_factory=list)
    listed: int = 0
    letters: int = 0
    unjudged: dict[Unjudged, tuple[int, str]] = field(default_factory=dict)


def tally(batch: Batch) -> Tally:
    """Count a batch."""
    counted = Tally(unpublished=list(batch.unpublished))
    for outcome in batch.outcomes:
        _count(counted, outcome)
    return counted


def _count(counted: Tally, outcome: Outcome) -> None:
    counted.statuses[outcome.status] += 1
    counted.hints += sum(finding.severity == "info" for finding in outcome.findings)
    counted.documents += outcome.document is not None
    counted.kept += bool(outcome.kept)
    counted.disproved += outcome.disproved
    if outcome.proved is not None:
        counted.proved += 1
        counted.figures += outcome.proved
    for folder in (PDF, HTML):
        counted.published[folder] += any(name.startswith(f"{folder}/") for name in outcome.published)
    counted.unpublished += outcome.unpublished
    counted.listed += bool(outcome.match and outcome.match.entry)
    counted.letters += bool(outcome.letters)
    if outcome.taken:
        return
    counted.reports += bool(outcome.verdicts)
    reasons: dict[str, set[str]] = {}
    for verdict in outcome.judged("not_assessable"):
        reasons.setdefault(verdict.why, set()).add(verdict.code)
    for why, codes in reasons.items():
        key = Unjudged(why, tuple(sorted(codes)))
        number, first = counted.unjudged.get(key, (0, outcome.source))
        counted.unjudged[key] = number + 1, first
