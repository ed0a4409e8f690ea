"""What the screen 比较 shows: a figure of all agencies or of one by year, drawn and as a table; a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from converter.compare.rates import PER_HUNDRED
from converter.form import Form
from converter.report.report import Value, plain, with_sign
from converter.system.texts import name_key

if TYPE_CHECKING:
    from converter.compare.pair import Piece
    from converter.compare.reading import YearReport
    from converter.compare.table import Ranked, Table

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 48, 48, 28, 40
"""The size of a chart and the room around its lines."""


class Point(NamedTuple):
    """A year in a chart. `text`: its value, "" where there is none; `below`: what stands under the year."""

    x: float
    y: float
    year: int
    text: str
    below: str


class Chart(NamedTuple):
    """A line over years, broken where a year has no value. `said`: all of it in words."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    said: str


def chart_of(years: Sequence[tuple[int, Value | None, str]], name: str) -> Chart:
    """A line of years with their values and what stands under each; its axis begins at 0."""
    most = max((value for _, value, _ in years if value is not None), default=0) or 1
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    points: list[Point] = []
    runs: list[list[str]] = [[]]
    for number, (year, value, below) in enumerate(years):
        x = LEFT + (wide * number / (len(years) - 1) if len(years) > 1 else wide / 2)
        y = TOP + high - float(high * (value or 0) / most)
        points.append(Point(round(x, 1), round(y, 1), year, "" if value is None else plain(value), below))
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{x:.1f},{y:.1f}")
    said = "，".join(f"{point.year} 年 {point.text or '没有'}" for point in points)
    return Chart(tuple(points), tuple(" ".join(run) for run in runs if len(run) > 1), f"{name}：{said}")


class Measure(NamedTuple):
    """Something that is compared. `key`: what asks for it; `unit`: "" where its name says it."""

    key: str
    label: str
    unit: str = ""


def measures_of(form: Form) -> list[tuple[str, list[Measure]]]:
    """All that may be compared, by group: main figures, results, applicants, then each figure by table."""
    views = form.views
    main = [*dict.fromkeys((*views.main, *views.results, *views.applicants))]
    groups = [("主要的数", [*(Measure(name, name) for name in main), Measure(PER_HUNDRED, PER_HUNDRED)])]
    for table in form.tables.values():
        own = [Measure(ref.key, form.label(ref), form.column(ref).unit) for ref in table.refs()]
        groups.append((table.tag, own))
    return groups


def values_of(reports: Sequence[YearReport], measure: Measure, form: Form) -> tuple[Table, str]:
    """The table with a measure for each report, as `xxgk compare` makes it, and its column."""
    from converter.compare.table import VALUE, measures, tidy

    refs = [ref for ref in form.refs if ref.key == measure.key]
    return (tidy(reports, form, refs), VALUE) if refs else (measures(reports, form), measure.key)


class AllYears(NamedTuple):
    """A measure of all agencies: its sums drawn, a row for each agency."""

    years: tuple[int, ...]
    chart: Chart
    rows: tuple[Ranked, ...]


def all_years(reports: Sequence[YearReport], measure: Measure, form: Form) -> AllYears:
    """A measure of all agencies by year. `measure`: a rate is drawn as no sum."""
    from converter.compare.table import YEAR, ranked, sums_by_year

    table, column = values_of(reports, measure, form)
    years = tuple(sorted({int(year) for year in table[YEAR]}))
    sums = sums_by_year(table, column) if measure.key != PER_HUNDRED else []
    drawn = [(each.year, each.total, f"{each.agencies} 个机关") for each in sums]
    return AllYears(years, chart_of(drawn, f"{measure.label}合计"), tuple(ranked(table, column)))


class OneAgency(NamedTuple):
    """An agency by year: a measure drawn, the main figures as rows of name and values."""

    years: tuple[int, ...]
    chart: Chart
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def one_agency(reports: Sequence[YearReport], measure: Measure, form: Form) -> OneAgency:
    """An agency's reports by year. `reports`: its own."""
    from converter.compare.table import AGENCY, YEAR, measures

    table, column = values_of(reports, measure, form)
    years = tuple(sorted(report.year for report in reports))
    known: Mapping[int, Value] = {int(y): v for y, v in zip(table[YEAR], table[column], strict=True)}
    chart = chart_of([(year, known.get(year), "") for year in years], measure.label)
    main = measures(reports, form).set_index(YEAR)
    rows = tuple(
        (str(name), tuple(shown(main[name][year]) for year in years))
        for name in main.columns
        if name != AGENCY
    )
    return OneAgency(years, chart, rows)


class PairView(NamedTuple):
    """Two reports: figures as label, both values and the difference; sentences with what differs marked.

    `untold`: which of both has no texts that could be compared, in words.
    """

    before: YearReport
    after: YearReport
    figures: tuple[tuple[str, str, str, str], ...]
    sentences: tuple[tuple[str, list[Piece], list[Piece]], ...]
    untold: str


def pair_view(before: YearReport, after: YearReport, form: Form) -> PairView:
    """What differs between two reports."""
    from converter.compare.pair import compare_pair, pieces

    changes = compare_pair(before, after, form)
    figures = tuple(
        (form.label(c.ref), shown(c.before), shown(c.after), shown_change(c.difference))
        for c in changes.figures
    )
    without = [f"{report.agency} {report.year} 年" for report in (before, after) if not report.texts]
    sentences = () if without else changes.sentences
    told = tuple((form.narratives[c.narrative].label, *pieces(c)) for c in sentences)
    return PairView(before, after, figures, told, "、".join(without))


def shown(value: Value | None) -> str:
    """A value as text, "" for none."""
    return "" if value is None else plain(value)


def shown_change(value: Value | None) -> str:
    """A change as text, a rise with its sign."""
    return "" if value is None else with_sign(value)


def named(reports: Sequence[YearReport], name: str) -> list[YearReport]:
    """The reports of an agency, the earliest year first."""
    return [report for report in reports if report.key[0] == name_key(name)]
