"""Figures too wide for their table cells get smaller characters, down to 5.5 points.

This is done on the rendered XML, so it works with every template and needs nothing in it. A document without
long figures is not parsed.
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
"""The smallest size in half points; smaller characters are not legible."""

SMALLEST_ON_ONE_LINE = 16
"""The smallest size in half points of a figure and its remark on one line; else the remark goes below."""

REMARK_LINES = 2
"""Lines that a remark below its number may take."""

SLACK = 8
"""Twips by which a figure must be narrower than its cell: programs round, and borders have a width."""

_NO_STYLES = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_LONG_FIGURE = re.compile(r">\d[\d.]{4,}<|>\d[\d.]*（[^<]*<")
_FIGURE = re.compile(r"\d[\d.]*(（.*）)?", re.DOTALL)
_MARK = "\ue000"
"""The placeholder of a figure in the markup of a cell that is parsed without it."""

_MARGIN = 108
"""Twips left and right in a cell without margins of its own or of its table: Word's default."""


def fit_figures(document: str, sizes: Mapping[str, int]) -> str:
    """The XML of a rendered document with every figure fitted to its cell; the same text where all fit.

    `sizes`: of the document's paragraph styles (`style_sizes`). Only cells with long figures are parsed, and
    cells with the same markup around the figure only once.
    """
    fitted: list[str] = []
    end = 0
    for match in _LONG_FIGURE.finditer(document):
        start = _last_start(document, "tc", match.start())
        if start < end or document.find("</w:tc>", start, match.start()) >= 0:
            continue  # in running text, or in a cell already fitted
        stop = document.index("</w:tc>", match.end()) + len("</w:tc>")
        top = document.index("<w:document")
        root = document[top : document.index(">", top) + 1]  # it declares the namespaces
        table = _last_start(document, "tblPr", start)
        properties = document[table : document.find("</w:tblPr>", table, start) + len("</w:tblPr>")]
        first, last = match.start() + 1, match.end() - 1
        markup = _CellMarkup(root, properties, document[start:first], document[last:stop])
        if (cell := _fit_cell(markup, document[first:last], sizes)) is not None:
            fitted += (document[end:start], cell)
            end = stop
    return "".join((*fitted, document[end:])) if fitted else document


class _CellMarkup(NamedTuple):
    """The XML around a figure: the root's tag, its table's properties, its cell before and behind it."""

    root: str
    properties: str
    before: str
    after: str


class _CellLayout(NamedTuple):
    """What decides a figure's size in a cell: other text before and behind it, the cell's width in twips.

    `runs`: style and own size of each run; empty for a cell whose figure always keeps its size.
    """

    before: str
    after: str
    width: int
    runs: tuple[tuple[str, int | None], ...]


def _fit_cell(markup: _CellMarkup, figure: str, sizes: Mapping[str, int]) -> str | None:
    """A cell's XML with smaller characters; None where its figure fits."""
    layout = _cell_layout(markup)
    if layout is None or "&" in figure:  # only the parser resolves escapes
        return _parse_and_fit_cell(markup, figure, sizes)
    text = f"{layout.before}{figure}{layout.after}"
    if not layout.runs or _FIGURE.fullmatch(text) is None:
        return None
    normal = max(own or sizes.get(style, sizes[""]) for style, own in layout.runs)
    size = _fitting_size(text, layout.width, normal)
    if size == normal:
        return None
    split = _text_width(text) * size * 10 > layout.width
    number, bracket, remark = figure.partition("（")
    first, *others = _resized_cell(markup, f"{_MARK}{bracket}{_MARK if remark else ''}", size, split)
    texts = (number, remark) if remark else (number,)
    return first + "".join(text + other for text, other in zip(texts, others, strict=True))


@lru_cache(maxsize=256)
def _cell_layout(markup: _CellMarkup) -> _CellLayout | None:
    """The layout of a figure's cell; None where it cannot be found with a placeholder for the figure."""
    before, after = markup.before, markup.after
    if _MARK in before + after:
        return None
    margins = _margins(markup.root, markup.properties)
    cell = _parsed_cell(_parse(markup.root, before + _MARK + after)[0], margins)
    if cell is None:
        return _CellLayout("", "", 0, ())
    text_before, mark, text_after = cell.text.partition(_MARK)
    runs = tuple((_style(cell.paragraph), _own_size(run)) for run in cell.runs)
    return _CellLayout(text_before, text_after, cell.width, runs) if mark else None


@lru_cache(maxsize=256)
def _resized_cell(markup: _CellMarkup, figure: str, size: int, split: bool) -> tuple[str, ...]:
    """A cell's XML in another size, cut at each placeholder of `figure`."""
    root = _parse(markup.root, markup.before + figure + markup.after)
    cell = _parsed_cell(root[0], 0)
    assert cell is not None
    resize(cell.paragraph, cell.runs, size, split=split)
    return tuple(_inner(root).split(_MARK))


def _parse_and_fit_cell(markup: _CellMarkup, figure: str, sizes: Mapping[str, int]) -> str | None:
    """The same as `_fit_cell` for any cell: it is parsed together with its figure."""
    root = _parse(markup.root, markup.before + figure + markup.after)
    cell = _parsed_cell(root[0], _margins(markup.root, markup.properties))
    if cell is None or _FIGURE.fullmatch(cell.text) is None:
        return None
    normal = max(_own_size(run) or sizes.get(_style(cell.paragraph), sizes[""]) for run in cell.runs)
    size = _fitting_size(cell.text, cell.width, normal)
    if size == normal:
        return None
    resize(cell.paragraph, cell.runs, size, split=_text_width(cell.text) * size * 10 > cell.width)
    return _inner(root)


def _inner(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("<")]


def _last_start(document: str, tag: str, before: int) -> int:
    """Where the last element of a tag before an index starts, -1 where there is none."""
    bare = document.rfind(f"<w:{tag}>", 0, before)
    return max(bare, document.rfind(f"<w:{tag} ", max(bare, 0), before))


def _parse(root: str, inner: str) -> etree._Element:
    return etree.fromstring(f"{root}{inner}</w:document>", _PARSER)


class _ParsedCell(NamedTuple):
    """A parsed cell: its only paragraph, the runs with text and their text together, its width in twips."""

    paragraph: etree._Element
    runs: list[etree._Element]
    text: str
    width: int


def _parsed_cell(cell: etree._Element, margins: int) -> _ParsedCell | None:
    """None for a cell without a width or text, or with several paragraphs."""
    width = cell.find(f"{W}tcPr/{W}tcW")
    paragraphs = cell.findall(f"{W}p")
    if width is None or width.get(f"{W}type") != "dxa" or len(paragraphs) != 1:
        return None
    paragraph = paragraphs[0]
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
    inner = int(width.get(f"{W}w") or 0) - margins - SLACK
    return _ParsedCell(paragraph, runs, text, inner) if runs else None


def _fitting_size(text: str, width: int, normal: int) -> int:
    """The largest size in half points at which a figure fits into `width` twips, at most `normal`."""
    number, _, remark = text.partition("（")
    whole, number_width, remark_width = _text_width(text), _text_width(number), _text_width(f"（{remark}")
    for size in range(normal, SMALLEST, -1):
        if whole * size * 10 <= width and (size >= SMALLEST_ON_ONE_LINE or not remark):
            return size
        # a line of mixed text breaks before it is full: half a character is lost on each
        lines = ceil(remark_width * size * 10 / max(width - size * 5, 1))
        if (
            remark
            and size < SMALLEST_ON_ONE_LINE
            and number_width * size * 10 <= width
            and lines <= REMARK_LINES
        ):
            return size
    return min(normal, SMALLEST)


def _text_width(text: str) -> float:
    """The width of a text in ems: 1 for a Chinese character, 0.5 for a digit, 0.25 for a point.

    Programs leave a gap of 0.25 between Chinese and other characters.
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
    table = _parse(root, properties)
    found = [table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right")]
    return sum(_MARGIN if side is None else int(side.get(f"{W}w") or 0) for side in found)


def style_sizes(content: bytes) -> dict[str, int]:
    """The size in half points of each paragraph style; under "" that of a paragraph without a style.

    `content`: the styles part; b"" where a document has none.
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
