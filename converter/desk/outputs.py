"""The outputs of the desk after a conversion: returned copies, board, log and result.json."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from converter.batch.input_files import InputFile
from converter.catalogue.messages import finding
from converter.catalogue.words import STATUS_WORDS
from converter.desk import history
from converter.desk.agency_lines import agency_lines, board
from converter.desk.book import board_book
from converter.desk.changes import AgencyChange, agency_changes, states_after_last_run
from converter.desk.page import board_page
from converter.desk.returned_copies import return_copies
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.aside import Aside, aside_findings, set_aside
from converter.results.events import event_of
from converter.results.journal import finish, unfinished
from converter.results.last_run import LastRun, last_run
from converter.results.outcome import Batch, Outcome
from converter.results.paths import BOARD, PAGE, RESULT, RETURNED
from converter.results.result import json_pieces
from converter.results.retiring import retire
from converter.results.spoilt import keep_spoilt, spoilt_finding, unused_name
from converter.results.spool import Spool, storage_error
from converter.system.errors import OutputError
from converter.system.files import ChangedError, write_whole


def write_outputs(
    batch: Batch, output: Path, now: datetime, deadline: str = ""
) -> tuple[Batch, tuple[AgencyChange, ...] | None]:
    """Write returned copies, log, board and result.json; return the batch with their paths, and the changes.

    `now`: the time for the log. `deadline`: until when corrections are due, in words. The changes are None at
    the first run into a folder. A file that cannot be written becomes a notice (F-08), and the others are
    written.

    Log and result.json agree: events that could not be added to the log stand in result.json until the next
    run adds them; without a new result.json nothing stays added.
    """
    before = states_after_last_run(output)

    notices: list[Finding] = []
    last = last_run(output)
    known = {one for record in last.records for one in record.accepted} if last else set()
    if last is None or last.spoilt:
        known |= history.accepted_by_log(output)
    batch, kept_as = _with_spoilt_files(batch, output, last)
    aside: Aside = {}
    batch = replace(batch, outcomes=Spool(_returned(batch, output, deadline, notices, aside)))
    batch = replace(batch, notices=(*batch.notices, *notices))
    failed = {told.places[0].file for told in notices if told.places}
    unmoved = retire(output, _returned_files(batch), "letters", (RETURNED,), aside, failed)
    batch = replace(batch, notices=(*batch.notices, *aside_findings(aside)))
    batch = _with_failures(batch, (f"{name}（{reason}）" for name, reason in unmoved.items()))
    lines = agency_lines(batch)
    changes = Spool(agency_changes(before or {}, lines))
    unlogged: Sequence[str] = Spool(
        chain(
            (line for line in (last.unlogged if last else ()) if event_of(line.encode())),
            history.events(changes, STATUS_WORDS, now),
            history.acceptances(lines, known, now),
        )
    )
    if (begun := unfinished(output)) is not None:
        unlogged = history.not_logged(output, unlogged, begun.log)
    log_before: int | None = None
    try:
        log_before = history.append(output, unlogged, history.size(output))
        unlogged = []
    except OutputError as error:
        batch = _with_failures(batch, [str(error)])
    aside = {}  # from here on too late for the board
    # made while it is written, so that a disk too full for xlsxwriter's own files is a failure like any other
    batch = _write(batch, output, BOARD, lambda: map(board_book, [board(batch, deadline, lines)]), aside)
    batch = _write(batch, output, PAGE, lambda: board_page(board(batch, deadline, lines)), aside)
    batch, is_written = _write_result(batch, output, unlogged, aside, kept_as, last)
    if is_written:
        batch = replace(batch, notices=(*batch.notices, *finish(output)))
    elif log_before is not None:
        history.cut(output, log_before)
    return batch, None if before is None else tuple(changes)


def _received(outcome: Outcome) -> bytes:
    """The bytes of an outcome's file as they were converted. OSError: it does not have them any more."""
    if outcome.location is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), outcome.source)
    content = InputFile(outcome.source, *outcome.location).read()
    if outcome.digest and hashlib.sha256(content).hexdigest() != outcome.digest:
        raise ChangedError(errno.EBUSY, "changed", outcome.source)
    return content


def _returned(
    batch: Batch,
    output: Path,
    deadline: str,
    notices: list[Finding],
    aside: Aside,
) -> Iterator[Outcome]:
    """The outcomes with their returned files; notices of files that could not be written are added."""
    for outcome, unwritten in return_copies(batch.outcomes, _received, output, aside, deadline):
        notices += unwritten
        yield outcome


def _with_failures(batch: Batch, failures: Iterable[str]) -> Batch:
    """The batch with a notice for each failure, given as a Chinese sentence."""
    found = (finding("F-08", Place(""), variant="board", detail=text.rstrip("。")) for text in failures)
    return replace(batch, notices=(*batch.notices, *found))


def _returned_files(batch: Batch) -> Iterator[str]:
    """Every returned copy and letter of this run, as paths below the output folder."""
    return (name for outcome in batch.outcomes for name in outcome.returned_files)


def _write(batch: Batch, output: Path, name: str, make: Callable[[], Iterable[bytes]], aside: Aside) -> Batch:
    """Write a file whole or not at all, none over a person's; the batch with a notice where it is not.

    `make`: gives the content, each time anew.
    """
    try:
        set_aside(output, name, aside, lambda: b"".join(make()))
        write_whole(output / name, make())
    except OutputError as error:  # open in Excel: the next one may still be written
        return _with_failures(batch, [str(error)])
    except OSError as error:
        return _with_failures(batch, [f"“{name}”没有写成：{storage_error(error)}"])
    return batch


def _with_spoilt_files(batch: Batch, output: Path, last: LastRun | None) -> tuple[Batch, str]:
    """The batch with notices of spoilt files of earlier runs; the name under which result.json is kept.

    The log is mended now; result.json is needed until the new one is written.
    """
    try:
        batch = replace(batch, notices=(*batch.notices, *history.repair(output)))
        if last is None or not last.spoilt:
            return batch, ""
        kept_as = unused_name(output, RESULT)
    except OutputError as error:
        return _with_failures(batch, [str(error)]), ""
    told = spoilt_finding(RESULT, kept_as, [*last.spoilt])
    return replace(batch, notices=(*batch.notices, told)), kept_as


def _write_result(
    batch: Batch, output: Path, unlogged: Sequence[str], aside: Aside, kept_as: str, last: LastRun | None
) -> tuple[Batch, bool]:
    """Write result.json, which tells what was set aside, and say whether it is written.

    One that cannot be opened is set aside too, a spoilt one is kept under the name `kept_as`.
    """
    refused: list[str] = []
    try:
        if kept_as:
            keep_spoilt(output, RESULT, kept_as)
        elif last is None and last_run(output) is None:
            set_aside(output, RESULT, aside)
    except OutputError as error:
        refused.append(str(error))
    batch = replace(batch, notices=(*batch.notices, *aside_findings(aside)))
    try:
        if not refused:
            write_whole(output / RESULT, json_pieces(batch, unlogged))
    except OutputError as error:
        refused.append(str(error))
    return _with_failures(batch, refused), not refused
