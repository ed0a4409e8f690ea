"""A clause as a sequence of tokens: what it is about, and which statements its words make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from converter.checks.claims.lexicon import Lexicon, Said, Token
from converter.form import Rate, Statement, Subject
from converter.report.report import Value


class Utterance(NamedTuple):
    """A number that a sentence says of something that the tables count.

    `statements`: what it says it of; several where they are joined and their sums add up. `said`:
    the words around the number. `number`: in the unit as written; 0 for "nothing". `group`: which
    full sentence of the paragraph. `part`: a part of a number that the sentence told before.
    `denied`: said without a number. For percentages `digits` places were written; `rate` has a name
    of its own; a share or a growth (1 or -1) is one of `host`.
    """

    statements: tuple[Statement, ...]
    sentence: str
    said: str
    number: Value
    group: int
    unit: str = ""
    part: bool = False
    denied: bool = False
    digits: int = 0
    rate: Rate | None = None
    growth: int = 0
    host: Utterance | None = None


@dataclass
class Reader:
    """What the reader of one paragraph keeps in mind from clause to clause.

    `word`: the last word that made a statement, for a number that only names another topic behind it
    (`linked`: directly behind). `before`: the token before the one that begins at a place.
    `unclear`: full sentences with a number that was not understood.
    """

    lexicon: Lexicon
    narrative: str
    year: int | None
    text: str
    topics: tuple[Subject, ...]
    sentence: str = ""
    even: str = ""
    group: int = 0
    of_year: int | None = None
    part: bool = False
    word: Token | None = None
    linked: bool = False
    before: dict[int, Token] = field(default_factory=dict)
    seen: list[Utterance] = field(default_factory=list)
    unclear: set[int] = field(default_factory=set)


def kinds(reader: Reader, token: Token) -> frozenset[str]:
    """What kind of word stands around numbers this is: parts, compared, rises and so on."""
    return reader.lexicon.kinds.get(token.text, frozenset())


def earlier(reader: Reader) -> bool:
    """True where the sentence last named a year before the report's."""
    return reader.of_year is not None and reader.year is not None and reader.of_year < reader.year


def other_matter(reader: Reader, tokens: Sequence[Token]) -> bool:
    """True where words of a clause say that its number is a comparison, shared out, or of something else."""
    return any(token.text in reader.lexicon.aside for token in tokens)


def topics_of(reader: Reader, token: Token, before: Sequence[Token]) -> tuple[Subject, ...]:
    """The topics that a word names, given the words before it in its clause.

    A topic that no table counts outdoes the others.
    """
    found = reader.lexicon.topics.get(token.text)
    if found is None:
        return ()
    others = [t for t in found if t.other and not any(word.text in t.unless for word in before)]
    if others:
        return (others[-1],)
    return tuple(t for t in found if not t.other and (token.text not in t.short or _stands(reader, token, t)))


def _stands(reader: Reader, token: Token, topic: Subject) -> bool:
    """True where a short name can only be this topic's: 收到申请, but not 收到低保申请."""
    if not _meant(reader, topic):
        return False
    previous = reader.before.get(token.start)
    if previous is not None and previous.kind == "word":
        named = reader.lexicon.topics.get(previous.text, ())
        if previous.end == token.start and named and topic not in named and any(t.other for t in named):
            return False
    gap = reader.even[previous.end if previous else 0 : token.start]
    return reader.lexicon.denial.fullmatch(gap) is not None


def _meant(reader: Reader, topic: Subject) -> bool:
    """True where a number in this narrative and paragraph may be of a topic."""
    if not topic.near or reader.narrative in (*topic.home, *topic.where):
        return True
    return any(word in reader.text for word in topic.near)


def last_topics(reader: Reader, tokens: Sequence[Token]) -> tuple[Subject, ...]:
    """The topics that the last word to name any names; none where no word does."""
    named = reader.lexicon.topics
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].text in named and (topics := topics_of(reader, tokens[place], tokens[:place])):
            return topics
    return ()


def conjuncts(run: Sequence[Token]) -> list[list[Token]]:
    """A run of tokens parted at 和, 及, 、 and the like."""
    parts: list[list[Token]] = [[]]
    for token in run:
        if token.kind == "and":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def at_home(reader: Reader, statement: Statement) -> bool:
    """False for a statement that is meant only at its topic's home, elsewhere."""
    return not statement.at_home or reader.narrative in reader.lexicon.by_key[statement.topic].home


def allowed(reader: Reader, statement: Statement) -> bool:
    """True where a number in this narrative and paragraph may be meant so."""
    return at_home(reader, statement) and _meant(reader, reader.lexicon.by_key[statement.topic])


def best(
    reader: Reader, tokens: Sequence[Token], topics: Sequence[Subject], unit: str, *, inherited: bool
) -> tuple[Said, Token] | None:
    """The first statement of the list that has a word here, with the last such word."""
    keys = {topic.key for topic in topics}
    found: tuple[Said, Token] | None = None
    for token in tokens:
        for said in reader.lexicon.says.get(token.text, ()):
            statement = said.statement
            if statement.topic not in keys or unit not in statement.units or (inherited and statement.named):
                continue
            if (found is None or said.place <= found[0].place) and allowed(reader, statement):
                found = (said, token)
    return found


def end_of_clause(even: str, start: int, marks: str = ",:()") -> int:
    """Where the clause ends that goes on at `start`."""
    ends = [place for mark in marks if (place := even.find(mark, start)) >= 0]
    return min(ends, default=len(even))
