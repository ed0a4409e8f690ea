"""Raw cells of the inputs become entries, figures and paragraphs: the last step of reading."""

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
from converter.grid.values import stored_number, to_figure
from converter.report.finding import Finding, Severity, worst
from converter.report.report import Entry, Figure, Paragraph, Place, Report, Value, list_values, plain
from converter.report.sums import recompute_totals
from converter.system.texts import line, paragraphs
from converter.workbook.layout.sheets import Cell
from converter.workbook.read.extras import read_last_year, read_notes, read_reasons, read_remarks
from converter.workbook.read.opening import Input, notices_of, read_entry, text_of
from converter.workbook.read.quotes import fill_quotes


@dataclass(frozen=True, slots=True)
class Contents:
    """The inputs of a workbook as raw cells, None where blank.

    `counts`: figures that hold nothing but a whole number, which are not among the raw ones.
    `lost`: tables that cannot be read; `unread`: sections of which something cannot.
    """

    source: str
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
    lost: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def take(self, cell: Cell, raw: RawCell | None, place: Place) -> None:
        """Keep the raw cell of one input."""
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
            case "footnote":
                self.notes[cell.key] = given
            case "remark" | "remark_at":
                self.remarks.setdefault((cell.key, cell.number), {})[cell.kind] = given
            case "identity":
                self.identity[cell.key] = given
            case "reason":
                self.reasons.setdefault(cell.number, {})[cell.key] = given
            case _:
                self.entries[cell.key] = given


def report_from(contents: Contents, form: Form) -> tuple[Report, tuple[Finding, ...]]:
    """Make the report of what was filled, with what was noticed on the way."""
    findings: list[Finding] = []
    entries = {}
    for item in form.fields:
        entries[item.key], found = read_entry(item, contents.entries.get(item.key))
        findings += found
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
    last_year = dict(read_last_year(contents.last_year, form, findings))
    unread = frozenset(contents.unread)
    identity = {key: line(raw.raw) for key, (raw, _) in contents.identity.items() if raw is not None}
    report = Report(
        contents.source, entries, figures, passages, states, notes, reasons, last_year, identity, unread
    )
    return report, (*findings, *quoted)


def _passage(given: list[Input], subject: str) -> tuple[tuple[Paragraph, ...], list[Finding]]:
    """A narrative's paragraphs in the order of their rows; a line break begins a new one."""
    taken: list[Paragraph] = []
    findings = []
    for item in given:
        text, trouble = text_of(item, subject)
        if trouble is not None:
            findings.append(trouble)
        findings += notices_of(item, subject)
        taken += [Paragraph(part, item[1]) for part in paragraphs(text)]
    return tuple(taken), findings


def _state(table: Table, given: Input | None, form: Form) -> tuple[Entry, list[Finding]]:
    """填报状态 as one of the form's two words; left empty it says nothing."""
    raw, place = given or (None, None)
    if raw is None or place is None:
        return Entry("", place), []
    text = line(raw.raw)
    match = next((state for state in form.states if normal(state) == normal(text)), None)
    if match is not None:
        return Entry(match, place), []
    choices = "、".join(form.states)
    subject = f"{table.tag}填报状态"
    trouble = finding("A-11", place, variant="choice", subject=subject, found=text, expected=choices)
    return Entry("", place), [trouble]


def _declared(
    table: Table, state: Entry, typed: Iterable[Figure], form: Form, *, filled: bool, misread: bool
) -> Iterator[Finding]:
    """A-01: a table is filled, or declared to have nothing to report, and not both."""
    normal_state, zero = form.states
    words = {"subject": table.tag, "zero": zero, "normal": normal_state}
    if state.text != zero:
        if not filled and state.place is not None and not misread:
            yield finding("A-01", state.place, variant="unfilled", **words)
        return
    wrong = [figure for figure in typed if figure.value]
    places = tuple(figure.place for figure in wrong if figure.place is not None)
    if places:
        numbers = list_values(figure.value for figure in wrong)
        yield finding("A-01", places, variant="not_zero", found=numbers, **words)


def _table(
    table: Table, contents: Contents, states: Mapping[str, Entry], form: Form, findings: list[Finding]
) -> dict[Ref, Figure]:
    """A table's figures: inputs read, blanks 0 where the table is filled, totals recomputed."""
    lines = _lines(form, table.key)
    if table.key in contents.lost:
        return {line.ref: Figure(None) for line in lines}
    typed = _typed(lines, contents, findings)
    # a 0 for a total fills no table
    filled = any(typed[line.ref].value != 0 or not line.is_total for line in lines if line.ref in typed)
    state = states.get(table.key, Entry(""))
    blank = 0 if filled or state.text == form.states[1] else None
    figures = {line.ref: typed.get(line.ref) or _blank(line, blank, contents) for line in lines}
    if table.required:
        misread = contents.states[table.key][0] is not None and not state.text  # told already
        findings += _declared(table, state, typed.values(), form, filled=filled, misread=misread)
    return figures | dict(_totals(form, table, figures, contents, findings))


class _Line(NamedTuple):
    """What is to be known of a figure before it is read."""

    ref: Ref
    column: Column
    is_total: bool
    label: str


@cache
def _lines(form: Form, table: str) -> tuple[_Line, ...]:
    refs = form.tables[table].refs()
    return tuple(_Line(ref, form.column(ref), ref in form.totals, form.label(ref)) for ref in refs)


def _typed(lines: Iterable[_Line], contents: Contents, findings: list[Finding]) -> dict[Ref, Figure]:
    """The figures that somebody wrote; not those left blank or, as a total, to a formula."""
    typed = {}
    for ref, column, is_total, label in lines:
        count = contents.counts.get(ref)
        if count is not None:
            typed[ref] = count
            continue
        raw, place = contents.figures[ref]
        if raw is None or (is_total and raw.formula):
            continue
        typed[ref], trouble = to_figure(raw, column, place, label)
        if trouble is not None:
            findings.append(trouble)
    return typed


def _blank(line: _Line, value: int | None, contents: Contents) -> Figure:
    """A figure that nobody wrote, with the value of a blank in the type of its column."""
    raw, place = contents.figures[line.ref]
    in_unit = value if value is None or line.column.whole else Decimal(value)
    return Figure(in_unit, place, computed=raw is not None)


def _totals(
    form: Form,
    table: Table,
    figures: Mapping[Ref, Figure],
    contents: Contents,
    findings: list[Finding],
) -> Iterator[tuple[Ref, Figure]]:
    """Totals left to their formula, recomputed from the inputs; a stale cache is told."""
    computed = [ref for ref, figure in figures.items() if figure.computed]
    sums = recompute_totals(form, lambda ref: figures[ref].value, table.key) if computed else {}
    for ref in computed:
        (raw, place), value = contents.figures[ref], sums[ref]
        yield ref, Figure(value, place, computed=True)
        if raw is not None and _is_stale(raw, value):
            found, expected = raw.raw or "空白", "" if value is None else plain(value)
            subject = form.label(ref)
            findings.append(
                finding("A-09", place, variant="stale", subject=subject, found=found, expected=expected)
            )


def _is_stale(raw: RawCell, value: Value | None) -> bool:
    """True where a formula's stored value is not what its total comes to."""
    if value is None or (raw.type == "number" and raw.raw == plain(value)):
        return False
    shown = stored_number(raw.raw) if raw.type == "number" else None
    return shown != value and bool(raw.raw or value)
