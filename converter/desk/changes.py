"""Changes of agencies since the last run: new, sent again, another status, gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from converter.catalogue.words import STATUS_WORDS
from converter.desk.agency_lines import NOT_COUNTED, AgencyLine
from converter.results.events import event_lines
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
    """The states of all agencies after the last run into this folder; None where there was none.

    Where its result.json is spoilt or gone, they are those that the log tells.
    """
    before = last_run(output)
    found: dict[str, AgencyState] = {}
    for record in before.records if before else ():
        if record.status not in (*NOT_COUNTED, "unprocessed"):
            found.setdefault(record.agency, AgencyState(record.status, record.digest))
    if before is None or before.spoilt:  # the log knows what result.json no longer says
        return {**_states_by_log(output), **found} or None
    return found


def _states_by_log(output: Path) -> dict[str, AgencyState]:
    """The states of all agencies after the last event of each."""
    statuses = {word: status for status, word in STATUS_WORDS.items()}
    found: dict[str, AgencyState] = {}
    with suppress(OSError):
        for _, event in event_lines(output, []):
            status = statuses.get(event.get("now", ""))
            if status is None:
                found.pop(event["agency"], None)
            else:
                found[event["agency"]] = AgencyState(status, event.get("digest", ""))
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
