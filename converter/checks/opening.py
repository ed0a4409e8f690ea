"""The opening of a report: whose it is, of which year (D-03)."""

from __future__ import annotations

from collections.abc import Iterator

from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.messages import finding
from converter.report import Report


def check_year(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-03 where the report is of another year than the one that is collected."""
    year = report.entries["年度"]
    if context.year is not None and report.year not in (None, context.year) and year.place is not None:
        yield finding("D-03", year.place, subject="年度", found=year.text, expected=str(context.year))


YEAR = Check(
    (
        Item(
            "D-03",
            "年度是本次汇总的年度",
            "条例第四十九条：报告上一年度的情况",
            "汇总 2024 年度，首页的年度是 2024。",
            "汇总 2024 年度，首页的年度还是 2023。",
        ),
    ),
    check_year,
)
