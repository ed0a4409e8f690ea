"""What happened, by the log of the runs and by what the office noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from converter.checks.record_file import ASSIGNED, CHOSEN, Mark, read_marks
from converter.desk.history import ACCEPTED, EVENTS, read
from converter.year.folder import YearFolder

LATE = "逾期"
"""What is noted of a workbook that came after the deadline."""


class Change(NamedTuple):
    """A line of the log."""

    time: datetime
    agency: str
    what: str
    before: str
    now: str
    note: str = ""


def changes(year: YearFolder) -> Iterator[Change]:
    """The log, oldest first; what was noted in the record stands in it by its time.

    What came for the first time after the deadline is late; a corrected one that comes again is not.
    """
    found, due = [], year.due
    for event in read(year.output):
        if (time := time_of(event["time"])) is not None:
            what, note = event["event"], ""
            if what == ACCEPTED:
                note = f"{event.get('code', '')} {event.get('reason', '')}（{event.get('by', '')}）".strip()
            elif what == EVENTS["new"] and due is not None and time.date() > due:
                note = LATE
            found.append(
                Change(time, event["agency"], what, event.get("before", ""), event.get("now", ""), note)
            )
    found += [
        Change(time, mark.agency, _MARKED.get(mark.mark, mark.mark), "", "", _note(mark))
        for mark in read_marks(year.record)
        if (time := time_of(mark.time)) is not None
    ]
    found.sort(key=lambda change: change.time)
    yield from found


def as_text(changes: Iterable[Change]) -> Iterator[str]:
    """The log as lines of a text, without reasons that somebody wrote."""
    for change in changes:
        status = " → ".join(filter(None, (change.before, change.now)))
        late = change.note if change.note == LATE else ""
        words = (f"{change.time:%Y-%m-%d %H:%M}", change.agency, change.what, status, late)
        yield "　".join(filter(None, words))


_MARKED = {
    "sent": "退回件已发", "unsent": "撤回“已发”", "urged": "催报", "unurged": "撤回“已催”",
    ASSIGNED: "指认了文件", f"un{ASSIGNED}": "撤回指认",
    CHOSEN: "定下用哪一版", f"un{CHOSEN}": "撤回定下的版本",
}  # fmt: skip


def _note(mark: Mark) -> str:
    """What a mark notes in words; that of a choice are digests."""
    return "" if mark.mark == CHOSEN else mark.note


def time_of(text: str) -> datetime | None:
    """A time as logs write it, here; None for anything else."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time.astimezone()
