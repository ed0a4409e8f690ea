"""情况说明: an agency's reason answers one warning at one cell; errors cannot be explained away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.catalogue.messages import finding
from converter.report.finding import Finding, Severity
from converter.report.report import Place, Reason


def answer(findings: Sequence[Finding], reasons: Sequence[Reason]) -> tuple[Finding, ...]:
    """The findings with each warning's reason; a reason that answers none is told as an info (A-13)."""
    left = list(reasons)
    answered = []
    for found in findings:
        reason = next((reason for reason in left if _answers(reason, found)), None)
        if reason is not None:
            left.remove(reason)
            found = replace(found, reason=reason.text)
        answered.append(found)
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
    return (*answered, *unused)


def answer_more(
    findings: Sequence[Finding], more: Sequence[Finding], reasons: Sequence[Reason]
) -> tuple[Finding, ...]:
    """Findings that are answered already, with more that came to light beside other reports.

    A reason that answered none before may answer one of these.
    """
    known = [found for found in findings if (found.code, found.variant) != ("A-13", "unused")]
    return answer((*known, *more), reasons)


def _answers(reason: Reason, found: Finding) -> bool:
    return (
        found.severity is Severity.WARNING
        and reason.code == found.code
        and _means(reason.sheet.removeprefix("表"), found.sheet)
        and reason.cell == found.cell
    )


def _means(written: str, sheet: str) -> bool:
    """True where a clerk's word is for the sheet: a part of its name, its section's title, or nothing."""
    return written in sheet or (written[1:2] == "、" and written[:2] == sheet[:2])
