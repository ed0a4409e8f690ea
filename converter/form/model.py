"""Tables, as frozen records: blocks of rows and columns in named groups; a `Ref` names one figure.

Rows and columns are chosen by group or label (`table.rows.under("（五）不予处理")`), never by
where they stand. The workbook, its reader, the checks and the Word templates are derived from these records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Self, TypeVar


class Ref(NamedTuple):
    """The key of one figure: table, row and column."""

    table: str
    row: str
    column: str

    @property
    def key(self) -> str:
        """The key as text, for hidden keys, result files and Word placeholders: 三.r05.c1."""
        return ".".join(self)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as printed. `under`: the labels of the groups around it, outermost first."""

    key: str
    label: str
    under: tuple[str, ...] = ()


Unit = Literal["件", "项", "万元", "元"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as printed. `under`: the headings above its own, topmost first."""

    key: str
    label: str
    under: tuple[str, ...] = ()
    unit: Unit = "件"
    signed: bool = False
    """A change, which may be below 0 and is printed with its sign: 本年增/减."""

    @property
    def whole(self) -> bool:
        """True for counts (件, 项), which are whole numbers; amounts of money may have decimals."""
        return not self.unit.endswith("元")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one set of column headings. `span`: grid columns that each figure is merged over."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heading: str = ""
    corner: str = ""
    span: int = 1


Line = TypeVar("Line", Row, Column)


class Lines(tuple[Line, ...]):
    """Rows or columns of a table, chosen by what they are called."""

    __slots__ = ()

    def under(self, *headings: str) -> Self:
        """Those of the group with one of these headings, on any level.

        ValueError: a heading has none.
        """
        return self._named(headings, lambda line, heading: heading in line.under)

    def labelled(self, *labels: str) -> Self:
        """Those with one of these labels, each of which may stand under several headings.

        ValueError: there is none with a label.
        """
        return self._named(labels, lambda line, label: line.label == label)

    def without(self, other: Collection[Line]) -> Self:
        """Those that are not among others."""
        return type(self)(line for line in self if line not in other)

    def _named(self, names: tuple[str, ...], fits: Callable[[Line, str], bool]) -> Self:
        for name in names:
            if not any(fits(line, name) for line in self):
                raise ValueError(f"no row or column is called “{name}”")
        return type(self)(line for line in self if any(fits(line, name) for name in names))


@dataclass(frozen=True, slots=True)
class Looks:
    """The measures of a printed table, said of its label columns and of each of its figure columns.

    Word (millimetres): `labels`, the width of each label column; the figures share what is left of the page.
    `row`: least height, `head`: of a row of headings, `last_head`: of the last one, which is highest where
    headings are long. `before`, `after`: points around the heading above the table. `small`: the smaller of
    two letters. `label_text`: how labels stand. `whole`: never split. `own_page`: starts a page, the only way
    to keep a table of a page's height whole in every program.

    Workbook (characters): `sheet_labels`, `sheet_figure`. Web page (em): `web_labels`, `web_figure`: the
    least width before a table scrolls.
    """

    labels: tuple[float, ...]
    row: float
    before: int
    after: int
    sheet_labels: tuple[float, ...]
    sheet_figure: float
    web_labels: int
    web_figure: int
    head: float = 6
    last_head: float = 6
    small: bool = False
    label_text: Literal["left", "center"] = "left"
    whole: bool = False
    own_page: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the form; compared by identity, which makes it a cheap key of caches.

    `required`: must be filled or declared 零报告. `printed`: appears as a table in the report (the figures
    of section six only support sentences), and then has `looks`. `tag`: its name in messages (表三).
    `aliases`: pairs of a label as people write it when they retype the form, and the official one. `sums`:
    the directions in which every figure of such a table is part of a sum.
    """

    key: str
    tag: str
    blocks: tuple[Block, ...]
    title: str = ""
    required: bool = True
    printed: bool = True
    aliases: tuple[tuple[str, str], ...] = ()
    looks: Looks | None = None
    sums: tuple[Literal["across", "down"], ...] = ()
    _refs: tuple[Ref, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """List the refs once."""
        places = ((row, column) for block in self.blocks for row in block.rows for column in block.columns)
        refs = tuple(Ref(self.key, row.key, column.key) for row, column in places)
        object.__setattr__(self, "_refs", refs)

    def spellings(self, label: str) -> tuple[str, ...]:
        """A label as the form prints it, then its aliases."""
        return (label, *(alias for alias, official in self.aliases if official == label))

    def refs(self) -> Iterator[Ref]:
        """Every figure of the table in print order."""
        return iter(self._refs)

    @property
    def rows(self) -> Lines[Row]:
        """All rows in print order."""
        return Lines(row for block in self.blocks for row in block.rows)

    @property
    def columns(self) -> Lines[Column]:
        """All columns in print order; one that several blocks have stands once."""
        return Lines(dict.fromkeys(column for block in self.blocks for column in block.columns))

    def figures(self, rows: Collection[Row] | Row, columns: Collection[Column] | Column) -> tuple[Ref, ...]:
        """The figures of some rows in some columns, in print order."""
        chosen = {rows} if isinstance(rows, Row) else {*rows}
        beside = {columns} if isinstance(columns, Column) else {*columns}
        return tuple(
            Ref(self.key, row.key, column.key)
            for block in self.blocks
            for row in block.rows
            if row in chosen
            for column in block.columns
            if column in beside
        )

    def figure(self, row: Row, column: Column) -> Ref:
        """The figure of a row in a column."""
        return Ref(self.key, row.key, column.key)

    def with_row(self, label: str, after: str) -> Table:
        """The table with one more row behind the one with a label, in its group."""
        blocks = tuple(
            replace(block, rows=tuple(_with_line(block.rows, label, after))) for block in self.blocks
        )
        return replace(self, blocks=blocks)

    def with_column(self, label: str, after: str) -> Table:
        """The table with one more column behind each one with a label, in its group."""
        blocks = tuple(
            replace(block, columns=tuple(_with_line(block.columns, label, after))) for block in self.blocks
        )
        return replace(self, blocks=blocks)


def _with_line(lines: Iterable[Line], label: str, after: str) -> Iterator[Line]:
    """Rows or columns with one more behind each that has a label; its key is that one's with a letter."""
    for line in lines:
        yield line
        if line.label == after:
            yield replace(line, key=f"{line.key}a", label=label)
