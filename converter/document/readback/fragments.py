"""A Word part read by markup that was read before: reports of one template differ in their texts alone.

The part is parted into its texts (what stands between a tag and </w:t>) and the markup around them, and the
markup is cut into pieces, a paragraph or a table's row each. What the parser made of a piece is remembered
by all of its bytes: which of its texts make up which paragraph or cell. A piece never seen goes through the
parser, with a mark in the place of each text.

Why this reads what the parser reads: a piece is remembered only if it is well-formed by itself, and a row of
well-formed pieces is well-formed in the one frame (what stands before and behind them). A text is taken only
if it is plain characters, so it cannot be markup; markup with comments, instructions, CDATA or a DOCTYPE, in
which a place for text could be something else, is not taken. Whatever is not taken is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from converter.document.readback.tree import Block, Grid, NotReadableError, parsed, parsed_rows
from converter.grid.cells import Position
from converter.system.fast_xml import is_text, needs_no_parser, unescape_xml

_PIECES: Final = 1024
_LARGEST: Final = 20_000
"""Bytes of markup beyond which a piece is not remembered; a row of our widest table has 4,000."""

_HOLE: Final = b"\0"
"""Stands in the markup for a text: no XML has this character."""

_MARK: Final = "\ue000"
"""Stands around the number of a text in what the parser is given; no markup is taken that has it itself."""

_START, _END = b"<w:body>", b"</w:body>"
_TABLE_START, _TABLE_END = b"<w:tbl>", b"</w:tbl>"
_ROW_START, _ROW_END = b"<w:tr", b"</w:tr>"
_PARAGRAPH_END = b"</w:p>"
_UNTAKEN: Final = re.compile(rb"<[!?]|</w:(?:body|tbl)\s*>|&#(?:0*57344|x0*[eE]000);|" + _MARK.encode())
_PROBE: Final = b"<w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>2</w:t></w:r></w:p>"

_Said = int | tuple[int | str, ...]
"""The words of a paragraph or cell: the number of their text, or several with what the markup itself says."""


class _Frame(NamedTuple):
    """What stands around the content of the body."""

    head: bytes
    tail: bytes


class _Lines(NamedTuple):
    """A piece of the body: how many texts it has, and its paragraphs."""

    texts: int
    lines: tuple[_Said, ...]


class _Rows(NamedTuple):
    """A piece of a table: how many texts and rows it has, and its cells by row and column."""

    texts: int
    rows: int
    cells: tuple[tuple[int, int, _Said], ...]


_Piece = TypeVar("_Piece", _Lines, _Rows)


class _UnusualError(Exception):
    """Not all of the part is in the form that can be taken; never leaves this module."""


def remembered(content: bytes) -> list[Block] | None:
    """The blocks of a Word part, as `parsed` has them; None where it must be parsed whole.

    Never for a part that is not well-formed.
    """
    try:
        return list(_blocks(*_parted(content)))
    except _UnusualError:
        return None


def _parted(content: bytes) -> tuple[bytes, list[str]]:
    """The markup of a part with holes, and the texts for them."""
    *pieces, rest = content.split(b"</w:t>")
    if not pieces or _HOLE in content:
        raise _UnusualError
    before, tags, between = zip(*[piece.rpartition(b">") for piece in pieces], strict=True)
    if b"" in tags:  # two ends of a text in a row
        raise _UnusualError
    try:
        texts = _HOLE.join(between).decode()
    except UnicodeDecodeError as error:
        raise _UnusualError from error
    if not is_text(texts.replace("\0", " ")):
        raise _UnusualError
    return b">\0</w:t>".join((*before, rest)), unescape_xml(texts).split("\0")


def _blocks(markup: bytes, texts: list[str]) -> Iterator[Block]:
    start, end = markup.find(_START) + len(_START), markup.rfind(_END)
    if start < len(_START) or end < start:
        raise _UnusualError
    frame = _frame(markup[:start], markup[end:])
    at = 0  # of the texts, how many were taken
    for rows, paragraphs in _stretches(markup[start:end]):
        if rows:
            cells: dict[Position, str] = {}
            top = 0
            for piece in _pieces(frame, rows, _rows):
                own = texts[at : at + piece.texts]
                for row, column, said in piece.cells:
                    cells[top + row, column] = (
                        own[said].strip() if isinstance(said, int) else _joined(said, own)
                    )
                top += piece.rows
                at += piece.texts
            yield Grid(cells)
        for lines in _pieces(frame, paragraphs, _lines):
            own = texts[at : at + lines.texts]
            for said in lines.lines:
                yield own[said].strip() if isinstance(said, int) else _joined(said, own)
            at += lines.texts


def _joined(said: tuple[int | str, ...], texts: Sequence[str]) -> str:
    return "".join([texts[each] if isinstance(each, int) else each for each in said]).strip()


def _stretches(body: bytes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """A body cut behind each row and each paragraph: a table's parts, and those behind it up to the next.

    In front there is no table.
    """
    rows: list[bytes] = []
    at = 0
    while True:
        start = body.find(_TABLE_START, at)
        *closed, last = body[at : start if start >= 0 else len(body)].split(_PARAGRAPH_END)
        yield rows, [*(part + _PARAGRAPH_END for part in closed), last]
        if start < 0:
            return
        rows, at = _table(body, start + len(_TABLE_START))


def _table(body: bytes, at: int) -> tuple[list[bytes], int]:
    """A table's parts, and where it ends."""
    parts: list[bytes] = []
    while True:
        end = body.find(_ROW_END, at) + len(_ROW_END)
        if not body.startswith(_ROW_START, at):  # no row behind another: the table may end here
            closed = body.find(_TABLE_END, at, end if end >= len(_ROW_END) else len(body))
            if closed >= 0:
                return [*parts, body[at:closed]], closed + len(_TABLE_END)
        if end < len(_ROW_END):
            raise _UnusualError
        parts.append(body[at:end])
        at = end


def _pieces(
    frame: _Frame, parts: Iterable[bytes], read: Callable[[_Frame, bytes], _Piece | None]
) -> Iterator[_Piece]:
    """The pieces of a stretch: as few parts each as are well-formed together."""
    piece = b""
    for part in parts:
        piece += part
        if len(piece) > _LARGEST:
            raise _UnusualError
        if piece and (found := read(frame, piece)) is not None:
            yield found
            piece = b""
    if piece:
        raise _UnusualError


@lru_cache(maxsize=8)
def _frame(head: bytes, tail: bytes) -> _Frame:
    """The frame of a body, if what is put into it stands in the body and nothing else does."""
    if not needs_no_parser(head + tail):
        raise _UnusualError
    try:
        found = parsed(head + _PROBE + tail)
    except NotReadableError as error:
        raise _UnusualError from error
    if found != ["1", "2"]:
        raise _UnusualError
    return _Frame(head, tail)


@lru_cache(maxsize=_PIECES)
def _lines(frame: _Frame, piece: bytes) -> _Lines | None:
    """What a piece of the body says; None where it is not well-formed by itself, or holds a table."""
    marked = _marked(piece)
    try:
        blocks = [] if marked is None else parsed(frame.head + marked + frame.tail)
    except NotReadableError:
        return None
    lines = tuple(_said(block) for block in blocks if isinstance(block, str))
    return None if marked is None or len(lines) < len(blocks) else _Lines(piece.count(_HOLE), lines)


@lru_cache(maxsize=_PIECES)
def _rows(frame: _Frame, piece: bytes) -> _Rows | None:
    """What a piece of a table says; None where it is not well-formed by itself, or more than rows."""
    marked = _marked(piece)
    try:
        found = marked and parsed_rows(frame.head + _TABLE_START + marked + _TABLE_END + frame.tail)
    except NotReadableError:
        return None
    if not found:
        return None
    rows, grid = found
    cells = tuple((row, column, _said(text)) for (row, column), text in grid.texts.items())
    return _Rows(piece.count(_HOLE), rows, cells)


def _marked(piece: bytes) -> bytes | None:
    """A piece with a mark in each hole.

    None where a hole may be no text, and where it could close what stands around it.
    """
    if _UNTAKEN.search(piece):
        return None
    first, *others = piece.split(_HOLE)
    return first + b"".join(f"{_MARK}{number}{_MARK}".encode() + other for number, other in enumerate(others))


def _said(words: str) -> _Said:
    """Words with marks as the numbers of their texts and what is between them."""
    said = tuple(
        int(part) if number % 2 else part
        for number, part in enumerate(words.split(_MARK))
        if number % 2 or part
    )
    return said[0] if len(said) == 1 and isinstance(said[0], int) else said
