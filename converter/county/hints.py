"""Whose doing a difference between the county and the sum of its agencies may be: hints where to look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from converter.form import FORM, Ref
from converter.report.finding import Finding, Severity
from converter.report.report import Report, Value, plain
from converter.report.sums import add

LISTED = 6
"""Agencies, and rows of a table, that one sentence lists."""


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency's figures, totals recomputed, and what was found wrong with them."""

    name: str
    report: Report
    findings: tuple[Finding, ...]
    sums: Mapping[Ref, Value | None]


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure of the county that is not the sum of its agencies'."""

    ref: Ref
    county: Value
    total: Value

    @property
    def difference(self) -> Value:
        """How much more the county has; negative where it has less."""
        return add([self.county, -self.total])


class Hints:
    """What the agencies' figures, looked at one after another, say about a group of gaps.

    Of any number of agencies it remembers no more than a sentence lists.
    """

    def __init__(self, group: Sequence[Gap]) -> None:
        self._group = group
        self._wrong: list[dict[str, None]] = [{} for _ in group]
        self._suspects: dict[int, list[str]] = {-1: [], 1: []}
        self._having: list[tuple[Value, str]] = []
        self._havers = 0

    def look(self, part: AgencyFigures) -> None:
        """Look at an agency."""
        for gap, wrong in zip(self._group, self._wrong, strict=True):
            if len(wrong) < LISTED:
                wrong.update(dict.fromkeys(_wrong(gap.ref, part)))
        for sign, names in self._suspects.items():
            if len(names) < 2 and all(part.sums[g.ref] == sign * g.difference for g in self._group):
                names.append(part.name)
        value = part.sums[self._group[0].ref]
        if value and len(self._group) == 1:
            self._havers += 1
            self._having.append((value, part.name))
            self._having.sort(key=lambda pair: -pair[0])
            del self._having[LISTED:]

    def hints(self) -> Iterator[str]:
        """Who was left out or added twice, whose total was typed wrong, who has such figures."""
        wrong = list(dict.fromkeys(words for of in self._wrong for words in of))
        yield from wrong[:LISTED]
        for words, sign in (("可能没有计入", -1), ("可能重复计入", 1)):
            suspects = self._suspects[sign]
            if len(suspects) == 1 and not wrong:
                yield f"差数正好是{suspects[0]}的数，{words}"
        if len(self._group) == 1:
            gap = self._group[0]
            if not FORM.column(gap.ref).whole and _digits(gap.county) == _digits(gap.total):
                yield "两数的数字相同、次序不同，可能抄错了位"
            if self._having:
                shown = [f"{name} {plain(value)}" for value, name in self._having]
                yield "其中：" + listing(shown, self._havers)


def listing(names: Sequence[str], count: int) -> str:
    """The first of so many names, in words."""
    return "、".join(names[:LISTED]) + (f"等 {count} 个单位" if count > LISTED else "")


def _wrong(ref: Ref, part: AgencyFigures) -> Iterator[str]:
    """Errors of an agency in a figure; totals over it that it typed and that are no sums of their parts."""
    place = part.report.figures[ref].place
    for found in part.findings:
        if found.severity is Severity.ERROR and place in found.places:
            yield f"{part.name}的这个数有错误（{found.code}）"
    for total, rule in FORM.totals.items():
        if ref not in rule.left:
            continue
        typed, sum_ = part.report.value(total), part.sums[total]
        if None not in (typed, sum_) and typed != sum_:
            label = FORM.label(total)
            yield f"{part.name}的{label}填的是 {_plain(typed)}，各项之和是 {_plain(sum_)}"


def _plain(value: Value | None) -> str:
    return "" if value is None else plain(value)


def _digits(value: Value) -> list[str]:
    return sorted(letter for letter in plain(value) if letter.isdigit())
