"""The vocabulary of sentences that speak of figures: what a text may say, and which cells it then means.

A `Subject` is a thing that sentences are about (applications, reviews, a fee). A `Statement` is a way
to say one number about it: the words, the units, and the sums of cells that the number may mean.
The sentences themselves are read by `checks/claims`; these records are for an official's eye.
"""

from __future__ import annotations

from dataclasses import dataclass

from converter.form.model import Ref


def words(text: str) -> tuple[str, ...]:
    """A list of words as an official writes it: separated by blanks."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that a sentence may mean: the figures in `plus` added up, those in `less` taken off."""

    plus: tuple[Ref, ...]
    less: tuple[Ref, ...] = ()

    def __add__(self, other: Sum) -> Sum:
        """Both together, where a sentence joins two things with 和."""
        return Sum((*self.plus, *other.plus), (*self.less, *other.less))


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a sentence is about.

    `words` name it. `home`: narratives that are about it before a word names it. `other`: a thing
    that no table counts; a number about it is no claim. `unless`: with one of these words before it
    in the clause the word does not name this topic. `near`: a number is meant only in a paragraph that
    holds one of these words, or in one of the narratives `where` (a bureau of justice also counts
    reviews of other matters). `short`: those of the words that name it only there, and only where no
    other noun stands before them (申请, but not 低保申请). `parts`: keys of the topics that together are
    this one: a number told of all of them is one of it, and so is what follows.
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
    """A way to say a number about a topic. Of several that fit a clause, the first in the list holds.

    `says`: one of these words stands before the number in its clause, or, where no statement has a
    word there, behind it. `units`: of the number. `means`: the sums that the number may be; it
    contradicts the tables only if it is none of them. `zero`, `zero_means`: the code and the sums of
    the same said as nothing ("0 件", or one of `none` before the topic). `phrases`: wordings without
    a number that say "nothing of it" (… stands for some words). `at_most`: the number is a part of
    each sum. `adds_up`: the numbers of one sentence together are one claim (网络 14 件、信函 44 件).
    `joint`: statements with the same code here may be joined by 和; their sums add up. `named`: the
    clause itself must name the topic. `own_words`: the words can mean nothing else, whatever other
    thing the clause names before them. `at_home`: only in narratives at the topic's home. `share_of`:
    wholes of which "占 x%" may speak. `unless`: not in a clause with one of these words. `ahead`: the
    word stands before its number, never behind. `alone`: sums that the number may be too, where it is
    joined to no other.
    """

    code: str
    topic: str
    says: tuple[str, ...]
    means: tuple[Sum, ...]
    units: tuple[str, ...]
    zero: str = ""
    zero_means: tuple[Sum, ...] = ()
    none: tuple[str, ...] = ()
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
    """A percentage with a name of its own (办结率): one of the pairs part and whole. 100% is exact."""

    code: str
    topic: str
    says: tuple[str, ...]
    means: tuple[tuple[Sum, Sum], ...]


@dataclass(frozen=True, slots=True)
class RequiredMention:
    """What the narratives must speak of: one of `words` in one of `narratives` (all, if empty).

    `figures`: only if one of these is more than 0. A text of any words in `home` will do.
    """

    code: str
    words: tuple[str, ...]
    figures: tuple[Ref, ...] = ()
    narratives: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A code as the manual explains it; `passes`, `fails`: one of each kind, beside the example figures."""

    code: str
    title: str
    clause: str
    passes: str
    fails: str


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words that stand around numbers, whatever the topic.

    `fillers`: may stand between a statement's word and its number. `none_fillers`: between a word of
    denial and the topic; `none_ends`: behind that topic. `stops`: a clause with one of these speaks
    of something else. `compared`: a number behind one is last year's or a difference; `rises`,
    `falls`: which way. `parts`: what follows is a part. `each`: numbers shared out, not read. `past`: the
    rest of the sentence is of other years too.
    `neutral`: longer words that hold one of the others by chance. `share`: words before a share.
    `bare`: a paragraph that is nothing but this says "nothing" of its narrative's own topic.
    """

    fillers: tuple[str, ...]
    none_fillers: tuple[str, ...]
    none_ends: tuple[str, ...]
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
    """All that is known of sentences about figures, for one edition of the form."""

    rules: tuple[ClaimRule, ...]
    example: tuple[tuple[Ref, int], ...]
    topics: tuple[Subject, ...]
    statements: tuple[Statement, ...]
    rates: tuple[Rate, ...]
    required_mentions: tuple[RequiredMention, ...]
    common_words: CommonWords
    growth: str
    share: str
    wide_unit: str
    """Codes of a growth against last year, of a share, and of a fee told in 万元."""
