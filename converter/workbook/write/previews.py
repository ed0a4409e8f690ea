"""Previews as formulas: paragraphs as they will be printed, with figures for quotes (【#新收申请】)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.form import Form
from converter.form.quotes import OPEN, OPEN_OTHERS
from converter.grid.cells import Position
from converter.workbook.layout.workbook_layout import PREVIEWS, layout
from converter.workbook.write import formula as f
from converter.workbook.write.formula import Expr

NAMES_PER_HELPER = 20
"""Names that one helper cell replaces, so that all programs accept the length and depth of its formula."""

FIRST = 5
"""The column of the first quoted figure on the hidden sheet 预览."""


def quote_cells(form: Form, value_of: Mapping[str, Expr]) -> Iterator[tuple[int, int, Expr]]:
    """Row, column and value of the hidden sheet's first row: the figure of each name, from the guide."""
    for place, quote in enumerate(form.quotes):
        yield 0, FIRST + place, value_of[quote.name]


def preview(form: Form, row: int, source: Expr, names: Mapping[str, Expr]) -> tuple[list[Expr], Expr]:
    """The helper cells of a paragraph, in a row, and the cell that shows its preview.

    Each helper replaces twenty names in the text of the one before; all are "" for a paragraph without one.
    `source`: the paragraph. `names`: the figures.
    """
    for other in OPEN_OTHERS:
        text = str(source.value or "").replace(other, OPEN)
        source = Expr(f'SUBSTITUTE({source.text},"{other}","{OPEN}")', text)
    text = str(source.value)
    marked = Expr(f'ISERROR(FIND("{OPEN}",{source.text}))', OPEN not in text)
    helpers: list[Expr] = []
    previous = source
    for start in range(0, len(form.quotes), NAMES_PER_HELPER):
        group = form.quotes[start : start + NAMES_PER_HELPER]
        opening = "SUBSTITUTE(" * len(group)
        closing = "".join(f',"{quote.mark}",{names[quote.name].text})' for quote in group)
        value = str(previous.value or "")
        for quote in group if OPEN in value else ():
            value = value.replace(quote.mark, str(f.join(names[quote.name]).value))
        empty = marked if not helpers else f.equals(previous, "")
        kept = f.if_(empty, f.text(""), Expr(f"{opening}{previous.text}{closing}", value))
        helpers.append(kept)
        previous = f.cell("", (row, len(helpers) - 1), kept.value)
    previous = f.cell(PREVIEWS, (row, len(helpers) - 1), previous.value)
    left = Expr(f'ISERROR(FIND("{OPEN}",{previous.text}))', OPEN not in str(previous.value))
    warned = f.join(f.text("（有不认识的名称）"), previous)
    return helpers, f.if_(left, previous, warned)


def names_left(text: str, form: Form) -> bool:
    """True for a text that quotes an unknown name, or a known one not exactly as it is written."""
    for other in OPEN_OTHERS:
        text = text.replace(other, OPEN)
    for quote in form.quotes if OPEN in text else ():
        text = text.replace(quote.mark, "")
    return OPEN in text


def last_helpers(form: Form) -> list[Position]:
    """The last helper cell of each paragraph, in the order of the rows."""
    column = (len(form.quotes) - 1) // NAMES_PER_HELPER
    return [(row, column) for row in sorted(paragraph_rows(form).values())]


def paragraph_rows(form: Form) -> dict[tuple[str, int], int]:
    """The row on the hidden sheet for each paragraph, by narrative and number."""
    cells = [cell for sheet in layout(form) for cell in sheet.cells if cell.kind == "paragraph"]
    return {(cell.key, cell.number): row for row, cell in enumerate(cells, start=1)}
