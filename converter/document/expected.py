"""What a finished document must say, derived from Report and Form alone.

The witness against which every output is read back (Word, and whatever else prints a report), so it
shares no code with what fills templates: only the form and the report are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from converter.form import NUMERALS, Form, Narrative, Ref, Section, numbered
from converter.report.report import Report, plain

SHORT = 16
"""A single sentence of up to so many characters stands on the line of its sub-heading."""

_SUBHEADING = re.compile(f"（[{NUMERALS}]{{1,3}}）[^。]*")
_CONDITION = re.compile(r"\{% if (\w+) %\}(.*?)\{% endif %\}")
_NAME = re.compile(r"\{\{ (\w+) \}\}")

Kind = Literal["title", "opening", "heading", "subheading", "text", "table", "note"]


class Part(NamedTuple):
    """A paragraph or a table of a report, in print order.

    `text`: the words ("" for a table). `lead`: what stands before them on the same line.
    `name`: the section, the narrative's label or the table's tag in a clerk's words. `key`: the key of
    the section, narrative or table ("" in the opening). `names`: of the title, agency and year; of a
    text, the words that a template may set before it on its line.
    """

    kind: Kind
    text: str
    name: str = ""
    key: str = ""
    lead: str = ""
    names: tuple[str, ...] = ()


def expected_figures(report: Report, form: Form) -> dict[Ref, str]:
    """Every figure of the printed tables as it must stand in print: in full, with its remark.

    "" where it is not known, which only a draft may print.
    """
    figures = report.figures
    return {
        ref: "" if (figure := figures[ref]).value is None else plain(figure.value) + figure.remark
        for ref in _printed(form)
    }


@lru_cache(maxsize=4)
def _printed(form: Form) -> tuple[Ref, ...]:
    return tuple(ref for table in form.tables.values() if table.printed for ref in table.refs())


def expected_parts(report: Report, form: Form) -> list[Part]:
    """All that must be printed, in order: title, opening, and each section with its texts and tables."""
    return list(_parts(report, form))


def _parts(report: Report, form: Form) -> Iterator[Part]:
    names = {key: entry.text for key, entry in report.entries.items()} | _joined(report, form)
    yield Part("title", _filled(form.title, names), names=(names["机关名称"], names["年度"]))
    for sentence in form.variant(report.category).preamble:
        yield Part("opening", _filled(sentence, names))
    for section in form.sections:
        yield Part("heading", f"{section.key}、{section.title}", section.title, section.key)
        yield from _texts(section, report, form)
        for table in section.tables:
            if table.printed:
                yield Part("table", "", table.tag, table.key)
                note = report.notes.get(table.key)
                if note is not None and note.text:
                    yield Part("note", note.text, f"{table.tag}下的说明", table.key, names=("注", "说明"))


def _filled(template: str, names: Mapping[str, str]) -> str:
    """A text of the form over the opening's names: conditions first, then names."""
    kept = _CONDITION.sub(lambda match: match[2] if names[match[1]] else "", template)
    return _NAME.sub(lambda match: names[match[1]], kept)


def _joined(report: Report, form: Form) -> dict[str, str]:
    """The names of the opening that are made of several fields or of the agency's name."""
    texts = {item.key: report.entries[item.key].text for item in form.fields}
    site, address = texts["网站名称"], texts["网址"]
    contacts = (f"{item.key}：{texts[item.key]}" for item in form.fields if item.contact and texts[item.key])
    both = f"{site}（{address}）" if site and address else site + address
    maker = form.government.compiling_body(report.agency, report.category)
    oneself = form.government.self_reference(report.agency)
    return {"查阅途径": both, "联系方式": "，".join(contacts), "编制机关": maker, "自称": oneself}


def _texts(section: Section, report: Report, form: Form) -> Iterator[Part]:
    government = form.government.includes(report.agency, report.category)
    item = 0
    for narrative in section.narratives:
        texts = [paragraph.text for paragraph in report.passages[narrative.key]]
        texts = texts or _sentences(narrative, report)
        lead, before = "", (narrative.heading or narrative.label, narrative.label)
        if texts and narrative.heading:
            item += 1
            heading = numbered(item) + narrative.heading + (narrative.government if government else "")
            only = texts[0] if len(texts) == 1 else ""
            beside = only and len(only) <= SHORT and "。" not in only[:-1] and not _SUBHEADING.fullmatch(only)
            lead = f"{heading}：" if beside else ""
            if not beside:
                yield Part("subheading", heading, narrative.label, narrative.key)
        for text in texts:
            yield Part("text", text, narrative.label, narrative.key, lead, before)


def _sentences(narrative: Narrative, report: Report) -> list[str]:
    """What the supporting figures of a narrative say where nobody typed a text."""
    rule = narrative.composed
    if rule is None:
        return []
    table = {ref: figure for ref, figure in report.figures.items() if ref.table == rule.table}
    if any(figure.value is None for figure in table.values()):
        return []
    words = {f"{ref.row}_{ref.column}": f"{plain(f.value or 0)}{f.remark}" for ref, f in table.items()}
    told = {ref.row for ref, figure in table.items() if figure.value}
    sentences = [sentence.format_map(words) for row, sentence in rule.sentences if row in told]
    return sentences if told else [rule.nothing] if rule.nothing else []
