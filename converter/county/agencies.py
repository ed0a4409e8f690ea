"""Who reported, who did not, and who received no application at all (G-01, G-10 to G-12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.catalogue.messages import finding
from converter.form import FORM, Ref
from converter.report.compact import values_of
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, plain
from converter.report.roster import Roster, RosterEntry
from converter.report.sums import add
from converter.report.unnamed import unnamed
from converter.results.outcome import Outcome
from converter.results.spool import Spool

_TABLE = next(rule.refs[0].table for rule in FORM.summed if rule.code == "G-02")
_CARRIED = tuple(rule.last for rule in FORM.carry_overs if rule.this.table == _TABLE)
"""Last year's figures of applications that this year begins with."""


def check_agencies(outcomes: Sequence[Outcome], roster: Roster | None) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: G-11 for an agency not on the roster, G-12 for an ambiguous one."""
    if roster is None:
        return {}
    found = {
        index: tuple(_roster_findings(outcome, outcome.report))
        for index, outcome in enumerate(outcomes)
        if outcome.report
    }
    return {index: findings for index, findings in found.items() if findings}


def name_place(outcome: Outcome, report: Report) -> Place:
    """The place of the agency's name."""
    return report.entries["机关名称"].place or Place(outcome.source)


def _roster_findings(outcome: Outcome, report: Report) -> Iterator[Finding]:
    match = outcome.match
    if match is None or match.entry is not None or not (report.agency or match.by_code):
        return  # a workbook without a name and without a code is A-10
    if unnamed(report.agency) == "nobody":
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
    return tuple(entry for entry in roster.entries if entry.identity not in present)


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


def check_zeros(outcomes: Sequence[Outcome]) -> Iterator[Finding]:
    """G-10 with the agencies whose table of applications is all 0 (件), by what last year's figures say.

    Nothing to do is only said where it is known that no application was carried over from last year.
    """
    refs = tuple(FORM.tables[_TABLE].refs())
    groups: dict[str, dict[str, None]] = {"": {}, "carried": {}, "unknown": {}}
    for outcome in outcomes:
        if outcome.report is None or not outcome.counts or not _is_zero(outcome.report, refs):
            continue
        name = outcome.agency or outcome.source  # two versions of one report are one agency
        carried = _carried_over(outcome, outcome.report)
        if carried is None:
            groups["unknown"][name] = None
        elif carried:
            groups["carried"][f"{name}（{plain(carried)} 件）"] = None
        else:
            groups[""][name] = None
    for variant, names in groups.items():
        if names:
            count, listed = str(len(names)), "、".join(names)
            subject, last = FORM.tables[_TABLE].tag, FORM.row_label(_CARRIED[0])
            yield finding(
                "G-10", (), variant=variant, subject=subject, found=count, expected=listed, last=last
            )


def _carried_over(outcome: Outcome, report: Report) -> Value | None:
    """What last year's report, or the county office, says was carried over; None where it is not known."""
    if outcome.last is not None:
        known = [outcome.last.figures.get(ref) for ref in _CARRIED]
    else:
        known = [report.last_year[ref].value if ref in report.last_year else None for ref in _CARRIED]
    values = [value for value in known if value is not None]
    if any(values) or len(values) == len(_CARRIED):
        return add(values)
    return None


def _is_zero(report: Report, refs: Iterable[Ref]) -> bool:
    values = values_of(report)
    return all(values[ref] == 0 for ref in refs)
