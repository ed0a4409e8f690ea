"""What reading a paragraph finds and keeps in mind: utterances, and the state from clause to clause."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from converter.checks.claims.lexicon import Lexicon
from converter.checks.claims.tokens import Token
from converter.form import ClaimTopic, Rate, Statement, Sum
from converter.report.report import Value

_GOES_ON = ("其中",)
"""Words with which a full sentence goes on with the one before it."""
CAME_IN = ("count", "received", "handled")
"""Kinds of numbers of what came in."""
UNSAID = "unsaid"
"""`foreign` after a count of a known thing of which no table says this, up to the next semicolon."""
_LONG = 400
"""Characters of a full sentence in which it may say that it lists a table."""
_REMEMBERED = 40
"""Numbers of a sentence that a later clause may refer to."""


_start = attrgetter("start")


class Utterance(NamedTuple):
    """A number in a sentence, about something that the tables count.

    `statements`: what the number is of; several where they are joined and their sums add up. `sentence`: as
    typed. `words`: those around the number. `number`: in the unit as written; 0 for "nothing". `group`: the
    number of its full sentence. `part`: it is part of a number that the sentence gave before. `denied`:
    expressed without a number (未收到申请). `stated`: numbers of its sentence that may be left out of its
    sums. `also`: further sums that it may be, of other names beside its own (因信息不存在无法提供).
    `exact`: it is none of the sums that its statement may also mean alone. `own`: it is the agency's beside
    a larger number of all, and only one of them is that of the tables. `rooted`: read by a part of a word.
    `doubtful`: it may be of something else; `unsure`: no rule reads it.
    `whole`: the sums of that of which it is a part, whose rows it has; `limit`: that of which it is a part as
    the sentence has it. `carried`: the sentence says that what
    was carried in is among the number.

    For percentages and amounts: `digits`, the decimal places written. For percentages: `rate`, a percentage
    with a name of its own (办结率); `host`, the number of which it is a share or, with `growth` 1 or -1, a
    rise or a fall; `base`, the earlier number that the sentence itself compares with.
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
    stated: tuple[Value, ...] = ()
    also: tuple[Sum, ...] = ()
    exact: bool = False
    own: bool = False
    carried: bool = False
    whole: tuple[Sum, ...] = ()
    limit: Value | None = None
    base: Value | None = None
    rooted: bool = False
    doubtful: bool = False
    unsure: bool = False

    @property
    def kind(self) -> str:
        """The kind of its statement; "" for a percentage."""
        return self.statements[0].kind if self.statements and self.host is None else ""


@dataclass
class ParagraphState:
    """The state of reading one paragraph, carried from clause to clause.

    Of the paragraph. `narrative`: its key. `year`, `agency`: of the report. `text`: normalized.
    `home`: the topics of the narrative. `utterances`: found so far; `unsure`: numbers that no rule reads.
    `unclear_groups`: full sentences with a number that was not understood; `partial`: those that speak of
    some of the applications.

    Of the full sentence. `group`: its number. `whole`: its text, normalized. `topics`: what is being spoken
    of. `subject`: the last topics that it named of those that the tables count. `foreign`: it speaks of
    something else: "number" after a count of that, "aside" after a count beside a subject, "clause" where a
    clause without a number named it. `published`: it has counted what was put online. `other_body`: its
    numbers are of another body; `several_bodies`: it gives the numbers of several. `named_year`: the year
    that it named last, 0 for several earlier ones. `part`: numbers that follow are parts. `base`: the
    number of an earlier year with which it compares; `years`: those whose numbers are to follow, in this
    order (分别); `of_years`: the present number is one of these; `earlier`: the number that came in in an
    earlier year; `compared`: the clause names that year;
    `compared_by`: the statements of that number, which one of this year behind it also makes.

    Of the sentence. `sentence`, `normalized`: as typed and normalized. `plain`: it has no number and no
    word of a denial or of all. `asked`: lists of words, and whether it has one of them. `statement_word`: the
    last word that made a statement, for a number that only names another topic behind it (`linked`: directly
    behind). `pending`: a number of a list of which its own clause said nothing; `unread`: all of those.
    `change`: a number with its difference from that of an earlier year.
    `shares`: statements whose numbers are to follow, in this order (分别). `tokens`: all of it.
    `named_first`: the first topics that it names, once asked for. `previous`: the token before the one that
    begins at a position.
    """

    lexicon: Lexicon
    narrative: str
    year: int | None
    text: str
    home: tuple[ClaimTopic, ...]
    topics: tuple[ClaimTopic, ...]
    agency: str = ""
    subject: tuple[ClaimTopic, ...] = ()
    foreign: str = ""
    published: bool = False
    other_body: bool = False
    several_bodies: bool = False
    whole: str = ""
    sentence: str = ""
    normalized: str = ""
    plain: bool = False
    group: int = 0
    named_year: int | None = None
    part: bool = False
    statement_word: Token | None = None
    linked: bool = False
    shares: list[tuple[Statement, ...]] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    of_years: bool = False
    earlier: Value | None = None
    base: Value | None = None
    compared: bool = False
    change: tuple[Utterance, Value] | None = None
    compared_by: tuple[tuple[Statement, ...], list[Token]] | None = None
    pending: Token | None = None
    unread: list[Value] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    named_first: tuple[ClaimTopic, ...] | None = None
    previous: dict[int, Token] = field(default_factory=dict)
    utterances: list[Utterance] = field(default_factory=list)
    unsure: list[Utterance] = field(default_factory=list)
    unclear_groups: set[int] = field(default_factory=set)
    partial: set[int] = field(default_factory=set)
    largest: dict[tuple[Statement, ...], Value] = field(default_factory=dict)
    relevant: dict[str, bool] = field(default_factory=dict)
    asked: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def tokens_before(self, start: int) -> list[Token]:
        """The last tokens of the sentence before a position, so many that no text takes long."""
        end = bisect_left(self.tokens, start, key=_start)
        return self.tokens[max(end - _REMEMBERED, 0) : end]

    def tokens_behind(self, start: int) -> list[Token]:
        """The next tokens of the sentence from a position on, so many that no text takes long."""
        begin = bisect_left(self.tokens, start, key=_start)
        return self.tokens[begin : begin + _REMEMBERED]

    def has_one_of(self, words: tuple[str, ...]) -> bool:
        """Whether the sentence has one of some words, looked for once in each sentence."""
        if words not in self.asked:
            self.asked[words] = any(word in self.normalized for word in words)
        return self.asked[words]

    def begin_group(self, group: int, whole: str) -> None:
        """Begin a full sentence, about what the one before was about, or about the narrative's topic.

        Documents and decisions are named in each sentence anew.

        One that begins with 其中 goes on with the one before.
        """
        if whole.startswith(_GOES_ON):
            self.whole += whole
            self.several_bodies = self.several_bodies or self.lexicon.bodies.names_several(whole)
            return
        self.whole = whole
        self.several_bodies = self.lexicon.bodies.names_several(whole)
        self.group, self.part, self.named_year, self.base = group, False, None, None
        self.earlier = None
        spoken = () if self.foreign else tuple(topic for topic in self.topics if topic.near or topic.home)
        self.topics = tuple(dict.fromkeys((*spoken, *self.home)))
        self.subject, self.foreign, self.published, self.other_body = (), "", False, False
        self.compared_by = None

    def speak_of(self, topics: tuple[ClaimTopic, ...], *, counted: bool) -> None:
        """Take the topics that a clause names; `counted`: the clause has a number of them."""
        if any(topic.other for topic in topics):
            if counted:
                self.published = self.published or not self.subject
                self.foreign = "aside" if self.subject else "number"
            elif not self.subject:
                self.foreign = self.foreign or "clause"
        else:
            self.topics = self.subject = topics
            self.foreign = ""

    def lists_a_table(self) -> bool:
        """True where the full sentence gives what only the tables of documents and decisions have together.

        That is the amount of charges, or all kinds of decisions beside the documents in force.
        """
        if self.lexicon.amounts.search(self.whole, 0, _LONG) is not None:
            return True
        whole = self.whole[:_LONG]
        things = self.lexicon.things
        in_force = any(word in whole for word in things.words.in_force)
        return in_force and all(kind.search(whole) for kind in things.decisions)

    def drop_general_cases(self) -> None:
        """Forget disputes of any matter, where the sentence goes on to say how many are about information."""
        self.utterances[-_REMEMBERED:] = [
            u
            for u in self.utterances[-_REMEMBERED:]
            if not (
                u.kind == "cases"
                and u.sentence == self.sentence
                and not u.denied
                and self.lexicon.disclosure.search(u.words) is None
            )
        ]

    def said_in_group(self, *kinds: str) -> list[Utterance]:
        """The numbers of the present full sentence whose statements are of some kinds, or of any."""
        return [
            u
            for u in self.utterances[-_REMEMBERED:]
            if u.group == self.group and u.host is None and u.statements and (not kinds or u.kind in kinds)
        ]
