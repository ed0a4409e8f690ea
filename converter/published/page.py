"""What every kind of published document is read into: paragraphs and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from converter.grid.printed_grid import PrintedGrid
from converter.system.naming import safe_stem

FILE_TYPES = (".docx", ".html", ".htm", ".mht", ".mhtml", ".pdf")
"""Endings of files that are looked for in folders."""

Block = str | PrintedGrid
"""A paragraph's text or a table."""


def workbook_stem(agency: str, year: str) -> str:
    """What the workbook of an imported report is called, without its ending; "" for what is not known."""
    return f"{safe_stem(agency or '机关名称未认出')}-{year or '年度未认出'}"


class Word(NamedTuple):
    """A word of a PDF's table by the column it stands in."""

    column: int
    text: str


class Page(NamedTuple):
    """A document as its reader sees it.

    `title`: the title that the file states, "" for none. `words`: of a table in a PDF, by its index in
    `blocks` and by row, what was read a second time.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    words: Mapping[int, Mapping[int, tuple[Word, ...]]] = MappingProxyType({})


class Kind(StrEnum):
    """A kind of document, by what it holds."""

    DOCX = "docx"
    HTML = "html"
    MHT = "mht"
    PDF = "pdf"


class NotPublishedError(Exception):
    """A file that holds no report: the variant of the finding that says what it is, and more in words."""

    def __init__(self, variant: str, detail: str = "") -> None:
        self.detail = detail
        super().__init__(variant)


_HEAD = re.compile(rb"^content-type:[ \t]*multipart/related", re.IGNORECASE | re.MULTILINE)


def is_archive(content: bytes) -> bool:
    """True for the bytes of a web archive."""
    return _HEAD.search(content[:4_096]) is not None
