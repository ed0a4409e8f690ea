"""勾稽关系: every sum of the form (B-01 to B-05, B-08), with one finding for each mistake.

Totals are recomputed from the figures that a person fills in (`report.sums.recompute_totals`). A total
that differs is reported at its cell, and the recomputed one is used for the other rules, so that one wrong
total does not break three of them. A rule between totals alone follows from the rules
between their parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.checks.applicable import declared_zero, rule_figures_unread, rules_without
from converter.checks.model import Check, Context
from converter.form import Equality, Form, Inflow, Ref
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, list_values, plain
from converter.report.sums import distance, recompute_totals, sum_of

Sums = Mapping[Ref, Value | None]


def check_sums(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-01 to B-05 and B-08: totals against parts, and sums that must be equal."""
    form = context.form
    sums = recompute_totals(form, report.value)
    rules = _sum_rules(form, declared_zero(report, form))
    unfilled = list(_unfilled_totals(report, form, rules, sums))
    reported = {ref for refs, _ in unfilled for ref in refs}
    yield from (found for _, found in unfilled)
    for rule, total in rules.totals:
        if total not in reported:
            yield from _wrong_total(report, form, rule, total, sums[total])
    without_inflow = [
        found for rule in rules.inflows for found in _results_without_inflow(report, form, rule, sums)
    ]
    yield from without_inflow
    for rule in rules.balances if not without_inflow else ():
        yield from _unequal_sums(report, form, rule, sums)


class _Rules(NamedTuple):
    """The sum rules by kind.

    `totals`: each total with the rule that defines it. `inflows`: no results without applications.
    `balances`: sums that must be equal, where not all figures are totals. `lines`: the totals of one row or
    column of a table, by its key.
    """

    totals: tuple[tuple[Equality, Ref], ...]
    inflows: tuple[Inflow, ...]
    balances: tuple[Equality, ...]
    lines: tuple[tuple[str, tuple[Ref, ...]], ...]


@lru_cache(maxsize=16)
def _sum_rules(form: Form, zero: frozenset[str]) -> _Rules:
    """The sum rules of the form, without those of tables that are declared 零报告."""
    rules = rules_without(form, zero)
    equalities = [rule for rule in rules if isinstance(rule, Equality)]
    of_totals = [(rule, rule.total) for rule in equalities if rule.total]
    others = [rule for rule in equalities if not rule.total]
    lines: dict[tuple[str, str, str], list[Ref]] = defaultdict(list)
    for rule, ref in of_totals:
        line = ref.column if rule.left[0].row == ref.row else ref.row
        lines[rule.code, ref.table, line].append(ref)
    return _Rules(
        tuple((rule, ref) for rule, ref in of_totals if form.totals[ref] is rule),
        tuple(rule for rule in rules if isinstance(rule, Inflow)),
        tuple(rule for rule in others if not {*rule.left, *rule.right} <= form.totals.keys()),
        tuple((line, tuple(refs)) for (_, _, line), refs in lines.items()),
    )


def _places(report: Report, refs: tuple[Ref, ...]) -> tuple[Place, ...]:
    return tuple(place for ref in refs if (place := report.figures[ref].place) is not None)


def _wrong_total(
    report: Report, form: Form, rule: Equality, ref: Ref, expected: Value | None
) -> Iterator[Finding]:
    """The finding for a typed total that is not the sum of its parts.

    None for a grand total that is the sum of the totals as typed: one of those is wrong then, and reported.
    """
    typed = report.value(ref)
    if typed is None or expected is None or typed == expected or typed == sum_of(rule, report.value):
        return
    yield finding(
        rule.code,
        _places(report, (ref,)),
        subject=form.label(ref),
        found=plain(typed),
        expected=plain(expected),
        left=rule.names[0],
        difference=plain(distance(typed, expected)),
    )


def _unfilled_totals(
    report: Report, form: Form, rules: _Rules, sums: Sums
) -> Iterator[tuple[tuple[Ref, ...], Finding]]:
    """B-05, with its totals: all totals of a row or column are 0 while their parts are not.

    Only where two or more are wrong: a single wrong total is reported as that.
    """
    for line, refs in rules.lines:
        typed = [ref for ref in refs if not report.figures[ref].computed]
        wrong = [ref for ref in typed if sums[ref]]
        if len(wrong) < 2:
            continue
        # the grand total belongs to a row and a column: it may be right while one of them is unfilled
        own = [ref for ref in typed if not set(form.totals[ref].left) <= form.totals.keys()]
        if any(report.value(ref) != 0 for ref in own):
            continue
        wrong = [ref for ref in wrong if report.value(ref) == 0]
        column = line == refs[0].column
        label = form.row_label if column else form.column_label
        expected = "、".join(f"{label(ref)} {list_values([sums[ref]])}" for ref in wrong)
        tag = form.tables[refs[0].table].tag
        title = form.column_label(refs[0]) if column else form.row_label(refs[0])
        yield (
            tuple(wrong),
            finding(
                "B-05",
                _places(report, tuple(wrong)),
                variant="column" if column else "row",
                subject=f"{tag}“{title}”",
                found="0",
                expected=expected,
            ),
        )


def _unequal_sums(report: Report, form: Form, rule: Equality, sums: Sums) -> Iterator[Finding]:
    """The finding for two sums that must be equal (B-03), with the numbers of both sides."""
    left, right = (sum_of(rule, sums.__getitem__, side) for side in ("left", "right"))
    shown_left, shown_right = (sum_of(rule, report.value, side) for side in ("left", "right"))
    if left is None or right is None or left == right or shown_left == shown_right:
        return  # where the sums as typed agree, a typed total is wrong, and reported
    yield finding(
        rule.code,
        _places(report, rule.left + rule.right),
        subject=f"{form.tables[rule.left[0].table].tag} 列“{form.column_label(rule.left[0])}”",
        expected=f"{rule.names[0]}＝{plain(left)}",
        found=f"{rule.names[1]}＝{plain(right)}",
        difference=plain(distance(left, right)),
    )


def _results_without_inflow(report: Report, form: Form, rule: Inflow, sums: Sums) -> Iterator[Finding]:
    """B-08, in place of B-03, where there are no applications at all; it names what was filled in."""
    if any(sums[ref] != 0 for ref in rule.incoming):
        return
    wrong = [ref for ref in rule.outgoing if sums[ref]]
    filled = dict.fromkeys(part for ref in wrong for part in _inputs(ref, form) if report.value(part))
    if filled:
        numbers = list_values(report.value(ref) for ref in filled)
        tag = form.tables[wrong[0].table].tag
        yield finding(rule.code, _places(report, tuple(filled)), subject=tag, found=numbers, expected="0")


def _inputs(ref: Ref, form: Form) -> Iterator[Ref]:
    """The figures that a person fills in and that a total is made of."""
    rule = form.totals.get(ref)
    if rule is None:
        yield ref
    for part in rule.left if rule else ():
        yield from _inputs(part, form)


SUMS = Check(
    check_sums,
    ("B-01", "B-02", "B-03", "B-04", "B-05", "B-08"),
    unassessable={
        **{code: rule_figures_unread(code) for code in ("B-01", "B-02", "B-03", "B-04", "B-08")},
        "B-05": rule_figures_unread("B-01", "B-02", "B-04"),
    },
)
