"""result.json: everything a conversion found, for people and programs; paths are relative."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from converter.finding import Finding
from converter.form import FORM
from converter.messages import describe
from converter.outcome import Batch, Outcome
from converter.report import Report, plain
from converter.settings import Day, Settings

SCHEMA = 1


def result(batch: Batch) -> dict[str, Any]:
    """A batch as plain data (schema 1)."""
    years = Counter(o.report.year for o in batch.outcomes if o.report and o.report.year)
    return {
        "schema": SCHEMA,
        "year": batch.year or (years.most_common(1)[0][0] if years else None),
        "rules": _rules(batch.settings),
        "outcomes": [_outcome(outcome) for outcome in batch.outcomes],
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
    return (json.dumps(result(batch), ensure_ascii=False, indent=1) + "\n").encode()


def _outcome(outcome: Outcome) -> dict[str, Any]:
    report = outcome.report
    return {
        "source": outcome.source,
        "agency": report.agency if report else None,
        "category": (report.category or None) if report else None,
        "year": report.year if report else None,
        "status": outcome.status,
        "checks": _checks(outcome),
        "document": outcome.document,
        "proved": outcome.proved,
        "figures": _figures(report) if report else {},
        "texts": _texts(report) if report else {},
        "findings": [_finding(finding) for finding in outcome.findings],
        "published": list(outcome.published),
        "unpublished": [_finding(finding) for finding in outcome.unpublished],
    }


def _checks(outcome: Outcome) -> dict[str, Any]:
    """How many checks were made and how many passed; why others were not made, or are switched off."""
    return {
        "made": outcome.made,
        "passed": len(outcome.judged("passed")),
        "not_assessable": [{"code": v.code, "why": v.why} for v in outcome.judged("not_assessable")],
        "off": [{"code": v.code, "reason": v.why} for v in outcome.judged("off")],
    }


def _figures(report: Report) -> dict[str, str]:
    """The known figures by their codes, numbers in full as strings, without remarks."""
    return {
        ref.key: plain(figure.value) for ref, figure in report.figures.items() if figure.value is not None
    }


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
