"""What the texts of a report must contain: real content, five topics, duties (D-07 to D-09)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.catalogue.messages import finding
from converter.catalogue.wording import SHORTEST
from converter.checks.model import Check, Context
from converter.checks.paragraphs import (
    folded,
    narrative_paragraphs,
    section_place,
    section_text,
    sections_unread,
)
from converter.form import Section, Topic
from converter.report.finding import Finding
from converter.report.report import Report


def check_texts(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-07: a section of text that is blank, without content, too short, or lacks one of two halves."""
    wording = report.form.wording
    for section in report.form.sections:
        if section.key in report.unread:
            continue
        for narrative in section.narratives:
            if narrative.required and not report.passages[narrative.key]:
                place = section_place(report, section)
                yield finding("D-07", place, variant="item", subject=section.heading, found=narrative.label)
        if not section.text_required:
            continue
        text = section_text(report, report.form, (section.key,))
        if not any(report.passages[part.key] for part in section.narratives):
            yield _text_finding(report, section, "")
            continue
        if section.key in wording.narrative_sections:
            yield from _content_findings(report, context, section, text)


def _content_findings(report: Report, context: Context, section: Section, text: str) -> Iterator[Finding]:
    wording = report.form.wording
    least = context.settings.number(SHORTEST)
    written = [p.folded for p in narrative_paragraphs(report, report.form, (section.key,))]
    if all(text in wording.empty_phrases for text in written):
        yield _text_finding(report, section, "nothing", found="".join(written))
        return
    if len(text) < least:
        yield _text_finding(report, section, "short", found=str(len(text)), expected=f"{least:f}")
    if section.key == wording.problem_section:
        missing = [half for half in wording.problem_topics if not _is_mentioned(half, text, report, context)]
        for half in missing:
            yield _text_finding(report, section, "half", found=half.name)


def _text_finding(
    report: Report, section: Section, variant: str, found: str = "", expected: str = ""
) -> Finding:
    subject = section.heading
    place = section_place(report, section)
    return finding("D-07", place, variant=variant, subject=subject, found=found, expected=expected)


def check_duties(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-08: a government whose report does not mention what only governments have to report."""
    wording = report.form.wording
    text = section_text(report, report.form, wording.duty_sections)
    missing = [duty for duty in wording.duties if not _is_mentioned(duty, text, report, context)]
    if missing and text and governs(report, context):
        yield _missing_finding("D-08", report, context, wording.duty_sections[0], missing)


def governs(report: Report, context: Context) -> bool:
    """True for governments of any level, by category or by the end of their name."""
    return report.form.government.includes(report.agency, report.category)


def check_topics(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-09: topics that the first section does not mention."""
    wording = report.form.wording
    text = section_text(report, report.form, (wording.topic_section,))
    missing = [topic for topic in wording.topics if not _is_mentioned(topic, text, report, context)]
    if missing and text:  # a blank section is a D-07
        yield _missing_finding("D-09", report, context, wording.topic_section, missing)


def _is_mentioned(topic: Topic, text: str, report: Report, context: Context) -> bool:
    own = report.passages[topic.narrative] if topic.narrative else ()
    written = any(folded(p.text) not in report.form.wording.empty_phrases for p in own)
    return written or any(word in text for word in topic.words)


def _missing_finding(code: str, report: Report, context: Context, key: str, missing: list[Topic]) -> Finding:
    section = next(section for section in report.form.sections if section.key == key)
    return finding(
        code,
        section_place(report, section),
        subject=section.heading,
        found="、".join(topic.name for topic in missing),
    )


TEXTS = Check(
    check_texts,
    ("D-07",),
    {
        "D-07": sections_unread(
            lambda form: [section.key for section in form.sections if section.text_required]
        )
    },
)
DUTIES = Check(
    check_duties,
    ("D-08",),
    {"D-08": sections_unread(lambda form: form.wording.duty_sections)},
    applies={"D-08": governs},
)
TOPICS = Check(check_topics, ("D-09",), {"D-09": sections_unread(lambda form: (form.wording.topic_section,))})
