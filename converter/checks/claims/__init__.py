"""Text against tables: what narratives say in numbers, held against the figures (C-01 to C-31).

`claims_of` is the pure core: every number that was understood, with the cells it may mean and what
came of it. Findings are the claims that contradict. Which words mean which cells stands in the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from converter.checks.claims.denials import silences
from converter.checks.claims.judging import Candidate, Claim, Verdict, judged
from converter.checks.claims.lexicon import lexicon
from converter.checks.claims.reading import utterances
from converter.checks.claims.telling import tell
from converter.form import Form, Ref
from converter.report.finding import Finding
from converter.report.report import Report, Value


def claims_of(report: Report, form: Form, last: Mapping[Ref, Value] | None = None) -> list[Claim]:
    """Every number that the narratives say of something that the tables count, judged.

    `last`: last year's figures as far as they are known; without them, those in the workbook.
    """
    if last is None:
        last = {ref: f.value for ref, f in report.last_year.items() if f.value is not None}
    words = lexicon(form)
    claims: list[Claim] = []
    for narrative, passage in report.passages.items():
        for paragraph in passage:
            said = utterances(paragraph.text, narrative, report.year, words)
            claims += judged(said, paragraph.place, report, form, last)
    return claims


def contradictions(claims: Iterable[Claim], report: Report, form: Form) -> Iterator[Finding]:
    """Yield a finding for each claim that is none of the numbers it may mean, and C-22, C-26."""
    for claim in claims:
        if claim.verdict is Verdict.CONTRADICTS:
            yield tell(claim, report, form)
    yield from silences(report, form)


class Tally(NamedTuple):
    """How many claims of one code agreed, contradicted, and could not be judged for want of a figure."""

    agreed: int = 0
    contradicted: int = 0
    unknown: int = 0


def tallies(claims: Iterable[Claim]) -> dict[str, Tally]:
    """The claims counted by code; a code that no sentence speaks of is no key."""
    counted: dict[str, Tally] = {}
    for claim in claims:
        before = counted.get(claim.code, Tally())
        name = _COUNTED[claim.verdict]
        counted[claim.code] = before._replace(**{name: getattr(before, name) + 1})
    return counted


_COUNTED = {Verdict.AGREES: "agreed", Verdict.CONTRADICTS: "contradicted", Verdict.UNKNOWN: "unknown"}

__all__ = ["Candidate", "Claim", "Tally", "Verdict", "claims_of", "contradictions", "tallies"]
