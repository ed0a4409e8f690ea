"""The opening of a report: its period and how to reach the agency (D-04, D-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from converter.checks.model import Check, Context, Item
from converter.checks.passages import folded
from converter.finding import Finding
from converter.form import Field
from converter.messages import finding
from converter.report import Report

_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_PHONE = re.compile("[0-9]{7,}")
_BETWEEN_DIGITS = re.compile(r"[-—－()\s]|转")
SHORTEST_ADDRESS = 4
"""Characters of the shortest address."""


def check_period(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-04: a day outside of the year, or within it but not the one that the form prescribes.

    A body that was made or merged during the year reports on a part of it, and says why; a period that
    ends before it begins is none.
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


def check_contact(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-11: a telephone that is no number, an address that is none; what is blank is told by A-10."""
    wrong = {"联系电话": _no_phone, "地址": _no_address}
    for key, is_wrong in wrong.items():
        entry = report.entries[key]
        text = folded(entry.text)
        if text and entry.place and (text in context.form.wording.nothing or is_wrong(text)):
            yield finding("D-11", entry.place, variant=key, subject=key, found=entry.text)


def _no_phone(text: str) -> bool:
    return _PHONE.search(_BETWEEN_DIGITS.sub("", text)) is None


def _no_address(text: str) -> bool:
    return len(text) < SHORTEST_ADDRESS


def _no_period(report: Report, context: Context) -> str:
    days = [item for item in context.form.fields if item.day is not None]
    return _missing(report, (*days, context.form.field("年度")))


def _no_contact(report: Report, context: Context) -> str:
    return _missing(report, (context.form.field("联系电话"), context.form.field("地址")))


def _missing(report: Report, fields: tuple[Field, ...]) -> str:
    missing = [f"“{item.key}”" for item in fields if not report.entries[item.key].text]
    return f"{'、'.join(missing)}没有填写或没有读到" if missing else ""


PERIOD = Check(
    (
        Item(
            "D-04",
            "统计期限是报告年度的1月1日至12月31日",
            "条例第四十九条、格式：报告上一年度的情况",
            "2024年1月1日至2024年12月31日。",
            "2023年1月1日至2024年12月31日。新设、合并的机关统计期限不满一年的，写明理由即可。",
            unassessable=_no_period,
        ),
    ),
    check_period,
)
CONTACT = Check(
    (
        Item(
            "D-11",
            "联系电话是电话号码，地址是地址",
            "年度报告的开头：如对本报告有疑问，请与……联系（地址、联系电话）",
            "0537-6558690；金乡县光明路7号。",
            "电话填“见网站”，地址填“无”。",
            unassessable=_no_contact,
        ),
    ),
    check_contact,
)
