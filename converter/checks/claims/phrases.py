"""Phrases that deny without a topic, as the form's lists write them, and the patterns they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
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
    """A denial without a topic (均已办结). `words`: of each of these groups a text that may hold it has one.

    Few of them are ever met, so each pattern is compiled when it is first needed.
    """

    source: str
    words: tuple[tuple[str, ...], ...]
    ranked: RankedStatement

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_gap_pattern(self.source))

    def search(self, text: str) -> re.Match[str] | None:
        """Where it stands first in a normalized text."""
        for group in self.words:
            for word in group:
                if word in text:
                    break
            else:
                return None
        return self._pattern.search(text)


@dataclass(frozen=True, eq=False)
class PhraseIndex:
    """Phrases in their order. `by_word`: the places of those that require a word, or another one."""

    phrases: tuple[Phrase, ...]
    by_word: tuple[tuple[str, tuple[int, ...]], ...]

    def possible(self, text: str) -> list[Phrase]:
        """The phrases of which one word or another stands in a normalized text."""
        places = [found for word, found in self.by_word if word in text]
        return [self.phrases[place] for place in sorted({*chain.from_iterable(places)})] if places else []


def phrase_index(phrases: Iterable[tuple[str, RankedStatement]]) -> PhraseIndex:
    """An index of phrases as the form's lists write them."""
    found = tuple(Phrase(source, required_words(source), ranked) for source, ranked in phrases)
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, phrase in enumerate(found):
        for word in phrase.words[0] if phrase.words else ("",):
            by_word[word].append(place)
    return PhraseIndex(found, tuple((word, tuple(places)) for word, places in by_word.items()))


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def one_of(words: Iterable[str]) -> str:
    """A group that matches one of the words, the longest first; of no words none is found."""
    known = alternatives(words)
    return f"(?:{known})" if known else "(?!)"


def required_words(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words of each of which a text with the phrase has one: its fixed parts, and its choices."""
    parts = _PARTS.split(phrase)
    choices = [part[1:-1].split(",") for part in parts if part.startswith("{")]
    groups = [*([part] for part in parts[::2] if part), *(words for words in choices if all(words))]
    return tuple(sorted(map(tuple, groups), key=lambda group: (min(map(len, group)) == 1, len(group))))


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
