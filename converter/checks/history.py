"""Two years of one body: what was carried over must arrive (X-01, X-02)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.finding import Finding
from converter.form import Form
from converter.messages import finding
from converter.report import Report, Value, plain
from converter.sums import add, distance


def check_carry_overs(report: Report, form: Form) -> Iterator[Finding]:
    """Yield X-01 and X-02 where last year's figures are known and this year's do not continue them."""
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
