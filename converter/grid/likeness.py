"""Labels with slips of the pen: which label of a form a printed text must be meant for. Imports rapidfuzz."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from converter.form import Table
from converter.grid.spelling import normal

EXACT, UNNUMBERED, LIKE = 4, 3, 2
"""How well a text fits a label: as printed, but for its numbering, or but for a slip."""

_ALIKE, _APART = 76, 12
"""Likeness in percent from which a text is taken for a label, and by how much the next label must be
behind."""

_NUMBERING = re.compile(
    r"^(?:\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\)|[0-9]{1,2}[.,]|[一二三四五六七八九十]{1,2}[.,])"
)


EARLIER = re.compile("上一?年|去年|前一?年|往年")
"""What a label says that is about another year."""

_MONEY = re.compile("[十百千万亿]*元")


def unnumbered(text: str) -> str:
    """A normalised label without the numbering in front of it."""
    return _NUMBERING.sub("", text)


class Labels:
    """Some labels of a table, each with its spellings, that texts are held against."""

    def __init__(self, spellings: Mapping[str, Iterable[str]], units: frozenset[str]) -> None:
        """`units`: of the table's columns; a text with another unit of money is none of its labels."""
        self._units = units
        self._exact: dict[str, str] = {}
        self._bare: dict[str, str] = {}
        for label, ways in spellings.items():
            for way in map(normal, ways):
                self._exact.setdefault(way, label)
                self._bare.setdefault(unnumbered(way), label)
        self.match = lru_cache(maxsize=4096)(self._match)

    def _match(self, text: str) -> tuple[str, int]:
        """The label that a text stands for and how well it fits; ("", 0) for none or for more than one."""
        label = normal(text)
        if not label or label.isdecimal():
            return "", 0
        if label in self._exact:
            return self._exact[label], EXACT
        if set(_MONEY.findall(label)) - self._units:
            return "", 0
        bare = unnumbered(label)
        if bare in self._bare:
            return self._bare[bare], UNNUMBERED
        return self._most_like(bare)

    def _most_like(self, bare: str) -> tuple[str, int]:
        if not (self._bare and 2 < len(bare) < _LONGEST):
            return "", 0
        from rapidfuzz.fuzz import ratio  # slips are rare, and the import is not for nothing

        best: dict[str, float] = {}
        is_earlier = bool(EARLIER.search(bare))
        for text, label in self._bare.items():
            if is_earlier is not bool(EARLIER.search(text)):  # 上年制发件数 is no slip of 本年制发件数
                continue
            best[label] = max(best.get(label, 0.0), ratio(bare, text))
        if not best:
            return "", 0
        (first, label), *others = sorted(((score, label) for label, score in best.items()), reverse=True)
        second = others[0][0] if others else 0.0
        return (label, LIKE) if first >= _ALIKE and first - second >= _APART else ("", 0)


_LONGEST = 120
"""Characters of the longest text that is compared; the longest label has 36."""


@cache
def row_labels(table: Table) -> Labels:
    """The labels of a table's rows."""
    return Labels(
        {row.label: table.spellings(row.label) for b in table.blocks for row in b.rows if row.label},
        _units(table),
    )


@cache
def head_labels(table: Table, block: int) -> Labels:
    """The labels of the columns of one of a table's blocks."""
    return Labels(
        {column.label: table.spellings(column.label) for column in table.blocks[block].columns},
        _units(table),
    )


@cache
def group_labels(table: Table) -> Labels:
    """The headings over several rows or columns of a table."""
    paths = [part.under for block in table.blocks for part in block.rows]
    paths += [part.under for block in table.blocks for part in block.columns]
    groups = {over for path in paths for over in path}
    return Labels({group: table.spellings(group) for group in groups}, _units(table))


def _units(table: Table) -> frozenset[str]:
    return frozenset(column.unit for block in table.blocks for column in block.columns)
