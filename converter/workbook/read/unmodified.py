"""Sheets that stand as they were issued, as nearly all do: everything on them is in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from converter.form import Form, Ref
from converter.grid.cells import Position, RawSheet, address
from converter.grid.labels import normal
from converter.grid.locate import SHEET_MARK, Keys
from converter.workbook.layout.book import layout
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.cellvalues import Content
from converter.workbook.read.plain import Shape
from converter.workbook.read.plaincells import PlainCells

_SILENT = ("last_year", "paragraph")
"""Kinds of inputs that say nothing where they are blank."""

_IN_ROWS = ("reason", "remark", "remark_at")
"""Kinds of inputs that say nothing where all of their row is blank."""

_CORNER = (0, 0)


class Issued(NamedTuple):
    """A sheet of the template: its hidden keys, its printed texts and where they stand, its merged ranges."""

    keys: Keys
    texts: tuple[Content, ...]
    places: tuple[Position, ...]
    merges: frozenset[str]


class Slot(NamedTuple):
    """An input of a sheet that stands as issued, the number of its value (None: it is blank), its address."""

    cell: Cell
    number: int | None
    address: str


class Counts(NamedTuple):
    """Inputs for whole numbers in which a number was typed.

    Their figures, the numbers of their values, their addresses; and all their styles.
    """

    refs: tuple[Ref, ...]
    numbers: tuple[int, ...]
    addresses: tuple[str, ...]
    styles: frozenset[str]


class Blanks(NamedTuple):
    """Inputs for figures that hold nothing: their figures and addresses."""

    refs: tuple[Ref, ...]
    addresses: tuple[str, ...]


class Fit(NamedTuple):
    """How a sheet of the template lies in the shape of a filled one; all by the numbers of values.

    `printed`: what gives the values that the printed texts have; `strays`: what must be a text that the
    template knows. `inputs`: those that say something; `counts`, `blanks` and `others`: the same, parted.
    """

    printed: Callable[[Sequence[bytes]], tuple[bytes, ...]]
    strays: tuple[int, ...]
    inputs: tuple[Slot, ...]
    counts: Counts
    blanks: Blanks
    others: tuple[Slot, ...]


class Untouched(NamedTuple):
    """A sheet of the template as it stands in a filled workbook."""

    plan: Sheet
    cells: PlainCells
    fit: Fit


def issued_as(sheet: RawSheet, form: Form) -> Untouched | None:
    """The sheet of the template that stands here untouched; None where anything printed was moved or changed.

    All its keys and texts are where the template has them, and nothing else is on it but inputs, formulas and
    texts that the template knows. Only told of cells that needed no parser; any other sheet is for the
    reader to find its way on.
    """
    cells = sheet.cells
    if not isinstance(cells, PlainCells):
        return None
    written, strings = cells.written, cells.strings
    corner = cells.shape.numbers.get(_CORNER)
    plan = None if corner is None else _plans(form).get(strings.get(written[corner]))
    fit = None if plan is None else (_fit if cells.shape.small else _fit.__wrapped__)(plan, cells.shape, form)
    if plan is None or fit is None:
        return None
    template = issued(plan)
    texts = tuple(map(strings.__getitem__, fit.printed(written)))
    if texts != template.texts or not template.merges.issuperset(sheet.merges):
        return None
    strays = (strings[written[number]] for number in fit.strays)
    return Untouched(plan, cells, fit) if all(normal(text) in plan.known for _, text, _ in strays) else None


@lru_cache(maxsize=64)
def _fit(plan: Sheet, shape: Shape, form: Form) -> Fit | None:
    """How a sheet of the template lies in a shape; None where something is missing or too much."""
    template, numbers = issued(plan), shape.numbers
    printed = [numbers.get(position, -1) for position in template.places]
    places = {(cell.row, cell.column): cell for cell in plan.inputs}
    rest = numbers.keys() - set(template.places) - places.keys()
    strays = [numbers[position] for position in rest if not shape.heads[numbers[position]].formula]
    # what is not shared is no text of the template; among the hidden keys one of its texts may be a key twice
    if not all(number >= 0 and shape.shared[number] for number in (*printed, *strays)):
        return None
    if not all(map(all, rest)):
        return None
    slots = [Slot(cell, numbers.get(position), address(position)) for position, cell in places.items()]
    inputs = tuple(_telling(slots))
    counts = _counts(inputs, shape, form)
    blank = {ref: slot.address for slot in inputs if slot.number is None and (ref := _figure(slot.cell))}
    known = {*counts.refs, *blank}
    others = tuple(slot for slot in inputs if _figure(slot.cell) not in known)
    blanks = Blanks(tuple(blank), tuple(blank.values()))
    return Fit(itemgetter(*printed), tuple(strays), inputs, counts, blanks, others)


def _figure(cell: Cell) -> Ref | None:
    return cell.ref if cell.kind == "figure" else None


def _telling(slots: Sequence[Slot]) -> Iterator[Slot]:
    """The inputs without those that say nothing, since they are blank."""
    filled = {slot.cell.at[0] for slot in slots if slot.cell.at and slot.number is not None}
    for slot in slots:
        cell, number, _ = slot
        silent = cell.kind in _SILENT or (cell.kind in _IN_ROWS and cell.at and cell.at[0] not in filled)
        if number is not None or not silent:
            yield slot


def _counts(slots: Iterable[Slot], shape: Shape, form: Form) -> Counts:
    found = [
        (ref, number, at, shape.heads[number].style)
        for (cell, number, at) in slots
        if number is not None and not shape.heads[number].kind and not shape.heads[number].formula
        and (ref := _figure(cell)) is not None and form.column(ref).whole
    ]  # fmt: skip
    refs, numbers, addresses, styles = zip(*found, strict=True) if found else ((), (), (), ())
    return Counts(refs, numbers, addresses, frozenset(styles))


@cache
def _plans(form: Form) -> Mapping[Content | None, Sheet]:
    """The sheets of the template by what stands in their corner."""
    return {("text", SHEET_MARK + plan.key, False): plan for plan in layout(form)}


@cache
def issued(plan: Sheet) -> Issued:
    """What stands on a sheet of the template, and where."""
    texts = {(cell.row, cell.column): cell.text for cell in plan.cells if cell.text and cell.at is None}
    rows = {text: row for (row, column), text in texts.items() if column == 0 and row}
    columns = {text: column for (row, column), text in texts.items() if row == 0 and column}
    return Issued(
        Keys(plan.key, _CORNER, rows, columns, frozenset()),
        tuple(("text", text, False) for text in texts.values()),
        tuple(texts),
        plan.merges,
    )
