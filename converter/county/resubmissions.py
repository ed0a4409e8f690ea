"""Several workbooks of one agency (G-01): which one counts, and what changed from one to the next.

Identical content counts once. Otherwise the newest version without errors is chosen, by the time of the last
save that the workbook itself states; where the times do not decide, all versions are returned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.county.agencies import name_place
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Report, plain
from converter.report.unnamed import agency_key
from converter.results.outcome import Change, Outcome

_BEIJING = timezone(timedelta(hours=8))
_SHOWN = 5
"""Changes that a sentence lists; result.json has all of them."""


class VersionChoice(NamedTuple):
    """What was decided about one of several workbooks of an agency.

    `superseded_by`: the file that counts instead, "" for the one that counts. `changes`: against the version
    before it. `finding`: the G-01 that reports it.
    """

    finding: Finding
    superseded_by: str = ""
    changes: tuple[Change, ...] = ()


def choose_versions(outcomes: Sequence[Outcome]) -> dict[int, VersionChoice]:
    """By index of the outcome, what was decided about the workbooks of agencies that sent several."""
    firsts: dict[str, int] = {}
    groups: dict[int, list[int]] = {}
    for index, outcome in enumerate(outcomes):
        agency = _agency(outcome)
        if agency and (first := firsts.setdefault(agency, index)) != index:
            groups.setdefault(first, [first]).append(index)
    chosen: dict[int, VersionChoice] = {}
    for indexes in groups.values():
        chosen |= _choose_among({index: outcomes[index] for index in indexes})
    return chosen


def _agency(outcome: Outcome) -> str:
    """The key that all workbooks of one agency share; "" where the agency is unknown or uncertain."""
    match, report = outcome.match, outcome.report
    if report is None or (match is not None and match.how in ("several", "conflict")):
        return ""
    return f"={match.entry.identity}" if match is not None and match.entry else agency_key(report.agency)


def _choose_among(group: dict[int, Outcome]) -> dict[int, VersionChoice]:
    chosen: dict[int, VersionChoice] = {}
    versions: dict[int, Outcome] = {}
    for alike in _same_content(group):
        first, *copies = sorted(alike, key=lambda index: (_since(group[index]), index))
        versions[first] = group[first]
        source = group[first].source
        for index in copies:
            chosen[index] = VersionChoice(_version_finding(group[index], "same", source), source)
    if len(versions) == 1:
        return chosen
    order = sorted(versions, key=lambda index: (_since(versions[index]), index))  # the newest first
    changes = {
        index: _changes(versions[older].report, versions[index].report) for index, older in pairwise(order)
    }
    best = _best(versions, order)
    for index in order:
        outcome, changed = versions[index], changes.get(index, ())
        others = "、".join(_shown(versions[other]) for other in order if other != index)
        if best is None:
            chosen[index] = VersionChoice(_version_finding(outcome, "twice", others), changes=changed)
        elif index == best:
            choice = _choice_finding(outcome, [versions[p] for p in order], others, changed)
            chosen[index] = VersionChoice(choice, changes=changed)
        else:
            superseded = _version_finding(outcome, "superseded", _shown(versions[best]))
            chosen[index] = VersionChoice(superseded, versions[best].source, changed)
    return chosen


def _best(versions: dict[int, Outcome], order: Sequence[int]) -> int | None:
    """The newest without errors, else the newest; None where the times do not decide."""
    times = [outcome.modified for outcome in versions.values()]
    sound = [index for index in order if versions[index].status != "returned"]
    best = (sound or list(order))[0]
    known = None not in times and times.count(versions[best].modified) == 1
    return best if known else None


def _since(outcome: Outcome) -> float:
    """The sort key: the newest first, those without a time last."""
    return -outcome.modified.timestamp() if outcome.modified else 0.0


def _same_content(group: dict[int, Outcome]) -> Iterator[list[int]]:
    alike: dict[object, list[int]] = {}
    for index, outcome in group.items():
        alike.setdefault(_content(outcome.report), []).append(index)
    yield from alike.values()


def _content(report: Report | None) -> object:
    """What an agency filled in, wherever it is in the file."""
    if report is None:
        return None
    return (
        *(entry.text for entry in report.entries.values()),
        *((figure.value, figure.remark) for figure in report.figures.values()),
        *(tuple(p.text for p in passage) for passage in report.passages.values()),
        *(entry.text for entry in report.states.values()),
        *sorted((key, entry.text) for key, entry in report.notes.items()),
        *((r.code, r.sheet, r.cell, r.text) for r in report.reasons),
    )


def _changes(before: Report | None, after: Report | None) -> tuple[Change, ...]:
    """What changed from one version to the next: fields, figures, texts."""
    if before is None or after is None:
        return ()
    return tuple(Change(*change) for change in _changed(before, after) if change[1] != change[2])


def _changed(before: Report, after: Report) -> Iterator[tuple[str, str, str]]:
    for key, entry in after.entries.items():
        yield key, before.entries[key].text, entry.text
    for key, state in after.states.items():
        yield f"{FORM.tables[key].tag}填报状态", before.states[key].text, state.text
    for ref, figure in after.figures.items():
        old, new = (
            "" if f.value is None else f"{plain(f.value)}{f.remark}" for f in (before.figures[ref], figure)
        )
        yield FORM.label(ref), old, new
    for key, narrative in FORM.narratives.items():
        old, new = ("\n".join(p.text for p in report.passages[key]) for report in (before, after))
        yield narrative.label, old, new


def _shown(outcome: Outcome) -> str:
    return f"{outcome.source}（{_time(outcome.modified)}）"


def _time(time: datetime | None) -> str:
    return f"保存于 {time.astimezone(_BEIJING):%Y-%m-%d %H:%M}" if time else "没有保存时间"


def _version_finding(outcome: Outcome, variant: str, other: str) -> Finding:
    report = outcome.report
    assert report is not None  # only reports are in a group
    return finding("G-01", name_place(outcome, report), variant=variant, subject=report.agency, other=other)


def _choice_finding(
    outcome: Outcome, versions: Sequence[Outcome], others: str, changes: Sequence[Change]
) -> Finding:
    """The warning that names the chosen version, and why where it is not the newest."""
    report = outcome.report
    assert report is not None
    newer = [v for v in versions if _since(v) < _since(outcome)]
    why = "".join(f"；较新的 {v.source} 有 {_errors(v)} 处错误，没有采用" for v in newer)
    return finding(
        "G-01",
        name_place(outcome, report),
        variant="taken",
        subject=report.agency,
        found=str(len(versions)),
        expected=_time(outcome.modified),
        other=others,
        why=why,
        detail=_changes_text(changes),
    )


def _errors(outcome: Outcome) -> int:
    return sum(found.severity is Severity.ERROR for found in outcome.findings)


def _changes_text(changes: Sequence[Change]) -> str:
    """The changes against the version before, for the sentence."""
    if not changes:
        return ""
    shown = "，".join(
        f"{c.what}有改动" if len(c.before + c.after) > 40 else f"{c.what}由“{c.before}”改为“{c.after}”"
        for c in changes[:_SHOWN]
    )
    more = f"等 {len(changes)} 处" if len(changes) > _SHOWN else ""
    return f"；与上一份相比：{shown}{more}"
