"""Findings are made and described here: the catalogue gives a code its severity and its sentence."""

from __future__ import annotations

from converter.catalogue.records import MESSAGES
from converter.report.finding import Finding
from converter.report.report import Place


def finding(
    code: str,
    places: Place | tuple[Place, ...],
    *,
    variant: str = "",
    subject: str = "",
    found: str = "",
    expected: str = "",
    **values: str,
) -> Finding:
    """A finding of the severity that the catalogue gives its code. KeyError: no such code or variant."""
    found = found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
    where = (places,) if isinstance(places, Place) else places
    message = MESSAGES[code, variant]
    return Finding(
        code,
        message.severity,
        where,
        variant,
        subject,
        found or message.found,
        expected or message.expected,
        values,
    )


_LONGEST = 1_000
"""Characters of what was found that a sentence repeats."""


def describe(finding: Finding) -> str:
    """A finding in Chinese: what is wrong, where, what stands there and what should, what to do.

    A message with {where} places subject and cell itself. In any other the cell follows the sentence.
    """
    message = MESSAGES[finding.code, finding.variant]
    sheet = f"工作表“{finding.sheet}”" if finding.sheet else ""
    cell = f"单元格 {finding.cell}" if finding.cell else ""
    place = f"{sheet}{cell}"
    behind = f"，见{place}" if place and "{where}" not in message.what else ""
    words = {
        "where": f"{finding.subject}（{place}）" if finding.subject and place else finding.subject or place,
        **finding.values,
        "subject": finding.subject,
        "found": finding.found,
        "expected": finding.expected,
    }
    return f"{message.what.format_map(words)}{behind}。{message.advice.format_map(words)}"
