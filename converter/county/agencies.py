"""Who reported, who did not, and who is not on the roster (G-01, G-11, G-12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converter.finding import Finding
from converter.messages import finding
from converter.outcome import Outcome
from converter.report import Place, Report
from converter.roster import Roster, RosterEntry
from converter.spool import Spool


def check_agencies(outcomes: Sequence[Outcome], roster: Roster | None) -> dict[int, tuple[Finding, ...]]:
    """By the outcome's number: G-11 for an agency not on the roster, G-12 for one that is not clear."""
    if roster is None:
        return {}
    found = {
        number: tuple(_on_roster(outcome, outcome.report))
        for number, outcome in enumerate(outcomes)
        if outcome.report
    }
    return {number: told for number, told in found.items() if told}


def name_place(outcome: Outcome, report: Report) -> Place:
    """Where the name of the agency stands."""
    return report.entries["机关名称"].place or Place(outcome.source)


def _on_roster(outcome: Outcome, report: Report) -> Iterator[Finding]:
    match = outcome.match
    if match is None or match.entry is not None or not (report.agency or match.issued):
        return  # a workbook without a name and without a code is told as A-10
    place, names = name_place(outcome, report), "、".join(entry.name for entry in match.rivals)
    if match.how == "conflict" and match.issued is not None:
        whose = f"，是{names}的名称" if names else "，名单上没有这个名称"
        yield finding(
            "G-12", place, variant="conflict", found=report.agency, expected=match.issued.name, detail=whose
        )
    elif match.how == "several":
        yield finding("G-12", place, variant="several", found=report.agency, expected=names)
    elif match.how == "like":
        yield finding("G-12", place, variant="like", found=report.agency, expected=names)
    else:
        yield finding("G-11", place, found=report.agency)


def missing_of(outcomes: Sequence[Outcome], roster: Roster | None) -> tuple[RosterEntry, ...]:
    """The agencies of which no workbook arrived that could be told to be theirs, in roster order."""
    if roster is None:
        return ()
    came = {o.match.entry.identity for o in outcomes if o.match is not None and o.match.entry is not None}
    return tuple(entry for entry in roster.entries if entry.identity not in came)


def told_missing(entry: RosterEntry) -> Finding:
    """G-01 for an agency that did not report, at its line on the roster."""
    return finding("G-01", entry.place or (), variant="missing", subject=entry.name)


def in_roster_order(outcomes: Sequence[Outcome], roster: Roster | None) -> Sequence[Outcome]:
    """The outcomes in the order of the roster; those of no agency on it behind, as they came.

    Of one agency's files the one that counts comes first.
    """
    if roster is None:
        return outcomes
    order = {entry.identity: place for place, entry in enumerate(roster.entries)}

    def key(outcome: Outcome) -> tuple[int, bool]:
        entry = outcome.match.entry if outcome.match else None
        return (order[entry.identity] if entry else len(order)), outcome.status == "superseded"

    keys = [key(outcome) for outcome in outcomes]
    return Spool(outcomes[number] for number in sorted(range(len(keys)), key=keys.__getitem__))
