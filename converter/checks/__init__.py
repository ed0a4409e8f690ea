"""The checks on one report: pure generators from a report and its context to findings, `checks_of` a form.

In: a Report and a Context (last year's report, roster entry, the office's settings). Out: findings, and
a verdict per code. One module per theme: sums, regulations, plausible, opening, contact, agency_name,
wording, narrative, years, claims/; `model` has their types, `applicable`, `paragraphs` and `similarity` serve
them.

Others import the names in `__all__` (the types of `model` among them), and from `settings`, `rules_file`,
`reasons` (the agency's reasons attached to findings) and `similarity`. `manual` writes docs/checks.zh-CN.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from converter.catalogue.records import records
from converter.checks.agency_name import NAMES
from converter.checks.claims import PARTS, claims_check
from converter.checks.contact import CONTACT
from converter.checks.model import Applies, Assessment, Check, Context, State, Unassessable, Verdict
from converter.checks.narrative import DUTIES, TEXTS, TOPICS
from converter.checks.opening import DEADLINE, PERIOD
from converter.checks.plausible import FEE_UNIT, MENTIONS, RARE_REFUSALS
from converter.checks.regulations import BARRED, STOCKS
from converter.checks.settings import apply_settings
from converter.checks.sums import SUMS
from converter.checks.wording import LEFT_OVER, NOTICE, OTHER_YEARS
from converter.checks.years import TWO_YEARS
from converter.form import Form
from converter.report.earlier import LastReport
from converter.report.finding import Finding
from converter.report.report import Report


@cache
def checks_of(form: Form) -> tuple[Check, ...]:
    """Every check on one report of a form."""
    return (
        *(FEE_UNIT, SUMS, STOCKS, BARRED, MENTIONS, RARE_REFUSALS),
        *(NOTICE, OTHER_YEARS, PERIOD, NAMES, LEFT_OVER, TEXTS, DUTIES, TOPICS, DEADLINE, CONTACT),
        *(*TWO_YEARS, claims_check(form), PARTS),
    )


_CONTEXT = Context()


def check_report(report: Report, context: Context = _CONTEXT) -> tuple[Finding, ...]:
    """Every finding of every check on one report, in the order of the checks."""
    return tuple(found for found in _run(report, context) if isinstance(found, Finding))


def _run(report: Report, context: Context) -> Iterator[Finding | Verdict]:
    for check in checks_of(report.form):
        yield from check.run(report, context)


def assess(
    report: Report, context: Context = _CONTEXT, reader_findings: Iterable[Finding] = ()
) -> Assessment:
    """The findings on a report, and a verdict per code: passed, failed, not assessable, switched off.

    `reader_findings`: those made while the report was read; they come first. The office's settings are
    applied to all findings.
    """
    raised: list[Finding] = []
    given: dict[str, Verdict] = {}
    for found in _run(report, context):
        if isinstance(found, Verdict):
            given[found.code] = found
        else:
            raised.append(found)
    findings = tuple(apply_settings(context.settings, (*reader_findings, *raised)))
    failed = {found.code for found in findings}
    verdicts = (_verdict(judged, report, context, failed, given) for judged in judged_codes(report.form))
    return Assessment(findings, tuple(verdicts))


class Judged(NamedTuple):
    """A code that gets a verdict on every report, with the functions of its check."""

    code: str
    applies: Applies
    unassessable: Unassessable


@cache
def judged_codes(form: Form) -> tuple[Judged, ...]:
    """The codes that are judged for every report of a form, and counted."""
    return tuple(_judged(form))


def _judged(form: Form) -> Iterator[Judged]:
    """The codes about a report; those that no check gives are found while the workbook is read."""
    checks = {code: check for check in checks_of(form) for code in check.codes}
    for record in records(form).values():
        if record.scope != "report":
            continue
        check = checks.get(record.code)
        applies = check.applies.get(record.code) if check else None
        unassessable = check.unassessable.get(record.code) if check else None
        yield Judged(
            record.code,
            applies or (_never if record.instead else _always),
            unassessable or _assessable,
        )


def _assessable(report: Report, context: Context) -> str:
    """Nothing stands in the way of judging a code."""
    return ""


def _always(report: Report, context: Context) -> bool:
    """A code that is asked of every report."""
    return True


def _never(report: Report, context: Context) -> bool:
    """A code that no workbook of ours can break, because its structure is fixed."""
    return False


def _verdict(
    judged: Judged, report: Report, context: Context, failed: set[str], given: Mapping[str, Verdict]
) -> Verdict:
    code = judged.code
    if code in context.settings.off:
        return Verdict(code, "off", context.settings.off[code])
    if code in failed:
        return Verdict(code, "failed")
    if code in given:
        return given[code]
    if not judged.applies(report, context):
        return Verdict(code, "not_applicable")
    why = judged.unassessable(report, context)
    return Verdict(code, "not_assessable", why) if why else _passed(code)


@cache
def _passed(code: str) -> Verdict:
    """The verdict that most codes get on most reports."""
    return Verdict(code, "passed")


__all__ = [
    "Assessment",
    "Check",
    "Context",
    "Judged",
    "LastReport",
    "State",
    "Verdict",
    "assess",
    "check_report",
    "checks_of",
    "judged_codes",
]
