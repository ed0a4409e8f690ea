"""A ruled table of a PDF file: its cells by the characters within rules, and its words by position."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from converter.grid.printed_grid import GridCell, PrintedGrid, moved
from converter.published.page import Word
from converter.system.radicals import plain_characters

_NEAR = 2.5
"""Points between rules that are drawn for one line of the grid."""


class RuledTable(NamedTuple):
    """A table. `words`: what was read a second time, by row. `across`: where its upright rules are.

    `open_top`, `open_bottom`: no rule closes it there, so the end of the page cuts its row.
    """

    grid: PrintedGrid
    words: Mapping[int, tuple[Word, ...]]
    across: tuple[float, ...]
    open_top: bool
    open_bottom: bool


def within(item: dict[str, Any], box: Sequence[float]) -> bool:
    """True for what has its middle in a box: left, top, right, bottom."""
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def ruled_table(
    table: Any,
    chars: Sequence[dict[str, Any]],
    words: Sequence[dict[str, Any]],
    rules: Sequence[dict[str, Any]],
) -> RuledTable:
    """A ruled table of a page. `rules`: the horizontal ones of the page."""
    across = _lines({x for cell in table.cells for x in (cell[0], cell[2])})
    down = _lines({y for cell in table.cells for y in (cell[1], cell[3])})
    inside = [char for char in chars if within(char, table.bbox)]
    cells = []
    for box in table.cells:
        left, right = _index(across, box[0]), _index(across, box[2])
        top, bottom = _index(down, box[1]), _index(down, box[3])
        own = [char for char in inside if within(char, box)]
        if right > left and bottom > top:
            cells.append(GridCell(top, left, bottom - top, right - left, _cell_text(own, box[2] - box[0])))
    second: dict[int, tuple[Word, ...]] = {}
    for line in text_lines(words):
        for word in line:
            row = _between(down, (word["top"] + word["bottom"]) / 2)
            column = _between(across, (word["x0"] + word["x1"]) / 2)
            second[row] = (*second.get(row, ()), Word(column, plain_characters(word["text"])))
    ruled = [any(abs(rule["top"] - place) < _NEAR for rule in rules) for place in (down[0], down[-1])]
    return RuledTable(PrintedGrid(tuple(sorted(cells))), second, tuple(across), *(not each for each in ruled))


def join_tables(above: RuledTable, below: RuledTable) -> RuledTable | None:
    """A table that goes on at the top of the next page as one; None where that is not certain.

    Both begin and end at the same places, and the first row is not repeated. A row that both pages cut
    without a rule is one row; its cells have to be the same ones.
    """
    edges = zip((above.across[0], above.across[-1]), (below.across[0], below.across[-1]), strict=True)
    if any(abs(one - other) > _NEAR for one, other in edges) or _row(above, 0) == _row(below, 0):
        return None
    across = tuple(_lines({*above.across, *below.across}))
    first, second = _placed(above, across), _placed(below, across)
    is_cut = above.open_bottom and below.open_top
    down = first.grid.height - is_cut
    cells = (
        _cut_row(first.grid, second.grid, down)
        if is_cut
        else (*first.grid.cells, *moved(second.grid, down, 0))
    )
    if cells is None:
        return None
    words = dict(first.words)
    for row, own in second.words.items():
        words[row + down] = (*words.get(row + down, ()), *own)
    return RuledTable(PrintedGrid(tuple(sorted(cells))), words, across, above.open_top, below.open_bottom)


def _row(table: RuledTable, row: int) -> list[str]:
    return [cell.text for cell in table.grid.rows.get(row, ())]


def _placed(table: RuledTable, across: Sequence[float]) -> RuledTable:
    """A table in the columns of others besides its own."""
    column = [_index(across, place) for place in table.across]
    cells = tuple(
        cell._replace(column=column[cell.column], colspan=column[cell.end] - column[cell.column])
        for cell in table.grid.cells
    )
    words = {
        row: tuple(word._replace(column=column[word.column] if word.column >= 0 else -1) for word in own)
        for row, own in table.words.items()
    }
    return table._replace(grid=PrintedGrid(cells), words=words)


def _cut_row(above: PrintedGrid, below: PrintedGrid, row: int) -> tuple[GridCell, ...] | None:
    """The cells of two parts of a table whose last and first row are one; None where they do not fit."""
    last = {(cell.column, cell.end): cell for cell in above.cells if cell.row + cell.rowspan == row + 1}
    first = {(cell.column, cell.end): cell for cell in below.cells if cell.row == 0}
    if last.keys() != first.keys():
        return None
    joined = [
        cell._replace(
            rowspan=cell.rowspan + first[place].rowspan - 1,
            text="\n".join(filter(None, (cell.text, first[place].text))),
        )
        for place, cell in last.items()
    ]
    others = [cell for cell in above.cells if cell.row + cell.rowspan <= row]
    following = [cell for cell in moved(below, row, 0) if cell.row > row]
    return (*others, *joined, *following)


def _lines(places: set[float]) -> list[float]:
    """The lines of a grid: places that are near each other are one."""
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > _NEAR:
            lines.append(place)
    return lines


def _index(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda number: abs(lines[number] - place))


def _between(lines: Sequence[float], place: float) -> int:
    return sum(line <= place for line in lines) - 1


def _cell_text(chars: Sequence[dict[str, Any]], width: float) -> str:
    """The text of a cell. A number that fills the cell's width goes on in the next line."""
    lines = text_lines(chars)
    texts = [_spaced(line) for line in lines]
    for number in range(len(texts) - 1, 0, -1):
        before = lines[number - 1]
        full = before[-1]["x1"] - before[0]["x0"] > _FULL * width
        if full and _DIGITS.fullmatch(texts[number - 1]) and _DIGITS.fullmatch(texts[number]):
            texts[number - 1 : number + 1] = [texts[number - 1] + texts[number]]
    return plain_characters("\n".join(text for text in texts if text))


_FULL = 0.7
"""Share of a cell's width from which a line of a number is full."""

_DIGITS = re.compile(r"[0-9.,]+")


def text_lines(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by the line that they stand in, from left to right."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and abs(middle - (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2) < char["size"] / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda each: float(each["x0"])) for line in lines]


def _spaced(line: Sequence[dict[str, Any]]) -> str:
    """The characters of a line, with a blank where there is a gap, so that no two numbers become one."""
    parts: list[str] = []
    end = None
    size = line[0]["size"] if line else 1.0
    for char in line:
        apart = end is not None and char["x0"] - end > _GAP * char["size"]
        if apart or not _SMALLEST < char["size"] / size < 1 / _SMALLEST:
            parts.append(" ")
        parts.append(char["text"])
        end, size = char["x1"], char["size"]
    return "".join(parts).strip()


_GAP = 0.25
"""Gap between characters, in their size, from which they are apart."""

_SMALLEST = 0.8
"""Size of a character, in that of the one beside it, below which it is the number of a note."""
