"""Headings typed into a text although the report prints them itself (D-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from converter.catalogue.messages import finding
from converter.checks.model import Context
from converter.checks.paragraphs import folded, section_place
from converter.form import Form, Narrative, Section
from converter.report.finding import Finding
from converter.report.report import Report

_NUMERAL = "(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})"
_NUMBERING = re.compile(
    rf"(?:\({_NUMERAL}\)[、.,:]?|{_NUMERAL}[、.,:)](?![0-9])|第{_NUMERAL}(?:部分|项)[、.,:]?|[*#·●■◆]+)"
)
_YEAR = re.compile(r"(?:20[0-9]{2}年度?|本年度?)的?")
_OF_YEAR = re.compile(r"(?:20[0-9]{2})?年?度?\Z")
_END = re.compile(r"[:;。.,、—*#-]+\Z")
_RUN_IN = re.compile("[:。]|--|——")
_ABOUT = "情况"
_LONGEST = 60
"""Characters of a paragraph that may be a heading and nothing else."""


def repeated_headings(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-06 for a paragraph that is, or begins with, a heading that is printed above it anyway.

    Such a heading is that of its section or its own item, or the title of the report; alone on its line,
    also that of another item of the section that is filled. The first words of a sentence are none, unless a
    number stands before them or a colon behind the whole heading.
    """
    for section in report.form.sections:
        for narrative in section.narratives:
            for paragraph in report.passages[narrative.key]:
                found = _repeated(folded(paragraph.text), section, narrative, report, report.form)
                if found:
                    where = paragraph.place or section_place(report, section)
                    yield finding("D-06", where, variant="heading", subject=narrative.label, found=found)


def _repeated(text: str, section: Section, narrative: Narrative, report: Report, form: Form) -> str:
    """The heading that a text repeats, "" for none."""
    numbering = _NUMBERING.match(text)
    bare = text[numbering.end() :] if numbering else text
    own = _names(section, narrative)
    if len(text) <= _LONGEST:
        alone = _END.sub("", bare)
        short = _YEAR.sub("", alone, count=1)
        if alone.endswith(_title(form)):
            whose = _OF_YEAR.sub("", alone.removesuffix(_title(form)))
            return text if whose in ("", folded(report.agency)) else ""
        filled = (other for other in section.narratives if other.heading and report.passages[other.key])
        if short in own or any(short in _names(section, other) for other in filled):
            return text
    for name in own:
        whole = numbering or name in (section.title, narrative.heading)
        if whole and bare.startswith(name) and _RUN_IN.match(bare, len(name)):
            return text[: len(text) - len(bare) + len(name)]
    return ""


@cache
def _names(section: Section, narrative: Narrative) -> frozenset[str]:
    """What the heading of a section and that of an item are called, folded, with and without 情况.

    An item without a heading of its own is printed right below that of its section.
    """
    item = (narrative.heading, narrative.label, narrative.key) if narrative.heading else ()
    whole = {folded(name) for name in (section.title, *item)}
    return frozenset(whole | {name.removesuffix(_ABOUT) for name in whole if len(name) > len(_ABOUT) + 2})


@cache
def _title(form: Form) -> str:
    """The end of a report's title, which is the same in all of them."""
    return folded(form.titled("", "")).removeprefix("年")
