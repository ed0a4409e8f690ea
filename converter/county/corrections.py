"""Corrected copies: which workbook each of them corrects, by the mark that a returned copy carries.

Names, folders and times do not matter. A workbook that was changed after it was returned is no longer the
one that the copy corrects: the two compete like any other versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from converter.county.versions import is_read_whole
from converter.report.correction import Correction, content_digest, names_bytes, names_content
from converter.report.finding import Severity
from converter.results.outcome import Outcome

_WHOSE = ("机关名称", "年度")
"""Fields that say whose report it is: a copy may correct them, and then is of another agency or year."""


class Candidate(NamedTuple):
    """A workbook by its number in a folder. `agency`: the key of its agency, "" where that is uncertain."""

    number: int
    agency: str
    year: int | None
    digest: str
    corrects: Correction | None

    @property
    def rounds(self) -> int:
        """How often it was sent back."""
        return self.corrects.rounds if self.corrects else 0


def corrected_by(outcomes: Sequence[Outcome], candidates: Sequence[Candidate]) -> dict[int, int]:
    """By index of each workbook of which a corrected copy is there, the index of that copy.

    Of several copies that of the next round, else the first.
    """
    copies = [each for each in candidates if each.corrects is not None]
    if not copies:
        return {}
    found: dict[int, int] = {}
    for original in candidates:
        outcome = outcomes[original.number]
        if outcome.report is None:
            continue
        later = [copy for copy in copies if _may_correct(copy, original, outcome)]
        digest = content_digest(outcome.report) if later and is_read_whole(outcome) else ""
        theirs = [copy for copy in later if _corrects(copy, original, outcome, digest)]
        if theirs:
            found[original.number] = min(theirs, key=lambda copy: (copy.rounds, copy.number)).number
    return found


def _may_correct(copy: Candidate, original: Candidate, outcome: Outcome) -> bool:
    """True where both are of one agency and year, or the original was told that one of these is wrong.

    A neighbour that filled in another agency's returned copy corrects nothing.
    """
    if copy.number == original.number or copy.rounds <= original.rounds:
        return False
    if copy.agency and (copy.agency, copy.year) == (original.agency, original.year):
        return True
    report = outcome.report
    assert report is not None
    places = {report.entries[key].place for key in _WHOSE} - {None}
    return not report.agency or any(
        found.severity is not Severity.INFO and not places.isdisjoint(found.places)
        for found in outcome.findings
    )


def _corrects(copy: Candidate, original: Candidate, outcome: Outcome, digest: str) -> bool:
    correction = copy.corrects
    assert correction is not None
    if correction.codes:
        return names_bytes(correction, original.digest) or bool(digest and names_content(correction, digest))
    if copy.agency != original.agency:
        return False
    # a copy of an earlier version: an original still has what was listed
    there = {(found.code, found.sheet, found.cell) for found in outcome.findings}
    return bool(correction.listed) and there.issuperset(correction.listed)
