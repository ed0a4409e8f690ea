"""情况说明: the reason that an agency gives explains one warning at its cells.

For an error it is shown too, but does not stand for a correction (A-13).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.catalogue.messages import finding
from converter.report.finding import Finding, Severity
from converter.report.ranges import covers
from converter.report.report import Place, Reason

_UNEXPLAINING = (("A-13", "unused"), ("A-13", "error"))


def attach_reasons(findings: Sequence[Finding], reasons: Sequence[Reason]) -> tuple[Finding, ...]:
    """The findings, each with its reason, and an A-13 for every reason that explains no warning."""
    left = list(reasons)
    explained = []
    for found in findings:
        reason = next((reason for reason in left if _explains(reason, found)), None)
        if reason is not None:
            if found.severity is Severity.WARNING:
                left.remove(reason)
            found = replace(found, reason=reason.text)
        explained.append(found)
    wrong = {found.code for found in findings if found.severity is Severity.ERROR}
    unused = [
        finding(
            "A-13",
            reason.place or Place(""),
            variant="error" if reason.code in wrong else "unused",
            found=f"{reason.code} {reason.cell}".strip(),
        )
        for reason in left
    ]
    return (*explained, *unused)


def add_findings(
    findings: Sequence[Finding], more: Sequence[Finding], reasons: Sequence[Reason]
) -> tuple[Finding, ...]:
    """Findings that have their reasons, with further ones from the comparison with other reports.

    A reason that explained none before may explain one of these.
    """
    known = [found for found in findings if (found.code, found.variant) not in _UNEXPLAINING]
    return attach_reasons((*known, *more), reasons)


def _explains(reason: Reason, found: Finding) -> bool:
    return (
        found.severity is not Severity.INFO
        and reason.code == found.code
        and _names_sheet(reason.sheet.removeprefix("表"), found.sheet)
        and _names_cells(reason, found)
    )


def _names_cells(reason: Reason, found: Finding) -> bool:
    """True where a reason names the cells of a finding, or of one about many the sheet alone."""
    if reason.cell == found.cell:
        return True
    if len(found.places) < 2:
        return False
    return covers(reason.cell, found.cell) if reason.cell else bool(reason.sheet)


def _names_sheet(written: str, sheet: str) -> bool:
    """True where what a clerk wrote names the sheet: a part of its name, its section's title, or nothing."""
    return written in sheet or (written[1:2] == "、" and written[:2] == sheet[:2])
