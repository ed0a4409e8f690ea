"""history.jsonl: when each agency's workbook was received, sent again, returned and passed.

One event a line, oldest first; lines are only ever added.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from converter.desk.agency_lines import AgencyLine
from converter.desk.changes import AgencyChange
from converter.report.finding import Finding
from converter.results.paths import HISTORY, RESULT
from converter.results.result import read_summary
from converter.system.errors import OutputError
from converter.system.files import write_whole

EVENTS: Mapping[str, str] = {
    "new": "收到",
    "again": "重新报送",
    "state": "状态变化",
    "gone": "不再在文件夹里",
}
"""The kinds of changes in the words of the log."""


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
                    "event": "县里认可",
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


def append(output: Path, lines: Iterable[str]) -> None:
    """Add lines to the log, whole or not at all. OutputError: it cannot be written."""
    new = (line.encode() for line in lines)
    first = next(new, None)
    if first is None:
        return
    path = output / HISTORY
    write_whole(path, chain(_lines_so_far(path), [first], new))


def _lines_so_far(path: Path) -> Iterator[bytes]:
    """The lines of the log so far."""
    if path.is_file():
        with path.open("rb") as log:
            yield from log


def unlogged(output: Path) -> list[str]:
    """The lines of the last run that could not be added to the log, as its result.json has them."""
    try:
        lines = read_summary(output / RESULT).get("unlogged") or []
        return [str(line) for line in lines]
    except (OSError, ValueError, TypeError):  # no result.json, or a damaged one
        return []


def size(output: Path) -> int:
    """The bytes of the log; 0 where there is none."""
    try:
        return (output / HISTORY).stat().st_size
    except OSError:
        return 0


def cut(output: Path, length: int) -> None:
    """Take back what was added since the log had this length; where that fails too, it stays."""
    path = output / HISTORY
    with suppress(OSError, OutputError):
        if size(output) > length:
            write_whole(path, path.read_bytes()[:length])


def read(output: Path) -> list[dict[str, Any]]:
    """Every event of the log; none where there is no log."""
    path = output / HISTORY
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
