"""The county's own report against the sum of its agencies (G-02 to G-06).

The published report of a county sums up all bodies of its level, so its workbook is compared with the sum of
theirs. Figures are added as they were filled in, never the typed totals, so that a difference points to an
agency. A figure that a county cannot have at all (规章) is B-07 in its own workbook and not repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from converter.catalogue.messages import finding
from converter.county.hints import LISTED, AgencyFigures, Gap, Hints, listing
from converter.form import Form, Ref, Summed
from converter.report.compact import values_of
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, plain
from converter.report.roster import RosterEntry
from converter.report.sums import add, distance, recompute_totals
from converter.results.outcome import Outcome


def check_own_report(
    outcomes: Sequence[Outcome], form: Form, roster: object, missing: Sequence[RosterEntry]
) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: findings for figures of the county government that are not the agencies' sum.

    Empty unless there is exactly one report of a county government and at least one other. `roster`: None
    where there is none, so that it is unknown whether the agencies are complete.
    """
    governments = [
        index
        for index, outcome in enumerate(outcomes)
        if _is_government(outcome, form) and _is_counted(outcome)
    ]
    if len(governments) != 1:
        return {}
    county = outcomes[governments[0]].report
    if county is None:
        return {}
    form = county.form  # an agency that filled in another edition cannot be added
    sums = _Sums(form)
    for agency in _agencies(outcomes, form):
        sums.add(agency)
    if not sums.agencies:
        return {}
    absent = [entry.name for entry in missing if entry.category != form.government.category]
    absent += dict.fromkeys(
        o.agency or o.source
        for o in outcomes
        if not (_is_government(o, form) or _is_added(o, form) or not o.counts or _is_foreign(o))
    )
    found = tuple(_compare(county, sums, lambda: _agencies(outcomes, form), absent, known=roster is not None))
    return {governments[0]: found} if found else {}


def _agencies(outcomes: Sequence[Outcome], form: Form) -> Iterator[AgencyFigures]:
    """The figures of the agencies that are added up."""
    for o in outcomes:
        if o.report is not None and not _is_government(o, form) and _is_added(o, form):
            sums = recompute_totals(form, values_of(o.report).__getitem__)
            yield AgencyFigures(o.agency or o.source, o.report, o.findings, sums)


class _Sums:
    """The sums of all agencies; `unknown`: for each rule the agencies with unknown figures."""

    def __init__(self, form: Form) -> None:
        self.agencies = 0
        self.totals: dict[Ref, Value] = {ref: 0 for rule in form.summed for ref in rule.refs}
        self.unknown: dict[Summed, dict[str, None]] = {rule: {} for rule in form.summed}

    def add(self, agency: AgencyFigures) -> None:
        """Add an agency; its unknown figures are left out."""
        self.agencies += 1
        for ref, total in self.totals.items():
            value = agency.sums[ref]
            if value is not None:
                self.totals[ref] = add([total, value])
        for rule in self.unknown:
            if any(agency.sums[ref] is None for ref in rule.refs):
                self.unknown[rule][agency.name] = None


def _is_counted(outcome: Outcome) -> bool:
    """True for the only valid report of an agency, which is on the roster if there is one."""
    twice = any((found.code, found.variant) == ("G-01", "twice") for found in outcome.findings)
    return outcome.report is not None and outcome.counts and not _is_foreign(outcome) and not twice


def _is_added(outcome: Outcome, form: Form) -> bool:
    """True for a valid report with the tables of a form."""
    return _is_counted(outcome) and outcome.report is not None and outcome.report.form.edition == form.edition


def _is_foreign(outcome: Outcome) -> bool:
    """True for a report of no agency on the roster, which is part of no sum."""
    return outcome.match is not None and outcome.match.entry is None


def _is_government(outcome: Outcome, form: Form) -> bool:
    entry = outcome.match.entry if outcome.match else None
    category = entry.category if entry else outcome.report.category if outcome.report else ""
    return category == form.government.category


def _compare(
    county: Report,
    sums: _Sums,
    agencies: Callable[[], Iterator[AgencyFigures]],
    absent: Sequence[str],
    *,
    known: bool,
) -> Iterator[Finding]:
    """The findings for all rules. `agencies` iterates over the agencies again, to collect hints."""
    gaps = {rule: list(_gaps(rule, county, sums)) for rule in county.form.summed}
    lacking = {rule: [*absent, *sums.unknown[rule]] for rule in gaps}
    groups = {rule: _by_row(gaps[rule]) if not lacking[rule] else [] for rule in gaps}
    hints = {rule: [Hints(group, county.form) for group in of] for rule, of in groups.items()}
    all_hints = [hint for of in hints.values() for hint in of]
    for agency in agencies() if all_hints else ():
        for hint in all_hints:
            hint.add(agency)
    unsure = "" if known else "没有给出单位名单，不知道单位是否齐全"
    for rule in gaps:
        if gaps[rule] and lacking[rule]:
            names = listing(lacking[rule], len(lacking[rule]))
            yield _sum_finding(rule, county, gaps[rule], "incomplete", f"尚缺或读不全的单位：{names}")
        for group, hint in zip(groups[rule], hints[rule], strict=True):
            more = rule.own and all(gap.difference > 0 for gap in group)
            detail = "；".join(filter(None, (*hint.sentences(), unsure)))
            yield _sum_finding(rule, county, group, "own" if more else "", detail)


def _gaps(rule: Summed, county: Report, sums: _Sums) -> Iterator[Gap]:
    """The filled-in figures that differ from the agencies' sums."""
    for ref in rule.refs:
        own = county.value(ref)
        if ref in county.form.totals or own is None:
            continue
        total = sums.totals[ref]
        if Decimal(distance(own, total)) > _tolerance(county.form, ref, own):
            yield Gap(ref, own, total)


def _tolerance(form: Form, ref: Ref, own: Value) -> Decimal:
    """For amounts (万元) half a unit of the last decimal that the county prints; 0 for counts (件)."""
    if form.column(ref).whole:
        return Decimal(0)
    exponent = Decimal(own).as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2


def _by_row(gaps: Sequence[Gap]) -> list[list[Gap]]:
    """The gaps by row of the table, one finding each; in one group where too many rows differ."""
    rows: dict[str, list[Gap]] = {}
    for gap in gaps:
        rows.setdefault(gap.ref.row, []).append(gap)
    return list(rows.values()) if len(rows) <= LISTED else [list(gaps)]


def _sum_finding(rule: Summed, county: Report, gaps: Sequence[Gap], variant: str, detail: str) -> Finding:
    figures = [county.figures[gap.ref] for gap in gaps]
    shown = "；".join(
        f"{county.form.label(gap.ref)}：本表 {plain(gap.county)}，各单位之和 {plain(gap.total)}"
        for gap in gaps[:LISTED]
    )
    return finding(
        rule.code,
        tuple(figure.place for figure in figures if figure.place) or (Place(county.source),),
        variant=variant,
        found=shown + (f"；等 {len(gaps)} 处" if len(gaps) > LISTED else ""),
        detail=f"（{detail}）" if detail else "",
    )
