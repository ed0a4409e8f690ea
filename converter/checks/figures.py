"""What single figures of table 二 may be: stocks (B-06) and figures a body cannot have (B-07)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.applicable import clause_of, figures_known, rules_for
from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.form import FORM, Barred, Stock
from converter.messages import finding
from converter.report import Report, listed, plain
from converter.sums import add


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
                found=listed(map(report.value, filled)),
                expected="0",
                category=report.category,
            )


def _is_barred(rule: Barred, report: Report) -> bool:
    """True for a report of a body that cannot have these figures, but has."""
    return report.category in rule.categories and any(report.value(ref) for ref in rule.refs)


STOCK = Check(
    (
        Item(
            "B-06",
            "表二：现行有效件数不少于本年制发减本年废止",
            clause_of("B-06", FORM),
            "行政规范性文件：制发 3、废止 1，现行有效 12。",
            "行政规范性文件：制发 3、废止 1，现行有效 1。当年制发、当年失效的属实，写明理由即可。",
            unassessable=figures_known("B-06"),
        ),
    ),
    check_stock,
)
BARRED = Check(
    (
        Item(
            "B-07",
            "表二：无权制定规章的机关，规章一行为 0",
            clause_of("B-07", FORM),
            "县财政局：规章一行都是 0。",
            "某镇人民政府：规章现行有效填了 6（多半应填在行政规范性文件一行）。",
            unassessable=figures_known("B-07"),
        ),
    ),
    check_barred,
)
