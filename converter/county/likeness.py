"""Which of many texts are alike: few pairs are compared, so that time grows with the number of texts alone.

Of each text a sample of its fragments, four characters each, is kept, chosen alike in every text. Texts are
compared that have enough of them in common; of the texts with a fragment each is looked at with those before
it, with a few only where there are many. Clauses and fragments that more than a third of the texts have are
common and do not count.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from converter.checks.similarity import LONG, similarity, standard_keys
from converter.county.occurrences import Occurrences
from converter.form import Form
from converter.results.spool import Spool

MANY = 8
"""Texts before one, with the same fragment, that it is looked at with; the first of all is added."""

FEW = 6
"""Number of texts below which nothing counts as common: two of five may be a copy."""

LONGEST = 255
"""Characters of a clause that count in the length of a text."""

WIDTH = 4
"""Characters of a fragment: as many as make a number of 64 bits."""

SAMPLE = 64
"""Fragments that are kept of a text at most."""

PRIME = 2**31 - 1
"""The fragments with the smallest remainders of this number are kept."""

SHARED = 0.15
"""The part of the sampled fragments of two texts that must be the same, so that the texts are compared."""

AT_ONCE = 512
"""Texts whose earlier ones are in memory at a time."""

KEPT = 10_000
"""Texts of fragments that are in memory before they are written, each with at most `MANY` + 1 others."""

CACHED_TEXTS = 128
"""Texts that are cached while pairs of them are compared."""


class Text(NamedTuple):
    """A folded text.

    `agency`: the key of its agency, "" where that is not known; `name`: what it is called. `clauses`: their
    keys. `sample`: some of its fragments.
    """

    agency: str
    name: str
    clauses: tuple[str, ...]
    sample: tuple[int, ...] = ()


class Copies(NamedTuple):
    """The texts that are like one: how much the most similar is, in percent, which it is, and all of them."""

    percent: float
    most: int
    others: tuple[int, ...]


class Shared:
    """Of so many texts the earlier ones that have the same fragments, beyond a limit on disk."""

    def __init__(self, count: int) -> None:
        self._count, self._size = count, 0
        self._written: Spool[array[int]] = Spool(at_hand=False)
        self._blocks = self._empty()

    def _empty(self) -> list[array[int]]:
        """Records of `AT_ONCE` texts each: a text, how many earlier ones follow, and these."""
        return [array("I") for _ in range(0, self._count, AT_ONCE)]

    def add(self, members: array[int]) -> None:
        """Add the texts with a fragment, in order: of each at most `MANY` just before it, and the first."""
        for place, text in enumerate(members):
            earlier = members[max(0, place - MANY) : place]
            if place > MANY:
                earlier.append(members[0])
            self._blocks[text // AT_ONCE].extend((text, len(earlier)))
            self._blocks[text // AT_ONCE].extend(earlier)
        self._size += len(members)
        if self._size > KEPT:
            for block in self._blocks:
                self._written.append(block)
            self._blocks, self._size = self._empty(), 0

    def before(self) -> Iterator[tuple[int, Mapping[int, int]]]:
        """Each text with earlier ones, and how many fragments they have in common."""
        for number, begin in enumerate(range(0, self._count, AT_ONCE)):
            earlier = [array("I") for _ in range(begin, min(begin + AT_ONCE, self._count))]
            for records in (*self._written[number :: len(self._blocks)], self._blocks[number]):
                at = 0
                while at < len(records):
                    text, count = records[at : at + 2]
                    at += 2 + count
                    earlier[text - begin] += records[at - count : at]
            for text, own in enumerate(earlier, begin):
                yield text, Counter(own)


class Texts:
    """Many texts, each folded once and kept on disk, without the clauses that the form itself gives.

    `outcomes`: the index of the outcome that each belongs to; `own`: the length of its clauses; `sizes`: the
    number of its sampled fragments.
    """

    def __init__(self, form: Form) -> None:
        self._standard = standard_keys(form)
        self.texts = Spool[Text]()
        self.outcomes, self.own, self.sizes = array("I"), array("I"), array("I")
        self._clauses, self._fragments = Occurrences(), Occurrences()

    def __len__(self) -> int:
        return len(self.outcomes)

    def add(self, outcome: int, agency: str, name: str, clauses: Iterable[str]) -> None:
        """Add a text."""
        own = tuple(key for key in clauses if key not in self._standard)
        keys = list(map(clause_key, own))
        fragments = sample("".join(own))
        self._clauses.add(len(self), keys)
        self._fragments.add(len(self), fragments)
        self.own.append(sum(key & LONGEST for key in keys))
        self.sizes.append(len(fragments))
        self.outcomes.append(outcome)
        self.texts.append(Text(agency, name, own, fragments))

    def take_common(self) -> dict[int, tuple[int, int]]:
        """The common clauses, each with the number of its texts and its length; they leave `own`.

        The number is 0 for a clause too short to be quoted.
        """
        common = {}
        for clause, members in self._clauses.repeated():
            if self.are_common(members):
                length = clause & LONGEST
                common[clause] = (_distinct(members) if length >= LONG else 0, length)
                for text in members:
                    self.own[text] -= length
        return common

    def are_common(self, members: Sequence[int]) -> bool:
        """True where more than a third of the texts are among these, which are in order."""
        return len(self) >= FEW and len(members) * 3 > len(self) and _distinct(members) * 3 > len(self)

    def take_shared(self) -> tuple[Shared, frozenset[int]]:
        """The sampled fragments that several texts have, and the common ones, which leave `sizes`."""
        shared, common = Shared(len(self)), set[int]()
        for fragment, members in self._fragments.repeated():
            if self.are_common(members):
                common.add(fragment)
                for text in members:
                    self.sizes[text] -= 1
            else:
                shared.add(members)
        return shared, frozenset(common)


def _distinct(members: Iterable[int]) -> int:
    """How many different ones there are, in order."""
    return sum(1 for _ in groupby(members))


def clause_key(clause: str) -> int:
    """A number for a clause: 56 bits of a hash, and its length, at most `LONGEST`."""
    digest = hashlib.blake2b(clause.encode(), digest_size=7).digest()
    return int.from_bytes(digest, "little") << 8 | min(len(clause), LONGEST)


def sample(text: str) -> tuple[int, ...]:
    """Some of the fragments of a text, as numbers, chosen by themselves and not by where they stand."""
    units = text.encode("utf-16-le")
    fragments = set[int]()
    for start in range(0, 2 * WIDTH, 2):
        whole = (len(units) - start) // (2 * WIDTH) * 2 * WIDTH
        fragments.update(memoryview(units[start : start + whole]).cast("Q"))
    most = PRIME if len(fragments) <= SAMPLE else PRIME * 2 * SAMPLE // len(fragments)
    kept = [(rest, fragment) for fragment in fragments if (rest := fragment % PRIME) < most]
    return tuple(fragment for _, fragment in sorted(kept)[:SAMPLE])


def copies(texts: Texts, common: Collection[int], least: float, percent: float) -> dict[int, Copies]:
    """By text: those that are so similar, in percent, if each has `least` characters of its own.

    `common`: the clauses that do not count.
    """
    shared, widespread = texts.take_shared()

    @lru_cache(CACHED_TEXTS)
    def read(text: int) -> tuple[str, frozenset[int]]:
        return texts.texts[text].agency, frozenset(texts.texts[text].sample) - widespread

    @lru_cache(CACHED_TEXTS)
    def own(text: int) -> str:
        return "".join(key for key in texts.texts[text].clauses if clause_key(key) not in common)

    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other in candidates(texts.own, texts.sizes, shared, least, percent):
        (agency, mine), (others, theirs) = read(one), read(other)
        if agency and agency == others:
            continue  # versions of one report between which the times did not decide (G-01)
        if len(mine & theirs) < SHARED * min(len(mine), len(theirs)):
            continue
        alike = similarity(own(one), own(other), percent)
        if alike >= percent:
            found[one].append((alike, -other))
            found[other].append((alike, -one))
    return {
        text: Copies(*_most(pairs), tuple(sorted(-other for _, other in pairs)))
        for text, pairs in sorted(found.items())
    }


def _most(pairs: Iterable[tuple[float, int]]) -> tuple[float, int]:
    """The most similar text, the first of several; with how much it is."""
    alike, other = max(pairs)
    return alike, -other


def candidates(
    own: Sequence[int], sizes: Sequence[int], shared: Shared, least: float, percent: float
) -> Iterator[tuple[int, int]]:
    """The pairs of texts to compare, each once and the earlier text first.

    `own`, `sizes`: the length and the number of sampled fragments of each text. Texts of which one is much
    longer than the other cannot be so similar.
    """
    for text, earlier in shared.before():
        if own[text] < least:
            continue
        for other, number in sorted(earlier.items()):
            shorter, both = min(own[text], own[other]), own[text] + own[other]
            enough = number >= SHARED / 2 * min(sizes[text], sizes[other])
            if enough and shorter >= least and 200 * shorter >= percent * both:
                yield other, text
