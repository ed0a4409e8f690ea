"""What is in force, what a body cannot have, what was carried over (B-06, B-07, X-01, X-02)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.catalogue.messages import finding
from converter.checks.applicable import figures_known, rules_for
from converter.checks.model import Check, Context
from converter.form import Barred, CarryOver, Ref, Stock
from converter.report.finding import Finding
from converter.report.report import Report, Value, list_values, plain
from converter.report.sums import add, distance


def check_carry_overs(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-01 and X-02 where last year's figures are known and this year's do not continue them.

    Last year's report comes before the figures that the county office filled in; where both are there
    and differ, that is told as well.
    """
    for rule in context.form.carry_overs:
        yield from _filled_in(report, context, rule)
        own, last = report.figures[rule.this], _last(report, context, rule.last)
        terms = [report.value(ref) for ref in (*rule.plus, *rule.less)]
        known = [term for term in terms if term is not None]
        if last is None or own.value is None or own.place is None or len(known) < len(terms):
            continue
        more = len(rule.plus)
        expected = add([last, *known[:more], *(-value for value in known[more:])])
        if own.value != expected:
            yield finding(
                rule.code,
                own.place,
                subject=context.form.label(rule.this),
                found=plain(own.value),
                expected=plain(expected),
                difference=plain(distance(own.value, expected)),
            )


def _last(report: Report, context: Context, ref: Ref) -> Value | None:
    """A figure of last year: as its report says, else as the county office filled it in."""
    if context.last is not None and ref in context.last.figures:
        return context.last.figures[ref]
    filled = report.last_year.get(ref)
    return None if filled is None else filled.value


def _filled_in(report: Report, context: Context, rule: CarryOver) -> Iterator[Finding]:
    """The figure that was filled in as last year's against last year's report."""
    filled = report.last_year.get(rule.last)
    said = None if context.last is None else context.last.figures.get(rule.last)
    if filled is None or filled.value is None or filled.place is None or said in (None, filled.value):
        return
    yield finding(
        rule.code,
        filled.place,
        variant="filled_in",
        subject=f"上年数 {context.form.label(rule.last)}",
        found=plain(filled.value),
        expected=list_values([said]),
    )


def _no_last_year(report: Report, context: Context) -> str:
    return "" if report.last_year or context.last else context.no_last


CARRY_OVERS = Check(
    check_carry_overs, ("X-01", "X-02"), unassessable=dict.fromkeys(("X-01", "X-02"), _no_last_year)
)


def check_stock(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-06: what is in force at the year's end is at least what was made less what was abolished."""
    form = context.form
    rules = rules_for(report, form)
    barred = {
        ref for rule in rules if isinstance(rule, Barred) and _is_barred(rule, report) for ref in rule.refs
    }
    for rule in rules:
        if not isinstance(rule, Stock) or rule.valid in barred:
            continue
        made, abolished, valid = map(report.value, (rule.made, rule.abolished, rule.valid))
        place = report.figures[rule.valid].place
        if made is None or abolished is None or valid is None or place is None:
            continue
        least = add([made, -abolished])
        if valid < least:
            yield finding(
                rule.code,
                place,
                subject=form.label(rule.valid),
                found=plain(valid),
                expected=f"{plain(made)}－{plain(abolished)}＝{plain(least)}",
            )


def check_barred(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-07: figures that a body of this category cannot have; a warning where it may."""
    form = context.form
    for rule in rules_for(report, form):
        if not isinstance(rule, Barred):
            continue
        filled = [ref for ref in rule.refs if report.value(ref)]
        places = tuple(place for ref in filled if (place := report.figures[ref].place) is not None)
        if places:
            yield finding(
                rule.code,
                places,
                variant="error" if _is_barred(rule, report) else "warning",
                subject=f"{form.tables[filled[0].table].tag}“{form.row_label(filled[0])}”",
                found=list_values(map(report.value, filled)),
                expected="0",
                category=report.category,
            )


def _is_barred(rule: Barred, report: Report) -> bool:
    """True for a report of a body that cannot have these figures, but has."""
    return report.category in rule.categories and any(report.value(ref) for ref in rule.refs)


STOCK = Check(check_stock, ("B-06",), {"B-06": figures_known("B-06")})
BARRED = Check(check_barred, ("B-07",), {"B-07": figures_known("B-07")})
