"""An error or a warning as the board shows it, from a finding, or from what result.json recorded of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from converter.catalogue.messages import describe
from converter.catalogue.words import ACCEPTED
from converter.report.finding import Finding, Severity


class Told(NamedTuple):
    """`reason`: what the agency says of it, `accepted`: that the office accepted it, each "" where not."""

    severity: Severity
    code: str
    sheet: str
    cell: str
    message: str
    reason: str = ""
    accepted: str = ""


def told_now(findings: Iterable[Finding], *, hints: bool = False) -> Iterator[Told]:
    """The errors and warnings among findings, with `hints` all of them."""
    for found in findings:
        if hints or found.severity is not Severity.INFO:
            accepted = ACCEPTED.format(**found.accepted._asdict()) if found.accepted else ""
            yield Told(
                found.severity,
                found.code,
                found.sheet,
                found.cell,
                describe(found),
                found.reason,
                accepted,
            )


def told_before(items: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """The errors and warnings among findings of the last run, as its result.json has them."""
    for item in items:
        if item["severity"] != Severity.INFO.value:
            yield Told(
                Severity(item["severity"]),
                item["code"],
                item["sheet"],
                item["cell"],
                item["message"],
                item.get("reason", ""),
                ACCEPTED.format(**item["accepted"]) if item.get("accepted") else "",
            )
