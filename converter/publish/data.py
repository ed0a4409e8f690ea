"""Open data of published reports: data.json with each label once, data.csv with a line per figure.

docs/data.md describes both files.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from converter.form import Form, Ref
from converter.report.report import Report, plain
from converter.system.text_stamps import JSON, stamped_text

SCHEMA = 1

COLUMNS = ("机关名称", "机关类别", "年度", "表", "行", "列", "代码", "单位", "数值", "数字说明")
"""The columns of data.csv."""

_JOINT = "／"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
                            f"{section.key}、{section.title}",
                            _JOINT.join(filter(None, row_labels)),
                            _JOINT.join((*column.under, column.label)),
                            column.unit,
                        )


def to_json(reports: Sequence[Report], form: Form, table: bytes) -> bytes:
    """data.json: what each code (the key of a figure) means, then each report's values by code.

    `table`: the bytes of data.csv, whose digest stands in it.
    """
    data = {
        "schema": SCHEMA,
        "form": form.notice,
        "figures": [
            {"code": ref.key, "table": table, "row": row, "column": column, "unit": unit}
            for ref, table, row, column, unit in labels(form)
        ],
        "reports": [
            {
                "agency": report.agency,
                "category": report.category or None,
                "year": report.year,
                "values": {ref.key: value for ref, value, _ in _values(report, form)},
                "remarks": {ref.key: remark for ref, _, remark in _values(report, form) if remark},
            }
            for report in reports
        ],
        "csv_sha256": hashlib.sha256(table).hexdigest(),
    }
    return stamped_text((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), JSON, b"\n}")


def to_csv(reports: Sequence[Report], form: Form) -> bytes:
    """data.csv: a line per figure of each report, in UTF-8 with a byte order mark, which Excel needs."""
    by_ref = {label.ref: label for label in labels(form)}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for report in reports:
        agency = (_text(report.agency), report.category, report.entries["年度"].text)
        for ref, value, remark in _values(report, form):
            _, table, row, column, unit = by_ref[ref]
            writer.writerow((*agency, table, row, column, ref.key, unit, value, _text(remark)))
    return buffer.getvalue().encode("utf-8-sig")


def _values(report: Report, form: Form) -> Iterator[tuple[Ref, str, str]]:
    """The printed figures of a report that are known: the number in full, the remark."""
    for ref in form.refs:
        figure = report.figures[ref]
        if not form.tables[ref.table].printed:
            continue
        if figure.value is not None:
            yield ref, plain(figure.value), figure.remark


def _text(text: str) -> str:
    """A text that no spreadsheet takes for a formula; agencies' texts come from outside."""
    return f"'{text}" if text.startswith(_FORMULA) else text
