"""What a workbook says of itself: when it was last saved, by its own account."""

from __future__ import annotations

from datetime import UTC, datetime

from converter.workbook.layout import MADE
from converter.workbook.package import Package, UnreadableFile

_CORE = "docProps/core.xml"


def saved(package: Package) -> datetime | None:
    """When the workbook was last saved, as its program wrote it down; None where it did not.

    Not the time of the file on disk, which copying and mailing change. None too for a workbook as it
    was issued: the date that all of those bear says nothing.
    """
    try:
        if package.has(_CORE.lower()):
            for element in package.elements(_CORE, _CORE, "coreProperties", modified="coreProperties"):
                return _time(str(element.text or "").strip())
    except UnreadableFile:
        pass  # decoration: nobody refuses good figures for it
    return None


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return None if time == MADE.replace(tzinfo=UTC) else time
