"""Which sheet of a workbook fills which part of the form: by keys, by labels, or a finding says why none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.catalogue.messages import finding
from converter.form import Form, Ref, Table
from converter.form.editions import edition_2019
from converter.grid.cells import Position, RawCell, RawSheet
from converter.grid.labels import normal
from converter.grid.locate import Keys, keys_of
from converter.grid.tables import find_table
from converter.grid.values import is_blank
from converter.report.finding import Finding
from converter.report.report import Place
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.unmodified import Untouched, issued, issued_as

LabelledTable = tuple[RawSheet, Mapping[Ref, Position]]
"""A sheet and where the figures of a table stand on it."""

_SUPERSEDED = frozenset(map(normal, edition_2019.LABELS))
_FIXED = ("title", "heading", "name", "label", "head")
"""The printed texts by which a sheet of ours is known again."""

_FILLED_BY_HAND = ("figure", "paragraph", "entry", "remark", "footnote", "reason")


def tables_by_labels(table: Table, sheets: Iterable[RawSheet]) -> list[LabelledTable]:
    """Every sheet on which a table stands whole, told by its labels."""
    found = ((sheet, find_table(table, texts(sheet))) for sheet in sheets)
    return [(sheet, place.figures) for sheet, place in found if place.figures]


def is_superseded(sheets: Iterable[RawSheet]) -> bool:
    """True for a workbook with the tables of the form of 2019: two of its own labels stand in it."""
    seen = {normal(text) for sheet in sheets for text in texts(sheet).values()}
    return len(seen & _SUPERSEDED) >= 2


def keys_by_labels(plan: Sheet, sheet: RawSheet) -> Keys | None:
    """The keys that a sheet of ours must have had: all its printed texts stand in their places.

    The sheet may have lost rows above or columns on the left (the hidden keys), or got some: then all
    of it is moved alike. None where a single text is missing, so nothing is guessed.
    """
    printed = {(c.row, c.column): normal(c.text) for c in plan.cells if c.kind in _FIXED and c.text}
    here = {position: normal(text) for position, text in texts(sheet).items()}
    if not printed:
        return None
    anchor, text = next(iter(printed.items()))
    for position in (place for place, words in here.items() if words == text):
        down, right = position[0] - anchor[0], position[1] - anchor[1]
        if all(here.get((row + down, column + right)) == words for (row, column), words in printed.items()):
            rows = {cell.at[0]: cell.row + down for cell in plan.inputs if cell.at}
            columns = {cell.at[1]: cell.column + right for cell in plan.inputs if cell.at}
            return Keys(plan.key, (down, right), rows, columns, frozenset())
    return None


def texts(sheet: RawSheet) -> dict[Position, str]:
    """The texts of a sheet by position."""
    return {position: cell.raw for position, cell in sheet.cells.items() if cell.type == "text"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The sheet that fills a part, with its keys or, for a table alone, the places of its figures.

    `untouched`: it stands as the template has it.
    """

    sheet: RawSheet
    keys: Keys | None = None
    figures: Mapping[Ref, Position] = field(default_factory=dict)
    untouched: Untouched | None = None


class Chooser:
    """The sheets of one file, and which of them were taken."""

    def __init__(self, sheets: Sequence[RawSheet], form: Form, source: str) -> None:
        self.sheets, self.source = sheets, source
        found = {id(sheet): issued_as(sheet, form) for sheet in sheets}
        self._untouched = {key: untouched for key, untouched in found.items() if untouched is not None}
        keyed = [(sheet, keys) for sheet in sheets if (keys := self._keys(sheet)) is not None]
        self._keyed: dict[str, list[Choice]] = {}
        for sheet, keys in keyed:
            choice = Choice(sheet, keys, untouched=self._untouched.get(id(sheet)))
            self._keyed.setdefault(keys.sheet, []).append(choice)
        with_keys = {id(sheet) for sheet, _ in keyed}
        self._free = [sheet for sheet in sheets if id(sheet) not in with_keys and sheet.cells]
        self._taken: set[int] = set()

    def _keys(self, sheet: RawSheet) -> Keys | None:
        untouched = self._untouched.get(id(sheet))
        return keys_of(sheet) if untouched is None else issued(untouched.plan).keys

    @property
    def moved(self) -> list[RawSheet]:
        """The sheets that do not stand as issued."""
        return [sheet for sheet in self.sheets if id(sheet) not in self._untouched]

    @property
    def is_ours(self) -> bool:
        """True where a sheet has our keys."""
        return bool(self._keyed)

    def choose(self, plan: Sheet) -> tuple[Choice | None, list[Finding]]:
        """The sheet that fills a part of the form, and what was noticed; None where there is none."""
        choices = self._keyed.get(plan.key, [])
        elsewhere = self._elsewhere(plan, keyed=bool(choices))
        found = [*choices, *elsewhere]
        if not found:
            return None, [] if plan.optional else self._missing(plan)
        filled = found if len(found) == 1 else [choice for choice in found if _is_filled(plan, choice)]
        self._taken.update(id(choice.sheet) for choice in found)
        if len(filled) > 1:
            names = "、".join(f"“{choice.sheet.name}”" for choice in filled)
            return None, [finding("F-04", Place(self.source), variant="two", found=names, expected=plan.name)]
        best = filled[0] if filled else next((c for c in found if c.sheet.name == plan.name), found[0])
        return best, list(self._notices(plan, best, choices))

    def rekeyed(self, plan: Sheet, sheet: RawSheet) -> Choice | None:
        """The same sheet by its labels, where its keys are damaged."""
        keys = keys_by_labels(plan, sheet)
        return None if keys is None else Choice(sheet, keys)

    def left_over(self) -> Iterator[Finding]:
        """Sheets with content that fill no part of the form (F-04 extra); nobody reports on a hidden one."""
        for sheet in (sheet for sheet in self._free if not sheet.hidden):
            some = next((cell.raw for cell in sheet.cells.values() if not is_blank(cell)), "")
            if some and id(sheet) not in self._taken:
                where = Place(self.source, sheet.name)
                yield finding("F-04", where, variant="extra", found=" ".join(some.split())[:20])

    def _elsewhere(self, plan: Sheet, *, keyed: bool) -> list[Choice]:
        """Sheets without keys that hold this part, told by their labels."""
        table = _printed_table(plan)
        if not self._free:
            return []
        whole = [Choice(s, keys) for s in self._free if (keys := keys_by_labels(plan, s)) is not None]
        seen = {id(choice.sheet) for choice in whole}
        others = [sheet for sheet in self._free if id(sheet) not in seen]
        labelled = tables_by_labels(table, others) if table else []
        tables = [Choice(sheet, None, figures) for sheet, figures in labelled]
        return [*whole, *(choice for choice in tables if not keyed or _is_filled(plan, choice))]

    def _notices(self, plan: Sheet, best: Choice, keyed: Sequence[Choice]) -> Iterator[Finding]:
        where = Place(self.source, best.sheet.name)
        if best.figures:
            yield finding("F-05", where, variant="by_labels", expected=plan.name)
        elif all(best is not choice for choice in keyed):
            yield finding("F-05", where, variant="unkeyed", expected=plan.name)
        for other in keyed:
            if other is not best:
                place = Place(self.source, other.sheet.name)
                yield finding("F-04", place, variant="blank_copy", expected=plan.name)
        if best.sheet.hidden and not plan.hidden:
            yield finding("F-04", where, variant="hidden")

    def _missing(self, plan: Sheet) -> list[Finding]:
        """Why no sheet fills a part: it is gone, empty, or no longer what it was."""
        names = "、".join(sheet.name for sheet in self.sheets)
        own = next((sheet for sheet in self.sheets if normal(sheet.name) == normal(plan.name)), None)
        if own is None:
            return [finding("F-04", Place(self.source), variant="missing", found=names, expected=plan.name)]
        self._taken.add(id(own))
        where = Place(self.source, own.name)
        if not any(not is_blank(cell) for cell in own.cells.values()):
            return [finding("F-04", where, variant="empty", expected=plan.name)]
        table = _printed_table(plan)
        label = find_table(table, texts(own)).trouble if table else _first_missing(plan, own)
        return [finding("F-04", where, variant="changed", expected=plan.name, found=label)]


def _printed_table(plan: Sheet) -> Table | None:
    tables = plan.section.tables if plan.section else ()
    return next((table for table in tables if table.printed), None)


def _first_missing(plan: Sheet, sheet: RawSheet) -> str:
    here = set(map(normal, texts(sheet).values()))
    printed = (cell.text for cell in plan.cells if cell.kind in ("name", "head", "label") and cell.text)
    return next((text for text in printed if normal(text) not in here), "定位行列")


def _is_filled(plan: Sheet, choice: Choice) -> bool:
    """True for a sheet on which somebody wrote something; totals that a formula computes do not count."""
    return any(not is_blank(raw) and raw is not None and not raw.formula for _, raw in written(plan, choice))


def written(plan: Sheet, choice: Choice) -> Iterator[tuple[Cell, RawCell | None]]:
    """The inputs of a sheet that people fill by hand, with what stands in them."""
    for cell in plan.inputs:
        position = place_of(cell, choice)
        if position is not None and cell.kind in _FILLED_BY_HAND:
            yield cell, choice.sheet.cells.get(position)


def place_of(cell: Cell, choice: Choice) -> Position | None:
    """Where an input stands on the chosen sheet; None where its row or column is gone."""
    if choice.keys is None:
        return choice.figures.get(cell.ref) if cell.kind == "figure" and cell.ref else None
    if cell.at is None:
        return None
    row, column = choice.keys.rows.get(cell.at[0]), choice.keys.columns.get(cell.at[1])
    return None if row is None or column is None else (row, column)
