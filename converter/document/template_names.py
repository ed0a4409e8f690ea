"""The names that a Word template may use, each with its value for a report (docxtpl's context).

Opening fields under their own names, figures under their keys (三.r05.c1), each narrative under its key as a
list of paragraphs (composed from figures where none was typed), the note under each table in 表下注 by the
table's key, and each section with narratives under its title as a list of rows to print (标题, 正文).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Any, TypedDict

from converter.form import NUMERALS, Form, Narrative, Ref, Section, numbered
from converter.report.report import Report, plain, with_sign
from converter.system.websites import with_address

SHORT = 16
"""Characters of a single sentence that is printed on its heading's line (无。)."""

LONGEST_HEADING = 30
"""Characters of a typed line that may be a sub-heading."""

TITLE_LINE = 19
"""Characters of an agency's name on one line of the title; 20 fill it to the edge."""

_LINE_ENDS = "省市县区乡镇和与及、"
"""Characters after which a line of the title is preferably broken."""

_SUBHEADING = re.compile(f"（[{NUMERALS}]{{1,3}}）[^。]*")


class SectionRow(TypedDict):
    """A paragraph to print: a heading (`标题`), body text (`正文`), or both on one line."""

    标题: str
    正文: str


def template_names(report: Report, form: Form, *, draft: bool = False) -> dict[str, Any]:
    """Every name that a template may use, with its value for this report."""
    entries = {item.key: report.entries[item.key].text for item in form.fields if item.printed}
    contacts = [
        f"{item.key}：{entries[item.key]}" for item in form.fields if item.contact and entries[item.key]
    ]
    return {
        **entries,
        "标题机关": "\n".join(_title_lines(report.agency)),
        "查阅途径": with_address(entries.get("网站名称", ""), entries.get("网址", "")),
        "联系方式": "，".join(contacts),
        "编制机关": form.government.compiling_body(report.agency, report.category),
        "自称": form.government.self_reference(report.agency, report.category),
        "草稿": "（草稿）" if draft else "",
        "表下注": {
            key: report.notes[key].text if key in report.notes else ""
            for key, table in form.tables.items()
            if table.printed
        },
        **_figures(report, form),
        **{key: _texts(narrative, report, form) for key, narrative in form.narratives.items()},
        **{
            section.title: list(_section_rows(section, report, form))
            for section in form.sections
            if section.narratives
        },
    }


def figure_text(report: Report, ref: Ref, form: Form) -> str:
    """A figure as printed: the number in full with its remark, "" where it is not known."""
    figure = report.figures[ref]
    if figure.value is None:
        return ""
    number = with_sign(figure.value) if ref in form.changes else plain(figure.value)
    return f"{number}{figure.remark}"


def _figures(report: Report, form: Form) -> dict[str, dict[str, dict[str, str]]]:
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for ref in form.refs:
        nested.setdefault(ref.table, {}).setdefault(ref.row, {})[ref.column] = figure_text(report, ref, form)
    return nested


def _title_lines(name: str) -> Iterator[str]:
    """An agency's name in lines of about the same length, one where it fits."""
    for left in range(ceil(len(name) / TITLE_LINE), 0, -1):
        even = ceil(len(name) / left)
        near = range(even, max(even - 3, 0), -1) if left > 1 else ()
        end = next((index for index in near if name[index - 1] in _LINE_ENDS), even)
        if len(name) - end > (left - 1) * TITLE_LINE:
            end = even
        yield name[:end]
        name = name[end:]


def _section_rows(section: Section, report: Report, form: Form) -> Iterator[SectionRow]:
    """A section's texts in order; one without text is left out with its heading, and numbers close up."""
    government = form.government.includes(report.agency, report.category)
    number = 0
    for narrative in section.narratives:
        texts = _texts(narrative, report, form)
        if not texts:
            continue
        if narrative.heading:
            number += 1
            heading = f"{numbered(number)}{narrative.heading}{narrative.government if government else ''}"
            if len(texts) == 1 and _is_short(texts[0]):
                yield SectionRow(标题=f"{heading}：", 正文=texts[0])
                continue
            yield SectionRow(标题=heading, 正文="")
        for text in texts:
            yield SectionRow(标题=text, 正文="") if _is_heading(text) else SectionRow(标题="", 正文=text)


def _texts(narrative: Narrative, report: Report, form: Form) -> list[str]:
    """The paragraphs of a narrative: those typed, or else the sentences composed from its figures."""
    typed = [paragraph.text for paragraph in report.passages[narrative.key]]
    return typed or list(_composed(narrative, report, form))


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "。" not in text[:-1] and not _is_heading(text)


def _is_heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and _SUBHEADING.fullmatch(text) is not None


def _composed(narrative: Narrative, report: Report, form: Form) -> Iterator[str]:
    """Sentences composed from the supporting figures of a narrative for which no text was typed."""
    rule = narrative.composed
    if rule is None:
        return
    figures = {ref: figure for ref, figure in report.figures.items() if ref.table == rule.table}
    if any(figure.value is None for figure in figures.values()):
        return
    if not any(figure.value for figure in figures.values()):
        if rule.nothing:
            yield rule.nothing
        return
    values = {f"{ref.row}_{ref.column}": figure_text(report, ref, form) for ref in figures}
    for row, sentence in rule.sentences:
        if any(figure.value for ref, figure in figures.items() if ref.row == row):
            yield sentence.format_map(values)
