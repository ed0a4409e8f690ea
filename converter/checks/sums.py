"""勾稽关系: every sum of the form (B-01 to B-05, B-08), with one finding for each mistake.

Totals are recomputed from the figures that a person fills in (`report.sums.recompute_totals`). A total
that differs is reported at its cell, and the recomputed one is used for the other rules, so that one wrong
total does not break three of them. A rule between totals alone follows from the rules
between their parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.checks.applicable import declared_zero, rule_figures_unread, rules_without
from converter.checks.misplaced import misplaced_block, misplaced_finding
from converter.checks.model import Check, Context, Verdict
from converter.checks.partings import (
    Parting,
    Sums,
    inputs_of,
    partings,
    say_likely,
    say_moved,
    say_parting,
    say_readings,
)
from converter.form import Equality, Form, Inflow, Ref
from converter.form.rules import BALANCE, TOTAL_ACROSS, TOTAL_DOWN
from converter.report.finding import Finding
from converter.report.report import Place, Report, list_values, plain
from converter.report.sums import distance, recompute_totals, sum_of


def check_blocks_and_sums(report: Report, context: Context) -> Iterator[Finding | Verdict]:
    """Yield B-01 to B-05 and B-08: totals against parts, and sums that must be equal.

    Where a whole block stands one line off, that alone is said of its table (B-12).
    """
    found = list(check_sums(report, context))
    zero, dropped = declared_zero(report, report.form), list[Finding]()
    for table, rules in _rules_by_table(report.form, zero) if found else ():
        move = misplaced_block(report, report.form, table, rules)
        for block in misplaced_finding(report, report.form, move) if move else ():
            yield block
            dropped += [each for each in found if each.sheet == block.sheet]
    kept = [each for each in found if each not in dropped]
    yield from kept
    for code in sorted({each.code for each in dropped} - {each.code for each in kept}):
        yield Verdict(code, "not_assessable", "这张表的数像是整体错位，移正后再核对")


@lru_cache(maxsize=16)
def _rules_by_table(form: Form, zero: frozenset[str]) -> tuple[tuple[str, tuple[Equality, ...]], ...]:
    """The sums within each table that has any."""
    tables: dict[str, list[Equality]] = {}
    for rule in rules_without(form, zero):
        if isinstance(rule, Equality):
            tables.setdefault(rule.left[0].table, []).append(rule)
    return tuple((table, tuple(rules)) for table, rules in tables.items())


def check_sums(report: Report, context: Context) -> Iterator[Finding]:
    """Yield B-01 to B-05 and B-08, each table taken as it stands."""
    form = report.form
    sums = recompute_totals(form, report.value)
    rules = _sum_rules(form, declared_zero(report, form))
    lines = list(_unfilled_lines(report, form, rules, sums))
    unfilled = frozenset(ref for _, refs in lines for ref in refs)
    parted = _Parted(report, form, sums, tuple(partings(report, form, rules.balances, sums, unfilled)))
    yield from (_unfilled_totals(parted, line, refs) for line, refs in lines)
    for rule, total in rules.totals:
        if total not in unfilled:
            yield from _wrong_total(parted, rule, total)
    without_inflow = [
        found for rule in rules.inflows for found in _results_without_inflow(report, form, rule, sums)
    ]
    yield from without_inflow
    for parting in parted.partings if not without_inflow else ():
        yield from _unequal_sums(parted, parting)


class _Parted(NamedTuple):
    """A report with its figures, totals recomputed, and the sums among them that part."""

    report: Report
    form: Form
    sums: Sums
    partings: tuple[Parting, ...]

    def touching(self, total: Ref) -> list[Parting]:
        """The sums whose correction may change a total."""
        return [parting for parting in self.partings if parting.touches(total, self.form)]

    def readings(self, partings: Sequence[Parting]) -> str:
        """How these sums can be made equal, in words."""
        alone = len(self.partings) == 1
        said = [say_readings(p, self.report, self.form, self.sums, alone=alone) for p in partings]
        likely = [say_likely(p, self.report, self.form, self.sums) for p in partings]
        return "。".join((*said, *filter(None, likely), *self.moved()))

    def moved(self) -> tuple[str, ...]:
        """That something may stand in the wrong column, or nothing."""
        said = say_moved(self.partings, self.form)
        return (said,) if said else ()


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


def _wrong_total(parted: _Parted, rule: Equality, ref: Ref) -> Iterator[Finding]:
    """The finding for a typed total that is not the sum of its parts.

    None for a grand total that is the sum of the totals as typed: one of those is wrong then, and reported.
    """
    report, form, sums = parted.report, parted.form, parted.sums
    typed, expected = report.value(ref), sums[ref]
    if typed is None or expected is None or typed == expected or typed == sum_of(rule, report.value):
        return
    touching = parted.touching(ref)
    own = [parting for parting in touching if ref in parting.refs]
    yield finding(
        rule.code,
        _places(report, (ref,)),
        variant="parted" if own else "elsewhere" if touching else "",
        subject=form.label(ref),
        found=report.figures[ref].shown,
        expected=plain(expected),
        left=rule.names[0],
        difference=plain(distance(typed, expected)),
        parting="；".join(say_parting(parting, form) for parting in touching),
        readings=parted.readings(own),
        also="" if touching else _also(parted, ref),
    )


def _also(parted: _Parted, ref: Ref) -> str:
    """What a correction of a total changes: a grand total that was typed as the sum of the typed totals."""
    report, form = parted.report, parted.form
    also = [
        f"“{form.row_label(total)}”列“{form.column_label(total)}”也要改为 {list_values([parted.sums[total]])}"
        for total, rule in form.totals.items()
        if ref in rule.left and report.value(total) == sum_of(rule, report.value) != parted.sums[total]
    ]
    return f"；改了这一格，{'，'.join(also)}" if also else ""


def _unfilled_lines(
    report: Report, form: Form, rules: _Rules, sums: Sums
) -> Iterator[tuple[str, tuple[Ref, ...]]]:
    """Each row or column of which all totals are 0 while their parts are not, and those totals.

    Only where two or more are wrong: a single wrong total is reported as that.
    """
    for line, refs in rules.lines:
        typed = [ref for ref in refs if not report.figures[ref].computed]
        wrong = [ref for ref in typed if sums[ref]]
        if len(wrong) < 2:
            continue
        # the grand total belongs to a row and a column: it may be right while one of them is unfilled
        own = [ref for ref in typed if not set(form.totals[ref].left) <= form.totals.keys()]
        if all(report.value(ref) == 0 for ref in own):
            yield line, tuple(ref for ref in wrong if report.value(ref) == 0)


def _unfilled_totals(parted: _Parted, line: str, wrong: tuple[Ref, ...]) -> Finding:
    """B-05 for the totals of a row or column that nobody filled in."""
    report, form = parted.report, parted.form
    column = line == wrong[0].column
    label = form.row_label if column else form.column_label
    touching = list(dict.fromkeys(parting for ref in wrong for parting in parted.touching(ref)))
    tag = form.tables[wrong[0].table].tag
    title = form.column_label(wrong[0]) if column else form.row_label(wrong[0])
    return finding(
        "B-05",
        _places(report, wrong),
        variant=("column" if column else "row") + ("_parted" if touching else ""),
        subject=f"{tag}“{title}”",
        found="0",
        expected="、".join(f"{label(ref)} {list_values([parted.sums[ref]])}" for ref in wrong),
        parting="；".join(say_parting(parting, form) for parting in touching),
        readings=parted.readings(touching),
    )


def _unequal_sums(parted: _Parted, parting: Parting) -> Iterator[Finding]:
    """The finding for two sums that must be equal (B-03), with the numbers of both sides."""
    report, form, rule = parted.report, parted.form, parting.rule
    shown_left, shown_right = (sum_of(rule, report.value, side) for side in ("left", "right"))
    if shown_left == shown_right:
        return  # where the sums as typed agree, a typed total is wrong, and reported
    table = rule.left[0].table
    typed = any(ref.table == table and not report.figures[ref].computed for ref in form.totals)
    hints = (say_likely(parting, report, form, parted.sums), *parted.moved())
    yield finding(
        rule.code,
        _places(report, parting.refs),
        variant="typed" if typed else "",
        subject=f"{form.tables[table].tag} 列“{form.column_label(rule.left[0])}”",
        expected=f"{rule.names[0]}＝{plain(parting.left)}",
        found=f"{rule.names[1]}＝{plain(parting.right)}",
        difference=plain(distance(parting.left, parting.right)),
        hints="".join(f"{hint}。" for hint in hints if hint),
    )


def _results_without_inflow(report: Report, form: Form, rule: Inflow, sums: Sums) -> Iterator[Finding]:
    """B-08, in place of B-03, where there are no applications at all; it names what was filled in."""
    if any(sums[ref] != 0 for ref in rule.incoming):
        return
    wrong = [ref for ref in rule.outgoing if sums[ref]]
    filled = dict.fromkeys(part for ref in wrong for part in inputs_of(ref, form) if report.value(part))
    if filled:
        numbers = list_values(report.value(ref) for ref in filled)
        tag = form.tables[wrong[0].table].tag
        yield finding(rule.code, _places(report, tuple(filled)), subject=tag, found=numbers, expected="0")


_TOTALS = ("B-01", "B-02", "B-04", TOTAL_ACROSS, TOTAL_DOWN)
_OTHERS = ("B-03", "B-08", BALANCE)
SUMS = Check(
    check_blocks_and_sums,
    (*_TOTALS, *_OTHERS, "B-05", "B-12"),
    unassessable={
        **{code: rule_figures_unread(code) for code in (*_TOTALS, *_OTHERS)},
        "B-05": rule_figures_unread(*_TOTALS),
    },
)
