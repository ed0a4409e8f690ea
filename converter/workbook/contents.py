"""Raw cells of the inputs become entries, figures and paragraphs: the last step of reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from converter.finding import Finding
from converter.form import Field, Form, Ref, Table
from converter.grid.cells import RawCell
from converter.grid.labels import normal
from converter.grid.texts import line, paragraphs
from converter.grid.values import stored_number, to_figure
from converter.messages import finding
from converter.report import Entry, Figure, Paragraph, Place, Report, Value, listed, plain
from converter.sums import settled
from converter.workbook.sheets import Cell

Input = tuple[RawCell | None, Place]
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Contents:
    """The inputs of a workbook as raw cells, None where blank. `lost`: tables that cannot be read."""

    source: str
    entries: dict[str, Input]
    states: dict[str, Input]
    figures: dict[Ref, Input]
    passages: dict[str, list[Input]]
    lost: set[str]

    def take(self, cell: Cell, raw: RawCell | None, place: Place) -> None:
        """Keep the raw cell of one input."""
        if cell.ref is not None:
            self.figures[cell.ref] = (raw, place)
        elif cell.kind == "paragraph":
            self.passages.setdefault(cell.key, []).append((raw, place))
        elif cell.kind == "state":
            self.states[cell.key] = (raw, place)
        else:
            self.entries[cell.key] = (raw, place)


def report_from(contents: Contents, form: Form) -> tuple[Report, tuple[Finding, ...]]:
    """Make the report of what was filled, with what was noticed on the way."""
    findings: list[Finding] = []
    entries = {}
    for item in form.fields:
        entries[item.key], found = _entry(item, contents.entries.get(item.key), contents.source)
        findings += found
    passages = {}
    for key in form.narratives:
        passages[key], found = _passage(contents.passages.get(key, []), form.narratives[key].label)
        findings += found
    states: dict[str, Entry] = {}
    figures: dict[Ref, Figure] = {}
    for table in form.tables.values():
        if table.required:
            states[table.key], found = _state(table, contents.states.get(table.key), form)
            findings += found
        figures |= _table(table, contents, states, form, findings)
    return Report(contents.source, entries, figures, passages, states), tuple(findings)


def _text(given: Input, subject: str) -> tuple[str, Finding | None]:
    """The characters of a text input, or why it has none."""
    raw, place = given
    if raw is None:
        return "", None
    if raw.type == "error":
        return "", finding("A-09", place, variant="error", subject=subject, found=raw.raw)
    if raw.formula and not raw.raw:
        return "", finding("A-09", place, variant="no_cache", subject=subject)
    if raw.type == "boolean":
        shown = "TRUE" if raw.raw == "1" else "FALSE"
        return "", finding("A-11", place, variant="value", subject=subject, found=shown)
    if raw.type == "number":
        number = stored_number(raw.raw)
        if number is not None and number == number.to_integral_value():
            return plain(int(number)), None
    return raw.raw, None


def _entry(item: Field, given: Input | None, source: str) -> tuple[Entry, list[Finding]]:
    """A field of the opening, normalised by its kind."""
    if given is None:
        return Entry(""), []
    raw, place = given
    if item.kind == "date" and raw is not None and raw.type == "number" and not raw.formula:
        day = _serial(raw.raw)
        if day is not None:
            return Entry(_chinese(day), place), []
    typed, trouble = _text(given, item.key)
    text = line(typed)
    if trouble is not None:
        return Entry("", place), [trouble]
    if not text:
        if item.demand == "optional":
            return Entry("", place), []
        return Entry("", place), [
            finding("A-10", place, variant=item.demand, subject=item.key, hint=item.help)
        ]
    if item.kind == "year":
        text = normal(text).removesuffix("年")
        if not re.fullmatch("2[0-9]{3}", text):
            return Entry("", place), [_misfit(item, line(typed), place)]
    if item.kind == "choice":
        match = next((choice for choice in item.choices if normal(choice) == normal(text)), None)
        if match is None:
            return Entry("", place), [_misfit(item, text, place)]
        text = match
    if item.kind == "date":
        day = _typed_date(text)
        if day is None:
            return Entry("", place), [_misfit(item, text, place)]
        text = _chinese(day)
    return Entry(text, place), []


def _misfit(item: Field, found: str, place: Place) -> Finding:
    choices = "、".join(item.choices)
    return finding("A-11", place, variant=item.kind, subject=item.key, found=found, expected=choices)


def _serial(raw: str) -> date | None:
    """A spreadsheet's day number; None where it is no day of this century."""
    number = stored_number(raw)
    if number is None or not 36526 <= number < 73415 or number != number.to_integral_value():
        return None
    return _EPOCH + timedelta(days=int(number))


def _typed_date(text: str) -> date | None:
    match = _DATE.fullmatch(normal(text))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:  # the 31st of February
        return None


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _passage(given: list[Input], subject: str) -> tuple[tuple[Paragraph, ...], list[Finding]]:
    """A narrative's paragraphs in the order of their rows; a line break begins a new one."""
    taken: list[Paragraph] = []
    findings = []
    for item in given:
        text, trouble = _text(item, subject)
        if trouble is not None:
            findings.append(trouble)
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
    table: Table, state: Entry, figures: Mapping[Ref, Figure], typed: set[Ref], form: Form
) -> Iterator[Finding]:
    """A-01: a table is filled, or declared to have nothing to report, and not both."""
    normal_state, zero = form.states
    words = {"subject": table.tag, "zero": zero, "normal": normal_state}
    if state.text != zero:
        if not typed and state.place is not None:
            yield finding("A-01", state.place, variant="unfilled", **words)
        return
    filled = [figures[ref] for ref in table.refs() if ref in typed and figures[ref].value]
    places = tuple(figure.place for figure in filled if figure.place is not None)
    if places:
        numbers = listed(figure.value for figure in filled)
        yield finding("A-01", places, variant="not_zero", found=numbers, **words)


def _table(
    table: Table, contents: Contents, states: Mapping[str, Entry], form: Form, findings: list[Finding]
) -> dict[Ref, Figure]:
    """A table's figures: inputs read, blanks 0 where the table is filled, totals recomputed."""
    refs = list(table.refs())
    if table.key in contents.lost:
        return {ref: Figure(None) for ref in refs}
    given = {ref: contents.figures[ref] for ref in refs}
    typed = {
        ref for ref in refs if given[ref][0] is not None and not _is_formula_total(form, ref, given[ref])
    }
    state = states.get(table.key, Entry(""))
    blank = 0 if typed or state.text == form.states[1] else None
    figures: dict[Ref, Figure] = {}
    for ref in refs:
        raw, place = given[ref]
        if ref not in typed or raw is None:
            figures[ref] = Figure(_as_unit(blank, form, ref), place, computed=raw is not None)
        else:
            figures[ref], trouble = to_figure(raw, form.column(ref), place, form.label(ref))
            if trouble is not None:
                findings.append(trouble)
    if table.required:
        findings += _declared(table, state, figures, typed, form)
    return figures | dict(_totals(form, table, figures, given, findings))


def _is_formula_total(form: Form, ref: Ref, given: Input) -> bool:
    raw = given[0]
    return ref in form.totals and raw is not None and raw.formula


def _as_unit(blank: int | None, form: Form, ref: Ref) -> Value | None:
    """A blank's value in the type of its column."""
    return Decimal(0) if blank is not None and not form.column(ref).whole else blank


def _totals(
    form: Form,
    table: Table,
    figures: Mapping[Ref, Figure],
    given: Mapping[Ref, Input],
    findings: list[Finding],
) -> Iterator[tuple[Ref, Figure]]:
    """Totals left to their formula, recomputed from the inputs; a stale cache is told."""
    sums = settled(form, lambda ref: figures[ref].value if ref in figures else None)
    for ref in table.refs():
        raw, place = given[ref]
        if not figures[ref].computed or raw is None:
            continue
        value = sums[ref]
        yield ref, Figure(value, place, computed=True)
        shown = stored_number(raw.raw) if raw.type == "number" else None
        if value is not None and shown != value and (raw.raw or value):
            findings.append(
                finding(
                    "A-09",
                    place,
                    variant="stale",
                    subject=form.label(ref),
                    found=raw.raw or "空白",
                    expected=plain(value),
                )
            )
