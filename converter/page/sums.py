"""The county's sums as the page shows them: every figure with what each agency adds to it.

The same workbooks are added as by `xxgk rollup`, by what the last run found of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from converter.form import Form, Ref
from converter.grid.cells import address
from converter.page.state import State
from converter.report.report import Value, plain
from converter.report.sums import add, recompute_totals
from converter.results.recorded import Item
from converter.system.texts import name_key
from converter.workbook.layout.workbook_layout import figure_addresses

ADDED = ("passed", "to_confirm")
"""Statuses of workbooks that are added."""


class Source(NamedTuple):
    """What an agency adds to a figure. `cell`: where it stands in its workbook; `sheet`: there."""

    agency: str
    sheet: str
    cell: str
    value: str


class Sums(NamedTuple):
    """The sums. `figures`: by key; `last`: those of last year's reports of the same agencies.

    `parts`: each agency that is added, with its figures; `left_out`: agencies that are not, and why.
    """

    figures: Mapping[str, Value]
    last: Mapping[str, Value]
    parts: tuple[tuple[str, Mapping[Ref, Value]], ...]
    left_out: tuple[tuple[str, str], ...]


def sums_of(state: State, name: str, year: int, form: Form, *, returned: bool = False) -> Sums:
    """The sums over all agencies but the body itself. `returned`: on trial with those that have errors."""
    parts: list[tuple[str, Mapping[Ref, Value]]] = []
    lasts: list[Mapping[Ref, Value]] = []
    for agency, item in _items(state, name):
        is_wanted = item["status"] in ADDED or (returned and item["status"] == "returned")
        if is_wanted and item.get("year") == year:
            parts.append((agency, _typed(item.get("figures", {}), form)))
            lasts.append(_typed(item.get("last_year", {}), form))
    added = {agency for agency, _ in parts}
    left_out = tuple((unit.name, unit.status) for unit in state.units if unit.name not in added)
    return Sums(_added((own for _, own in parts), form), _added(lasts, form), tuple(parts), left_out)


def sources(sums: Sums, ref: Ref, form: Form) -> Iterator[Source]:
    """What each agency adds to a figure, the largest first; zeros are left out."""
    sheet, position = figure_addresses(form)[ref]
    found = []
    for agency, own in sums.parts:
        value = recompute_totals(form, own.get, ref.table)[ref]
        if value:
            found.append((agency, value))
    for agency, value in sorted(found, key=lambda each: -each[1]):
        yield Source(agency, sheet, address(position), plain(value))


def _items(state: State, name: str) -> Iterator[tuple[str, Item]]:
    """Every workbook that counts, with its agency; not the body's own."""
    for unit in state.units:
        if unit.item is not None:
            yield unit.name, unit.item
    for item in state.undecided:
        agency = str(item["agency"] or item["source"])
        if name_key(agency) != name_key(name):
            yield agency, item


def _typed(figures: Mapping[str, str], form: Form) -> dict[Ref, Value]:
    """Recorded figures as values: counts are whole numbers."""
    known = {ref.key: ref for ref in form.refs}
    return {
        (ref := known[key]): int(text) if form.column(ref).whole else Decimal(text)
        for key, text in figures.items()
        if key in known
    }


def _added(parts: Iterable[Mapping[Ref, Value]], form: Form) -> dict[str, Value]:
    """Values added by figure; typed totals are not added but recomputed."""
    known: dict[Ref, list[Value]] = {}
    for part in parts:
        for ref, value in part.items():
            if ref not in form.totals:
                known.setdefault(ref, []).append(value)
    totals = recompute_totals(form, {ref: add(values) for ref, values in known.items()}.get)
    return {ref.key: value for ref, value in totals.items() if value is not None}
