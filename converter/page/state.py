"""The folder read: every agency with its status, problems, versions and what was sent to it.

Nothing is kept but what a file says; what was read is used again as long as the files are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from converter.checks.record_file import Mark, assigned_by, preferred_by, read_marks
from converter.desk.history import EVENTS
from converter.desk.progress import Progress, progress, version_before
from converter.page.log import LATE, Change, time_of
from converter.page.log import changes as changes_of
from converter.page.problems import Problem, problems_of
from converter.page.reading import Reading, Recorded, read_recorded, version_of
from converter.report.roster import Roster, RosterEntry
from converter.results.paths import HISTORY, RESULT
from converter.results.recorded import Item
from converter.system.clock import local_time
from converter.system.texts import name_key
from converter.year.folder import YearFolder
from converter.year.inputs import YearRoster, roster_of

ORDER = ("returned", "unreadable", "unprocessed", "to_confirm", "missing", "passed")
"""Statuses of the board, those first that the office has to do something about."""

_APART = ("superseded", "other_year")
_RECEIVED = (EVENTS["new"], EVENTS["again"])


class Unit(NamedTuple):
    """An agency. `item`: what result.json says of its workbook, None where it sent none.

    `received`: when its workbook came; `sent`, `urged`: when it was last answered for this workbook, and
    asked for one. `others`: its workbooks that do not count; `rivals`: those of them of which nobody can say
    whether they do. `is_chosen`: the office decided that this one counts. `is_late`: the first workbook came
    after the deadline.
    """

    name: str
    short: str
    category: str
    contact: str
    status: str
    item: Item | None = None
    problems: tuple[Problem, ...] = ()
    received: datetime | None = None
    sent: datetime | None = None
    urged: datetime | None = None
    others: tuple[Item, ...] = ()
    rivals: tuple[Item, ...] = ()
    is_chosen: bool = False
    is_late: bool = False

    @property
    def open_problems(self) -> list[Problem]:
        """The problems about which something is still asked."""
        return [problem for problem in self.problems if problem.is_open]

    @property
    def is_unsent(self) -> bool:
        """Whether it has to be told something and was not yet."""
        return self.status in ("returned", "unreadable") and self.sent is None and not self.rivals

    @property
    def progress(self) -> Progress | None:
        """What became of the problems of the version before this one; None where there was none."""
        before = version_before(self.item, self.others) if self.item else None
        return progress(before, self.item) if before and self.item else None


class State(NamedTuple):
    """A year's folder as it stands. `units`: in the order of the board. `apart`: files that count for nobody.

    `undecided`: files of which the office has to say whose they are; `assigned`: by digest, the agencies that
    it said. `own`: the body's own report. `version`: of the files that all this stands in.
    `checked`: when the last run ended, None where there was none. `roster`: None without one.
    """

    units: tuple[Unit, ...]
    undecided: tuple[Item, ...]
    apart: tuple[Item, ...]
    own: Unit | None
    changes: tuple[Change, ...]
    notices: tuple[Mapping[str, str], ...]
    county: tuple[Mapping[str, str], ...]
    ignored: tuple[str, ...]
    checked: datetime | None
    roster: Roster | None
    roster_errors: int
    assigned: Mapping[str, str]
    version: object

    @property
    def counts(self) -> Mapping[str, int]:
        """How many agencies have each status, in the order of the board."""
        counted = Counter(unit.status for unit in self.units)
        return {status: counted[status] for status in ORDER if counted[status] or status != "unprocessed"}

    @property
    def received(self) -> int:
        """How many agencies sent something."""
        return sum(unit.status != "missing" for unit in self.units)

    def unit(self, name: str) -> Unit | None:
        """The agency of this name, the body itself among them."""
        known = (*self.units, *((self.own,) if self.own else ()))
        return next((unit for unit in known if unit.name == name), None)


def read_state(year: YearFolder, reading: Reading | None = None) -> State:
    """The folder as it stands now; while its work is held (`Reading`), as the last good run left it.

    `reading`: what was read before. UsageError: its roster or record cannot be opened.
    """
    known = reading or Reading()
    recorded = recorded_of(year, known)
    listed: YearRoster = known.get(
        f"{year.roster}", (version_of(year.roster), version_of(year.local)), lambda: roster_of(year)
    )
    files = (year.roster, year.output / HISTORY, year.record)
    of = (year, recorded.version, *map(version_of, files))
    state: State = known.get(f"{year.path}", of, lambda: _read(year, recorded, listed, of))
    return state


def recorded_of(year: YearFolder, reading: Reading) -> Recorded:
    """What the last run recorded."""
    result = year.output / RESULT
    found: Recorded = reading.get(
        str(result), version_of(result), lambda: read_recorded(result), may_wait=True
    )
    return found


def _read(year: YearFolder, recorded: Recorded, listed: YearRoster, of: object) -> State:
    items, rest, version = recorded
    changes = tuple(changes_of(year))
    marks = read_marks(year.record)
    place = _place(year.name)
    known = _Known(
        {change.agency: change for change in changes if change.what in _RECEIVED},
        marks,
        place,
        frozenset(preferred_by(marks).values()),
        frozenset(change.agency for change in changes if change.note == LATE),
    )
    own_key = name_key(year.name)
    by_agency: dict[str, list[Item]] = {}
    undecided: list[Item] = []
    for item in items:
        name = str(item.get("roster") or item["agency"] or "")
        if item["source"] is None:
            continue
        if listed.roster is not None and not item.get("roster") and name_key(name) != own_key:
            if item["status"] not in _APART:
                undecided.append(item)
            continue
        by_agency.setdefault(name_key(name) or str(item["source"]), []).append(item)
    own_items = by_agency.pop(own_key, [])
    units = list(_units(by_agency, listed, known))
    units.sort(key=lambda unit: (ORDER.index(unit.status), unit.sent is not None))
    return State(
        tuple(units),
        tuple(undecided),
        tuple(item for item in items if item["status"] in _APART and item["source"] is not None),
        _unit(year.name, "", "", own_items, known) if own_items else None,
        changes[::-1],
        tuple(rest.get("notices", ())),
        tuple(rest.get("findings", ())),
        tuple(rest.get("ignored", ())),
        local_time(version[0] / 1e9) if version[0] else None,
        listed.roster,
        len(listed.findings) if listed.roster is None else 0,
        assigned_by(marks),
        of,
    )


class _Known(NamedTuple):
    """What is known of agencies by name: their last arrival, what the office noted. `place`: 青禾县.

    `chosen`: digests of the workbooks that it put before others. `late`: whose first workbook came late.
    """

    arrivals: Mapping[str, Change]
    marks: Iterable[Mark]
    place: str
    chosen: frozenset[str]
    late: frozenset[str]


def _units(by_agency: Mapping[str, list[Item]], listed: YearRoster, known: _Known) -> Iterator[Unit]:
    if listed.roster is None:
        for own in by_agency.values():
            name = str(own[0]["agency"] or f"（{own[0]['source']}）")
            yield _unit(name, str(own[0].get("category") or ""), "", own, known)
        return
    for entry in listed.roster.awaited:
        own = by_agency.get(name_key(entry.name), [])
        yield _unit(entry.name, entry.category, contact_of(entry), own, known)


def contact_of(entry: RosterEntry) -> str:
    """Who is asked at an agency, and by which number."""
    return " ".join(part for part in (entry.contact, entry.contact_phone or entry.phone) if part)


def _unit(name: str, category: str, contact: str, items: list[Item], known: _Known) -> Unit:
    current = [item for item in items if item["status"] not in _APART]
    current.sort(key=lambda item: ORDER.index(item["status"]))
    item = current[0] if current else None
    arrival = known.arrivals.get(name)
    about = str(item.get("digest") or "") if item else ""
    return Unit(
        name,
        name.removeprefix(known.place) or name,
        category,
        contact,
        item["status"] if item else "missing",
        item,
        tuple(problems_of(item)) if item else (),
        arrival.time if arrival and item else None,
        _marked(known.marks, "sent", name, about) if item else None,
        _marked(known.marks, "urged", name, ""),
        tuple(other for other in items if other is not item),
        tuple(current[1:]),
        about in known.chosen,
        name in known.late,
    )


def _marked(marks: Iterable[Mark], what: str, agency: str, about: str) -> datetime | None:
    """When the office last noted something of an agency, unless it took that back."""
    key, found = name_key(agency), None
    for mark in marks:
        if name_key(mark.agency) == key and mark.about == about and mark.mark in (what, f"un{what}"):
            found = time_of(mark.time) if mark.mark == what else None
    return found


def _place(name: str) -> str:
    """The place that all agencies of a body begin their names with: 青禾县 of 青禾县人民政府."""
    return name.removesuffix("人民政府") if name.endswith("人民政府") else ""
