"""Figures in prose: 【#新收申请】 becomes the figure, in the reader and, as formulas, in the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from converter.finding import Finding
from converter.form import Form, Quote, Ref
from converter.form.quotes import CLOSE, OPEN, OPEN_OTHERS
from converter.grid.cells import Position
from converter.grid.labels import normal
from converter.messages import finding
from converter.report import Figure, Paragraph, Place, Value, plain
from converter.sums import add
from converter.workbook import formula as f
from converter.workbook.formula import Expr
from converter.workbook.layout import PREVIEWS, layout

CHAIN = 20
"""Names per helper cell: a formula stays short and shallow enough for every program."""

FIRST = 5
"""The column of the first name's figure in the hidden sheet."""

_MARK = re.compile(
    rf"{OPEN[0]}\s*[#＃](?P<name>[^{CLOSE}]*)(?:{CLOSE}|$)|[\[［]\s*[#＃](?P<narrow>[^\]］]*)[\]］]"
)
"""A name in a text; one that is never closed is taken to the end, and told as unknown.

In other brackets only a name of the form is one: [#1] may be anything.
"""

Passages = Mapping[str, tuple[Paragraph, ...]]


def quoted_value(quote: Quote, figures: Mapping[Ref, Figure], form: Form) -> Value | None:
    """The figure that a name stands for; None while one of its parts is not known.

    A table that need not be filled counts as 0 while it is blank, as the workbook shows it.
    """
    tables = {ref.table for ref in quote.refs if not form.tables[ref.table].required}
    blank = {t for t in tables if all(f.value is None for ref, f in figures.items() if ref.table == t)}
    parts = [0 if ref.table in blank else figures[ref].value for ref in quote.refs]
    known = [part for part in parts if part is not None]
    return add(known) if len(known) == len(parts) else None


def fill_quotes(
    passages: Passages, figures: Mapping[Ref, Figure], form: Form, file: str
) -> tuple[dict[str, tuple[Paragraph, ...]], tuple[Finding, ...]]:
    """The passages with every quoted figure put in; a name that the form lacks is told (C-30).

    A name whose figure is not known stays as it is: what is wrong with the figure is told there.
    """
    quotes = {normal(quote.name): quote for quote in form.quotes}
    findings: list[Finding] = []

    def fill(paragraph: Paragraph) -> Paragraph:
        if "#" not in paragraph.text and "＃" not in paragraph.text:  # sooner known than by the pattern
            return paragraph

        def put(match: re.Match[str]) -> str:
            name = match["name"]
            closed = name is None or match[0].endswith(CLOSE)
            quote = quotes.get(normal(match["narrow"] if name is None else name)) if closed else None
            if quote is None and name is not None:
                place = paragraph.place or Place(file)
                findings.append(finding("C-30", place, found=match[0], expected=_nearest(name, form)))
            value = quoted_value(quote, figures, form) if quote else None
            return match[0] if value is None else plain(value)

        text = _MARK.sub(put, paragraph.text)
        return paragraph if text == paragraph.text else paragraph._replace(text=text, typed=paragraph.text)

    filled = {key: tuple(map(fill, passage)) for key, passage in passages.items()}
    return filled, tuple(findings)


def _nearest(name: str, form: Form) -> str:
    names = {quote.name: quote.mark for quote in form.quotes}
    close = get_close_matches(name.strip(), names, n=3, cutoff=0.3)
    return "、".join(names[match] for match in close) or form.quotes[0].mark


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
