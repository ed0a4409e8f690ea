"""An edition of the form with what a county adds: a form like any other."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from converter.form.editions import edition
from converter.form.form import Form
from converter.form.local.agreement import disagreements, key_of
from converter.form.local.reading import Reader
from converter.form.local.records import AddedItem, AddedSection, Local, LocalError
from converter.form.model import Looks, Table
from converter.form.printed import NUMERALS
from converter.form.quotes import Quote
from converter.form.sections import Field, Help, Narrative, Section, contents_of
from converter.form.transfer import Transfer
from converter.form.wording import Topic

CLOSING_DATE = "落款日期"
_LOOKS = Looks(
    labels=(39,), row=8, before=6, after=6, sheet_labels=(36,), sheet_figure=18.0, web_labels=9, web_figure=4
)
"""The looks of a table whose figures no notice prescribes a table for."""


def canonical(tables: Mapping[str, Any]) -> str:
    """The tables of a file as one text without comments: equal for files that ask for the same."""
    lines = []
    for key, value in sorted(tables.items(), key=lambda item: (isinstance(item[1], dict | list), item[0])):
        if isinstance(value, dict):
            lines += [f"[{_key(key)}]", *(f"{_key(k)} = {_value(v)}" for k, v in sorted(value.items()))]
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for each in value:
                lines += [f"[[{_key(key)}]]", *(f"{_key(k)} = {_value(v)}" for k, v in sorted(each.items()))]
        else:
            lines.insert(0, f"{_key(key)} = {_value(value)}")
    return "\n".join(lines)


def _key(key: str) -> str:
    return key if re.fullmatch("[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value if isinstance(value, str | bool | int) else str(value), ensure_ascii=False)


@lru_cache(maxsize=16)
def localised(key: str, text: str) -> Form:
    """The edition `key` with what a text (`canonical`) adds to it; the same object for the same text.

    LocalError: the text has mistakes.
    """
    form = edition(key)
    reader = Reader(form)
    local = reader.local(tomllib.loads(text))
    mistakes = reader.mistakes or [*disagreements(form, local)]
    if mistakes:
        raise LocalError(mistakes)
    if local == Local():
        return form
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(_derived(form, local), local=digest, local_text=text, source=(localised, (key, text)))


def _derived(form: Form, local: Local) -> Form:
    form = _without(form, local.left_out)
    sections = list(form.sections)
    headings = {each.narrative: each.heading for each in local.renamed if each.heading}
    sections = [_renamed(section, headings) for section in sections]
    keys: dict[str, str] = {}
    wording, taken = form.wording, len(sections)
    for number, added in enumerate(local.sections):
        keys[added.title] = key = NUMERALS[taken + number]
        home = next((s.key for s in sections if added.item in {n.key for n in s.narratives}), "")
        sections, section = _taken_over(sections, added, key)
        at = next((n for n, s in enumerate(sections, 1) if s.key == added.after), len(sections))
        sections.insert(at, section)
        if home:  # what must be mentioned in the section that it was in may be mentioned here
            mentions = tuple(
                replace(each, sections=(*each.sections, key)) if home in each.sections else each
                for each in wording.mentions
            )
            wording = replace(wording, mentions=mentions)
    for item in local.items:
        sections = [_with_item(section, item, keys) for section in sections]
    for change in local.renamed:
        if change.after:
            sections = [_moved(section, change.narrative, change.after) for section in sections]
    texts = {each.narrative: each.text for each in local.prefilled}
    sections = [_prefilled(section, texts) for section in sections]
    sections = [
        section if section.key == NUMERALS[n] else replace(section, number=NUMERALS[n])
        for n, section in enumerate(sections)
    ]
    old, new = contents_of(form.sections), contents_of(sections)
    variants = tuple(
        replace(each, preamble=tuple(text.replace(old, new) for text in each.preamble))
        for each in form.variants
    )
    closing = [local.closing.office] if local.closing.office else []
    if local.closing.date:
        closing.append(f"{{{{ {CLOSING_DATE} }}}}")
    return replace(
        form,
        sections=tuple(sections),
        variants=variants,
        wording=wording,
        fields=tuple(_fields(form.fields, local)),
        closing=tuple(closing),
    )


def _without(form: Form, keys: Sequence[str]) -> Form:
    """A form without some narratives and the figures of their sentences, and what is said of these."""
    if not keys:
        return form
    gone = {n.composed.table for n in form.narratives.values() if n.key in keys and n.composed}
    sections = tuple(
        replace(section, parts=tuple(part for part in section.parts if part.key not in {*keys, *gone}))
        for section in form.sections
    )

    def topics(given: Sequence[Topic]) -> tuple[Topic, ...]:
        return tuple(replace(each, narrative="") if each.narrative in keys else each for each in given)

    drafts = tuple((key, sentence) for key, sentence in form.drafts if key not in keys)
    wording, claims, quotes = form.wording, form.claims, form.quotes
    wording = replace(
        wording,
        topics=topics(wording.topics),
        duties=topics(wording.duties),
        problem_topics=topics(wording.problem_topics),
    )
    if gone:
        kept = {key: table for key, table in form.tables.items() if key not in gone}
        transfer = Transfer(form.tables, kept, form.rules)
        wording, claims = transfer.record(wording), transfer.claims(claims)
        quotes = tuple(quote for quote in quotes if not _names(quote, gone))
    return replace(form, sections=sections, wording=wording, claims=claims, quotes=quotes, drafts=drafts)


def _names(quote: Quote, tables: Iterable[str]) -> bool:
    return any(ref.table in tables for ref in quote.refs)


def _renamed(section: Section, headings: Mapping[str, str]) -> Section:
    return replace(
        section,
        parts=tuple(
            replace(part, heading=headings[part.key], label=headings[part.key])
            if isinstance(part, Narrative) and part.key in headings
            else part
            for part in section.parts
        ),
    )


def _taken_over(sections: Sequence[Section], added: AddedSection, key: str) -> tuple[list[Section], Section]:
    """The sections without what moves to an added one, and the added section."""
    parts: list[Narrative | Table] = []
    left = []
    for section in sections:
        own = next((n for n in section.narratives if n.key == added.item), None)
        table = own.composed.table if own and own.composed else ""
        for part in section.parts:
            if isinstance(part, Narrative) and part is own:
                help_text = Help(added.help) if added.help else part.help
                text = added.text or part.prefilled
                parts.append(replace(part, heading="", help=help_text, prefilled=text))
            elif isinstance(part, Table) and part.key == table:
                parts.append(replace(part, printed=True, looks=_LOOKS) if added.table else part)
        rest = tuple(part for part in section.parts if part is not own and part.key != table)
        left.append(section if len(rest) == len(section.parts) else replace(section, parts=rest))
    if not parts:
        parts = [
            Narrative(
                f"{added.title}内容", added.title, help=Help(added.help), example=_example(added.example),
                prefilled=added.text,
            )
        ]  # fmt: skip
    tab = added.title.removesuffix("情况")[:8]
    return left, Section(key, added.title, tab, tuple(parts), text_required=added.required)


def _with_item(section: Section, item: AddedItem, keys: Mapping[str, str]) -> Section:
    """A section with an item more, if it is the one that it goes into."""
    if section.key != keys.get(item.section, item.section):
        return section
    narrative = Narrative(
        key_of(item.heading), item.heading, item.heading, Help(item.help), _example(item.example),
        required=item.required, prefilled=item.text,
    )  # fmt: skip
    parts = list(section.parts)
    parts.insert(_behind(parts, item.after), narrative)
    return replace(section, parts=tuple(parts))


def _moved(section: Section, key: str, after: str) -> Section:
    """A section with a narrative, and the figures of its sentences, behind another one."""
    own = next((n for n in section.narratives if n.key == key), None)
    if own is None:
        return section
    table = own.composed.table if own.composed else ""
    taken = [part for part in section.parts if part is own or part.key == table]
    rest = [part for part in section.parts if part not in taken]
    at = _behind(rest, after)
    return replace(section, parts=(*rest[:at], *taken, *rest[at:]))


def _behind(parts: Sequence[Narrative | Table], after: str) -> int:
    """The place behind a narrative (a key, or the heading of an added one) and its figures; else the end."""
    names = {after, key_of(after)} if after else set()
    at = next((n for n, part in enumerate(parts, 1) if part.key in names), len(parts))
    while at < len(parts) and isinstance(parts[at], Table):
        at += 1
    return at


def _example(text: str) -> str:
    return text if not text or text.startswith("示例：") else f"示例：{text}"


def _prefilled(section: Section, texts: Mapping[str, tuple[str, ...]]) -> Section:
    named = {part.key: texts.get(part.key) or texts.get(part.label) for part in section.narratives}
    return replace(
        section,
        parts=tuple(
            replace(part, prefilled=found)
            if isinstance(part, Narrative) and (found := named[part.key])
            else part
            for part in section.parts
        ),
    )


def _fields(fields: Sequence[Field], local: Local) -> list[Field]:
    """The fields of the opening; those added stand before what is not printed."""
    added = [
        Field(
            each.name,
            each.help or "按本地要求填写。",
            demand=each.demand,
            contact=each.contact,
            printed=each.contact,
        )
        for each in local.fields
    ]
    if local.closing.date:
        words = "印在报告末尾，如 2025年1月15日。"
        added.append(Field(CLOSING_DATE, words, kind="date", demand="expected"))
    at = next((n for n, item in enumerate(fields) if not item.printed), len(fields))
    return [*fields[:at], *added, *fields[at:]]
