"""Prefilled workbooks for a roster: one per agency, with its particulars and last year's figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from itertools import repeat

from converter.form import Form, Ref
from converter.report.earlier import LastYear
from converter.report.report import AGENCY_CODE, ISSUED_TO, Entry, Figure, Value
from converter.report.roster import Roster, RosterEntry
from converter.system.errors import UsageError
from converter.system.naming import safe_stem, unused
from converter.system.telephones import telephones
from converter.workbook.write.workbook import blank_report, fill_workbook

Figures = Mapping[Ref, Value]


def carried_figures(last: LastYear, entry: RosterEntry, roster: Roster, year: int) -> Figures | None:
    """Last year's figures to prefill for an agency; None without exactly one report free of errors."""
    earlier = last.match_entry(entry, roster, year).earlier
    return None if earlier is None or earlier.flawed else earlier.report.figures


def prefilled_workbooks(
    roster: Roster,
    year: int,
    last: LastYear | None = None,
    executor: Executor | None = None,
    leave_out: Collection[int] = (),
) -> Iterator[tuple[str, bytes, RosterEntry]]:
    """Each agency's file name, workbook and roster entry, in roster order.

    `executor`: of concurrent.futures, to share the work; without one it is done in this thread. `leave_out`:
    agencies of which no workbook is made, by their place on the roster. UsageError: no such year.
    """
    wanted = [
        (name, entry)
        for number, (name, entry) in enumerate(zip(file_names(roster, year), roster.entries, strict=True))
        if number not in leave_out
    ]
    entries = [entry for _, entry in wanted]
    figures = [carried_figures(last, entry, roster, year) if last else None for entry in entries]
    run = executor.map if executor else map
    made = run(prefilled_workbook, entries, repeat(roster.form), repeat(year, len(wanted)), figures)
    for (name, entry), content in zip(wanted, made, strict=True):
        yield name, content, entry


def file_names(roster: Roster, year: int) -> list[str]:
    """The file name of each agency's workbook: <序号>-<机关简称>-<年度>.xlsx. UsageError: no such year."""
    if not 2000 <= year <= 2999:
        raise UsageError(f"年度 {year} 不对：请写四位数字，如 2024。")
    digits = max(2, len(str(len(roster.entries))))
    taken: set[str] = set()
    return [
        unused(safe_stem(f"{number:0{digits}d}-{entry.short}", f"-{year}"), taken) + ".xlsx"
        for number, entry in enumerate(roster.entries, start=1)
    ]


def _public(phone: str) -> str:
    """The telephone to prefill; "" for a mobile one and for one that lost its zero, which are told (R-08)."""
    found = telephones(phone)
    return "" if found.mobile or found.cut else phone


def prefilled_workbook(entry: RosterEntry, form: Form, year: int, last: Figures | None = None) -> bytes:
    """The workbook of one agency, prefilled: name, category, contacts, identity, last year's figures."""
    blank = blank_report(form, year)
    known = {
        "机关名称": entry.name,
        "机关类别": entry.category,
        "联系电话": _public(entry.phone),
        "填报联系人": entry.contact,
    }
    carried = {rule.last for rule in form.carry_overs}
    return fill_workbook(
        replace(
            blank,
            entries={key: Entry(known[key]) if key in known else was for key, was in blank.entries.items()},
            identity={AGENCY_CODE: entry.identity, ISSUED_TO: entry.name},
            last_year={ref: Figure(value) for ref, value in (last or {}).items() if ref in carried},
        )
    )
