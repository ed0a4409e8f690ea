"""A county of three agencies, one of them returned, and runs over it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from converter import cli
from converter.results.recorded import read_outcomes
from tests.faults.judge import tree
from tests.folders import of
from tests.reports import TEXTS, with_figure
from tests.workbooks import fill_workbook

RETURNED, GOOD = "青禾县民政局", ("青禾县财政局", "青禾县教育局")


class Ran(NamedTuple):
    """A command that ended: its status, and what it printed."""

    status: int
    text: str


@cache
def workbooks(changed: bool) -> Mapping[str, bytes]:
    """The workbooks that the agencies hand in, by the names of the files."""
    texts = {**TEXTS, "总述": ("全年工作平稳有序。" if changed else "全年工作平稳。",)}
    wrong = with_figure(of(RETURNED, texts=texts), "三.r04.c7", 8 if changed else 9)
    good = (of(name, texts=texts) for name in GOOD)
    return {f"{made.agency}.xlsx": fill_workbook(made) for made in (wrong, *good)}


def hand_in(folder: Path, *, changed: bool = False) -> Path:
    """A folder with the workbooks. `changed`: with another sentence and another wrong figure."""
    folder.mkdir(parents=True)
    for name, content in workbooks(changed).items():
        (folder / name).write_bytes(content)
    return folder


def run(*words: str | Path) -> Ran:
    """Run a command in this process."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        status = cli.main([*map(str, words)])
    return Ran(status, printed.getvalue())


def convert(given: Path, out: Path, *more: str) -> Ran:
    """Run the conversion, with web pages."""
    return run("convert", given, "-o", out, "--html", "--jobs", "1", *more)


def statuses(out: Path) -> dict[str, str]:
    """The status of each workbook of the last run."""
    return {str(item["source"]): str(item["status"]) for item in read_outcomes(out / "result.json")}


def files(out: Path) -> dict[str, Any]:
    """The digests of all files, times in them aside."""
    return tree(out)
