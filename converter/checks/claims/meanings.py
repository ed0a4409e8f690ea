"""What the words of a claim book mean: the statements that each makes, alone and with an adverb."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from converter.checks.claims.phrases import RankedStatement
from converter.form import Statement

_Ranked = dict[str, tuple[RankedStatement, ...]]
_Phrases = list[tuple[str, RankedStatement]]
_Meaning = TypeVar("_Meaning")


def add_meaning(meanings: dict[str, tuple[_Meaning, ...]], words: Iterable[str], meaning: _Meaning) -> None:
    """Let words mean this too; those that mean nothing else share one tuple, as there are some 20,000."""
    alone = (meaning,)
    for word in words:
        before = meanings.get(word)
        meanings[word] = alone if before is None else (*before, meaning)


def meanings_of(statements: Iterable[Statement]) -> tuple[_Ranked, _Ranked, _Phrases]:
    """The statements by their words and by their denials, and their phrases, the longest first."""
    says, none, phrases = _Ranked(), _Ranked(), _Phrases()
    for place, statement in enumerate(statements):
        ranked = RankedStatement(place, statement)
        add_meaning(says, statement.words, ranked)
        add_meaning(none, statement.denials, ranked)
        phrases += [(phrase, ranked) for phrase in statement.phrases]
    phrases.sort(key=lambda phrase: -len(phrase[0]))
    return says, none, phrases


def add_adverbs(says: _Ranked, adverbs: Iterable[str]) -> None:
    """Let a word with an adverb make every statement that it makes without: 全年办理 of proposals too."""
    known_adverbs = tuple(adverbs)
    for word in [word for word in says if word.startswith(known_adverbs)]:
        found = says[word]
        for adverb in filter(word.startswith, known_adverbs):
            plain = says.get(word.removeprefix(adverb), ())
            found = says[word] = (*found, *(one for one in plain if not _is_made(one.statement, found)))


def _is_made(statement: Statement, known: Iterable[RankedStatement]) -> bool:
    """Whether one of these statements is of the same topic, in a unit that this one may have too."""
    same = (one.statement for one in known if one.statement.topic == statement.topic)
    return any(unit in other.units for other in same for unit in statement.units)
