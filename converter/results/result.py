"""result.json written: everything a conversion found, for people and programs, an outcome at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from converter.catalogue.messages import describe, finding
from converter.catalogue.model import Day
from converter.checks.acceptances import fingerprints
from converter.checks.settings import Settings, is_acceptable
from converter.form import Ref
from converter.report.earlier import known_figures
from converter.report.finding import Finding
from converter.report.report import AGENCY_CODE, Report, Value, plain
from converter.report.roster import RosterEntry
from converter.results.outcome import Batch, Outcome
from converter.results.result_file import OUTCOMES_LINE
from converter.system.json_text import indented

SCHEMA = 1


def to_data(batch: Batch) -> dict[str, Any]:
    """A batch as plain data (schema 1)."""
    return {**_head(batch), "outcomes": list(_outcomes(batch)), **_tail(batch)}


def to_json(batch: Batch) -> bytes:
    """A batch as the bytes of result.json."""
    return b"".join(json_pieces(batch))


def json_pieces(batch: Batch, unlogged: Sequence[str] = (), *, imported: bool = False) -> Iterator[bytes]:
    """The bytes of result.json, an outcome at a time.

    `unlogged`: lines that are not in the log yet. `imported`: the reports are published ones, read back.
    """
    outcomes = _outcomes(batch)
    head = _head(batch) | ({"imported": True} if imported else {})
    first = next(outcomes, None)
    if first is None:
        yield indented({**head, "outcomes": [], **_tail(batch)} | _unlogged(unlogged)).encode() + b"\n"
        return
    yield f"{indented(head)[:-2]},\n{OUTCOMES_LINE}\n  {indented(first, '  ')}".encode()
    for outcome in outcomes:
        yield f",\n  {indented(outcome, '  ')}".encode()
    yield f"\n ],{indented(_tail(batch) | _unlogged(unlogged))[1:]}\n".encode()


def _head(batch: Batch) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "edition": batch.form.edition,
        "year": batch.year,
        "rules": _rules(batch.settings),
    }


def _tail(batch: Batch) -> dict[str, Any]:
    return {
        "findings": [_finding(finding) for finding in batch.findings],
        "notices": [_notice(finding) for finding in batch.notices],
        "ignored": list(batch.ignored),
        "published": list(batch.published),
        "unpublished": [_finding(finding) for finding in batch.unpublished],
    }


def _unlogged(lines: Sequence[str]) -> dict[str, Any]:
    return {"unlogged": list(lines)} if lines else {}


def _rules(settings: Settings) -> dict[str, Any] | None:
    """What the office changed in its rules file; None without a rules file."""
    if not settings.source:
        return None
    return {
        "file": settings.source,
        "levels": [
            {"code": code, "from": usual.value, "to": level.value}
            for (code, usual), level in settings.levels.items()
        ],
        "limits": {
            f"{code}.{key}": f"{value.month:02d}-{value.day:02d}" if isinstance(value, Day) else plain(value)
            for (code, key), value in settings.limits.items()
        },
        "off": [{"code": code, "reason": reason} for code, reason in settings.off.items()],
    }


def _outcomes(batch: Batch) -> Iterator[dict[str, Any]]:
    """The outcomes and the missing agencies, in the order of the roster."""
    if batch.roster is None:
        yield from map(_outcome, batch.outcomes)
        return
    order = {entry.identity: number for number, entry in enumerate(batch.roster.entries)}
    entries = map(_entry, batch.outcomes)
    numbers = [(order[entry.identity] if entry else len(order), n) for n, entry in enumerate(entries)]
    numbers += [(order[entry.identity], ~n) for n, entry in enumerate(batch.missing)]
    for _, n in sorted(numbers, key=itemgetter(0)):
        yield _outcome(batch.outcomes[n]) if n >= 0 else _missing(batch.missing[~n])


def _entry(outcome: Outcome) -> RosterEntry | None:
    return outcome.match.entry if outcome.match else None


def _missing(entry: RosterEntry) -> dict[str, Any]:
    """An agency on the roster without a workbook."""
    return {
        "source": None,
        "agency": entry.name,
        "roster": entry.name,
        "code": entry.identity,
        "category": entry.category,
        "status": "missing",
        "document": None,
        "figures": {},
        "texts": {},
        "findings": [_finding(missing_finding(entry))],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """A workbook. `roster`: the agency's full name there; `code`: the agency's, else the workbook's."""
    report, entry = outcome.report, _entry(outcome)
    if outcome.kept is not None:
        return _kept(outcome, outcome.kept)
    identify = fingerprints(report) if report else None
    code = entry.identity if entry else report.identity.get(AGENCY_CODE) if report else None
    return {
        "source": outcome.source,
        "agency": report.agency if report else None,
        "roster": entry.name if entry else None,
        "code": code or None,
        "category": (report.category or None) if report else None,
        "year": report.year if report else None,
        "status": outcome.status,
        "checks": _checks(outcome),
        "document": outcome.document,
        "returned": outcome.marked_copy,
        "letters": list(outcome.returned_files),
        "digest": outcome.digest,
        "recipe": outcome.recipe or None,
        "proved": outcome.figures_verified,
        "modified": outcome.modified.isoformat() if outcome.modified else None,
        "superseded_by": outcome.superseded_by or None,
        "changes": [change._asdict() for change in outcome.changes],
        "figures": _figures(known_figures(report)) if report else {},
        "last_year": _figures(_last(outcome)),
        "texts": _texts(report) if report else {},
        "findings": [_finding(finding, identify) for finding in outcome.findings],
        "published": list(outcome.published),
        "unpublished": [_finding(finding) for finding in outcome.unpublished],
        "notices": [_notice(finding) for finding in outcome.notices],
    }


def _kept(outcome: Outcome, item: Mapping[str, Any]) -> dict[str, Any]:
    """What the last run recorded of a workbook that could not be opened in this one."""
    entry = _entry(outcome)
    listed = {"roster": entry.name, "code": entry.identity} if entry else {}
    now = {"status": outcome.status, "superseded_by": outcome.superseded_by or None}
    paths = {"document": outcome.document, "letters": list(outcome.returned_files)}
    notices = [_notice(finding) for finding in outcome.notices]
    return {**item, **listed, **now, **paths, "notices": notices, "kept": True}


def _checks(outcome: Outcome) -> dict[str, Any]:
    """How many checks were made and how many passed; why others were not made or are switched off."""
    passed, failed = len(outcome.verdicts_with("passed")), len(outcome.verdicts_with("failed"))
    return {
        "made": passed + failed,
        "passed": passed,
        "not_assessable": [{"code": v.code, "why": v.why} for v in outcome.verdicts_with("not_assessable")],
        "off": [{"code": v.code, "reason": v.why} for v in outcome.verdicts_with("off")],
    }


def _last(outcome: Outcome) -> Mapping[Ref, Value]:
    """Last year's figures: those of last year's report, else those that the county office filled in."""
    if outcome.last is not None:
        return outcome.last.figures
    filled = outcome.report.last_year if outcome.report else {}
    return {ref: figure.value for ref, figure in filled.items() if figure.value is not None}


def _figures(figures: Mapping[Ref, Value]) -> dict[str, str]:
    """Known figures by their keys; numbers in full as strings, without remarks."""
    return {ref.key: plain(value) for ref, value in figures.items()}


def _texts(report: Report) -> dict[str, str]:
    """The fields of the opening and the narratives by their keys; paragraphs separated by line breaks."""
    opening = {key: entry.text for key, entry in report.entries.items()}
    passages = {
        key: "\n".join(paragraph.text for paragraph in report.passages[key]) for key in report.form.narratives
    }
    return {key: text for key, text in (opening | passages).items() if text}


def _finding(finding: Finding, identify: Callable[[Finding], str] | None = None) -> dict[str, Any]:
    """A finding; `reason` and `accepted` are present only where the agency or the office gave one.

    `id`: what the office accepts it by, of a finding on a report (`identify`).
    """
    plain: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "found": finding.found,
        "expected": finding.expected,
        "message": describe(finding),
    }
    if "refs" in finding.values:
        plain["refs"] = finding.values["refs"].split()
    if identify is not None and is_acceptable(finding.code, finding.severity):
        plain["id"] = identify(finding)
    if finding.reason:
        plain["reason"] = finding.reason
    if finding.accepted:
        plain["accepted"] = finding.accepted._asdict()
    return plain


def _notice(finding: Finding) -> dict[str, Any]:
    """A notice, with the file that it is about ("" for none)."""
    return {"file": finding.places[0].file if finding.places else "", **_finding(finding)}


def missing_finding(entry: RosterEntry) -> Finding:
    """G-01 for an agency without a workbook, at its line on the roster."""
    return finding("G-01", entry.place or (), variant="missing", subject=entry.name)
