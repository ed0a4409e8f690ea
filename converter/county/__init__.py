"""A COUNTY: what can only be said of all its agencies together. Pure functions over outcomes.

The outcomes may be on disk: a check goes through them and remembers little of each, and what it found makes
a new sequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from converter.checks.reasons import answer_more
from converter.checks.settings import DEFAULT, Settings, applied
from converter.county.agencies import check_agencies, check_names, check_zeros, in_roster_order, missing_of
from converter.county.copied import check_copied
from converter.county.parts import check_parts
from converter.county.versions import VersionChoice, choose
from converter.report.finding import Finding
from converter.report.roster import Roster, RosterEntry
from converter.results.outcome import Outcome
from converter.results.spool import Spool


@dataclass(frozen=True, slots=True)
class County:
    """The outcomes of a county, held against each other and against the roster.

    `outcomes`: in roster order where there is a roster. `missing`: who did not report. `findings`: what
    is about no single workbook.
    """

    outcomes: Sequence[Outcome]
    missing: tuple[RosterEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def across(outcomes: Sequence[Outcome], roster: Roster | None = None, settings: Settings = DEFAULT) -> County:
    """Hold the workbooks of a county against each other (G-01 to G-12).

    Of several workbooks of one agency one is taken and the others are superseded; the reports that
    count are then compared. Time grows with the number of agencies, not with its square.
    """
    told = _with(outcomes, check_agencies(outcomes, roster), settings)
    told = _with_choices(told, choose(told), settings)
    missing = missing_of(told, roster)
    for check in (check_names, check_copied):
        told = _with(told, check(told, roster, settings), settings)
    told = _with(told, check_parts(told, roster, missing), settings)
    of_all = tuple(applied(settings, check_zeros(told)))
    return County(in_roster_order(told, roster), missing, of_all)


def _with(
    outcomes: Sequence[Outcome], found: Mapping[int, Sequence[Finding]], settings: Settings
) -> Sequence[Outcome]:
    """The outcomes with what was found of them, by their numbers."""
    if not found:
        return outcomes
    return Spool(
        _amended(outcome, found[number], settings) if number in found else outcome
        for number, outcome in enumerate(outcomes)
    )


def _with_choices(
    outcomes: Sequence[Outcome], choices: Mapping[int, VersionChoice], settings: Settings
) -> Sequence[Outcome]:
    """The outcomes with the choices among versions, by their numbers."""

    def chosen() -> Iterator[Outcome]:
        for number, outcome in enumerate(outcomes):
            choice = choices.get(number)
            if choice is None:
                yield outcome
                continue
            content = None if choice.superseded_by else outcome.content
            marked = replace(
                outcome, superseded_by=choice.superseded_by, changes=choice.changes, content=content
            )
            yield _amended(marked, (choice.finding,), settings)

    return Spool(chosen()) if choices else outcomes


def _amended(outcome: Outcome, more: Sequence[Finding], settings: Settings) -> Outcome:
    """An outcome with more findings, as the office weighs them, and the agency's reasons for them."""
    new = tuple(applied(settings, more))
    reasons = outcome.report.reasons if outcome.report else ()
    return replace(outcome, findings=answer_more(outcome.findings, new, reasons)) if new else outcome


__all__ = ["County", "across"]
