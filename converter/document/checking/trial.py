"""Trial renderings of a template: every value is unique, so the document shows where each is printed.

The document is read back by the tables' labels, which say which figure a cell should hold.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from converter.catalogue.messages import finding
from converter.document.checking.package import RENDERED
from converter.document.checking.paragraphs import ParagraphText, paragraphs_of, table_merges, table_texts
from converter.document.checking.permitted import DottedName, is_dotted_name, refusal_finding
from converter.document.checking.tags import Tag
from converter.document.render import WordTemplate, render
from converter.document.render.explaining import explain
from converter.document.render.language import ForbiddenError
from converter.document.template_names import template_names
from converter.form import Form, Ref, Table
from converter.grid.labels import find_table, normal
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Paragraph, Place, Report
from converter.system.errors import TemplateError

FIRST_FIGURE = 1001
"""The first of the sample's figures: short enough for every cell, and no year."""

MAX_LISTED = 3
"""Things of a kind that one finding lists."""

_OF_ALL = ("swell_all", "deep")
"""Kinds of refusals that are about a whole part."""


def sample_report(form: Form) -> Report:
    """A report in which every value is unique: consecutive figures, texts made of their names.

    Each passage has what a section's loop must be able to print: a heading typed by the clerk and a
    paragraph.
    """
    figures = {ref: Figure(value) for ref, value in _sample_figures(form)}
    passages = {key: (Paragraph("（一）小标题"), Paragraph(_token(key))) for key in form.narratives}
    entries = {field.key: Entry(_token(field.key)) for field in form.fields}
    notes = {key: Entry(_token(f"注{key}")) for key in form.tables}
    return Report("", entries, figures, passages, {}, notes, form=form)


def _sample_figures(form: Form) -> Iterator[tuple[Ref, int]]:
    """A value for each figure; a change falls, for a rise would be printed with a sign."""
    for value, ref in enumerate(form.refs, FIRST_FIGURE):
        yield ref, -value if ref in form.changes else value


def trial_findings(
    template: WordTemplate, form: Form, unknown: frozenset[DottedName], tags: Sequence[Tag], file: str
) -> Iterator[Finding]:
    """Render the template several times; findings for what it prints wrongly, twice or not at all.

    `unknown`: unknown names, for which there are findings already.
    """
    full = sample_report(form)
    short = replace(full, passages={key: (Paragraph("无。"),) for key in form.narratives})
    blank = replace(
        full,
        entries={key: Entry("") for key in full.entries},
        figures={ref: Figure(None) for ref in form.refs},
        passages=dict.fromkeys(form.narratives, ()),
        notes={},
    )
    try:
        paragraphs = _rendered(template, _with_unknown(template_names(full, form, draft=True), unknown))
        for other in (short, blank):
            _rendered(template, _with_unknown(template_names(other, form), unknown))
    except TemplateError as error:
        cause = error.__cause__ or error
        if isinstance(cause, ForbiddenError):  # not seen tag by tag
            kind = cause.refusal.kind if cause.refusal.kind in _OF_ALL else "hidden"
            yield refusal_finding(cause.refusal._replace(kind=kind), "", "", file)
        elif not unknown:  # otherwise these are the cause
            suspects = _suspects(tags)
            variant = "" if suspects else "unknown"
            yield finding("T-11", Place(file), variant=variant, detail=explain(cause), found=suspects)
        return
    except etree.XMLSyntaxError:
        yield finding("T-11", Place(file), variant="structure")
        return
    yield from _figure_findings(paragraphs, form, tags, file)
    yield from _text_findings(paragraphs, form, tags, file)


def _rendered(template: WordTemplate, names: Mapping[str, Any]) -> list[ParagraphText]:
    content = render(template, names, title="", author="")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if RENDERED.fullmatch(name)}
    return [paragraph for name, part in parts.items() for paragraph in paragraphs_of(name, part)]


def _suspects(tags: Iterable[Tag]) -> str:
    """The tags with more than a name in them, which may be the cause of an error, with their places."""
    codes = ((tag, tag.code.rpartition(" in ")[2] if tag.keyword == "for" else tag.code) for tag in tags)
    found = [
        f"{tag.paragraph.where}的标记“{tag.text}”" for tag, code in codes if code and not is_dotted_name(code)
    ]
    return "、".join(found[:MAX_LISTED]) + ("等" if len(found) > MAX_LISTED else "")


def _with_unknown(names: Mapping[str, Any], unknown: Iterable[DottedName]) -> Mapping[str, Any]:
    """The names, and the unknown ones as empty texts where they can be added."""
    completed: dict[str, Any] = dict(names)
    for path in unknown:
        parent = completed
        for step in path[:-1]:
            inner = parent.get(step)
            parent[step] = dict(inner) if isinstance(inner, Mapping) else {}
            parent = parent[step]
        parent.setdefault(path[-1], "")
    return completed


# --- figures ----------------------------------------------------------------------------------


def _figure_findings(
    paragraphs: Sequence[ParagraphText], form: Form, tags: Sequence[Tag], file: str
) -> Iterator[Finding]:
    """T-07, T-08, T-09 for figures of the printed tables."""
    place = Place(file)
    body = [paragraph for paragraph in paragraphs if paragraph.part == "word/document.xml"]
    tables, merges = table_texts(body), table_merges(body)
    numbers = {str(value): ref for ref, value in _sample_figures(form)}
    count: dict[Ref, int] = defaultdict(int)
    for grid in tables:
        for text in grid.values():
            if text in numbers:
                count[numbers[text]] += 1
    for table in (table for table in form.tables.values() if table.printed):
        found = [find_table(table, grid, own) for grid, own in zip(tables, merges, strict=True)]
        index = next((number for number, each in enumerate(found) if not each.missing), None)
        if index is None:
            own = [
                each.missing
                for each, grid in zip(found, tables, strict=True)
                if _holds_figures(grid, table, numbers)
            ]
            variant = "labels" if own else "table"
            yield finding(
                "T-09",
                place,
                variant=variant,
                subject=table.tag,
                expected="".join(own[:1]),
                notice=form.notice,
            )
            continue
        printed = {ref: tables[index].get(at, "") for ref, at in found[index].figures.items()}
        yield from _cell_findings(printed, numbers, count, form, place)
    for ref in (ref for ref in form.refs if count[ref] > 1):
        key = ref.key
        where = "、".join(tag.paragraph.where for tag in tags if tag.paragraph.table and tag.code == key)
        yield finding("T-08", place, subject=form.label(ref), found=f"{{{{{key}}}}}", where=where)


def _cell_findings(
    printed: Mapping[Ref, str],
    numbers: Mapping[str, Ref],
    count: Mapping[Ref, int],
    form: Form,
    place: Place,
) -> Iterator[Finding]:
    """T-09 and T-07 for cells of a table that print anything other than their figure."""
    missing = []
    own = {ref: number for number, ref in numbers.items()}
    for ref, text in printed.items():
        other = numbers.get(text)
        if other == ref:
            continue
        facts = {"subject": form.label(ref), "expected": f"{{{{{ref.key}}}}}"}
        if other is not None:
            yield finding("T-09", place, variant="swapped", found=f"{{{{{other.key}}}}}", **facts)
        elif own[ref] in text or (text.strip() and count[ref]):
            yield finding("T-09", place, variant="beside", found=text, **facts)
        else:
            missing.append(ref)
    if missing:
        listed = "、".join(f"{form.label(ref)}（{{{{{ref.key}}}}}）" for ref in missing[:MAX_LISTED])
        more = f"等 {len(missing)} 处" if len(missing) > MAX_LISTED else ""
        yield finding("T-07", place, variant="figure", subject=listed + more)


def _holds_figures(grid: Mapping[Any, str], table: Table, numbers: Mapping[str, Ref]) -> bool:
    """Whether a table of the document has figures of a table of the form."""
    return any(text in numbers and numbers[text].table == table.key for text in grid.values())


# --- texts ------------------------------------------------------------------------------------


def _text_findings(
    paragraphs: Sequence[ParagraphText], form: Form, tags: Sequence[Tag], file: str
) -> Iterator[Finding]:
    """T-07, T-08, T-09 for entries, headings, narratives and notes."""
    place = Place(file)
    everything = "\n".join(paragraph.text for paragraph in paragraphs)
    for field in form.fields:
        if field.printed and field.kind != "choice" and _token(field.key) not in everything:
            variant = "entry" if field.demand == "required" else "optional"
            yield finding("T-07", place, variant=variant, subject=field.key)
    titles = {normal(paragraph.text) for paragraph in paragraphs}
    for section in form.sections:
        if not titles & {normal(section.heading), normal(section.title)}:
            yield finding("T-09", place, variant="heading", expected=section.heading)
        counts = {part.label: everything.count(_token(part.key)) for part in section.narratives}
        if counts and not any(counts.values()):
            yield finding("T-07", place, variant="section", subject=section.title)
            continue
        missing = "、".join(label for label, times in counts.items() if times == 0)
        if missing:
            yield finding("T-07", place, variant="text", subject=missing, expected=section.title)
        for label in (label for label, times in counts.items() if times > 1):
            where = "、".join(tag.paragraph.where for tag in tags if tag.code.endswith(section.title))
            yield finding("T-08", place, variant="text", subject=label, where=where or section.title)
    for table in form.tables.values():
        if table.printed and _token(f"注{table.key}") not in everything:
            yield finding("T-07", place, variant="note", subject=table.tag, expected=f"表下注.{table.key}")
    if "（草稿）" not in everything:
        yield finding("T-07", place, variant="draft")


def _token(name: str) -> str:
    """A unique text that names its value."""
    return f"《{name}·样稿》"
