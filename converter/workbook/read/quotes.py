"""Figures quoted in texts: 【#新收申请】 becomes the figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from converter.catalogue.messages import finding
from converter.form import Form, Quote, Ref
from converter.form.quotes import CLOSE, OPEN
from converter.grid.labels import normal
from converter.report.finding import Finding
from converter.report.report import Figure, Paragraph, Place, Value, plain
from converter.report.sums import add

_MARK = re.compile(
    rf"{OPEN[0]}\s*[#＃](?P<name>[^{CLOSE}]*)(?:{CLOSE}|$)|[\[［]\s*[#＃](?P<narrow>[^\]］]*)[\]］]"
)
"""A quoted name. One without a closing bracket reaches to the end of the text and is unknown.

In square brackets it counts only where the form has the name: [#1] may be anything.
"""

Passages = Mapping[str, tuple[Paragraph, ...]]


def quoted_value(quote: Quote, figures: Mapping[Ref, Figure], form: Form) -> Value | None:
    """The figure that a name stands for; None while one of its addends is unknown.

    A table that need not be filled counts as 0 while it is blank, as in the workbook.
    """
    tables = {ref.table for ref in quote.refs if not form.tables[ref.table].required}
    blank = {t for t in tables if all(f.value is None for ref, f in figures.items() if ref.table == t)}
    addends = [0 if ref.table in blank else figures[ref].value for ref in quote.refs]
    known = [value for value in addends if value is not None]
    return add(known) if len(known) == len(addends) else None


def fill_quotes(
    passages: Passages, figures: Mapping[Ref, Figure], form: Form, file: str
) -> tuple[dict[str, tuple[Paragraph, ...]], tuple[Finding, ...]]:
    """The passages with every quoted name replaced by its figure; a finding (C-30) for each unknown name.

    A name whose figure is unknown stays as it is: the figure has its own finding.
    """
    quotes = {normal(quote.name): quote for quote in form.quotes}
    findings: list[Finding] = []

    def fill(paragraph: Paragraph) -> Paragraph:
        if "#" not in paragraph.text and "＃" not in paragraph.text:  # faster than the pattern
            return paragraph

        def replacement(match: re.Match[str]) -> str:
            name = match["name"]
            closed = name is None or match[0].endswith(CLOSE)
            quote = quotes.get(normal(match["narrow"] if name is None else name)) if closed else None
            if quote is None and name is not None:
                place = paragraph.place or Place(file)
                findings.append(finding("C-30", place, found=match[0], expected=_nearest(name, form)))
            value = quoted_value(quote, figures, form) if quote else None
            return match[0] if value is None else plain(value)

        text = _MARK.sub(replacement, paragraph.text)
        return paragraph if text == paragraph.text else paragraph._replace(text=text, typed=paragraph.text)

    filled = {key: tuple(map(fill, passage)) for key, passage in passages.items()}
    return filled, tuple(findings)


def _nearest(name: str, form: Form) -> str:
    names = {quote.name: quote.mark for quote in form.quotes}
    close = get_close_matches(name.strip(), names, n=3, cutoff=0.3)
    return "、".join(names[match] for match in close) or form.quotes[0].mark
