"""The folder of issued workbooks: what is missing is written, what an agency filled in stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from converter.desk.issue import UNTOLD, Sending, file_names, prefilled_workbooks
from converter.report.earlier import LastYear
from converter.report.roster import Roster, RosterEntry
from converter.system import sharing
from converter.system.errors import OutputError
from converter.system.files import failure_reason, write_whole
from converter.system.sharing import content_of
from converter.system.stamps import custom_property, has_stamp, is_ours, is_same_but_for_stamp

_AGENCY = "xxgk-agency"
"""The custom property that holds the code of the agency that a workbook was issued to."""


class Issued(NamedTuple):
    """What became of one agency's workbook. `path`: the file that it has now.

    `what`: new; renewed, as roster or last year's figures changed; same; kept, as a person filled it in.
    `before`: its earlier name where that changed.
    """

    entry: RosterEntry
    path: Path
    what: str
    before: str = ""


def issue_workbooks(
    folder: Path,
    roster: Roster,
    year: int,
    last: LastYear | None = None,
    executor: Executor | None = None,
    sending: Sending = UNTOLD,
    only: Collection[str] | None = None,
) -> Iterator[Issued]:
    """Write the workbook of every agency that has none, or an untouched one of ours; yield each agency's.

    `only`: the identities of the agencies to be written, None for all; the others' files stay as they are.

    A workbook that was filled in or changed is never written again, also where the agency has another number
    on the roster by now. UsageError: no such year. OutputError: a file cannot be written.
    """
    names = file_names(roster, year)
    others = _other_numbers(folder, year, names)
    kept = {number: path for number, (name, entry) in enumerate(zip(names, roster.entries, strict=True))
            if (path := _filled(folder / name, others.get(entry.identity, ())))}  # fmt: skip
    entries = enumerate(roster.entries)
    others_of = {n for n, entry in entries if only is not None and entry.identity not in only}
    made = prefilled_workbooks(roster, year, last, executor, leave_out={*kept, *others_of}, sending=sending)
    for number, (name, entry) in enumerate(zip(names, roster.entries, strict=True)):
        if number in others_of:
            continue
        if number in kept:
            yield Issued(entry, kept[number], "kept")
            continue
        _, content, _ = next(made)
        yield _issue(folder / name, content, entry, others.get(entry.identity, ()))


def _issue(path: Path, content: bytes, entry: RosterEntry, others: Collection[Path]) -> Issued:
    old = content_of(path) if path.is_file() else None
    if old is not None and not is_ours(old) and not is_same_but_for_stamp(old, content):
        return Issued(entry, path, "kept")
    outdated = [other for other in others if is_ours(content_of(other))]
    if old == content and not outdated:
        return Issued(entry, path, "same")
    write_whole(path, content)
    for other in outdated:  # untouched, and under a number that the roster no longer has
        try:
            sharing.remove(other)
        except OSError as error:
            raise OutputError(f"“{other}”已不用，但没能删除：{failure_reason(error)}。") from error
    before = outdated[0].name if outdated else ""
    return Issued(entry, path, "new" if old is None and not before else "renewed", before)


def _filled(path: Path, others: Collection[Path]) -> Path | None:
    """The workbook that an agency changed since it was issued, None where there is none.

    One without a stamp has to be compared with what would be written.
    """
    for each in (path, *others):
        if each.is_file():
            content = _content(each)
            if content is None or (not is_ours(content) and (each != path or has_stamp(content))):
                return each
    return None


def _content(path: Path) -> bytes | None:
    try:
        return content_of(path)
    except OSError:  # open in a program, or without permission
        return None


def _other_numbers(folder: Path, year: int, names: Collection[str]) -> Mapping[str, list[Path]]:
    """Workbooks issued to agencies under names that are none of `names`, by the code in them."""
    found: dict[str, list[Path]] = {}
    if not folder.is_dir():
        return found
    for path in sorted(folder.glob(f"*-{year}.xlsx")):
        is_other = path.name not in names and re.match(r"\d{2,}-", path.name)
        agency = custom_property(_content(path) or b"", _AGENCY) if is_other else ""
        if agency:
            found.setdefault(agency, []).append(path)
    return found
