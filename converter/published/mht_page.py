"""A web archive (.mht), as browsers and Word save a page in one file: its pages and those in its frames."""

from __future__ import annotations

import email
from email.message import Message

from converter.published.html_page import html_page
from converter.published.page import Block, NotPublishedError, Page

MAX_PARTS = 20
"""Pages and frames of an archive that are read."""


def mht_page(content: bytes) -> Page:
    """The paragraphs and tables of an archive's page and of its frames. NotPublishedError: it has none."""
    parts = [part for part in email.message_from_bytes(content).walk() if _is_page(part)]
    pages = [html_page(_content(part)) for part in parts[:MAX_PARTS]]
    if not pages:
        raise NotPublishedError("unreadable")
    blocks: tuple[Block, ...] = tuple(block for page in pages for block in page.blocks)
    return Page(blocks, pages[0].title)


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
