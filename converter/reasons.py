"""情况说明: an agency's reason answers one warning at one cell; errors cannot be explained away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.finding import Finding, Severity
from converter.messages import finding
from converter.report import Place, Reason


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
    same_sheet = reason.sheet in found.sheet  # 二 or 主动公开 will do, and so will nothing
    return (
        found.severity is Severity.WARNING
        and reason.code == found.code
        and same_sheet
        and reason.cell == found.cell
    )
