"""Published files, read by another process (`reading_process`): a file costs itself and not the batch."""

from __future__ import annotations

from typing import Any, Final

from converter.grid.printed_grid import GridCell, PrintedGrid
from converter.published import reading_process
from converter.published.page import Kind, NotPublishedError, Page, Word
from converter.system import isolated

SECONDS: Final = 30
"""Time for reading one file; a PDF of ten pages takes two."""


def read_page(content: bytes, kind: Kind, seconds: float = SECONDS) -> Page:
    """The page of a file. NotPublishedError, and nothing else: it cannot be read, or costs too much."""
    try:
        answer = isolated.read_isolated(reading_process.__name__, [kind], content, seconds, {})
    except isolated.NotReadError as error:
        raise NotPublishedError(error.why, error.detail) from error
    return _page(answer)


def _page(answer: dict[str, Any]) -> Page:
    if "refused" in answer:
        raise NotPublishedError(answer["refused"])
    blocks = tuple(
        block if isinstance(block, str) else PrintedGrid(tuple(GridCell(*cell) for cell in block))
        for block in answer["blocks"]
    )
    words = {
        int(at): {int(row): tuple(Word(*word) for word in found) for row, found in rows.items()}
        for at, rows in answer["words"].items()
    }
    return Page(blocks, answer["title"], words)
