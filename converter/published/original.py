"""A published file shown beside what was read of it: its paragraphs and tables, and where each figure is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.form import Form, Ref
from converter.published.figures import PageCell, printed_figures
from converter.published.isolated import read_page
from converter.published.page import Block, NotPublishedError
from converter.published.reader import kind_of, superseded_tables
from converter.published.texts import section_of_each


class Original(NamedTuple):
    """A published file as its reader sees it, in reading order.

    `sections`: by block, the key of the section that it stands in, "" before the first one. `cells`: by
    figure, where on the page it was read, or what is doubtful about it stands.
    """

    blocks: tuple[Block, ...]
    sections: tuple[str, ...]
    cells: Mapping[Ref, tuple[PageCell, ...]]

    def of_section(self, key: str, refs: Sequence[Ref]) -> list[int]:
        """The blocks of a section: those below its heading, and those with figures of its tables."""
        own = {cell.block for ref in refs for cell in self.cells.get(ref, ())}
        return [at for at, section in enumerate(self.sections) if section == key or at in own]


def original(content: bytes, form: Form) -> Original | None:
    """What is read of a published file; None where it cannot be read."""
    try:
        page = read_page(content, kind_of(content))
    except NotPublishedError:
        return None
    printed = printed_figures(page, form, superseded_tables(page, form))
    cells: dict[Ref, tuple[PageCell, ...]] = {ref: (cell,) for ref, cell in printed.cells.items()}
    for doubt in printed.doubtful:
        cells |= dict.fromkeys(doubt.refs, doubt.cells)
    return Original(page.blocks, tuple(_sections(page.blocks, form)), cells)


def _sections(blocks: Sequence[Block], form: Form) -> Iterator[str]:
    """The section of each block; a table stands in that of the paragraph above it."""
    of_texts = section_of_each((block for block in blocks if isinstance(block, str)), form)
    current = ""
    for block in blocks:
        if isinstance(block, str):
            current = next(of_texts)
        yield current
