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

SCHEMA = 1


def result(batch: Batch) -> dict[str, Any]:
    """A batch as plain data (schema 1)."""
    years = Counter(o.report.year for o in batch.outcomes if o.report and o.report.year)
    return {
        "schema": SCHEMA,
        "year": batch.year or (years.most_common(1)[0][0] if years else None),
        "outcomes": [_outcome(outcome) for outcome in batch.outcomes],
        "ignored": list(batch.ignored),
        "published": list(batch.published),
        "unpublished": [_finding(finding) for finding in batch.unpublished],
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
