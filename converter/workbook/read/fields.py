"""Text inputs: the characters of a raw cell, and the fields of 填报首页 normalised by their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from converter.catalogue.messages import finding
from converter.form import Field
from converter.grid.cells import RawCell, is_too_long
from converter.grid.labels import normal
from converter.grid.values import stored_number, typed_date
from converter.report.finding import Finding
from converter.report.report import Entry, Place, plain
from converter.system.invisible import reordered
from converter.system.patterns import pattern
from converter.system.texts import has_controls, line, private_characters
from converter.system.websites import same_page, web_addresses

Input = tuple[RawCell | None, Place]
"""An input as filled in, None where blank, and its place."""


def text_of(given: Input, subject: str) -> tuple[str, Finding | None]:
    """The characters of a text input; "" and a finding where it holds something else than text."""
    raw, place = given
    if raw is None:
        return "", None
    if is_too_long(raw):
        return "", finding("F-07", place, variant="too_long")
    if raw.type == "error":
        return "", finding("A-09", place, variant="error", subject=subject, found=raw.raw)
    if raw.formula and not raw.raw:
        return "", finding("A-09", place, variant="no_cache", subject=subject)
    if raw.type == "boolean":
        shown = "TRUE" if raw.raw == "1" else "FALSE"
        return "", finding("A-11", place, variant="value", subject=subject, found=shown)
    if raw.type == "date" or (raw.type == "number" and raw.is_date):
        return "", finding("A-11", place, variant="dated", subject=subject, found=raw.raw)
    if raw.type == "number":
        number = stored_number(raw.raw)
        if number is not None and number == number.to_integral_value():
            return plain(int(number)), None
    return raw.raw, None


def text_findings(given: Input, subject: str) -> Iterator[Finding]:
    """Warnings and infos (A-14) about a text that is accepted: marked or removed characters, private ones."""
    raw, place = given
    if raw is None or raw.type != "text":
        return
    if raw.marked:
        yield finding("A-14", place, variant="struck", subject=subject, found=raw.raw[:20])
    if has_controls(raw.raw):
        yield finding("A-14", place, variant="removed", subject=subject)
    if reordered(raw.raw[:_LOOKED_AT]):
        yield finding("A-14", place, variant="reordered", subject=subject, found=line(raw.raw)[:20])
    private = private_characters(raw.raw)
    if private:
        yield finding("A-14", place, variant="private", subject=subject, found=private)


_LOOKED_AT = 2_000
"""Characters of a text in which directional characters are searched for what they do."""


def read_entry(item: Field, given: Input | None, *, since_1904: bool = False) -> tuple[Entry, list[Finding]]:
    """A field of 填报首页, normalised by its kind, and findings; `since_1904`: see `Book`."""
    if given is None:
        return Entry(""), []
    raw, place = given
    if item.kind == "date" and raw is not None and raw.type == "number":
        day = _serial(raw.raw, since_1904=since_1904)
        if day is not None:
            return Entry(_chinese(day), place), []
    typed, refusal = text_of(given, item.key)
    text = line(typed)
    if refusal is not None:
        return Entry("", place), [refusal]
    notices = list(text_findings(given, item.key))
    if not text:
        if item.demand == "optional":
            return Entry("", place), []
        return Entry("", place), [
            finding("A-10", place, variant=item.demand, subject=item.key, hint=item.help)
        ]
    if item.kind == "year":
        year = typed_year(text)
        if not year:
            return Entry("", place), [_wrong_value(item, line(typed), place)]
        if year != text:
            notices.append(
                finding("A-11", place, variant="year_read", subject=item.key, found=text, expected=year)
            )
        text = year
    if item.kind == "choice":
        match = next((choice for choice in item.choices if normal(choice) == normal(text)), None)
        if match is None:
            return Entry("", place), [_wrong_value(item, text, place)]
        text = match
    if item.kind == "date":
        day = typed_date(text)
        if day is None:
            return Entry("", place), [_wrong_value(item, text, place)]
        text = _chinese(day)
    return Entry(text, place), notices


URL = "网址"
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)


def with_link(
    entry: Entry, given: Input | None, links: Mapping[Place, str]
) -> tuple[Entry, tuple[Finding, ...]]:
    """网址 with the address that its cell leads to where words stand there, and what is told of that."""
    raw, place = given or (None, None)
    if raw is None or place is None or not entry.text:
        return entry, ()
    formula = _HYPERLINK.search(raw.expression)
    link = line(links.get(place, "") or (formula[1] if formula else ""))
    written = web_addresses(entry.text)
    if not web_addresses(link) or any(same_page(link, one) for one in written):
        return entry, ()
    facts = {"subject": URL, "found": entry.text, "expected": link}
    if written:
        return entry, (finding("A-11", place, variant="link_differs", **facts),)
    return entry._replace(text=link), (finding("A-11", place, variant="link_read", **facts),)


_YEAR = re.compile(r"(?:公元)?(2[0-9]{3})(?:\.0+)?(?:年度?|年度报告|年报)?")
_CHINESE_YEAR = pattern("([二贰])([〇○零oO0])([〇○零一二三四五六七八九]{2})(?:年度?)?")
_DIGITS = str.maketrans("二贰〇○零oO一三四五六七八九", "22000001" + "3456789")


def typed_year(text: str) -> str:
    """The four digits of a year, however written (2024年度, 2024.0, 二〇二四年); "" for anything else."""
    bare = normal(text)
    match = _YEAR.fullmatch(bare)
    if match:
        return match[1]
    chinese = _CHINESE_YEAR.fullmatch(bare)
    return "".join(chinese.groups()).translate(_DIGITS) if chinese else ""


def _wrong_value(item: Field, found: str, place: Place) -> Finding:
    choices = "、".join(item.choices)
    return finding("A-11", place, variant=item.kind, subject=item.key, found=found, expected=choices)


_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


def _serial(raw: str, *, since_1904: bool) -> date | None:
    """The day of a spreadsheet's day number; None where it is not a day of this century."""
    number = stored_number(raw)
    if number is None or not 0 <= number < 100_000 or number != number.to_integral_value():
        return None
    day = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(number))
    return day if 2000 <= day.year < 2101 else None


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
