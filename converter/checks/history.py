"""Two years of one body: what was carried over must arrive (X-01, X-02)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.applicable import clause_of
from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.form import FORM
from converter.messages import finding
from converter.report import Report, Value, plain
from converter.sums import add, distance


def check_carry_overs(report: Report, context: Context) -> Iterator[Finding]:
    """Yield X-01 and X-02 where last year's figures are known and this year's do not continue them."""
    form = context.form
    for rule in form.carry_overs:
        last = report.last_year.get(rule.last)
        own = report.figures[rule.this]
        terms: list[Value] = []
        for ref, sign in (*((ref, 1) for ref in rule.plus), *((ref, -1) for ref in rule.less)):
            value = report.value(ref)
            if value is None:
                break
            terms.append(sign * value)
        else:
            if last is None or last.value is None or own.value is None or own.place is None:
                continue
            expected = add([last.value, *terms])
            if own.value != expected:
                yield finding(
                    rule.code,
                    own.place,
                    subject=form.label(rule.this),
                    found=plain(own.value),
                    expected=plain(expected),
                    difference=plain(distance(own.value, expected)),
                )


def _no_last_year(report: Report, context: Context) -> str:
    return "" if report.last_year else "没有上年的数"


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
