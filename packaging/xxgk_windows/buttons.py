"""What the buttons of the folder for Windows do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from xxgk_windows import words

HOME = Path(os.path.abspath(__file__)).parents[2]  # noqa: PTH100  resolve() makes \\server of a network drive
OK, MISUSE = 0, 2


def open_page(given: Sequence[str] | None = None) -> int:
    """Open the page of a folder that was dropped, else that of the years beside the buttons."""
    folder = next(map(Path, sys.argv[1:] if given is None else given), HOME / words.YEARS)
    return _held(lambda: _serve(folder), (OK,))


def convert(given: Sequence[str] | None = None) -> int:
    """Convert what was dropped, else what lies in the folder of filled workbooks beside the buttons."""
    dropped = [Path(word) for word in (sys.argv[1:] if given is None else given)]
    return _held(lambda: _convert(dropped), ())


def _serve(folder: Path) -> int:
    from converter.cli import main

    if not _made(folder):
        return MISUSE
    print(words.OPENING, flush=True)
    return main(["serve", "-C", str(folder)])


def _convert(dropped: list[Path]) -> int:
    from converter.cli import main
    from converter.results.paths import PAGE
    from converter.year.folder import find_year

    if not dropped:
        filled = HOME / words.FILLED
        if not _made(filled):
            return MISUSE
        if not any(filled.iterdir()):
            print(words.NOTHING_GIVEN.format(convert=words.CONVERT, folder=filled))
            return MISUSE
        dropped = [filled]
    first = dropped[0]
    year = find_year(first if first.is_dir() else first.parent)
    if year is not None:
        output = year.output
        status = main(["convert", "-C", str(year.path)])
    else:
        output = results_of(first)
        status = main(["convert", *map(str, dropped), "-o", str(output)])
    if _is_own_window() and sys.platform == "win32" and (output / PAGE).exists():
        os.startfile(output / PAGE)
    return status


def results_of(dropped: Path) -> Path:
    """The folder of results, beside what was dropped; of a whole drive, on it."""
    beside = dropped.parent
    name = dropped.name if dropped.is_dir() else beside.name
    return beside / words.RESULTS.format(name=name or words.FILLED)


def _made(folder: Path) -> bool:
    """Whether the folder is there, or could be made."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        print(words.NOT_WRITABLE.format(folder=folder.parent), file=sys.stderr)
        return False
    return True


def _held(job: Callable[[], int], unheld: Sequence[int]) -> int:
    """Do a job; unless it ends with one of these statuses, what it said stays until somebody has read it."""
    from converter.system.errors import ConverterError

    try:
        status = job()
    except ConverterError as error:
        print(error, file=sys.stderr)
        status = MISUSE
    if status not in unheld and _is_own_window():
        input(words.LEAVE)
    return status


def _is_own_window() -> bool:
    """Whether the window is there for us alone, and ends with us: whoever clicked made it."""
    if sys.platform != "win32" or sys.stdin is None or not sys.stdin.isatty():
        return False
    import ctypes

    processes = (ctypes.c_uint32 * 8)()
    count = int(ctypes.windll.kernel32.GetConsoleProcessList(processes, len(processes)))
    return 0 < count <= 2  # the button and we
