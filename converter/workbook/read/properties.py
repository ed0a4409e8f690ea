"""What a workbook says of itself: when it was last saved, by its own account."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from converter.workbook.layout.book import MADE
from converter.workbook.read.package import Package, UnreadableFile

_CORE = "docProps/core.xml"

_MODIFIED = re.compile(rb"<(?:[^<>\s]*:)?modified(?:\s[^<>]*)?>([^<>]*)</")
"""Looked for without a parser: the file says what it likes here, in whatever way."""

_YEARS = range(1980, 3000)
"""Years in which a workbook may have been saved; any other is no clock's."""


def saved(package: Package) -> datetime | None:
    """When the workbook was last saved, as its program wrote it down; None where it did not.

    Not the time of the file on disk, which copying and mailing change. None too for a workbook as it
    was issued: the date that all of those bear says nothing.
    """
    try:
        found = _MODIFIED.search(package.read(_CORE, _CORE)) if package.has(_CORE.lower()) else None
    except UnreadableFile:  # decoration: nobody refuses good figures for it
        return None
    return _time(found[1].decode(errors="replace").strip()) if found else None


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    if time.year not in _YEARS:
        return None
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return None if time == MADE.replace(tzinfo=UTC) else time
