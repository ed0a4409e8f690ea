"""Delivery of documents into the output folder: each under its own name, whole or not at all.

Staged documents lie in a temporary folder on the same disk, so that no batch fills the memory. They are
renamed after the county checks, when it is known which of an agency's workbooks counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.aside import Aside, aside_findings, set_aside
from converter.results.journal import left_behind
from converter.results.outcome import Outcome, title_parts
from converter.results.paths import DRAFTS, REPORTS
from converter.results.retiring import retire
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import (
    OWN_PREFIX,
    TEMPORARY,
    failure_advice,
    failure_reason,
    move_whole,
    write_new,
    write_whole,
)
from converter.system.naming import safe_stem, unused
from converter.system.sharing import content_of, new_folder, patiently
from converter.system.windows_errors import REFUSED

Planned = Callable[[Sequence[str]], None]
"""Is told the documents of a run, as paths below the output folder, before the first change there."""

Stage = Callable[[Outcome], Outcome]
"""Writes a document to the staging folder: the outcome has `staged` instead of `content` then."""


@contextmanager
def staging(output: Path | None, left: list[Finding]) -> Iterator[Stage]:
    """A staging folder inside `output`; it is removed at the end with all that was not delivered.

    `left`: gets a notice where it cannot be removed. Without `output` nothing is staged. OutputError: nothing
    can be written there.
    """
    if output is None:
        yield lambda outcome: outcome
        return
    numbers = count()
    try:
        folder = new_folder(output, OWN_PREFIX, TEMPORARY)
    except OSError as error:
        raise OutputError(
            f"无法写入“{output}”：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error

    def stage(outcome: Outcome) -> Outcome:
        if outcome.content is None:
            return outcome
        path = folder / f"{next(numbers)}.docx"
        try:
            write_new(path, outcome.content)
        except OutputError:  # it stays in memory; the error is reported if delivery fails too
            return outcome
        return replace(outcome, content=None, staged=path)

    try:
        yield stage
    finally:
        try:
            patiently(partial(shutil.rmtree, folder), REFUSED)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)  # what can be removed all the same
            if folder.exists():
                left.append(left_behind(folder, error))


def deliver(
    outcomes: Iterable[Outcome],
    output: Path | None,
    *,
    draft: bool,
    kept: Iterable[str] = (),
    on_planned: Planned = lambda documents: None,
) -> tuple[Sequence[Outcome], tuple[Finding, ...]]:
    """The outcomes with their documents named and written, and all notices: of them, and of old ones.

    First it is decided what is written and kept, and `on_planned` is told; then it is written, and only then
    documents of earlier runs move to 已失效, those that a person changed to 已改动: none whose successor
    failed. Without `output` documents are only named. One that cannot be written is a notice (F-08) of its
    outcome; the others are still delivered. `kept`: paths of documents that stay as the last run left them.
    """
    named: Iterable[Outcome] = _named(outcomes, kept, draft=draft)
    if output is None:
        return _noticed(named)
    aside: Aside = {}
    planned, documents = Spool[Outcome](), list[str]()
    for outcome in named:
        planned.append(_load_renamed(outcome, output))
        documents += filter(None, [outcome.document])
    on_planned(documents)
    failed = set[str]()
    delivered, notices = _noticed(_written(planned, output, aside, failed))
    unmovable = retire(output, (*documents, *kept), "document", (REPORTS, DRAFTS), aside, failed)
    unmoved = (finding("F-08", Place(name), variant="unmoved", detail=why) for name, why in unmovable.items())
    return delivered, (*unmoved, *notices, *aside_findings(aside))


def _noticed(outcomes: Iterable[Outcome]) -> tuple[Sequence[Outcome], tuple[Finding, ...]]:
    """The outcomes on disk, with the notices of all of them."""
    notices: list[Finding] = []
    spool = Spool[Outcome]()
    for outcome in outcomes:
        notices += outcome.notices
        spool.append(outcome)
    return spool, tuple(notices)


def _named(outcomes: Iterable[Outcome], kept: Iterable[str], *, draft: bool) -> Iterator[Outcome]:
    """The outcomes with the paths of their documents; without a document where none is to be delivered."""
    taken: dict[str, set[str]] = {REPORTS: set(), DRAFTS: set()}
    for path in map(PurePosixPath, kept):
        taken.setdefault(path.parent.name, set()).add(path.stem.casefold())
    for outcome in outcomes:
        if outcome.kept is not None:
            yield outcome
            continue
        flawed = outcome.status == "returned"
        no_document = outcome.mismatched or not outcome.counts or (flawed and not draft)
        if outcome.report is None or no_document:
            yield replace(outcome, content=None, staged=None, reused="", recipe="", figures_verified=None)
            continue
        folder = DRAFTS if flawed else REPORTS
        agency, rest = title_parts(outcome.report)
        stem = unused(safe_stem(agency, rest + ("（草稿）" if flawed else "")), taken[folder])
        yield replace(outcome, document=f"{folder}/{stem}.docx")


def _load_renamed(outcome: Outcome, output: Path) -> Outcome:
    """The outcome with the bytes of a reused document whose name changes, read before anything is written."""
    if not outcome.reused or outcome.reused == outcome.document:
        return outcome
    try:
        return replace(outcome, content=content_of(output / outcome.reused), reused="")
    except OSError as error:
        detail = f"“{outcome.reused}”读不出来：{failure_reason(error)}"
        return _unwritten(replace(outcome, reused=""), detail)


def _written(outcomes: Iterable[Outcome], output: Path, aside: Aside, failed: set[str]) -> Iterator[Outcome]:
    """The outcomes with their documents written; `failed` gets the workbooks of those that are not."""
    for outcome in outcomes:
        done = _write(outcome, output, aside)
        if any((told.code, told.variant) == ("F-08", "unwritten") for told in done.notices):
            failed.add(outcome.source)
        yield done


def _write(outcome: Outcome, output: Path, aside: Aside) -> Outcome:
    if outcome.document is None or (outcome.content is None and outcome.staged is None):
        return outcome
    staged, content = outcome.staged, outcome.content
    try:
        set_aside(
            output,
            outcome.document,
            aside,
            lambda: content_of(staged) if staged is not None else content or b"",
        )
        if outcome.staged is not None:
            move_whole(outcome.staged, output / outcome.document)
        elif outcome.content is not None:
            write_whole(output / outcome.document, outcome.content)
    except OutputError as error:
        return _unwritten(outcome, str(error))
    return replace(outcome, content=None, staged=None)


def _unwritten(outcome: Outcome, detail: str) -> Outcome:
    """The outcome without its document, and with a notice why it is not there."""
    unwritten = finding("F-08", Place(outcome.source), variant="unwritten", detail=detail.rstrip("。"))
    without = replace(outcome, content=None, staged=None, document=None, recipe="", figures_verified=None)
    return replace(without, notices=(*outcome.notices, unwritten))
