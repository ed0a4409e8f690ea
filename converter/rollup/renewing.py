"""The workbook of a sum written again: figures are those of the new sum, what a person typed stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from converter.form import Ref
from converter.report.report import Entry, Figure, Report, Value

COMPUTED = ("机关名称", "年度")
"""Fields of the opening that the command itself gives; the others are a person's where they are filled."""


class FigureChange(NamedTuple):
    """A figure that differs from what the workbook has; 0 and blank are the same."""

    ref: Ref
    before: Value
    now: Value


def changed_figures(new: Report, old: Report) -> Iterator[FigureChange]:
    """The figures that differ, in the order of the form."""
    for ref in new.form.refs:
        before, now = old.value(ref) or 0, new.value(ref) or 0
        if before != now:
            yield FigureChange(ref, before, now)


def last_year_differs(new: Report, old: Report) -> bool:
    """Whether last year's figures are known now, and are others than in the workbook."""
    known = {ref: figure.value for ref, figure in new.last_year.items()}
    return any((value or 0) != (_value(old.last_year, ref) or 0) for ref, value in known.items())


def with_typed_texts(new: Report, old: Report) -> Report:
    """The new sum with the old workbook's texts: opening, narratives, notes, remarks and reasons.

    A table that was declared to have nothing stays so as long as all of its figures are 0.
    """
    figures = {ref: figure._replace(remark=old.figures[ref].remark) for ref, figure in new.figures.items()}
    return replace(
        new,
        entries={key: _entry(key, entry, old) for key, entry in new.entries.items()},
        figures=figures,
        passages=old.passages,
        states={
            key: old.states[key] if old.states.get(key, state).text and _is_zero(new, key) else state
            for key, state in new.states.items()
        },
        notes=old.notes,
        reasons=old.reasons,
        last_year=new.last_year or old.last_year,
        identity=old.identity,
    )


def _entry(key: str, entry: Entry, old: Report) -> Entry:
    own = old.entries[key]
    return own if own.text and key not in COMPUTED else entry


def _is_zero(report: Report, table: str) -> bool:
    return not any(report.value(ref) for ref in report.form.tables[table].refs())


def _value(figures: Mapping[Ref, Figure], ref: Ref) -> Value | None:
    return figures[ref].value if ref in figures else None
