"""The hidden sheet 核对: its cells, the states of checks, and the mirror of all figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from converter.form import Form, Ref
from converter.grid.cells import Position
from converter.workbook.layout.checklist import FigureRule
from converter.workbook.layout.workbook_layout import CHECKS
from converter.workbook.write import formula as f
from converter.workbook.write.formula import Area, Expr, Scalar
from converter.workbook.write.input_references import InputReferences

GOOD, WRONG, UNKNOWN, ASK, NO_LAST_YEAR, NOT_FILLED, TO_FILL = 0, 1, 2, 3, 4, 5, 6
"""States of a check: it holds; it does not; it cannot be evaluated yet; a person must confirm; there is no
figure of last year to compare with; there is nothing yet that it could look at; what has to be filled in is
blank."""

LiveCheck = tuple[Expr, Expr]
"""State and message."""


@dataclass(slots=True)
class CheckSheet:
    """The cells of the hidden sheet, and references to them: states and messages that other sheets show."""

    cells: dict[Position, Expr] = field(default_factory=dict)
    states: dict[str, Expr] = field(default_factory=dict)
    """States by the keys of the checklist's lines."""
    messages: dict[str, Expr] = field(default_factory=dict)
    """Messages by the keys of the checklist's lines, "" while nothing is wrong."""
    rules: dict[FigureRule, LiveCheck] = field(default_factory=dict)
    """State and message of each rule."""
    row: int = 0
    """The first row that is free."""

    def put(self, row: int, column: int, expression: Expr) -> Expr:
        """Write an expression into a cell; returns a reference to the cell."""
        self.cells[row, column] = expression
        return f.cell(CHECKS, (row, column), expression.value)

    def add(self, state: Expr, message: Expr) -> LiveCheck:
        """Write a check into the next row; the message is "" while nothing is wrong."""
        kept = self.put(self.row, 1, state)
        wrong = f.any_of(*(f.equals(kept, told) for told in (WRONG, ASK, TO_FILL)))
        shown = self.put(self.row, 2, f.if_(wrong, message, f.text("")))
        self.row += 1
        return kept, shown

    def add_value(self, value: Expr) -> Expr:
        """Write a value that checks refer to into the next row; returns a reference to it."""
        kept = self.put(self.row, 1, value)
        self.row += 1
        return kept


class Mirror:
    """References to the mirror cells: each figure as the checks use it, see `mirrored`."""

    def __init__(self, at: Mapping[Ref, Position], values: Mapping[Ref, Scalar]) -> None:
        self._at, self._values = at, values

    def one(self, ref: Ref) -> Expr:
        """The mirror cell of a figure."""
        return f.cell(CHECKS, self._at[ref], self._values[ref])

    def area(self, refs: Iterable[Ref]) -> Area:
        """The mirror cells of several figures."""
        return f.area(CHECKS, [(self._at[ref], self._values[ref]) for ref in refs])


def mirrored(form: Form, inputs: InputReferences, sheet: CheckSheet) -> Mirror:
    """Mirror every figure on the sheet: its number, 0 where blank, "?" where it is no valid figure.

    A total is the sum of its mirrored parts, "?" while one of them is.
    """
    at: dict[Ref, Position] = {}
    values: dict[Ref, Scalar] = {}
    top = 0
    for table in form.tables.values():
        rows = list(dict.fromkeys(ref.row for ref in table.refs()))
        columns = list(dict.fromkeys(ref.column for ref in table.refs()))
        at |= {ref: (top + rows.index(ref.row), columns.index(ref.column)) for ref in table.refs()}
        top += len(rows) + 1
    mirror = Mirror(at, values)

    def add(ref: Ref) -> None:
        """Mirror a figure after the parts of which it is the total."""
        if ref in values:
            return
        rule = form.totals.get(ref)
        if rule is None:
            column = form.column(ref)
            made = f.whole_or_mark(inputs.figure(ref), whole=column.whole, signed=column.signed)
        else:
            for part in rule.left:
                add(part)
            parts = mirror.area(rule.left)
            made = f.if_(f.equals(f.count(parts), len(rule.left)), f.total(parts), f.text("?"))
        values[ref] = made.value
        sheet.put(*at[ref], made)

    for ref in form.refs:
        add(ref)
    return mirror


def message_of(*parts: str | Expr) -> Expr:
    """A message of words and numbers."""
    return f.join(*(f.text(part) if isinstance(part, str) else part for part in parts))
