"""When a report is due (D-10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta, timezone

from converter.checks.model import Check, Context, Item
from converter.finding import Finding
from converter.messages import finding
from converter.report import Place, Report
from converter.settings import Day, Limit

_CHINA = timezone(timedelta(hours=8))
_MEANING = "的报送、公布期限（次年，月-日）"
DEPARTMENTS = Limit("D-10", "department", Day(1, 31), f"部门、乡镇街道等{_MEANING}")
GOVERNMENTS = Limit("D-10", "government", Day(3, 31), f"县级政府{_MEANING}")


def check_deadline(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-10 where the workbook was last saved after the day on which its report is due.

    Only an info: a workbook handed in in time may have been opened and saved again.
    """
    if context.saved is None or report.year is None:
        return
    saved, due = context.saved.astimezone(_CHINA).date(), _due(report, context, report.year + 1)
    if saved > due:
        place = Place(report.source)
        yield finding("D-10", place, subject="文件", found=_chinese(saved), expected=_chinese(due))


def _due(report: Report, context: Context, year: int) -> date:
    governs = report.category == context.form.government.category
    day = context.settings.day(GOVERNMENTS if governs else DEPARTMENTS)
    if day == (2, 29):  # the last day of February, whatever the year
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, day.month, day.day)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _no_date(report: Report, context: Context) -> str:
    if report.year is None:
        return "“年度”没有填写或没有读到"
    return "" if context.saved else "文件没有写明保存时间，不知道什么时候报送"


DEADLINE = Check(
    (
        Item(
            "D-10",
            "填报表在报送期限之前保存",
            "条例第四十九条：部门每年1月31日前报送并公布，县级政府3月31日前公布",
            "2024年度的填报表最后保存于2025年1月20日。",
            "2024年度的填报表最后保存于2025年4月17日（只作提示：也可能是报送以后又保存过）。",
            (DEPARTMENTS, GOVERNMENTS),
            unassessable=_no_date,
        ),
    ),
    check_deadline,
)
