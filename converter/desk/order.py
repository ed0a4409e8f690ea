"""After a conversion: copies go back, board, log and result are written, and what is new is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from converter.batch.inputs import InputFile, list_inputs
from converter.catalogue.messages import finding
from converter.catalogue.words import STATUS_WORDS
from converter.desk import history
from converter.desk.book import board_book
from converter.desk.lines import board
from converter.desk.news import News, earlier, news
from converter.desk.page import board_page
from converter.desk.returning import return_copies
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.last_run import retire
from converter.results.outcome import Batch, Outcome
from converter.results.paths import BOARD, PAGE, RESULT, RETURNED
from converter.results.result import json_pieces
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import write_whole


def put_in_order(
    batch: Batch, folder: Path | Sequence[Path], output: Path, now: datetime, deadline: str = ""
) -> tuple[Batch, tuple[News, ...] | None]:
    """Write what goes back, the board, the log and result.json; give the batch with it, and the news.

    `folder`: what the batch was made of, as for `convert_folder`. `now`: the time that the log writes down.
    `deadline`: until when corrections are due, in words. The news is None at the first run into a folder. A
    file that cannot be written is told (F-08), the rest goes on.
    """
    before = earlier(output)

    @cache
    def files() -> Mapping[str, InputFile]:
        return {file.name: file for file in list_inputs(folder, output)[0]}

    def read(outcome: Outcome) -> bytes:
        return files()[outcome.source].read()

    batch = replace(batch, outcomes=Spool(return_copies(batch.outcomes, read, output, deadline)))
    held = retire(output, _copies(batch), "letters", (RETURNED,))
    troubles = [f"{name}（{reason}）" for name, reason in held.items()]
    shown = board(batch, deadline)
    # made while it is written, so that a disk too full for xlsxwriter's own files is told like any trouble
    troubles += _write(output, {BOARD: map(board_book, [shown]), PAGE: board_page(shown)})
    told = Spool(news(before or {}, shown.lines))
    try:
        history.append(output, history.events(told, STATUS_WORDS, now))
    except OutputError as error:
        troubles.append(str(error))
    found = [_told(trouble) for trouble in troubles]
    batch = replace(batch, unpublished=(*batch.unpublished, *found))
    late = [_told(trouble) for trouble in _write(output, {RESULT: json_pieces(batch)})]
    new = None if before is None else tuple(told)
    return replace(batch, unpublished=(*batch.unpublished, *late)), new


def _told(trouble: str) -> Finding:
    return finding("F-08", Place(""), variant="board", detail=trouble.rstrip("。"))


def _copies(batch: Batch) -> Iterator[str]:
    """Every copy and letter of this run, as paths below OUT."""
    return (name for outcome in batch.outcomes for name in outcome.letters)


def _write(output: Path, contents: Mapping[str, bytes | Iterable[bytes]]) -> list[str]:
    """Write files, each whole or not at all; gives the troubles in words."""
    troubles = []
    for name, content in contents.items():
        try:
            write_whole(output / name, content)
        except OutputError as error:  # open in Excel: the next one may still be written
            troubles.append(str(error))
    return troubles
