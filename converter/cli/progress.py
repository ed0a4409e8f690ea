"""The progress of a batch: a bar on a terminal, otherwise a line per file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from converter.catalogue.words import STATUS_WORDS
from converter.cli.ending import count
from converter.report.finding import Severity

if TYPE_CHECKING:
    from converter.results.outcome import Outcome

OnDone = Callable[[int, int, "Outcome"], None]


@contextmanager
def progress(what: str) -> Iterator[OnDone]:
    """A function to be called for each file that is done: its number, how many there are, its outcome."""
    if not sys.stdout.isatty():
        yield counted(print_line)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[file]}", markup=False),
    )
    with Progress(*columns, console=Console(), transient=True) as bar:
        task = bar.add_task(what, total=None, file="")

        def on_done(done: int, total: int, outcome: Outcome) -> None:
            bar.update(task, completed=done, total=total, file=outcome.source)

        yield counted(on_done)


def counted(on_done: OnDone) -> OnDone:
    """The function, which also notes how far the run is."""

    def count_and_call(done: int, total: int, outcome: Outcome) -> None:
        count(total, done)
        on_done(done, total, outcome)

    return count_and_call


def print_line(done: int, total: int, outcome: Outcome) -> None:
    """Print the line of a file that is done.

    Its status is that of the file alone: other files may supersede it, and the county may ask for more.
    """
    status = STATUS_WORDS[outcome.status]
    alone = "" if total == 1 or outcome.report is None else "单份结论："
    print(f"[{done}/{total}] {outcome.source}　{alone}{status}{_checks_text(outcome)}", flush=True)


def _checks_text(outcome: Outcome) -> str:
    """How many checks were made, and how many ask for something, in words; "" where there is no report.

    Hints, and warnings that have a reason or the office's acceptance, ask for nothing.
    """
    if not outcome.verdicts:
        return ""
    asking = {item.code for item in outcome.findings if item.is_open and item.severity is not Severity.INFO}
    failed = outcome.verdicts_with("failed")
    wrong = sum(1 for verdict in failed if verdict.code in asking)
    words = f"{wrong} 项有问题" if wrong else "没有问题要处理" if failed else "都没有问题"
    return f"（核对 {outcome.checks_made} 项，{words}）"
