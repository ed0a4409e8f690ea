"""The types: what is known of one finding code is a `CodeRecord`, with messages, limits and two examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from converter.form import Equality, Form
from converter.form.sections import counted
from converter.report.finding import Severity
from converter.report.report import Value

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
BLANK = "空白"

Scope = Literal["report", "file", "document", "county", "roster"]
"""What a code is about; those about a report are judged, and counted, for each agency."""


class Message(NamedTuple):
    """One wording of a code: its severity, the sentence, and what to do.

    `what` and `advice` are `str.format` texts over a finding's `subject`, `found`, `expected` and its
    `values`; `where` is the subject with its cell. A sentence states in plain words what is wrong, then
    where, what was found, what was expected, the difference.
    `expected`, `found`: used where the maker of a finding gives none.
    """

    severity: Severity
    what: str
    advice: str
    expected: str = ""
    found: str = ""


class Day(NamedTuple):
    """A day of any year."""

    month: int
    day: int


class Limit(NamedTuple):
    """A limit that a check goes by, and that an office may set otherwise.

    `key`: its name in the rules file, below its code. `default`: a number in `unit`, or a day of the
    year. `meaning`: in Chinese, as the rules file and the manual print it.
    """

    code: str
    key: str
    default: Decimal | Day
    meaning: str
    unit: str = ""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Given(NamedTuple):
    """The report of an example: a report of 2024 without fault, with these parts changed.

    `figures`: by key (三.r01.c1); where any is named, those not named are 0 and totals not named add up.
    `typed`: what the cell of a figure holds instead of a number, "=…" for a formula. `unfilled`: tables that
    nobody filled. `entries`, `states`, `texts`: by the keys of the form; a text is one paragraph, "" none.
    `last`, `last_texts`: last year's report; without figures there is none. `saved`: when the workbook was.
    """

    figures: Mapping[str, Value] = _NOTHING
    typed: Mapping[str, str] = _NOTHING
    unfilled: tuple[str, ...] = ()
    entries: Mapping[str, str] = _NOTHING
    states: Mapping[str, str] = _NOTHING
    texts: Mapping[str, str] = _NOTHING
    last: Mapping[str, Value] = _NOTHING
    last_texts: Mapping[str, str] = _NOTHING
    saved: datetime | None = None


class Example(NamedTuple):
    """One way to keep a rule or to break it: the words of the manual, and the report that shows it.

    Words and texts may name the form's own {notice}. Tests check every example. `given` is None where a
    report cannot show it, only a file, a document or a folder; the tests then build that
    (tests/catalogue/examples).
    """

    words: str
    given: Given | None = None


class OfRule(NamedTuple):
    """The clause that a form gives for its own rule of a code."""

    code: str


@dataclass(frozen=True)
class CodeRecord:
    """One finding code: the source of its findings, and of its lines in manual, rules file and checklist.

    `title`: what must hold, in a clerk's words; of a sum it may name its {parts} and their {count}. `clause`:
    where the rule comes from; it may name the form's
    {notice} and {edition}, `for_form` puts them in. `messages`: by
    variant, "" for the only or usual one. `passes`, `fails`: an example of each. `limits`: what an office
    may set. `checklist`: its line in the checklist of the workbook, a `str.format` text over `subject` and,
    by code, `zero` (零报告) or `rule` (a sum in words); "" where it has no line.
    `instead`: for a rule that no finding of its own is ever made of, the code that is given instead.
    ValueError: title, clause, an example or the messages are missing, or a limit is another code's.
    """

    code: str
    title: str
    clause: str | OfRule
    messages: Mapping[str, Message]
    passes: Example
    fails: Example
    limits: tuple[Limit, ...] = ()
    scope: Scope = "report"
    checklist: str = ""
    instead: str = ""

    def __post_init__(self) -> None:
        """Refuse a record that is not complete."""
        if not (self.title and self.clause):
            raise ValueError(f"{self.code} has no title or no clause")
        if not (self.passes.words and self.fails.words):
            raise ValueError(f"{self.code} has no example that passes, or none that fails")
        if bool(self.messages) == bool(self.instead):
            raise ValueError(f"{self.code} needs messages, or the one code that is given instead")
        if any(limit.code != self.code for limit in self.limits):
            raise ValueError(f"{self.code} has a limit of another code")

    @cached_property
    def severities(self) -> tuple[Severity, ...]:
        """The severities that its findings may have, the heaviest first."""
        found = {message.severity for message in self.messages.values()}
        return tuple(severity for severity in Severity if severity in found)


def for_form(record: CodeRecord, form: Form) -> CodeRecord | None:
    """The record with the words of a form in it; None where it is of a rule that the form does not have."""
    clause, title = record.clause, record.title
    if isinstance(clause, OfRule):
        rules = (*form.rules, *form.carry_overs, *form.watched, *form.pending, *form.summed)
        code = clause.code
        rule = next((rule for rule in (*rules, *form.wording.mentions) if rule.code == code), None)
        if rule is None:
            return None
        clause = rule.clause
        if isinstance(rule, Equality):
            title = title.replace("{parts}", rule.names[0]).replace("{count}", counted(len(rule.left)))
    return replace(
        record,
        title=title,
        clause=_worded(clause, form),
        passes=_example(record.passes, form),
        fails=_example(record.fails, form),
    )


def _example(example: Example, form: Form) -> Example:
    given = example.given
    if given is not None and given.texts:
        given = given._replace(texts={key: _worded(text, form) for key, text in given.texts.items()})
    return Example(_worded(example.words, form), given)


def _worded(text: str, form: Form) -> str:
    return text.replace("{notice}", form.notice).replace("{edition}", form.edition)
