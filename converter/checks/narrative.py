"""The texts of a report: sections that must not stay empty (D-07)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.messages import finding
from converter.report import Place, Report


def check_texts(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-07: a section of text without a word."""
    for section in context.form.sections:
        if not section.text_required or section.key in report.unread:
            continue
        if not any(report.passages[part.key] for part in section.narratives):
            subject = f"{section.key}、{section.title}"
            yield finding("D-07", Place(report.source, section.sheet), subject=subject)


TEXTS = Check(
    (
        Item(
            "D-07",
            "第一、五、六部分都写了文字",
            "条例第五十条：报告应当包括的内容",
            "第五部分写了问题，也写了改进情况。",
            "第五部分空着。",
        ),
    ),
    check_texts,
)
