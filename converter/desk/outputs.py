"""The outputs of the desk after a conversion: returned copies, board, log and result.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from converter.batch.input_files import InputFile, list_inputs
from converter.catalogue.messages import finding
from converter.catalogue.words import STATUS_WORDS
from converter.desk import history
from converter.desk.agency_lines import board
from converter.desk.book import board_book
from converter.desk.changes import AgencyChange, agency_changes, states_after_last_run
from converter.desk.page import board_page
from converter.desk.returned_copies import return_copies
from converter.report.report import Place
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
    """Write returned copies, board, log and result.json; return the batch with their paths, and the changes.

    `folder`: the paths that were converted, as for `convert_folder`. `now`: the time for the log. `deadline`:
    until when corrections are due, in words. The changes are None at the first run into a folder. A file
    that cannot be written becomes a finding (F-08), and the others are written.
    """
    before = states_after_last_run(output)

    @cache
    def files() -> Mapping[str, InputFile]:
        return {file.name: file for file in list_inputs(folder, output)[0]}

    def read(outcome: Outcome) -> bytes:
        return files()[outcome.source].read()

    batch = replace(batch, outcomes=Spool(return_copies(batch.outcomes, read, output, deadline)))
    unmoved = retire(output, _returned_files(batch), "letters", (RETURNED,))
    failures = [f"{name}（{reason}）" for name, reason in unmoved.items()]
    shown = board(batch, deadline)
    # made while it is written, so that a disk too full for xlsxwriter's own files is a failure like any other
    failures += _write(output, {BOARD: map(board_book, [shown]), PAGE: board_page(shown)})
    changes = Spool(agency_changes(before or {}, shown.lines))
    try:
        history.append(output, history.events(changes, STATUS_WORDS, now))
    except OutputError as error:
        failures.append(str(error))
    batch = _with_failures(batch, failures)
    batch = _with_failures(batch, _write(output, {RESULT: json_pieces(batch)}))
    return batch, None if before is None else tuple(changes)


def _with_failures(batch: Batch, failures: Iterable[str]) -> Batch:
    """The batch with a finding for each failure, given as a Chinese sentence."""
    found = (finding("F-08", Place(""), variant="board", detail=text.rstrip("。")) for text in failures)
    return replace(batch, unpublished=(*batch.unpublished, *found))


def _returned_files(batch: Batch) -> Iterator[str]:
    """Every returned copy and letter of this run, as paths below the output folder."""
    return (name for outcome in batch.outcomes for name in outcome.returned_files)


def _write(output: Path, contents: Mapping[str, bytes | Iterable[bytes]]) -> list[str]:
    """Write files, each whole or not at all; return the failures in words."""
    failures = []
    for name, content in contents.items():
        try:
            write_whole(output / name, content)
        except OutputError as error:  # open in Excel: the next one may still be written
            failures.append(str(error))
    return failures
