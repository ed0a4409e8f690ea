"""history.jsonl: when each agency's workbook was first seen, came again, was returned and passed.

One event a line, oldest first; lines are only ever added, so that the log can be shown to anyone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from converter.desk.news import News
from converter.results.paths import HISTORY
from converter.system.files import write_whole

EVENTS: Mapping[str, str] = {
    "new": "收到",
    "again": "重新报送",
    "state": "状态变化",
    "gone": "不再在文件夹里",
}
"""The kinds of news as the log calls them."""


def events(told: Iterable[News], words: Mapping[str, str], now: datetime) -> Iterator[str]:
    """The lines of a run; `words`: statuses in Chinese."""
    for item in told:
        event = {
            "time": now.isoformat(timespec="seconds"),
            "agency": item.agency,
            "event": EVENTS[item.kind],
            "before": words.get(item.before, ""),
            "now": words.get(item.now, ""),
            "digest": item.digest,
        }
        yield json.dumps(event, ensure_ascii=False) + "\n"


def append(output: Path, lines: Iterable[str]) -> None:
    """Add lines to the log, whole or not at all. OutputError: it cannot be written."""
    new = (line.encode() for line in lines)
    first = next(new, None)
    if first is None:
        return
    path = output / HISTORY
    write_whole(path, chain(_kept(path), [first], new))


def _kept(path: Path) -> Iterator[bytes]:
    """The log as it stands."""
    if path.is_file():
        with path.open("rb") as log:
            yield from log


def read(output: Path) -> list[dict[str, Any]]:
    """Every event of the log; none where there is no log."""
    path = output / HISTORY
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
