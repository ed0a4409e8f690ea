"""The front page: the period of the report, its deadline (D-04, D-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta, timezone

from converter.catalogue.messages import finding
from converter.catalogue.opening import DEPARTMENTS, GOVERNMENTS
from converter.checks.contact import missing
from converter.checks.model import Check, Context
from converter.report.finding import Finding
from converter.report.report import Place, Report

_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")

_CHINA = timezone(timedelta(hours=8))


def check_period(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-04: a day outside of the year, or one that the form does not prescribe, or days in wrong order.

    An agency that was founded or merged during the year reports on a part of it, and gives the reason.
    """
    year = report.year
    days = [item.key for item in report.form.fields if item.day is not None]
    if not days:
        return
    first, last = days[0], days[-1]
    begins, ends = (_day(report.entries[key].text) for key in (first, last))
    place = report.entries[last].place
    if begins and ends and place and begins > ends and begins.year == ends.year == year:
        texts = (report.entries[key].text for key in (first, last))
        yield finding("D-04", place, variant="order", subject=last, found="至".join(texts))
        return
    for item in report.form.fields:
        entry = report.entries[item.key]
        found = _day(entry.text)
        if item.day is None or year is None or found is None or entry.place is None:
            continue
        expected = date(year, *item.day)
        if found != expected:
            yield finding(
                "D-04",
                entry.place,
                variant="year" if found.year != year else "part",
                subject=item.key,
                found=entry.text,
                expected=f"{year}年{expected.month}月{expected.day}日",
            )


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    return date(*map(int, match.groups())) if match else None


def check_deadline(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-10 where the workbook was last saved after its deadline.

    Only an info: a workbook that was handed in on time may have been opened and saved again.
    """
    if context.saved is None or report.year is None:
        return
    saved, due = context.saved.astimezone(_CHINA).date(), _due(report, context, report.year + 1)
    if saved > due:
        place = Place(report.source)
        yield finding("D-10", place, subject="文件", found=_chinese(saved), expected=_chinese(due))


def _due(report: Report, context: Context, year: int) -> date:
    governs = report.category == report.form.government.category
    day = context.settings.day(GOVERNMENTS if governs else DEPARTMENTS)
    if day == (2, 29):  # the last day of February, whatever the year
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, day.month, day.day)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _no_period(report: Report, context: Context) -> str:
    days = [item for item in report.form.fields if item.day is not None]
    return missing(report, (*days, report.form.field("年度")))


def _no_date(report: Report, context: Context) -> str:
    if report.year is None:
        return "“年度”没有填写或没有读到"
    return "" if context.saved else "文件没有写明保存时间，不知道什么时候报送"


PERIOD = Check(check_period, ("D-04",), {"D-04": _no_period})
DEADLINE = Check(check_deadline, ("D-10",), {"D-10": _no_date})
