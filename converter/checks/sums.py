"""勾稽关系: every sum of the form (B-01 to B-05), each cause told once.

Totals are recomputed from the figures that a person fills in (`sums.settled`). A total that differs
is told at its cell and the recomputed one is used for the other rules, so that one wrong total does
not break three of them. A rule between totals alone then follows from the rules between their parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from converter.finding import Finding
from converter.form import Equality, Form, Inflow, Ref
from converter.messages import finding
from converter.report import Place, Report, Value, listed, plain
from converter.sums import distance, settled, sum_of

Sums = Mapping[Ref, Value | None]


def check_sums(report: Report, form: Form) -> Iterator[Finding]:
    """Yield B-01 to B-05 and B-08: totals against parts, and sums that must be equal."""
    sums = settled(form, report.value)
    unfilled = list(_unfilled(report, form, sums))
    told = {ref for refs, _ in unfilled for ref in refs}
    yield from (found for _, found in unfilled)
    for total, definition in form.totals.items():
        if total not in told:
            yield from _total(report, form, definition, total, sums[total])
    emptied = {ref for rule in form.rules if isinstance(rule, Inflow) for ref in _without_source(rule, sums)}
    for rule in form.rules:
        if isinstance(rule, Inflow):
            yield from _inflow(report, rule, sums)
        elif isinstance(rule, Equality) and rule.total is None:
            operands = {*rule.left, *rule.right}
            if not operands <= form.totals.keys() and not emptied:
                yield from _balance(report, form, rule, sums)


def _places(report: Report, refs: tuple[Ref, ...]) -> tuple[Place, ...]:
    return tuple(place for ref in refs if (place := report.figures[ref].place) is not None)


def _total(report: Report, form: Form, rule: Equality, ref: Ref, expected: Value | None) -> Iterator[Finding]:
    """A typed total against the sum of its parts."""
    typed = report.value(ref)
    if typed is None or expected is None or typed == expected:
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


def _unfilled(report: Report, form: Form, sums: Sums) -> Iterator[tuple[tuple[Ref, ...], Finding]]:
    """B-05: all totals of a rule are 0 while their parts are not, so nobody filled them.

    Only where two or more are wrong: a single wrong total is told as that.
    """
    groups: dict[tuple[str, str, str], list[Ref]] = defaultdict(list)
    for rule in form.equalities:
        ref = rule.total
        if ref is None:
            continue
        line = ref.column if rule.left[0].row == ref.row else ref.row
        groups[rule.code, ref.table, line].append(ref)
    for (_, _, line), refs in groups.items():
        typed = [ref for ref in refs if not report.figures[ref].computed]
        wrong = [ref for ref in typed if sums[ref]]
        if len(wrong) < 2 or any(report.value(ref) != 0 for ref in typed):
            continue
        column = line == refs[0].column
        label = form.row_label if column else form.column_label
        expected = "、".join(f"{label(ref)} {listed([sums[ref]])}" for ref in wrong)
        tag = form.tables[refs[0].table].tag
        own = form.column_label(refs[0]) if column else form.row_label(refs[0])
        yield (
            tuple(typed),
            finding(
                "B-05",
                _places(report, tuple(wrong)),
                variant="column" if column else "row",
                subject=f"{tag}“{own}”",
                found="0",
                expected=expected,
            ),
        )


def _balance(report: Report, form: Form, rule: Equality, sums: Sums) -> Iterator[Finding]:
    """Two sums that must be equal (B-03), told with both sides in numbers."""
    left, right = (sum_of(rule, sums.__getitem__, side) for side in ("left", "right"))
    if left is None or right is None or left == right:
        return
    yield finding(
        rule.code,
        _places(report, rule.left + rule.right),
        subject=f"{form.tables[rule.left[0].table].tag} 列“{form.column_label(rule.left[0])}”",
        expected=f"{rule.names[0]}＝{plain(left)}",
        found=f"{rule.names[1]}＝{plain(right)}",
        difference=plain(distance(left, right)),
    )


def _without_source(rule: Inflow, sums: Sums) -> tuple[Ref, ...]:
    """The outgoing figures that are not 0 although every incoming one is."""
    if any(sums[ref] != 0 for ref in rule.incoming):
        return ()
    return tuple(ref for ref in rule.outgoing if sums[ref])


def _inflow(report: Report, rule: Inflow, sums: Sums) -> Iterator[Finding]:
    """B-08: the clearer word for B-03 where nothing came in at all."""
    refs = _without_source(rule, sums)
    if refs:
        numbers = listed(sums[ref] for ref in refs)
        yield finding(rule.code, _places(report, refs), found=numbers, expected="0")
