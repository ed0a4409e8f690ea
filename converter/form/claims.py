"""Claims, that is numbers about figures of the tables in narratives, as frozen records.

A `ClaimTopic` is what sentences are about (applications, reviews, a fee). A `Statement` is a way to state one
number about it: the words, the units, and the sums of figures that the number may be. `checks/claims` reads
the sentences; these records are written for officials to read.
"""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


def words(text: str) -> tuple[str, ...]:
    """Words from a text in which blanks separate them."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that a sentence may mean: the sum of the figures `plus` less the sum of `less`."""

    plus: tuple[Ref, ...]
    less: tuple[Ref, ...] = ()

    def __add__(self, other: Sum) -> Sum:
        """The sum of both, for a sentence that joins two things with 和."""
        return Sum((*self.plus, *other.plus), (*self.less, *other.less))


@dataclass(frozen=True, slots=True, eq=False)
class ClaimTopic:
    """What a sentence is about, its topic.

    `words`: they name the topic. `home`: narratives about it, where no word needs to name it. `other`: a
    topic that no table counts; a number about it is no claim. `unless`: after one of these words in the
    clause the word does not name the topic. `near`, `where`: a number counts only in a paragraph with one of
    the words `near`, or in one of the narratives `where` (a bureau of justice also counts reviews of other
    matters). `short`: those of `words` that name the topic only there, and only with no other noun before
    them (申请, but not 低保申请). `parts`: keys of topics that together are this one; a number for all of
    them is one for this topic, and so are the numbers after it.
    """

    key: str
    words: tuple[str, ...]
    home: tuple[str, ...] = ()
    other: bool = False
    unless: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A way to state a number about a topic. Of several that fit a clause, the first in the list counts.

    `words`: one of these words precedes the number in its clause or, if no statement has a word there,
    follows it. `units`: those of the number. `sums`: those that the number may be; it contradicts the
    tables only if it equals none of them. `zero`, `zero_sums`: code and sums where the number is none
    ("0 件", or one of the `denials` before the topic). `phrases`: wordings without a number that mean
    none (… matches any words). `at_most`: the number is a part of each sum. `adds_up`: the numbers of one
    sentence are one claim together (网络 14 件、信函 44 件). `joint`: statements with the same code here may
    be joined by 和; their sums add up. `named`: the clause itself must name the topic. `own_words`: the words
    mean this topic whatever else the clause names before them. `at_home`: only in narratives of the topic's
    home. `share_of`: the wholes that "占 x%" may refer to. `unless`: not in a clause with one of these words.
    `ahead`: the word precedes its number, never follows it. `alone`: further sums that the number may be
    where it is joined to no other.
    """

    code: str
    topic: str
    words: tuple[str, ...]
    sums: tuple[Sum, ...]
    units: tuple[str, ...]
    zero: str = ""
    zero_sums: tuple[Sum, ...] = ()
    denials: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    at_most: bool = False
    adds_up: bool = False
    joint: str = ""
    named: bool = False
    own_words: bool = False
    at_home: bool = False
    share_of: tuple[Sum, ...] = ()
    unless: tuple[str, ...] = ()
    ahead: bool = False
    alone: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """A percentage with its own name (办结率): `pairs`: of part and whole. 100% must be exact."""

    code: str
    topic: str
    words: tuple[str, ...]
    pairs: tuple[tuple[Sum, Sum], ...]


@dataclass(frozen=True, slots=True)
class RequiredMention:
    """What the narratives must mention: one of `words` in one of `narratives` (in any, if empty).

    `figures`: required only if one of these is above 0, always if empty. `home`: any text in this narrative
    is enough.
    """

    code: str
    words: tuple[str, ...]
    figures: tuple[Ref, ...] = ()
    narratives: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A code as the manual explains it. `passes`, `fails`: sentences about the example figures."""

    code: str
    title: str
    clause: str
    passes: str
    fails: str


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words around numbers, whatever the topic.

    `fillers`: allowed between a statement's word and its number. `denial_fillers`: allowed between a denial
    and the topic; `denial_ends`: after that topic. `stops`: a clause with one of these is about something
    else. `compared`: a number after one is last year's or a difference; `rises`, `falls`: the direction.
    `parts`: what follows is a part. `each`: the numbers that follow are distributed; they are not read.
    `past`: the rest of the sentence covers other years too. `neutral`: longer words that contain one of the
    others by chance. `share`: words before a share. `bare`: a paragraph of these words alone means none of
    its narrative's topic.
    """

    fillers: tuple[str, ...]
    denial_fillers: tuple[str, ...]
    denial_ends: tuple[str, ...]
    stops: tuple[str, ...]
    compared: tuple[str, ...]
    past: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    parts: tuple[str, ...]
    each: tuple[str, ...]
    neutral: tuple[str, ...]
    share: tuple[str, ...]
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimBook:
    """The claims of one edition of the form."""

    rules: tuple[ClaimRule, ...]
    example: tuple[tuple[Ref, int], ...]
    topics: tuple[ClaimTopic, ...]
    statements: tuple[Statement, ...]
    rates: tuple[Rate, ...]
    required_mentions: tuple[RequiredMention, ...]
    common_words: CommonWords
    growth: str
    share: str
    wide_unit: str
    """`growth`, `share`, `wide_unit`: codes of a change against last year, of a share, of a fee in 万元."""
