"""The bytes of a document read again: its paragraphs and tables in order, as a reader of it sees them.

Shares no code with rendering. Markup that was read before is not parsed again (`pieces`).
"""

from __future__ import annotations

import io
import zipfile
import zlib

from converter.document.readback.fragments import remembered
from converter.document.readback.tree import Block, Grid, NotReadableError, parsed
from converter.system.zips import inflate

__all__ = ["Block", "Grid", "NotReadableError", "read_back"]

_MAIN = "word/document.xml"
_USUAL = 10_000_000
"""Bytes of a body up to which it is unpacked the quick way."""


def read_back(document: bytes) -> list[Block]:
    """Read a document's body in order. NotReadableError: no zip, no body, or not well-formed."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            member = archive.getinfo(_MAIN)
            quickly = inflate(document, member, _USUAL)
            content = archive.read(member) if quickly is None else quickly
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise NotReadableError(str(error)) from error
    blocks = remembered(content)
    return parsed(content) if blocks is None else blocks
