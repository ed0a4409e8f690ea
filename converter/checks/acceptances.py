"""What the county office accepts: one finding of one agency, at its cells, with the value that stands there.

Another value, another cell or another year asks again. Arithmetic and reading are never accepted
(`settings.is_acceptable`). `record_file` reads and writes what was accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from converter.checks.settings import is_acceptable
from converter.report.finding import Acceptance, Finding
from converter.report.report import Report
from converter.system.texts import name_key


class OfficeRecord(NamedTuple):
    """What the office decided. `accepted`: by agency (`name_key`) and fingerprint.

    `assigned`: by a file's digest, the agency that it is of. `preferred`: by the digest of a workbook that is
    passed over, that of the one that counts instead. `notices`: lines of the file that do not count.
    `source`: the file's name, "" without one.
    """

    accepted: Mapping[tuple[str, str], Acceptance] = {}
    notices: tuple[Finding, ...] = ()
    source: str = ""
    assigned: Mapping[str, str] = {}
    preferred: Mapping[str, str] = {}


NOTHING_ACCEPTED = OfficeRecord()


def accept_findings(
    findings: Sequence[Finding], report: Report, names: Iterable[str], record: OfficeRecord
) -> tuple[Finding, ...]:
    """The findings of a report, those marked that the office accepted; `names`: all names of its agency."""
    if not record.accepted:
        return tuple(findings)
    keys = [name_key(name) for name in dict.fromkeys(names) if name]

    fingerprint = fingerprints(report)

    def marked(found: Finding) -> Finding:
        if not is_acceptable(found.code, found.severity):
            return found
        mark = fingerprint(found)
        own = (record.accepted[key, mark] for key in keys if (key, mark) in record.accepted)
        return replace(found, accepted=next(own, None))

    return tuple(map(marked, findings))


def fingerprints(report: Report) -> Callable[[Finding], str]:
    """A function that gives the fingerprint of each finding on a report; the report is read once, at need.

    A fingerprint is a digest of a finding, its cells and all that stands there; it is the same in any file.
    """
    contents: dict[tuple[str, str], str] = {}

    def fingerprint(found: Finding) -> str:
        if not contents:
            contents.update(_contents(report))
        places = [(place.sheet, place.cell) for place in found.places]
        parts = (
            str(report.year or ""),
            found.code,
            found.variant,
            found.subject,
            found.found,
            found.expected,
            *(f"{sheet}!{cell}" for sheet, cell in places),
            *(f"{key}={found.values[key]}" for key in sorted(found.values)),
            *_standing(contents, places),
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    return fingerprint


def _standing(contents: Mapping[tuple[str, str], str], places: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What was filled in at these places.

    A finding about a whole section points to a heading, where nothing is filled in: then all of its sheet.
    """
    own = [contents[place] for place in places if contents.get(place)]
    sheets = {sheet for sheet, _ in places}
    yield from own or (text for (sheet, _), text in contents.items() if sheet in sheets and text)


def _contents(report: Report) -> Iterator[tuple[tuple[str, str], str]]:
    """Everything that was filled in, by sheet and cell, in the order of the form."""
    filled = chain(
        ((entry.place, entry.text) for entry in report.entries.values()),
        ((entry.place, entry.text) for entry in report.states.values()),
        ((entry.place, entry.text) for entry in report.notes.values()),
        ((figure.place, f"{figure.value}{figure.remark}") for figure in report.figures.values()),
        ((paragraph.place, paragraph.text) for passage in report.passages.values() for paragraph in passage),
    )
    return (((place.sheet, place.cell), text) for place, text in filled if place is not None)
