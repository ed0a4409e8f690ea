"""What is wrong: facts without prose. `messages.describe` turns a finding into Chinese sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from converter.report import Place


class Severity(StrEnum):
    """How much a finding weighs: errors hold back the document, warnings ask, infos tell."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, at one place.

    `code`: stable, from the catalogue in `messages`. `found`, `expected`: what stands there and what
    should. `subject`: the figure or field in a clerk's words. `values`: further words for the
    sentence of this code, by the names its template uses.
    """

    code: str
    severity: Severity
    place: Place
    found: str = ""
    expected: str = ""
    subject: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def worst(findings: tuple[Finding, ...]) -> Severity | None:
    """The heaviest severity among findings, None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in present), None)
