"""Hints which agency may cause a difference between the county's figure and the sum of its agencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.form import Form, Ref
from converter.report.finding import Finding, Severity
from converter.report.report import Report, Value, plain
from converter.report.sums import add

LISTED = 6
"""Agencies, and rows of a table, that one sentence lists."""


class AgencyFigures(NamedTuple):
    """One agency's report and findings. `sums`: its figures with totals recomputed."""

    name: str
    report: Report
    findings: tuple[Finding, ...]
    sums: Mapping[Ref, Value | None]


class Gap(NamedTuple):
    """A figure of the county that differs from the sum of its agencies (`total`)."""

    ref: Ref
    county: Value
    total: Value

    @property
    def difference(self) -> Value:
        """How much more the county has; negative where it has less."""
        return add([self.county, -self.total])


class Hints:
    """Hints about a group of gaps, collected from one agency after another.

    However many agencies there are, only as many hints are kept as one sentence lists.
    """

    def __init__(self, group: Sequence[Gap], form: Form) -> None:
        self._group, self._form = group, form
        self._wrong: list[dict[str, None]] = [{} for _ in group]
        self._suspects: dict[int, list[str]] = {-1: [], 1: []}
        self._largest: list[tuple[Value, str]] = []
        self._reporting = 0

    def add(self, agency: AgencyFigures) -> None:
        """Take an agency into account."""
        for gap, wrong in zip(self._group, self._wrong, strict=True):
            if len(wrong) < LISTED:
                wrong.update(dict.fromkeys(_errors_of(agency, gap.ref)))
        for sign, names in self._suspects.items():
            if len(names) < 2 and all(agency.sums[g.ref] == sign * g.difference for g in self._group):
                names.append(agency.name)
        value = agency.sums[self._group[0].ref]
        if value and len(self._group) == 1:
            self._reporting += 1
            self._largest.append((value, agency.name))
            self._largest.sort(key=lambda pair: -pair[0])
            del self._largest[LISTED:]

    def sentences(self) -> Iterator[str]:
        """The hints: errors, an agency left out or added twice, swapped digits, the largest figures."""
        wrong = list(dict.fromkeys(words for of in self._wrong for words in of))
        yield from wrong[:LISTED]
        for words, sign in (("可能没有计入", -1), ("可能重复计入", 1)):
            suspects = self._suspects[sign]
            if len(suspects) == 1 and not wrong:
                yield f"差数正好是{suspects[0]}的数，{words}"
        if len(self._group) == 1:
            gap = self._group[0]
            if not self._form.column(gap.ref).whole and _digits(gap.county) == _digits(gap.total):
                yield "两数的数字相同、次序不同，可能抄错了位"
            if self._largest:
                shown = [f"{name} {plain(value)}" for value, name in self._largest]
                yield "其中：" + listing(shown, self._reporting)


def listing(names: Sequence[str], count: int) -> str:
    """The first `LISTED` of `count` names, for a sentence."""
    return "、".join(names[:LISTED]) + (f"等 {count} 个单位" if count > LISTED else "")


def _errors_of(agency: AgencyFigures, ref: Ref) -> Iterator[str]:
    """An agency's errors in a figure, and typed totals over it that are not the sums of their parts."""
    place = agency.report.figures[ref].place
    for found in agency.findings:
        if found.severity is Severity.ERROR and place in found.places:
            yield f"{agency.name}的这个数有错误（{found.code}）"
    for total, rule in agency.report.form.totals.items():
        if ref not in rule.left:
            continue
        typed, sum_ = agency.report.value(total), agency.sums[total]
        if None not in (typed, sum_) and typed != sum_:
            label = agency.report.form.label(total)
            yield f"{agency.name}的{label}填的是 {_plain(typed)}，各项之和是 {_plain(sum_)}"


def _plain(value: Value | None) -> str:
    return "" if value is None else plain(value)


def _digits(value: Value) -> list[str]:
    return sorted(character for character in plain(value) if character.isdigit())
