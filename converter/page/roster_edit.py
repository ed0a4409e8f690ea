"""The roster changed on the page: read from a form, checked, written; an edited file is kept beside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.catalogue.messages import describe
from converter.catalogue.words import SEVERITY_WORDS
from converter.page.state import State
from converter.report.finding import Severity
from converter.report.roster import RosterEntry, split_names
from converter.results.aside import Aside, set_aside
from converter.system.errors import UsageError
from converter.system.files import write_whole
from converter.system.locks import only_run
from converter.system.sharing import content_of
from converter.system.texts import line, name_key
from converter.workbook.roster.blank import cells_of_entry, filled_roster
from converter.workbook.roster.columns import CATEGORY, CONTACT, CONTACT_PHONE, FORMER, NAME, PHONE, SHORT
from converter.workbook.roster.reading import read_roster
from converter.year.folder import ROSTER, YearFolder

_LABELS = {
    "name": NAME, "short": SHORT, "former": FORMER, "category": CATEGORY, "contact": CONTACT, "phone": PHONE,
    "contact_phone": CONTACT_PHONE,
}  # fmt: skip
FIELDS = tuple(_LABELS)
"""What is typed on the page; the other columns of the file stay as they are."""


class RosterRefused(UsageError):
    """A roster with mistakes. `cells`: sentences by the cell of its file that they are about."""

    def __init__(self, sentence: str, cells: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.cells = cells


def refused_fields(error: RosterRefused, rows: int) -> dict[str, str]:
    """What is wrong with rows of a form, by field and row: name-0."""
    return {
        f"{field}-{number}": error.cells[cells[label]]
        for number in range(rows)
        for cells in (cells_of_entry(number),)
        for field, label in _LABELS.items()
        if cells[label] in error.cells
    }


class EditedRow(NamedTuple):
    """A row as it is shown or was typed. `key`: the name under which it was known, "" for a new one."""

    key: str
    name: str = ""
    short: str = ""
    former: str = ""
    category: str = ""
    contact: str = ""
    phone: str = ""
    contact_phone: str = ""


def rows_of(entries: Iterable[RosterEntry]) -> list[EditedRow]:
    """The rows of a roster as they are shown."""
    return [
        EditedRow(
            entry.name, entry.name, "" if entry.short == entry.name else entry.short,
            "、".join(entry.former), entry.category, entry.contact, entry.phone, entry.contact_phone,
        )
        for entry in entries
    ]  # fmt: skip


def version(year: YearFolder) -> str:
    """A digest of the roster's file, by which a page knows whether it shows the newest."""
    try:
        return hashlib.sha256(content_of(year.roster)).hexdigest()
    except OSError:
        return ""


def typed_rows(columns: Mapping[str, Sequence[str]], removed: Iterable[str]) -> list[EditedRow]:
    """The rows of a form whose fields come as columns, but those without a name and those removed."""
    gone = set(removed)
    rows = (EditedRow(*values) for values in zip(*(columns[key] for key in ("key", *FIELDS)), strict=True))
    kept = (row._replace(**{field: line(getattr(row, field)) for field in FIELDS}) for row in rows)
    return [row for row in kept if row.name and not (row.key and row.key in gone)]


def save(year: YearFolder, rows: Sequence[EditedRow], known: Iterable[RosterEntry], seen: str) -> None:
    """Write the rows as the roster. A new name keeps the old one as 曾用名.

    `seen`: the version that the page showed. UsageError: the file is another one by now, or the rows have
    mistakes, all listed.
    """
    by_name = {entry.name: entry for entry in known}
    entries = [_entry(row, by_name.get(row.key)) for row in rows]
    if not entries:
        raise UsageError("名单不能是空的。要去掉的单位请只勾选它自己。")
    write(year, filled_roster(entries, year.form), seen)


def _entry(row: EditedRow, before: RosterEntry | None) -> RosterEntry:
    former = split_names(row.former)
    if before is not None and name_key(before.name) not in map(name_key, (row.name, *former)):
        former = (*former, before.name)
    return RosterEntry(
        row.name, row.short, former, row.category,
        before.parent if before else "", before.code if before else "", row.contact, row.phone,
        before.note if before else "", contact_phone=row.contact_phone,
    )  # fmt: skip


def write(year: YearFolder, content: bytes, seen: str | None = None) -> list[str]:
    """Write a roster's file; the warnings about it. One that somebody edited in Excel moves to 已改动.

    `seen`: as for `save`. UsageError: as for `save`; nothing is written then.
    """
    roster, findings = read_roster(content, ROSTER, year.form)
    told = [f"{SEVERITY_WORDS[found.severity]}：{describe(found)}" for found in findings]
    if roster is None:
        errors = [found for found in findings if found.severity is Severity.ERROR]
        cells = {place.cell: describe(found) for found in errors for place in found.places if place.cell}
        raise RosterRefused("名单有错误，没有保存：\n" + "\n".join(told), cells)
    with only_run(year.path, "serve"):
        if seen is not None and version(year) != seen:
            raise UsageError(
                "名单刚在另一个窗口或 Excel 里改过，这里显示的是旧的，没有保存。"
                "请打开名单看最新的，再改一次。"
            )
        aside: Aside = {}
        set_aside(year.path, ROSTER, aside, lambda: content)
        write_whole(year.roster, content)
    return told


def from_received(state: State) -> Iterator[RosterEntry]:
    """The agencies of the workbooks received, for a roster to begin with."""
    for unit in state.units:
        if unit.item and unit.item["agency"] and unit.category:
            yield RosterEntry(unit.name, "", (), unit.category)
