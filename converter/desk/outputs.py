"""The outputs of the desk after a conversion: returned copies, board, log and result.json."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from converter.batch.input_files import InputFile, list_inputs
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
from converter.results.last_run import last_run
from converter.results.outcome import Batch, Outcome
from converter.results.paths import BOARD, PAGE, RESULT, RETURNED
from converter.results.result import json_pieces
from converter.results.retiring import retire
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import write_whole


def write_outputs(
    batch: Batch, folder: Path | Sequence[Path], output: Path, now: datetime, deadline: str = ""
) -> tuple[Batch, tuple[AgencyChange, ...] | None]:
    """Write returned copies, log, board and result.json; return the batch with their paths, and the changes.

    `folder`: the paths that were converted, as for `convert_folder`. `now`: the time for the log. `deadline`:
    until when corrections are due, in words. The changes are None at the first run into a folder. A file
    that cannot be written becomes a notice (F-08), and the others are written.

    Log and result.json agree: events that could not be added to the log stand in result.json until the next
    run adds them; without a new result.json nothing stays added.
    """
    before = states_after_last_run(output)

    @cache
    def files() -> Mapping[str, InputFile]:
        return {file.name: file for file in list_inputs(folder, output)[0]}

    def read(outcome: Outcome) -> bytes:
        return files()[outcome.source].read()

    notices: list[Finding] = []
    batch = replace(batch, outcomes=Spool(_returned(batch, read, output, deadline, notices)))
    batch = replace(batch, notices=(*batch.notices, *notices))
    unmoved = retire(output, _returned_files(batch), "letters", (RETURNED,))
    batch = _with_failures(batch, (f"{name}（{reason}）" for name, reason in unmoved.items()))
    lines = agency_lines(batch)
    changes = Spool(agency_changes(before or {}, lines))
    last = last_run(output)
    known = {one for record in last.records for one in record.accepted} if last else set()
    unlogged = [
        *history.unlogged(output),
        *history.events(changes, STATUS_WORDS, now),
        *history.acceptances(lines, known, now),
    ]
    log_before = history.size(output)
    try:
        history.append(output, unlogged)
        unlogged = []
    except OutputError as error:
        batch = _with_failures(batch, [str(error)])
    # made while it is written, so that a disk too full for xlsxwriter's own files is a failure like any other
    batch = _write(batch, output, BOARD, map(board_book, [board(batch, deadline, lines)]))
    batch = _write(batch, output, PAGE, board_page(board(batch, deadline, lines)))
    told = len(batch.notices)
    batch = _write(batch, output, RESULT, json_pieces(batch, unlogged))
    if len(batch.notices) > told:
        history.cut(output, log_before)
    return batch, None if before is None else tuple(changes)


def _returned(
    batch: Batch, read: Callable[[Outcome], bytes], output: Path, deadline: str, notices: list[Finding]
) -> Iterator[Outcome]:
    """The outcomes with their returned files; notices of files that could not be written are added."""
    for outcome, unwritten in return_copies(batch.outcomes, read, output, deadline):
        notices += unwritten
        yield outcome


def _with_failures(batch: Batch, failures: Iterable[str]) -> Batch:
    """The batch with a notice for each failure, given as a Chinese sentence."""
    found = (finding("F-08", Place(""), variant="board", detail=text.rstrip("。")) for text in failures)
    return replace(batch, notices=(*batch.notices, *found))


def _returned_files(batch: Batch) -> Iterator[str]:
    """Every returned copy and letter of this run, as paths below the output folder."""
    return (name for outcome in batch.outcomes for name in outcome.returned_files)


def _write(batch: Batch, output: Path, name: str, content: Iterable[bytes]) -> Batch:
    """Write a file whole or not at all; the batch with a notice where it cannot be written."""
    try:
        write_whole(output / name, content)
    except OutputError as error:  # open in Excel: the next one may still be written
        return _with_failures(batch, [str(error)])
    return batch
