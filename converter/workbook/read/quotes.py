"""Figures quoted in texts: 【#新收申请】 becomes the figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import islice

from converter.catalogue.messages import finding
from converter.form import Form, Quote, Ref
from converter.form.quotes import CLOSE, OPEN
from converter.grid.labels import normal
from converter.report.finding import Finding
from converter.report.report import Figure, Paragraph, Place, Value, plain
from converter.report.sums import add
from converter.system.patterns import pattern

_LONGEST = 100
"""Characters of the longest name that is looked for: this bounds the time for any text."""

_MARK = pattern(
    rf"{OPEN[0]}\s{{0,9}}[#＃](?P<name>[^{CLOSE}]{{0,{_LONGEST}}})(?P<end>{CLOSE}?)"
    rf"|[\[［]\s{{0,9}}[#＃](?P<narrow>[^\]］]{{0,{_LONGEST}}})[\]］]"
)
"""A quoted name. One without a closing bracket behind it is unknown.

In square brackets it counts only where the form has the name: [#1] may be anything.
"""

_MOST = 20
"""Unknown names of one report that have a finding each; the last one says that there are more."""

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
    quotes = _quotes(form)
    unknown: dict[tuple[Place, str], str] = {}

    def fill(paragraph: Paragraph) -> Paragraph:
        if "#" not in paragraph.text and "＃" not in paragraph.text:  # faster than the pattern
            return paragraph

        def replacement(match: re.Match[str]) -> str:
            name = match["name"]
            closed = name is None or match["end"]
            quote = quotes.get(normal(match["narrow"] if name is None else name)) if closed else None
            if quote is None and name is not None:
                unknown[paragraph.place or Place(file), match[0]] = name
            value = quoted_value(quote, figures, form) if quote else None
            return match[0] if value is None else plain(value)

        text = _MARK.sub(replacement, paragraph.text)
        return paragraph if text == paragraph.text else paragraph._replace(text=text, typed=paragraph.text)

    filled = {key: tuple(map(fill, passage)) for key, passage in passages.items()}
    return filled, tuple(_unknown_findings(unknown, form))


@cache
def _quotes(form: Form) -> Mapping[str, Quote]:
    """The quotes of a form by their names as they are compared."""
    return {normal(quote.name): quote for quote in form.quotes}


def _unknown_findings(unknown: Mapping[tuple[Place, str], str], form: Form) -> Iterator[Finding]:
    for (place, mark), name in islice(unknown.items(), _MOST):
        yield finding("C-30", place, found=mark, expected=_nearest(name, form))
    if len(unknown) > _MOST:
        places = tuple(dict.fromkeys(place for place, _ in islice(unknown, _MOST, None)))
        yield finding("C-30", places[:_MOST], variant="more", found=str(len(unknown) - _MOST))


def _nearest(name: str, form: Form) -> str:
    names = {quote.name: quote.mark for quote in form.quotes}
    close = get_close_matches(name.strip(), names, n=3, cutoff=0.3)
    return "、".join(names[match] for match in close) or form.quotes[0].mark
