"""The rows of a roster: their entries, and findings about single rows and about pairs of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import Form
from converter.grid.cells import RawCell, RawSheet, address
from converter.grid.labels import normal
from converter.grid.values import DIGITS, stored_number
from converter.report.finding import Finding
from converter.report.report import Place, plain
from converter.report.roster import RosterEntry, categories, split_names
from converter.report.unnamed import unnamed
from converter.system.telephones import telephones
from converter.system.texts import line, name_key
from converter.workbook.roster.columns import (
    CATEGORY,
    CODE,
    CONTACT_PHONE,
    FORMER,
    LABELS,
    NAME,
    NUMBERS,
    PHONE,
    SHORT,
)

_CUSTOM_FORMATS = 164
"""The first id of number formats that a file defines itself; only these can show leading zeros."""


class RosterTable(NamedTuple):
    """A roster in a file, of agencies that report in a form.

    The file's name, the sheet, the row of the header, the column of each label.
    """

    file: str
    form: Form
    sheet: RawSheet
    head: int
    columns: Mapping[str, int]

    def place(self, row: int, label: str) -> Place:
        """The cell of a row in the column of a label."""
        return self.at(row, self.columns[label])

    def head_of(self, label: str) -> str:
        """What the header calls a column, which may be one of its other labels."""
        return line(self.sheet.cells[self.head, self.columns[label]].raw) if label in self.columns else label

    def at(self, row: int, column: int) -> Place:
        """A cell by row and column, both from 0."""
        return Place(self.file, self.sheet.name, address((row, column)))


def blank(raw: RawCell | None) -> bool:
    """True for a cell that shows nothing, such as a formula that gives an empty text."""
    return raw is None or (raw.type == "text" and not line(raw.raw))


def read_row(table: RosterTable, row: int) -> tuple[RosterEntry, tuple[Finding, ...]]:
    """The entry of a row, with findings about it; what is missing or unreadable is "" in the entry."""
    texts, findings = _texts(table, row)
    more = (*_phone_findings(table, row, texts), *_incomplete(table, row, texts))
    return _entry(table, row, texts), (*findings, *more)


def _texts(table: RosterTable, row: int) -> tuple[dict[str, str], list[Finding]]:
    """The texts of a row by label, with findings: "" for a blank cell, no text for an unreadable one."""
    texts: dict[str, str] = {}
    findings = []
    for label, column in table.columns.items():
        raw = table.sheet.cells.get((row, column))
        if raw is None or blank(raw):
            texts[label] = ""
            continue
        text, found = _text(raw, label, table.at(row, column))
        if text is not None:
            texts[label] = text if label == FORMER else line(text)
        if found is not None:
            findings.append(found)
    return texts, findings


def _text(raw: RawCell, label: str, place: Place) -> tuple[str | None, Finding | None]:
    """The text of a cell, None where it is uncertain, and the finding about it."""
    if raw.duplicate:
        return None, None  # F-07 is found for the whole sheet
    if raw.type == "error":
        return None, finding("A-09", place, variant="error", subject=label, found=raw.raw, expected="文字")
    if raw.formula and not raw.raw:
        return None, finding("A-09", place, variant="no_cache", subject=label, expected="文字")
    if raw.type == "boolean":
        shown = "TRUE" if raw.raw == "1" else "FALSE"
        return None, finding("A-11", place, variant="value", subject=label, found=shown)
    if raw.type == "date" or (raw.type == "number" and raw.is_date):
        return None, finding("R-08", place, variant="date", subject=label, found=raw.raw)
    if raw.marked and label in NUMBERS:
        return None, finding("R-08", place, variant="runs", subject=label, found=line(raw.raw))
    return _digits(raw, label, place) if raw.type == "number" else (raw.raw, None)


def _digits(raw: RawCell, label: str, place: Place) -> tuple[str | None, Finding | None]:
    """The digits of a number cell, None where not all typed digits are kept."""
    number = stored_number(raw.raw)
    if number is None or number < 0 or number != number.to_integral_value():
        return None, finding("R-08", place, variant="number", subject=label, found=raw.raw)
    if number.adjusted() >= DIGITS:
        return None, finding("R-08", place, variant="too_long", subject=label, found=plain(number))
    digits = plain(int(number))
    if raw.format_id >= _CUSTOM_FORMATS and label in NUMBERS:
        return digits, finding("R-08", place, variant="zeros", subject=label, found=digits)
    return digits, None


def _category(text: str, form: Form) -> str:
    """The category that a text names, "" for none."""
    return next((choice for choice in categories(form) if normal(choice) == normal(text)), "")


def _entry(table: RosterTable, row: int, texts: Mapping[str, str]) -> RosterEntry:
    """The entry of a row from its texts."""
    name, short, former, category, parent, code, contact, phone, own, note = (
        texts.get(label, "") for label in LABELS
    )
    if telephones(phone).mobile and table.head_of(PHONE) != PHONE:
        own, phone = own or phone, ""  # one column for both: whose number it is shows by its kind
    place, former_names = table.place(row, NAME), split_names(former)
    return RosterEntry(
        name,
        short,
        former_names,
        _category(category, table.form),
        parent,
        code,
        contact,
        phone,
        note,
        place,
        own,
    )


def _phone_findings(table: RosterTable, row: int, texts: Mapping[str, str]) -> Iterator[Finding]:
    """R-08 for a public telephone that is a mobile one, and for telephones that lost their zero."""
    for label in (PHONE, CONTACT_PHONE):
        text = texts.get(label, "")
        found = telephones(text)
        if found.cut:
            place = table.place(row, label)
            yield finding(
                "R-08", place, variant="cut", subject=table.head_of(label), found=text, expected=found.cut
            )
        if label == PHONE and found.mobile:
            head = table.head_of(label)
            variant = "mobile" if head == PHONE else "private"
            yield finding("R-08", table.place(row, label), variant=variant, subject=head, found=text)


def _incomplete(table: RosterTable, row: int, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Findings about a missing name or category; an unreadable cell has its own finding."""
    if texts.get(NAME) == "":
        yield finding("R-03", table.place(row, NAME))
    if unnamed(texts.get(NAME, ""), table.form) == "nobody":
        yield finding("R-03", table.place(row, NAME), variant="nobody", found=texts[NAME])
    given = texts.get(CATEGORY)
    if given is None or _category(given, table.form):
        return
    subject = f"“{texts[NAME]}”" if texts.get(NAME) else "这一行"
    choices = "、".join(categories(table.form))
    place, variant = table.place(row, CATEGORY), "unknown" if given else "missing"
    yield finding(
        "R-04",
        place,
        variant=variant,
        subject=subject,
        found=given,
        expected=choices,
    )


class _Use(NamedTuple):
    """A name or code in a row: the column's label and the text."""

    row: int
    label: str
    text: str

    def repeats(self, first: _Use, table: RosterTable, code: str, variant: str = "") -> Finding:
        """The finding that this text repeats the first one."""
        other = f"第 {first.row + 1} 行的{first.label}"
        place = table.place(self.row, self.label)
        return finding(code, place, variant=variant, subject=self.label, found=self.text, row=other)


def same_names(table: RosterTable, entries: Iterable[tuple[int, RosterEntry]]) -> Iterator[Finding]:
    """R-06: a name that two agencies share, an error if it is the full name of one, else a warning."""
    uses: dict[str, list[_Use]] = {}
    for row, entry in entries:
        own: dict[str, _Use] = {}
        for label, name in zip((NAME, SHORT, *(FORMER for _ in entry.former)), entry.names, strict=True):
            own.setdefault(name_key(name), _Use(row, label, name))
        for key, use in own.items():
            uses.setdefault(key, []).append(use)
    uses.pop("", None)
    for group in uses.values():
        first = next((use for use in group if use.label == NAME), group[0])
        variant = "name" if first.label == NAME else "shared"
        yield from (use.repeats(first, table, "R-06", variant) for use in group if use is not first)


def same_codes(table: RosterTable, entries: Iterable[tuple[int, RosterEntry]]) -> Iterator[Finding]:
    """R-07: a 代码 that another agency has."""
    first: dict[str, _Use] = {}
    for row, entry in entries:
        use = _Use(row, CODE, entry.code)
        if entry.code and (known := first.setdefault(name_key(entry.code).casefold(), use)) is not use:
            yield use.repeats(known, table, "R-07")
