"""What occurs in which texts: keys of 64 bits with the numbers of their texts, beyond a limit on disk."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain
from typing import NamedTuple

from converter.results.spool import Spool

BUCKETS = 97
"""Groups into which all keys are divided by their remainders, so that sorting one takes little memory.

A prime: the last bits of keys are often the same.
"""

KEPT = 25_000
"""Occurrences that are kept in memory before they are written to a temporary file; each takes 12 bytes."""


class _Bucket(NamedTuple):
    """Keys and the numbers of their texts, in parallel arrays."""

    keys: array[int]
    texts: array[int]


class Occurrences:
    """The keys of many texts; any number of them takes little memory."""

    def __init__(self) -> None:
        self._buckets = _empty()
        self._size = 0
        self._written = Spool[_Bucket](at_hand=False)

    def add(self, text: int, keys: Collection[int]) -> None:
        """Add the keys of a text, of which none was added before with a greater number."""
        buckets = self._buckets
        for key in keys:
            own, texts = buckets[key % BUCKETS]
            own.append(key)
            texts.append(text)
        self._size += len(keys)
        if self._size > KEPT:
            for bucket in buckets:
                self._written.append(bucket)
            self._buckets, self._size = _empty(), 0

    def repeated(self) -> Iterator[tuple[int, array[int]]]:
        """Each key that occurs more than once, with its texts in order, one once for each occurrence."""
        for number in range(BUCKETS):
            parts = (*self._written[number::BUCKETS], self._buckets[number])
            counts = Counter(chain.from_iterable(part.keys for part in parts))
            groups = {key: array("I") for key, count in counts.items() if count > 1}
            del counts
            for part in parts:
                for key, text in zip(part.keys, part.texts, strict=True):
                    if (group := groups.get(key)) is not None:
                        group.append(text)
            yield from groups.items()


def _empty() -> list[_Bucket]:
    return [_Bucket(array("Q"), array("I")) for _ in range(BUCKETS)]
