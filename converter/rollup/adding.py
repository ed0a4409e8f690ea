"""Reports -> a report: every figure is the sum of the parts, added from what people filled in.

Typed totals are never added: a total of the county is recomputed from the sums of its parts, so that
one agency's wrong total cannot spoil it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from converter.form import FORM, Form, Ref
from converter.report.earlier import LastYear
from converter.report.report import Entry, Figure, Place, Report, Value
from converter.report.sums import add, recompute_totals
from converter.results.outcome import Outcome
from converter.system.texts import name_key
from converter.workbook.write.template import blank_report


@dataclass(frozen=True, slots=True)
class Part:
    """A report that counts. `doubt`: why a person still has to look at it, "" where nobody has to."""

    report: Report
    doubt: str = ""

    @property
    def agency(self) -> str:
        """Whose report it is."""
        return self.report.agency

    @property
    def source(self) -> str:
        """The file that it came in."""
        return self.report.source


class Left(NamedTuple):
    """A file that does not count, and why."""

    agency: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class RollUp:
    """A sum of reports: the report itself, what it is made of, and last year's sum where known."""

    report: Report
    parts: tuple[Part, ...]
    left: tuple[Left, ...]
    last: Mapping[Ref, Value] | None = None


class Contribution(NamedTuple):
    """What one agency adds to a figure, and where it wrote it (None: nobody wrote it, it is a sum)."""

    agency: str
    source: str
    place: Place | None
    value: Value


def chosen(
    outcomes: Iterable[Outcome], name: str, year: int, *, returned: bool = False
) -> tuple[tuple[Part, ...], tuple[Left, ...]]:
    """The reports of a batch that count for `name`, and those that do not.

    Reports that passed or only wait to be confirmed count; with `returned` those with errors too. A
    report of another year, a file that cannot be read, and an earlier sum of `name` itself do not.
    """
    parts: list[Part] = []
    left: list[Left] = []
    for outcome in outcomes:
        report = outcome.report
        agency = report.agency if report else ""
        if report is None:
            left.append(Left("", outcome.source, "无法读取"))
        elif name_key(agency) == name_key(name):
            left.append(Left(agency, outcome.source, "是汇总机关自己的表，不计入"))
        elif report.year != year:
            told = f"{report.year} 年度" if report.year else "没有填年度"
            left.append(Left(agency, outcome.source, f"不是 {year} 年度的表（{told}）"))
        elif outcome.status == "passed":
            parts.append(Part(report))
        elif outcome.status == "to_confirm":
            parts.append(Part(report, "有待核实的提醒"))
        elif outcome.status == "returned" and returned:
            parts.append(Part(report, "有错误，按要求计入"))
        else:
            why = "有错误，已退回" if outcome.status == "returned" else "同一单位另有采用的一份"
            left.append(Left(agency, outcome.source, why))
    return tuple(parts), tuple(left)


def roll_up(
    parts: Sequence[Part],
    left: Sequence[Left],
    name: str,
    year: int,
    last: Mapping[Ref, Value] | None = None,
    form: Form = FORM,
) -> RollUp:
    """Add reports up to the report of `name`, ready for its texts.

    A sum over county governments is one of a city or above, so its category is 其他. ValueError:
    there is nothing to add.
    """
    if not parts:
        raise ValueError("nothing to add up")
    figures = summed((part.report for part in parts), form)
    county = form.government.category
    *_, above_county = form.field("机关类别").choices  # the form's word for whoever is none of the others
    above = any(part.report.category == county for part in parts)
    blank = blank_report(form, year)
    known = {"机关名称": name, "机关类别": above_county if above else county}
    report = replace(
        blank,
        entries={**blank.entries, **{key: Entry(text) for key, text in known.items()}},
        figures={ref: Figure(figures.get(ref), computed=ref in form.totals) for ref in form.refs},
        last_year={
            rule.last: Figure(last[rule.last]) for rule in form.carry_overs if last and rule.last in last
        },
    )
    return RollUp(report, tuple(parts), tuple(left), last)


def summed(reports: Iterable[Report], form: Form = FORM) -> dict[Ref, Value]:
    """Every figure added over reports, totals from their parts; what no report knows is no key.

    Counts in 件 as int, amounts of money as Decimal, exactly.
    """
    known: dict[Ref, list[Value]] = {}
    for report in reports:
        for ref in form.refs:
            value = report.value(ref)
            if ref not in form.totals and value is not None:
                known.setdefault(ref, []).append(value)
    sums = {ref: add(values) for ref, values in known.items()}
    return {ref: value for ref, value in recompute_totals(form, sums.get).items() if value is not None}


def last_sum(last: LastYear, name: str, form: Form = FORM) -> dict[Ref, Value]:
    """Last year's figures of `name`: its own report where there is one, else the sum of all others.

    Totals are recomputed from their parts; of several reports of its own none can be chosen, and the
    sum is taken.
    """
    own = [earlier for earlier in last.reports if name_key(earlier.agency) == name_key(name)]
    counted = own if len(own) == 1 else [earlier for earlier in last.reports if earlier not in own]
    known: dict[Ref, list[Value]] = {}
    for earlier in counted:
        for ref, value in earlier.report.figures.items():
            if ref not in form.totals:
                known.setdefault(ref, []).append(value)
    sums = {ref: add(values) for ref, values in known.items()}
    return {ref: value for ref, value in recompute_totals(form, sums.get).items() if value is not None}


def contributions(roll: RollUp, ref: Ref, form: Form = FORM) -> Iterator[Contribution]:
    """Who adds what to a figure, in the order of the parts; agencies that add 0 are left out."""
    for part in roll.parts:
        value = recompute_totals(form, part.report.value)[ref]
        if value:
            yield Contribution(part.agency, part.source, part.report.figures[ref].place, value)
