"""The headings that the form prints above and beside figures, at all levels, with what stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from converter.form import Block, Table
from converter.grid.spelling import normal


class Heading(NamedTuple):
    """A heading of a table: the lines (columns of a block, or rows) that the form prints under it.

    `axis`: 0 for rows, 1 for columns. `level`: 0 for the outermost. `own`: it is the label of its one line.
    """

    text: str
    spellings: frozenset[str]
    block: int
    axis: int
    level: int
    lines: frozenset[str]
    own: bool


@cache
def headings_of(table: Table) -> tuple[Heading, ...]:
    """The headings of a table in print order."""
    return tuple(
        heading for number, block in enumerate(table.blocks) for heading in _of(table, number, block)
    )


def _of(table: Table, number: int, block: Block) -> Iterator[Heading]:
    def heading(text: str, axis: int, level: int, lines: Iterable[str], *, own: bool = False) -> Heading:
        spellings = frozenset(map(normal, table.spellings(text)))
        return Heading(text, spellings, number, axis, level, frozenset(lines), own)

    if block.heading:
        yield heading(block.heading, 0, -1, (row.key for row in block.rows))
    for axis, parts in ((1, block.columns), (0, block.rows)):
        paths = [((*part.under, part.label), part.key) for part in parts if part.label]
        for level in range(max((len(path) for path, _ in paths), default=0)):
            for top, run in groupby(paths, partial(_down_to, level)):
                keys = [key for _, key in run]
                if top:
                    inner = next(path for path, key in paths if key == keys[0])
                    yield heading(top[-1], axis, level, keys, own=level == len(inner) - 1)


def _down_to(level: int, part: tuple[tuple[str, ...], str]) -> tuple[str, ...]:
    return part[0][: level + 1] if level < len(part[0]) else ()


def heading_texts(table: Table) -> frozenset[str]:
    """Every spelling of every heading and label of a table, normalised."""
    return frozenset().union(*(heading.spellings for heading in headings_of(table)))
