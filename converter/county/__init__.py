"""A COUNTY: what can only be said of all its agencies together. Pure functions over outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.county.agencies import check_agencies, in_roster_order, missing_of
from converter.county.copied import check_copied
from converter.county.names import check_names
from converter.county.parts import check_parts
from converter.county.versions import choose
from converter.county.zeros import check_zeros
from converter.finding import Finding
from converter.outcome import Outcome
from converter.reasons import answer_more
from converter.roster import Roster, RosterEntry
from converter.settings import DEFAULT, Settings, applied


@dataclass(frozen=True, slots=True)
class County:
    """The outcomes of a county, held against each other and against the roster.

    `outcomes`: in roster order where there is a roster. `missing`: who did not report. `findings`: what
    is about no single workbook.
    """

    outcomes: tuple[Outcome, ...]
    missing: tuple[RosterEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def across(outcomes: Sequence[Outcome], roster: Roster | None = None, settings: Settings = DEFAULT) -> County:
    """Hold the workbooks of a county against each other (G-01 to G-12).

    Of several workbooks of one agency one is taken and the others are superseded; the reports that
    count are then compared. Time grows with the number of agencies, not with its square.
    """
    known = _with(outcomes, check_agencies(outcomes, roster), settings)
    chosen = choose(known)
    told = _with([outcome for outcome, _ in chosen], [found for _, found in chosen], settings)
    missing = missing_of(told, roster)
    for check in (check_names, check_copied):
        told = _with(told, check(told, roster, settings), settings)
    told = _with(told, check_parts(told, roster, missing), settings)
    of_all = tuple(applied(settings, check_zeros(told)))
    return County(tuple(in_roster_order(told, roster)), missing, of_all)


def _with(
    outcomes: Sequence[Outcome], found: Sequence[Sequence[Finding]], settings: Settings
) -> list[Outcome]:
    """The outcomes with more findings, as the office weighs them, and the agencies' reasons for them."""
    told = []
    for outcome, more in zip(outcomes, found, strict=True):
        new = tuple(applied(settings, more))
        reasons = outcome.report.reasons if outcome.report else ()
        told.append(
            replace(outcome, findings=answer_more(outcome.findings, new, reasons)) if new else outcome
        )
    return told


__all__ = ["County", "across"]
