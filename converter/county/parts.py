"""The county's own report against the sum of its agencies (G-02 to G-06).

The published report of a county sums up all bodies of its level, so its workbook is held against the
sum of theirs. The parts are added as they were filled in, never the typed totals: so a difference
points to an agency. A figure of the form that a county cannot have at all (规章) is B-07 in its own
workbook and told there alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from converter.finding import Finding, Severity
from converter.form import FORM, Ref, Summed
from converter.messages import finding
from converter.outcome import Outcome
from converter.report import Place, Report, Value, plain
from converter.roster import RosterEntry
from converter.sums import add, distance, settled

LISTED = 6
"""Agencies, and rows of a table, that one sentence lists."""

_GOVERNMENT = FORM.government.category


@dataclass(frozen=True, slots=True)
class Part:
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


def check_parts(
    outcomes: Sequence[Outcome], roster: object, missing: Sequence[RosterEntry]
) -> list[tuple[Finding, ...]]:
    """For each outcome: what of the county government's report is not the sum of the agencies.

    Nothing without exactly one report of a county government, or without any other report. `roster`:
    whether there is one at all, so that `missing` says who did not report.
    """
    governments = [o for o in outcomes if _is_government(o) and counts(o)]
    others = [o for o in outcomes if not _is_government(o)]
    parts = [
        Part(o.agency or o.source, o.report, o.findings, settled(FORM, o.report.value))
        for o in others
        if o.report is not None and counts(o)
    ]
    if len(governments) != 1 or not parts:
        return [() for _ in outcomes]
    absent = [entry.name for entry in missing if entry.category != _GOVERNMENT]
    absent += dict.fromkeys(
        o.agency or o.source for o in others if not (counts(o) or o.taken or _is_foreign(o))
    )
    return [
        tuple(_compare(o.report, parts, absent, known=roster is not None))
        if o is governments[0] and o.report is not None
        else ()
        for o in outcomes
    ]


def counts(outcome: Outcome) -> bool:
    """True for a report that stands for its agency: no other version, and on the roster if there is one."""
    twice = any((found.code, found.variant) == ("G-01", "twice") for found in outcome.findings)
    return outcome.report is not None and not outcome.taken and not _is_foreign(outcome) and not twice


def _is_foreign(outcome: Outcome) -> bool:
    """True for a report that leads to no agency of the roster, so that it is part of no sum."""
    return outcome.match is not None and outcome.match.entry is None


def _is_government(outcome: Outcome) -> bool:
    entry = outcome.match.entry if outcome.match else None
    category = entry.category if entry else outcome.report.category if outcome.report else ""
    return category == _GOVERNMENT


def _compare(
    county: Report, parts: Sequence[Part], absent: Sequence[str], *, known: bool
) -> Iterator[Finding]:
    for rule in FORM.summed:
        gaps = list(_gaps(rule, county, parts))
        holes = dict.fromkeys(part.name for part in parts for ref in rule.refs if part.sums[ref] is None)
        lacking = [*absent, *holes]
        if gaps and lacking:
            yield _told(rule, county, gaps, "incomplete", f"尚缺或读不全的单位：{_names(lacking)}")
        elif gaps:
            unsure = "" if known else "没有给出单位名单，不知道单位是否齐全"
            yield from _by_row(rule, county, gaps, parts, unsure)


def _gaps(rule: Summed, county: Report, parts: Sequence[Part]) -> Iterator[Gap]:
    """The figures that are filled in and differ; what is not known of an agency is left out of its sum."""
    for ref in rule.refs:
        own = county.value(ref)
        if ref in FORM.totals or own is None:
            continue
        total = add([value for part in parts if (value := part.sums[ref]) is not None])
        if Decimal(distance(own, total)) > _tolerance(ref, own):
            yield Gap(ref, own, total)


def _tolerance(ref: Ref, own: Value) -> Decimal:
    """Half a unit of the last decimal that the county prints, for amounts; counts must agree."""
    if FORM.column(ref).whole:
        return Decimal(0)
    exponent = Decimal(own).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _by_row(
    rule: Summed, county: Report, gaps: Sequence[Gap], parts: Sequence[Part], unsure: str
) -> Iterator[Finding]:
    """One finding per row of the table, one for all where too many rows differ."""
    rows: dict[str, list[Gap]] = {}
    for gap in gaps:
        rows.setdefault(gap.ref.row, []).append(gap)
    groups = list(rows.values()) if len(rows) <= LISTED else [list(gaps)]
    for group in groups:
        more = rule.own and all(gap.difference > 0 for gap in group)
        hints = "；".join(filter(None, (*_hints(gaps, group, parts), unsure)))
        yield _told(rule, county, group, "own" if more else "", hints)


def _told(rule: Summed, county: Report, gaps: Sequence[Gap], variant: str, detail: str) -> Finding:
    figures = [county.figures[gap.ref] for gap in gaps]
    shown = "；".join(
        f"{FORM.label(gap.ref)}：本表 {plain(gap.county)}，各单位之和 {plain(gap.total)}"
        for gap in gaps[:LISTED]
    )
    return finding(
        rule.code,
        tuple(figure.place for figure in figures if figure.place) or (Place(county.source),),
        variant=variant,
        found=shown + (f"；等 {len(gaps)} 处" if len(gaps) > LISTED else ""),
        detail=f"（{detail}）" if detail else "",
    )


def _hints(gaps: Sequence[Gap], group: Sequence[Gap], parts: Sequence[Part]) -> Iterator[str]:
    """Where to look: who was left out or added twice, whose total was typed wrong, who has such figures."""
    wrong = dict.fromkeys(words for gap in group for part in parts for words in _wrong(gap.ref, part))
    yield from list(wrong)[:LISTED]
    for words, sign in (("可能没有计入", -1), ("可能重复计入", 1)):
        suspects = [p.name for p in parts if all(p.sums[g.ref] == sign * g.difference for g in gaps)]
        if len(suspects) == 1 and not wrong:
            yield f"差数正好是{suspects[0]}的数，{words}"
    if len(group) == 1:
        gap = group[0]
        if not FORM.column(gap.ref).whole and _digits(gap.county) == _digits(gap.total):
            yield "两数的数字相同、次序不同，可能抄错了位"
        having = sorted(
            ((value, part.name) for part in parts if (value := part.sums[gap.ref])), key=lambda pair: -pair[0]
        )
        if having:
            yield "其中：" + _names([f"{name} {plain(value)}" for value, name in having])


def _wrong(ref: Ref, part: Part) -> Iterator[str]:
    """Errors of an agency in a figure; totals over it that it typed and that are no sums of their parts."""
    place = part.report.figures[ref].place
    for found in part.findings:
        if found.severity is Severity.ERROR and place in found.places:
            yield f"{part.name}的这个数有错误（{found.code}）"
    for total, rule in FORM.totals.items():
        typed, sum_ = part.report.value(total), part.sums[total]
        if ref in rule.left and None not in (typed, sum_) and typed != sum_:
            label = FORM.label(total)
            yield f"{part.name}的{label}填的是 {_plain(typed)}，各项之和是 {_plain(sum_)}"


def _plain(value: Value | None) -> str:
    return "" if value is None else plain(value)


def _digits(value: Value) -> list[str]:
    return sorted(letter for letter in plain(value) if letter.isdigit())


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:LISTED]) + (f"等 {len(names)} 个单位" if len(names) > LISTED else "")
