"""Figures in prose, as formulas: the helper cells that show a paragraph with its 【#新收申请】 filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.form import Form
from converter.form.quotes import OPEN, OPEN_OTHERS
from converter.grid.cells import Position
from converter.workbook.layout.book import PREVIEWS, layout
from converter.workbook.write import formula as f
from converter.workbook.write.formula import Expr

CHAIN = 20
"""Names per helper cell: a formula stays short and shallow enough for every program."""

FIRST = 5
"""The column of the first name's figure in the hidden sheet."""


def preview_cells(form: Form, value_of: Mapping[str, Expr]) -> Iterator[tuple[int, int, Expr]]:
    """The hidden sheet's first row: the figure of each name, as the guide shows it."""
    for place, quote in enumerate(form.quotes):
        yield 0, FIRST + place, value_of[quote.name]


def preview(form: Form, row: int, source: Expr, names: Mapping[str, Expr]) -> tuple[list[Expr], Expr]:
    """The chain of helper cells for one paragraph, and what the cell beside it shows.

    Each helper puts in twenty names; nothing is computed for a paragraph without a name.
    """
    for other in OPEN_OTHERS:
        text = str(source.value or "").replace(other, OPEN)
        source = Expr(f'SUBSTITUTE({source.text},"{other}","{OPEN}")', text)
    text = str(source.value)
    marked = Expr(f'ISERROR(FIND("{OPEN}",{source.text}))', OPEN not in text)
    chain: list[Expr] = []
    previous = source
    for start in range(0, len(form.quotes), CHAIN):
        group = form.quotes[start : start + CHAIN]
        opening = "SUBSTITUTE(" * len(group)
        closing = "".join(f',"{quote.mark}",{names[quote.name].text})' for quote in group)
        value = str(previous.value or "")
        for quote in group if OPEN in value else ():
            value = value.replace(quote.mark, str(f.join(names[quote.name]).value))
        empty = marked if not chain else f.is_(previous, "")
        kept = f.if_(empty, f.text(""), Expr(f"{opening}{previous.text}{closing}", value))
        chain.append(kept)
        previous = f.cell("", (row, len(chain) - 1), kept.value)
    previous = f.cell(PREVIEWS, (row, len(chain) - 1), previous.value)
    left = Expr(f'ISERROR(FIND("{OPEN}",{previous.text}))', OPEN not in str(previous.value))
    warned = f.join(f.text("（有不认识的名称）"), previous)
    return chain, f.if_(left, previous, warned)


def names_left(text: str, form: Form) -> bool:
    """True for a text that quotes a name which the workbook does not know as it is written."""
    for other in OPEN_OTHERS:
        text = text.replace(other, OPEN)
    for quote in form.quotes if OPEN in text else ():
        text = text.replace(quote.mark, "")
    return OPEN in text


def last_helpers(form: Form) -> list[Position]:
    """The last helper cell of each paragraph on the hidden sheet, from the first to the last."""
    column = (len(form.quotes) - 1) // CHAIN
    return [(row, column) for row in sorted(paragraph_rows(form).values())]


def paragraph_rows(form: Form) -> dict[tuple[str, int], int]:
    """The row of the hidden sheet that belongs to each paragraph of the workbook."""
    cells = [cell for sheet in layout(form) for cell in sheet.cells if cell.kind == "paragraph"]
    return {(cell.key, cell.number): row for row, cell in enumerate(cells, start=1)}
