"""One line of the catalogue: a code's severity, what is wrong in plain words, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from converter.report.finding import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue: severity, the sentence, and what to do.

    `what` and `advice` are `str.format` texts over a finding's `subject`, `found`, `expected` and its
    `values`; `where` is the subject with its cell. A sentence says what is wrong in plain words, then where,
    what was found, what was expected, how far they are apart.
    `expected`, `found`: what a finding of this kind says where its maker names nothing more exact.
    """

    severity: Severity
    what: str
    advice: str
    expected: str = ""
    found: str = ""


Entries = Mapping[tuple[str, str], Entry]
"""Lines by code and variant."""

BLANK = "空白"
