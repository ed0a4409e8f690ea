"""The claims as a check: an item for each code of the form's claim book."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.claims import check_claims
from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.form import FORM
from converter.report import Report


def _run(report: Report, context: Context) -> Iterator[Finding]:
    yield from check_claims(report, context.form, context.last.figures if context.last else None)


CLAIMS = Check(
    tuple(Item(rule.code, rule.title, rule.clause, rule.passes, rule.fails) for rule in FORM.claims.rules),
    _run,
)
