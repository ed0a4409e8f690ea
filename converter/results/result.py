"""result.json: everything a conversion found, for people and programs; paths are relative."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from converter.catalogue.messages import describe, finding
from converter.catalogue.record import Day
from converter.checks.settings import Settings
from converter.form import FORM, Ref
from converter.report.earlier import known_figures
from converter.report.finding import Finding
from converter.report.report import AGENCY_CODE, Report, Value, plain
from converter.report.roster import RosterEntry
from converter.results.outcome import Batch, Outcome

SCHEMA = 1

_CODES = {ref: ref.key for ref in FORM.refs}


def result(batch: Batch) -> dict[str, Any]:
    """A batch as plain data (schema 1)."""
    return {**_before(batch), "outcomes": list(_outcomes(batch)), **_after(batch)}


def _before(batch: Batch) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "edition": FORM.edition,
        "year": batch.year,
        "rules": _rules(batch.settings),
    }


def _after(batch: Batch) -> dict[str, Any]:
    return {
        "findings": [_finding(finding) for finding in batch.findings],
        "ignored": list(batch.ignored),
        "published": list(batch.published),
        "unpublished": [_finding(finding) for finding in batch.unpublished],
    }


def _rules(settings: Settings) -> dict[str, Any] | None:
    """What the office changed by its rules file; None where there is none."""
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


def to_json(batch: Batch) -> bytes:
    """A batch as the bytes of result.json."""
    return b"".join(pieces(batch))


def pieces(batch: Batch) -> Iterator[bytes]:
    """The bytes of result.json, an outcome at a time: all of them together may not fit into memory."""
    outcomes = _outcomes(batch)
    first = next(outcomes, None)
    if first is None:
        yield _indented(result(batch)).encode() + b"\n"
        return
    yield f'{_indented(_before(batch))[:-2]},\n "outcomes": [\n  {_indented(first, "  ")}'.encode()
    for outcome in outcomes:
        yield f",\n  {_indented(outcome, '  ')}".encode()
    yield f"\n ],{_indented(_after(batch))[1:]}\n".encode()


def _indented(value: Any, margin: str = "") -> str:
    """JSON a member a line; `margin`: what stands before each line but the first."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", f"\n{margin}")


def _outcomes(batch: Batch) -> Iterator[dict[str, Any]]:
    """The outcomes, with who is missing in its place on the roster."""
    if batch.roster is None:
        yield from map(_outcome, batch.outcomes)
        return
    order = {entry.identity: place for place, entry in enumerate(batch.roster.entries)}
    entries = map(_entry, batch.outcomes)
    places = [(order[entry.identity] if entry else len(order), n) for n, entry in enumerate(entries)]
    places += [(order[entry.identity], ~n) for n, entry in enumerate(batch.missing)]
    for _, n in sorted(places, key=itemgetter(0)):
        yield _outcome(batch.outcomes[n]) if n >= 0 else _missing(batch.missing[~n])


def _entry(outcome: Outcome) -> RosterEntry | None:
    return outcome.match.entry if outcome.match else None


def _missing(entry: RosterEntry) -> dict[str, Any]:
    """An agency on the roster that did not report."""
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
    """A workbook. `roster`: the agency's full name there; `code`: the one that a workbook keeps of it."""
    report, entry = outcome.report, _entry(outcome)
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
        "returned": outcome.returned,
        "letters": list(outcome.letters),
        "digest": outcome.digest,
        "recipe": outcome.recipe or None,
        "proved": outcome.verified,
        "modified": outcome.modified.isoformat() if outcome.modified else None,
        "superseded_by": outcome.superseded_by or None,
        "changes": [change._asdict() for change in outcome.changes],
        "figures": _figures(known_figures(report)) if report else {},
        "last_year": _figures(_last(outcome)),
        "texts": _texts(report) if report else {},
        "findings": [_finding(finding) for finding in outcome.findings],
        "published": list(outcome.published),
        "unpublished": [_finding(finding) for finding in outcome.unpublished],
    }


def _checks(outcome: Outcome) -> dict[str, Any]:
    """How many checks were made and how many passed; why others were not made, or are switched off."""
    passed, failed = len(outcome.verdicts_with("passed")), len(outcome.verdicts_with("failed"))
    return {
        "made": passed + failed,
        "passed": passed,
        "not_assessable": [{"code": v.code, "why": v.why} for v in outcome.verdicts_with("not_assessable")],
        "off": [{"code": v.code, "reason": v.why} for v in outcome.verdicts_with("off")],
    }


def _last(outcome: Outcome) -> Mapping[Ref, Value]:
    """Last year's figures: as last year's report has them, else as the county office filled them in."""
    if outcome.last is not None:
        return outcome.last.figures
    filled = outcome.report.last_year if outcome.report else {}
    return {ref: figure.value for ref, figure in filled.items() if figure.value is not None}


def _figures(figures: Mapping[Ref, Value]) -> dict[str, str]:
    """The known figures by their codes, numbers in full as strings, without remarks."""
    return {_CODES[ref]: plain(value) for ref, value in figures.items()}


def _texts(report: Report) -> dict[str, str]:
    """The opening and the narratives by their names; paragraphs are separated by line breaks."""
    opening = {key: entry.text for key, entry in report.entries.items()}
    passages = {
        key: "\n".join(paragraph.text for paragraph in report.passages[key]) for key in FORM.narratives
    }
    return {key: text for key, text in (opening | passages).items() if text}


def _finding(finding: Finding) -> dict[str, str]:
    """A finding; `reason` only where the agency gave one."""
    reason = {"reason": finding.reason} if finding.reason else {}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "found": finding.found,
        "expected": finding.expected,
        "message": describe(finding),
        **reason,
    }


def missing_finding(entry: RosterEntry) -> Finding:
    """G-01 for an agency that did not report, at its line on the roster."""
    return finding("G-01", entry.place or (), variant="missing", subject=entry.name)
