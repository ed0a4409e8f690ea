"""Whose report a page is, of which year, and how to reach the agency: from its titles and its opening."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.form import Form
from converter.grid.spelling import normal


class Stated(NamedTuple):
    """What a page says of a report. `agency`, `year`: "" where it says nothing or several things alike.

    `years`: the years that its titles name. `entries`: further fields of the opening by key.
    """

    agency: str
    year: str
    years: tuple[str, ...]
    entries: Mapping[str, str]


_YEAR = r"(?P<year>2[0-9]{3}|[二2][〇○零0][〇○零0一二三四五六七八九1-9]{2})\s*年度?+"
_REPORT = (
    r"(?:政府信息与政务公开|政府信息公开|政务公开|信息公开)"
    r"(?:工作)?(?:情况)?(?:年度)?(?:工作)?的?(?:报告|年报)"
)
_TITLES = (
    re.compile(rf"(?P<agency>[^，。；：、\s][^，。；：]{{1,40}}?)(?:关于)?{_YEAR}(?:度)?{_REPORT}"),
    re.compile(
        rf"{_YEAR}(?P<agency>(?!政府信息|政务公开|信息公开|工作)[^，。；：、\s][^，。；：]{{1,40}}?)(?:的)?{_REPORT}"
    ),
    re.compile(rf"(?P<agency>[^，。；：、\s][^，。；：]{{1,40}}?){_REPORT}[（(]{_YEAR}[）)]"),
    re.compile(
        rf"(?P<agency>[^，。；：、\s][^，。；：]{{1,40}}?){_REPORT}[（(〔\[]?(?P<year>2[0-9]{{3}})(?:年度?)?[）)〕\]]?$"
    ),
    re.compile(rf"^(?P<agency>){_YEAR}{_REPORT}"),
)
_BODY = r"[\u4e00-\u9fff（）()]{1,39}[局委办府厅院会室所心站处队团道镇乡旗县市区社馆校]"
_SHORT_TITLES = (
    re.compile(rf"(?P<agency>{_BODY}){_YEAR}(?:工作)?(?:年报|年度报告)"),
    re.compile(
        rf"(?P<agency>{_BODY})(?:工作)?(?:年报|年度报告)[（(〔\[]?(?P<year>2[0-9]{{3}})(?:年度?)?[）)〕\]]?"
    ),
)
"""Titles that do not say what the report is on: they count as a whole paragraph, where there is no other."""

_COMPILED = re.compile(r"(?:本报告)?由(?P<agency>[^，。；：]{2,40}?)(?:按照|根据|依照|编制)")
_PERIOD = re.compile(
    r"(?P<a>2[0-9]{3})\s*年\s*(?P<b>[0-9]{1,2})\s*月\s*(?P<c>[0-9]{1,2})\s*日?\s*(?:起)?\s*(?:至|到|—|－|-|–|~)+\s*"
    r"(?:(?P<d>2[0-9]{3})\s*年)?\s*(?P<e>[0-9]{1,2})\s*月\s*(?P<f>[0-9]{1,2})\s*日"
)
_CHINESE = str.maketrans("二〇○零一三四五六七八九", "200013456789")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_LONGEST = 90
"""Characters of the longest paragraph that may be a title."""


def stated(paragraphs: Sequence[str], title: str, form: Form) -> Stated:
    """What the title of the file and the paragraphs before the first section say."""
    names: Counter[str] = Counter()
    years: Counter[str] = Counter()
    lines = [re.split(r"[_|－—]", title)[0], *paragraphs]
    candidates = [text for text in lines if text and len(text) <= _LONGEST]
    candidates += _over_lines(paragraphs)
    for text in candidates:
        agency, year = _of_title(text)
        if agency:
            names[agency] += 1
        if year:
            years[year] += 1
    if not names and not years:
        for agency, year in filter(None, map(_of_short_title, candidates)):
            names[agency] += 1
            years[year] += 1
    if not names and (below := _below_title(paragraphs)):
        names[below] += 1
    keys = {item.key for item in form.fields}
    opening = "".join(paragraphs)
    compiled = _COMPILED.search(opening)
    if not names and compiled:
        names[_tidy(compiled["agency"])] += 1
    entries = {key: text for key, text in (_contacts(paragraphs) | _period(opening)).items() if key in keys}
    if not years and (start := entries.get("统计起", "")):
        years[start[:4]] += 1
    by_period = entries.get("统计起", "")[:4]
    year = _only(years) or (by_period if by_period in years else "")
    by_opening = _tidy(compiled["agency"]) if compiled else ""
    return Stated(_best_name(names, by_opening), year, tuple(years), entries)


def _over_lines(paragraphs: Sequence[str]) -> Iterator[str]:
    """Titles that stand in two or three paragraphs, none of which has an agency and a year itself."""
    whole = [all(_of_title(text)) if len(text) <= _LONGEST else True for text in paragraphs]
    for at in range(len(paragraphs) - 1):
        if not _AGENCY.search(paragraphs[at].strip()):
            continue
        for end in (at + 2, at + 3):
            text = "".join(paragraphs[at:end])
            if end <= len(paragraphs) and len(text) <= _LONGEST and not any(whole[at:end]):
                yield text
                if all(_of_title(text)):
                    break


_DAY = re.compile(
    "[（(]?(?:2[0-9]{3}|[二〇○零一]{4})年"
    "(?:[0-9]{1,2}月[0-9]{1,2}|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3})日[）)]?"
)


def _below_title(paragraphs: Sequence[str]) -> str:
    """The agency below a title that has only the year: with a date below it, or said again in the opening.

    A name alone may be that of the portal.
    """
    for at in range(len(paragraphs) - 1):
        agency, year = _of_title(paragraphs[at]) if len(paragraphs[at]) <= _LONGEST else ("", "")
        below = re.sub(r"\s+", "", paragraphs[at + 1])
        if not year or agency or not re.fullmatch(_BODY, below):
            continue
        others = [re.sub(r"\s+", "", text) for text in paragraphs[at + 2 :]]
        if (others and _DAY.fullmatch(others[0])) or any(below in text for text in others):
            return _tidy(below)
    return ""


def _of_short_title(text: str) -> tuple[str, str] | None:
    """Agency and year of a title that does not say what the report is on."""
    bare = re.sub(r"\s+", "", text).translate(_WIDE)
    match = next((found for pattern in _SHORT_TITLES if (found := pattern.fullmatch(bare))), None)
    agency = _tidy(match["agency"]) if match else ""
    return (agency, _digits(match["year"])) if match and agency else None


_AGENCY = re.compile("[局委办府厅院会室所心站处队团街道镇乡旗县市区社馆校部署组库司）)]$")
"""How an agency's name ends; what else stands above a title is a heading of the portal."""


def _of_title(text: str) -> tuple[str, str]:
    """Agency and year of a title; "" where it is none."""
    bare = re.sub(r"\s+", "", text).translate(_WIDE)
    for pattern in _TITLES:
        match = pattern.search(bare)
        if match:
            return _tidy(match["agency"]), _digits(match["year"])
    return "", ""


def _digits(year: str) -> str:
    return year if year.isdecimal() and year.isascii() else normal(year).translate(_CHINESE)


_LEADING = re.compile(
    r"^(?:当前位置|首页|您的位置|标题|名称|题名|索引号|发布机构|信息名称)[:：>》]*|^[>》\-·]+|^关于"
)


def _tidy(agency: str) -> str:
    """An agency's name without what a portal puts before it."""
    name = re.split(r"[>《》|:：]", agency)[-1]
    name = _LEADING.sub("", name).strip("的《“\"' -－—–·_")
    return name if 2 <= len(name) <= 40 and not (name.isdecimal() or _NO_NAME.match(name)) else ""


_NO_NAME = re.compile("现将|现就|本|我|按照|根据")
"""What a sentence begins with that speaks of the agency without its name."""


def _best_name(names: Mapping[str, int], by_opening: str) -> str:
    """The name most titles give; of names that end in each other the one without what stands before it.

    Of names that are given as often as each other the one that the opening says, or none.
    """
    if not names:
        return ""
    shortest = [name for name in names if not any(o != name and name.endswith(o) for o in names)]
    ranked = sorted(
        ((sum(n for o, n in names.items() if o.endswith(name)), name) for name in shortest), reverse=True
    )
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        first = [name for count, name in ranked if count == ranked[0][0]]
        return by_opening if by_opening in first else ""
    return ranked[0][1]


def _only(years: Mapping[str, int]) -> str:
    ranked = sorted(((count, year) for year, count in years.items()), reverse=True)
    return "" if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]) else ranked[0][1]


def _period(opening: str) -> dict[str, str]:
    match = _PERIOD.search(opening)
    if match is None:
        return {}
    a, b, c, d, e, f = match.group("a", "b", "c", "d", "e", "f")
    return {"统计起": f"{a}年{int(b)}月{int(c)}日", "统计止": f"{d or a}年{int(e)}月{int(f)}日"}


_AFTER = r"(?:为|是)?\s*[:：]?\s*"
_CONTACTS = {
    "地址": re.compile(rf"(?:联系|办公|通讯|通信)?地址{_AFTER}(?P<value>[^，,。；;（）()]{{3,60}})"),
    "邮编": re.compile(rf"(?:邮编|邮政编码){_AFTER}(?P<value>[0-9]{{6}})"),
    "联系电话": re.compile(
        rf"(?:联系|咨询|办公)?电话(?:号码)?{_AFTER}(?P<value>[0-9][0-9\-—－()（） ]{{5,18}}[0-9])"
    ),
    "传真": re.compile(rf"传真(?:号码|电话)?{_AFTER}(?P<value>[0-9][0-9\-—－()（） ]{{5,18}}[0-9])"),
    "邮箱": re.compile(rf"(?:电子)?邮箱(?:地址)?{_AFTER}(?P<value>[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)"),
    "网址": re.compile(r"(?P<value>(?:https?://|www\.)[A-Za-z0-9./_\-]+[A-Za-z0-9/])"),
    "网站名称": re.compile(
        r"(?:在|从|登录|通过|至)(?P<value>[^，。；（(“”]{2,25}?(?:门户网站|政府网站|网站|门户网|政府网))"
    ),
}


def _contacts(paragraphs: Iterable[str]) -> dict[str, str]:
    """Contacts that the opening names; where one is named twice, the first."""
    found: dict[str, str] = {}
    text = "\n".join(paragraphs)
    for key, pattern in _CONTACTS.items():
        match = pattern.search(text)
        if match:
            found[key] = match["value"].strip()
    return found
