"""A document as the proof looks at it: lines of text, and the form's tables among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.document.readback import Grid
from converter.form import Ref, Table
from converter.grid.cells import Position
from converter.grid.tables import find_table


class Official(NamedTuple):
    """A table of the form as found in a document: all its cells, and where its figures stand."""

    key: str
    texts: Mapping[Position, str]
    figures: Mapping[Ref, Position]


Item = str | Official
"""A line of text or a table of the form, in the order of the document."""


def items_of(blocks: Iterable[str | Grid], tables: Sequence[Table]) -> Iterator[Item]:
    """Recognise the form's tables by their labels; any other table is lines of text."""
    ahead = list(tables)
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        for table in ahead:
            figures = find_table(table, block.texts).figures
            if figures:
                yield Official(table.key, block.texts, figures)
                ahead = [*(other for other in ahead if other is not table), table]  # the next is tried first
                break
        else:
            for text in block.texts.values():
                yield from text.split("\n")
