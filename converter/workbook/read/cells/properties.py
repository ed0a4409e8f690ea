"""When a workbook was last saved, and the mark of a returned copy: what stands outside of its sheets."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from converter.report.correction import MARK_NAME
from converter.workbook.layout.workbook_layout import MADE
from converter.workbook.read.cells.package import Package
from converter.workbook.read.cells.unreadable import UnreadableFile

_CORE = "docProps/core.xml"

_MODIFIED = re.compile(rb"<(?:[^<>\s]*:)?modified(?:\s[^<>]*)?>([^<>]*)</")
"""Searched without a parser: a fault in this part is no reason to refuse the workbook."""


def saved_at(package: Package) -> datetime | None:
    """The time (UTC) at which the workbook was last saved, as its program wrote it; None where it did not.

    Not the time of the file on disk, which copying and mailing change. None also for a workbook as our
    templates are issued: they all carry the same date.
    """
    try:
        found = _MODIFIED.search(package.read(_CORE, _CORE)) if package.has(_CORE.lower()) else None
    except UnreadableFile:  # decoration is no reason to refuse good figures
        return None
    return _time(found[1].decode(errors="replace").strip()) if found else None


_YEARS = range(1980, 3000)
"""Years that a computer's clock may show; any other date is an error."""


def _time(text: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    if time.year not in _YEARS:
        return None
    time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    return None if time == MADE.replace(tzinfo=UTC) else time


_MARK = re.compile(
    rb'<(?:\w+:)?definedName\s[^>]*\bname="' + re.escape(MARK_NAME.encode()) + rb'"[^>]*>([^<]*)<'
)


def mark_in(workbook: bytes) -> str:
    """The value of the defined name of a returned copy, as the part workbook.xml has it; "" without one."""
    found = _MARK.search(workbook)
    return found.group(1).decode("utf-8", "replace") if found else ""
