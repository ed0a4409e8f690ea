"""The texts of a report: sections that must not stay empty (D-07)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.finding import Finding
from converter.form import Form
from converter.messages import finding
from converter.report import Place, Report


def check_texts(report: Report, form: Form) -> Iterator[Finding]:
    """Yield D-07: a section of text without a word."""
    for section in form.sections:
        if not section.text_required or section.key in report.unread:
            continue
        if not any(report.passages[part.key] for part in section.narratives):
            subject = f"{section.key}、{section.title}"
            yield finding("D-07", Place(report.source, section.sheet), subject=subject)
