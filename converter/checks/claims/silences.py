"""What the texts must speak of and do not: cases of table 四 (C-22), the fee in section six (C-26)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.finding import Finding
from converter.form import Form, Narrative, Section, Silence
from converter.messages import finding
from converter.report import Place, Report, plain


def silences(report: Report, form: Form) -> Iterator[Finding]:
    """Yield a finding for each thing that should be spoken of and is not."""
    for silence in form.claims.silences:
        figures = [(ref, report.value(ref)) for ref in silence.figures]
        some = [(ref, value) for ref, value in figures if value]
        sections = [s for s in form.sections if _concerned(s, silence)]
        if (figures and not some) or _spoken(report, form, silence):
            continue
        if any(section.key in report.unread for section in sections) or not any(
            report.passages[part.key] for section in sections for part in section.narratives
        ):
            continue  # nothing can be said of texts that were not read; D-07 tells of empty ones
        found = "、".join(f"{form.label(ref)}＝{plain(value)}" for ref, value in some)
        section = sections[0]
        yield finding(
            silence.code,
            Place(report.source, section.sheet),
            subject=f"{section.key}、{section.title}",
            **({"found": found} if found else {}),
        )


def _concerned(section: Section, silence: Silence) -> bool:
    keys = {part.key for part in section.narratives}
    return bool(keys & set(silence.narratives)) if silence.narratives else bool(keys)


def _spoken(report: Report, form: Form, silence: Silence) -> bool:
    home = form.narratives.get(silence.home)
    if home is not None and (report.passages[home.key] or _composes(report, home)):
        return True
    keys = silence.narratives or tuple(form.narratives)
    return any(word in p.text for key in keys for p in report.passages[key] for word in silence.words)


def _composes(report: Report, narrative: Narrative) -> bool:
    """True where the document will have a sentence made from the figures of the supporting table."""
    rule = narrative.composed
    if rule is None:
        return False
    return all(figure.value is not None for ref, figure in report.figures.items() if ref.table == rule.table)
