"""Every format that is read, by one door: what a file is, its content decides and not its name."""

from __future__ import annotations

from collections.abc import Container

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.workbook.read.cells import Book, read_book
from converter.workbook.read.package import Reason, UnreadableFile

OLD = (Reason.XLS, Reason.ODS)
"""Formats other than .xlsx that are read all the same, each in a process of its own."""


def open_book(
    content: bytes, name: str, leave_out: Container[str] = ()
) -> tuple[Book | None, tuple[Finding, ...]]:
    """A workbook (.xlsx, .xlsm, .xls, .et, .ods) without its sheets of a name in `leave_out`.

    None, and an error, where the file cannot be read; an info where it is of an old format.
    """
    whole = Place(name)
    try:
        try:
            return read_book(content, leave_out), ()
        except UnreadableFile as trouble:
            if trouble.reason not in OLD:
                raise
            from converter.workbook.read.isolated import read_apart  # only where it is needed

            sheets = read_apart(content, trouble.reason)
            kept = tuple(sheet for sheet in sheets if sheet.name.strip() not in leave_out)
            return Book(kept), (finding("F-09", whole, variant=trouble.reason),)
    except UnreadableFile as trouble:
        detail = f"（{trouble.detail}）" if trouble.detail else ""
        return None, (finding("F-01", whole, variant=trouble.reason, detail=detail),)
