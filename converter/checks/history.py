"""Two years of one body: what was carried over must arrive (X-01, X-02)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.applicable import clause_of
from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.form import FORM, CarryOver, Ref
from converter.messages import finding
from converter.report import Report, Value, listed, plain
from converter.sums import add, distance


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
        expected=listed([said]),
    )


def _no_last_year(report: Report, context: Context) -> str:
    return "" if report.last_year or context.last else context.no_last


CARRY_OVERS = Check(
    (
        Item(
            "X-01",
            "上年结转等于上年报告的结转下年度",
            clause_of("X-01", FORM),
            "上年报告结转下年度 3 件，本年上年结转 3 件。",
            "上年报告结转下年度 3 件，本年上年结转 2 件。机构合并、上年数更正等属实的，写明理由即可。",
            unassessable=_no_last_year,
        ),
        Item(
            "X-02",
            "现行有效件数等于上年现行有效加本年制发减本年废止",
            clause_of("X-02", FORM),
            "上年现行有效 10，本年制发 3、废止 1，现行有效 12。",
            "上年现行有效 10，本年制发 3、废止 1，现行有效 14。清理、自动失效等属实的，写明理由即可。",
            unassessable=_no_last_year,
        ),
    ),
    check_carry_overs,
)
