"""Phrases that deny without a topic, as the form's lists write them, and the patterns they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from converter.checks.claims.tokens import YEAR
from converter.form import Statement

_GAP = "《[^《》]*》|[0-9]+(?:个工作日|日|天)"
"""What may stand in a gap as one: a title, a number of days."""


_PARTS = re.compile(r"(……|…|#|\^|\$|\{[^{}]*\})")
"""The marks of a phrase, and its choices."""


class RankedStatement(NamedTuple):
    """A statement with its position in the form's list; of several that fit, the lowest holds."""

    place: int
    statement: Statement


@dataclass(frozen=True, eq=False)
class Phrase:
    """A denial without a topic (均已办结). `words`: of these a text that may hold it has one.

    Few of them are ever met, so each pattern is compiled when it is first needed.
    """

    source: str
    words: tuple[str, ...]
    ranked: RankedStatement

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_gap_pattern(self.source))

    def search(self, text: str) -> re.Match[str] | None:
        """Where it stands first in a normalized text."""
        return self._pattern.search(text) if any(word in text for word in self.words) else None


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def required_words(phrase: str) -> tuple[str, ...]:
    """Words of which each text with the phrase has one: its longest fixed part, else one of a choice."""
    parts = _PARTS.split(phrase)
    fixed = max(parts[::2], key=len)
    choices = [part[1:-1].split(",") for part in parts if part.startswith("{")]
    usable = [words for words in choices if all(words)]
    fewest = min(usable, key=len) if usable else [""]
    return (fixed,) if fixed else tuple(fewest)


def _gap_pattern(phrase: str) -> str:
    """A phrase as a pattern: … for some characters, …… also for 、, # for a year, {a,b} for one of these.

    ^ and $ stand for the bounds of a clause.
    """
    return "".join(map(_part_pattern, _PARTS.split(phrase)))


def _part_pattern(part: str) -> str:
    if part == "…":
        return f"(?:{_GAP}|[^0-9,。、《]){{0,24}}?"
    if part == "……":
        return f"(?:{_GAP}|[^0-9,。《]){{0,30}}?"
    if part == "#":
        return f"(?:{YEAR})"
    if part == "^":
        return r"(?:^|(?<=[,、:()]))"
    if part == "$":
        return r"(?=[,、:()]|$)"
    if part.startswith("{"):
        return f"(?:{alternatives(part[1:-1].split(','))})"
    return re.escape(part)
