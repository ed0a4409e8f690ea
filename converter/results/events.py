"""The events of history.jsonl as they may be believed: a line each; a spoilt line is told and passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from converter.results.paths import HISTORY
from converter.results.result_file import MAX_SPOILT, Spoilt, parse
from converter.system.lines import BOM, bounded_lines, require_file
from converter.system.sharing import open_file
from converter.system.texts import has_controls, is_text

Event = dict[str, Any]

MAX_LINE = 4_000_000
"""Bytes of a line; a longer one is spoilt."""

_TEXTS = ("time", "agency", "event")


def event_lines(output: Path, spoilt: list[str], name: str = HISTORY) -> Iterator[tuple[bytes, Event]]:
    """Each line of the log that is an event, with its end, and the event; none where there is no log.

    `spoilt`: gets where other lines stand, in Chinese. `name`: of the log. OSError: it cannot be opened.
    """
    path = output / name
    try:
        require_file(path)
    except FileNotFoundError:
        return
    with open_file(path) as log:
        for number, line in enumerate(bounded_lines(log, MAX_LINE), start=1):
            if line is not None and not line.removeprefix(BOM).strip():
                continue
            event = None if line is None else event_of(line)
            if line is not None and event is not None:
                yield line if line.endswith(b"\n") else line + b"\n", event
            elif len(spoilt) < MAX_SPOILT:
                spoilt.append(f"第 {number} 行读不出来")


def event_of(line: bytes) -> Event | None:
    """The event in a line; None for anything else."""
    try:
        event = parse(line.strip())
    except Spoilt:
        return None
    if not isinstance(event, dict) or not all(isinstance(event.get(key), str) for key in _TEXTS):
        return None
    changes = event.get("changes", [])
    texts = [value for key, value in event.items() if key != "changes"]
    if not isinstance(changes, list) or not all(isinstance(change, dict) for change in changes):
        return None
    if any(has_controls(event[key]) for key in _TEXTS):
        return None
    texts += [text for change in changes for text in change.values()]
    return event if all(map(is_text, [*texts, *event])) else None
