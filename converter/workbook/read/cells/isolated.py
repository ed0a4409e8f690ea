"""Old formats, read by another process (`reading_process`): a file costs itself and not the batch."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from converter.grid.cells import Book, Outside, RawCell, RawSheet
from converter.system import isolated
from converter.workbook.read.cells import reading_process
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

SECONDS: Final = 5
"""Time for reading one file, once the process is ready."""


def read_isolated(
    content: bytes, kind: Obstacle, seconds: float = SECONDS, leave_out: Collection[str] = ()
) -> Book:
    """A workbook of an old format (`Obstacle.XLS`, `Obstacle.ODS`), without sheets named in `leave_out`.

    Raises UnreadableFile, and nothing else, where the file cannot be read, takes too long or too
    much memory, or brings its process down.
    """
    options = {"leave_out": sorted(leave_out)}
    try:
        answer = isolated.read_isolated(reading_process.__name__, [kind], content, seconds, options)
    except isolated.NotReadError as error:
        raise UnreadableFile(Obstacle(error.why), error.detail) from error
    return _book(answer)


def _book(answer: dict[str, Any]) -> Book:
    if "obstacle" in answer:
        raise UnreadableFile(Obstacle(answer["obstacle"]), answer["detail"])
    sheets = tuple(
        RawSheet(
            name,
            {(row, column): RawCell(*cell) for row, column, *cell in cells},
            hidden,
            outside=tuple(Outside(*words) for words in outside),
        )
        for name, hidden, cells, outside in answer["sheets"]
    )
    return Book(sheets, since_1904=answer["since_1904"])
