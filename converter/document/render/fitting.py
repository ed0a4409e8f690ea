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

from converter.document.render.resizing import W, resize

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

    `sizes`: those of the document's paragraph styles (`style_sizes`). Only cells with long figures are
    parsed, and those that are alike but for their figure only once.
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
        around = _Around(root, properties, document[start:first], document[last:stop])
        if (cell := _fitted_cell(around, document[first:last], sizes)) is not None:
            done += (document[end:start], cell)
            end = stop
    return "".join((*done, document[end:])) if done else document


class _Around(NamedTuple):
    """The XML around a figure: the root's tag, its table's properties, and its cell before and behind it."""

    root: str
    properties: str
    before: str
    after: str


class _Place(NamedTuple):
    """What a figure's cell says beside it: words before and behind it, and the twips for all of them.

    `runs`: style and own size of each run, none where no figure is ever made smaller.
    """

    before: str
    after: str
    room: int
    runs: tuple[tuple[str, int | None], ...]


def _fitted_cell(around: _Around, figure: str, sizes: Mapping[str, int]) -> str | None:
    """A cell with smaller characters; None where its figure may stay as it is."""
    place = _place(around)
    if place is None or "&" in figure:  # what an escape stands for, the parser knows
        return _parsed_and_fitted(around, figure, sizes)
    text = f"{place.before}{figure}{place.after}"
    if not place.runs or _FIGURE.fullmatch(text) is None:
        return None
    normal = max(own or sizes.get(style, sizes[""]) for style, own in place.runs)
    size = _fitting(text, place.room, normal)
    if size == normal:
        return None
    parted = _width(text) * size * 10 > place.room
    number, bracket, remark = figure.partition("（")
    first, *others = _resized(around, f"{_MARK}{bracket}{_MARK if remark else ''}", size, parted)
    words = (number, remark) if remark else (number,)
    return first + "".join(word + other for word, other in zip(words, others, strict=True))


@lru_cache(maxsize=256)
def _place(around: _Around) -> _Place | None:
    """The place for a figure; None where marks cannot tell what becomes of it."""
    before, after = around.before, around.after
    if _MARK in before + after:
        return None
    cell = _opened(_parsed(around.root, before + _MARK + after)[0], _margins(around.root, around.properties))
    if cell is None:
        return _Place("", "", 0, ())
    words, mark, others = cell.text.partition(_MARK)
    runs = tuple((_style(cell.paragraph), _own_size(run)) for run in cell.runs)
    return _Place(words, others, cell.room, runs) if mark else None


@lru_cache(maxsize=256)
def _resized(around: _Around, marked: str, size: int, parted: bool) -> tuple[str, ...]:
    """A cell in another size, cut where it has marks in place of a figure."""
    root = _parsed(around.root, around.before + marked + around.after)
    cell = _opened(root[0], 0)
    assert cell is not None
    resize(cell.paragraph, cell.runs, size, parted=parted)
    return tuple(_inner(root).split(_MARK))


def _parsed_and_fitted(around: _Around, figure: str, sizes: Mapping[str, int]) -> str | None:
    """The same as `_fitted_cell`, for any cell: it is parsed with its figure."""
    root = _parsed(around.root, around.before + figure + around.after)
    cell = _opened(root[0], _margins(around.root, around.properties))
    if cell is None or _FIGURE.fullmatch(cell.text) is None:
        return None
    normal = max(_own_size(run) or sizes.get(_style(cell.paragraph), sizes[""]) for run in cell.runs)
    size = _fitting(cell.text, cell.room, normal)
    if size == normal:
        return None
    resize(cell.paragraph, cell.runs, size, parted=_width(cell.text) * size * 10 > cell.room)
    return _inner(root)


def _inner(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def _last(document: str, tag: str, before: int) -> int:
    """Where the last element of a tag begins before a place, -1 where there is none."""
    bare = document.rfind(f"<w:{tag}>", 0, before)
    return max(bare, document.rfind(f"<w:{tag} ", max(bare, 0), before))


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


def _fitting(text: str, room: int, normal: int) -> int:
    """The largest size in half points at which a figure fits into `room` twips, at most `normal`."""
    number, _, remark = text.partition("（")
    wide, wide_number, wide_remark = _width(text), _width(number), _width(f"（{remark}")
    for size in range(normal, SMALLEST, -1):
        if wide * size * 10 <= room and (size >= READABLE or not remark):
            return size
        # a line of mixed text breaks before it is full: half a character is lost on each
        lines = ceil(wide_remark * size * 10 / max(room - size * 5, 1))
        if remark and size < READABLE and wide_number * size * 10 <= room and lines <= LINES:
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
