"""Who reported, who did not, and who received no application at all (G-01, G-10 to G-12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Form, Ref, Table
from converter.report.compact import values_of
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, plain
from converter.report.roster import Roster, RosterEntry
from converter.report.sums import add
from converter.report.unnamed import unnamed
from converter.results.outcome import Outcome
from converter.results.spool import Spool


class _Applications(NamedTuple):
    """A form's table of applications, its figures, and last year's figures that this year begins with."""

    table: Table
    refs: tuple[Ref, ...]
    carried: tuple[Ref, ...]


@cache
def _applications(form: Form) -> _Applications | None:
    """None for a form without a table of applications that a county adds up."""
    key = next((rule.refs[0].table for rule in form.summed if rule.code == "G-02"), None)
    if key is None:
        return None
    carried = tuple(rule.last for rule in form.carry_overs if rule.this.table == key)
    return _Applications(form.tables[key], tuple(form.tables[key].refs()), carried)


def check_agencies(outcomes: Sequence[Outcome], roster: Roster | None) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: G-11 for an agency not on the roster, G-12 for an ambiguous one."""
    if roster is None:
        return {}
    found = {
        index: tuple(_roster_findings(outcome, outcome.report))
        for index, outcome in enumerate(outcomes)
        if outcome.report and not roster.is_own(outcome.report.agency)
    }
    return {index: findings for index, findings in found.items() if findings}


def name_place(outcome: Outcome, report: Report) -> Place:
    """The place of the agency's name."""
    return report.entries["机关名称"].place or Place(outcome.source)


def _roster_findings(outcome: Outcome, report: Report) -> Iterator[Finding]:
    match = outcome.match
    if match is None or match.entry is not None or not (report.agency or match.by_code):
        return  # a workbook without a name and without a code is A-10
    if unnamed(report.agency, report.form) == "nobody":
        return  # so is one whose name is none
    place, names = name_place(outcome, report), "、".join(entry.name for entry in match.candidates)
    if match.how == "conflict" and match.by_code is not None:
        whose = f"，是{names}的名称" if names else "，名单上没有这个名称"
        yield finding(
            "G-12", place, variant="conflict", found=report.agency, expected=match.by_code.name, detail=whose
        )
    elif match.how == "several":
        yield finding("G-12", place, variant="several", found=report.agency, expected=names)
    elif match.how == "like":
        yield finding("G-12", place, variant="like", found=report.agency, expected=names)
    else:
        yield finding("G-11", place, found=report.agency)


def missing_of(outcomes: Sequence[Outcome], roster: Roster | None) -> tuple[RosterEntry, ...]:
    """The agencies without a workbook that is certainly theirs, in roster order."""
    if roster is None:
        return ()
    present = {o.match.entry.identity for o in outcomes if o.counts and o.match and o.match.entry}
    return tuple(entry for entry in roster.awaited if entry.identity not in present)


def in_roster_order(outcomes: Sequence[Outcome], roster: Roster | None) -> Sequence[Outcome]:
    """The outcomes in the order of the roster, then those of no agency on it, in their own order.

    Of several files of one agency the one that counts comes first.
    """
    if roster is None:
        return outcomes
    order = {entry.identity: index for index, entry in enumerate(roster.entries)}

    def key(outcome: Outcome) -> tuple[int, bool]:
        entry = outcome.match.entry if outcome.match else None
        return (order[entry.identity] if entry else len(order)), not outcome.counts

    keys = [key(outcome) for outcome in outcomes]
    return Spool(outcomes[index] for index in sorted(range(len(keys)), key=keys.__getitem__))


def check_zeros(outcomes: Sequence[Outcome], form: Form) -> Iterator[Finding]:
    """G-10 with the agencies whose table of applications is all 0 (件), by what last year's figures say.

    Nothing to do is only said where it is known that no application was carried over from last year.
    """
    asked = _applications(form)
    if asked is None:
        return
    groups: dict[str, dict[str, None]] = {"": {}, "carried": {}, "unknown": {}}
    for outcome in outcomes:
        if outcome.report is None or not outcome.counts or outcome.report.form.edition != form.edition:
            continue
        if not _is_zero(outcome.report, asked.refs):
            continue
        name = outcome.agency or outcome.source  # two versions of one report are one agency
        carried = _carried_over(outcome, outcome.report, asked.carried)
        if carried is None:
            groups["unknown"][name] = None
        elif carried:
            groups["carried"][f"{name}（{plain(carried)} 件）"] = None
        else:
            groups[""][name] = None
    for variant, names in groups.items():
        if names:
            count, listed = str(len(names)), "、".join(names)
            subject = asked.table.tag
            last = form.row_label(asked.carried[0]) if asked.carried else ""
            yield finding(
                "G-10", (), variant=variant, subject=subject, found=count, expected=listed, last=last
            )


def _carried_over(outcome: Outcome, report: Report, carried: Sequence[Ref]) -> Value | None:
    """What last year's report, or the county office, says was carried over; None where it is not known."""
    if outcome.last is not None:
        known = [outcome.last.figures.get(ref) for ref in carried]
    else:
        known = [report.last_year[ref].value if ref in report.last_year else None for ref in carried]
    values = [value for value in known if value is not None]
    if any(values) or len(values) == len(carried):
        return add(values)
    return None


def _is_zero(report: Report, refs: Iterable[Ref]) -> bool:
    values = values_of(report)
    return all(values[ref] == 0 for ref in refs)
