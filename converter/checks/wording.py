"""Words that a report should not contain: sample text, old notices, other years (D-02, D-03, D-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from converter.catalogue.messages import finding
from converter.checks.claims import states_numbers
from converter.checks.claims.tokens import YEAR, year_of
from converter.checks.model import Check, Context
from converter.checks.paragraphs import (
    NarrativeParagraph,
    folded,
    narrative_paragraphs,
    place_of,
    sections_unread,
    sentences,
)
from converter.checks.repeated import repeated_headings
from converter.form import Form
from converter.report.finding import Finding
from converter.report.report import Entry, Place, Report
from converter.system.patterns import pattern
from converter.system.websites import without_addresses

_TITLES = re.compile("《[^《》]*》|〔[^〔〕]*〕")
"""Titles and numbers of documents: the years in them are those of the documents."""

_YEAR_WRITTEN = pattern(YEAR)
_OPENING = re.compile(f"(?:截至|截止|至)?(?P<year>{YEAR})")

_ALL = sections_unread(lambda form: [section.key for section in form.sections if section.narratives])
_YEARLY = "度末底的"
"""Between a year and what it left: 2023年度结转."""


def check_left_over(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-06: sample words that nobody replaced, one finding per cell, and headings typed again."""
    wording = report.form.wording
    sample_words = _sample_words(report.form)
    for subject, text, place in _written(report, context):
        if sample_words.search(text) is None:
            continue
        if any(phrase in text for phrase in wording.template_phrases):
            text = without_addresses(text)  # …/xxgk/
        found = [phrase for phrase in wording.template_openings if text.startswith(phrase)]
        for phrase in wording.template_phrases:
            if phrase in text:
                found.append(phrase)
                text = text.replace(phrase, " ")  # XX年 is one finding, not X年 as well
        if found:
            yield finding("D-06", place, subject=subject, found="、".join(found))
    yield from repeated_headings(report, context)


@cache
def _sample_words(form: Form) -> re.Pattern[str]:
    """A pattern of all words that D-06 is about."""
    words = (*form.wording.template_openings, *form.wording.template_phrases)
    return re.compile("|".join(map(re.escape, words)))


def _written(report: Report, context: Context) -> Iterator[tuple[str, str, Place]]:
    """Every text that a person typed: what it is, the folded text, its place."""
    entries: dict[str, Entry] = {
        **{item.key: report.entries[item.key] for item in report.form.fields if item.kind == "text"},
        **{f"{report.form.tables[key].tag}的说明": note for key, note in report.notes.items()},
    }
    for name, entry in entries.items():
        yield name, folded(entry.text), entry.place or Place(report.source)
    for paragraph in narrative_paragraphs(report, report.form):
        yield paragraph.name, paragraph.folded, place_of(report, paragraph)


def check_notice(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-02: a text that cites a notice no longer in force."""
    for paragraph in narrative_paragraphs(report, report.form):
        for phrase in report.form.wording.superseded_notices:
            if folded(phrase) in paragraph.folded:
                place = place_of(report, paragraph)
                yield finding(
                    "D-02", place, subject=paragraph.name, found=phrase, expected=report.form.notice
                )


def check_other_years(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-03 where the report is of another year than the one collected, and for copied sentences.

    A sentence counts as copied where it opens with another year as if that were the year of the report
    (2023年，…) and has no word of comparison or history; other mentions of a year are mostly intended.
    """
    year, entry = report.year, report.entries["年度"]
    if year is None:
        return
    if context.year not in (None, year) and entry.place is not None:
        yield finding("D-03", entry.place, subject="年度", found=entry.text, expected=str(context.year))
    for paragraph in narrative_paragraphs(report, report.form):
        if _OPENING.search(paragraph.folded) is None:
            continue
        for written in sentences(paragraph.text):
            if _is_of_other_year(written, paragraph, year, report.form):
                yield finding(
                    "D-03",
                    place_of(report, paragraph),
                    variant="text",
                    subject=paragraph.name,
                    found=_short(written.strip()),
                    expected=str(year),
                )


def _is_of_other_year(written: str, paragraph: NarrativeParagraph, year: int, form: Form) -> bool:
    """True where a sentence reports on another year as if that were the year of the report."""
    wording = form.wording
    sentence = folded(_TITLES.sub("", written))
    opening = _OPENING.match(sentence)
    if opening is None or str(year) in sentence:
        return False
    other = year_of(opening["year"])
    if other == year:
        return False
    if sentence[opening.end("year") :].lstrip(_YEARLY).startswith(_left_over(form)):
        return False  # 2023年结转 1 件
    for word in _carried_in(form):
        sentence = sentence.replace(word, "")  # 上年结转 is a number of this year
    if len({named for found in _YEAR_WRITTEN.finditer(sentence) if (named := year_of(found[0])) < year}) > 1:
        return False  # 2021年、2022年分别收到 9 件、6 件
    if any(
        word in sentence for word in (*wording.past_words, *(wording.future_words if other > year else ()))
    ):
        return False
    plain = sentence.replace(opening["year"], f"{other}年", 1)
    if any(plain.startswith(opening.format(other)) for opening in wording.past_openings):
        return True
    # any other opening, where what follows would be a number of the report
    return str(year) not in paragraph.text and states_numbers(written, paragraph.key, other, form)


@cache
def _left_over(form: Form) -> tuple[str, ...]:
    """The words that make what an earlier year left out of its number."""
    return tuple({word for s in form.claims.statements for word in s.earlier})


@cache
def _carried_in(form: Form) -> tuple[str, ...]:
    """The words for what last year left, the longest first."""
    words = {word for s in form.claims.statements if s.kind == "carried in" for word in s.words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 24 else f"{sentence[:24]}……"


LEFT_OVER = Check(check_left_over, ("D-06",), {"D-06": _ALL})
NOTICE = Check(check_notice, ("D-02",), {"D-02": _ALL})
OTHER_YEARS = Check(check_other_years, ("D-03",), {"D-03": _ALL})
