"""Formulas with their values: an expression is its text for the workbook and the value it evaluates to.

Some programs show the stored value of a formula without computing it, so the two are built together and
cannot differ. Only functions that Excel 2010, WPS and LibreOffice share are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from converter.grid.cells import Position, address

Scalar = str | int | float | bool | Decimal | None
"""The value of a cell; None is a blank one."""


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression: its text without the leading =, and its value."""

    text: str
    value: Scalar


class Area(NamedTuple):
    """Several cells: the ranges that cover them, and their values."""

    ranges: tuple[str, ...]
    values: tuple[Scalar, ...]

    @property
    def text(self) -> str:
        """The ranges as arguments of a function."""
        return ",".join(self.ranges)


def cell(sheet: str, position: Position, value: Scalar) -> Expr:
    """A reference to a cell; `sheet` "" is the sheet of the formula itself."""
    return Expr(f"'{sheet}'!{address(position)}" if sheet else address(position), value)


def area(sheet: str, cells: Sequence[tuple[Position, Scalar]]) -> Area:
    """Cells of one sheet; neighbours in a row, then equal strips in consecutive rows, become one range."""
    strips: list[list[int]] = []  # first row, last row, first column, last column
    for (row, column), _ in sorted(cells, key=lambda item: item[0]):
        if strips and strips[-1][1] == strips[-1][0] == row and strips[-1][3] == column - 1:
            strips[-1][3] = column
        else:
            strips.append([row, row, column, column])
    blocks: list[list[int]] = []
    for strip in strips:
        above = next((b for b in blocks if b[1] == strip[0] - 1 and b[2:] == strip[2:]), None)
        if above is None:
            blocks.append(strip)
        else:
            above[1] = strip[1]
    ranges = tuple(f"'{sheet}'!{address((r, c))}:{address((s, d))}" for r, s, c, d in blocks)
    return Area(ranges, tuple(value for _, value in cells))


def text(words: str) -> Expr:
    """A constant text."""
    return Expr('"{}"'.format(words.replace('"', '""')), words)


def number(value: int) -> Expr:
    """A constant number."""
    return Expr(str(value), value)


def choice_of(place: Expr, words: Sequence[str]) -> Expr:
    """The word of a list at a place, 0 for the first: shorter than one IF inside the other for each."""
    width = max(map(len, words)) + 1
    all_words = "".join(word.ljust(width) for word in words)
    at = place.value if isinstance(place.value, int) else 0
    return Expr(f'TRIM(MID("{all_words}",1+{width}*{place.text},{width}))', words[at])


def total(of: Area) -> Expr:
    """SUM: the numbers of an area; texts and blanks do not count."""
    exact = sum((_decimal(value) for value in of.values if _is_number(value)), Decimal(0))
    return Expr(f"SUM({of.text})", _plain(exact))


def squares(of: Area) -> Expr:
    """SUMSQ: above 0 where any number of an area is not 0."""
    exact = sum((_decimal(value) ** 2 for value in of.values if _is_number(value)), Decimal(0))
    return Expr(f"SUMSQ({of.text})", _plain(exact))


def count(of: Area) -> Expr:
    """COUNT: the number of cells with numbers."""
    return Expr(f"COUNT({of.text})", sum(map(_is_number, of.values)))


def count_equal(of: Iterable[Expr], state: int) -> Expr:
    """COUNTIF: the number of cells equal to a number, one COUNTIF per run of cells in a column."""
    cells = list(of)
    runs = _runs(c.text for c in cells)
    return Expr("+".join(f"COUNTIF({run},{state})" for run in runs), sum(c.value == state for c in cells))


def cells(of: Iterable[Expr]) -> Area:
    """Several cells; those below each other become one range."""
    taken = list(of)
    return Area(tuple(_runs(c.text for c in taken)), tuple(c.value for c in taken))


def _runs(places: Iterable[str]) -> list[str]:
    """References as ranges: those that follow each other down a column become one."""
    runs: list[tuple[str, int, int]] = []
    for place in places:
        column = place.rstrip("0123456789")
        row = int(place[len(column) :])
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = column, runs[-1][1], row
        else:
            runs.append((column, row, row))
    letters = re.compile("[A-Z]+$")
    return [
        f"{column}{first}" + (f":{letters.findall(column)[0]}{last}" if last > first else "")
        for column, first, last in runs
    ]


def count_filled(of: Area) -> Expr:
    """COUNTA: the number of cells that are not blank."""
    return Expr(f"COUNTA({of.text})", sum(value is not None for value in of.values))


def if_(condition: Expr, yes: Expr, no: Expr) -> Expr:
    """IF."""
    return Expr(f"IF({condition.text},{yes.text},{no.text})", (yes if condition.value else no).value)


def all_of(*conditions: Expr) -> Expr:
    """AND."""
    return Expr(f"AND({','.join(c.text for c in conditions)})", all(c.value for c in conditions))


def any_of(*conditions: Expr) -> Expr:
    """OR."""
    return Expr(f"OR({','.join(c.text for c in conditions)})", any(c.value for c in conditions))


def is_number(of: Expr) -> Expr:
    """ISNUMBER."""
    return Expr(f"ISNUMBER({of.text})", _is_number(of.value))


def is_blank(of: Expr) -> Expr:
    """True for a blank cell and for a text of blanks alone, full-width ones included."""
    shown = "" if of.value is None else str(of.value)
    return Expr(f'TRIM(SUBSTITUTE({of.text},"　",""))=""', not shown.strip(" 　"))


def equals(of: Expr, value: int | str) -> Expr:
    """True for exactly this number or text; case does not matter, as in spreadsheets."""
    if isinstance(value, str):
        return Expr(f"{of.text}={text(value).text}", str(of.value or "").casefold() == value.casefold())
    return Expr(f"{of.text}={value}", _is_number(of.value) and of.value == value)


def same_number(one: Expr, other: Expr) -> Expr:
    """True for two numbers that are equal to the sixth decimal; both must be numbers."""
    both = _is_number(one.value) and _is_number(other.value)
    return Expr(f"ROUND({one.text}-{other.text},6)=0", both and not distance(one, other).value)


def less(one: Expr, other: Expr) -> Expr:
    """True if one number is less than another."""
    both = _is_number(one.value) and _is_number(other.value)
    return Expr(f"{one.text}<{other.text}", both and _decimal(one.value) < _decimal(other.value))


def minus(one: Expr, other: Expr) -> Expr:
    """The difference of two numbers."""
    both = _is_number(one.value) and _is_number(other.value)
    return Expr(
        f"({one.text}-{other.text})", _plain(_decimal(one.value) - _decimal(other.value)) if both else ""
    )


def plus(one: Expr, other: Expr) -> Expr:
    """The sum of two numbers."""
    both = _is_number(one.value) and _is_number(other.value)
    return Expr(
        f"({one.text}+{other.text})", _plain(_decimal(one.value) + _decimal(other.value)) if both else ""
    )


def distance(one: Expr, other: Expr) -> Expr:
    """The absolute difference of two numbers, to the sixth decimal."""
    gap = minus(one, other)
    apart = _plain(round(abs(_decimal(gap.value)), 6)) if _is_number(gap.value) else ""
    return Expr(f"ROUND(ABS({one.text}-{other.text}),6)", apart)


def join(*parts: Expr) -> Expr:
    """Texts and numbers joined (&)."""
    return Expr("&".join(part.text for part in parts), "".join(_shown(part.value) for part in parts))


def line_break() -> Expr:
    """CHAR(10): a new line in a cell."""
    return Expr("CHAR(10)", "\n")


def bracketed(made: Expr) -> Expr:
    """An expression in brackets, to be a term of another."""
    return Expr(f"({made.text})", made.value)


def whole_or_mark(of: Expr, *, whole: bool, signed: bool = False, mark: str = "?") -> Expr:
    """An input as the checks use it: its number, 0 where blank, or `mark` where it is no valid figure."""
    value, x = of.value, of.text
    # A workbook has 200 of these, so each mention of the cell adds to its size. INT of a text is an error;
    # +0 makes a blank a number.
    least = f"INT({x})" if signed else f"ABS(INT({x}))"
    number = f'IF({x}={least},{x}+0,"{mark}")' if whole else f'IF(INT({x})>=0,{x}+0,"{mark}")'
    formula = f'IFERROR({number},IFERROR(IF(TRIM({x})="",0,"{mark}"),"{mark}"))'
    if _is_number(value):
        exact = _decimal(value)
        good = (signed or exact >= 0) and (not whole or exact == round(exact))
        return Expr(formula, _plain(exact) if good else mark)
    return Expr(formula, 0 if value is None or not str(value).strip(" ") else mark)


def _is_number(value: Scalar) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _decimal(value: Scalar) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _shown(value: Scalar) -> str:
    """A value as & shows it: numbers with up to 15 digits."""
    if _is_number(value):
        return format(Decimal(f"{float(value or 0):.15g}"), "f")
    return "" if value is None else str(value)
