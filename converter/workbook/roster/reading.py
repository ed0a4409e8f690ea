"""Reads a filled roster: finds the sheet and its header, checks both, and reads the entries below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from converter.catalogue.messages import finding
from converter.form import Form
from converter.grid.cells import RawSheet
from converter.grid.labels import normal
from converter.report.finding import Finding, Severity, worst
from converter.report.report import Place
from converter.report.roster import Roster, RosterEntry
from converter.system.errors import UsageError
from converter.system.files import unopened
from converter.system.lines import read_bounded
from converter.system.texts import line
from converter.workbook.read.cells.formats import open_book
from converter.workbook.roster.columns import CATEGORY, COLUMNS, LABELS, NAME
from converter.workbook.roster.rows import RosterTable, blank, read_row, same_codes, same_names

_LABEL_OF = {normal(word): column.label for column in COLUMNS for word in (column.label, *column.aliases)}
"""The label of each spelling of a column's label, normalised."""

MAX_SIZE = 20_000_000
"""Bytes of a roster; a larger file is refused as any other workbook is."""

_NUMBERING = normal("序号")
"""A column that may be there and is ignored."""


def read_roster(content: bytes, name: str, form: Form) -> tuple[Roster | None, tuple[Finding, ...]]:
    """Read a filled roster (.xlsx, .xlsm, .xls, .et or .ods). `name`: what findings call the file.

    `form`: the one that the agencies report in. The sheet is the one with the header, in whichever row that
    is. Never raises for a bad file: everything wrong becomes a finding, and with an error among them there
    is no roster.
    """
    whole = Place(name)
    book, opened = open_book(content, name)
    if book is None:
        return None, opened
    heads = [(sheet, rows) for sheet in book.sheets if (rows := _header_rows(sheet))]
    if not heads:
        wanted = f"{NAME}、{CATEGORY}"
        return None, (finding("R-01", whole, variant="missing", found=_names(book.sheets), expected=wanted),)
    if len(heads) > 1:
        names = _names(sheet for sheet, _ in heads)
        return None, (finding("R-01", whole, variant="two", found=names, expected="一张"),)
    sheet, rows = heads[0]
    columns: dict[str, int] = {}
    for column, label in sorted(rows[0][1].items()):
        columns.setdefault(label, column)
    entries, found = _read_table(RosterTable(name, form, sheet, rows[0][0], columns), rows)
    findings = (*opened, *found)
    return None if worst(findings) is Severity.ERROR else Roster(entries, form=form), findings


def _names(sheets: Iterable[RawSheet]) -> str:
    """The names of sheets, hidden ones with a remark."""
    return "、".join(f"{sheet.name}（已隐藏）" if sheet.hidden else sheet.name for sheet in sheets)


_HeaderRow = tuple[int, Mapping[int, str]]
"""A row, and its labels by column."""


def _header_rows(sheet: RawSheet) -> list[_HeaderRow]:
    """The rows of a sheet with 机关名称 and at least one more label."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        label = _LABEL_OF.get(normal(cell.raw)) if cell.type == "text" else None
        if label is not None:
            rows.setdefault(row, {})[column] = label
    labels = {row: {*found.values()} for row, found in rows.items()}
    return [(row, rows[row]) for row in sorted(rows) if NAME in labels[row] and len(labels[row]) > 1]


def _read_table(
    table: RosterTable, heads: list[_HeaderRow]
) -> tuple[tuple[RosterEntry, ...], tuple[Finding, ...]]:
    """The entries below the header, with all findings about header, cells and entries."""
    findings = [*_check_header(table, heads), *_unknown_columns(table)]
    findings += [
        finding("F-07", table.at(*position)) for position, raw in table.sheet.cells.items() if raw.duplicate
    ]
    skipped = {row for row, _ in heads}
    filled = {
        row
        for (row, column), raw in table.sheet.cells.items()
        if row > table.head and column in table.columns.values() and not blank(raw)
    }
    entries: list[tuple[int, RosterEntry]] = []
    for row in sorted(filled - skipped):
        entry, found = read_row(table, row)
        entries.append((row, entry))
        findings += found
    if not entries:
        findings.append(finding("R-05", Place(table.file, table.sheet.name)))
    findings += [*same_names(table, entries), *same_codes(table, entries)]
    return tuple(entry for _, entry in entries), tuple(findings)


def _check_header(table: RosterTable, heads: list[_HeaderRow]) -> Iterator[Finding]:
    """Findings about a header without 类别, with a label twice, or repeated further down."""
    (row, labels), *others = heads
    if CATEGORY not in table.columns:
        yield finding("R-02", table.place(row, NAME), variant="column", expected=CATEGORY)
    for label in table.columns:
        places = tuple(table.at(row, column) for column in sorted(labels) if labels[column] == label)
        if len(places) > 1:
            yield finding("R-02", places, variant="twice", subject=label)
    for again, below in others:
        yield finding("R-02", table.at(again, min(below)), variant="again")


def _unknown_columns(table: RosterTable) -> Iterator[Finding]:
    """A finding for each column with content that is none of the roster's; 序号 is ignored."""
    first: dict[int, int] = {}
    for (row, column), raw in table.sheet.cells.items():
        if row > table.head and column not in table.columns.values() and not blank(raw):
            first[column] = min(row, first.get(column, row))
    for column, row in sorted(first.items()):
        above = table.sheet.cells.get((table.head, column))
        label = "" if above is None else line(above.raw)
        if not label:
            shown = line(table.sheet.cells[row, column].raw)
            found = shown if len(shown) <= 20 else f"{shown[:20]}…"
            yield finding("F-06", table.at(row, column), found=found)
        elif normal(label) not in (*_LABEL_OF, _NUMBERING):
            place = table.at(table.head, column)
            yield finding("R-02", place, variant="unknown", found=label, expected="、".join(LABELS))


def load_roster(path: Path, form: Form, own: str = "") -> tuple[Roster | None, tuple[Finding, ...]]:
    """Read a roster file. `own`: as in `Roster`. UsageError: it cannot be opened."""
    try:
        content = read_bounded(path, MAX_SIZE)
    except OSError as error:
        raise UsageError(unopened("单位名单", path, error)) from error
    roster, findings = read_roster(content, path.name, form)
    return roster and replace(roster, own=own), findings
