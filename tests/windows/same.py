"""Two folders of outputs compared, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path


def differences(one: Path, other: Path) -> dict[str, str]:
    """The files that differ, each with what is different. Times of a history are those of its run."""
    mine, theirs = _files(one), _files(other)
    found = dict.fromkeys(mine.keys() - theirs.keys(), "only here")
    found |= dict.fromkeys(theirs.keys() - mine.keys(), "only there")
    for name in sorted(mine.keys() & theirs.keys()):
        pair = mine[name].read_bytes(), theirs[name].read_bytes()
        if pair[0] != pair[1] and not (name == "history.jsonl" and _timeless(pair[0]) == _timeless(pair[1])):
            found[name] = "other bytes"
    return found


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _timeless(history: bytes) -> list[object]:
    return [*_events(history)]


def _events(history: bytes) -> Iterator[object]:
    for line in history.splitlines():
        event = json.loads(line)
        event.pop("time", None)
        yield event
