"""The journal of a run: it stands in the output folder from the first change there until the run has ended.

Every step of a run can be done again, and each file says itself what it was made from, so little is written
down: since when, which documents are due, and how long the log was. A journal that a run finds was left by
one that was ended from outside; the new run does all that is left, so that its results are those of a run
that nothing disturbed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.paths import HISTORY, JOURNAL, OUTPUT_FOLDERS, RESULT
from converter.results.result_file import Spoilt, parse
from converter.results.spoilt import keep_spoilt, unused_name
from converter.system import sharing
from converter.system.files import OWN_PREFIX, TEMPORARY, failure_reason, is_file, write_whole
from converter.system.lines import read_bounded
from converter.system.naming import is_plain_path
from converter.system.sharing import open_file, patiently
from converter.system.texts import is_text
from converter.system.windows_errors import REFUSED

_LONGEST = 50_000_000
"""Bytes of a journal; a longer one is spoilt."""

_UNKNOWN, _MOST = "?", 2**60


class Unfinished(NamedTuple):
    """A run that did not end. `started`: when it began to write. `documents`: the Word files that were due.

    `log`: bytes of the log before it. `result`: digest of the result.json before it, "" for none.
    """

    started: str
    documents: Sequence[str]
    log: int
    result: str

    @property
    def is_unknown(self) -> bool:
        """True where its journal is spoilt."""
        return self.result == _UNKNOWN


def begin(output: Path, documents: Sequence[str]) -> None:
    """Write down what a run is about to do. OutputError: nothing can be written there.

    The log of an unfinished run before it stays noted, so that its lines are not added twice. A spoilt
    journal is kept beside.
    """
    before, result = unfinished(output), _digest(output / RESULT)
    if before is not None and before.is_unknown:
        keep_spoilt(output, JOURNAL, unused_name(output, JOURNAL))
    log = before.log if before is not None and before.result == result else _size(output / HISTORY)
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    plan = Unfinished(started, documents, log, result)._asdict()
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(plan)  # of ten thousand documents
    write_whole(output / JOURNAL, (piece.encode() for piece in chain(pieces, "\n")))


def unfinished(output: Path) -> Unfinished | None:
    """The run that did not end, None where there is none.

    A journal that is spoilt is that of a run of which nothing is known.
    """
    path = output / JOURNAL
    if not is_file(path):
        return None
    nothing = Unfinished("", (), _size(output / HISTORY), _UNKNOWN)
    try:
        plan = parse(read_bounded(path, _LONGEST))
    except (OSError, Spoilt):
        return nothing
    if not isinstance(plan, dict) or {*plan} != {*Unfinished._fields}:
        return nothing
    documents, log = plan["documents"], plan["log"]
    is_understood = (
        is_text(plan["started"])
        and isinstance(documents, list)
        and all(is_text(name) and is_plain_path(name) for name in documents)
        and type(log) is int
        and 0 <= log < _MOST
        and is_text(plan["result"])
    )
    return Unfinished(plan["started"], tuple(documents), log, plan["result"]) if is_understood else nothing


def finish(output: Path) -> Iterator[Finding]:
    """The run has ended; a notice where the journal cannot be removed: the next run does all of it again."""
    try:
        sharing.remove(output / JOURNAL, missing_ok=True)
    except OSError as error:
        yield left_behind(output / JOURNAL, error)


def left_behind(path: Path, error: OSError) -> Finding:
    """The notice about a file of this run's own that stays until the next one."""
    return finding("F-08", Place(path.name), variant="left", detail=f"“{path.name}”，{failure_reason(error)}")


def temporaries(output: Path) -> Iterator[Path]:
    """What an ended run left under names that only this program gives: half files, staged documents."""
    for folder in (output, *(output / name for name in OUTPUT_FOLDERS)):
        try:
            names = sorted(path.name for path in folder.iterdir() if path.name.startswith(OWN_PREFIX))
        except OSError:
            continue
        yield from (folder / name for name in names if name.endswith(TEMPORARY) or name == PROBE)


def clear(output: Path) -> int:
    """Remove what an ended run left; how many there were. What is still held stays for the next run."""
    found = [*temporaries(output)]
    for path in found:
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                patiently(partial(shutil.rmtree, path), REFUSED)
            else:
                sharing.remove(path)
    return len(found)


PROBE = f"{OWN_PREFIX}write-test"
"""The file by which a run tries whether it can write."""


def standing(output: Path, documents: Collection[str]) -> int:
    """How many of these documents are there."""
    return sum(is_file(output / name) for name in documents)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _digest(path: Path) -> str:
    try:
        with open_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
