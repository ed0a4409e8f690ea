"""Documents that wait for their names on the disk they are meant for, so that no batch fills the memory.

Names are given when all workbooks are read, because of two of one agency only one counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from converter.errors import OutputError
from converter.files import write_new
from converter.outcome import Outcome

Put = Callable[[Outcome], Outcome]
"""Lays a document aside: the outcome with `waiting` in place of `content`."""


@contextmanager
def waiting_room(output: Path | None) -> Iterator[Put]:
    """A folder inside `output` in which documents wait; what is not fetched by the end goes with it.

    Without `output` nothing is laid aside. OutputError: nothing can be written there.
    """
    if output is None:
        yield lambda outcome: outcome
        return
    numbers = count()
    with tempfile.TemporaryDirectory(
        prefix=".xxgk-", suffix=".tmp", dir=output, ignore_cleanup_errors=True
    ) as name:
        room = Path(name)

        def put(outcome: Outcome) -> Outcome:
            if outcome.content is None:
                return outcome
            path = room / f"{next(numbers)}.docx"
            try:
                write_new(path, outcome.content)
            except OutputError:  # it stays with its outcome, and is told when it cannot be delivered either
                return outcome
            return replace(outcome, content=None, waiting=path)

        yield put
