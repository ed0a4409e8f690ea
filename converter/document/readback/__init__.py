"""Reading a document back: its paragraphs and tables in order, as a reader of the page sees them.

In: the bytes of a .docx. Out: a list of `Block` (a paragraph's text or a `Grid`). Shares no code with
rendering. `tree` parses the body's XML; `fragments` spares the parser for markup that was parsed before.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from converter.document.readback.fragments import parse_by_fragments
from converter.document.readback.tree import Block, Grid, NotReadableError, parse
from converter.system.zips import inflate

__all__ = ["Block", "Grid", "NotReadableError", "read_back"]

_MAIN = "word/document.xml"
_LARGEST_FAST = 10_000_000
"""Bytes of a body up to which it is unpacked by `system.zips`."""


def read_back(document: bytes) -> list[Block]:
    """The blocks of a document's body. NotReadableError: no zip, no body, or not well-formed."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            member = archive.getinfo(_MAIN)
            fast = inflate(document, member, _LARGEST_FAST)
            content = archive.read(member) if fast is None else fast
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise NotReadableError(str(error)) from error
    blocks = parse_by_fragments(content)
    return parse(content) if blocks is None else blocks
