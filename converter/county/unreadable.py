"""Files that cannot be read: whose they are, so that nobody is urged who did send something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from converter.catalogue.messages import finding
from converter.report.matching import match_file_name
from converter.report.report import Place
from converter.report.roster import Roster
from converter.results.outcome import Outcome
from converter.results.spool import Spool


def tie_unreadable(outcomes: Sequence[Outcome], roster: Roster | None) -> Sequence[Outcome]:
    """The outcomes; those that cannot be read with the agency that their files' names alone mean.

    Only an agency that sent nothing else is meant by a name. A file that the office assigned to an agency
    whose workbook is there counts no more (G-01).
    """
    if roster is None or all(outcome.report or outcome.is_unprocessed for outcome in outcomes):
        return outcomes
    read = {
        outcome.match.entry.identity: outcome.source
        for outcome in outcomes
        if outcome.match and outcome.match.entry and outcome.counts and outcome.report is not None
    }
    known = {o.match.entry.identity for o in outcomes if o.match and o.match.entry and o.counts}

    def tied() -> Iterator[Outcome]:
        for outcome in outcomes:
            if outcome.report is not None or outcome.is_unprocessed:
                yield outcome
            elif outcome.match is not None and outcome.match.entry is not None:
                other = read.get(outcome.match.entry.identity, "")
                yield _superseded(outcome, outcome.match.entry.name, other) if other else outcome
            else:
                found = match_file_name(roster, outcome.source)
                is_new = found.entry is not None and found.entry.identity not in known
                yield replace(outcome, match=found) if is_new else outcome

    return Spool(tied())


def _superseded(outcome: Outcome, agency: str, other: str) -> Outcome:
    told = finding("G-01", Place(outcome.source), variant="superseded", subject=agency, other=other)
    return replace(outcome, superseded_by=other, findings=(*outcome.findings, told))
