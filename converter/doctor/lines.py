"""What an examination finds: one line each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """How a trial ended."""

    GOOD = "通过"
    MIND = "注意"
    BAD = "不行"


class Line(NamedTuple):
    """One trial. `what`: what was tried; `found`: how it went; `advice`: what to do, "" for nothing."""

    what: str
    verdict: Verdict
    found: str
    advice: str = ""

    def text(self) -> str:
        """The line as it is shown."""
        advice = f"。{self.advice}" if self.advice else ""
        return f"{self.verdict}　{self.what}：{self.found}{advice}。"


def good(what: str, found: str, advice: str = "") -> Line:
    """A trial that went well."""
    return Line(what, Verdict.GOOD, found, advice)


def mind(what: str, found: str, advice: str) -> Line:
    """A trial that shows something to be minded; the work can be done."""
    return Line(what, Verdict.MIND, found, advice)


def bad(what: str, found: str, advice: str) -> Line:
    """A trial that failed, so that the work cannot be done."""
    return Line(what, Verdict.BAD, found, advice)
