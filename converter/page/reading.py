"""Files of a year's folder as they were last read, used again as long as they are the same.

Reading what a run found of 500 agencies takes most of a second of this process, in which nobody else is
answered. So the process that made the run reads it, too, and hands it over; until then the page shows what
was before it.
"""

from __future__ import annotations

import pickle
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from converter.results.recorded import Item, read_parts

Version = tuple[int, int]
"""Time of change and size of a file; zeros where there is none."""


class Recorded(NamedTuple):
    """What the last run recorded: its outcomes, what stands around them, and of which version of the file."""

    items: list[Item]
    rest: Item
    version: Version


@dataclass(slots=True)
class Reading:
    """What was read, by a name and the version of its files. `is_held`: what is known stays for now."""

    is_held: Callable[[], bool] = lambda: False
    _known: dict[str, tuple[object, Any]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def get(self, name: str, version: object, read: Callable[[], Any], *, may_wait: bool = False) -> Any:
        """What is known of this version, else what `read` gives.

        `may_wait`: while it is held, what is known of an earlier version will do.
        """
        with self._lock:
            known = self._known.get(name)
            if known is not None and (known[0] == version or (may_wait and self.is_held())):
                return known[1]
            value = read()
            self._known[name] = (version, value)
            return value

    def take(self, path: Path, sent: str) -> None:
        """Know what the process of a run read in a result.json (`sent_recorded`)."""
        recorded = Recorded(*pickle.loads(b64decode(sent)))
        with self._lock:
            self._known[str(path)] = (recorded.version, recorded)


def version_of(path: Path) -> Version:
    """The version of a file."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def read_recorded(path: Path) -> Recorded:
    """What a result.json says, as far as it may be believed."""
    items: list[Item] = []
    rest: Item = {}
    version = version_of(path)
    with suppress(OSError):
        for is_outcome, item in read_parts(path, []):
            if is_outcome:
                items.append(item)
            else:
                rest = item
    return Recorded(items, rest, version)


def sent_recorded(path: Path) -> str:
    """What a result.json says, as a text for the process that started this one."""
    return b64encode(pickle.dumps(tuple(read_recorded(path)))).decode()
