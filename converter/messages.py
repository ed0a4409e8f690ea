"""Findings are made and said here: the catalogue gives a code its severity and its sentence."""

from __future__ import annotations

from converter.catalogue import CATALOGUE
from converter.finding import Finding
from converter.report import Place


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
    where = places if isinstance(places, tuple) else (places,)
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
    """Say a finding in Chinese: where and what is wrong, then what to do."""
    entry = CATALOGUE[finding.code, finding.variant]
    words = {
        **finding.values,
        "subject": finding.subject,
        "found": finding.found,
        "expected": finding.expected,
    }
    where = "".join(
        (
            f"工作表“{finding.sheet}”" if finding.sheet else "",
            f"单元格 {finding.cell}" if finding.cell else "",
        )
    )
    lead = f"{where}：" if where else ""
    return f"{lead}{entry.what.format_map(words)}。{entry.advice.format_map(words)}"
