"""Totals left to their formula: recomputed, and whether the formula is still the sum of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from converter.catalogue.messages import finding
from converter.form import Form, Ref, Table
from converter.grid.cells import Position, RawCell, position
from converter.grid.values import stored_number
from converter.report.finding import Finding
from converter.report.report import Figure, Value, plain
from converter.report.sums import recompute_totals
from converter.workbook.layout.workbook_layout import figure_addresses
from converter.workbook.read.fields import Input


def read_totals(
    form: Form,
    table: Table,
    figures: Mapping[Ref, Figure],
    given: Mapping[Ref, Input],
    findings: list[Finding],
) -> Iterator[tuple[Ref, Figure]]:
    """A table's totals that are left to a formula, recomputed; findings (A-09) about formula and value."""
    computed = [ref for ref, figure in figures.items() if figure.computed]
    sums = recompute_totals(form, lambda ref: figures[ref].value, table.key) if computed else {}
    for ref in computed:
        (raw, place), value = given[ref], sums[ref]
        yield ref, Figure(value, place, computed=True)
        if raw is None:
            continue
        found, expected, subject = raw.raw or "空白", "" if value is None else plain(value), form.label(ref)
        if _is_replaced(raw, ref, form, figures):
            formula = f"={raw.expression.removeprefix('of:').removeprefix('=')}"
            facts = {"subject": subject, "found": found, "expected": expected}
            findings.append(finding("A-09", place, variant="replaced", formula=_short(formula), **facts))
        elif _is_stale(raw, value):
            facts = {"subject": subject, "found": found, "expected": expected}
            findings.append(finding("A-09", place, variant="stale", **facts))


def _short(formula: str) -> str:
    return formula if len(formula) <= _SHOWN else f"{formula[:_SHOWN]}…"


_SHOWN = 40
"""Characters of a formula that a finding shows."""


def _is_stale(raw: RawCell, value: Value | None) -> bool:
    """True where a formula's cached value differs from the recomputed total."""
    if value is None or (raw.type == "number" and raw.raw == plain(value)):
        return False
    shown = stored_number(raw.raw) if raw.type == "number" else None
    return shown != value and bool(raw.raw or value)


def _is_replaced(raw: RawCell, ref: Ref, form: Form, figures: Mapping[Ref, Figure]) -> bool:
    """True where a total's formula is neither the template's nor the sum of its parts, however written.

    False where the file does not spell the formula out, and where it lost a cell (#REF!), which shows.
    """
    formula = raw.expression
    if not formula or "#" in formula:
        return False
    if len(formula) > _LONGEST:
        return True
    # programs that insert a row by a script leave formulas as they were
    if _is_sum_of_template(formula, ref, form):
        return False
    places = {ref: position(figure.place.cell) for ref, figure in figures.items() if figure.place}
    return not _is_sum(formula, ref, form, {at: other for other, at in places.items() if at})


@lru_cache(maxsize=1024)
def _is_sum_of_template(formula: str, ref: Ref, form: Form) -> bool:
    places = figure_addresses(form).items()
    return _is_sum(formula, ref, form, {at: other for other, (_, at) in places if other.table == ref.table})


def _is_sum(formula: str, ref: Ref, form: Form, figures: Mapping[Position, Ref]) -> bool:
    """True where a formula adds the parts of a total, each once."""
    parts = form.totals[ref].left
    summed = _summed(formula, figures)
    return summed is not None and sorted(summed) in (sorted(parts), sorted(_leaves(parts, form)))


def _leaves(parts: tuple[Ref, ...], form: Form) -> Iterator[Ref]:
    """The figures that totals among the parts are made of themselves."""
    for part in parts:
        rule = form.totals.get(part)
        yield from (part,) if rule is None else _leaves(rule.left, form)


_LONGEST = 2_000
"""Characters of the longest formula that is understood; the longest sum of single cells has far fewer."""

_RANGE = re.compile(r"([A-Z]{1,3}[0-9]{1,7})(?::([A-Z]{1,3}[0-9]{1,7}))?")
_SUM = re.compile(r"SUM\(([^()]*)\)")


def _summed(expression: str, figures: Mapping[Position, Ref]) -> list[Ref] | None:
    """The figures that a formula adds, each as often as it does; None where it does anything else.

    Cells that hold no figure of the table are left out.
    """
    text = re.sub(r"\s|\$", "", expression.removeprefix("of:")).upper()
    text = re.sub(r"[\[\].]", "", text) if "[" in text else text  # [.B2:.B9] in an .ods file
    text = text.replace(";", ",").lstrip("=+")
    text = _SUM.sub(lambda match: match[1].replace(",", "+"), text)
    found: list[Ref] = []
    for term in text.split("+"):
        match = _RANGE.fullmatch(term.strip("()"))
        first = position(match[1]) if match else None
        last = position(match[2] or match[1]) if match else None
        if first is None or last is None:
            return None
        found += [
            ref
            for (row, column), ref in figures.items()
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]
        ]
    return found
