"""Changes of agencies since the last run: new, sent again, another status, gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from converter.desk.agency_lines import NOT_COUNTED, AgencyLine
from converter.results.last_run import last_run
from converter.results.outcome import Change

Kind = Literal["new", "again", "state", "gone"]


class AgencyState(NamedTuple):
    """The status of an agency after a run, and the digest of its workbook ("" for none)."""

    status: str
    digest: str


class AgencyChange(NamedTuple):
    """A change of one agency. `before`: its status after the last run, "" where it was not in it.

    `changes`: what the agency changed against the version before.
    """

    kind: Kind
    agency: str
    before: str
    now: str
    digest: str = ""
    changes: tuple[Change, ...] = ()


def states_after_last_run(output: Path) -> Mapping[str, AgencyState] | None:
    """The states of all agencies after the last run into this folder; None where there was none."""
    before = last_run(output)
    if before is None:
        return None
    found: dict[str, AgencyState] = {}
    for record in before.records:
        if record.status not in (*NOT_COUNTED, "unprocessed"):
            found.setdefault(record.agency, AgencyState(record.status, record.digest))
    return found


def agency_changes(before: Mapping[str, AgencyState], now: Iterable[AgencyLine]) -> Iterator[AgencyChange]:
    """Yield what changed since the last run, in the order of the lines, then the agencies that are gone.

    Of an agency with several lines the first, the most urgent one, counts.
    """
    seen = set[str]()
    for line in now:
        name, status, digest = line.key, line.status, line.digest
        if name in seen:
            continue
        seen.add(name)
        if status == "unprocessed":  # nothing is known of it this time
            continue
        last = before.get(name)
        if last is None or (last.status == "missing" and status != "missing"):
            if status != "missing":
                yield AgencyChange("new", name, last.status if last else "", status, digest, line.changes)
        elif last.digest and digest and last.digest != digest:
            yield AgencyChange("again", name, last.status, status, digest, line.changes)
        elif last.status != status:
            yield AgencyChange("gone" if status == "missing" else "state", name, last.status, status, digest)
    for name, last in before.items():
        if name not in seen and last.status != "missing":
            yield AgencyChange("gone", name, last.status, "")
