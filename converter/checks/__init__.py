"""RULES: pure functions from a report to findings, in one explicit table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from converter.checks.claims.check import CLAIMS
from converter.checks.history import BARRED, CARRY_OVERS, STOCK
from converter.checks.model import Assessment, Check, Context, Item, State, Verdict
from converter.checks.names import NAMES
from converter.checks.narrative import DUTIES, TEXTS, TOPICS
from converter.checks.noticed import NOTICED
from converter.checks.opening import CONTACT, DEADLINE, PERIOD
from converter.checks.plausible import AMOUNTS, CLASSES, MENTIONS
from converter.checks.settings import applied
from converter.checks.sums import SUMS
from converter.checks.wording import LEFT_OVER, NOTICE, YEARS
from converter.checks.years import TWO_YEARS
from converter.report.earlier import LastReport
from converter.report.finding import Finding
from converter.report.report import Report

CHECKS: tuple[Check, ...] = (
    *(AMOUNTS, SUMS, STOCK, BARRED, MENTIONS, CLASSES),
    *(NOTICE, YEARS, PERIOD, NAMES, LEFT_OVER, TEXTS, DUTIES, TOPICS, DEADLINE, CONTACT),
    *(CARRY_OVERS, *TWO_YEARS, CLAIMS),
)
"""Every check on one report."""

ITEMS: tuple[Item, ...] = tuple(
    sorted((*NOTICED, *(item for check in CHECKS for item in check.items)), key=lambda item: item.code)
)
"""Every code there is, those that are not found by a check too."""

_CONTEXT = Context()


def check_report(report: Report, context: Context = _CONTEXT) -> tuple[Finding, ...]:
    """Every finding of every check on one report, in the order of the checks."""
    return tuple(found for found in _run(report, context) if isinstance(found, Finding))


def _run(report: Report, context: Context) -> Iterator[Finding | Verdict]:
    for check in CHECKS:
        yield from check.run(report, context)


def assess(report: Report, context: Context = _CONTEXT, noticed: Iterable[Finding] = ()) -> Assessment:
    """Check a report and say what came of every code: passed, failed, not assessable, switched off.

    `noticed`: what was found while the report was read; it comes first. The office's settings are
    applied to all findings.
    """
    raised: list[Finding] = []
    learnt: dict[str, Verdict] = {}
    for found in _run(report, context):
        if isinstance(found, Verdict):
            learnt[found.code] = found
        else:
            raised.append(found)
    findings = tuple(applied(context.settings, (*noticed, *raised)))
    told = {found.code for found in findings}
    verdicts = (_verdict(item, report, context, told, learnt) for item in REPORT_ITEMS)
    return Assessment(findings, tuple(verdicts))


REPORT_ITEMS = tuple(item for item in ITEMS if item.scope == "report")
"""The codes that are judged for every report, and counted."""


def _verdict(
    item: Item, report: Report, context: Context, told: set[str], learnt: Mapping[str, Verdict]
) -> Verdict:
    if item.code in context.settings.off:
        return Verdict(item.code, "off", context.settings.off[item.code])
    if item.code in told:
        return Verdict(item.code, "failed")
    if item.code in learnt:
        return learnt[item.code]
    if not item.applies(report, context):
        return Verdict(item.code, "not_applicable")
    why = item.unassessable(report, context)
    return Verdict(item.code, "not_assessable", why) if why else _passed(item.code)


@cache
def _passed(code: str) -> Verdict:
    """The verdict that most codes get on most reports."""
    return Verdict(code, "passed")


__all__ = [
    "CHECKS",
    "ITEMS",
    "REPORT_ITEMS",
    "Assessment",
    "Check",
    "Context",
    "Item",
    "LastReport",
    "State",
    "Verdict",
    "assess",
    "check_report",
]
