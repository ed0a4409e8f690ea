"""The paragraphs of a report's narratives, and their texts in the form in which checks compare phrases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from converter.checks.model import Context, Unassessable
from converter.form import Form, Section
from converter.report.report import Place, Report
from converter.system.texts import nfkc

_BLANKS = re.compile(r"\s+")
_SENTENCE = re.compile("[。！？!?]")


class NarrativeParagraph(NamedTuple):
    """A paragraph of a narrative.

    `key`, `name`: the narrative's key and label. `place`: the cell, None where it is not known. `folded`: the
    text as phrases are compared with it.
    """

    section: Section
    key: str
    name: str
    text: str
    place: Place | None
    folded: str


@lru_cache(maxsize=256)  # the paragraphs of one report, which several checks go through
def folded(text: str) -> str:
    """A text in the form in which phrases are compared: widths folded, blanks removed, letters capital."""
    return _BLANKS.sub("", nfkc(text)).upper()


def narrative_paragraphs(
    report: Report, form: Form, sections: Iterable[str] | None = None
) -> Iterator[NarrativeParagraph]:
    """Every paragraph of the narratives, or of those of some sections (by key), in print order."""
    wanted = None if sections is None else set(sections)
    for section in form.sections:
        if wanted is None or section.key in wanted:
            for narrative in section.narratives:
                for paragraph in report.passages[narrative.key]:
                    text = paragraph.text
                    yield NarrativeParagraph(
                        section, narrative.key, narrative.label, text, paragraph.place, folded(text)
                    )


def section_text(report: Report, form: Form, sections: Iterable[str]) -> str:
    """The folded text of some sections, joined."""
    return "".join(paragraph.folded for paragraph in narrative_paragraphs(report, form, sections))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def section_place(report: Report, section: Section) -> Place:
    """The sheet of a section of text."""
    return Place(report.source, section.sheet)


def place_of(report: Report, paragraph: NarrativeParagraph) -> Place:
    """The cell of a paragraph; its sheet where the cell is not known."""
    return paragraph.place or section_place(report, paragraph.section)


def sections_unread(sections: Callable[[Form], Iterable[str]]) -> Unassessable:
    """Why a check on the texts of some sections of a form (their keys) cannot be made: they were not read."""

    def why(report: Report, context: Context) -> str:
        if not report.unread:
            return ""
        numerals = {section.key: section.numeral for section in report.form.sections}
        lost = [numerals.get(key, key) for key in sections(report.form) if key in report.unread]
        return f"第{'、'.join(lost)}部分没有读到" if lost else ""

    return why
