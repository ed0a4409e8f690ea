"""history.jsonl: when each agency's workbook was first seen, came again, was returned and passed.

One event a line, oldest first; lines are only ever added, so that the log can be shown to anyone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from converter.desk.news import News
from converter.files import write_whole
from converter.places import HISTORY

EVENTS: Mapping[str, str] = {
    "new": "收到",
    "again": "重新报送",
    "state": "状态变化",
    "gone": "不再在文件夹里",
}
"""The kinds of news as the log calls them."""


def events(told: Iterable[News], digests: Mapping[str, str], words: Mapping[str, str], now: datetime) -> str:
    """The lines of a run; `digests`: of each agency's workbook; `words`: statuses in Chinese."""
    return "".join(
        json.dumps(
            {
                "time": now.isoformat(timespec="seconds"),
                "agency": item.agency,
                "event": EVENTS[item.kind],
                "before": words.get(item.before, ""),
                "now": words.get(item.now, ""),
                "digest": digests.get(item.agency, ""),
            },
            ensure_ascii=False,
        )
        + "\n"
        for item in told
    )


def append(output: Path, lines: str) -> None:
    """Add lines to the log, whole or not at all. OutputError: it cannot be written."""
    if not lines:
        return
    path = output / HISTORY
    before = path.read_bytes() if path.is_file() else b""
    write_whole(path, before + lines.encode())


def read(output: Path) -> list[dict[str, Any]]:
    """Every event of the log; none where there is no log."""
    path = output / HISTORY
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
