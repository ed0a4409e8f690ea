"""Prefilled workbooks for a roster: one per agency, with its particulars and what its last report said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from itertools import repeat
from typing import NamedTuple

from converter.form import Form, Ref
from converter.report.earlier import LastYear
from converter.report.report import AGENCY_CODE, DUE, ISSUED_TO, SEND_TO, Entry, Figure, Value
from converter.report.roster import Roster, RosterEntry
from converter.system.errors import UsageError
from converter.system.naming import safe_stem, unused
from converter.system.telephones import telephones
from converter.workbook.write.workbook import blank_report, fill_workbook

Figures = Mapping[Ref, Value]

_DAY = re.compile("[0-9]{1,2}月[0-9]{1,2}日")


class Sending(NamedTuple):
    """To whom, and until when, workbooks are to be sent.

    A day (1月20日) is one of the year after the reported one. Either may be "": then the workbook says that
    the office will tell.
    """

    to: str = ""
    due: str = ""


UNTOLD = Sending()


class Carried(NamedTuple):
    """What an agency's last report says of this one: figures that go on, fields that seldom change."""

    figures: Figures
    entries: Mapping[str, str]


NOTHING = Carried({}, {})


def carried_over(last: LastYear, entry: RosterEntry, roster: Roster, year: int) -> Carried:
    """What to prefill for an agency from its last report, NOTHING without exactly one.

    Of one with errors the figures are left out.
    """
    earlier = last.match_entry(entry, roster, year).earlier
    if earlier is None:
        return NOTHING
    report = earlier.report
    return Carried({} if earlier.flawed else report.figures, report.entries)


def prefilled_workbooks(
    roster: Roster,
    year: int,
    last: LastYear | None = None,
    executor: Executor | None = None,
    leave_out: Collection[int] = (),
    sending: Sending = UNTOLD,
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
    carried = [carried_over(last, entry, roster, year) if last else NOTHING for entry in entries]
    run, number = executor.map if executor else map, len(wanted)
    same = repeat(roster.form, number), repeat(year, number)
    made = run(prefilled_workbook, entries, *same, carried, repeat(sending, number))
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


def prefilled_workbook(
    entry: RosterEntry, form: Form, year: int, last: Carried = NOTHING, sending: Sending = UNTOLD
) -> bytes:
    """The workbook of one agency, prefilled: name, category, contacts, identity, what its last report said.

    What the roster says counts more than what the last report said.
    """
    blank = blank_report(form, year)
    listed = {
        "机关名称": entry.name,
        "机关类别": entry.category,
        "联系电话": _public(entry.phone),
        "填报联系人": entry.contact,
    }
    known = {**last.entries, **{key: text for key, text in listed.items() if text}}
    due = f"{year + 1}年{sending.due}" if _DAY.fullmatch(sending.due) else sending.due
    carried = {rule.last for rule in form.carry_overs}
    return fill_workbook(
        replace(
            blank,
            entries={key: Entry(known[key]) if key in known else was for key, was in blank.entries.items()},
            identity={AGENCY_CODE: entry.identity, ISSUED_TO: entry.name, SEND_TO: sending.to, DUE: due},
            last_year={ref: Figure(value) for ref, value in last.figures.items() if ref in carried},
        )
    )
