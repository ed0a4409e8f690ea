"""县里记录.jsonl: what the county office decided, a line each; lines are only added, each written whole.

Every line is sealed by a digest of its own content, so that one that was changed by hand does not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from converter.catalogue.messages import finding
from converter.checks.acceptances import OfficeRecord
from converter.report.finding import Acceptance, Finding
from converter.report.report import Place
from converter.system.errors import UsageError
from converter.system.files import failure_reason, write_whole
from converter.system.lines import BOM, bounded_lines, require_file
from converter.system.sharing import open_file
from converter.system.texts import is_text, name_key

RECORD_FILE = "县里记录.jsonl"

MAX_LINE, MAX_TOLD = 1_000_000, 10
"""Bytes of a line; spoilt lines that are told one by one."""

_KEYS = ("agency", "code", "sheet", "cell", "found", "message", "reason", "by", "date", "finding")
_MARK_KEYS = ("mark", "agency", "about", "by", "time", "note")
_SEAL = "seal"

ASSIGNED, CHOSEN = "assigned", "chosen"
"""The marks that a run goes by."""


class Mark(NamedTuple):
    """What the office did or decided, as it noted itself.

    `mark`: what (sent, urged, issued, published), "un" before it where it takes that back. `about`: digest
    of the workbook that was answered, "" for none. `time`: ISO 8601 with its zone.

    A run goes by two of them. assigned: the file with this digest is of this agency, whatever it says.
    chosen: the workbook with this digest counts, and those whose digests the note lists do not.
    """

    mark: str
    agency: str
    about: str
    by: str
    time: str
    note: str = ""


def read_record(path: Path) -> OfficeRecord:
    """The record in a file; lines that are spoilt or were changed are notices (R-09), and the others count.

    UsageError: it cannot be opened.
    """
    accepted: dict[tuple[str, str], Acceptance] = {}
    marks: list[Mark] = []
    notices: list[Finding] = []
    more = 0
    for number, line in enumerate(_lines(path), start=1):
        item = None if line is None else _parsed(line, _KEYS)
        if item is None and line is not None and (mark := _mark(line)) is not None:
            marks.append(mark)
            continue
        if item is not None and item[_SEAL] == _seal(item, _KEYS):
            acceptance = Acceptance(item["reason"], item["by"], item["date"])
            accepted[name_key(item["agency"]), item["finding"]] = acceptance
        elif len(notices) < MAX_TOLD:
            variant = "spoilt" if item is None else "edited"
            notices.append(finding("R-09", Place(path.name), variant=variant, subject=str(number)))
        else:
            more += 1
    if more:
        notices.append(finding("R-09", Place(path.name), variant="more", subject=str(more)))
    return OfficeRecord(accepted, tuple(notices), path.name, assigned_by(marks), preferred_by(marks))


def add_to_record(path: Path, items: Iterable[Mapping[str, str]]) -> None:
    """Add lines to a record, all or none; what stands there stays byte for byte.

    `items`: with every key of a line but its seal. UsageError, OutputError: it cannot be read or written.
    """
    _add(path, [_line(item, _KEYS) for item in items])


def read_marks(path: Path) -> list[Mark]:
    """What the office noted, oldest first; none where there is no record. UsageError: it cannot be opened."""
    if not path.exists():
        return []
    marks = (_mark(line) for line in _lines(path) if line is not None)
    return [mark for mark in marks if mark is not None]


def add_marks(path: Path, marks: Iterable[Mark]) -> None:
    """Add what the office noted to its record, all or none. UsageError, OutputError: as `add_to_record`."""
    _add(path, [_line(mark._asdict(), _MARK_KEYS) for mark in marks])


def assigned_by(marks: Iterable[Mark]) -> dict[str, str]:
    """By the digest of a file, the agency that the office last said it is of."""
    found: dict[str, str] = {}
    for mark in marks:
        if mark.mark == ASSIGNED:
            found[mark.about] = mark.agency
        elif mark.mark == f"un{ASSIGNED}":
            found.pop(mark.about, None)
    return found


def preferred_by(marks: Iterable[Mark]) -> dict[str, str]:
    """By the digest of a workbook that is passed over, the one that was chosen before it."""
    found: dict[str, str] = {}
    for mark in marks:
        if mark.mark == CHOSEN:
            found |= dict.fromkeys(mark.note.split(), mark.about)
            found.pop(mark.about, None)
        elif mark.mark == f"un{CHOSEN}":
            found = {over: chosen for over, chosen in found.items() if chosen != mark.about}
    return found


def _mark(line: bytes) -> Mark | None:
    item = _parsed(line, _MARK_KEYS)
    if item is None or item.pop(_SEAL) != _seal(item, _MARK_KEYS):
        return None
    return Mark(*(item[key] for key in _MARK_KEYS))


def _add(path: Path, lines: Sequence[bytes]) -> None:
    before = _as_it_is(path) if path.exists() else ()
    write_whole(path, chain(before, lines))


def _line(item: Mapping[str, str], keys: Sequence[str]) -> bytes:
    values = {key: item[key] for key in keys}
    return (json.dumps({**values, _SEAL: _seal(values, keys)}, ensure_ascii=False) + "\n").encode()


def _seal(item: Mapping[str, str], keys: Sequence[str]) -> str:
    text = json.dumps([item[key] for key in keys], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        require_file(path)
        with open_file(path) as file:
            yield file
    except OSError as error:
        raise UsageError(
            f"县里记录“{path}”打不开（{failure_reason(error)}），请检查路径；"
            "它在第一次认可时由 xxgk accept 生成。"
        ) from error


def _as_it_is(path: Path) -> Iterator[bytes]:
    """The bytes of a record, with the end of its last line."""
    with _opened(path) as file:
        end = b"\n"
        while piece := file.read(MAX_LINE):
            yield piece
            end = piece[-1:]
        if end != b"\n":
            yield b"\n"


def _lines(path: Path) -> Iterator[bytes | None]:
    """The lines that are not blank, without the mark of Notepad; None for one that is too long to be any."""
    with _opened(path) as file:
        for raw in bounded_lines(file, MAX_LINE):
            if raw is None:
                yield None
            elif line := raw.removeprefix(BOM).strip():
                yield line


def _parsed(line: bytes, keys: Sequence[str]) -> dict[str, str] | None:
    """A line with all its keys as texts; None for anything else."""
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    complete = isinstance(item, dict) and all(is_text(item.get(key)) for key in (*keys, _SEAL))
    return item if complete else None
