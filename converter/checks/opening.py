"""The front page: the period of the report, its deadline, how to reach the agency (D-04, D-10, D-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta, timezone

from converter.catalogue.messages import finding
from converter.catalogue.wording import DEPARTMENTS, GOVERNMENTS
from converter.checks.model import Check, Context
from converter.checks.paragraphs import folded
from converter.form import Field
from converter.report.finding import Finding
from converter.report.report import Place, Report

_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_PHONE = re.compile("[0-9]{7,}")
_BETWEEN_DIGITS = re.compile(r"[-—－()\s]|转")
SHORTEST_ADDRESS = 4
"""Characters of the shortest address."""

_CHINA = timezone(timedelta(hours=8))


def check_period(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-04: a day outside of the year, or one that the form does not prescribe, or days in wrong order.

    An agency that was founded or merged during the year reports on a part of it, and gives the reason.
    """
    year = report.year
    first, last = (item.key for item in context.form.fields if item.day is not None)
    begins, ends = (_day(report.entries[key].text) for key in (first, last))
    place = report.entries[last].place
    if begins and ends and place and begins > ends and begins.year == ends.year == year:
        texts = (report.entries[key].text for key in (first, last))
        yield finding("D-04", place, variant="order", subject=last, found="至".join(texts))
        return
    for item in context.form.fields:
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
    governs = report.category == context.form.government.category
    day = context.settings.day(GOVERNMENTS if governs else DEPARTMENTS)
    if day == (2, 29):  # the last day of February, whatever the year
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, day.month, day.day)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def check_contact(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-11: a telephone or an address that cannot be one; a blank field is an A-10."""
    wrong = {"联系电话": _no_phone, "地址": _no_address}
    for key, is_wrong in wrong.items():
        entry = report.entries[key]
        text = folded(entry.text)
        if text and entry.place and (text in context.form.wording.empty_phrases or is_wrong(text)):
            yield finding("D-11", entry.place, variant=key, subject=key, found=entry.text)


def _no_phone(text: str) -> bool:
    return _PHONE.search(_BETWEEN_DIGITS.sub("", text)) is None


def _no_address(text: str) -> bool:
    return len(text) < SHORTEST_ADDRESS


def _no_period(report: Report, context: Context) -> str:
    days = [item for item in context.form.fields if item.day is not None]
    return _missing(report, (*days, context.form.field("年度")))


def _no_date(report: Report, context: Context) -> str:
    if report.year is None:
        return "“年度”没有填写或没有读到"
    return "" if context.saved else "文件没有写明保存时间，不知道什么时候报送"


def _no_contact(report: Report, context: Context) -> str:
    return _missing(report, (context.form.field("联系电话"), context.form.field("地址")))


def _missing(report: Report, fields: tuple[Field, ...]) -> str:
    missing = [f"“{item.key}”" for item in fields if not report.entries[item.key].text]
    return f"{'、'.join(missing)}没有填写或没有读到" if missing else ""


PERIOD = Check(check_period, ("D-04",), {"D-04": _no_period})
DEADLINE = Check(check_deadline, ("D-10",), {"D-10": _no_date})
CONTACT = Check(check_contact, ("D-11",), {"D-11": _no_contact})
