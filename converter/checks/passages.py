"""The texts of a report, paragraph by paragraph, as the checks on wording compare them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from converter.checks.model import Context, Unassessable
from converter.form import Form, Section
from converter.report.report import Paragraph, Place, Report

_BLANKS = re.compile(r"\s+")
_SENTENCE = re.compile("[。！？!?]")


class NarrativeParagraph(NamedTuple):
    """A paragraph of a narrative: its section, the narrative's name, the paragraph and its folded text."""

    section: Section
    name: str
    paragraph: Paragraph
    folded: str


@lru_cache(maxsize=256)  # the paragraphs of one report, which several checks go through
def folded(text: str) -> str:
    """A text in the form in which phrases are compared: widths folded, blanks removed, letters capital."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def texts(report: Report, form: Form, sections: Iterable[str] | None = None) -> Iterator[NarrativeParagraph]:
    """Every paragraph of the report, or of some sections, in print order."""
    wanted = None if sections is None else set(sections)
    for section in form.sections:
        if wanted is None or section.key in wanted:
            for part in section.narratives:
                for paragraph in report.passages[part.key]:
                    yield NarrativeParagraph(section, part.label, paragraph, folded(paragraph.text))


def section_text(report: Report, form: Form, sections: Iterable[str]) -> str:
    """The folded text of some sections, joined."""
    return "".join(text.folded for text in texts(report, form, sections))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def section_place(report: Report, section: Section) -> Place:
    """The sheet of a section of text."""
    return Place(report.source, section.sheet)


def place_of(report: Report, text: NarrativeParagraph) -> Place:
    """The cell of a paragraph; its sheet where the cell is not known."""
    return text.paragraph.place or section_place(report, text.section)


def sections_unread(*sections: str) -> Unassessable:
    """Why a check on the texts of these sections cannot be made: they were not read."""

    def why(report: Report, context: Context) -> str:
        lost = [key for key in sections if key in report.unread]
        return f"第{'、'.join(lost)}部分没有读到" if lost else ""

    return why
