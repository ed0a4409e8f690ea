"""Open data of published reports: data.json with each label once, data.csv with a line per figure.

docs/data.md describes both files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from converter.form import Form, Ref
from converter.report.report import Report, plain
from converter.system.json_text import indented
from converter.system.text_stamps import JSON, stamped_pieces

SCHEMA = 1

COLUMNS = ("机关名称", "机关类别", "年度", "表", "行", "列", "代码", "单位", "数值", "数字说明")
"""The columns of data.csv."""

_JOINT = "／"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""With which a spreadsheet begins a formula; one in Chinese takes the wide ones too."""


class Label(NamedTuple):
    """The labels of a figure of the form; `row` is "" in a table without row labels."""

    ref: Ref
    table: str
    row: str
    column: str
    unit: str


def labels(form: Form) -> Iterator[Label]:
    """The labels of every printed figure in print order, those of groups included."""
    for section in form.sections:
        for table in section.tables:
            if not table.printed:
                continue
            for block in table.blocks:
                for row in block.rows:
                    row_labels = (*([block.heading] if block.heading else []), *row.under, row.label)
                    for column in block.columns:
                        yield Label(
                            Ref(table.key, row.key, column.key),
                            section.heading,
                            _JOINT.join(filter(None, row_labels)),
                            _JOINT.join((*column.under, column.label)),
                            column.unit,
                        )


@cache
def _cells(form: Form) -> Mapping[Ref, tuple[str, ...]]:
    """The columns of data.csv that say what a figure is."""
    return {each.ref: (each.table, each.row, each.column, each.ref.key, each.unit) for each in labels(form)}


def json_pieces(reports: Iterable[Report], form: Form, csv_sha256: str) -> Iterator[bytes]:
    """data.json, a report at a time: what each code (the key of a figure) means, then values by code.

    `csv_sha256`: the digest of data.csv, which stands in it.
    """
    return stamped_pieces(_json_pieces(reports, form, csv_sha256), JSON, b"\n}\n")


def _json_pieces(reports: Iterable[Report], form: Form, csv_sha256: str) -> Iterator[bytes]:
    head = {
        "schema": SCHEMA,
        "form": form.notice,
        "figures": _codes(form),
    }
    yield f'{indented(head)[:-2]},\n "reports": ['.encode()
    between = "\n  "
    for report in reports:
        yield f"{between}{indented(_data_of(report, form), '  ')}".encode()
        between = ",\n  "
    yield f'\n ],\n "csv_sha256": "{csv_sha256}"'.encode()


def _codes(form: Form) -> list[dict[str, str]]:
    """What the code of each figure means."""
    return [
        {"code": ref.key, "table": table, "row": row, "column": column, "unit": unit}
        for ref, table, row, column, unit in labels(form)
    ]


def _data_of(report: Report, form: Form) -> dict[str, object]:
    """A report; one of another edition than `form` says itself what its codes mean."""
    values = list(_values(report))
    own = report.form
    other = {"form": own.notice, "figures": _codes(own)} if own.edition != form.edition else {}
    return {
        **other,
        "agency": report.agency,
        "category": report.category or None,
        "year": report.year,
        "values": {ref.key: value for ref, value, _ in values},
        "remarks": {ref.key: remark for ref, _, remark in values if remark},
    }


def csv_pieces(reports: Iterable[Report]) -> Iterator[bytes]:
    """data.csv, a report at a time: a line per figure, in UTF-8 with a byte order mark, which Excel needs."""
    yield "\ufeff".encode() + _lines([COLUMNS])
    for report in reports:
        agency = [_text(text) for text in (report.agency, report.category, report.entries["年度"].text)]
        cells = _cells(report.form)
        yield _lines((*agency, *cells[ref], value, _text(remark)) for ref, value, remark in _values(report))


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def _values(report: Report) -> Iterator[tuple[Ref, str, str]]:
    """The printed figures of a report that are known: the number in full, the remark."""
    figures = report.figures
    for ref in _printed(report.form):
        figure = figures[ref]
        if figure.value is not None:
            yield ref, plain(figure.value), figure.remark


@cache
def _printed(form: Form) -> tuple[Ref, ...]:
    return tuple(ref for ref in form.refs if form.tables[ref.table].printed)


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula; agencies' texts come from outside."""
    return f"'{text}" if text.startswith(_FORMULA) else text
