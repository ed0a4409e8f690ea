"""A result.json held against what a set expects: each case is right, or a sentence says what is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from tests.conformance.sets import JUDGED, Case

HEAVY = ("error", "warning")
MOST_NAMED = 5
"""Figures that a sentence names."""


class Fault(NamedTuple):
    """A case that ended otherwise than expected, and how."""

    case: Case
    what: str


def outcomes_in(result: Path) -> Mapping[str, Mapping[str, Any]]:
    """The outcomes of a result.json by the last part of their file's name."""
    content = json.loads(result.read_text(encoding="utf-8-sig"))
    named = ((str(each["source"]), each) for each in content["outcomes"] if each.get("source"))
    return {source.replace("\\", "/").rpartition("/")[2]: each for source, each in named}


def faults(case: Case, outcome: Mapping[str, Any] | None) -> Iterator[Fault]:
    """What is wrong with the outcome of a case; None: there is none, which only a refused file may have."""
    if outcome is None:
        if not case.refused:
            yield Fault(case, "result.json has no outcome of it")
        return
    taken: Mapping[str, str] = outcome.get("figures", {})
    findings = [finding for finding in outcome.get("findings", ()) if finding["severity"] in HEAVY]
    if case.refused and taken:
        yield Fault(case, f"{len(taken)} figures are taken of a file that must be refused")
    if case.told and not findings:
        yield Fault(case, "nothing is said of it")
    if case.figures is not None and not case.refused:
        yield from _figures(case, case.figures, taken, findings)
    if case.codes is not None:
        found = {finding["code"] for finding in outcome.get("findings", ())} & JUDGED
        if found != case.codes:
            yield Fault(case, f"expected {_list(case.codes) or 'nothing'}, found {_list(found) or 'nothing'}")


def _figures(
    case: Case, right: Mapping[str, str], taken: Mapping[str, str], findings: list[Mapping[str, Any]]
) -> Iterator[Fault]:
    wrong = [key for key, text in taken.items() if key not in right or not _same(text, right[key])]
    if wrong:
        values = [f"{key} is {taken[key]}, not {right.get(key, 'to be taken')}" for key in wrong]
        yield Fault(case, f"wrong: {_list(values)}")
    missing = right.keys() - taken.keys()
    if len(missing) > case.may_miss:
        yield Fault(
            case, f"{len(missing)} figures are left out, at most {case.may_miss} may be: {_list(missing)}"
        )
    if case.may_miss:
        named = {key for finding in findings for key in finding.get("refs", ())}
        if silent := missing - named:
            yield Fault(case, f"left out and not named by any finding: {_list(silent)}")


def _same(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def _list(words: Any) -> str:
    listed = sorted(words)
    more = f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more
