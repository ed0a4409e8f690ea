"""Which sheet of a workbook fills which part of the form: found by keys, else by labels, else missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converter.catalogue.messages import finding
from converter.form import Form, Ref, Table
from converter.form.editions import labels_2019
from converter.grid.cells import Position, RawCell, RawSheet
from converter.grid.headings import Contradiction
from converter.grid.keys import Keys, keys_of
from converter.grid.labels import find_contradiction, find_table, normal
from converter.grid.values import is_blank
from converter.report.finding import Finding
from converter.report.report import Place
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.unmodified import UnmodifiedSheet, template_sheet, unmodified_sheet


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """The sheet that fills a part of the form.

    `keys`: its hidden keys, or those it must have had; None for a table found by its labels, which has
    `figures` alone. `contradiction`: a heading of such a table that says something else than its labels.
    `unmodified`: the sheet stands as the template has it.
    """

    sheet: RawSheet
    keys: Keys | None = None
    figures: Mapping[Ref, Position] = field(default_factory=dict)
    contradiction: Contradiction | None = None
    unmodified: UnmodifiedSheet | None = None

    def position_of(self, cell: Cell) -> Position | None:
        """Where an input stands on the sheet; None where its row or column is gone."""
        if self.keys is None:
            return self.figures.get(cell.ref) if cell.kind == "figure" and cell.ref else None
        if cell.keys is None:
            return None
        row, column = self.keys.rows.get(cell.keys[0]), self.keys.columns.get(cell.keys[1])
        return None if row is None or column is None else (row, column)


class SheetChooser:
    """Chooses among the sheets of one file, and keeps which it has chosen."""

    def __init__(self, sheets: Sequence[RawSheet], form: Form, source: str) -> None:
        self.sheets, self.source = sheets, source
        found = {id(sheet): unmodified_sheet(sheet, form) for sheet in sheets}
        self._unmodified = {key: as_issued for key, as_issued in found.items() if as_issued is not None}
        keyed = [(sheet, keys) for sheet in sheets if (keys := self._keys(sheet)) is not None]
        self._keyed: dict[str, list[SheetChoice]] = {}
        for sheet, keys in keyed:
            choice = SheetChoice(sheet, keys, unmodified=self._unmodified.get(id(sheet)))
            self._keyed.setdefault(keys.sheet, []).append(choice)
        with_keys = {id(sheet) for sheet, _ in keyed}
        self._without_keys = [sheet for sheet in sheets if id(sheet) not in with_keys and sheet.cells]
        self._chosen: set[int] = set()

    def _keys(self, sheet: RawSheet) -> Keys | None:
        found = self._unmodified.get(id(sheet))
        return keys_of(sheet) if found is None else template_sheet(found.plan).keys

    @property
    def has_our_keys(self) -> bool:
        """True where at least one sheet has keys of the template."""
        return bool(self._keyed)

    @property
    def modified(self) -> list[RawSheet]:
        """The sheets that do not stand as the template has them."""
        return [sheet for sheet in self.sheets if id(sheet) not in self._unmodified]

    def choose(self, plan: Sheet) -> tuple[SheetChoice | None, list[Finding]]:
        """The sheet that fills a part of the form, None where there is none, and findings."""
        with_keys = self._keyed.get(plan.key, [])
        found = [*with_keys, *self._choices_by_labels(plan, keyed=bool(with_keys))]
        if not found:
            return None, [] if plan.optional else self._missing(plan)
        filled = found if len(found) == 1 else [choice for choice in found if _is_filled(plan, choice)]
        self._chosen.update(id(choice.sheet) for choice in found)
        copies = filled if _are_alike(filled) else []
        if len(filled) > 1 and not copies:
            names = "、".join(f"“{choice.sheet.name}”" for choice in filled)
            return None, [finding("F-04", Place(self.source), variant="two", found=names, expected=plan.name)]
        best = next((c for c in filled or found if c.sheet.name == plan.name), (filled or found)[0])
        return best, list(self._choice_findings(plan, best, with_keys, copies))

    def _choices_by_labels(self, plan: Sheet, *, keyed: bool) -> list[SheetChoice]:
        """Sheets without keys on which the labels of a part stand.

        Where a sheet with its keys exists (`keyed`), only those that are filled, or on which all printed
        texts are in place.
        """
        if not self._without_keys:
            return []
        whole = [choice for sheet in self._without_keys if (choice := choice_by_texts(plan, sheet))]
        seen = {id(choice.sheet) for choice in whole}
        others = [sheet for sheet in self._without_keys if id(sheet) not in seen]
        table = printed_table(plan)
        tables = _choices_by_table(table, others) if table else []
        return [*whole, *(choice for choice in tables if not keyed or _is_filled(plan, choice))]

    def _choice_findings(
        self,
        plan: Sheet,
        best: SheetChoice,
        with_keys: Sequence[SheetChoice],
        alike: Sequence[SheetChoice],
    ) -> Iterator[Finding]:
        where = Place(self.source, best.sheet.name)
        if best.figures:
            if best.contradiction is None:
                yield finding("F-05", where, variant="by_labels", expected=plan.name)
        elif all(best is not choice for choice in with_keys):
            yield finding("F-05", where, variant="unkeyed", expected=plan.name)
        for other in with_keys:
            if other is not best:
                place = Place(self.source, other.sheet.name)
                variant = "same_copy" if any(other is one for one in alike) else "blank_copy"
                yield finding("F-04", place, variant=variant, expected=plan.name)
        if best.sheet.hidden and not plan.hidden:
            yield finding("F-04", where, variant="hidden")

    def _missing(self, plan: Sheet) -> list[Finding]:
        """Why no sheet fills a part: it is gone, empty, or no longer has its texts."""
        names = "、".join(sheet.name for sheet in self.sheets)
        own = next((sheet for sheet in self.sheets if normal(sheet.name) == normal(plan.name)), None)
        if own is None:
            return [finding("F-04", Place(self.source), variant="missing", found=names, expected=plan.name)]
        self._chosen.add(id(own))
        where = Place(self.source, own.name)
        if not any(not is_blank(cell) for cell in own.cells.values()):
            return [finding("F-04", where, variant="empty", expected=plan.name)]
        table = printed_table(plan)
        label = find_table(table, texts_of(own), own.merges).missing if table else _first_missing(plan, own)
        return [finding("F-04", where, variant="changed", expected=plan.name, found=label)]

    def unused_findings(self) -> Iterator[Finding]:
        """A finding (F-04 extra) for each visible sheet with content that fills no part of the form."""
        for sheet in (sheet for sheet in self._without_keys if not sheet.hidden):
            some = next((cell.raw for cell in sheet.cells.values() if not is_blank(cell)), "")
            if some and id(sheet) not in self._chosen:
                where = Place(self.source, sheet.name)
                yield finding("F-04", where, variant="extra", found=" ".join(some.split())[:20])


def texts_of(sheet: RawSheet) -> dict[Position, str]:
    """The texts of a sheet by position."""
    return {position: cell.raw for position, cell in sheet.cells.items() if cell.type == "text"}


_SUPERSEDED = frozenset(map(normal, labels_2019.LABELS))


def is_superseded(sheets: Iterable[RawSheet], form: Form) -> bool:
    """True for a workbook with the tables of 2019 where `form` is another: at least two of their labels."""
    if form.notice == labels_2019.NOTICE:
        return False
    seen = {normal(text) for sheet in sheets for text in texts_of(sheet).values()}
    return len(seen & _SUPERSEDED) >= 2


_PRINTED = ("title", "heading", "name", "label", "head")
"""Kinds of printed texts that identify a sheet of the template."""


def choice_by_texts(plan: Sheet, sheet: RawSheet) -> SheetChoice | None:
    """A sheet as the one of the template whose printed texts all stand on it, with the keys that it had.

    The sheet may have lost rows above or columns on the left (the hidden keys), or got some: then all
    of it is moved alike. None where a single text is missing, so nothing is guessed.
    """
    printed = {(c.row, c.column): normal(c.text) for c in plan.cells if c.kind in _PRINTED and c.text}
    here = {position: normal(text) for position, text in texts_of(sheet).items()}
    if not printed:
        return None
    anchor, text = next(iter(printed.items()))
    for position in (at for at, other in here.items() if other == text):
        down, right = position[0] - anchor[0], position[1] - anchor[1]
        if all(here.get((row + down, column + right)) == other for (row, column), other in printed.items()):
            rows = {cell.keys[0]: cell.row + down for cell in plan.inputs if cell.keys}
            columns = {cell.keys[1]: cell.column + right for cell in plan.inputs if cell.keys}
            return SheetChoice(sheet, Keys(plan.key, (down, right), rows, columns, frozenset()))
    return None


def _choices_by_table(table: Table, sheets: Iterable[RawSheet]) -> Iterator[SheetChoice]:
    """Every sheet on which a table stands with all its labels, whether its other headings agree or not."""
    for sheet in sheets:
        texts = texts_of(sheet)
        wrong = find_contradiction(table, texts, sheet.merges)
        if wrong is not None:
            located, contradiction = wrong
            yield SheetChoice(sheet, None, located.figures, contradiction)
        elif figures := find_table(table, texts, sheet.merges).figures:
            yield SheetChoice(sheet, None, figures)


def printed_table(plan: Sheet) -> Table | None:
    """The printed table of which a sheet of the template has the grid; others are lists of inputs there."""
    tables = plan.section.tables if plan.section else ()
    return next((table for table in tables if table.printed and table.required), None)


def _first_missing(plan: Sheet, sheet: RawSheet) -> str:
    here = set(map(normal, texts_of(sheet).values()))
    printed = (cell.text for cell in plan.cells if cell.kind in ("name", "head", "label") and cell.text)
    return next((text for text in printed if normal(text) not in here), "定位行列")


_FILLED_BY_HAND = ("figure", "paragraph", "entry", "remark", "note", "reason")
"""Kinds of inputs that show whether a sheet was filled."""


def _is_filled(plan: Sheet, choice: SheetChoice) -> bool:
    """True for a sheet on which somebody wrote something; totals that a formula computes do not count."""
    for cell in plan.inputs:
        position = choice.position_of(cell)
        if position is not None and cell.kind in _FILLED_BY_HAND:
            raw = choice.sheet.cells.get(position)
            if raw is not None and not is_blank(raw) and not raw.formula:
                return True
    return False


def _are_alike(choices: Sequence[SheetChoice]) -> bool:
    """True for at least two sheets with keys that hold the same, texts that the template prints included."""
    return len(choices) > 1 and all(
        choice.keys is not None and _contents(choice) == _contents(choices[0]) for choice in choices
    )


def _contents(choice: SheetChoice) -> dict[Position, RawCell]:
    """All that stands on a sheet, of formulas only where; its looks make no difference."""
    cells = ((at, cell) for at, cell in choice.sheet.cells.items() if cell.formula or not is_blank(cell))
    return {
        at: RawCell("text", "", True) if cell.formula else cell._replace(format_id=0) for at, cell in cells
    }
