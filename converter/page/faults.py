"""Faults of this program while it serves, for who maintains it: which, where and when, not what on."""

from __future__ import annotations

import traceback
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

KEPT = 20
"""Faults that are kept, the latest ones."""

_PACKAGE = Path(__file__).parents[1]


@dataclass(slots=True)
class Faults:
    """The faults since the start, a line each."""

    lines: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, screen: str, error: BaseException) -> None:
        """Note a fault: the screen, the kind of error, the places in this program that it came from."""
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
        places = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(own))
        self.lines.append(f"{datetime.now():%Y-%m-%d %H:%M:%S}　{screen}　{type(error).__name__}　{places}")
