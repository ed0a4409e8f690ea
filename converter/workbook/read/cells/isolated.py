"""Old formats, each file read by a process of its own: a file that brings it down does not stop the batch.

`read_isolated` starts `python -m converter.workbook.read.cells.isolated xls|ods`. That process reads the
bytes of the file from its input, limits its own time and memory, and answers in JSON. It unpickles nothing,
touches no disk and imports neither the form nor the catalogue, so that it starts quickly.
"""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from converter.grid.cells import Book, Outside, RawCell, RawSheet
from converter.workbook.read.cells.unreadable import Obstacle, UnreadableFile

SECONDS: Final = 5
"""Time for reading one file, once the process is ready."""

TIMEOUT: Final = 30
"""Seconds after which the process is ended from outside: a slow machine starts it slowly, and it may hang."""

MEMORY: Final = 200_000_000
"""Bytes of address space, where the system has such a limit (Windows has none)."""

MAX_ANSWER: Final = 50_000_000
_OUT_OF_MEMORY: Final = 3  # an exit status that Python itself does not use
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # else a black window flashes on Windows


def read_isolated(content: bytes, kind: Obstacle, seconds: float = SECONDS) -> Book:
    """A workbook of an old format (`Obstacle.XLS` or `Obstacle.ODS`).

    Raises UnreadableFile, and nothing else, where the file cannot be read, takes too long or too
    much memory, or brings its process down.
    """
    command = [sys.executable, "-P", "-m", __spec__.name, kind, str(seconds), str(len(content))]
    try:
        status, output, errors = _run(command, content)
    except OSError as error:  # no process can be started here
        raise UnreadableFile(Obstacle.CRASHED, type(error).__name__) from error
    if status is None:
        raise UnreadableFile(Obstacle.TIMEOUT, f"{TIMEOUT} 秒")
    if status == _OUT_OF_MEMORY:
        raise UnreadableFile(Obstacle.MEMORY)
    if status and b"Timeout (" in errors:  # what faulthandler prints
        raise UnreadableFile(Obstacle.TIMEOUT, f"{seconds:g} 秒")
    if status:
        raise UnreadableFile(Obstacle.CRASHED, _last_line(errors) or str(status))
    return _book(json.loads(output))


def _run(command: Sequence[str], content: bytes) -> tuple[int | None, bytes, bytes]:
    """Status, output and errors of a process that reads `content`; no status where it took too long.

    Its input stays open until it has answered: where it ends before, this process is gone.
    """
    paths = os.pathsep.join(str(Path(place).resolve()) for place in sys.path)
    late = threading.Event()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": paths,
            "MALLOC_ARENA_MAX": "1",
        },  # a thread takes no 64 MB of its own
        creationflags=_NO_WINDOW,
        start_new_session=True,  # no Ctrl-C of the terminal
    ) as process:

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(TIMEOUT, end)
        timer.start()
        lifeline, process.stdin = process.stdin, None  # `communicate` would close it
        try:
            with suppress(OSError):  # it has ended, and its status says why
                if lifeline is not None:
                    lifeline.write(content)
                    lifeline.flush()
            output, errors = process.communicate()
        except BaseException:
            process.kill()
            raise
        finally:
            timer.cancel()
            with suppress(OSError):
                if lifeline is not None:
                    lifeline.close()
    return None if late.is_set() else process.returncode, output, errors


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


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


def main(kind: str, seconds: str, size: str) -> int:
    """Read a file from the input and write its sheets to the output; this runs in the other process."""
    from converter.system.lifelines import end_with_input

    output, sys.stdout = sys.stdout.buffer, sys.stderr  # a library that prints must not damage the answer
    content = sys.stdin.buffer.read(int(size))
    end_with_input()
    if kind == Obstacle.XLS:
        from converter.workbook.read.cells.xls import read_xls as read
    else:
        from converter.workbook.read.cells.ods import read_ods as read
    _limit_memory()
    faulthandler.dump_traceback_later(float(seconds), exit=True)
    try:
        answer = json.dumps(_answer(read(content)))
    except UnreadableFile as error:
        answer = json.dumps({"obstacle": error.obstacle, "detail": error.detail})
    except MemoryError:
        return _OUT_OF_MEMORY
    if len(answer) > MAX_ANSWER:
        answer = json.dumps({"obstacle": Obstacle.TOO_LARGE, "detail": ""})
    output.write(answer.encode("ascii"))
    output.flush()
    return 0


def _answer(book: Book) -> dict[str, Any]:
    cells = ((sheet, [(*position, *cell) for position, cell in sheet.cells.items()]) for sheet in book.sheets)
    sheets = [(sheet.name, sheet.hidden, listed, sheet.outside) for sheet, listed in cells]
    return {"sheets": sheets, "since_1904": book.since_1904}


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
    sys.exit(main(*sys.argv[1:]))
