"""Adding reports up to one report: every figure is the sum of what people filled in.

Typed totals are never added: a total of the sum is recomputed from its own parts, so that the wrong total of
one agency has no effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from converter.catalogue.words import ACCEPTED
from converter.form import Form, Ref
from converter.report.earlier import LastYear
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Place, Report, Value
from converter.report.sums import add, recompute_totals
from converter.results.outcome import Outcome
from converter.system.texts import name_key
from converter.workbook.write.workbook import blank_report


@dataclass(frozen=True, slots=True)
class Part:
    """A report that is added. `doubt`: why a person still has to look at it, "" for no reason.

    `accepted`: what the office accepted, with reason, name and day; "" for nothing.
    """

    report: Report
    doubt: str = ""
    accepted: str = ""

    @property
    def remark(self) -> str:
        """What the list of the sum says of it."""
        return "；".join(filter(None, (self.doubt, self.accepted)))

    @property
    def agency(self) -> str:
        """Whose report it is."""
        return self.report.agency

    @property
    def source(self) -> str:
        """The file that it came in."""
        return self.report.source


class Excluded(NamedTuple):
    """A file that is not added, and why (in Chinese). `lacks`: the sum lacks something without it."""

    agency: str
    source: str
    why: str
    lacks: bool = True


class LastSum(NamedTuple):
    """Last year's figures of a body. `joint`: of several figures together, where its form had one for them.

    `edition`: of the form that they were filled in, "" for this year's.
    """

    figures: Mapping[Ref, Value]
    joint: Mapping[tuple[Ref, ...], Value] = MappingProxyType({})
    edition: str = ""


@dataclass(frozen=True, slots=True)
class RollUp:
    """A sum of reports: the report itself, its parts, excluded files, and last year's sum where known.

    `trial`: reports with errors are in it, and it is to be shown as no more than that.
    """

    report: Report
    parts: tuple[Part, ...]
    excluded: tuple[Excluded, ...]
    last: LastSum | None = None
    trial: bool = False


class Contribution(NamedTuple):
    """What one agency adds to a figure. `place`: the cell; None where the value was computed.

    `typed`: what its workbook says there; None for a total left to its formula. A total is added as its parts
    add up, whatever was typed.
    """

    agency: str
    source: str
    place: Place | None
    value: Value
    typed: Value | None = None

    @property
    def differs(self) -> bool:
        """True where the workbook says another number than was added."""
        return self.typed is not None and self.typed != self.value


def choose_parts(
    outcomes: Iterable[Outcome], name: str, year: int, form: Form, *, returned: bool = False
) -> tuple[tuple[Part, ...], tuple[Excluded, ...]]:
    """The reports of a batch to be added for `name`, and the files that are excluded.

    Reports with status passed or to_confirm are added; with `returned` those with errors too. A report of
    another year or in another edition of the form, a file that cannot be read, and a report of `name` itself
    are excluded.
    """
    parts: list[Part] = []
    excluded: list[Excluded] = []
    for outcome in outcomes:
        report = outcome.report
        agency = report.agency if report else ""
        accepted = "；".join(_accepted(outcome.findings))
        if report is None:
            why = "这次没能打开或处理，请稍后重试" if outcome.is_unprocessed else "无法读取"
            excluded.append(Excluded(outcome.agency, outcome.source, why))
        elif name_key(agency) == name_key(name):
            excluded.append(Excluded(agency, outcome.source, "是汇总机关自己的表，不计入", False))
        elif report.year != year:
            filled = f"{report.year} 年度" if report.year else "没有填年度"
            excluded.append(Excluded(agency, outcome.source, f"不是 {year} 年度的表（{filled}）"))
        elif report.form.edition != form.edition:
            why = f"用的是{report.form.notice}的表，与 {form.notice}的表不能相加"
            excluded.append(Excluded(agency, outcome.source, why))
        elif outcome.status == "passed":
            parts.append(Part(report, accepted=accepted))
        elif outcome.status == "to_confirm":
            parts.append(Part(report, "有待核实的提醒", accepted))
        elif outcome.status == "returned" and returned:
            parts.append(Part(report, "有错误，按要求计入", accepted))
        else:
            flawed = outcome.status == "returned"
            why = "有错误，已退回" if flawed else "同一单位另有采用的一份"
            excluded.append(Excluded(agency, outcome.source, why, flawed))
    return tuple(parts), tuple(excluded)


def _accepted(findings: Iterable[Finding]) -> Iterator[str]:
    """What the office accepted, in words."""
    for found in findings:
        if found.accepted:
            where = f" {found.cell}" if found.cell else ""
            yield f"{found.code}{where}{ACCEPTED.format(**found.accepted._asdict())}"


def roll_up(
    parts: Sequence[Part],
    excluded: Sequence[Excluded],
    name: str,
    year: int,
    form: Form,
    last: LastSum | None = None,
) -> RollUp:
    """Add reports up to the report of `name`, without texts.

    A sum over county governments belongs to a city or above, so its category is 其他. ValueError: no parts.
    """
    if not parts:
        raise ValueError("nothing to add up")
    figures = summed((part.report for part in parts), form)
    county = form.government.category
    above = any(part.report.category == county for part in parts)
    blank = blank_report(form, year)
    known = {"机关名称": name}
    if form.categories:  # the last one is the form's word for bodies of no other category
        known["机关类别"] = form.categories[-1] if above else county
    report = replace(
        blank,
        entries={**blank.entries, **{key: Entry(text) for key, text in known.items()}},
        figures={ref: Figure(figures.get(ref), computed=ref in form.totals) for ref in form.refs},
        last_year={
            rule.last: Figure(last.figures[rule.last])
            for rule in form.carry_overs
            if last and rule.last in last.figures
        },
    )
    return RollUp(report, tuple(parts), tuple(excluded), last)


def summed(reports: Iterable[Report], form: Form) -> dict[Ref, Value]:
    """Every figure added over reports, totals recomputed; a figure that no report has is no key.

    Counts in 件 as int, amounts in 万元 or 元 as Decimal, exact.
    """
    figures = ((ref, report.value(ref)) for report in reports for ref in form.refs)
    return _added(((ref, value) for ref, value in figures if value is not None), form)


def last_year_sum(last: LastYear, name: str, form: Form) -> LastSum:
    """Last year's figures of `name`: its own report where there is one, else the sum of all others.

    Totals are recomputed from their parts, or as typed where last year's form did not have all parts. Where
    it has several reports, the sum of the others is taken.
    """
    own = [earlier for earlier in last if name_key(earlier.agency) == name_key(name)]
    counted = own if len(own) == 1 else [earlier for earlier in last if earlier not in own]
    reports = [earlier.report for earlier in counted]
    others = {report.form.edition for report in reports} - {form.edition}
    joint: dict[tuple[Ref, ...], list[Value]] = {}
    for report in reports:
        for refs, value in report.joint.items():
            joint.setdefault(refs, []).append(value)
    figures = _added((item for report in reports for item in report.figures.items()), form)
    if others:
        typed: dict[Ref, list[Value]] = {}
        for report in reports:
            for ref, value in report.figures.items():
                typed.setdefault(ref, []).append(value)
        figures = {ref: add(values) for ref, values in typed.items() if ref in form.totals} | figures
    sums = {refs: add(values) for refs, values in joint.items()}
    return LastSum(figures, sums, "、".join(sorted(others)))


def _added(figures: Iterable[tuple[Ref, Value]], form: Form) -> dict[Ref, Value]:
    """Values added by figure; totals among them are ignored and recomputed."""
    known: dict[Ref, list[Value]] = {}
    for ref, value in figures:
        if ref not in form.totals:
            known.setdefault(ref, []).append(value)
    sums = {ref: add(values) for ref, values in known.items()}
    return {ref: value for ref, value in recompute_totals(form, sums.get).items() if value is not None}


Sums = Mapping[Ref, Value | None]
"""All figures of a report, each total recomputed; None where one is not known."""


def sums_of(roll: RollUp) -> list[Sums]:
    """The figures of each part, in the order of the parts."""
    return [recompute_totals(roll.report.form, part.report.value) for part in roll.parts]


def trace(roll: RollUp, sums: Sequence[Sums]) -> dict[Ref, tuple[Contribution, ...]]:
    """What each agency adds to each figure, in the order of the form and of the parts; zeros are omitted."""
    parts = [*zip(roll.parts, sums, strict=True)]
    traced = {
        ref: tuple(_contributed(part, known[ref], ref) for part, known in parts)
        for ref in roll.report.form.refs
    }
    kept = {ref: tuple(item for item in items if item is not None) for ref, items in traced.items()}
    return {ref: items for ref, items in kept.items() if items}


def _contributed(part: Part, value: Value | None, ref: Ref) -> Contribution | None:
    """What a report adds to a figure; None where that is nothing, and nothing else was typed."""
    figure = part.report.figures[ref]
    typed = None if figure.computed else figure.value
    if value is None or not (value or typed):
        return None
    return Contribution(part.agency, part.source, figure.place, value, typed)


def contributions(roll: RollUp, ref: Ref) -> Iterator[Contribution]:
    """Yield what each agency adds to a figure, in the order of the parts; zeros are omitted."""
    yield from trace(roll, sums_of(roll)).get(ref, ())
