"""Numbers of a sentence that contradict each other: parts that come to more than their whole.

Lists joined by 、 behind 其中 or a colon are read here; clauses, which may part the same whole in other ways
(by channel, by applicant), in `divided.py`. The parts may leave something out, unless the last one is 其他.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.checks.claims.divided import divided_numbers
from converter.checks.claims.tokens import normalized
from converter.checks.model import Check, Context
from converter.form import Form
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, plain
from converter.report.sums import add
from converter.system.patterns import pattern

_SEVERAL = re.compile(r"\d\D+\d|[一二两三四五六七八九十][件宗起条份]")
"""Of which a text has one that gives a whole and its parts."""
_NUMBER = r"(?P<number>\d{1,9}(?:\.\d{1,6})?)(?P<unit>[\u4e00-\u9fff]{1,2}?)(?=[、,;。:()]|$)"
_WHOLE = re.compile(
    _NUMBER
    + r"(?:[,(:]|,其中|\(其中|。(?=其中))(?P<list>(?:其中|包括|分别是|分别为)?:?[^,;。:()]*、[^,;。:()]*)"
)
_PART = re.compile(r"(?P<name>[^、0-9]*)(?P<number>\d{1,9}(?:\.\d{1,6})?)(?P<unit>[\u4e00-\u9fff]+)")
_BY = re.compile(
    r"(?:按|从)[^,;:。0-9]{1,10}(?:分|划分|区分|分类|看|来看|讲|说|统计)[,:]?(?P<list>[^,;。:()]*\d[^,;。:()]*、[^,;。:()]*)"
)
"""A list of parts of what was counted before, in whatever sentence: 按内容分，登记 47 件、市场 23 件."""
_IN_DETAIL = re.compile(
    r"(?:具体为|具体是|具体包括|具体有|分别为|分别是)[,:]?(?P<list>[^,;。:()0-9]+\d+[\u4e00-\u9fff]+(?:[,、][^,;。:()0-9]+\d+[\u4e00-\u9fff]+)+)"
)
"""A list of parts that is said to be all, by commas too: 具体为土地类 7 件，规划类 2 件."""
_ANY = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,6})?)(?P<unit>[\u4e00-\u9fff])")
_CHANGED = re.compile("(?:增加|减少|增长|下降|上升|降低|增|减|多|少)了?(?:约|近)?$")
"""Before a difference, of which what follows gives no parts."""
_CARRIED = re.compile(
    r"\((?:其中)?(?:均|还)?(?:包)?含(?:有|括)?[^,;。()0-9]{0,12}(?:结转|转入|转结)[^,;。()0-9]{0,6}(\d{1,9})"
)
"""Behind a list: what it has beside the whole."""
_CARRIED_IN = pattern("(?:结转|转结|转入|转来|遗留)[^,;。:()0-9]{0,6}$")
"""Before a number that was carried in, or out."""
_NEAR = 20
_FAR = 600
"""Characters before a list in which its whole may stand."""
_REST = ("其他", "其它", "其余")
_BY_DEPUTIES = re.compile("为?(?:人大|人大代表|代表)?建议")
_BY_MEMBERS = re.compile("为?(?:政协|政协委员|委员)?提案")
_LISTS = re.compile("(?:其中|包括|包含|分别)[^;。]*$")
"""Before a number that is a part itself."""
_BEGIN = re.compile("其中|包括|分别是|分别为")
_OPENS = re.compile(f":|{_BEGIN.pattern}")
"""Of which a text with such a list has one."""


def check_parts(report: Report, context: Context) -> Iterator[Finding]:
    """Yield C-32 for each list of parts that contradicts the number before it."""
    del context
    for passage in report.passages.values():
        for paragraph in passage:
            for parted in parted_numbers(paragraph.text, report.form):
                yield finding(
                    "C-32",
                    paragraph.place or Place(report.source),
                    subject=parted.words,
                    found=plain(parted.parts),
                    expected=plain(parted.whole),
                )


class PartedNumber(NamedTuple):
    """A whole with parts that contradict it. `words`: of the sentence."""

    words: str
    whole: Value
    parts: Value


def parted_numbers(text: str, form: Form) -> Iterator[PartedNumber]:
    """The numbers of a paragraph whose parts come to another number, each whole told once."""
    if _SEVERAL.search(text) is None:
        return
    smooth = normalized(text)
    listed = [*_parted_by(smooth), *(_listed(smooth) if _OPENS.search(smooth) else ())]
    yield from listed
    for one in divided_numbers(smooth, form):
        if not any(one.parts == other.parts and one.whole == other.whole for other in listed):
            yield PartedNumber(*one)


def _listed(smooth: str) -> Iterator[PartedNumber]:
    """The numbers whose parts a list by 、 behind 其中 or a colon gives, and which come to another number."""
    for match in _WHOLE.finditer(smooth):
        listed = match["list"]
        opens = match[0][match.start("list") - match.start() - 1] == ":" or _BEGIN.match(listed)
        parts = _parts(_BEGIN.sub("", listed).strip(":"))
        if _CHANGED.search(smooth, 0, match.start()):
            continue  # 较上年减少 14 万元, 其中污水处理费 102 万元
        if not opens or len(parts) < 2 or any(p is None or p["unit"] != match["unit"] for p in parts):
            continue
        found = [part for part in parts if part is not None]
        total, whole = add([_value(part["number"]) for part in found]), _value(match["number"])
        complete = found[-1]["name"].lstrip("另外为是有").startswith(_REST)
        complete = complete or _are_both_kinds([part["name"] for part in found])
        wholes = [whole, *_with_those_before(smooth, match.start(), match["unit"], whole)]
        carried = _CARRIED.match(smooth, match.end())
        wholes += [add([one, _value(carried[1])]) for one in (*wholes,) if carried]
        if _CARRIED_IN.search(smooth, max(match.start() - _NEAR, 0), match.start()):
            wholes += _with_carried(smooth, match.start(), match["unit"], whole)
        begin = match.start("list") - 1
        if smooth[begin] == "。" or _LISTS.search(smooth, max(match.start() - _FAR, 0), match.start()):
            # 其中 of any number of the sentence before, or of the whole of the list before it
            before = _ANY.finditer(re.split("[。]", smooth[max(begin - _FAR, 0) : begin])[-1])
            wholes += [_value(one["number"]) for one in before if one["unit"] == match["unit"]]
        if total > max(wholes) or (complete and total not in wholes):
            yield PartedNumber(match[0].rstrip(",(:"), whole, total)


def _with_those_before(text: str, end: int, unit: str, whole: Value) -> Iterator[Value]:
    """The sum of a number with those joined to it before, which a list may be of: 建议 6 件、提案 10 件."""
    clause = re.split("[,;:。(]", text[max(end - _FAR, 0) : end])[-1]
    joined = [one for one in _ANY.finditer(clause) if one["unit"] == unit]
    if (joined and "、" in clause + text[end : end + 1]) or any(joint in clause for joint in "和及与"):
        yield add([whole, *(_value(one["number"]) for one in joined)])


def _with_carried(text: str, end: int, unit: str, carried: Value) -> Iterator[Value]:
    """The numbers of a full sentence before one that was carried over, alone and with it."""
    for one in _ANY.finditer(re.split("[。]", text[max(end - _FAR, 0) : end])[-1]):
        if one["unit"] == unit:
            yield _value(one["number"])
            yield add([_value(one["number"]), carried])


def _are_both_kinds(names: list[str]) -> bool:
    """True for the two kinds of proposals, of which there are no others: 其中建议 7 件、提案 12 件."""
    return len(names) == 2 and all(
        any(kind.fullmatch(name) for name in names) for kind in (_BY_DEPUTIES, _BY_MEMBERS)
    )


def _parts(listed: str) -> list[re.Match[str] | None]:
    return [_PART.fullmatch(part) for part in re.split("[、和及]", listed) if part]


def _parted_by(text: str) -> Iterator[PartedNumber]:
    """The number of a paragraph whose parts by some kind come to more than any number before them."""
    for match in (*_BY.finditer(text), *_IN_DETAIL.finditer(text)):
        listed = _parts(match["list"].replace(",", "、"))
        found = [part for part in listed if part is not None]
        units = {part["unit"] for part in found}
        if len(found) < 2 or len(found) < len(listed) or len(units) > 1:
            continue
        before = [
            one
            for one in _ANY.finditer(text, max(match.start() - _FAR, 0), match.start())
            if one["unit"] in units
        ]
        total = add([_value(part["number"]) for part in found])
        if not before:
            continue
        last = before[-1]
        joined = _with_those_before(text, last.start(), last["unit"], _value(last["number"]))
        if total > (whole := max([*(_value(one["number"]) for one in before), *joined])):
            yield PartedNumber(match[0], whole, total)


def _value(number: str) -> Value:
    return Decimal(number) if "." in number else int(number)


PARTS = Check(check_parts, ("C-32",))
