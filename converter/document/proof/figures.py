"""The tables of a document against its report: each there once and whole, every figure as filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from converter.catalogue.messages import finding
from converter.document.expected import expected_figures
from converter.document.proof.printed_blocks import Item, Official
from converter.document.readback import Grid
from converter.form import Form, Ref, Table
from converter.grid.labels import normal
from converter.grid.tables import find_table
from converter.report.finding import Finding
from converter.report.report import Place, Report

SHOWN = 5
"""Differing figures that are told one by one; a wrong template can make 200 of them."""

_REMARK_BELOW = "\n（"
"""A remark may stand on a line of its own below its figure."""


def figures(items: Iterable[Item], report: Report, form: Form) -> tuple[int, list[tuple[Ref, str, str]]]:
    """How many known figures are printed as filled, and the others: figure, found, expected."""
    expected = expected_figures(report, form)
    proved, differing, seen = 0, [], set()
    for item in items:
        if isinstance(item, str) or item.key in seen:
            continue
        seen.add(item.key)
        found = [item.texts.get(position) for position in item.figures.values()]
        wanted = [expected[ref] for ref in item.figures]
        if found == wanted:
            proved += len(wanted) - wanted.count("")
            continue
        for ref, text in zip(item.figures, found, strict=True):
            if text and _REMARK_BELOW in text:
                text = text.replace(_REMARK_BELOW, _REMARK_BELOW[1:])
            if text != expected[ref]:
                differing.append((ref, text or "", expected[ref]))
            elif text:
                proved += 1
    return proved, differing


def told(differing: Sequence[tuple[Ref, str, str]], form: Form, place: Place) -> Iterator[Finding]:
    """Say which figures differ."""
    for ref, found, expected in differing[:SHOWN]:
        words = {"found": found or "空白", "expected": expected or "空白"}
        yield finding("P-01", place, subject=form.label(ref), **words, key=ref.key)
    if len(differing) > SHOWN:
        yield finding("P-01", place, variant="more", found=str(len(differing) - SHOWN))


def tables(
    items: Iterable[Item], blocks: Iterable[str | Grid], form: Form, place: Place
) -> Iterator[Finding]:
    """Each table is there once, whole, and no number stands beside its figures."""
    known: dict[str, list[Official]] = {}
    for item in items:
        if not isinstance(item, str):
            known.setdefault(item.key, []).append(item)
    for table in form.tables.values():
        if not table.printed:
            continue
        found = known.get(table.key, [])
        if not found:
            yield finding("P-02", place, subject=table.tag, expected=_trouble(table, blocks))
        if len(found) > 1:
            yield finding("P-02", place, variant="twice", subject=table.tag)
        for each in found[:1]:
            if stray := _stray(each):
                yield finding("P-02", place, variant="stray", subject=table.tag, found=stray)


def _stray(table: Official) -> str:
    """A number below the first figure and in a figure's column that is none of the form's (a copied row)."""
    places = set(table.figures.values())
    top = min(row for row, _ in places)
    columns = {column for _, column in places}
    for position, text in table.texts.items():
        row, column = position
        if position not in places and row >= top and column in columns and text[:1].isdigit():
            return text
    return ""


def _trouble(table: Table, blocks: Iterable[str | Grid]) -> str:
    """What is wrong with the table of the document that looks most like this one: the first bad label."""
    labels = {normal(row.label) for block in table.blocks for row in block.rows if row.label}
    labels |= {normal(column.label) for block in table.blocks for column in block.columns}

    def likeness(grid: Grid) -> int:
        return len(labels & {normal(text) for text in grid.texts.values()})

    grids = [block for block in blocks if not isinstance(block, str)]
    nearest = max(grids, key=likeness, default=Grid({}))
    return find_table(table, nearest.texts).trouble
