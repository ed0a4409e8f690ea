"""Many cells of a table with one and the same notice become one finding that lists them.

A table whose figures all come from formulas would fill a page with 150 equal lines, and ask for 150 reasons.
Each cell stays a place of the finding, so that copies mark it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from converter.form import Table
from converter.report.finding import Finding

FORMULAS = frozenset({"formula", "linked", "no_cache", "stale"})
"""Variants of A-09 that have one cause in a whole table, from two cells."""

ALIKE = frozenset({"A-02", "A-03", "A-05", "A-09"})
"""Codes of which more than a few cells of a table are put together."""

FEW = 5
"""Cells of the same notice that are told one by one."""

SHOWN = 3
"""Different values that a finding about many cells shows."""


def grouped(findings: Sequence[Finding], table: Table) -> list[Finding]:
    """The findings about a table's figures, those with one cause put together at the first of them.

    Findings that propose what to write instead are put together only where they propose the same.
    """
    if len(findings) < 2:
        return list(findings)
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for found in findings:
        groups.setdefault(_cause(found), []).append(found)
    return [found for group in groups.values() for found in _together(group, table)]


def _cause(found: Finding) -> tuple[object, ...]:
    return (found.code, found.variant, found.sheet, *sorted(found.values.items()))


def _together(group: list[Finding], table: Table) -> list[Finding]:
    first = group[0]
    least = 2 if first.code == "A-09" and first.variant in FORMULAS else FEW + 1
    if first.code not in ALIKE or len(group) < least:
        return group
    return [
        replace(
            first,
            places=tuple(place for found in group for place in found.places),
            subject=f"{table.tag}的 {len(group)} 格",
            found=_listed(found.found for found in group),
            expected=_listed(found.expected for found in group),
        )
    ]


def _listed(values: Iterable[str]) -> str:
    different = list(dict.fromkeys(values))
    return "、".join(different[:SHOWN]) + (" 等" if len(different) > SHOWN else "")
