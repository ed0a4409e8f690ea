"""The blocks of a document as the proof compares them: lines of text, and the form's tables among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.document.readback import Block
from converter.form import Ref, Table
from converter.grid.cells import Position
from converter.grid.labels import find_table


class FormTable(NamedTuple):
    """A table of the form in a document: its key, the text of all cells, the position of each figure."""

    key: str
    texts: Mapping[Position, str]
    figures: Mapping[Ref, Position]


PrintedBlock = str | FormTable
"""A line of text or a table of the form, in the order of the document."""


def printed_blocks(blocks: Iterable[Block], tables: Sequence[Table]) -> Iterator[PrintedBlock]:
    """Recognise the form's tables by their labels; any other table becomes lines of text."""
    candidates = list(tables)
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        for table in candidates:
            figures = find_table(table, block.texts).figures
            if figures:
                yield FormTable(table.key, block.texts, figures)
                # the table after this one is tried first for the next block
                candidates = [*(other for other in candidates if other is not table), table]
                break
        else:
            for text in block.texts.values():
                yield from text.split("\n")
