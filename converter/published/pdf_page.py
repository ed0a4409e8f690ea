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

from converter.published.page import NotPublishedError, Page
from converter.published.pdf_table import RuledTable, join_tables, ruled_table, text_lines, within
from converter.system.radicals import plain_characters

MAX_PAGES = 80
"""Pages of the longest document that is read; a report has about ten."""

_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3})?(?:\s*页)?[\s\-—–－·]*")


def pdf_page(content: bytes) -> Page:
    """A document's paragraphs and tables. NotPublishedError: it cannot be opened, or consists of images."""
    try:
        import pdfplumber
    except ImportError as error:
        raise NotPublishedError("no_library") from error
    blocks: list[str | RuledTable] = []
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
                for number, block in enumerate(_page_blocks(read)):
                    whole = _joined(blocks[-1], block) if number == 0 and blocks else None
                    if whole is not None:
                        blocks[-1] = whole
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
    plain = (block.strip(_OPEN) if isinstance(block, str) else block.grid for block in blocks)
    words = {at: block.words for at, block in enumerate(blocks) if not isinstance(block, str)}
    return Page(tuple(plain), title.strip(), words)


_OPEN = "\ue001"
"""A character at the end of a paragraph whose last line is full, or at the start of one that is not
indented."""


def _joined(block: str | RuledTable, following: str | RuledTable) -> str | RuledTable | None:
    """The last block of a page with the first of the next one as one; None where it does not go on."""
    if isinstance(block, str) and isinstance(following, str):
        goes_on = block.endswith(_OPEN) and following.startswith(_OPEN)
        return block.removesuffix(_OPEN) + following.removeprefix(_OPEN) if goes_on else None
    if isinstance(block, str) or isinstance(following, str):
        return None
    return join_tables(block, following)


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


def _page_blocks(page: Any) -> Iterator[str | RuledTable]:
    """The blocks of a page from top to bottom."""
    settings = {"explicit_horizontal_lines": _ends(page.edges)}
    tables = [table for table in page.find_tables(settings) if len(table.cells) > 3]
    words = page.extract_words(keep_blank_chars=False, use_text_flow=False, extra_attrs=["size"])
    narrow = page.extract_words(x_tolerance=_TOGETHER, extra_attrs=["size"]) if tables else []
    outside = [word for word in words if not any(within(word, table.bbox) for table in tables)]
    rules = [edge for edge in page.edges if edge["orientation"] == "h"]
    parts: list[tuple[float, str | RuledTable]] = [*_paragraphs(outside, page)]
    for table in tables:
        own = [word for word in narrow if within(word, table.bbox)]
        parts.append((table.bbox[1], ruled_table(table, page.chars, own, rules)))
    yield from (block for _, block in sorted(parts, key=lambda part: part[0]))


_TOGETHER = 1.0
"""Points between characters of one number: less than what two cells keep apart."""


def _ends(edges: Sequence[dict[str, Any]]) -> list[float]:
    """Where the upright rules of a page begin and end: a row cut by the end of a page has no rule there."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    if not upright:
        return []
    return [float(min(edge["top"] for edge in upright)), float(max(edge["bottom"] for edge in upright))]


# --- paragraphs --------------------------------------------------------------------------------------


def _paragraphs(words: Sequence[dict[str, Any]], page: Any) -> Iterator[tuple[float, str]]:
    """The paragraphs outside tables with the place of their first line; without numbers of pages."""
    lines = [line for line in text_lines(words) if not _is_page_number(line, page)]
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
