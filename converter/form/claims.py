"""Claims, that is numbers about figures of the tables in narratives, as frozen records.

A `ClaimTopic` is what sentences are about (applications, reviews, a fee). A `Statement` is a way to state one
number about it: the words, the units, and the sums of figures that the number may be. `checks/claims` reads
the sentences; these records are written for officials to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, product

from converter.form.around import BodyWords, ThingWords
from converter.form.model import Ref

_CHOICE = re.compile(r"\{([^{}]*)\}")


def words(text: str) -> tuple[str, ...]:
    """Words from a text in which blanks separate them: `{上年,去年}{结转,}` stands for each combination.

    >>> words("无 {上年,去年}{结转,}")
    ('无', '上年结转', '上年', '去年结转', '去年')
    """
    return tuple(dict.fromkeys(chain.from_iterable(map(_combinations, text.split()))))


def denial_words(text: str) -> tuple[str, ...]:
    """The words of `words` without those in which 有 would be read twice: 没有 before 有关."""
    return tuple(word for word in words(text) if not word.endswith(("没有有", "无有")))


def _combinations(pattern: str) -> Iterable[str]:
    """Every word of a pattern; parts outside braces have one choice, parts inside those between commas."""
    parts = _CHOICE.split(pattern)
    choices = [part.split(",") if place % 2 else [part] for place, part in enumerate(parts) if part]
    return map("".join, product(*choices))


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
    """What a sentence is about: the last topic that a clause names before its number counts."""

    key: str
    words: tuple[str, ...]
    """Words that name the topic: 政府信息公开申请, 申请."""
    home: tuple[str, ...] = ()
    """Narratives about the topic, where no word needs to name it: 依申请公开情况."""
    other: bool = False
    """A topic that no table counts (信访, 培训): a number about it is no claim."""
    unless: tuple[str, ...] = ()
    """After one of these in its clause the word does not name the topic: 收到 … 依申请公开信息 3 件."""
    beside: tuple[str, ...] = ()
    """The word, or of a topic that is counted a short one, names the topic only in a full sentence with one
    of these (公文, 主动公开; 许可 470 件、处罚 685 件), or with one as its unit: 条."""
    near: tuple[str, ...] = ()
    """A number counts only in a paragraph with one of these (信息公开), or in the narratives below."""
    where: tuple[str, ...] = ()
    """Narratives that need no word of `near`, as `home` needs none: in others a bureau of justice may count
    reviews of any matter."""
    short: tuple[str, ...] = ()
    """Those of `words` that name the topic only where `near` allows it and after no other noun: 申请, but not
    低保申请."""
    acts: tuple[str, ...] = ()
    """Those of `words` that say what was done about something else: 2 件答复被申请行政复议 counts reviews."""
    parts: tuple[str, ...] = ()
    """Keys of topics that are this one together (复议 and 诉讼): a number for all of them is one for this
    topic, and so are the numbers after it."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A way to state a number about a topic. Of several that fit a clause, the first in the list counts."""

    code: str
    topic: str
    words: tuple[str, ...]
    """One of these precedes the number in its clause (收到 11 件) or, if no statement has a word there,
    follows it (2 件结转下年度)."""
    sums: tuple[Sum, ...]
    """What the number may be; it contradicts the tables only if it equals none of them."""
    units: tuple[str, ...]
    """Units that the number may have: 件, 份, 万元."""
    zero: str = ""
    """The code where the number is none: 0 件, or 未收到申请."""
    zero_sums: tuple[Sum, ...] = ()
    """The sums where the number is none; those of `sums` if empty."""
    denials: tuple[str, ...] = ()
    """Words that mean none before the topic: 未收到."""
    phrases: tuple[str, ...] = ()
    """Wordings without a number that mean none, … for any words and {a,b} for one of several: 均…办结 means
    that none is open."""
    at_most: bool = False
    """The number is a part of each sum: 主动撤回 1 件 is a part of 其他处理."""
    adds_up: bool = False
    """The numbers of one sentence are one claim together: 网络 14 件、信函 44 件."""
    joint: str = ""
    """Statements with the same code here may be joined by 和; their sums add up: 予以公开和部分公开 6 件."""
    named: bool = False
    """The clause itself must name the topic: 办理申请 3 件, not 办理 3 件."""
    own_words: bool = False
    """The words mean this topic whatever else the clause names before them: 不予公开."""
    at_home: bool = False
    """Only in narratives of the topic's home: 应收 380 元 in 信息处理费情况."""
    share_of: tuple[Sum, ...] = ()
    """The wholes that "占 x%" behind the number may refer to."""
    unless: tuple[str, ...] = ()
    """Not in a clause with one of these words: 信访 beside 均已办结."""
    ahead: bool = False
    """The word precedes its number, never follows it: 政府信息公开申请 5 件."""
    earlier: tuple[str, ...] = ()
    """Words that make the statement behind an earlier year: 2023年结转."""
    later: tuple[str, ...] = ()
    """Words that make the statement before a later year: 结转至2025年."""
    after: tuple[str, ...] = ()
    """Words that make the statement behind a later year: 2025年答复."""
    heading: bool = False
    """The form lists reasons under it; beside some of these, its number may be that of the others."""
    kind: str = ""
    """What the number is of (result, applicant, channel …), where sentences of that kind are read alike."""
    alone: tuple[Sum, ...] = ()
    """Further sums that the number may be where it is joined to no other: 个人 5 件 for all applicants."""
    beside: tuple[str, ...] = ()
    """Counts only in a full sentence that numbers all of these too: 行政许可 0 项、行政处罚 12 项."""
    roots: tuple[str, ...] = ()
    """Parts of words by which a list is read where none of `words` stands: 重复 of 与以前的申请重复."""


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
class ClaimCode:
    """A code and what the manual says of it. `passes`, `fails`: sentences about the example figures."""

    code: str
    title: str
    clause: str
    passes: str
    fails: str


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A rule by which sentences are read, in Chinese, with one that passes and one that does not."""

    rule: str
    passes: str
    fails: str


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words around numbers, whatever the topic."""

    fillers: tuple[str, ...] = ()
    """Allowed between a statement's word and its number: 共计."""
    denial_fillers: tuple[str, ...] = ()
    """Allowed between a denial and the topic: 未收到公民、法人的申请."""
    denial_ends: tuple[str, ...] = ()
    """Allowed behind a denied topic: 未发生行政复议案件."""
    amounts: tuple[str, ...] = ()
    """What beside an amount makes a list one of a table, and not of what was put online."""
    adverbs: tuple[str, ...] = ()
    """With one of these before it, a word means what it means without: 全年办理."""
    stops: tuple[str, ...] = ()
    """A clause with one of these is about something else: 平均, 计划, 上半年."""
    procedures: tuple[str, ...] = ()
    """Those of `stops` that happen to applications before they are answered: 经征求意见后不予公开 2 件."""
    persons: tuple[str, ...] = ()
    """Those of `stops` that name applicants, whose amounts count all the same: 向 1 名申请人收费 300 元."""
    compared: tuple[str, ...] = ()
    """A number after one of these is last year's, or a difference: 同比, 增加."""
    past: tuple[str, ...] = ()
    """The rest of the sentence covers other years, or what the form does not ask for: 近三年."""
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    """`rises`, `falls`: the direction of a percentage against last year: 增长, 下降."""
    parts: tuple[str, ...] = ()
    """What follows is a part: 其中."""
    each: tuple[str, ...] = ()
    """The numbers that follow belong to what was named before, in this order: 分别."""
    all: tuple[str, ...] = ()
    """What follows holds for all that the sentence counted before: 均."""
    zero: tuple[str, ...] = ()
    """None of what was named before: 行政诉讼未发生, 申请为零."""
    rest: tuple[str, ...] = ()
    """What is left of the number that the sentence gave: 其余."""
    whole: tuple[str, ...] = ()
    """The sum of the numbers before: 合计."""
    remaining: tuple[str, ...] = ()
    """Right before the last number of a list, which leaves nothing out: 其余."""
    ways: tuple[str, ...] = ()
    """Channels that no statement has, by which a text may part what came in: 系统, 电话."""
    no_ways: tuple[str, ...] = ()
    """A member of a list with one of these is not of a channel or an applicant alone: 答复, 咨询."""
    anyone: tuple[str, ...] = ()
    """Words that make a denial one of all applications, whoever else it names: 公民、法人."""
    about: tuple[str, ...] = ()
    """Words that limit a number to some of a kind: 涉及征地的申请."""
    causes: tuple[str, ...] = ()
    """Causes of disputes that are not about information: 因行政处罚被提起行政诉讼."""
    others: tuple[str, ...] = ()
    """Other bodies, whose numbers are not the agency's own: 下属单位, 镇街."""
    own: tuple[str, ...] = ()
    """The agency itself, after other bodies: 本机关."""
    disclosure: tuple[str, ...] = ()
    """Words that say that the disclosure of information is meant: 信息公开."""
    neutral: tuple[str, ...] = ()
    """Longer words that contain one of the others by chance: 申请表 contains 申请."""
    contents: tuple[str, ...] = ()
    """Words after which a sentence lists what its applications were about: 内容."""
    no_roots: tuple[str, ...] = ()
    """Longer words in which a root of a statement says nothing: 公开 in 申请公开."""
    elsewhere: tuple[str, ...] = ()
    """Verbs of what was done with other things, by which no row is named in a list: 接待."""
    some_only: tuple[str, ...] = ()
    """Words by which a denial leaves something out: 未收到信函申请."""
    levels: tuple[str, ...] = ()
    """Words of a text about several bodies: 县政府本级未收到申请, but 全县 11 件."""
    looked_at: tuple[str, ...] = ()
    """What is done with documents before it is told what became of them: 清理 12 件, 保留 9 件."""
    share: tuple[str, ...] = ()
    """Words before a share: 占."""
    bare: tuple[str, ...] = ()
    """A paragraph of these words alone means none of its narrative's topic: 无."""


@dataclass(frozen=True, slots=True)
class ClaimBook:
    """The claims of one edition of the form."""

    codes: tuple[ClaimCode, ...] = ()
    example: tuple[tuple[Ref, int], ...] = ()
    """The figures that `passes` and `fails` of the codes are about; those not listed are 0."""
    reading: tuple[ReadingRule, ...] = ()
    """How sentences are read, for the manual. In the narrative about applications, with the figures of
`example`."""
    topics: tuple[ClaimTopic, ...] = ()
    statements: tuple[Statement, ...] = ()
    rates: tuple[Rate, ...] = ()
    required_mentions: tuple[RequiredMention, ...] = ()
    common_words: CommonWords = field(default_factory=CommonWords)
    whose: BodyWords = field(default_factory=BodyWords)
    things: ThingWords = field(default_factory=ThingWords)
    growth: str = ""
    """The code of a change against last year: 同比增长 10%."""
    share: str = ""
    """The code of a share: 占 50%."""
    wide_unit: str = ""
    """The code of a fee in 万元."""
