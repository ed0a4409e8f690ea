"""The rules that figures must obey, as frozen records: within a report, against last year's, in a county."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from converter.form.model import Line, Ref, Row, Table
from converter.form.sections import counted

TOTAL_ACROSS, TOTAL_DOWN, BALANCE, STOCK = "B-13", "B-14", "B-15", "B-16"
"""Codes for the rules of any form; their sentences name no row and no column."""


@dataclass(frozen=True, slots=True)
class Equality:
    """A 勾稽关系: the sum of the figures on the left equals the sum of those on the right.

    A single figure on the right is a total: a formula in the workbook, recomputed by the reader.
    `names`: the words for the two sides.
    """

    code: str
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]
    names: tuple[str, str]
    clause: str

    @property
    def total(self) -> Ref | None:
        """The figure that the rule defines as the sum of others, None where both sides have several."""
        return self.right[0] if len(self.right) == 1 else None


@dataclass(frozen=True, slots=True)
class Inflow:
    """Where every `incoming` figure is 0, every `outgoing` one must be 0: clearer to a clerk than a sum."""

    code: str
    incoming: tuple[Ref, ...]
    outgoing: tuple[Ref, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What is in force at the end of the year is at least what was made less what was abolished."""

    code: str
    made: Ref
    abolished: Ref
    valid: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Figures that bodies of these categories (机关类别) cannot have: an error there, else a warning."""

    code: str
    refs: tuple[Ref, ...]
    categories: tuple[str, ...]
    clause: str


Rule = Equality | Inflow | Stock | Barred


def table_of(rule: Rule) -> str:
    """The key of the table that a rule is about."""
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

    `this` should be last year's `last`, plus this year's `plus`, less this year's `less`: cases carried
    over are the same cases; a stock changes by what was made and abolished.
    """

    code: str
    this: Ref
    last: Ref
    clause: str
    plus: tuple[Ref, ...] = ()
    less: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure whose large change from last year's a text should explain."""

    code: str
    ref: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Cases pending at the end of last year (`last`), which are part of this year's total `this`."""

    code: str
    last: Ref
    this: Ref
    clause: str


@dataclass(frozen=True, slots=True)
class Summed:
    """Figures of a county's report that are the sums of its agencies' figures.

    `own`: the county government may have cases of its own, so that its figure may be larger than the sum.
    """

    code: str
    refs: tuple[Ref, ...]
    clause: str
    own: bool = False


# --- the rules of a table, said of its groups ------------------------------------------------------


def row_totals(code: str, table: Table, label: str, parts: str, clause: str) -> Iterator[Equality]:
    """For each row: a column with a label is the sum of the other columns of its group.

    `parts`: words for these columns, `{count}` for how many they are. `{parts}` in `clause`: their labels.
    """
    for block in table.blocks:
        for total in (column for column in block.columns if column.label == label):
            others = [c for c in _group(block.columns, total) if c.label != label]
            names = (parts.format(count=counted(len(others))), label)
            because = clause.format(parts="、".join(column.label for column in others))
            for row in block.rows:
                left = tuple(table.figure(row, column) for column in others)
                yield Equality(code, left, (table.figure(row, total),), names, because)


def column_totals(code: str, table: Table, label: str, parts: str, clause: str) -> Iterator[Equality]:
    """For each column: a row with a label is the sum of the other rows of its group, named `parts`."""
    for block in table.blocks:
        for total in (row for row in block.rows if row.label == label):
            others = [row for row in _group(block.rows, total) if row.label != label]
            for column in block.columns:
                left = tuple(table.figure(row, column) for row in others)
                yield Equality(code, left, (table.figure(total, column),), (parts, label), clause)


def _group(lines: Collection[Line], total: Line) -> Iterator[Line]:
    """The rows or columns that stand in the group of a total, or in a group within it."""
    return (line for line in lines if line.under[: len(total.under)] == total.under)


def balances(
    code: str,
    table: Table,
    left: Collection[Row],
    right: Collection[Row],
    names: tuple[str, str],
    clause: str,
) -> Iterator[Equality]:
    """For each column: the figures of some rows add up to those of others."""
    for column in table.columns:
        sides = (table.figures(left, column), table.figures(right, column))
        yield Equality(code, *sides, names, clause)
