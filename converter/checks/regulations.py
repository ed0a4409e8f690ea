"""Table 二: regulations in force, and figures that an agency of this category cannot have (B-06, B-07)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.catalogue.messages import finding
from converter.checks.applicable import rule_figures_unread, rules_for
from converter.checks.model import Check, Context
from converter.form import Barred, Stock
from converter.form.rules import STOCK
from converter.report.finding import Finding
from converter.report.report import Report, list_values, plain
from converter.report.sums import add


def check_stock(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-06 where fewer are in force at the end of the year than were made less those abolished.

    Not for figures that B-07 reports as an error.
    """
    form = report.form
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
    """Yield B-07: an error where agencies of this category cannot have such figures, a warning elsewhere."""
    form = report.form
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
    """True where the report has figures that agencies of its category cannot have."""
    return report.category in rule.categories and any(report.value(ref) for ref in rule.refs)


_STOCKS = ("B-06", STOCK)
STOCKS = Check(check_stock, _STOCKS, {code: rule_figures_unread(code) for code in _STOCKS})
BARRED = Check(check_barred, ("B-07",), {"B-07": rule_figures_unread("B-07")})
