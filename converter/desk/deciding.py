"""What the office decides about files of the last run: whose one is, and which of several counts.

Each decision is a line of the office's record, by the digest of a file, so that it holds whatever the file is
called; taking one back is another line. The next run goes by them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from converter.checks.record_file import ASSIGNED, CHOSEN, Mark, add_marks, assigned_by, read_marks
from converter.report.roster import Roster
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.texts import name_key

_GONE = "这个文件现在不在上次核对的结果里，可能刚被替换或拿走了。请看最新的结果再定。"


def assign(
    record: Path, last_run: Path, roster: Roster, digest: str, agency: str, by: str, now: datetime
) -> None:
    """Note that a file is of an agency on the roster, whatever it says itself.

    `last_run`: the output folder of the last run. UsageError: the last run has no such file, or the roster no
    such agency. OutputError: the record cannot be written.
    """
    entry = roster.find(agency)
    if entry is None:
        raise UsageError(f"名单上没有“{agency}”，没有指认。请从名单里选一个单位。")
    found = next((item for item in _outcomes(last_run) if digest and item.get("digest") == digest), None)
    if found is None:
        raise UsageError(_GONE)
    _note(record, Mark(ASSIGNED, entry.name, digest, by, _time(now), str(found["source"])))


def take_back_assignment(record: Path, digest: str, by: str, now: datetime) -> None:
    """Note that a file is nobody's by decision any more. UsageError: it is not now."""
    agency = assigned_by(read_marks(record)).get(digest)
    if agency is None:
        raise UsageError("这个文件现在没有指认，可能另一个窗口刚撤回了。")
    _note(record, Mark(f"un{ASSIGNED}", agency, digest, by, _time(now)))


def choose_version(record: Path, last_run: Path, agency: str, digest: str, by: str, now: datetime) -> None:
    """Note that of all workbooks that an agency sent until now the one with this digest counts.

    One that comes later competes with it. UsageError: the agency has no such workbook, or no other one.
    OutputError: the record cannot be written.
    """
    own = [item for item in _outcomes(last_run) if _is_of(item, agency) and item["status"] != "other_year"]
    chosen = next((item for item in own if digest and item.get("digest") == digest), None)
    if chosen is None:
        raise UsageError(_GONE)
    others = [str(item["digest"]) for item in own if item.get("digest") not in ("", None, digest)]
    if not others:
        raise UsageError(f"“{agency}”只有这一份，不用再定。")
    name = str(chosen.get("roster") or chosen["agency"])
    _note(record, Mark(CHOSEN, name, digest, by, _time(now), " ".join(dict.fromkeys(others))))


def take_back_choice(record: Path, agency: str, digest: str, by: str, now: datetime) -> None:
    """Note that no workbook is put before others by decision any more, but by their times and findings."""
    _note(record, Mark(f"un{CHOSEN}", agency, digest, by, _time(now)))


def _outcomes(last_run: Path) -> Iterator[Item]:
    try:
        yield from read_outcomes(last_run / RESULT)
    except (OSError, Spoilt) as error:
        raise UsageError("还没有核对过，或者上次的结果读不出来。请先核对一次。") from error


def _is_of(item: Item, agency: str) -> bool:
    key = name_key(agency)
    return any(name_key(str(item[of])) == key for of in ("roster", "agency") if item.get(of))


def _note(record: Path, mark: Mark) -> None:
    add_marks(record, [mark])


def _time(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
