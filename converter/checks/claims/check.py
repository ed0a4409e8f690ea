"""The claims as a check, with the codes of the form's claim book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.checks.claims import Claim, claims_of, contradictions, tallies
from converter.checks.model import Check, Context, Verdict
from converter.form import FORM, Form
from converter.report.finding import Finding
from converter.report.report import Report

UNKNOWN = "文字里写到了，但要对照的数没有填、读不出或没有上年的数"


def _run(report: Report, context: Context) -> Iterator[Finding | Verdict]:
    claims = claims_of(report, context.form, context.last.figures if context.last else None)
    yield from contradictions(claims, report, context.form)
    yield from _verdicts(claims, context.form)


def _verdicts(claims: Iterable[Claim], form: Form) -> Iterator[Verdict]:
    """The codes of which no sentence speaks, and those whose figures are not known: neither has passed."""
    counted = tallies(claims)
    always = {silence.code for silence in form.claims.required_mentions}
    for rule in form.claims.rules:
        tally = counted.get(rule.code)
        if tally is None and rule.code not in always:
            yield Verdict(rule.code, "not_applicable")
        elif tally is not None and not (tally.agreed or tally.contradicted):
            yield Verdict(rule.code, "not_assessable", UNKNOWN)


CLAIMS = Check(_run, tuple(rule.code for rule in FORM.claims.rules))
