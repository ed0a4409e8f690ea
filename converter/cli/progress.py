"""How far a batch is: a bar on a terminal, a plain line per file where the output goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from converter.cli.telling import tell

if TYPE_CHECKING:
    from converter.results.outcome import Outcome

OnDone = Callable[[int, int, "Outcome"], None]


@contextmanager
def progress(what: str) -> Iterator[OnDone]:
    """What a batch calls for each file: number, how many there are, outcome."""
    if not sys.stdout.isatty():
        yield tell
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

        yield on_done
