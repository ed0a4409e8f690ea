"""The headings above and beside figures, at all levels, as witnesses of what each figure is.

Whoever locates figures, by hidden keys or by their labels, asks here whether every heading agrees: it must
stand over the columns (or beside the rows) of the figures that the form prints under it, and over no others.
The place of a heading is read as on the page: it begins where the first of its columns begins, or in any
other cell of its span, and it may stand once or in every cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from converter.form import Ref, Table
from converter.grid.cells import Position
from converter.grid.form_headings import Heading, heading_texts, headings_of
from converter.grid.merges import Range, covered, ranges_of
from converter.grid.spelling import normal


class Contradiction(NamedTuple):
    """A heading that says something else about figures than what located them.

    `position`: of the heading. `found`: its text, "" where nothing stands there. `expected`: the heading of
    the form. `label`: the row or column of a figure about which the two differ.
    """

    position: Position
    found: str
    expected: str
    label: str


class _Line(NamedTuple):
    """A row or column of figures on the grid: where it is, its key in the form, and its label."""

    at: int
    key: str
    label: str


def contradiction(
    table: Table,
    figures: Mapping[Ref, Position],
    texts: Mapping[Position, str],
    merges: Iterable[str] = (),
    *,
    complete: bool,
) -> Contradiction | None:
    """The first heading that does not agree with where figures are; None where all do.

    `merges`: merged ranges, which hide what programs keep below them. A group's heading that is blank, with
    nothing else in its place, is a contradiction only if the table must be `complete`, or if lines are not in
    the order of the form: otherwise nothing on the grid speaks against what located the figures.
    """
    grid = _Grid(table, figures, texts, tuple(ranges_of(merges)))
    for heading in headings_of(table):
        if (found := grid.disorder(heading)) is not None:
            return found
        if not any(grid.belongs(heading, at) for at in grid.places(heading)):
            wrong = grid.instead(heading)
            if wrong is not None or heading.own or complete or grid.is_needed(heading):
                return wrong or grid.stranger() or grid.blank(heading)
    return grid.stranger() or grid.merged_over()


class _Grid:
    """The lines of a located table, and the headings that stand around its figures."""

    def __init__(
        self,
        table: Table,
        figures: Mapping[Ref, Position],
        texts: Mapping[Position, str],
        merged: tuple[Range, ...],
    ) -> None:
        self._merged, self._blocks = merged, table.blocks
        self._headings = headings_of(table)
        self._corners = frozenset(normal(block.corner) for block in table.blocks)
        self._rows = sorted(
            _Line(figures[Ref(table.key, row.key, block.columns[0].key)][0], row.key, row.label)
            for block in table.blocks
            for row in block.rows
        )
        self._columns = [
            sorted(
                _Line(figures[Ref(table.key, block.rows[0].key, column.key)][1], column.key, column.label)
                for column in block.columns
            )
            for block in table.blocks
        ]
        index = {line.key: line.at for line in self._rows}
        self._spans = [block.span for block in table.blocks]
        self._tops = [min(index[row.key] for row in block.rows) for block in table.blocks]
        self._ends = [  # the last row of figures above each block
            max((line.at for line in self._rows if line.at < top), default=-1) for top in self._tops
        ]
        self._depths = [max(len(column.under) + 1 for column in block.columns) for block in table.blocks]
        self._labels = max(
            (len(row.under) + bool(row.label) for block in table.blocks for row in block.rows), default=0
        )
        self._left = min(line.at for columns in self._columns for line in columns)
        self._texts = {at: text for at, text in texts.items() if self._is_around(at)}
        self._hidden = covered(merged, self._texts) if merged else frozenset()
        known = heading_texts(table)
        self._found: dict[str, list[Position]] = {}
        for at, text in sorted(self._texts.items()):
            if not text.isdecimal() and (label := normal(text)) in known:
                self._found.setdefault(label, []).append(at)
        self._levels: dict[tuple[int, int], Sequence[int]] = {}
        for heading in self._headings:
            if heading.level >= 0 and (heading.axis, heading.block) not in self._levels:
                self._levels[heading.axis, heading.block] = self._level_places(heading)

    def _level_places(self, heading: Heading) -> Sequence[int]:
        """The row (or column) of each level of headings; none where the levels do not stand apart."""
        places = {
            at[1 - heading.axis]
            for other in self._headings
            if other.level >= 0 and other.axis == heading.axis
            for at in self.places(other)
            if self._is_on_axis(heading, at)
        }
        levels = self._depths[heading.block] if heading.axis else self._labels
        return sorted(places) if len(places) == levels else ()

    def _is_around(self, at: Position) -> bool:
        """True beside or above figures, where headings stand."""
        return (at[1] < self._left and at[0] <= self._rows[-1].at) or any(
            end < at[0] < top for end, top in zip(self._ends, self._tops, strict=True)
        )

    def lines(self, heading: Heading) -> Sequence[_Line]:
        """The lines of a heading's axis in the order of the grid."""
        return self._columns[heading.block] if heading.axis else self._rows

    def places(self, heading: Heading) -> list[Position]:
        """Where a text of this heading stands."""
        return sorted(at for text in heading.spellings for at in self._found.get(text, ()))

    def _is_on_axis(self, heading: Heading, at: Position) -> bool:
        """True above the block for what heads columns or the block, at the left of figures for a row's."""
        if heading.axis or heading.level < 0:
            return self._ends[heading.block] < at[0] < self._tops[heading.block]
        return at[1] < self._left

    def _near(self, heading: Heading, index: int) -> list[_Line]:
        """The lines to which a heading at an index may belong.

        What stands between two lines may belong to either: cells of a word processor do not always begin in
        line, and a group's heading may have a row of its own.
        """
        lines = self.lines(heading)
        after = bisect_right([line.at for line in lines], index)
        if after and lines[after - 1].at == index:
            return [lines[after - 1]]
        if after < len(lines):
            return list(lines[max(after - 1, 0) : after + 1])
        span = self._spans[heading.block] if heading.axis else 1
        return [lines[-1]] if index < lines[-1].at + span else []

    def belongs(self, heading: Heading, at: Position) -> bool:
        """True for a position within the span of a heading."""
        if not self._is_on_axis(heading, at):
            return False
        if heading.level < 0:
            return True
        levels = self._levels[heading.axis, heading.block]
        if not heading.own and levels and at[1 - heading.axis] != levels[heading.level]:
            return False
        near = self._near(heading, at[heading.axis])
        if heading.own and not heading.axis:
            near = [line for line in near if line.at == at[0]]
        return any(line.key in heading.lines for line in near)

    def _peers(self, heading: Heading) -> list[Heading]:
        """The headings of the same level over the same kind of lines, itself among them."""
        return [
            other
            for other in self._headings
            if (other.axis, other.level) == (heading.axis, heading.level)
            and (not heading.axis or other.block == heading.block)
        ]

    def disorder(self, heading: Heading) -> Contradiction | None:
        """A contradiction where other lines stand among those of a heading, at the heading over these."""
        lines = self.lines(heading)
        own = [number for number, line in enumerate(lines) if line.key in heading.lines]
        if own[-1] - own[0] < len(own):
            return None
        peers = self._peers(heading)
        places = sorted(
            {at for peer in peers for at in self.places(peer) if self._is_on_axis(peer, at)},
            key=lambda at: at[heading.axis],
        )
        for line in lines:
            before = bisect_right(places, line.at, key=lambda at: at[heading.axis])
            group = next((peer for peer in peers if line.key in peer.lines), None)
            at = places[before - 1] if before else None
            if at and group and normal(self._texts[at]) not in group.spellings:
                return Contradiction(at, self._texts[at], group.text, line.label)
        return self.blank(heading)

    def instead(self, heading: Heading) -> Contradiction | None:
        """What stands in the place of a heading that is missing, and is no other heading's own text."""
        top, depth = self._tops[heading.block], self._depths[heading.block]
        held = {
            at
            for other in self._headings
            for at in self.places(other)
            if other is not heading and self.belongs(other, at)
        }
        for at, text in sorted(self._texts.items()):
            if heading.level < 0:
                within = max(self._ends[heading.block], top - depth - 2) < at[0] < top
            elif heading.axis:
                within = top - depth <= at[0] < top and self._is_under(heading, at[1])
            else:
                within = self._left - self._labels <= at[1] < self._left and self._is_under(heading, at[0])
            if within and at not in held | self._hidden and self._counts(heading, at, normal(text)):
                return Contradiction(at, text, heading.text, self._first(heading).label)
        return None

    def _counts(self, heading: Heading, at: Position, label: str) -> bool:
        """False for a corner, and where a group's heading is missing for the labels of single lines."""
        if heading.own or not any(other.own and label in other.spellings for other in self._headings):
            return bool(label) and label not in self._corners
        levels = self._levels.get((heading.axis, heading.block))
        return levels is not None and at[1 - heading.axis] < max(levels, default=-1)

    def _is_under(self, heading: Heading, index: int) -> bool:
        """True where the line at an index, or the last one before it, is one of a heading's."""
        return any(line.key in heading.lines and line.at <= index for line in self._near(heading, index))

    def is_needed(self, heading: Heading) -> bool:
        """True where lines are not in the form's order, and only this heading tells like-named ones apart."""
        lines = self.lines(heading)
        block = self._blocks[heading.block]
        order = [column.key for column in block.columns] if heading.axis else [row.key for row in block.rows]
        labels = [line.label for line in lines]
        repeated = any(line.key in heading.lines and labels.count(line.label) > 1 for line in lines)
        return repeated and [line.key for line in lines if line.key in order] != order

    def _first(self, heading: Heading) -> _Line:
        return next(line for line in self.lines(heading) if line.key in heading.lines)

    def blank(self, heading: Heading) -> Contradiction:
        """A contradiction at the place where a heading is expected and nothing stands."""
        first, level = self._first(heading), max(heading.level, 0)
        top, depth = self._tops[heading.block], self._depths[heading.block]
        column = max(self._left - self._labels, 0)
        if heading.level < 0:
            at = (max(top - depth - 1, 0), column)
        else:
            at = (max(top - depth + level, 0), first.at) if heading.axis else (first.at, column + level)
        return Contradiction(at, "", heading.text, first.label)

    def stranger(self) -> Contradiction | None:
        """A group's heading that stands over lines of another group, or once more there."""
        groups = [heading for heading in self._headings if not heading.own]
        for label, places in self._found.items():
            same = [heading for heading in self._headings if label in heading.spellings]
            for at in () if same[0].own else places:
                if at in self._hidden or any(self.belongs(heading, at) for heading in same):
                    continue
                others = [group for group in groups if self.belongs(group, at)]
                others.sort(key=lambda group: (group.axis, group.level) != (same[0].axis, same[0].level))
                if others:
                    return Contradiction(at, self._texts[at], others[0].text, self._first(others[0]).label)
        return None

    def merged_over(self) -> Contradiction | None:
        """A group's heading that is merged over lines of another group."""
        ranges = {merged.first: merged for merged in self._merged}
        for heading in self._headings if ranges else ():
            for at in self.places(heading):
                if heading.own or heading.level < 0 or at not in ranges or not self.belongs(heading, at):
                    continue
                last, lines = ranges[at].last[heading.axis], self.lines(heading)
                for line, following in zip_longest(lines, lines[1:]):
                    end = following.at - 1 if following and heading.axis else line.at
                    if at[heading.axis] <= line.at <= end <= last and line.key not in heading.lines:
                        own = [peer.text for peer in self._peers(heading) if line.key in peer.lines]
                        expected = own[0] if own else line.label
                        return Contradiction(at, self._texts[at], expected, line.label)
        return None
