"""What a finished document must print, derived from Report and Form alone.

Every output (Word, PDF, web page) is read back and compared with this, so it shares no code with what fills
templates: only the form and the report are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from converter.form import NUMERALS, Form, Narrative, Ref, Section, numbered
from converter.report.report import Report, plain, with_sign
from converter.system.patterns import pattern
from converter.system.websites import with_address

SHORT = 16
"""Characters of a single sentence that is printed on the line of its sub-heading."""

_SUBHEADING = pattern(f"（[{NUMERALS}]{{1,3}}）[^。]*")
_CONDITION = re.compile(r"\{% if (\w+) %\}(.*?)\{% endif %\}")
_NAME = re.compile(r"\{\{ (\w+) \}\}")

Kind = Literal["title", "opening", "heading", "subheading", "text", "table", "note", "closing"]


class ExpectedText(NamedTuple):
    """A paragraph or the place of a table in a report.

    `text`: "" for a table. `name`: the section, the narrative's label or the table's tag as a clerk knows it.
    `key`: of the section, narrative or table ("" in title and opening). `run_in`: a sub-heading before the
    text on the same line. `labels`: what a template may print before the text on its line instead.
    `mentions`: of the title, the agency and the year.
    """

    kind: Kind
    text: str
    name: str = ""
    key: str = ""
    run_in: str = ""
    labels: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The whole line, with its run-in heading."""
        return self.run_in + self.text


def expected_figures(report: Report, form: Form) -> dict[Ref, str]:
    """Every figure of the printed tables as it must be printed: the number in full, then its remark.

    "" where it is not known, which only a draft may print.
    """
    figures = report.figures
    return {
        ref: "" if (figure := figures[ref]).value is None else plain(figure.value) + figure.remark
        for ref in _printed(form)
    } | {
        ref: f"{with_sign(value)}{figures[ref].remark}"
        for ref in form.changes
        if (value := figures[ref].value) is not None
    }


@lru_cache(maxsize=4)
def _printed(form: Form) -> tuple[Ref, ...]:
    return tuple(ref for table in form.tables.values() if table.printed for ref in table.refs())


def expected_texts(report: Report, form: Form) -> list[ExpectedText]:
    """All that must be printed, in order: title, opening, and each section with its texts and tables."""
    return list(_expected_texts(report, form))


def _expected_texts(report: Report, form: Form) -> Iterator[ExpectedText]:
    names = {key: entry.text for key, entry in report.entries.items()} | _combined_names(report, form)
    mentions = (names["机关名称"], names["年度"])
    yield ExpectedText("title", _filled(form.title, names), mentions=mentions)
    for sentence in form.variant(report.category).preamble:
        yield ExpectedText("opening", _filled(sentence, names))
    for section in form.sections:
        yield ExpectedText("heading", section.heading, section.title, section.key)
        yield from _section_texts(section, report, form)
        for table in section.tables:
            if table.printed:
                yield ExpectedText("table", "", table.tag, table.key)
                note = report.notes.get(table.key)
                if note is not None and note.text:
                    name = f"{table.tag}下的说明"
                    yield ExpectedText("note", note.text, name, table.key, labels=("注", "说明"))
    for line in form.closing:
        if text := _filled(line, names):
            yield ExpectedText("closing", text, "落款")


def _filled(template: str, names: Mapping[str, str]) -> str:
    """A sentence of the form with its conditions and names replaced."""
    kept = _CONDITION.sub(lambda match: match[2] if names[match[1]] else "", template)
    return _NAME.sub(lambda match: names[match[1]], kept)


def _combined_names(report: Report, form: Form) -> dict[str, str]:
    """The names of the opening that combine several fields or derive from the agency's name."""
    texts = {item.key: report.entries[item.key].text for item in form.fields}
    contacts = (f"{item.key}：{texts[item.key]}" for item in form.fields if item.contact and texts[item.key])
    both = with_address(texts.get("网站名称", ""), texts.get("网址", ""))
    body = form.government.compiling_body(report.agency, report.category)
    self_reference = form.government.self_reference(report.agency, report.category)
    return {"查阅途径": both, "联系方式": "，".join(contacts), "编制机关": body, "自称": self_reference}


def _section_texts(section: Section, report: Report, form: Form) -> Iterator[ExpectedText]:
    government = form.government.includes(report.agency, report.category)
    number = 0
    for narrative in section.narratives:
        texts = [paragraph.text for paragraph in report.passages[narrative.key]]
        texts = texts or _composed(narrative, report)
        run_in, labels = "", (narrative.heading or narrative.label, narrative.label)
        if texts and narrative.heading:
            number += 1
            heading = numbered(number) + narrative.heading + (narrative.government if government else "")
            only = texts[0] if len(texts) == 1 else ""
            short = only and len(only) <= SHORT and "。" not in only[:-1] and not _SUBHEADING.fullmatch(only)
            run_in = f"{heading}：" if short else ""
            if not short:
                yield ExpectedText("subheading", heading, narrative.label, narrative.key)
        for text in texts:
            yield ExpectedText("text", text, narrative.label, narrative.key, run_in, labels)


def _composed(narrative: Narrative, report: Report) -> list[str]:
    """The sentences made of a narrative's supporting figures, for one without a typed text."""
    rule = narrative.composed
    if rule is None:
        return []
    table = {ref: figure for ref, figure in report.figures.items() if ref.table == rule.table}
    if any(figure.value is None for figure in table.values()):
        return []
    values = {f"{ref.row}_{ref.column}": f"{plain(f.value or 0)}{f.remark}" for ref, f in table.items()}
    rows = {ref.row for ref, figure in table.items() if figure.value}
    sentences = [sentence.format_map(values) for row, sentence in rule.sentences if row in rows]
    return sentences if rows else [rule.nothing] if rule.nothing else []
