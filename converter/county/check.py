"""The checks of a whole county, in order. Pure functions over outcomes.

The outcomes may be on disk: each check iterates over them, keeps little of each, and its findings make a new
sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from converter.checks.acceptances import NOTHING_ACCEPTED, OfficeRecord, accept_findings
from converter.checks.reasons import add_findings
from converter.checks.settings import DEFAULT, Settings, apply_settings
from converter.county.agencies import check_agencies, check_zeros, in_roster_order, missing_of
from converter.county.copied import compare_texts
from converter.county.other_names import check_other_names
from converter.county.own_report import check_own_report
from converter.county.resubmissions import choose_versions
from converter.county.unreadable import tie_unreadable
from converter.county.versions import VersionChoice
from converter.form import Form
from converter.report.finding import Finding
from converter.report.matching import names_of
from converter.report.roster import Roster, RosterEntry
from converter.results.outcome import Outcome
from converter.results.spool import Spool

Amend = Callable[[Outcome, Sequence[Finding]], Outcome]
"""Adds findings to an outcome."""


class County(NamedTuple):
    """The outcomes of a county after its checks.

    `outcomes`: in the order of the roster, if there is one. `missing`: agencies that did not report.
    `findings`: those about no single workbook.
    """

    outcomes: Sequence[Outcome]
    missing: tuple[RosterEntry, ...] = ()
    findings: tuple[Finding, ...] = ()


def check_county(
    outcomes: Sequence[Outcome],
    form: Form,
    roster: Roster | None = None,
    settings: Settings = DEFAULT,
    record: OfficeRecord = NOTHING_ACCEPTED,
    year: int | None = None,
    *,
    texts: bool = True,
) -> County:
    """Check the workbooks of a county against each other and against the roster (G-01 to G-12).

    `form`: the county's. `year`: the year asked for, None to take the usual one. `texts`: compare what
    agencies wrote, too. Of several workbooks of
    one agency and year one is chosen and the others are superseded; then the reports that count are
    compared. Time grows with the number of agencies, not with its square.
    """
    amend = partial(_amended, settings, record)
    outcomes = _with_findings(outcomes, check_agencies(outcomes, roster), amend)
    outcomes = _with_choices(outcomes, choose_versions(outcomes, form, year, record.preferred), amend)
    outcomes = tie_unreadable(outcomes, roster)
    missing = missing_of(outcomes, roster)
    alike: tuple[Finding, ...] = ()
    if texts:
        outcomes = _with_findings(outcomes, check_other_names(outcomes, form, roster, settings), amend)
        copied, alike = compare_texts(outcomes, form, settings)
        outcomes = _with_findings(outcomes, copied, amend)
    outcomes = _with_findings(outcomes, check_own_report(outcomes, form, roster, missing), amend)
    general = tuple(apply_settings(settings, (*alike, *check_zeros(outcomes, form))))
    return County(in_roster_order(outcomes, roster), missing, general)


def _with_findings(
    outcomes: Sequence[Outcome], found: Mapping[int, Sequence[Finding]], amend: Amend
) -> Sequence[Outcome]:
    """The outcomes with the findings `found` for them, by index."""
    if not found:
        return outcomes
    return Spool(
        amend(outcome, found[index]) if index in found else outcome for index, outcome in enumerate(outcomes)
    )


def _with_choices(
    outcomes: Sequence[Outcome], choices: Mapping[int, VersionChoice], amend: Amend
) -> Sequence[Outcome]:
    """The outcomes with what was decided about versions, by index."""

    def chosen() -> Iterator[Outcome]:
        for index, outcome in enumerate(outcomes):
            choice = choices.get(index)
            if choice is None:
                yield outcome
                continue
            marked = replace(
                outcome,
                superseded_by=choice.superseded_by,
                changes=choice.changes,
                other_year=choice.other_year,
            )
            content = outcome.content if marked.counts else None
            yield amend(replace(marked, content=content), (choice.finding,))

    return Spool(chosen()) if choices else outcomes


def _amended(settings: Settings, record: OfficeRecord, outcome: Outcome, more: Sequence[Finding]) -> Outcome:
    """An outcome with more findings; settings, reasons and what the office accepted are applied."""
    new = tuple(apply_settings(settings, more))
    if not new:
        return outcome
    report = outcome.report
    findings = add_findings(outcome.findings, new, report.reasons if report else ())
    if report is not None:
        findings = accept_findings(findings, report, names_of(report, outcome.match), record)
    return replace(outcome, findings=findings)
