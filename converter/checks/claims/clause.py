"""One clause as a list of tokens: which topics its words name, and which statements they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from converter.checks.claims.lexicon import Lexicon, RankedStatement, Token
from converter.form import ClaimTopic, Rate, Statement
from converter.report.report import Value


class Utterance(NamedTuple):
    """A number in a sentence, about something that the tables count.

    `statements`: what the number is of; several where they are joined and their sums add up. `sentence`: as
    typed. `words`: those around the number. `number`: in the unit as written; 0 for "nothing". `group`: the
    number of its full sentence. `part`: it is part of a number that the sentence gave before.
    `denied`: expressed without a number (未收到申请). For percentages: `digits`, the decimal places written;
    `rate`, a percentage with a name of its own (办结率); `host`, the number of which it is a share or, with
    `growth` 1 or -1, a rise or a fall.
    """

    statements: tuple[Statement, ...]
    sentence: str
    words: str
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
class ParagraphState:
    """The state of reading one paragraph, carried from clause to clause.

    `narrative`: its key. `year`: of the report. `text`: the paragraph, normalized. `topics`: what is being
    spoken of. `sentence`, `normalized`: the present sentence as typed and normalized; `group`: number of its
    full sentence. `named_year`: the year that it named last, 0 for several earlier ones. `part`: numbers that
    follow are parts. `statement_word`: the last word that made a statement, for a number that only names
    another topic behind it (`linked`: directly behind). `previous`: the token before the one that begins at a
    position. `unclear_groups`: full sentences with a number that was not understood.
    """

    lexicon: Lexicon
    narrative: str
    year: int | None
    text: str
    topics: tuple[ClaimTopic, ...]
    sentence: str = ""
    normalized: str = ""
    group: int = 0
    named_year: int | None = None
    part: bool = False
    statement_word: Token | None = None
    linked: bool = False
    previous: dict[int, Token] = field(default_factory=dict)
    utterances: list[Utterance] = field(default_factory=list)
    unclear_groups: set[int] = field(default_factory=set)
    relevant: dict[str, bool] = field(default_factory=dict)


def word_kinds(state: ParagraphState, token: Token) -> frozenset[str]:
    """The kinds of `CommonWords` that a word belongs to (parts, compared, rises …); none for most words."""
    return state.lexicon.kinds.get(token.text, frozenset())


def is_of_earlier_year(state: ParagraphState) -> bool:
    """True where the sentence last named a year before the report's."""
    return state.named_year is not None and state.year is not None and state.named_year < state.year


def is_unrelated(state: ParagraphState, tokens: Sequence[Token]) -> bool:
    """True where words of a clause make its number a comparison, an average, or of something else."""
    return any(token.text in state.lexicon.unrelated for token in tokens)


def topics_of(state: ParagraphState, token: Token, before: Sequence[Token]) -> tuple[ClaimTopic, ...]:
    """The topics that a word names, given the words before it in its clause.

    A topic that no table counts takes precedence over the others.
    """
    found = state.lexicon.topics.get(token.text)
    if found is None:
        return ()
    others = [t for t in found if t.other and not any(word.text in t.unless for word in before)]
    if others:
        return (others[-1],)
    return tuple(
        t for t in found if not t.other and (token.text not in t.short or _is_this_topic(state, token, t))
    )


def _is_this_topic(state: ParagraphState, token: Token, topic: ClaimTopic) -> bool:
    """True where a short name can only be this topic's: 收到申请, but not 收到低保申请."""
    if not _is_relevant(state, topic):
        return False
    previous = state.previous.get(token.start)
    if previous is not None and previous.kind == "word":
        named = state.lexicon.topics.get(previous.text, ())
        if previous.end == token.start and named and topic not in named and any(t.other for t in named):
            return False
    gap = state.normalized[previous.end if previous else 0 : token.start]
    return state.lexicon.denial.fullmatch(gap) is not None


def _is_relevant(state: ParagraphState, topic: ClaimTopic) -> bool:
    """True where a number in this narrative and paragraph may be of a topic."""
    if not topic.near or state.narrative in (*topic.home, *topic.where):
        return True
    if topic.key not in state.relevant:
        state.relevant[topic.key] = any(word in state.text for word in topic.near)
    return state.relevant[topic.key]


def last_topics(state: ParagraphState, tokens: Sequence[Token]) -> tuple[ClaimTopic, ...]:
    """The topics named by the last word that names any; none where no word does."""
    named = state.lexicon.topics
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].text in named and (topics := topics_of(state, tokens[place], tokens[:place])):
            return topics
    return ()


def split_conjuncts(run: Sequence[Token]) -> list[list[Token]]:
    """Tokens split at 和, 及, 、 and the like; empty parts are left out."""
    parts: list[list[Token]] = [[]]
    for token in run:
        if token.kind == "and":
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def is_at_home(state: ParagraphState, statement: Statement) -> bool:
    """False where a statement counts only in narratives at its topic's home, and this is none of them."""
    return not statement.at_home or state.narrative in state.lexicon.by_key[statement.topic].home


def is_allowed(state: ParagraphState, statement: Statement) -> bool:
    """True where a number in this narrative and paragraph may make this statement."""
    return is_at_home(state, statement) and _is_relevant(state, state.lexicon.by_key[statement.topic])


def find_statement(
    state: ParagraphState,
    tokens: Sequence[Token],
    topics: Sequence[ClaimTopic],
    unit: str,
    *,
    inherited: bool,
) -> tuple[RankedStatement, Token] | None:
    """The first statement of the form's list that has a word among the tokens, and its last such word.

    `topics`: the statement must be about one of these. `inherited`: the clause names no topic itself.
    """
    keys = {topic.key for topic in topics}
    found: tuple[RankedStatement, Token] | None = None
    for token in tokens:
        for ranked in state.lexicon.statements.get(token.text, ()):
            statement = ranked.statement
            if statement.topic not in keys or unit not in statement.units or (inherited and statement.named):
                continue
            if (found is None or ranked.place <= found[0].place) and is_allowed(state, statement):
                found = (ranked, token)
    return found


def end_of_clause(sentence: str, start: int, marks: str = ",:()") -> int:
    """The end of the clause that contains position `start`."""
    ends = [place for mark in marks if (place := sentence.find(mark, start)) >= 0]
    return min(ends, default=len(sentence))
