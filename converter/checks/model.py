"""What a check is: the codes it may give, and a pure generator from a report to findings.

A check never raises for a bad report, prints nothing, reads no file and does not stop at the first
mistake. What it needs besides the report comes in a `Context`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from converter.checks.settings import DEFAULT, Limit, Settings
from converter.form import FORM, Form
from converter.report.earlier import LastReport
from converter.report.finding import Finding
from converter.report.report import Report
from converter.report.roster import RosterEntry


@dataclass(frozen=True, slots=True)
class Context:
    """What a report is held against besides itself; picklable.

    `year`: the year that is being collected, None where nobody said. `last`: last year's report, None
    where there is none. `entry`: the agency's line on the roster, None where there is no roster or
    it is not on it. `others`: names of the other agencies. `settings`: the office's choices.
    `saved`: when the workbook was last saved, None where it does not say.
    `has_roster`: whether there is a roster at all. `no_last`: why there is no report of last year, in
    Chinese without a full stop.
    """

    form: Form = FORM
    year: int | None = None
    last: LastReport | None = None
    entry: RosterEntry | None = None
    others: tuple[str, ...] = ()
    settings: Settings = DEFAULT
    saved: datetime | None = None
    has_roster: bool = False
    no_last: str = "没有上年的数"


Scope = Literal["report", "file", "document", "county", "roster"]
"""What an item is about; those about a report are counted for each agency."""

Unassessable = Callable[[Report, Context], str]
"""Why something cannot be judged on this report, in Chinese without a full stop; "" where it can."""


Applies = Callable[[Report, Context], bool]
"""Whether something is asked of this report at all."""


def assessable(report: Report, context: Context) -> str:
    """The answer of an item that can be judged on every report: ""."""
    return ""


def always(report: Report, context: Context) -> bool:
    """The answer of an item that is asked of every report."""
    return True


def never(report: Report, context: Context) -> bool:
    """The answer of an item that no workbook of ours can break, because its structure is fixed."""
    return False


@dataclass(frozen=True, slots=True)
class Item:
    """One code: what must hold, why, and how it looks when it does and when it does not.

    `title`: what must hold, in a clerk's words. `clause`: where the rule comes from. `passes`,
    `fails`: an example of each for the manual. `limits`: what an office may set.
    """

    code: str
    title: str
    clause: str
    passes: str
    fails: str
    limits: tuple[Limit, ...] = ()
    scope: Scope = "report"
    unassessable: Unassessable = assessable
    applies: Applies = always


State = Literal["passed", "failed", "not_assessable", "not_applicable", "off"]


class Verdict(NamedTuple):
    """What came of one code on one report; `why` for those not judged."""

    code: str
    state: State
    why: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A generator of findings, with an item for every code that it may give.

    What it learns on the way, that a code was not asked of this report or could not be judged, it yields
    as a verdict; that stands for the item's own `applies` and `unassessable`.
    """

    items: tuple[Item, ...]
    run: Callable[[Report, Context], Iterator[Finding | Verdict]]


@dataclass(frozen=True, slots=True)
class Assessment:
    """A report judged: its findings, and a verdict for every code about a report."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
