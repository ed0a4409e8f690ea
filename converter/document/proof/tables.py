"""The tables of a document compared with its report: each printed once, complete, its figures as filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.document.expected import expected_figures
from converter.document.proof.printed_blocks import FormTable, PrintedBlock
from converter.document.readback import Block, Grid
from converter.form import Form, Ref, Table
from converter.grid.labels import find_table, normal
from converter.report.finding import Finding
from converter.report.report import Place, Report

MAX_LISTED = 5
"""Mismatched figures with a finding each; a wrong template can have 200 of them."""

_REMARK_BELOW = "\n（"
"""A remark may be printed on a line of its own below its figure."""


class Mismatch(NamedTuple):
    """A figure that is not printed as filled."""

    ref: Ref
    printed: str
    expected: str


def compare_figures(blocks: Iterable[PrintedBlock], report: Report, form: Form) -> tuple[int, list[Mismatch]]:
    """How many known figures are printed as filled, and the others."""
    expected = expected_figures(report, form)
    verified = 0
    mismatched: list[Mismatch] = []
    seen = set()
    for block in blocks:
        if isinstance(block, str) or block.key in seen:
            continue
        seen.add(block.key)
        found = [block.texts.get(position) for position in block.figures.values()]
        wanted = [expected[ref] for ref in block.figures]
        if found == wanted:
            verified += len(wanted) - wanted.count("")
            continue
        for ref, text in zip(block.figures, found, strict=True):
            if text and _REMARK_BELOW in text:
                text = text.replace(_REMARK_BELOW, _REMARK_BELOW[1:])
            if text != expected[ref]:
                mismatched.append(Mismatch(ref, text or "", expected[ref]))
            elif text:
                verified += 1
    return verified, mismatched


def figure_findings(mismatched: Sequence[Mismatch], form: Form, place: Place) -> Iterator[Finding]:
    """P-01 for mismatched figures: one each for the first, one for all others together."""
    for ref, printed, expected in mismatched[:MAX_LISTED]:
        facts = {"found": printed or "空白", "expected": expected or "空白"}
        yield finding("P-01", place, subject=form.label(ref), **facts, key=ref.key)
    if len(mismatched) > MAX_LISTED:
        yield finding("P-01", place, variant="more", found=str(len(mismatched) - MAX_LISTED))


def table_findings(
    printed: Iterable[PrintedBlock], blocks: Iterable[Block], form: Form, place: Place
) -> Iterator[Finding]:
    """P-02 for each table that is missing or incomplete, printed twice, or has a number too many."""
    tables: dict[str, list[FormTable]] = {}
    for block in printed:
        if not isinstance(block, str):
            tables.setdefault(block.key, []).append(block)
    for table in form.tables.values():
        if not table.printed:
            continue
        found = tables.get(table.key, [])
        if not found:
            yield finding("P-02", place, subject=table.tag, expected=_trouble(table, blocks))
        if len(found) > 1:
            yield finding("P-02", place, variant="twice", subject=table.tag)
        for first in found[:1]:
            if stray := _stray_number(first):
                yield finding("P-02", place, variant="stray", subject=table.tag, found=stray)


def _stray_number(table: FormTable) -> str:
    """A number in a figure's column, below the first figure, that is no figure of the form (a copied row)."""
    positions = set(table.figures.values())
    top = min(row for row, _ in positions)
    columns = {column for _, column in positions}
    for position, text in table.texts.items():
        row, column = position
        if position not in positions and row >= top and column in columns and text[:1].isdigit():
            return text
    return ""


def _trouble(table: Table, blocks: Iterable[Block]) -> str:
    """The first wrong label of the document's table that is most like a table of the form."""
    labels = {normal(row.label) for block in table.blocks for row in block.rows if row.label}
    labels |= {normal(column.label) for block in table.blocks for column in block.columns}

    def likeness(grid: Grid) -> int:
        return len(labels & {normal(text) for text in grid.texts.values()})

    grids = [block for block in blocks if not isinstance(block, str)]
    nearest = max(grids, key=likeness, default=Grid({}))
    return find_table(table, nearest.texts).missing
