"""Documents on their way to the output folder: each under a name of its own, whole or not at all.

They wait for their names on the disk they are meant for, so that no batch fills the memory: names are given
when all workbooks are read, because of two of one agency only one counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.last_run import last_run, retire
from converter.results.outcome import Outcome, title_parts
from converter.results.paths import DRAFTS, REPORTS
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import move_whole, write_new, write_whole
from converter.system.naming import safe_stem, unused

Stage = Callable[[Outcome], Outcome]
"""Lays a document aside: the outcome with `staged` in place of `content`."""


@contextmanager
def staging(output: Path | None) -> Iterator[Stage]:
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

        def stage(outcome: Outcome) -> Outcome:
            if outcome.content is None:
                return outcome
            path = room / f"{next(numbers)}.docx"
            try:
                write_new(path, outcome.content)
            except OutputError:  # it stays with its outcome, and is told when it cannot be delivered either
                return outcome
            return replace(outcome, content=None, staged=path)

        yield stage


def deliver(
    outcomes: Iterable[Outcome], output: Path | None, *, draft: bool
) -> tuple[Sequence[Outcome], tuple[Finding, ...]]:
    """Give each document its name and write it; what an earlier run wrote and this one did not, retires.

    Without `output` only the names are given. A document that cannot be written is told at its
    workbook; one that cannot be moved away is told in a finding of its own; the others go on.
    """
    named: Iterable[Outcome] = _named(outcomes, draft=draft)
    if output is None:
        return Spool(named), ()
    unmoved: list[Finding] = []
    if last_run(output) is not None:  # what it left moves away before anything is written
        named = Spool(_fetched(outcome, output) for outcome in named)
        documents = (str(outcome.document) for outcome in named)
        held = retire(output, documents, "document", (REPORTS, DRAFTS))
        unmoved += (finding("F-08", Place(name), variant="unmoved", detail=why) for name, why in held.items())
    return Spool(_write(outcome, output) for outcome in named), tuple(unmoved)


def _named(outcomes: Iterable[Outcome], *, draft: bool) -> Iterator[Outcome]:
    """The outcomes with the names of their documents; none where there is to be no document."""
    taken: dict[str, set[str]] = {REPORTS: set(), DRAFTS: set()}
    for outcome in outcomes:
        flawed = outcome.status == "returned"
        no_document = outcome.mismatched or bool(outcome.superseded_by) or (flawed and not draft)
        if outcome.report is None or no_document:
            yield replace(outcome, content=None, staged=None, reused="", recipe="", verified=None)
            continue
        folder = DRAFTS if flawed else REPORTS
        agency, rest = title_parts(outcome.report)
        stem = unused(safe_stem(agency, rest + ("（草稿）" if flawed else "")), taken[folder])
        yield replace(outcome, document=f"{folder}/{stem}.docx")


def _fetched(outcome: Outcome, output: Path | None) -> Outcome:
    """A kept document that now has another name, taken before anything moves."""
    if output is None or not outcome.reused or outcome.reused == outcome.document:
        return outcome
    return replace(outcome, content=(output / outcome.reused).read_bytes(), reused="")


def _write(outcome: Outcome, output: Path) -> Outcome:
    if outcome.document is None or (outcome.content is None and outcome.staged is None):
        return outcome
    try:
        if outcome.staged is not None:
            move_whole(outcome.staged, output / outcome.document)
        elif outcome.content is not None:
            write_whole(output / outcome.document, outcome.content)
    except OutputError as error:
        told = finding("F-08", Place(outcome.source), variant="unwritten", detail=str(error).rstrip("。"))
        findings = (*outcome.findings, told)
        nothing = replace(outcome, content=None, staged=None, document=None, recipe="", verified=None)
        return replace(nothing, findings=findings)
    return replace(outcome, content=None, staged=None)
