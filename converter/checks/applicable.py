"""Which rules of the form apply to a report, and why one of them cannot be judged."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from converter.checks.model import Context, Unassessable
from converter.form import Barred, Equality, Form, Inflow, Ref, Rule, Stock, table_of
from converter.report.report import Report


def rules_for(report: Report, form: Form) -> tuple[Rule, ...]:
    """The form's rules, without those about a table that is declared 零报告.

    Figures in such a table are an A-01 already; findings about their sums would repeat it.
    """
    return rules_without(form, declared_zero(report, form))


@lru_cache(maxsize=16)
def rules_without(form: Form, zero: frozenset[str]) -> tuple[Rule, ...]:
    """The form's rules, without those about some tables."""
    return tuple(rule for rule in form.rules if table_of(rule) not in zero)


def declared_zero(report: Report, form: Form) -> frozenset[str]:
    """The tables that are declared 零报告."""
    return frozenset(table for table in report.states if report.declared_zero(table, form.states[1]))


def rule_figures_unread(*codes: str) -> Unassessable:
    """Why rules of these codes cannot be judged: one of their figures was not read."""

    def why(report: Report, context: Context) -> str:
        zero = declared_zero(report, report.form)
        refs = _refs_of(report.form, codes)
        return name_unread(
            report, report.form, [ref for ref in refs if ref.table not in zero] if zero else refs
        )

    return why


@cache
def _refs_of(form: Form, codes: tuple[str, ...]) -> tuple[Ref, ...]:
    """The figures that the form's rules of these codes are about, each once."""
    rules = (rule for rule in form.rules if rule.code in codes)
    return tuple(dict.fromkeys(ref for rule in rules for ref in refs_of(rule)))


def name_unread(report: Report, form: Form, refs: Iterable[Ref]) -> str:
    """Which of these figures were not read, in Chinese; "" where all were."""
    missing = [ref for ref in refs if report.figures[ref].value is None]
    if not missing:
        return ""
    for table in dict.fromkeys(ref.table for ref in missing):
        if all(report.value(ref) is None for ref in form.tables[table].refs()):
            return f"{form.tables[table].tag}没有填写或没有读到"
    more = f"等 {len(missing)} 个数" if len(missing) > 1 else ""
    return f"{form.label(missing[0])}{more}没有读到"


def refs_of(rule: Rule) -> tuple[Ref, ...]:
    """The figures that a rule is about."""
    match rule:
        case Equality():
            return (*rule.left, *rule.right)
        case Stock():
            return (rule.made, rule.abolished, rule.valid)
        case Barred():
            return rule.refs
        case Inflow():
            return (*rule.incoming, *rule.outgoing)
