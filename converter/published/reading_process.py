"""What runs in the process that reads published files (`isolated`): a page as JSON.

It imports neither the form nor the catalogue, so that it starts quickly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from converter.published.page import Kind, NotPublishedError, Page
from converter.system.isolated_process import Answer, Request, serve

MEMORY: Final = 1_000_000_000
"""Bytes of address space, where the system has such a limit."""

GROWTH: Final = 200_000_000
"""Bytes left behind after which the process is renewed: a PDF's parser keeps typefaces."""

MAX_ANSWER: Final = 8_000_000
MAX_BLOCKS: Final = 20_000
"""Bytes, and paragraphs and tables, of the largest page: a report on a portal has 200,000 and 500."""


def main(kind: str) -> None:
    """Answer requests about files of a kind until the input ends; ends the process with a status."""
    serve(partial(_prepared, kind), MEMORY, GROWTH)


def _prepared(kind: str) -> Answer:
    if kind == Kind.DOCX:
        from converter.published.docx_page import docx_page as read
    elif kind == Kind.PDF:
        from converter.published.pdf_page import pdf_page as read
    elif kind == Kind.MHT:
        from converter.published.mht_page import mht_page as read
    else:
        from converter.published.html_page import html_page as read
    return partial(_answer, read)


def _answer(read: Callable[[bytes], Page], request: Request) -> bytes:
    try:
        page = read(request.content)
        if len(page.blocks) > MAX_BLOCKS:
            raise NotPublishedError("large")
        answer = json.dumps(_told(page))
    except NotPublishedError as error:
        answer = json.dumps({"refused": str(error)})
    if len(answer) > MAX_ANSWER:
        answer = json.dumps({"refused": "large"})
    return answer.encode("ascii")


def _told(page: Page) -> dict[str, Any]:
    blocks = [block if isinstance(block, str) else block.cells for block in page.blocks]
    return {"blocks": blocks, "title": page.title, "words": {at: {**rows} for at, rows in page.words.items()}}


if __name__ == "__main__":
    main(sys.argv[1])
