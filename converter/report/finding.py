"""Findings: what is wrong, as facts without prose. `catalogue` turns them into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from converter.report.correction import Correction
from converter.report.ranges import reference
from converter.report.report import Place, Report


class Severity(StrEnum):
    """An error holds back the document, a warning asks for confirmation, an info only informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Acceptance(NamedTuple):
    """The office's decision that a finding may stand: why, by whom, and on which day (2025-01-10)."""

    reason: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `code` and `variant` name a message of the catalogue. `places`: the cells concerned, the one to look
    at first in front; all in one file and sheet. `subject`: the figure or field in a clerk's words.
    `found`, `expected`: the value there and the one that should be. `values`: further words for the
    sentence, by the names that the message uses. `reason`: the agency's explanation of a true exception.
    `accepted`: the office's decision that it may stand.
    """

    code: str
    severity: Severity
    places: tuple[Place, ...]
    variant: str = ""
    subject: str = ""
    found: str = ""
    expected: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    accepted: Acceptance | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values alone: what dataclasses do by themselves looks up the fields each time."""
        return Finding, (
            self.code, self.severity, self.places, self.variant, self.subject, self.found, self.expected,
            self.values, self.reason, self.accepted,
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """False where nothing more is asked: the office accepted it, or it is a warning with a reason."""
        return self.accepted is None and (self.severity is Severity.ERROR or not self.reason)

    @property
    def sheet(self) -> str:
        """The sheet concerned, "" where the finding is about the whole file."""
        return self.places[0].sheet if self.places else ""

    @property
    def cell(self) -> str:
        """The cells concerned as one reference that a spreadsheet's name box takes: D8,D9 or D8:F20."""
        return reference(place.cell for place in self.places)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The heaviest severity among open findings, None where there are none."""
    present = {finding.severity for finding in findings if finding.is_open}
    return next((severity for severity in Severity if severity in present), None)


class Reading(NamedTuple):
    """What a reader returns: the report, None where the file cannot be read, and its findings.

    `saved`: the time of the last save that the file itself states, None where it states none. `corrects`:
    what it corrects, None where it is no returned copy.
    """

    report: Report | None
    findings: tuple[Finding, ...]
    saved: datetime | None = None
    corrects: Correction | None = None
