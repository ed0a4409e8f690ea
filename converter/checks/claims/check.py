"""The claims of a report, their findings, and the check that gives both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from converter.checks.claims.findings import finding_for_claim
from converter.checks.claims.judgement import Claim, Judgement, judge
from converter.checks.claims.lexicon import lexicon
from converter.checks.claims.reading import utterances
from converter.checks.claims.required_mentions import required_mention_findings
from converter.checks.model import Check, Context, Verdict
from converter.form import Form, Ref
from converter.report.finding import Finding
from converter.report.report import Report, Value
from converter.report.sums import recompute_totals

UNKNOWN = "文字里写到了，但要对照的数没有填、读不出或没有上年的数"


def claims_of(report: Report, form: Form, last: Mapping[Ref, Value] | None = None) -> list[Claim]:
    """Every number that the narratives state of something that the tables count, judged.

    `last`: last year's figures as far as they are known; without them, those in the workbook.
    """
    if last is None:
        last = {ref: f.value for ref, f in report.last_year.items() if f.value is not None}
    words = lexicon(form)
    totals = cache(lambda: recompute_totals(form, report.value))
    claims: list[Claim] = []
    year, agency = report.year, report.agency
    for narrative, passage in report.passages.items():
        for paragraph in passage:
            found = utterances(paragraph.text, narrative, year, words, agency)
            if found:
                claims += judge(found, paragraph.place, report, form, last, totals)
    return claims


def states_numbers(text: str, narrative: str, year: int, form: Form) -> bool:
    """True where a sentence of a narrative (its key) states numbers of `year` that the tables count."""
    return any(not u.doubtful for u in utterances(text, narrative, year, lexicon(form)))


def contradiction_findings(claims: Iterable[Claim], report: Report, form: Form) -> Iterator[Finding]:
    """Yield a finding for each claim that contradicts the tables, and C-22, C-26."""
    for claim in claims:
        if claim.judgement is Judgement.CONTRADICTS:
            yield finding_for_claim(claim, report, form)
    yield from required_mention_findings(report, form)


class ClaimCounts(NamedTuple):
    """How many claims of one code agreed, contradicted, and could not be judged for want of a figure."""

    agreed: int = 0
    contradicted: int = 0
    unknown: int = 0


_FIELDS = {
    Judgement.AGREES: "agreed", Judgement.CONTRADICTS: "contradicted", Judgement.UNKNOWN: "unknown"
}  # fmt: skip


def claim_counts(claims: Iterable[Claim]) -> dict[str, ClaimCounts]:
    """The claims counted by code; a code without claims is no key."""
    counted: dict[str, ClaimCounts] = {}
    for claim in claims:
        before = counted.get(claim.code, ClaimCounts())
        name = _FIELDS[claim.judgement]
        counted[claim.code] = before._replace(**{name: getattr(before, name) + 1})
    return counted


def _run(report: Report, context: Context) -> Iterator[Finding | Verdict]:
    claims = claims_of(report, report.form, context.last.figures if context.last else None)
    yield from contradiction_findings(claims, report, report.form)
    yield from _verdicts(claims, report.form)


def _verdicts(claims: Iterable[Claim], form: Form) -> Iterator[Verdict]:
    """The verdicts of codes without claims, and of codes whose figures are not known: neither has passed."""
    counted = claim_counts(claims)
    always = {mention.code for mention in form.claims.required_mentions}
    for code in (claim_code.code for claim_code in form.claims.codes):
        counts = counted.get(code)
        if counts is None and code not in always:
            yield Verdict(code, "not_applicable")
        elif counts is not None and not (counts.agreed or counts.contradicted):
            yield Verdict(code, "not_assessable", UNKNOWN)


@cache
def claims_check(form: Form) -> Check:
    """The check of the sentences that a form's claim book knows."""
    return Check(_run, tuple(claim_code.code for claim_code in form.claims.codes))
