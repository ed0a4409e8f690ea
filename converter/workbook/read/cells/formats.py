"""A workbook of any format: the content of a file decides which it is, not its name."""

from __future__ import annotations

from collections.abc import Collection

from converter.catalogue.messages import finding
from converter.grid.cells import Book
from converter.report.finding import Finding
from converter.report.report import Place
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile
from converter.workbook.read.cells.xlsx import read_xlsx

ISOLATED = (Obstacle.XLS, Obstacle.ODS)
"""Formats other than .xlsx that are read, by another process."""


def open_book(
    content: bytes, name: str, leave_out: Collection[str] = ()
) -> tuple[Book | None, tuple[Finding, ...]]:
    """A workbook (.xlsx, .xlsm, .xls, .et, .ods) without its sheets of a name in `leave_out`.

    None and an error (F-01) where the file cannot be read; with an info (F-09) where it is in an old format.
    """
    whole = Place(name)
    try:
        try:
            return read_xlsx(content, leave_out), ()
        except UnreadableFile as other:
            if other.obstacle not in ISOLATED:
                raise
            from converter.workbook.read.cells.isolated import read_isolated  # only for old formats

            book = read_isolated(content, other.obstacle, leave_out=leave_out)
            return book, (finding("F-09", whole, variant=other.obstacle),)
    except UnreadableFile as error:
        detail = f"（{error.detail}）" if error.detail else ""
        return None, (finding("F-01", whole, variant=error.obstacle, detail=detail),)
