"""The tables of a page as figures of the form: each with its text, or why it is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from converter.form import Form, Ref, Table
from converter.grid.aligned import align_table
from converter.grid.column_heads import Doubt
from converter.grid.form_headings import headings_of
from converter.grid.labels import find_table
from converter.grid.printed_grid import GridCell, PrintedGrid, moved
from converter.grid.spelling import normal
from converter.published.page import Page, Word

Trouble = Literal["row", "group", "heads", "count", "rows", "merged", "table", "differs", "number", "blank"]
"""Why figures are doubtful: as `Doubt.why`, or else.

table: no such table is there. differs: read twice, it is not the same. number: the text is no number.
blank: there is none.
"""


class PageCell(NamedTuple):
    """Where a cell of a page begins: the index of its table among the blocks, its row and column."""

    block: int
    row: int
    column: int


class Doubtful(NamedTuple):
    """Figures that are not taken over. `found`: what stands on the page, "" for nothing.

    `cells`: those of the page that it is about.
    """

    refs: tuple[Ref, ...]
    why: Trouble
    found: str = ""
    cells: tuple[PageCell, ...] = ()


class PrintedFigures(NamedTuple):
    """The texts of figures as printed, "" for a blank cell; what is doubtful; tables that are there twice.

    `cells`: where on the page the texts stand.
    """

    texts: Mapping[Ref, str]
    doubtful: tuple[Doubtful, ...]
    repeated: tuple[str, ...]
    cells: Mapping[Ref, PageCell]

    @property
    def tables(self) -> frozenset[str]:
        """The keys of the tables of which anything was found."""
        return frozenset(ref.table for ref in self.texts)


class _Part(NamedTuple):
    """A table of the page with its index among the blocks, and how far it is moved to be part of another."""

    at: int
    grid: PrintedGrid
    down: int = 0
    right: int = 0


def printed_figures(page: Page, form: Form, leave_out: Iterable[str] = ()) -> PrintedFigures:
    """The figures of a page's tables. `leave_out`: keys of tables that are not looked for."""
    texts: dict[Ref, str] = {}
    doubtful: list[Doubtful] = []
    repeated: list[str] = []
    cells: dict[Ref, PageCell] = {}
    parts = [_Part(at, block) for at, block in enumerate(page.blocks) if isinstance(block, PrintedGrid)]
    for table in form.tables.values():
        if not table.printed or table.key in leave_out:
            continue
        found = [_read(table, _below(run), page) for run in _runs(table, parts)]
        if not any(each.texts for each in found) and not _has_row_labels(table):
            found += (_read(table, _beside(run), page) for run in _neighbours(table, parts))
        found.sort(key=lambda each: len(each.texts), reverse=True)
        if not found or not found[0].texts:
            doubts = found[0].doubtful if found else ()
            there = tuple(cell for doubt in doubts for cell in doubt.cells)
            whole = Doubtful(tuple(table.refs()), "table", cells=there)
            doubtful += doubts if len(doubts) == 1 else (whole,)
            continue
        texts |= found[0].texts
        cells |= found[0].cells
        doubtful += found[0].doubtful
        if any(_contradicts(other, found[0]) for other in found[1:]):
            repeated.append(table.key)
    return PrintedFigures(texts, tuple(doubtful), tuple(repeated), cells)


def _contradicts(other: PrintedFigures, first: PrintedFigures) -> bool:
    """True for another table with most figures and other values: the page holds two reports."""
    both = [ref for ref in other.texts if ref in first.texts]
    return 2 * len(both) > len(first.texts) and any(other.texts[ref] != first.texts[ref] for ref in both)


def _runs(table: Table, parts: Sequence[_Part]) -> Iterator[tuple[_Part, ...]]:
    """The parts of a page that may hold a table: those with its labels, next to each other.

    A part that begins a table anew, with a label that is there already, begins a run of its own.
    """
    for run in _neighbours(table, parts):
        seen: set[str] = set()
        own: list[_Part] = []
        for part in run:
            rows = _labels(table, part.grid)
            if rows & seen:
                yield tuple(own)
                own, seen = [], set()
            own.append(part)
            seen |= rows
        yield tuple(own)


def _neighbours(table: Table, parts: Sequence[_Part]) -> Iterator[tuple[_Part, ...]]:
    """The parts with labels of a table that no other stands between."""
    for belongs, run in groupby(parts, lambda part: bool(_labels(table, part.grid))):
        if belongs:
            yield tuple(run)


def _below(run: Sequence[_Part]) -> list[_Part]:
    """Parts below each other, such as those of a table that goes over several pages."""
    tops = accumulate((part.grid.height for part in run), initial=0)
    return [part._replace(down=top) for part, top in zip(run, tops, strict=False)]


def _beside(run: Sequence[_Part]) -> list[_Part]:
    """Parts beside each other, their last rows in line: columns that a page prints in several tables."""
    lefts = accumulate((part.grid.width for part in run), initial=0)
    height = max(part.grid.height for part in run)
    return [
        part._replace(down=height - part.grid.height, right=left)
        for part, left in zip(run, lefts, strict=False)
    ]


def _has_row_labels(table: Table) -> bool:
    return any(heading.axis == 0 and heading.own for heading in headings_of(table))


def _labels(table: Table, grid: PrintedGrid) -> frozenset[str]:
    """The labels of a table's rows in a grid; of a table without any, its headings where most are there."""
    found = {normal(cell.text) for cell in grid.cells if cell.text}
    own = [heading for heading in headings_of(table) if heading.axis == 0 and heading.own]
    if own:
        return frozenset(heading.text for heading in own if heading.spellings & found)
    heads = {heading.text for heading in headings_of(table)}
    there = {heading.text for heading in headings_of(table) if heading.spellings & found}
    return frozenset(there) if 2 * len(there) > len(heads) else frozenset()


def _read(table: Table, run: Sequence[_Part], page: Page) -> PrintedFigures:
    """The figures of a table in the parts of a run."""
    grid = PrintedGrid(tuple(cell for part in run for cell in moved(part.grid, part.down, part.right)))
    aligned = align_table(table, grid)
    figures = dict(aligned.figures)
    there = _origins(run)
    doubts = [_doubtful(doubt, there) for doubt in aligned.doubts]
    located = find_table(table, grid.texts, grid.merges).figures
    by_place = {(cell.row, cell.column): cell for cell in grid.cells}
    if any(at in by_place and by_place[at].text for at in located.values()):  # else it found a blank row
        for ref, at in located.items():
            if ref in figures and by_place.get(at) != figures[ref]:
                cell = figures.pop(ref)
                doubts.append(_doubtful(Doubt((ref,), "merged", cell.text, (cell,)), there))
    for refs, found in _differing(figures, _words(run, page)):
        cells = (there[cell] for ref in refs if (cell := figures.pop(ref)) in there)
        doubts.append(Doubtful(refs, "differs", found, tuple(cells)))
    texts = {ref: cell.text for ref, cell in figures.items()}
    places = {ref: there[cell] for ref, cell in figures.items() if cell in there}
    return PrintedFigures(texts, tuple(doubts), (), places)


def _origins(run: Sequence[_Part]) -> dict[GridCell, PageCell]:
    """Where the cells of a run, put together, stand on the page."""
    return {
        cell: PageCell(part.at, own.row, own.column)
        for part in run
        for own, cell in zip(part.grid.cells, moved(part.grid, part.down, part.right), strict=True)
    }


def _doubtful(doubt: Doubt, there: Mapping[GridCell, PageCell]) -> Doubtful:
    cells = tuple(there[cell] for cell in doubt.cells if cell in there)
    return Doubtful(doubt.refs, doubt.why, doubt.found, cells)


def _words(run: Sequence[_Part], page: Page) -> dict[int, tuple[Word, ...]]:
    """What was read a second time, by row of the parts below each other."""
    words: dict[int, tuple[Word, ...]] = {}
    for part in run:
        for row, own in page.words.get(part.at, {}).items():
            there = tuple(word._replace(column=word.column + part.right) for word in own)
            words[row + part.down] = words.get(row + part.down, ()) + there
    return words


def _differing(
    figures: Mapping[Ref, GridCell], words: Mapping[int, tuple[Word, ...]]
) -> list[tuple[tuple[Ref, ...], str]]:
    """Rows whose figures, read by cells, are not what was read by position, and what that is."""
    found: list[tuple[tuple[Ref, ...], str]] = []
    if not words:
        return found
    rows: dict[int, dict[Ref, GridCell]] = {}
    for ref, cell in figures.items():
        rows.setdefault(cell.row, {})[ref] = cell
    for row, own in rows.items():
        left = min(cell.column for cell in own.values())
        height = max(cell.rowspan for cell in own.values())
        again = [w for at in range(row, row + height) for w in words.get(at, ()) if w.column >= left]
        by_position = {
            cell: "".join(word.text for word in again if cell.column <= word.column < cell.end)
            for cell in own.values()
        }
        known = sum(map(len, by_position.values())) == sum(len(word.text) for word in again)
        if not known or any("".join(cell.text.split()) != text for cell, text in by_position.items()):
            shown = " ".join(word.text for word in sorted(again, key=lambda word: word.column))
            found.append((tuple(own), shown))
    return found
