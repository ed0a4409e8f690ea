"""Texts of the template itself, typed or pasted where the agency's own are due (D-06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Form
from converter.grid.labels import normal
from converter.report.finding import Finding
from converter.report.report import Entry, Paragraph, Place
from converter.workbook.layout.workbook_layout import layout

_KINDS = ("help", "instruction", "head", "check_label")
"""Kinds of cells that only explain; what names a figure or an item may also be written by an agency."""

_NAME, _EXAMPLE = "机关名称", "示例："
_SHOWN = 40
"""Characters of a text that a finding shows."""


class _Template(NamedTuple):
    """Texts of the template, normalised: those that explain, and its examples that state a number.

    `firsts`: the characters with which they begin; `longest`: the characters of the longest.
    """

    hints: frozenset[str]
    examples: frozenset[str]
    firsts: frozenset[str]
    longest: int


def _bare(text: str) -> str:
    """A text by which two are compared: a full stop at the end makes no difference."""
    return normal(text).rstrip("。.")


@cache
def _template(form: Form) -> _Template:
    cells = [cell for sheet in layout(form) for cell in sheet.cells if cell.text]
    hints = {cell.text for cell in cells if cell.kind in _KINDS} | {item.help for item in form.fields}
    hints |= {item.key for item in form.fields}
    hints |= {cell.text for cell in cells if cell.kind == "name" and cell.text.startswith("第")}
    examples = {cell.text.removeprefix(_EXAMPLE) for cell in cells if cell.kind == "example"}
    counted = {text for text in examples if any(map(str.isdecimal, text))}
    both = hints | counted
    firsts = {text[0] for text in both} | {normal(text)[0] for text in both}
    longest = max(map(len, both)) + 20  # blanks that somebody put in
    return _Template(frozenset(map(_bare, hints)), frozenset(map(_bare, counted)), frozenset(firsts), longest)


def leftover_findings(
    entries: Mapping[str, Entry],
    passages: Mapping[str, tuple[Paragraph, ...]],
    notes: Mapping[str, Entry],
    form: Form,
) -> Iterator[Finding]:
    """D-06 for each text that is one of the template's own, letter by letter."""
    template = _template(form)
    for item in form.fields:
        if item.kind == "text" and item.key != _NAME:  # what stands there and is no name is A-10
            yield from _leftover(entries[item.key].text, entries[item.key].place, item.key, template)
    for key, note in notes.items():
        yield from _leftover(note.text, note.place, f"{form.tables[key].tag}的说明", template)
    for key, passage in passages.items():
        for paragraph in passage:
            yield from _leftover(paragraph.text, paragraph.place, form.narratives[key].label, template)


def _leftover(text: str, place: Place | None, subject: str, template: _Template) -> Iterator[Finding]:
    if place is None or len(text) > template.longest or text[:1] not in template.firsts:
        return
    bare = _bare(text)
    if bare in template.hints:
        yield finding("D-06", place, subject=subject, found=text[:_SHOWN])
    elif bare in template.examples:
        yield finding("D-06", place, variant="example", subject=subject, found=text[:_SHOWN])
