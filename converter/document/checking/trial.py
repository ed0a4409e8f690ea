"""Trial renderings of a template: every value is unlike any other, so it shows where each is printed.

What is printed is read back as a person would: the table's labels say which figure a cell should hold.
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
from converter.document.checking.names import Dotted, is_plain
from converter.document.checking.package import RENDERED
from converter.document.checking.paragraphs import Words, grids, words_of
from converter.document.checking.tags import Tag
from converter.document.context import context
from converter.document.render import WordTemplate, render
from converter.form import Form, Ref, Table
from converter.grid.labels import normal
from converter.grid.tables import find_table
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Paragraph, Place, Report
from converter.system.errors import TemplateError

FIRST = 1001
"""The first of the numbers that stand for figures: short enough for every cell, and no year."""

NAMED = 3
"""Things of a kind that are named one by one."""


def sample(form: Form) -> Report:
    """A report of which every value says what it is: figures of their own, texts with their names.

    The passages hold what a section's loop must be able to print: a heading of the clerk's own and
    paragraphs.
    """
    figures = {ref: Figure(FIRST + number) for number, ref in enumerate(form.refs)}
    passages = {key: (Paragraph("（一）小标题"), Paragraph(_token(key))) for key in form.narratives}
    entries = {field.key: Entry(_token(field.key)) for field in form.fields}
    notes = {key: Entry(_token(f"注{key}")) for key in form.tables}
    return Report("", entries, figures, passages, {}, notes)


def try_out(
    template: WordTemplate, form: Form, unknown: frozenset[Dotted], tags: Sequence[Tag], file: str
) -> Iterator[Finding]:
    """Render the template several times and tell what it prints wrongly, twice or not at all.

    `unknown`: names without value, already told.
    """
    full = sample(form)
    short = replace(full, passages={key: (Paragraph("无。"),) for key in form.narratives})
    blank = replace(
        full,
        entries={key: Entry("") for key in full.entries},
        figures={ref: Figure(None) for ref in form.refs},
        passages=dict.fromkeys(form.narratives, ()),
        notes={},
    )
    try:
        words = _printed(template, _with(context(full, form, draft=True), unknown))
        for other in (short, blank):
            _printed(template, _with(context(other, form), unknown))
    except TemplateError as error:
        if not unknown:  # else that is the reason, and told already
            yield finding("T-11", Place(file), detail=str(error.__cause__ or error), found=_suspects(tags))
        return
    except etree.XMLSyntaxError:
        yield finding("T-11", Place(file), variant="structure")
        return
    yield from _figures(words, form, tags, file)
    yield from _texts(words, form, tags, file)


def _printed(template: WordTemplate, names: Mapping[str, Any]) -> list[Words]:
    content = render(template, names, title="", author="")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if RENDERED.fullmatch(name)}
    return [each for name, part in parts.items() for each in words_of(name, part)]


def _suspects(tags: Iterable[Tag]) -> str:
    """The tags that do more than name something, with their places."""
    codes = ((tag, tag.code.rpartition(" in ")[2] if tag.keyword == "for" else tag.code) for tag in tags)
    found = [f"{tag.words.where}的标记“{tag.text}”" for tag, code in codes if code and not is_plain(code)]
    return "、".join(found[:NAMED]) + ("等" if len(found) > NAMED else "")


def _with(names: Mapping[str, Any], unknown: Iterable[Dotted]) -> Mapping[str, Any]:
    """The names and the unknown ones as empty texts, where a name may be added at all."""
    completed: dict[str, Any] = dict(names)
    for path in unknown:
        place = completed
        for step in path[:-1]:
            inner = place.get(step)
            place[step] = dict(inner) if isinstance(inner, Mapping) else {}
            place = place[step]
        place.setdefault(path[-1], "")
    return completed


# --- figures ----------------------------------------------------------------------------------


def _figures(words: Sequence[Words], form: Form, tags: Sequence[Tag], file: str) -> Iterator[Finding]:
    place = Place(file)
    body = [each for each in words if each.part == "word/document.xml"]
    tables = grids(body)
    numbers = {str(FIRST + number): ref for number, ref in enumerate(form.refs)}
    count: dict[Ref, int] = defaultdict(int)
    for grid in tables:
        for text in grid.values():
            if text in numbers:
                count[numbers[text]] += 1
    for table in (table for table in form.tables.values() if table.printed):
        found = [find_table(table, grid) for grid in tables]
        index = next((number for number, each in enumerate(found) if not each.trouble), None)
        if index is None:
            own = [
                each.trouble for each, grid in zip(found, tables, strict=True) if _holds(grid, table, numbers)
            ]
            variant = "labels" if own else "table"
            yield finding("T-09", place, variant=variant, subject=table.tag, expected="".join(own[:1]))
            continue
        printed = {ref: tables[index].get(at, "") for ref, at in found[index].figures.items()}
        yield from _compare(printed, numbers, count, form, place)
    for ref in (ref for ref in form.refs if count[ref] > 1):
        code = ref.key
        where = "、".join(tag.words.where for tag in tags if tag.words.table and tag.code == code)
        yield finding("T-08", place, subject=form.label(ref), found=f"{{{{{code}}}}}", where=where)


def _compare(
    printed: Mapping[Ref, str],
    numbers: Mapping[str, Ref],
    count: Mapping[Ref, int],
    form: Form,
    place: Place,
) -> Iterator[Finding]:
    """Tell each cell of a table that prints something else than its figure."""
    missing = []
    own = {ref: number for number, ref in numbers.items()}
    for ref, text in printed.items():
        other = numbers.get(text)
        if other == ref:
            continue
        said = {"subject": form.label(ref), "expected": f"{{{{{ref.key}}}}}"}
        if other is not None:
            yield finding("T-09", place, variant="swapped", found=f"{{{{{other.key}}}}}", **said)
        elif own[ref] in text or (text.strip() and count[ref]):
            yield finding("T-09", place, variant="beside", found=text, **said)
        else:
            missing.append(ref)
    if missing:
        listed = "、".join(f"{form.label(ref)}（{{{{{ref.key}}}}}）" for ref in missing[:NAMED])
        more = f"等 {len(missing)} 处" if len(missing) > NAMED else ""
        yield finding("T-07", place, variant="figure", subject=listed + more)


def _holds(grid: Mapping[Any, str], table: Table, numbers: Mapping[str, Ref]) -> bool:
    return any(text in numbers and numbers[text].table == table.key for text in grid.values())


# --- texts ------------------------------------------------------------------------------------


def _texts(words: Sequence[Words], form: Form, tags: Sequence[Tag], file: str) -> Iterator[Finding]:
    place = Place(file)
    everything = "\n".join(each.text for each in words)
    for field in form.fields:
        if field.printed and field.kind != "choice" and _token(field.key) not in everything:
            variant = "entry" if field.demand == "required" else "optional"
            yield finding("T-07", place, variant=variant, subject=field.key)
    titles = {normal(each.text) for each in words}
    for section in form.sections:
        if not titles & {normal(f"{section.key}、{section.title}"), normal(section.title)}:
            yield finding("T-09", place, variant="heading", expected=f"{section.key}、{section.title}")
        counts = {part.label: everything.count(_token(part.key)) for part in section.narratives}
        if counts and not any(counts.values()):
            yield finding("T-07", place, variant="section", subject=section.title)
            continue
        lost = "、".join(label for label, times in counts.items() if times == 0)
        if lost:
            yield finding("T-07", place, variant="text", subject=lost, expected=section.title)
        for label in (label for label, times in counts.items() if times > 1):
            where = "、".join(tag.words.where for tag in tags if tag.code.endswith(section.title))
            yield finding("T-08", place, variant="text", subject=label, where=where or section.title)
    for table in form.tables.values():
        if table.printed and _token(f"注{table.key}") not in everything:
            yield finding("T-07", place, variant="note", subject=table.tag, expected=f"表下注.{table.key}")
    if "（草稿）" not in everything:
        yield finding("T-07", place, variant="draft")


def _token(name: str) -> str:
    """A text that says which value it is and is met nowhere else."""
    return f"《{name}·样稿》"
