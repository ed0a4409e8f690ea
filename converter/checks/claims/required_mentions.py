"""Subjects that the narratives must mention (C-22, C-26)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.catalogue.messages import finding
from converter.form import Form, Narrative, RequiredMention, Section
from converter.report.finding import Finding
from converter.report.report import Place, Report, plain


def required_mention_findings(report: Report, form: Form) -> Iterator[Finding]:
    """Yield a finding for each subject that the narratives must mention and do not (C-22, C-26)."""
    for mention in form.claims.required_mentions:
        figures = [(ref, report.value(ref)) for ref in mention.figures]
        positive = [(ref, value) for ref, value in figures if value]
        sections = [s for s in form.sections if _is_required_in(s, mention)]
        if (figures and not positive) or _is_mentioned(report, form, mention):
            continue
        if any(section.key in report.unread for section in sections) or not any(
            report.passages[part.key] for section in sections for part in section.narratives
        ):
            continue  # texts that were not read cannot be checked; empty ones are D-07
        found = "、".join(f"{form.label(ref)}＝{plain(value)}" for ref, value in positive)
        section = sections[0]
        yield finding(
            mention.code,
            Place(report.source, section.sheet),
            subject=section.heading,
            **({"found": found} if found else {}),
        )


def _is_required_in(section: Section, mention: RequiredMention) -> bool:
    keys = {part.key for part in section.narratives}
    return bool(keys & set(mention.narratives)) if mention.narratives else bool(keys)


def _is_mentioned(report: Report, form: Form, mention: RequiredMention) -> bool:
    home = form.narratives.get(mention.home)
    if home is not None and (report.passages[home.key] or _is_composed(report, home)):
        return True
    keys = mention.narratives or tuple(form.narratives)
    return any(word in p.text for key in keys for p in report.passages[key] for word in mention.words)


def _is_composed(report: Report, narrative: Narrative) -> bool:
    """True where the document will contain a sentence composed from the supporting table's figures."""
    rule = narrative.composed
    if rule is None:
        return False
    return all(figure.value is not None for ref, figure in report.figures.items() if ref.table == rule.table)
