"""Views of a sum: figures of each agency, this year against last year, and a draft of the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from converter.form import Form, Ref
from converter.report.report import Figure, Paragraph, Value, plain
from converter.report.sums import add, distance
from converter.rollup.adding import LastSum, RollUp, Sums, sums_of
from converter.rollup.balance import broken_refs
from converter.workbook.read.quotes import fill_quotes, quoted_value

if TYPE_CHECKING:
    import pandas as pd

TENTH = Decimal("0.1")
_WITHHELD = "（这一段先不写：汇总数的勾稽关系不成立，见“汇总情况”。改正有关单位的数后重新汇总。）"


class YearChange(NamedTuple):
    """A figure this year and last. `percent`: None where last year's was 0 or is not known.

    `group`: for the sum of several figures, which last year's form had as one, their group; "" for a figure.
    """

    ref: Ref
    this: Value
    last: Value | None
    difference: Value | None
    percent: Decimal | None
    group: str = ""


def year_changes(roll: RollUp) -> Iterator[YearChange]:
    """Yield every known figure of the sum with last year's, in the order of the form.

    Figures that last year's form had as one follow as their sum.
    """
    last = LastSum({}) if roll.last is None else roll.last
    joint = {refs[-1]: refs for refs in last.joint}
    for ref in roll.report.form.refs:
        if (this := roll.report.value(ref)) is not None:
            yield _change(ref, this, last.figures.get(ref))
        if ref in joint:
            values = [value for one in joint[ref] if (value := roll.report.value(one)) is not None]
            rows = roll.report.form.tables[ref.table].rows
            (row,) = (row for row in rows if row.key == ref.row)
            if values:
                yield _change(ref, add(values), last.joint[joint[ref]], row.under[-1])


def _change(ref: Ref, this: Value, last: Value | None, group: str = "") -> YearChange:
    difference = None if last is None else add([this, -last])
    return YearChange(ref, this, last, difference, _percent(difference, last), group)


def figures_per_agency(roll: RollUp) -> pd.DataFrame:
    """A row per agency, a column per key of a figure (三.r05.c1); exact values, None where not known.

    For scripts and notebooks, which compare and draw from it. pandas is imported here: its start takes as
    long as reading twenty workbooks, and `book` needs no more than the rows.
    """
    import pandas as pd

    rows = [{ref.key: value for ref, value in sums.items()} for sums in sums_of(roll)]
    frame = pd.DataFrame(rows, index=[part.agency for part in roll.parts], dtype=object)
    return frame.reindex(columns=[ref.key for ref in roll.report.form.refs])


Named = Mapping[str, Value]
"""The known figures that texts may quote, by name."""


def named_figures(sums: Sums, form: Form) -> Named:
    """The figures that texts may quote, of those of a report."""
    known = {ref: Figure(value) for ref, value in sums.items()}
    figures = {quote.name: quoted_value(quote, known, form) for quote in form.quotes}
    return {name: value for name, value in figures.items() if value is not None}


def draft_texts(roll: RollUp) -> Iterator[tuple[str, str, str]]:
    """Draft sentences for the narratives, from figures alone; none with figures that contradict each other.

    Yields the narrative's label, the sentence with names to be quoted (【#新收申请】), and the sentence
    with the figures put in, with the change against last year where that is known.
    """
    form, broken = roll.report.form, broken_refs(roll)
    for key, sentence in form.drafts:
        named = {ref for quote in form.quotes if quote.mark in sentence for ref in quote.refs}
        if named & broken:
            yield form.narratives[key].label, "", _WITHHELD
            continue
        filled, _ = fill_quotes({key: (Paragraph(sentence),)}, roll.report.figures, form, "")
        yield form.narratives[key].label, sentence, filled[key][0].text
    compared = _compared(roll, form)
    if compared:
        yield "与上年比较", "", compared


def _compared(roll: RollUp, form: Form) -> str:
    """A sentence that compares new applications with last year's; "" where either is not known."""
    quote = form.quotes[0]
    this = quoted_value(quote, roll.report.figures, form)
    if roll.last is None or this is None or any(ref not in roll.last.figures for ref in quote.refs):
        return ""
    last = add([roll.last.figures[ref] for ref in quote.refs])
    percent = _percent(add([this, -last]), last)
    if this == last:
        return f"{quote.name}{plain(this)}件，与上年持平。"
    word = "增加" if this > last else "减少"
    growth = f"（{'增长' if this > last else '下降'}{abs(percent)}%）" if percent is not None else ""
    return f"{quote.name}{plain(this)}件，比上年{word}{plain(distance(this, last))}件{growth}。"


def _percent(difference: Value | None, last: Value | None) -> Decimal | None:
    """A change in percent, rounded half up to a tenth."""
    if difference is None or not last:
        return None
    return (Decimal(difference) * 100 / Decimal(last)).quantize(TENTH, ROUND_HALF_UP)
