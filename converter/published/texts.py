"""The texts of a published report by section and narrative, from its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from converter.form import Form, Narrative, Section
from converter.grid.spelling import normal
from converter.system.texts import line


class PrintedTexts(NamedTuple):
    """A report's paragraphs. `opening`: before the first section. `notes`: beside tables, by section."""

    opening: tuple[str, ...]
    passages: dict[str, tuple[str, ...]]
    notes: dict[str, tuple[str, ...]]
    sections: tuple[str, ...]


def printed_texts(paragraphs: Iterable[str], form: Form) -> PrintedTexts:
    """Sort a report's paragraphs by the sections and narratives of the form."""
    opening: list[str] = []
    sections: dict[str, list[str]] = {}
    for key, text in _sorted(paragraphs, form):
        own = sections.setdefault(key, []) if key else opening
        if text:
            own.append(text)
    last = next(reversed(sections), "")
    passages: dict[str, tuple[str, ...]] = {}
    notes: dict[str, tuple[str, ...]] = {}
    for section in form.sections:
        own = sections.get(section.key, [])
        if section.key == last:
            own = list(_until_end(own))
        if section.narratives:
            passages |= _passages(own, section)
        elif own:
            notes[section.key] = tuple(own)
    return PrintedTexts(tuple(opening), passages, notes, tuple(sections))


def section_of_each(paragraphs: Iterable[str], form: Form) -> Iterator[str]:
    """The key of the section that each paragraph stands in, "" before the first one."""
    return (key for key, _ in _sorted(paragraphs, form))


def _sorted(paragraphs: Iterable[str], form: Form) -> Iterator[tuple[str, str]]:
    """For each paragraph the key of its section, and its text, "" for a heading and what is no text."""
    begun: list[str] = []
    current: Section | None = None
    for paragraph in paragraphs:
        text = line(paragraph)
        if not text or _PAGE_NUMBER.fullmatch(text):
            yield current.key if current else "", ""
            continue
        heading = _section(text, form, begun)
        if current is not None and normal(text) == normal(f"{current.key}、{current.title}"):
            yield current.key, ""  # once more, as the caption of its table
            continue
        if heading is not None:
            current = heading
            begun.append(current.key)
        yield current.key if current else "", "" if heading else text


_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*第?\s*\d{1,3}\s*页?[\s\-—–－·]*")


# --- sections ------------------------------------------------------------------------------------

_NUMBERED = re.compile(r"第?\s*([一二三四五六七八九十])\s*(?:部分)?\s*[、.．,，:：\s]\s*(\S.*)")
_OTHERWISE = re.compile(r"^(?:[1-9]\s*[、.．]|[（(][一二三四五六七八九十][）)])\s*")
"""Numbers that a page gives its sections instead; what follows must be the title."""

_LONGEST = 45
"""Characters of the longest heading of a section."""

_ALIKE, _SAME = 45, 85
"""Likeness in percent of a title with the number of its section, and of one without any."""


def _section(text: str, form: Form, begun: list[str]) -> Section | None:
    """The section that a paragraph is the heading of; sections come in order and once."""
    if len(text) > _LONGEST or text.endswith(("。", "；", "，")):
        return None
    from rapidfuzz.fuzz import ratio  # not for runs that import nothing

    at = 1 + max((number for number, s in enumerate(form.sections) if s.key in begun), default=-1)
    left = form.sections[at:]
    match = _NUMBERED.fullmatch(text)
    if match:
        return next(
            (s for s in left if s.key == match[1] and ratio(normal(match[2]), normal(s.title)) >= _ALIKE),
            None,
        )
    title = normal(_OTHERWISE.sub("", text))
    return next((s for s in left[:2] if ratio(title, normal(s.title)) >= _SAME), None)


_SIGNED = re.compile(
    r"[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_PORTAL = re.compile(
    r"(?:【?打印|【?关闭|扫一扫|分享到|上一[篇条]|下一[篇条]|相关(?:链接|附件|文章|稿件)|责任编辑|版权所有|主办(?:单位)?[:：]"
    r"|承办(?:单位)?[:：]|网站(?:地图|标识码)|友情链接|附件[:：0-9]?|.{0,8}ICP备|.{0,6}公网安备|您访问的链接)"
)


def _until_end(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs of the last section up to the date below, or to what the portal puts there."""
    for text in paragraphs:
        if _SIGNED.fullmatch(text.replace(" ", "")) or _PORTAL.match(text):
            return
        yield text


# --- narratives ----------------------------------------------------------------------------------

_ITEM = re.compile(r"[（(]\s*[一二三四五六七八九十]{1,2}\s*[）)]\s*[、.．]?\s*(\S.*)")
_PHRASE = re.compile(r"[^。：:；！？]{1,45}")
_PLAIN = (
    "",
    "情况",
    "方面",
    "工作",
    "工作情况",
    "工作方面",
    "信息",
    "信息情况",
    "政府信息",
    "政府信息情况",
    "措施",
)


def _passages(paragraphs: Iterable[str], section: Section) -> dict[str, tuple[str, ...]]:
    """A section's paragraphs by narrative; those under no heading go to the one that has none."""
    found: dict[str, list[str]] = {narrative.key: [] for narrative in section.narratives}
    current = _without_heading(section)
    for text in paragraphs:
        item = _ITEM.fullmatch(text)
        narrative = _narrative(item[1] if item else text, section, numbered=item is not None)
        if narrative is not None:
            current = narrative
            text = _below(item[1] if item else text, narrative) if item or narrative.heading else text
        if text:
            found[current.key].append(text)
    plain = [narrative.key for narrative in section.narratives if not narrative.heading]
    if len(plain) == 2 and len(found[plain[0]]) == 2 and not found[plain[1]]:  # one paragraph for each
        found[plain[1]] = [found[plain[0]].pop()]
    return {key: tuple(texts) for key, texts in found.items()}


def _without_heading(section: Section) -> Narrative:
    """The narrative for texts without a heading: the first that prints none, else the last."""
    plain = [narrative for narrative in section.narratives if not narrative.heading]
    return plain[0] if plain else section.narratives[-1]


def _core(narrative: Narrative) -> str:
    """What tells a narrative's heading from the others: 主动公开 of 主动公开情况."""
    core = normal(narrative.label)
    return _without_subject(core).removesuffix("情况")


def _without_subject(text: str) -> str:
    for word in ("政府信息公开", "信息公开", "政府"):
        text = text.removeprefix(word)
    return text


def _narrative(text: str, section: Section, *, numbered: bool) -> Narrative | None:
    """The narrative that a paragraph begins, by its heading."""
    phrase = _PHRASE.match(text)
    head = normal(phrase[0]) if phrase else ""
    if not head:
        return None
    whole = head == normal(text)
    for narrative in section.narratives:
        core = _core(narrative)
        if not core or (
            not numbered and not (head.startswith(core) and (whole or len(head) <= len(core) + 4))
        ):
            continue
        if core in head or normal(narrative.heading or "?") in head:
            return narrative
    return None


def _below(text: str, narrative: Narrative) -> str:
    """What a paragraph says besides the heading that the form prints itself."""
    phrase = _PHRASE.match(text)
    head = normal(phrase[0]) if phrase else ""
    own = (narrative.heading, narrative.label, narrative.heading + narrative.government)
    known = {normal(each) for each in own} | {_core(narrative) + end for end in _PLAIN}
    if phrase is not None and (head in known or _without_subject(head) in known):
        return text[phrase.end() :].lstrip("。：:；！？ ")
    return text
