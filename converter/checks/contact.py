"""How to reach the agency, as the opening prints it: telephone, fax, address, postcode, website (D-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.catalogue.messages import finding
from converter.checks.model import Check, Context
from converter.checks.paragraphs import folded
from converter.form import Field
from converter.report.finding import Finding
from converter.report.report import Entry, Report
from converter.system.telephones import telephones
from converter.system.websites import same_page, web_addresses

PHONE, FAX, ADDRESS, POSTCODE, SITE, URL = "联系电话", "传真", "地址", "邮编", "网站名称", "网址"

SHORTEST_ADDRESS = 4
"""Characters of the shortest address."""

_POSTCODE = re.compile("[0-9]{6}")
_CUT_POSTCODE = re.compile("[0-9]{5}")


def check_contact(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-11: what stands in a field of the opening and cannot be that; a blank field is an A-10."""
    empty = report.form.wording.empty_phrases
    for item in report.form.fields:
        entry = report.entries[item.key]
        if not entry.text or entry.place is None or not (item.contact or item.key in (SITE, URL)):
            continue
        variant, expected = "", ""
        if folded(entry.text) in empty:
            variant = item.key if item.demand != "optional" else "nothing"
        elif item.key in (PHONE, FAX):
            variant, expected = _number(entry.text, item.key, report)
        elif item.key == ADDRESS and len(folded(entry.text)) < SHORTEST_ADDRESS:
            variant = ADDRESS
        elif item.key == POSTCODE:
            variant, expected = _postcode(folded(entry.text))
        elif item.key == SITE:
            variant, expected = _site_name(entry, report.entries.get(URL, Entry("")))
        elif item.key == URL and not web_addresses(entry.text):
            variant = URL
        if variant:
            yield finding(
                "D-11", entry.place, variant=variant, subject=item.key, found=entry.text, expected=expected
            )


def _number(text: str, key: str, report: Report) -> tuple[str, str]:
    """What is wrong with a telephone or fax number, and what it should be; "" for nothing."""
    found = telephones(text)
    if found.none:
        return key, ""
    if found.cut:
        return "zero", found.cut
    if key == PHONE and found.mobile:
        return "mobile", ""
    numbers = (report.entries[other].text for other in (PHONE, FAX) if other in report.entries)
    elsewhere = any(telephones(number).area for number in numbers)
    return ("area", "") if key == PHONE and found.local and not elsewhere else ("", "")


def _postcode(text: str) -> tuple[str, str]:
    if _POSTCODE.fullmatch(text):
        return "", ""
    return ("postcode_zero", f"0{text}") if _CUT_POSTCODE.fullmatch(text) else (POSTCODE, "")


def _site_name(name: Entry, url: Entry) -> tuple[str, str]:
    """A name of the website that has an address in it, which the report prints behind the name."""
    own = web_addresses(name.text)
    if not own:
        return "", ""
    if not url.text:
        return "moved", own[0]
    return ("twice" if any(same_page(one, url.text) for one in own) else "other"), url.text


def _no_contact(report: Report, context: Context) -> str:
    wanted = tuple(item for item in report.form.fields if item.key in (PHONE, ADDRESS))
    return missing(report, wanted)


def missing(report: Report, fields: tuple[Field, ...]) -> str:
    """Which of these fields are blank, in Chinese without a full stop; "" for none."""
    blank = [f"“{item.key}”" for item in fields if not report.entries[item.key].text]
    return f"{'、'.join(blank)}没有填写或没有读到" if blank else ""


CONTACT = Check(check_contact, ("D-11",), {"D-11": _no_contact})
