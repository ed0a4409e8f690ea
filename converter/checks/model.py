"""The types of checks: a check is a pure generator from a report to findings, with the codes it may give.

A check raises nothing for a bad report, prints nothing, reads no file and does not stop at the first
mistake. What it needs besides the report comes in a `Context`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from converter.checks.settings import DEFAULT, Settings
from converter.report.earlier import LastReport
from converter.report.finding import Finding
from converter.report.report import Report
from converter.report.roster import RosterEntry

NO_LAST_YEAR = "没有上年的数"
"""Why nothing is compared with last year where the run was given nothing of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What checks need besides the report; picklable.

    `year`: the year that is being collected, None where none was given. `last`: last year's report, None
    where there is none. `entry`: the agency's line on the roster, None where there is no roster or
    it is not on it. `settings`: the office's choices. `saved`: when the workbook was last saved, None where
    it does not say. `has_roster`: whether there is a roster at all. `no_last`: why there is no report of
    last year, in Chinese without a full stop.
    """

    year: int | None = None
    last: LastReport | None = None
    entry: RosterEntry | None = None
    settings: Settings = DEFAULT
    saved: datetime | None = None
    has_roster: bool = False
    no_last: str = NO_LAST_YEAR


Unassessable = Callable[[Report, Context], str]
"""Why something cannot be judged on this report, in Chinese without a full stop; "" where it can."""

Applies = Callable[[Report, Context], bool]
"""Whether something is asked of this report at all."""


State = Literal["passed", "failed", "not_assessable", "not_applicable", "off"]


class Verdict(NamedTuple):
    """The result of one code on one report; `why`: in Chinese, for those not judged or switched off."""

    code: str
    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A generator of findings, and the codes that it may give.

    `unassessable`, `applies`: by code, why the code cannot be judged on a report and whether it is asked of
    it at all; a code that is not named there is asked of every report and can always be judged. What the
    generator itself learns of this it yields as a verdict, which takes precedence.
    """

    run: Callable[[Report, Context], Iterator[Finding | Verdict]]
    codes: tuple[str, ...]
    unassessable: Mapping[str, Unassessable] = field(default_factory=dict)
    applies: Mapping[str, Applies] = field(default_factory=dict)


class Assessment(NamedTuple):
    """The findings on a report, and a verdict for every code about a report."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
