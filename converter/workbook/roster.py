"""The roster's workbook: blank for a county to fill, and read back strictly. A door to xlsxwriter."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from converter.catalogue.messages import finding
from converter.grid.cells import RawSheet, address
from converter.grid.labels import normal
from converter.report.finding import Finding, Severity, worst
from converter.report.report import Place
from converter.report.roster import CATEGORIES, Roster, RosterEntry
from converter.system.errors import SettingsError
from converter.system.texts import line
from converter.workbook.layout.book import MADE
from converter.workbook.layout.styles import BASE, STYLES, TABS
from converter.workbook.read.cells.formats import open_book
from converter.workbook.read.cells.stored import MAX_ROWS
from converter.workbook.roster_rows import (
    CATEGORY,
    CODE,
    CONTACT,
    FORMER,
    LABELS,
    NAME,
    NOTE,
    PARENT,
    PHONE,
    SHORT,
    Table,
    blank,
    read_row,
    same_codes,
    same_names,
)

TITLE = "单位名单"
ROWS = 150
"""Rows that the blank roster offers; further ones may be filled all the same."""


class Column(NamedTuple):
    """A column: its label, its width in characters, other labels under which it is taken."""

    label: str
    width: float
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column(NAME, 34, ("单位名称", "单位全称")),
    Column(SHORT, 14),
    Column(FORMER, 22),
    Column(CATEGORY, 11, ("机关类别", "单位类别")),
    Column(PARENT, 22),
    Column(CODE, 21),
    Column(CONTACT, 10),
    Column(PHONE, 17, ("联系电话",)),
    Column(NOTE, 20),
)
_KNOWN = {normal(word): column.label for column in COLUMNS for word in (column.label, *column.aliases)}
_NUMBERING = normal("序号")
_GUIDE = (
    "每个单位填一行，“机关名称”和“类别”必填。机关名称填全称，与公章一致；"
    "曾用名不止一个的，用顿号隔开；类别从下拉列表中选择。请勿改动表头文字。"
)


def blank_roster() -> bytes:
    """The roster ready to be filled in; always the same bytes. Its rows grow with what is typed."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": dict(BASE)})
    book.set_properties({"title": TITLE, "created": MADE})
    looks = {name: book.add_format({**BASE, **look}) for name, look in STYLES.items()}
    beyond = book.add_format({**BASE, "num_format": "@", "locked": False})
    sheet = book.add_worksheet(TITLE)
    head, last = 2, len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, TITLE, looks["title"])
    sheet.merge_range(1, 0, 1, last, _GUIDE, looks["note"])
    for row, height in ((0, 36), (1, 34), (head, 26)):
        sheet.set_row(row, height)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width, beyond)
        sheet.write_string(head, index, column.label, looks["head"])
        look = looks["choice" if column.label == CATEGORY else "entry"]
        for row in range(head + 1, head + 1 + ROWS):
            sheet.write_blank(row, index, None, look)
    _offer_categories(sheet, head + 1)
    _dress(sheet, head)
    book.close()
    return buffer.getvalue()


def _offer_categories(sheet: Any, first: int) -> None:
    column = LABELS.index(CATEGORY)
    rule = {
        "validate": "list",
        "source": list(CATEGORIES),
        "error_title": CATEGORY,
        "error_message": f"请从下拉列表中选择：{'、'.join(CATEGORIES)}。",
    }
    if sheet.data_validation(first, column, MAX_ROWS - 1, column, rule) != 0:
        raise ValueError(f"validation refused: {rule}")


def _dress(sheet: Any, head: int) -> None:
    """Protection and print settings. No print area: rows added below are printed too."""
    allowed = ("format_rows", "format_columns", "insert_rows", "delete_rows")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.freeze_panes(head + 1, 0)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_tab_color(TABS["首页"])
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address((MAX_ROWS - 1, len(COLUMNS) - 1))}"})


def read_roster(content: bytes, name: str) -> tuple[Roster | None, tuple[Finding, ...]]:
    """Read a filled roster (.xlsx, .xlsm, .xls, .et or .ods, as bytes); `name` is how findings call the file.

    Its sheet is known by its header, wherever that stands. Never raises for a bad file: all that is
    wrong comes as findings, and with an error among them there is no roster.
    """
    whole = Place(name)
    book, opened = open_book(content, name)
    if book is None:
        return None, opened
    heads = [(sheet, rows) for sheet in book.sheets if (rows := _heads(sheet))]
    if not heads:
        wanted = f"{NAME}、{CATEGORY}"
        return None, (finding("R-01", whole, variant="missing", found=_listed(book.sheets), expected=wanted),)
    if len(heads) > 1:
        names = _listed(sheet for sheet, _ in heads)
        return None, (finding("R-01", whole, variant="two", found=names, expected="一张"),)
    sheet, rows = heads[0]
    columns: dict[str, int] = {}
    for column, label in sorted(rows[0][1].items()):
        columns.setdefault(label, column)
    entries, told = _read_table(Table(name, sheet, rows[0][0], columns), rows)
    findings = (*opened, *told)
    return None if worst(findings) is Severity.ERROR else Roster(entries), findings


def _listed(sheets: Iterable[RawSheet]) -> str:
    return "、".join(f"{sheet.name}（已隐藏）" if sheet.hidden else sheet.name for sheet in sheets)


_HeadRow = tuple[int, Mapping[int, str]]


def _heads(sheet: RawSheet) -> list[_HeadRow]:
    """The header rows of a sheet: 机关名称 and one more label at least; label by column."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        label = _KNOWN.get(normal(cell.raw)) if cell.type == "text" else None
        if label is not None:
            rows.setdefault(row, {})[column] = label
    met = {row: {*labels.values()} for row, labels in rows.items()}
    return [(row, rows[row]) for row in sorted(rows) if NAME in met[row] and len(met[row]) > 1]


def _read_table(table: Table, heads: list[_HeadRow]) -> tuple[tuple[RosterEntry, ...], tuple[Finding, ...]]:
    """Every entry below the header, and all that is wrong with header, cells and entries."""
    findings = [*_header(table, heads), *_untaken(table)]
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
        entry, troubles = read_row(table, row)
        entries.append((row, entry))
        findings += troubles
    if not entries:
        findings.append(finding("R-05", Place(table.file, table.sheet.name)))
    findings += [*same_names(table, entries), *same_codes(table, entries)]
    return tuple(entry for _, entry in entries), tuple(findings)


def _header(table: Table, heads: list[_HeadRow]) -> Iterator[Finding]:
    """A header without 类别, with a label twice, or one that comes again further down."""
    (row, labels), *others = heads
    if CATEGORY not in table.columns:
        yield finding("R-02", table.place(row, NAME), variant="column", expected=CATEGORY)
    for label in table.columns:
        places = tuple(table.at(row, column) for column in sorted(labels) if labels[column] == label)
        if len(places) > 1:
            yield finding("R-02", places, variant="twice", subject=label)
    for again, below in others:
        yield finding("R-02", table.at(again, min(below)), variant="again")


def _untaken(table: Table) -> Iterator[Finding]:
    """Columns with content that are none of the roster's: told once each, but for 序号."""
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
        elif normal(label) not in (*_KNOWN, _NUMBERING):
            place = table.at(table.head, column)
            yield finding("R-02", place, variant="unknown", found=label, expected="、".join(LABELS))


def roster_from(path: Path) -> tuple[Roster | None, tuple[Finding, ...]]:
    """Read a roster file. SettingsError: it cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"单位名单“{path}”打不开，请检查路径。") from error
    return read_roster(content, path.name)
