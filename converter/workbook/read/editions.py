"""Which form a workbook was made for, as it says itself, and its report in the form of the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from converter.catalogue.messages import finding
from converter.form import Form
from converter.form.editions import EDITIONS, edition
from converter.grid.cells import RawSheet
from converter.grid.keys import keys_of
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Place, Report
from converter.system.texts import line
from converter.workbook.layout.other_sheets import EDITION, FILL, IDENTITY, LOCAL
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.fields import read_entry

_LONGEST = 20
"""Characters of a lost text that a sentence shows."""


def form_of(sheets: Iterable[RawSheet], form: Form) -> Form:
    """The form that a workbook was made for: an edition, with what a county added; else that of the run.

    Additions stand in the workbook whole. Where they cannot be used, the edition without them is taken.
    """
    sheets = tuple(sheets)
    stated = _stated(sheets)
    key, text = line(stated.get(EDITION, "")), stated.get(LOCAL, "")
    if key in EDITIONS and key != form.edition:
        form = edition(key)
    if text == form.local_text and (text or stated or not form.local):
        return form
    if not text:
        return edition(form.edition) if form.local and not _has_additions(sheets, form) else form
    from converter.form.local import localised  # which few counties need

    try:
        return localised(form.edition, text)
    except (ValueError, RecursionError):  # LocalError and TOMLDecodeError are ones: somebody changed the text
        return edition(form.edition)


def _stated(sheets: Iterable[RawSheet]) -> Mapping[str, str]:
    """What the hidden sheet 标识 says."""
    for sheet in sheets:
        if sheet.name != IDENTITY:
            continue
        keys = keys_of(sheet)
        if keys is None or keys.sheet != IDENTITY or FILL not in keys.columns:
            continue
        cells = {key: sheet.cells.get((row, keys.columns[FILL])) for key, row in keys.rows.items()}
        return {key: cell.raw for key, cell in cells.items() if cell is not None and cell.type == "text"}
    return {}


def _has_additions(sheets: Iterable[RawSheet], form: Form) -> bool:
    """Whether a workbook that does not say its form has a place for anything that the county added."""
    known = edition(form.edition).narratives
    added = {f"{key}.01" for key in form.narratives if key not in known}
    return any((keys := keys_of(sheet)) is not None and added & keys.rows.keys() for sheet in sheets)


def adapted(report: Report, form: Form) -> tuple[Report, tuple[Finding, ...]]:
    """A report in the form of the run, which adds other things to the same edition.

    What it does not have stays blank; what the run's form has no place for is told (F-09).
    """
    own = report.form
    home = {n.key: section.key for section in own.sections for n in section.narratives}
    home |= {table.key: section.key for section in own.sections for table in section.tables}
    unread = {
        section.key
        for section in form.sections
        if any(home.get(part.key) in report.unread for part in section.parts)
    }
    changed = replace(
        report,
        entries={item.key: report.entries.get(item.key, Entry("")) for item in form.fields},
        figures={ref: report.figures.get(ref, Figure(None)) for ref in form.refs},
        passages={key: report.passages.get(key, ()) for key in form.narratives},
        states={key: state for key, state in report.states.items() if key in form.tables},
        notes={key: note for key, note in report.notes.items() if key in form.tables},
        unread=frozenset(unread),
        form=form,
    )
    whole = Place(report.source)
    findings = [finding("F-09", whole, variant="local")]
    known = {item.key for item in own.fields}
    for item in form.fields:  # which nobody could fill in
        if item.key not in known:
            findings += read_entry(item, (None, Place(report.source, layout(form)[0].name)))[1]
    for name, text, place in _lost(report, form):
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        findings.append(finding("F-09", place or whole, variant="lost", subject=name, found=shown))
    return changed, tuple(findings)


def _lost(report: Report, form: Form) -> Iterator[tuple[str, str, Place | None]]:
    """What was filled in and has no place in the run's form: what it is, how it begins, where it stands."""
    for key, narrative in report.form.narratives.items():
        if key not in form.narratives and report.passages[key]:
            first = report.passages[key][0]
            yield narrative.label, first.text, first.place
    known = {item.key for item in form.fields}
    for key, entry in report.entries.items():
        if key not in known and entry.text:
            yield key, entry.text, entry.place
    for ref, figure in report.figures.items():
        if ref.table not in form.tables and figure.value:
            yield report.form.label(ref), figure.shown, figure.place
