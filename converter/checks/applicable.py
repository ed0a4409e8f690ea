"""Which rules a report is held against."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import Form, Rule, table_of
from converter.report import Report


def rules_for(report: Report, form: Form) -> Iterator[Rule]:
    """The form's rules, but for those about a table that is declared 零报告.

    Figures in such a table are a fault of their own (A-01); sums over them would tell it twice.
    """
    for rule in form.rules:
        if not report.declared_zero(table_of(rule), form.states[1]):
            yield rule
