"""Figures that are too wide for their cells get smaller characters, down to 5.5 points.

Seen after rendering, so that every template has it and no template needs to know of it: a document
without long figures is not even looked into.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SMALLEST = 11
"""Half points below which nothing can be read any more."""

READABLE = 16
"""Half points down to which a figure with its remark is kept on one line; else the remark goes below."""

LINES = 2
"""Lines that a remark below its number may take."""

SLACK = 8
"""Twips by which a figure must be narrower than its cell: programs round, and borders have a width."""

_NO_STYLES = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_LONG = re.compile(r">\d[\d.]{4,}<|>\d[\d.]*（[^<]*<")
_FIGURE = re.compile(r"\d[\d.]*(（.*）)?", re.DOTALL)
_MARK = "\ue000"
"""Stands for a figure while its place is looked at."""

_MARGIN = 108
"""Twips left and right in a cell where nothing is said: Word's default."""


def fitted(document: str, sizes: Mapping[str, int]) -> str:
    """The XML of a rendered document in which every figure fits its cell; the same text where all do.

    `sizes`: those of the document's paragraph styles (`style_sizes`). Only the cells of figures that are
    too wide are parsed, and once the place of any long one.
    """
    done: list[str] = []
    end = 0
    for match in _LONG.finditer(document):
        start = _last(document, "tc", match.start())
        if start < end or document.find("</w:tc>", start, match.start()) >= 0:
            continue  # in running text, or in a cell that is done
        stop = document.index("</w:tc>", match.end()) + len("</w:tc>")
        top = document.index("<w:document")
        root = document[top : document.index(">", top) + 1]  # it declares what prefixes mean
        table = _last(document, "tblPr", start)
        properties = document[table : document.find("</w:tblPr>", table, start) + len("</w:tblPr>")]
        first, last = match.start() + 1, match.end() - 1
        place = _place(root, properties, document[start:first], document[last:stop])
        if not _fits(document[first:last], place, sizes):
            done += (document[end:start], _shrunk(root, properties, document[start:stop], sizes))
            end = stop
    return "".join((*done, document[end:])) if done else document


class _Place(NamedTuple):
    """Where a figure stands: words before and behind it in its cell, and the twips for all of them.

    `runs`: style and own size of each run, none where no figure is ever made smaller.
    """

    before: str
    after: str
    room: int
    runs: tuple[tuple[str, int | None], ...]


@lru_cache(maxsize=256)
def _place(root: str, properties: str, before: str, after: str) -> _Place | None:
    """The place between two pieces of a cell; None where what stands there may not be all that is shown."""
    cell = _opened(_parsed(root, before + _MARK + after)[0], _margins(root, properties))
    if cell is None:
        return _Place("", "", 0, ())
    words, mark, others = cell.text.partition(_MARK)
    runs = tuple((_style(cell.paragraph), _own_size(run)) for run in cell.runs)
    return _Place(words, others, cell.room, runs) if mark else None


def _fits(figure: str, place: _Place | None, sizes: Mapping[str, int]) -> bool:
    """Whether a figure may stay as it is; an escaped one is looked at again, by the parser."""
    if place is None or "&" in figure:
        return False
    text = f"{place.before}{figure}{place.after}"
    if not place.runs or _FIGURE.fullmatch(text) is None:
        return True
    normal = max(own or sizes.get(style, sizes[""]) for style, own in place.runs)
    return _fitting(text, place.room, normal) == normal


def _shrunk(root: str, properties: str, cell: str, sizes: Mapping[str, int]) -> str:
    """A cell in which its figure is made smaller where it is too wide."""
    parsed = _parsed(root, cell)
    if not _fit(parsed[0], _margins(root, properties), sizes):
        return cell
    text = etree.tostring(parsed, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def _last(document: str, tag: str, before: int) -> int:
    """Where the last element of a tag begins before a place, -1 where there is none."""
    return max(document.rfind(f"<w:{tag}{end}", 0, before) for end in "> ")


def _parsed(root: str, inner: str) -> etree._Element:
    return etree.fromstring(f"{root}{inner}</w:document>", _PARSER)


class _Opened(NamedTuple):
    """A parsed cell: its one paragraph, the runs with words and all of these, and the twips for them."""

    paragraph: etree._Element
    runs: list[etree._Element]
    text: str
    room: int


def _opened(cell: etree._Element, margins: int) -> _Opened | None:
    """None for a cell without a width or words, or of several paragraphs."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    paragraphs = cell.findall(f"{W}p")
    if width is None or width.get(f"{W}type") != "dxa" or len(paragraphs) != 1:
        return None
    paragraph = paragraphs[0]
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
    return _Opened(paragraph, runs, text, int(width.get(f"{W}w") or 0) - margins - SLACK) if runs else None


def _fit(cell: etree._Element, margins: int, sizes: Mapping[str, int]) -> bool:
    """Shrink the figure in a cell where it is too wide; whether anything was changed."""
    opened = _opened(cell, margins)
    if opened is None or _FIGURE.fullmatch(opened.text) is None:
        return False
    paragraph, runs, text, room = opened
    normal = max(_own_size(run) or sizes.get(_style(paragraph), sizes[""]) for run in runs)
    size = _fitting(text, room, normal)
    if size == normal:
        return False
    for run in runs:
        _set_size(run, size)
    _set_line(paragraph, size)
    if _width(text) * size * 10 > room:
        _part(runs)
    return True


def _fitting(text: str, room: int, normal: int) -> int:
    """The largest size in half points at which a figure fits into `room` twips, at most `normal`."""
    number, _, remark = text.partition("（")
    for size in range(normal, SMALLEST, -1):
        whole = _width(text) * size * 10
        if whole <= room and (size >= READABLE or not remark):
            return size
        # a line of mixed text breaks before it is full: half a character is lost on each
        lines = ceil(_width(f"（{remark}") * size * 10 / max(room - size * 5, 1))
        if remark and size < READABLE and _width(number) * size * 10 <= room and lines <= LINES:
            return size
    return min(normal, SMALLEST)


def _width(text: str) -> float:
    """The width of a text in units of its size: digits take half of it, a point a quarter.

    Between Chinese and other characters programs leave a gap of a quarter.
    """
    wide = [unicodedata.east_asian_width(character) in "WF" for character in text]
    gaps = sum(left != right for left, right in pairwise(wide))
    return 0.25 * gaps + sum(
        1.0 if is_wide else 0.25 if character == "." else 0.5
        for character, is_wide in zip(text, wide, strict=True)
    )


def _margins(root: str, properties: str) -> int:
    if "<w:tblCellMar>" not in properties:
        return 2 * _MARGIN
    table = _parsed(root, properties)
    found = [table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right")]
    return sum(_MARGIN if side is None else int(side.get(f"{W}w") or 0) for side in found)


def style_sizes(content: bytes) -> dict[str, int]:
    """The size of characters of each paragraph style in half points; "" is what holds without one.

    `content`: a styles part; b"" where a document has none.
    """
    styles = etree.fromstring(content or _NO_STYLES, _PARSER)
    own: dict[str, int | None] = {}
    base: dict[str, str] = {}
    default = _own_size(styles.find(f"{W}docDefaults/{W}rPrDefault")) or 20
    usual = ""
    for style in styles.iterfind(f"{W}style"):
        key = style.get(f"{W}styleId") or ""
        if style.get(f"{W}type") != "paragraph":
            continue
        own[key] = _own_size(style)
        parent = style.find(f"{W}basedOn")
        base[key] = "" if parent is None else parent.get(f"{W}val") or ""
        usual = key if style.get(f"{W}default") in ("1", "true") else usual

    def resolved(key: str, seen: frozenset[str] = frozenset()) -> int:
        if key not in own or key in seen:
            return default
        return own[key] or resolved(base[key], seen | {key})

    return {**{key: resolved(key) for key in own}, "": resolved(usual)}


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val") or ""


def _own_size(element: etree._Element | None) -> int | None:
    size = None if element is None else element.find(f"{W}rPr/{W}sz")
    return None if size is None else int(float(size.get(f"{W}val") or 0)) or None


def _set_size(run: etree._Element, size: int) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for tag in ("sz", "szCs"):
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    place = next(
        (index for index, child in enumerate(properties) if child.tag in _AFTER_SIZE), len(properties)
    )
    for offset, tag in enumerate(("sz", "szCs")):
        element = etree.Element(f"{W}{tag}")
        element.set(f"{W}val", str(size))
        properties.insert(place + offset, element)


def _part(runs: list[etree._Element]) -> None:
    """Put the remark on lines of its own, where one run holds it together with its number."""
    for words in (words for run in runs for words in run.findall(f"{W}t")):
        number, bracket, remark = (words.text or "").partition("（")
        if number and bracket:
            below = etree.Element(f"{W}t")
            words.text, below.text = number, bracket + remark
            line = etree.Element(f"{W}br")
            words.addnext(line)
            line.addnext(below)
            return


def _set_line(paragraph: etree._Element, size: int) -> None:
    """Let the lines of smaller characters stand closer, where their distance is exact."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(f"{W}spacing")
    if spacing is None:
        spacing = etree.Element(f"{W}spacing")
        later = (index for index, child in enumerate(properties) if child.tag in _AFTER_SPACING)
        properties.insert(next(later, len(properties)), spacing)
    spacing.set(f"{W}line", str(size * 12))
    spacing.set(f"{W}lineRule", "exact")


_AFTER_SIZE = {
    f"{W}{tag}"
    for tag in (
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    )
}  # fmt: skip
"""What the schema puts behind the size of a run's characters."""

_AFTER_SPACING = {
    f"{W}{tag}"
    for tag in (
        "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
}  # fmt: skip
"""What the schema puts behind a paragraph's spacing."""
