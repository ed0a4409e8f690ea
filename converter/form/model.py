"""The vocabulary in which a prescribed form is written down: plain frozen records.

A form is sections; a section holds narratives and tables; a table is blocks of rows and columns;
a `Ref` names one figure. Rules say which figures must agree. Everything else in the project
(workbook, reader, checks, Word context) is derived from these records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Ref(NamedTuple):
    """One figure of the form, wherever it is written: the only key to a figure."""

    table: str
    row: str
    column: str

    @property
    def key(self) -> str:
        """The short code used in hidden keys, result files and Word placeholders: 三.r05.c1."""
        return ".".join(self)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table as printed; `under` holds the labels of the groups around it."""

    key: str
    label: str
    under: tuple[str, ...] = ()


Unit = Literal["件", "万元", "元"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table as printed; `under` holds the headings above its own."""

    key: str
    label: str
    under: tuple[str, ...] = ()
    unit: Unit = "件"

    @property
    def whole(self) -> bool:
        """True for counts (件): whole numbers only. Amounts of money may have decimals."""
        return self.unit == "件"


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one set of column headings. `span`: grid columns that each figure covers."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    heading: str = ""
    corner: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the form, equal to itself alone: quick to find in what is remembered of it.

    `required`: must be filled or declared 零报告. `printed`: stands as a table in the report
    (the figures of section six only support sentences). `tag`: how messages call it (表三).
    `aliases`: how people write a label of it when they retype the form, each with the official one.
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
        """List the figures, once."""
        places = ((row, column) for block in self.blocks for row in block.rows for column in block.columns)
        refs = tuple(Ref(self.key, row.key, column.key) for row, column in places)
        object.__setattr__(self, "_refs", refs)

    def spellings(self, label: str) -> tuple[str, ...]:
        """A label as the form writes it, then as people do."""
        return (label, *(alias for alias, official in self.aliases if official == label))

    def refs(self) -> Iterator[Ref]:
        """Every figure of the table in print order."""
        return iter(self._refs)


@dataclass(frozen=True, slots=True)
class Help:
    """A text that helps to fill in. `official`: the form itself prints it; all else is our advice."""

    text: str
    official: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """Sentences made from the figures of a supporting table when the clerk typed none.

    Each sentence is a `str.format` text over the keys of its figures ("r1_c2"); `nothing` is used
    instead when every figure of its rows is 0.
    """

    table: str
    sentences: tuple[tuple[str, str], ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Views:
    """What charts of a sum show, by the names of quoted figures.

    `results`: how applications were answered; `applicants`: who applied; `volume`: by which figure
    agencies are ranked. `disputes`: the table whose columns are kinds of disputes and outcomes. `main`: the
    figures that an index shows of each report.
    """

    results: tuple[str, ...]
    applicants: tuple[str, ...]
    volume: str
    disputes: str
    main: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """A passage of text. `heading` is printed before it, numbered within the section; "" prints none.

    `government`: what the heading of a government's report adds, "" where it adds nothing.
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
    """One of the six sections. `tab`: short name for the sheet. `text_required`: may not stay empty."""

    key: str
    title: str
    tab: str
    parts: tuple[Narrative | Table, ...]
    text_required: bool = False
    narratives: tuple[Narrative, ...] = field(init=False, repr=False, compare=False)
    """The section's passages in print order."""
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    """The section's tables in print order."""

    def __post_init__(self) -> None:
        """Sort the parts, once."""
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

    `demand`: "required" (an error when missing), "expected" (a warning), "optional".
    `contact`: listed in the contact sentence. `day`: for dates, the (month, day) prescribed.
    `printed`: a report may show it; what is meant for the county office alone never reaches a template.
    """

    key: str
    help: str
    kind: Literal["text", "year", "date", "choice"] = "text"
    demand: Literal["required", "expected", "optional"] = "required"
    choices: tuple[str, ...] = ()
    contact: bool = False
    day: tuple[int, int] | None = None
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Equality:
    """A 勾稽关系: the figures on the left add up to those on the right.

    With a single figure on the right that figure is a total: computed in the workbook, recomputed
    by the reader. `names` are the words for the two sides.
    """

    code: str
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    names: tuple[str, str]
    clause: str

    @property
    def total(self) -> Ref | None:
        """The figure that the rule defines as a sum of others, if it does."""
        return self.right[0] if len(self.right) == 1 else None


@dataclass(frozen=True, slots=True)
class Inflow:
    """Where every `incoming` figure is 0, every `outgoing` one must be 0: a clearer word than a sum."""

    code: str
    incoming: tuple[Ref, ...]
    outgoing: tuple[Ref, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What is in force at the year's end is at least what was made less what was abolished."""

    code: str
    made: Ref
    abolished: Ref
    valid: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Figures that bodies of the named categories cannot have: an error there, elsewhere a warning."""

    code: str
    refs: tuple[Ref, ...]
    categories: tuple[str, ...]
    clause: str


Rule = Equality | Inflow | Stock | Barred


def table_of(rule: Rule) -> str:
    """The table that a rule is about."""
    match rule:
        case Equality():
            return rule.left[0].table
        case Stock():
            return rule.valid.table
        case Barred():
            return rule.refs[0].table
        case Inflow():
            return rule.incoming[0].table


@dataclass(frozen=True, slots=True)
class CarryOver:
    """A figure of this year that continues one of last year's.

    `last` plus `plus` less `less` (this year's figures) should be `this`: the cases carried over
    are the same cases; the stock changes by what was made and abolished.
    """

    code: str
    this: Ref
    last: Ref
    clause: str
    plus: tuple[Ref, ...] = ()
    less: tuple[Ref, ...] = ()
