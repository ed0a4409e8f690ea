"""RULES: pure functions from a report to findings, in one explicit table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converter.checks.figures import check_barred, check_stock
from converter.checks.history import check_carry_overs
from converter.checks.narrative import check_texts
from converter.checks.sums import check_sums
from converter.finding import Finding
from converter.form import FORM, Form
from converter.report import Report

Check = Callable[[Report, Form], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (check_sums, check_stock, check_barred, check_carry_overs, check_texts)


def check_report(report: Report, form: Form = FORM) -> tuple[Finding, ...]:
    """Every finding of every check on one report, in the order of the checks."""
    return tuple(found for check in CHECKS for found in check(report, form))


__all__ = ["CHECKS", "Check", "check_report"]
