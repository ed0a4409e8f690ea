"""A PDF file with text as paragraphs and ruled tables, every number read twice. Imports pdfplumber.

First the characters that stand within a ruled cell make its text; then the words of the page, put together
without knowing any cell, are placed in rows and columns by position. Where both differ, neither is believed
(`figures`).
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from converter.grid.printed_grid import GridCell, PrintedGrid
from converter.published.page import Block, NotPublishedError, Page, Word
from converter.system.radicals import plain_characters

MAX_PAGES = 80
"""Pages of the longest document that is read; a report has about ten."""

_NEAR = 2.5
"""Points between rules that are drawn for one line of the grid."""

_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3})?(?:\s*页)?[\s\-—–－·]*")


def pdf_page(content: bytes) -> Page:
    """A document's paragraphs and tables. NotPublishedError: it cannot be opened, or consists of images."""
    try:
        import pdfplumber
    except ImportError as error:
        raise NotPublishedError("no_library") from error
    blocks: list[Block] = []
    words: dict[int, dict[int, tuple[Word, ...]]] = {}
    characters = images = 0
    logging.getLogger("pdfminer").setLevel(
        logging.CRITICAL
    )  # it tells of each font that is not to its liking
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            title = str((document.metadata or {}).get("Title") or "")
            if len(document.pages) > MAX_PAGES:
                raise NotPublishedError("large")
            for page in document.pages:
                read = page.filter(_is_read)
                characters += len(read.chars)
                images += len(page.images)
                for number, (block, second) in enumerate(_page_blocks(read)):
                    if second is not None:
                        words[len(blocks)] = second
                    if number == 0 and blocks and _goes_on(blocks[-1], block):
                        blocks[-1] = str(blocks[-1]).removesuffix(_OPEN) + str(block).removeprefix(_OPEN)
                    else:
                        blocks.append(block)
                page.close()
    except (NotPublishedError, MemoryError):
        raise
    except Exception as error:  # whatever its parser stumbles over; the file is not readable then
        if isinstance(error.__context__, MemoryError):
            raise error.__context__ from error
        raise NotPublishedError("unreadable") from error
    if characters < _FEWEST:
        raise NotPublishedError("scanned" if images else "no_text")
    plain = (block.strip(_OPEN) if isinstance(block, str) else block for block in blocks)
    return Page(tuple(plain), title.strip(), words)


_OPEN = "\ue001"
"""A character at the end of a paragraph whose last line is full, or at the start of one that is not
indented."""


def _goes_on(block: Block, following: Block) -> bool:
    """True where the last paragraph of a page goes on with the first of the next one."""
    both = isinstance(block, str) and isinstance(following, str)
    return both and str(block).endswith(_OPEN) and str(following).startswith(_OPEN)


_FEWEST = 50
"""Characters below which a document is not text."""


def _is_read(item: dict[str, Any]) -> bool:
    """False for characters on their side, and for areas of colour, whose edges are no rules of a table."""
    if item["object_type"] == "char":
        return bool(item.get("upright", True))
    if item["object_type"] in ("rect", "curve"):
        return bool(item["stroke"]) or float(min(item["width"], item["height"])) < _THIN
    return True


_THIN = 4.0
"""Points below which a filled rectangle is a rule."""


_Second = dict[int, tuple[Word, ...]]


def _page_blocks(page: Any) -> Iterator[tuple[Block, _Second | None]]:
    """The blocks of a page from top to bottom; for a table also its words by row."""
    settings = {"explicit_horizontal_lines": _ends(page.edges)}
    tables = [table for table in page.find_tables(settings) if len(table.cells) > 3]
    words = page.extract_words(keep_blank_chars=False, use_text_flow=False, extra_attrs=["size"])
    narrow = page.extract_words(x_tolerance=_TOGETHER, extra_attrs=["size"]) if tables else []
    outside = [word for word in words if not any(_within(word, table.bbox) for table in tables)]
    parts: list[tuple[float, Block, _Second | None]] = []
    for top, text in _paragraphs(outside, page):
        parts.append((top, text, None))
    for table in tables:
        grid, second = _grid(table, page.chars, [word for word in narrow if _within(word, table.bbox)])
        parts.append((table.bbox[1], grid, second))
    yield from ((block, second) for _, block, second in sorted(parts, key=lambda part: part[0]))


_TOGETHER = 1.0
"""Points between characters of one number: less than what two cells keep apart."""


def _ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    """Where the upright rules of a page begin and end: a row cut by the end of a page has no rule there."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    if not upright:
        return []
    return [float(min(edge["top"] for edge in upright)), float(max(edge["bottom"] for edge in upright))]


def _within(item: dict[str, Any], box: Sequence[float]) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


# --- tables ------------------------------------------------------------------------------------------


def _grid(
    table: Any, chars: Sequence[dict[str, Any]], words: Sequence[dict[str, Any]]
) -> tuple[PrintedGrid, _Second]:
    """A ruled table, and its words by row with the columns that they stand in."""
    across = _lines({x for cell in table.cells for x in (cell[0], cell[2])})
    down = _lines({y for cell in table.cells for y in (cell[1], cell[3])})
    inside = [char for char in chars if _within(char, table.bbox)]
    cells = []
    for box in table.cells:
        left, right = _index(across, box[0]), _index(across, box[2])
        top, bottom = _index(down, box[1]), _index(down, box[3])
        own = [char for char in inside if _within(char, box)]
        if right > left and bottom > top:
            cells.append(GridCell(top, left, bottom - top, right - left, _cell_text(own, box[2] - box[0])))
    second: dict[int, list[Word]] = {}
    for line in _text_lines(words):
        for word in line:
            row = _between(down, (word["top"] + word["bottom"]) / 2)
            column = _between(across, (word["x0"] + word["x1"]) / 2)
            second.setdefault(row, []).append(Word(column, plain_characters(word["text"])))
    return PrintedGrid(tuple(sorted(cells))), {row: tuple(found) for row, found in second.items()}


def _lines(places: set[float]) -> list[float]:
    """The lines of a grid: places that are near each other are one."""
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > _NEAR:
            lines.append(place)
    return lines


def _index(lines: Sequence[float], place: float) -> int:
    return min(range(len(lines)), key=lambda number: abs(lines[number] - place))


def _between(lines: Sequence[float], place: float) -> int:
    return sum(line <= place for line in lines) - 1


def _cell_text(chars: Sequence[dict[str, Any]], width: float) -> str:
    """The text of a cell. A number that fills the cell's width goes on in the next line."""
    lines = _text_lines(chars)
    texts = [_spaced(line) for line in lines]
    for number in range(len(texts) - 1, 0, -1):
        before = lines[number - 1]
        full = before[-1]["x1"] - before[0]["x0"] > _FULL * width
        if full and _DIGITS.fullmatch(texts[number - 1]) and _DIGITS.fullmatch(texts[number]):
            texts[number - 1 : number + 1] = [texts[number - 1] + texts[number]]
    return plain_characters("\n".join(text for text in texts if text))


_FULL = 0.7
"""Share of a cell's width from which a line of a number is full."""

_DIGITS = re.compile(r"[0-9.,]+")


def _text_lines(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by the line that they stand in, from left to right."""
    lines: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda each: ((each["top"] + each["bottom"]) / 2, each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and abs(middle - (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2) < char["size"] / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda each: float(each["x0"])) for line in lines]


def _spaced(line: Sequence[dict[str, Any]]) -> str:
    """The characters of a line, with a blank where there is a gap, so that no two numbers become one."""
    parts: list[str] = []
    end = None
    size = line[0]["size"] if line else 1.0
    for char in line:
        apart = end is not None and char["x0"] - end > _GAP * char["size"]
        if apart or not _SMALLEST < char["size"] / size < 1 / _SMALLEST:
            parts.append(" ")
        parts.append(char["text"])
        end, size = char["x1"], char["size"]
    return "".join(parts).strip()


_GAP = 0.25
"""Gap between characters, in their size, from which they are apart."""

_SMALLEST = 0.8
"""Size of a character, in that of the one beside it, below which it is the number of a note."""


# --- paragraphs --------------------------------------------------------------------------------------


def _paragraphs(words: Sequence[dict[str, Any]], page: Any) -> Iterator[tuple[float, str]]:
    """The paragraphs outside tables with the place of their first line; without numbers of pages."""
    lines = [line for line in _text_lines(words) if not _is_page_number(line, page)]
    if not lines:
        return
    left = Counter(round(line[0]["x0"]) for line in lines).most_common(1)[0][0]
    right = max(line[-1]["x1"] for line in lines)
    text, top, bottom = "", 0.0, 0.0
    short = True
    for line in lines:
        size = line[0]["size"]
        indented = line[0]["x0"] > left + size
        apart = line[0]["top"] - bottom > _APART * size or _HEADING.match(_words(line))
        bottom = line[0]["bottom"]
        if text and (short or indented or apart):
            yield top, text
            text = ""
        if not text:
            top = line[0]["top"]
            text = "" if indented else _OPEN
        text += _words(line)
        short = line[-1]["x1"] < right - _SHORT * size
    if text:
        yield top, text if short else text + _OPEN


_APART = 1.25
"""Distance between two lines, in the size of their characters, from which they are paragraphs of their
own."""

_HEADING = re.compile("[（(]?[一二三四五六七八九十]{1,2}[）)、]")

_SHORT = 1.6
"""Characters that a line ends before the others where a paragraph ends."""


def _words(line: Sequence[dict[str, Any]]) -> str:
    """The words of a line; between two of Latin letters or digits there is a blank."""
    text = ""
    for word in line:
        blank = text[-1:].isascii() and word["text"][:1].isascii() and text
        text += (" " if blank else "") + word["text"]
    return plain_characters(text)


def _is_page_number(line: Sequence[dict[str, Any]], page: Any) -> bool:
    at_edge = line[0]["top"] < page.height * 0.1 or line[0]["bottom"] > page.height * 0.88
    return at_edge and _PAGE_NUMBER.fullmatch(_words(line)) is not None
