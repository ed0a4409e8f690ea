"""What each fast path brings: `python benchmarks/paths.py FOLDER [ROUNDS]` converts without each of them.

Prints CPU seconds for the folder with all of them, and what is lost for it and for 50,000 workbooks without
each. Every path has a slow one beside it that gives the same; here the fast one is taken away.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from converter.batch import converting
from converter.cli import main as xxgk
from converter.document import readback, template_cache
from converter.workbook.read import sheet_choice
from converter.workbook.read.cells import xlsx

PROVINCE = 50_000


def _without_plain() -> None:
    xlsx.plain_sheet = lambda data: None
    xlsx.plain_strings = lambda data: None


def _without_unmodified() -> None:
    sheet_choice.unmodified_sheet = lambda sheet, form: None


def _without_fragments() -> None:
    readback.parse_by_fragments = lambda *_: None


def _without_compact() -> None:
    converting.compact_outcome = lambda outcome: outcome


def _without_kept_templates() -> None:
    template_cache._read_compiled = lambda template: b""


PATHS: dict[str, Callable[[], None]] = {
    "all of them": lambda: None,
    "plain sheets and strings": _without_plain,
    "sheets as issued": _without_unmodified,
    "documents by fragments": _without_fragments,
    "compact outcomes": _without_compact,
    "kept templates": _without_kept_templates,
}


def convert(path: str, workbooks: Path) -> float:
    """CPU seconds of a conversion without a path, start included."""
    PATHS[path]()
    with tempfile.TemporaryDirectory() as output, contextlib.redirect_stdout(io.StringIO()):
        xxgk(["convert", str(workbooks), "-o", output, "--jobs", "1"])
        return time.process_time()


def main() -> None:
    """Print the table; with a path's name, the seconds of one conversion."""
    workbooks = Path(sys.argv[1])
    if sys.argv[2:] and sys.argv[2] in PATHS:
        print(convert(sys.argv[2], workbooks))
        return
    rounds, count = int((sys.argv[2:] or ["3"])[0]), len(list(workbooks.glob("*.xlsx")))
    taken: dict[str, list[float]] = {path: [] for path in PATHS}
    for _ in range(rounds):
        for path, found in taken.items():
            words = [sys.executable, __file__, str(workbooks), path]
            found.append(float(subprocess.run(words, check=True, capture_output=True).stdout))
    whole, *others = (min(found) for found in taken.values())
    print(f"{count} workbooks: {whole:.2f} s")
    for path, seconds in zip([*PATHS][1:], others, strict=True):
        lost = seconds - whole
        print(f"{path:28}{lost:+7.2f} s {lost / count * PROVINCE:+8.0f} s of a province {lost / whole:+7.1%}")


if __name__ == "__main__":
    main()
