"""history.jsonl: when each agency's workbook was received, sent again, returned and passed.

One event a line, oldest first; lines are only ever added.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from converter.desk.agency_lines import AgencyLine
from converter.desk.changes import AgencyChange
from converter.report.finding import Acceptance, Finding
from converter.results.events import MAX_LINE, Event, event_lines
from converter.results.paths import HISTORY
from converter.results.spoilt import keep_spoilt, spoilt_finding, unused_name
from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.lines import bounded_lines, require_file
from converter.system.sharing import open_file

EVENTS: Mapping[str, str] = {
    "new": "收到",
    "again": "重新报送",
    "state": "状态变化",
    "gone": "不再在文件夹里",
}
"""The kinds of changes in the words of the log."""

ACCEPTED = "县里认可"
"""The event of an acceptance."""


_TIME = re.compile(r'^\{"time": "[^"]*"')


def events(changes: Iterable[AgencyChange], words: Mapping[str, str], now: datetime) -> Iterator[str]:
    """The lines of the log for the changes of a run; `words`: statuses in Chinese."""
    for item in changes:
        event: dict[str, Any] = {
            "time": now.isoformat(timespec="seconds"),
            "agency": item.agency,
            "event": EVENTS[item.kind],
            "before": words.get(item.before, ""),
            "now": words.get(item.now, ""),
            "digest": item.digest,
        }
        if item.changes:
            event["changes"] = [change._asdict() for change in item.changes]
        yield json.dumps(event, ensure_ascii=False) + "\n"


def acceptances(
    lines: Iterable[AgencyLine], known: Container[tuple[str, ...]], now: datetime
) -> Iterator[str]:
    """The lines of the log for what the office accepted since the last run; `known`: what it had accepted."""
    for line in lines:
        for found in line.findings:
            if found.accepted and acceptance_key(line.key, found) not in known:
                event = {
                    "time": now.isoformat(timespec="seconds"),
                    "agency": line.key,
                    "event": ACCEPTED,
                    "now": line.status_word,
                    "digest": line.digest,
                    "code": found.code,
                    "sheet": found.sheet,
                    "cell": found.cell,
                    **found.accepted._asdict(),
                }
                yield json.dumps(event, ensure_ascii=False) + "\n"


def acceptance_key(agency: str, found: Finding) -> tuple[str, ...]:
    """What makes an acceptance another one, see `Record.accepted`."""
    return (agency, found.code, found.sheet, found.cell, *(found.accepted or ()))


def append(output: Path, lines: Sequence[str], length: int) -> int | None:
    """Add lines to the log, whole or not at all; `length`: its `size`. OutputError: it stays as it was.

    The bytes that stand before them, as they were read, for `cut`; None where there is nothing to add.
    """
    if not lines:
        return None
    path, before = output / HISTORY, 0

    def pieces() -> Iterator[bytes]:
        nonlocal before
        for line in _lines_so_far(path, length):
            before += len(line)
            yield line
        yield from (line.encode() for line in lines)

    write_whole(path, pieces())
    return before


def _lines_so_far(path: Path, length: int) -> Iterator[bytes]:
    """The lines of the log so far. FileNotFoundError: it had bytes a moment ago and cannot be found now."""
    try:
        require_file(path)
        log = open_file(path)
    except FileNotFoundError:
        if length:
            raise
        return
    with log:
        for line in log:
            yield line if line.endswith(b"\n") else line + b"\n"


def repair(output: Path) -> tuple[Finding, ...]:
    """Rename a log with spoilt lines, and write its good lines again; a notice (O-08) if that was needed.

    OutputError: it cannot be renamed or written, and stays as it is.
    """
    spoilt: list[str] = []
    with suppress(OSError):  # told when it is to be written
        deque(event_lines(output, spoilt), maxlen=0)
    if not spoilt:
        return ()
    name = unused_name(output, HISTORY)
    keep_spoilt(output, HISTORY, name)
    write_whole(output / HISTORY, (line for line, _ in event_lines(output, [], name)))
    return (spoilt_finding(HISTORY, name, spoilt),)


def not_logged(output: Path, lines: Sequence[str], since: int) -> Sequence[str]:
    """The lines that an ended run did not add already; `since`: bytes of the log before it."""
    path = output / HISTORY
    if size(output) <= since:
        return lines
    added = set[str]()
    with suppress(OSError), open_file(path) as log:  # told when it is to be written
        log.seek(since)
        added |= {_untimed(line.decode(errors="replace")) for line in bounded_lines(log, MAX_LINE) if line}
    return [line for line in lines if _untimed(line) not in added]


def _untimed(line: str) -> str:
    """An event without its time, by which the same one is known again."""
    return _TIME.sub("", line.rstrip("\n"), count=1)


def size(output: Path) -> int:
    """The bytes of the log; 0 where there is none."""
    try:
        return (output / HISTORY).stat().st_size
    except OSError:
        return 0


def cut(output: Path, length: int) -> None:
    """Take back what `append` added behind so many bytes; where that fails too, it stays."""
    path = output / HISTORY
    with suppress(OSError, OutputError):
        if size(output) > length:
            write_whole(path, _beginning(path, length))


def _beginning(path: Path, length: int) -> Iterator[bytes]:
    """The first bytes of a file, which is closed after the last of them: Windows replaces no open one."""
    with open_file(path) as log:
        while length > 0 and (piece := log.read(min(length, 1_000_000))):
            yield piece
            length -= len(piece)


def read(output: Path) -> list[Event]:
    """Every event of the log; none where there is no log."""
    return [event for _, event in event_lines(output, [])]


def accepted_by_log(output: Path) -> set[tuple[str, ...]]:
    """What the office had accepted, by the log, as `acceptance_key` gives it."""
    keys = ("agency", "code", "sheet", "cell", *Acceptance._fields)
    with suppress(OSError):
        return {
            tuple(event.get(key, "") for key in keys)
            for _, event in event_lines(output, [])
            if event["event"] == ACCEPTED
        }
    return set()
