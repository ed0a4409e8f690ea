"""A JSON value spoilt at every place, one at a time."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

OTHERS: tuple[Any, ...] = (
    None, True, 5, -1, 1.5, 10**30, "", "x", "../x", "C:\\x", "\ud800", "a\nb",
    "[red]x[/red]\x1b[31m<script>",
    [], [1], ["x"], [[]], {}, {"a": 1}, {"a": {"a": []}},
)  # fmt: skip
"""What stands in a place instead of what was written there."""

DEEP = "[" * 200_000
MANY = 30
"""Entries of a value that are no more all spoilt one by one."""

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place of a value, itself first; of many entries that are alike the first few and the last."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    entries = [*inner]
    for key, each in entries if len(entries) <= MANY else (*entries[:3], entries[-1]):
        yield from places(each, (*path, key))


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def with_other(value: Any, path: Path, other: Any) -> Any:
    """A copy with something else in a place."""
    if not path:
        return copy.deepcopy(other)
    changed = copy.deepcopy(value)
    at(changed, path[:-1])[path[-1]] = copy.deepcopy(other)
    return changed


def without(value: Any, path: Path) -> Any:
    """A copy without a place."""
    changed = copy.deepcopy(value)
    del at(changed, path[:-1])[path[-1]]
    return changed


def as_json(value: Any) -> bytes:
    """As result.json is written; what is no text stays an escape."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=1).encode()
