"""Findings are made and said here: the catalogue gives a code its severity and its sentence.

A module per family of codes. Codes are stable for ever and never reused; A to G follow the catalogue
of checks, F is the file, P the finished document, R the roster, T the Word template.
"""

from __future__ import annotations

from converter.catalogue import (
    arithmetic,
    cells,
    claims,
    county,
    files,
    outputs,
    proof,
    roster,
    template,
    wording,
    years,
)
from converter.catalogue.entry import Entries
from converter.report.finding import Finding
from converter.report.report import Place

CATALOGUE: Entries = {
    **roster.ENTRIES,
    **files.ENTRIES,
    **cells.ENTRIES,
    **arithmetic.ENTRIES,
    **claims.ENTRIES,
    **wording.ENTRIES,
    **years.ENTRIES,
    **county.ENTRIES,
    **outputs.ENTRIES,
    **proof.ENTRIES,
    **template.ENTRIES,
}
"""Every line by code and variant, family by family."""


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
    """Make a finding of the severity that the catalogue gives its code. KeyError: no such code."""
    where = (places,) if isinstance(places, Place) else places
    entry = CATALOGUE[code, variant]
    return Finding(
        code,
        entry.severity,
        where,
        variant,
        subject,
        found or entry.found,
        expected or entry.expected,
        values,
    )


def describe(finding: Finding) -> str:
    """Say a finding in Chinese: what is wrong, where, what stands there and what should, what to do.

    An entry places the where itself, as {where}: the subject and its cell. In any other the cell
    follows the sentence.
    """
    entry = CATALOGUE[finding.code, finding.variant]
    sheet = f"工作表“{finding.sheet}”" if finding.sheet else ""
    cell = f"单元格 {finding.cell}" if finding.cell else ""
    place = f"{sheet}{cell}"
    behind = f"，见{place}" if place and "{where}" not in entry.what else ""
    words = {
        "where": f"{finding.subject}（{place}）" if finding.subject and place else finding.subject or place,
        **finding.values,
        "subject": finding.subject,
        "found": finding.found,
        "expected": finding.expected,
    }
    return f"{entry.what.format_map(words)}{behind}。{entry.advice.format_map(words)}"
