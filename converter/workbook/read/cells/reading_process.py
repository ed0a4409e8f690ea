"""The process that reads old formats for another one (`isolated`), one request after another within limits.

It takes bytes from its input, limits its own time and memory, and answers in JSON. It unpickles nothing,
touches no disk and imports neither the form nor the catalogue, so that it starts quickly.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Collection, Container
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final, NamedTuple

from converter.grid.cells import Book
from converter.system.lifelines import ORPHANED
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

MEMORY: Final = 200_000_000
"""Bytes of address space, where the system has such a limit (Windows has none)."""

MAX_ANSWER: Final = 50_000_000
LENGTH: Final = 8
"""Bytes that say how long a request's head, or an answer, is."""

OUT_OF_MEMORY: Final = 3  # an exit status that Python itself does not use

MAX_FILES: Final = 200
MAX_GROWTH: Final = 24_000_000
"""Files, and bytes of address space that they have left behind, after which the process ends itself."""

IDLE: Final = 60
"""Seconds without a request after which the process ends itself; the next file starts another one."""


_Reader = Callable[[bytes, Container[str]], Book]


class _Request(NamedTuple):
    seconds: float
    leave_out: frozenset[str]
    content: bytes


def request_for(content: bytes, seconds: float, leave_out: Collection[str]) -> bytes:
    """The bytes that ask for a file to be read: length of the head, head, content."""
    words = {"seconds": seconds, "leave_out": sorted(leave_out), "size": len(content)}
    head = json.dumps(words).encode("ascii")
    return len(head).to_bytes(LENGTH, "big") + head + content


def main(kind: str) -> None:
    """Answer requests about files of a kind until the input ends; ends the process with a status."""
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # a library that prints must not damage an answer
    requests: SimpleQueue[_Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    first = requests.get()
    if kind == Obstacle.XLS:
        from converter.workbook.read.cells.xls import read_xls as read
    else:
        from converter.workbook.read.cells.ods import read_ods as read
    _limit_memory()
    space = _address_space() - len(first.content)
    requests.put(first)  # no other one comes before this is answered
    del first
    for _ in range(MAX_FILES):
        _serve(read, requests.get(), output)
        if _address_space() - space > MAX_GROWTH:
            gc.collect()  # xlrd's books refer to themselves
            if _address_space() - space > MAX_GROWTH:
                break
    os._exit(0)


def _serve(read: _Reader, request: _Request, output: BinaryIO) -> None:
    """Answer a request. The process ends where that takes too much time or memory."""
    faulthandler.dump_traceback_later(request.seconds, exit=True)
    try:
        answer = _answer(read, request)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    faulthandler.dump_traceback_later(IDLE, exit=True)
    output.write(len(answer).to_bytes(LENGTH, "big"))
    output.write(answer)
    output.flush()


def _listen(requests: SimpleQueue[_Request]) -> None:
    """Take requests from the input. The process ends with it, also in the middle of a file."""
    while True:
        head = json.loads(_exactly(int.from_bytes(_exactly(LENGTH), "big")))
        requests.put(_Request(head["seconds"], frozenset(head["leave_out"]), _exactly(head["size"])))


def _exactly(size: int) -> bytes:
    try:
        content = sys.stdin.buffer.read(size)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    if len(content) < size:  # the process that asks is gone
        os._exit(ORPHANED)
    return content


def _answer(read: _Reader, request: _Request) -> bytes:
    try:
        answer = json.dumps(_told(read(request.content, request.leave_out), request.leave_out))
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


def _address_space() -> int:
    """Bytes of address space of this process; 0 where the system does not say (only Linux does)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):  # macOS has the constant and not the limit
        return


if __name__ == "__main__":
    main(sys.argv[1])
