"""G-10: who received no application at all; a list, no reproach: it is normal for small bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.finding import Finding
from converter.form import FORM, Ref
from converter.messages import finding
from converter.outcome import Outcome
from converter.report import Report
from converter.slim import values_of

_TABLE = next(rule.refs[0].table for rule in FORM.summed if rule.code == "G-02")


def check_zeros(outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """Yield G-10 with the agencies whose table of applications is all 0."""
    refs = tuple(FORM.tables[_TABLE].refs())
    listed = (
        outcome.agency or outcome.source
        for outcome in outcomes
        if outcome.report is not None and outcome.status != "superseded" and _is_zero(outcome.report, refs)
    )
    names = list(dict.fromkeys(listed))  # two versions of one report are one agency
    if names:
        yield finding(
            "G-10", (), subject=FORM.tables[_TABLE].tag, found=str(len(names)), expected="、".join(names)
        )


def _is_zero(report: Report, refs: Iterable[Ref]) -> bool:
    values = values_of(report)
    return all(values[ref] == 0 for ref in refs)
