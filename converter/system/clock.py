"""Times of files by this computer's clock."""

from __future__ import annotations

from datetime import datetime
from typing import Final

EARLIEST: Final = 86_400.0
LATEST: Final = 4_354_732_800.0
"""Seconds since 1970 between which every system has a local time; Windows has none before 1970."""


def local_time(modified: float) -> datetime:
    """The local time, with its zone, of a file's time; the nearest one where the system has none for it."""
    return datetime.fromtimestamp(min(max(modified, EARLIEST), LATEST)).astimezone()
