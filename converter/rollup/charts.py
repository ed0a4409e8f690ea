"""Excel charts of a sum: results of applications, applicants, review and litigation, largest agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from converter.form import Table
from converter.report.report import Value
from converter.report.sums import add
from converter.rollup.adding import RollUp
from converter.rollup.comparing import Named

SHEET = "图表"
LARGEST = 20
"""Agencies with a bar of their own in the chart by volume; the others are one bar together."""

COLOURS = ("#2E75B6", "#1F4E79", "#9DC3E6", "#BF8F00", "#7A7F8A", "#C9D6E8")
_DATA = 20
"""The first column of the data behind the charts, right of the charts."""


_ROW = 20
"""Pixels of a row."""
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}


class Canvas(NamedTuple):
    """The sheet of the charts, with its workbook and formats."""

    book: Any
    sheet: Any
    looks: Mapping[str, Any]

    def text(self, row: int, column: int, words: str, look: str = "text") -> None:
        """Write a text."""
        self.sheet.write_string(row, column, words, self.looks[look])

    def number(self, row: int, column: int, value: Value) -> None:
        """Write a number."""
        self.sheet.write_number(row, column, float(value), self.looks["count"])


def write_charts(canvas: Canvas, roll: RollUp, totals: Named, owns: Sequence[Named]) -> None:
    """Write four charts and the figures behind them to a sheet. `totals`: of the sum; `owns`: of parts."""
    form, views = roll.report.form, roll.report.form.views
    results = [(name, totals.get(name, 0)) for name in views.results]
    applicants = [(name, totals.get(name, 0)) for name in views.applicants]
    canvas.sheet.set_column(_DATA, _DATA, 32)
    row = _series(canvas, 0, "申请办理结果（件）", results, "column", "A1")
    row = _series(canvas, row, "新收申请的申请人（件）", applicants, "pie", "J1")
    if views.disputes:
        row = _disputes(canvas, row, form.tables[views.disputes], roll)
    volumes = _volumes(roll, views.volume, owns)
    every = len(roll.parts) == len(volumes)
    title = f"各单位{views.volume}（件）" if every else f"{views.volume}最多的 {LARGEST} 个单位及其余（件）"
    _series(canvas, row, title, volumes, "bar", "J20")
    canvas.sheet.print_area(0, 0, 20 + _bars_height(volumes) // _ROW, _DATA - 2)


def _volumes(roll: RollUp, name: str, owns: Sequence[Named]) -> list[tuple[str, Value]]:
    """Every agency with its number of applications, the largest first; of many the rest together."""
    volumes = sorted(
        ((part.agency, own.get(name, 0)) for part, own in zip(roll.parts, owns, strict=True)),
        key=lambda item: -item[1],
    )
    if len(volumes) <= LARGEST + 1:
        return volumes
    rest = [value for _, value in volumes[LARGEST:]]
    return [*volumes[:LARGEST], (f"其余 {len(rest)} 个单位", add(rest))]


def _series(
    canvas: Canvas, row: int, title: str, data: Sequence[tuple[str, Value]], kind: str, at: str
) -> int:
    """Write one chart of names and values with its data; return the next free row."""
    canvas.text(row, _DATA, title, "head")
    for place, (name, value) in enumerate(data, start=row + 1):
        canvas.text(place, _DATA, name)
        canvas.number(place, _DATA + 1, value)
    last = row + len(data)
    chart = canvas.book.add_chart({"type": kind})
    series: dict[str, Any] = {
        "name": title,
        "categories": [SHEET, row + 1, _DATA, last, _DATA],
        "values": [SHEET, row + 1, _DATA + 1, last, _DATA + 1],
        "data_labels": {
            "value": True,
            **({"category": True, "position": "outside_end"} if kind == "pie" else {}),
        },
    }
    if kind == "pie":
        series["points"] = [{"fill": {"color": colour}} for colour in COLOURS]
    else:
        series |= {"fill": {"color": COLOURS[0]}, "gap": 60}
    chart.add_series(series)
    _finish(chart, title, legend=False)
    if kind == "bar":  # the largest on top, a name beside each bar
        chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 9}})
        chart.set_x_axis({"num_format": "0", "major_gridlines": _GRID})
        chart.set_size({"width": 560, "height": _bars_height(data)})
    canvas.sheet.insert_chart(at, chart)
    return last + 2


def _bars_height(data: Sequence[object]) -> int:
    """The height of a chart of bars in which each bar has its name, in pixels."""
    return max(360, 90 + 24 * len(data))


def _disputes(canvas: Canvas, row: int, table: Table, roll: RollUp) -> int:
    """Write the stacked chart of review and litigation by outcome; return the next free row."""
    totals = {ref.column for ref in table.refs() if ref in roll.report.form.totals}
    columns = [column for column in table.columns if column.key not in totals]
    kinds = list(dict.fromkeys(column.under for column in columns))
    outcomes = list(dict.fromkeys(column.label for column in columns))
    title = "行政复议、行政诉讼结果（件）"
    canvas.text(row, _DATA, title, "head")
    for place, outcome in enumerate(outcomes, start=1):
        canvas.text(row, _DATA + place, outcome, "head")
    values = {ref.column: roll.report.value(ref) for ref in table.refs()}
    for line, kind in enumerate(kinds, start=row + 1):
        canvas.text(line, _DATA, kind[-1])
        for place, outcome in enumerate(outcomes, start=1):
            key = next(c.key for c in columns if (c.under, c.label) == (kind, outcome))
            canvas.number(line, _DATA + place, values[key] or 0)
    chart = canvas.book.add_chart({"type": "column", "subtype": "stacked"})
    for place, outcome in enumerate(outcomes, start=1):
        chart.add_series(
            {
                "name": outcome,
                "categories": [SHEET, row + 1, _DATA, row + len(kinds), _DATA],
                "values": [SHEET, row + 1, _DATA + place, row + len(kinds), _DATA + place],
                "fill": {"color": COLOURS[(place - 1) % len(COLOURS)]},
                "gap": 60,
            }
        )
    _finish(chart, title, legend=True)
    canvas.sheet.insert_chart("A20", chart)
    return row + len(kinds) + 2


def _finish(chart: Any, title: str, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}})
    chart.set_legend({"position": "bottom"} if legend else {"none": True})
    chart.set_size({"width": 560, "height": 360})
    chart.set_y_axis({"major_gridlines": _GRID, "num_format": "0"})
