"""What runs in the process that reads old formats (`isolated`): a workbook as JSON.

It imports neither the form nor the catalogue, so that it starts quickly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Container
from functools import partial
from typing import Any, Final

from converter.grid.cells import Book
from converter.system.isolated_process import Answer, Request, serve
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

MEMORY: Final = 200_000_000
"""Bytes of address space, where the system has such a limit."""

MAX_ANSWER: Final = 50_000_000

_Reader = Callable[[bytes, Container[str]], Book]


def main(kind: str) -> None:
    """Answer requests about files of a kind until the input ends; ends the process with a status."""
    serve(partial(_prepared, kind), MEMORY)


def _prepared(kind: str) -> Answer:
    if kind == Obstacle.XLS:
        from converter.workbook.read.cells.xls import read_xls as read
    else:
        from converter.workbook.read.cells.ods import read_ods as read
    return partial(_answer, read)


def _answer(read: _Reader, request: Request) -> bytes:
    leave_out = frozenset(request.options["leave_out"])
    try:
        answer = json.dumps(_told(read(request.content, leave_out), leave_out))
    except UnreadableFile as error:
        answer = json.dumps({"obstacle": error.obstacle, "detail": error.detail})
    if len(answer) > MAX_ANSWER:
        answer = json.dumps({"obstacle": Obstacle.TOO_LARGE, "detail": ""})
    return answer.encode("ascii")


def _told(book: Book, leave_out: Container[str]) -> dict[str, Any]:
    sheets = [
        (sheet.name, sheet.hidden, [(*at, *cell) for at, cell in sheet.cells.items()], sheet.outside)
        for sheet in book.sheets
        if sheet.name.strip() not in leave_out
    ]
    return {"sheets": sheets, "since_1904": book.since_1904}


if __name__ == "__main__":
    main(sys.argv[1])
