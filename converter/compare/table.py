"""Many reports over many years as one table, and what follows from it. Imports pandas.

The table is tidy: a row for each known figure. Everything else is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

import pandas as pd

from converter.compare.rates import PER_HUNDRED
from converter.compare.reading import YearReport
from converter.form import Form, Quote, Ref
from converter.report.report import Value, plain
from converter.report.sums import add

Table = pd.DataFrame

AGENCY, CATEGORY, YEAR, CODE, LABEL, VALUE, CELL, SOURCE = COLUMNS = (
    "机关名称", "机关类别", "年度", "编号", "指标", "数值", "单元格", "来源",
)  # fmt: skip
"""The columns of the tidy table. 数值 is exact: an int, or a Decimal for money."""


def tidy(reports: Sequence[YearReport], form: Form, refs: Sequence[Ref] | None = None) -> pd.DataFrame:
    """A row for each known figure of each report, ordered by agency, year, form. `refs`: only these."""
    rows = [
        (
            r.agency,
            r.category,
            r.year,
            ref.key,
            form.label(ref),
            r.figures[ref],
            r.cells.get(ref, ""),
            r.source,
        )
        for r in reports
        for ref in (form.refs if refs is None else refs)
        if ref in r.figures
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({VALUE: object})


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as data.csv: UTF-8 with a mark, so that Excel opens it."""
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """Figures by agency and figure, a column for each year; blank where there is none."""
    wide = table.pivot(index=[AGENCY, CODE, LABEL], columns=YEAR, values=VALUE)
    order = table[[AGENCY, CODE, LABEL]].drop_duplicates()
    return wide.reindex(pd.MultiIndex.from_frame(order))


def measures(reports: Sequence[YearReport], form: Form) -> pd.DataFrame:
    """The main figures of each report by name, and disputes per hundred applications: a row each."""
    quotes = {quote.name: quote for quote in form.quotes}
    names = list(dict.fromkeys((*form.views.main, *form.views.results, *form.views.applicants)))
    rows = []
    for report in reports:
        known = {name: _value(report, quotes[name]) for name in names}
        rows.append(
            {
                AGENCY: report.agency,
                YEAR: report.year,
                **known,
                PER_HUNDRED: _per_hundred(report, form, quotes),
            }
        )
    return pd.DataFrame(rows, columns=[AGENCY, YEAR, *names, PER_HUNDRED], dtype=object)  # None stays None


def _value(report: YearReport, quote: Quote) -> Value | None:
    values = [report.figures[ref] for ref in quote.refs if ref in report.figures]
    return add(values) if len(values) == len(quote.refs) else None


def _per_hundred(report: YearReport, form: Form, quotes: dict[str, Quote]) -> Decimal | None:
    """Disputes for a hundred new applications, to one decimal; None without applications."""
    if not (form.views.disputes and form.views.volume):
        return None
    parts = [ref for ref in form.refs if ref.table == form.views.disputes and ref not in form.totals]
    received = _value(report, quotes[form.views.volume])
    if not received or any(ref not in report.figures for ref in parts):
        return None
    disputes = add([report.figures[ref] for ref in parts])
    return (Decimal(disputes) * 100 / Decimal(received)).quantize(Decimal("0.1"))


class Ranked(NamedTuple):
    """An agency's values by year, None where it has none.

    `change`: from the year before the last to that one. `rank`: by the last year, None without a value.
    """

    agency: str
    values: tuple[Value | None, ...]
    change: Value | None
    rank: int | None


def ranked(table: pd.DataFrame, column: str) -> list[Ranked]:
    """Each agency with what a column of a table says for each year, most in the last year first."""
    wide = table.pivot(index=AGENCY, columns=YEAR, values=column)
    wide = wide.astype(object).where(wide.notna(), None)
    rows = [(str(agency), tuple(values)) for agency, values in zip(wide.index, wide.to_numpy(), strict=True)]
    rows.sort(key=lambda row: (row[1][-1] is None, -(row[1][-1] or 0), row[0]))
    return [
        Ranked(agency, values, _change(values), rank if values[-1] is not None else None)
        for rank, (agency, values) in enumerate(rows, start=1)
    ]


def _change(values: Sequence[Value | None]) -> Value | None:
    before, last = values[-2:] if len(values) > 1 else (None, None)
    return None if before is None or last is None else add([last, -before])


class YearSum(NamedTuple):
    """The values of a year added. `agencies`: how many have one."""

    year: int
    total: Value | None
    agencies: int


def sums_by_year(table: pd.DataFrame, column: str) -> list[YearSum]:
    """What a column of a table says of all agencies together, year by year."""
    found = []
    for year, own in table.groupby(YEAR):
        known = [value for value in own[column] if value is not None]
        found.append(YearSum(int(str(year)), add(known) if known else None, len(known)))
    return found


class Outlier(NamedTuple):
    """A main figure out of line with the agency's own earlier years; `why`: in words."""

    agency: str
    year: int
    measure: str
    value: Value
    why: str


FEWEST_YEARS = 3
"""Earlier years that it takes to say what is usual."""

_SPREADS, _LEAST, _SHARE = Decimal(4), 5, Decimal("0.5")
"""A figure is out of line beyond the range of earlier years and this far from their median: so many times the
median distance from it, at least so many, and at least this share of it."""


def outliers(reports: Sequence[YearReport], form: Form) -> Iterator[Outlier]:
    """Main figures of the last year of each agency that its own history does not explain."""
    quotes = {quote.name: quote for quote in form.quotes}
    histories: dict[str, list[YearReport]] = {}
    for report in reports:
        histories.setdefault(report.key[0], []).append(report)
    for history in histories.values():
        *earlier, last = sorted(history, key=lambda report: report.year)
        for name in form.views.main:
            value = _value(last, quotes[name])
            before = [v for report in earlier if (v := _value(report, quotes[name])) is not None]
            if value is None or len(before) < FEWEST_YEARS or min(before) <= value <= max(before):
                continue
            usual = median(map(Decimal, before))
            spread = median(abs(Decimal(v) - usual) for v in before)
            far = max(_SPREADS * spread, Decimal(_LEAST), _SHARE * usual)
            if abs(Decimal(value) - usual) > far:
                low, high = plain(min(before)), plain(max(before))
                span = low if low == high else f"{low} 至 {high}"
                words = f"{last.year} 年是 {plain(value)}，以前 {len(before)} 年都在 {span}"
                yield Outlier(last.agency, last.year, name, value, words)
