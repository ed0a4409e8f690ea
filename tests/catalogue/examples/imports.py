"""I: published reports that are imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from converter.form import FORM
from converter.published.reader import read_published
from converter.report.finding import Finding
from tests.catalogue.examples.shown import Case, Shown
from tests.published.layouts import Tables, each_row, own_label, page, tables_of
from tests.reports import report

REPORT = report()


def imported(content: bytes) -> Case:
    """What is found in a published page."""

    def found(_: Path) -> Iterable[Finding]:
        return read_published(content, "公布的报告.html", FORM).reading.findings

    return found


def _of(tables: Tables) -> bytes:
    return page(tables, REPORT)


SOUND = imported(_of(tables_of(REPORT)))
_WITHOUT_ROW = each_row(lambda _, row: None if own_label(row) == "规章" else row)
_UNNAMED = _of(tables_of(REPORT)).replace(f"{REPORT.agency}2024年政府".encode(), "政府".encode())
_WITH_TEXT = _of(tables_of(REPORT)).replace(
    "三、收到和处理政府信息公开申请情况</p>".encode(),
    "三、收到和处理政府信息公开申请情况</p><p>全年受理平稳。</p>".encode(),
)

EXAMPLES: Mapping[str, Shown] = {
    "I-01": Shown(SOUND, imported("<html><body><p>政府网站工作年度报表</p></body></html>".encode())),
    "I-02": Shown(SOUND, imported(_of(_WITHOUT_ROW(tables_of(REPORT))))),
    "I-03": Shown(
        SOUND, imported(_UNNAMED.replace("本报告由青禾县财政局按照".encode(), "本报告按照".encode()))
    ),
    "I-04": Shown(SOUND, imported(_WITH_TEXT)),
}
