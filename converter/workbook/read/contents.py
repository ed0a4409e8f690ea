"""The inputs of a workbook as raw cells, and the Report made of them: the last step of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Column, Form, Ref, Table
from converter.grid.cells import RawCell
from converter.grid.labels import normal
from converter.grid.values import to_figure
from converter.report.finding import Finding, Severity, worst
from converter.report.report import Entry, Figure, Paragraph, Place, Report, list_values
from converter.system.texts import line, paragraphs
from converter.workbook.layout.other_sheets import LOCAL
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.extras import read_last_year, read_notes, read_reasons, read_remarks
from converter.workbook.read.fields import URL, Input, read_entry, text_findings, text_of, with_link
from converter.workbook.read.grouping import grouped
from converter.workbook.read.leftovers import leftover_findings
from converter.workbook.read.quotes import fill_quotes
from converter.workbook.read.totals import read_totals

MAX_TEXT = 60_000
"""Characters of all texts of a workbook, some sixty pages: this bounds the time for checking them."""

_SHORT = 200
"""Characters of a text that always has room."""


@dataclass(slots=True)
class Contents:
    """The inputs of a workbook as raw cells, None where blank.

    `since_1904`: day numbers count from 1904. `counts`: inputs that hold just a whole number, as figures;
    they are not in `figures`. `links`: the addresses that cells lead to. `lost`: tables that cannot be read;
    `unread`: sections of which a part cannot.
    `length`: characters of all texts. `left_out`: inputs whose texts go beyond `MAX_TEXT`.
    """

    source: str
    since_1904: bool = False
    entries: dict[str, Input] = field(default_factory=dict)
    states: dict[str, Input] = field(default_factory=dict)
    figures: dict[Ref, Input] = field(default_factory=dict)
    counts: dict[Ref, Figure] = field(default_factory=dict)
    last_year: dict[Ref, Input] = field(default_factory=dict)
    passages: dict[str, list[Input]] = field(default_factory=dict)
    notes: dict[str, Input] = field(default_factory=dict)
    remarks: dict[tuple[str, int], dict[str, Input]] = field(default_factory=dict)
    reasons: dict[int, dict[str, Input]] = field(default_factory=dict)
    identity: dict[str, Input] = field(default_factory=dict)
    links: dict[Place, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    length: int = 0
    left_out: list[Place] = field(default_factory=list)

    def take(self, cell: Cell, raw: RawCell | None, place: Place) -> None:
        """Store the raw cell of one input; texts beyond `MAX_TEXT` are left out, and told (F-07)."""
        if raw is not None and len(raw.raw) > _SHORT and cell.kind not in ("figure", "last_year"):
            self.length += len(raw.raw)
            if self.length > MAX_TEXT:
                self.left_out.append(place)
                raw = None
        given = (raw, place)
        match cell.kind:
            case "figure" if cell.ref:
                self.figures[cell.ref] = given
            case "last_year" if cell.ref:
                if raw is not None:
                    self.last_year[cell.ref] = given
            case "paragraph":
                if raw is not None:
                    self.passages.setdefault(cell.key, []).append(given)
            case "state":
                self.states[cell.key] = given
            case "note":
                self.notes[cell.key] = given
            case "remark" | "remark_at":
                self.remarks.setdefault((cell.key, cell.number), {})[cell.kind] = given
            case "identity":
                self.identity[cell.key] = given
            case "reason":
                self.reasons.setdefault(cell.number, {})[cell.key] = given
            case _:
                self.entries[cell.key] = given

    def lose(self, plan: Sheet) -> None:
        """Record that a sheet cannot be read: its tables are unknown, and its blank texts mean nothing."""
        if plan.section is not None:
            self.lost.update(table.key for table in plan.section.tables)
            self.unread.add(plan.section.key)


def report_from(contents: Contents, form: Form) -> tuple[Report, tuple[Finding, ...]]:
    """The report of what was filled in, and the findings about it."""
    findings: list[Finding] = []
    if contents.left_out:
        facts = {"found": str(contents.length), "expected": str(MAX_TEXT)}
        findings.append(finding("F-07", contents.left_out[0], variant="too_much", **facts))
        contents.unread.update(section.key for section in form.sections if section.narratives)
    entries = {}
    for item in form.fields:
        entries[item.key], found = read_entry(
            item, contents.entries.get(item.key), since_1904=contents.since_1904
        )
        findings += found
    if URL in entries:
        entries[URL], linked = with_link(entries[URL], contents.entries.get(URL), contents.links)
        findings += linked
    passages: dict[str, tuple[Paragraph, ...]] = {}
    for key in form.narratives:
        passages[key], found = _passage(contents.passages.get(key, []), form.narratives[key].label)
        findings += found
        if worst(found) is Severity.ERROR:
            contents.unread.update(s.key for s in form.sections if form.narratives[key] in s.parts)
    states: dict[str, Entry] = {}
    figures: dict[Ref, Figure] = {}
    for table in form.tables.values():
        if table.required:
            states[table.key], found = _state(table, contents.states.get(table.key), form)
            findings += found
        figures |= _table(table, contents, states, form, findings)
    figures |= dict(read_remarks(contents.remarks, figures, form, findings))
    passages, quoted = fill_quotes(passages, figures, form, contents.source)
    notes, reasons = read_notes(contents.notes, findings), tuple(read_reasons(contents.reasons, findings))
    findings += leftover_findings(entries, passages, notes, form)
    last_year = dict(read_last_year(contents.last_year, form, findings))
    unread = frozenset(contents.unread)
    identity = {
        key: line(raw.raw) for key, (raw, _) in contents.identity.items() if raw is not None and key != LOCAL
    }
    report = Report(
        *(contents.source, entries, figures, passages, states),
        *(notes, reasons, last_year, identity, unread),
        form=form,
    )
    return report, (*findings, *quoted)


def _passage(given: list[Input], subject: str) -> tuple[tuple[Paragraph, ...], list[Finding]]:
    """A narrative's paragraphs in the order of their rows, and findings; a line break begins a new one."""
    result: list[Paragraph] = []
    findings = []
    for item in given:
        text, refusal = text_of(item, subject)
        if refusal is not None:
            findings.append(refusal)
        findings += text_findings(item, subject)
        result += [Paragraph(part, item[1]) for part in paragraphs(text)]
    return tuple(result), findings


def _state(table: Table, given: Input | None, form: Form) -> tuple[Entry, list[Finding]]:
    """填报状态 as one of the form's two words; "" where it is blank or something else (A-11)."""
    raw, place = given or (None, None)
    if raw is None or place is None:
        return Entry("", place), []
    text = line(raw.raw)
    match = next((state for state in form.states if normal(state) == normal(text)), None)
    if match is not None:
        return Entry(match, place), []
    choices = "、".join(form.states)
    subject = f"{table.tag}填报状态"
    refusal = finding("A-11", place, variant="choice", subject=subject, found=text, expected=choices)
    return Entry("", place), [refusal]


def _table(
    table: Table, contents: Contents, states: Mapping[str, Entry], form: Form, findings: list[Finding]
) -> dict[Ref, Figure]:
    """A table's figures: what was typed, 0 for blanks of a filled table, totals recomputed."""
    inputs = _inputs(form, table.key)
    if table.key in contents.lost:
        return {item.ref: Figure(None) for item in inputs}
    own: list[Finding] = []
    typed = _typed(inputs, contents, own)
    # a 0 typed over a total does not make a table filled
    filled = any(typed[item.ref].value != 0 or not item.is_total for item in inputs if item.ref in typed)
    state = states.get(table.key, Entry(""))
    blank = 0 if filled or state.text == form.states[1] else None
    figures = {item.ref: typed.get(item.ref) or _blank(item, blank, contents) for item in inputs}
    if table.required:
        misread = contents.states[table.key][0] is not None and not state.text
        findings += _state_findings(table, state, typed.values(), form, filled=filled, misread=misread)
    figures |= dict(read_totals(form, table, figures, contents.figures, own))
    findings += grouped(own, table)
    return figures


def _state_findings(
    table: Table, state: Entry, typed: Iterable[Figure], form: Form, *, filled: bool, misread: bool
) -> Iterator[Finding]:
    """A-01: a table must be filled, or declared to have nothing to report, and not both.

    `filled`: a figure was typed that is not a 0 over a total. `misread`: 填报状态 holds something else than
    the form's two words, which has its own finding.
    """
    normal_state, zero = form.states
    labels = {"subject": table.tag, "zero": zero, "normal": normal_state}
    if state.text != zero:
        if not filled and state.place is not None and not misread:
            yield finding("A-01", state.place, variant="unfilled", **labels)
        return
    wrong = [figure for figure in typed if figure.value]
    places = tuple(figure.place for figure in wrong if figure.place is not None)
    if places:
        numbers = list_values(figure.value for figure in wrong)
        yield finding("A-01", places, variant="not_zero", found=numbers, **labels)


class _FigureInput(NamedTuple):
    """What reading a figure needs to know of its cell."""

    ref: Ref
    column: Column
    is_total: bool
    label: str


@cache
def _inputs(form: Form, table: str) -> tuple[_FigureInput, ...]:
    refs = form.tables[table].refs()
    return tuple(_FigureInput(ref, form.column(ref), ref in form.totals, form.label(ref)) for ref in refs)


def _typed(inputs: Iterable[_FigureInput], contents: Contents, findings: list[Finding]) -> dict[Ref, Figure]:
    """The figures that somebody typed: not the blank ones, nor totals left to their formula."""
    typed = {}
    for ref, column, is_total, label in inputs:
        count = contents.counts.get(ref)
        if count is not None:
            typed[ref] = count
            continue
        raw, place = contents.figures[ref]
        if raw is None or (is_total and raw.formula):
            continue
        typed[ref], found = to_figure(raw, column, place, label)
        if found is not None:
            findings.append(found)
    return typed


def _blank(item: _FigureInput, value: int | None, contents: Contents) -> Figure:
    """A figure that nobody typed, with the value of a blank in the type of its column."""
    raw, place = contents.figures[item.ref]
    in_unit = value if value is None or item.column.whole else Decimal(value)
    return Figure(in_unit, place, computed=raw is not None, blank=item.is_total and raw is None)
