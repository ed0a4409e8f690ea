"""Several workbooks of one agency (G-01): which one counts, and what changed from one to the next.

Workbooks compete only within one agency and one year. A corrected returned copy supersedes what it corrects
(`corrections`); identical content counts once (`versions`). Otherwise the newest version without errors is
chosen, by the time of the last save that the workbook itself states; where the times do not decide, all
versions are returned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from types import MappingProxyType

from converter.catalogue.messages import finding
from converter.county.agencies import name_place
from converter.county.corrections import Candidate, corrected_by
from converter.county.decided import decided_by, decisions
from converter.county.versions import (
    VersionChoice,
    changes_between,
    changes_text,
    content_key,
    difference_text,
    is_read_whole,
    untidiness,
    version_finding,
)
from converter.form import Form
from converter.report.finding import Finding, Severity
from converter.report.report import Report
from converter.report.unnamed import agency_key
from converter.results.outcome import Outcome

_BEIJING = timezone(timedelta(hours=8))


def usual_year(years: Iterable[int | None]) -> int | None:
    """The year of a run that was given none: that of most workbooks, the latest of equally many."""
    counted = Counter(year for year in years if year)
    return max(counted, key=lambda year: (counted[year], year), default=None)


def choose_versions(
    outcomes: Sequence[Outcome],
    form: Form,
    year: int | None = None,
    preferred: Mapping[str, str] = MappingProxyType({}),
) -> dict[int, VersionChoice]:
    """By index of the outcome, what was decided about workbooks of another year and of agencies with several.

    `preferred`: what the office decided (`OfficeRecord`). `year`: the one that was asked for. Without one a
    workbook is of another year only where its agency has one of the run's year as well, or else one of a
    later year.
    """
    candidates = [_candidate(index, outcome, form, year) for index, outcome in enumerate(outcomes)]
    chosen = _of_other_years(outcomes, candidates, year)
    candidates = [each for each in candidates if each.number not in chosen]
    decided = decided_by(candidates, preferred)
    candidates = [each for each in candidates if each.number not in decided]
    replaced = corrected_by(outcomes, candidates)
    groups: dict[tuple[str, int | None], list[int]] = {}
    for each in candidates:
        if each.agency and each.number not in replaced:
            groups.setdefault((each.agency, each.year), []).append(each.number)
    originals = _originals(replaced)
    for indexes in groups.values():
        if len(indexes) > 1:
            group = {index: outcomes[index] for index in indexes}
            before = {i: outcomes[originals[i][0]].report for i in indexes if i in originals}
            chosen |= _choose_among(group, before)
    for index, sources in originals.items():
        if index not in replaced and index not in chosen:
            chosen[index] = _correction(outcomes[index], [outcomes[i] for i in sources])
    for index in replaced:
        chosen[index] = _corrected(index, outcomes, replaced, chosen, originals)
    return decisions(decided, outcomes, chosen) | chosen if decided else chosen


def _candidate(index: int, outcome: Outcome, form: Form, year: int | None) -> Candidate:
    agency = _agency(outcome, form)
    return Candidate(index, agency, _year(outcome.report, year), outcome.digest, outcome.corrects)


def _agency(outcome: Outcome, form: Form) -> str:
    """The key that all workbooks of one agency share; "" where the agency is unknown or uncertain."""
    match, report = outcome.match, outcome.report
    if report is None or (match is not None and match.how in ("several", "conflict")):
        return ""
    if match is not None and match.entry:
        return f"={match.entry.identity}"
    return agency_key(report.agency, form)


# --- years ----------------------------------------------------------------------------------------


def _year(report: Report | None, asked: int | None) -> int | None:
    """The year that a workbook is of: `asked` where its period is, as only 年度 was typed wrong then."""
    if report is None or asked is None or report.year == asked:
        return report.year if report else None
    days = (report.entries[field.key].text for field in report.form.fields if field.day is not None)
    return asked if any(day.startswith(f"{asked}年") for day in days) else report.year


def _of_other_years(
    outcomes: Sequence[Outcome], candidates: Sequence[Candidate], asked: int | None
) -> dict[int, VersionChoice]:
    """The workbooks of another year than their agencies report on."""
    usual = asked or usual_year(each.year for each in candidates)
    by_agency: dict[str, list[Candidate]] = {}
    for each in candidates:
        by_agency.setdefault(each.agency or f"#{each.number}", []).append(each)
    found: dict[int, VersionChoice] = {}
    for own in by_agency.values():
        years = {each.year for each in own if each.year}
        if not years or years == {usual} or (asked is None and len(years) == 1):
            continue
        wanted = usual if asked or usual in years else max(years)
        counted = [outcomes[each.number].source for each in own if each.year == wanted]
        for each in own:
            if each.year and each.year != wanted:
                found[each.number] = _other_year(outcomes[each.number], wanted, counted)
    return found


def _other_year(outcome: Outcome, wanted: int | None, counted: Sequence[str]) -> VersionChoice:
    report = outcome.report
    assert report is not None  # it states a year
    told = finding(
        "G-01",
        name_place(outcome, report),
        variant="other_year" if counted else "only_other_year",
        subject=report.agency,
        found=str(report.year),
        expected=str(wanted),
        other="、".join(counted),
    )
    return VersionChoice(told, other_year=True)


# --- corrections ----------------------------------------------------------------------------------


def _originals(replaced: Mapping[int, int]) -> dict[int, list[int]]:
    """By index of a corrected copy, what it corrects directly."""
    originals: dict[int, list[int]] = {}
    for index, copy in replaced.items():
        originals.setdefault(copy, []).append(index)
    return originals


def _correction(outcome: Outcome, sources: Sequence[Outcome]) -> VersionChoice:
    """The choice of a corrected copy that has no rival: nothing needs to be confirmed."""
    changes = changes_between(sources[0].report, outcome.report)
    names = "、".join(source.source for source in sources)
    variant = "corrects" if changes or not is_read_whole(outcome) else "unchanged"
    told = version_finding(outcome, variant, names, changes_text(changes))
    return VersionChoice(told, changes=changes)


def _corrected(
    index: int,
    outcomes: Sequence[Outcome],
    replaced: Mapping[int, int],
    chosen: Mapping[int, VersionChoice],
    originals: Mapping[int, list[int]],
) -> VersionChoice:
    """The choice of a workbook of which a corrected copy is there."""
    last = replaced[index]
    while last in replaced:
        last = replaced[last]
    counting = chosen[last].superseded_by or outcomes[last].source
    outcome, before = outcomes[index], originals.get(index, ())
    changes = changes_between(outcomes[before[0]].report, outcome.report) if before else ()
    told = version_finding(outcome, "corrected", outcomes[replaced[index]].source)
    return VersionChoice(told, counting, changes)


# --- rivals ---------------------------------------------------------------------------------------


def _choose_among(group: dict[int, Outcome], before: Mapping[int, Report | None]) -> dict[int, VersionChoice]:
    """`before`: of those that are corrected copies, what they correct."""
    chosen: dict[int, VersionChoice] = {}
    versions: dict[int, Outcome] = {}
    for alike in _same_content(group):
        first, *copies = sorted(
            alike, key=lambda i: (untidiness(group[i].source), _since(group[i]), group[i].source)
        )
        versions[first] = group[first]
        source = group[first].source
        for index in copies:
            chosen[index] = VersionChoice(version_finding(group[index], "same", source), source)
    if len(versions) == 1:
        (only,) = versions
        if only in before:
            changes = changes_between(before[only], versions[only].report)
            others = "、".join(group[i].source for i in chosen)
            told = version_finding(versions[only], "corrects", others, changes_text(changes))
            chosen[only] = VersionChoice(told, changes=changes)
        return chosen
    order = sorted(versions, key=lambda index: (_since(versions[index]), index))  # the newest first
    older = {index: versions[other].report for index, other in pairwise(order)}
    compared_with = {**older, **{index: before[index] for index in versions if index in before}}
    changes_of = {i: changes_between(report, versions[i].report) for i, report in compared_with.items()}
    best = _best(versions, order)
    whole = all(map(is_read_whole, versions.values()))
    kind = "内容不同" if whole else "内容不能确定是否相同"
    for index in order:
        outcome, changed = versions[index], changes_of.get(index, ())
        others = "、".join(_shown(versions[other]) for other in order if other != index)
        if best is None:
            told = version_finding(outcome, "twice", others, kind=kind)
            chosen[index] = VersionChoice(told, changes=changed)
        elif index == best:
            compared = [versions[i] for i in order if i != index]
            detail = changes_text(changed) or difference_text(outcome, compared)
            choice = _choice_finding(outcome, compared, others, detail, kind)
            chosen[index] = VersionChoice(choice, changes=changed)
        else:
            superseded = version_finding(outcome, "superseded", _shown(versions[best]))
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
        alike.setdefault(content_key(outcome), []).append(index)
    yield from alike.values()


def _shown(outcome: Outcome) -> str:
    return f"{outcome.source}（{_time(outcome.modified)}）"


def _time(time: datetime | None) -> str:
    return f"保存于 {time.astimezone(_BEIJING):%Y-%m-%d %H:%M}" if time else "没有保存时间"


def _choice_finding(
    outcome: Outcome, compared: Sequence[Outcome], others: str, detail: str, kind: str
) -> Finding:
    """The warning that names the chosen version, and why where it is not the newest."""
    report = outcome.report
    assert report is not None
    newer = [v for v in compared if _since(v) < _since(outcome)]
    why = "".join(f"；较新的 {v.source} 有 {_errors(v)} 处错误，没有采用" for v in newer)
    if outcome.corrects is not None and any(v.corrects is None for v in compared):
        why += "；这份是按退回说明改的，但另外几份都不是它所改的那一份"
    return finding(
        "G-01",
        name_place(outcome, report),
        variant="taken",
        subject=report.agency,
        found=str(len(compared) + 1),
        expected=_time(outcome.modified),
        other=others,
        why=why,
        detail=detail,
        kind=kind,
    )


def _errors(outcome: Outcome) -> int:
    return sum(found.severity is Severity.ERROR for found in outcome.findings)
