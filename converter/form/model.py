"""The parts of a form, as frozen records: sections, narratives, tables, rows, columns, fields.

A form is sections; a section holds narratives and tables; a table is blocks of rows and columns; a `Ref`
names one figure. The workbook, its reader, the checks and the Word templates are derived from these records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


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


Unit = Literal["件", "万元", "元"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as printed. `under`: the headings above its own, topmost first."""

    key: str
    label: str
    under: tuple[str, ...] = ()
    unit: Unit = "件"

    @property
    def whole(self) -> bool:
        """True for counts (件), which are whole numbers; amounts of money may have decimals."""
        return self.unit == "件"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one set of column headings. `span`: grid columns that each figure is merged over."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heading: str = ""
    corner: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the form; compared by identity, which makes it a cheap key of caches.

    `required`: must be filled or declared 零报告. `printed`: appears as a table in the report (the figures
    of section six only support sentences). `tag`: its name in messages (表三). `aliases`: pairs of a label
    as people write it when they retype the form, and the official one.
    """

    key: str
    tag: str
    blocks: tuple[Block, ...]
    title: str = ""
    required: bool = True
    printed: bool = True
    aliases: tuple[tuple[str, str], ...] = ()
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


@dataclass(frozen=True, slots=True)
class Help:
    """A help text. `official`: printed by the form itself; any other is advice of this project."""

    text: str
    official: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """Sentences made from the figures of a supporting table where the narrative was left blank.

    `sentences`: pairs of a row key and a `str.format` text over the keys of its figures ("r1_c2").
    `nothing`: the sentence where all these figures are 0, "" for none.
    """

    table: str
    sentences: tuple[tuple[str, str], ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """A place for text.

    `heading`: printed before it, numbered within the section; "" prints none. `government`: what a
    government's report adds to the heading, "" for nothing.
    """

    key: str
    label: str
    heading: str = ""
    help: Help = Help("")
    example: str = ""
    composed: Composed | None = None
    government: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections. `tab`: the short name of its sheet. `text_required`: must have text."""

    key: str
    title: str
    tab: str
    parts: tuple[Narrative | Table, ...]
    text_required: bool = False
    narratives: tuple[Narrative, ...] = field(init=False, repr=False, compare=False)
    """The section's narratives in print order."""
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    """The section's tables in print order."""

    def __post_init__(self) -> None:
        """Sort the parts by kind, once."""
        keep = object.__setattr__
        keep(self, "narratives", tuple(part for part in self.parts if isinstance(part, Narrative)))
        keep(self, "tables", tuple(part for part in self.parts if isinstance(part, Table)))

    @property
    def sheet(self) -> str:
        """The name of its sheet in the workbook."""
        return f"{self.key}、{self.tab}"


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the opening.

    `demand`: "required" (missing is an error), "expected" (a warning) or "optional". `contact`: listed in
    the contact sentence. `day`: the prescribed (month, day) of a date. `printed`: False keeps it out of
    Word templates, for what only the county office needs.
    """

    key: str
    help: str
    kind: Literal["text", "year", "date", "choice"] = "text"
    demand: Literal["required", "expected", "optional"] = "required"
    choices: tuple[str, ...] = ()
    contact: bool = False
    day: tuple[int, int] | None = None
    printed: bool = True
