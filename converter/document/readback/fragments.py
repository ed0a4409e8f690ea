"""A Word part read by cached fragments of its markup: reports of one template differ only in their texts.

The part is separated into its texts (what is between a tag and </w:t>) and the markup around them, and the
markup is cut into fragments: one paragraph, or one row of a table. What the parser made of a fragment is
cached by all of its bytes: which of its texts make up which paragraph or cell. A new fragment goes through
the parser, with a numbered mark in the place of each text.

Why this reads what the parser reads: a fragment is cached only if it is well-formed by itself, and a sequence
of well-formed fragments is well-formed in the one frame (the markup before and after them). A text is
accepted only if it is plain characters, so it cannot be markup; markup with comments, instructions, CDATA or
a DOCTYPE, where the place of a text could be something else, is not accepted. Whatever is not accepted is
parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from converter.document.readback.tree import Block, Grid, NotReadableError, parse, parse_table
from converter.grid.cells import Position
from converter.system.fast_xml import is_text, needs_no_parser, unescape_xml

_CACHED: Final = 1024
_LARGEST: Final = 20_000
"""Bytes of markup beyond which a fragment is not cached; a row of the widest table of the form has 4,000."""

_SLOT: Final = b"\0"
"""The place of a text in markup; no XML contains this character."""

_MARK: Final = "\ue000"
"""Encloses the number of a text in what is parsed; markup that contains it is not accepted."""

_START, _END = b"<w:body>", b"</w:body>"
_TABLE_START, _TABLE_END = b"<w:tbl>", b"</w:tbl>"
_ROW_START, _ROW_END = b"<w:tr", b"</w:tr>"
_PARAGRAPH_END = b"</w:p>"
_NOT_ACCEPTED: Final = re.compile(rb"<[!?]|</w:(?:body|tbl)\s*>|&#(?:0*57344|x0*[eE]000);|" + _MARK.encode())
_PROBE: Final = b"<w:p><w:r><w:t>1</w:t></w:r></w:p><w:p><w:r><w:t>2</w:t></w:r></w:p>"

_Content = int | tuple[int | str, ...]
"""The content of a paragraph or cell: the number of a text, or several, with characters from the markup."""


class _Frame(NamedTuple):
    """The markup around the content of the body."""

    head: bytes
    tail: bytes


class _BodyFragment(NamedTuple):
    """A fragment of the body: the number of its texts, and its paragraphs."""

    texts: int
    paragraphs: tuple[_Content, ...]


class _TableFragment(NamedTuple):
    """A fragment of a table: the numbers of its texts and rows, and its cells by row and column."""

    texts: int
    rows: int
    cells: tuple[tuple[int, int, _Content], ...]


_Fragment = TypeVar("_Fragment", _BodyFragment, _TableFragment)


class _NotAcceptedError(Exception):
    """The part has a form that must be parsed whole; never leaves this module."""


def parse_by_fragments(content: bytes) -> list[Block] | None:
    """The blocks of a Word part, equal to those of `parse`; None where it must be parsed whole.

    Always None for a part that is not well-formed.
    """
    try:
        return list(_blocks(*_separated(content)))
    except _NotAcceptedError:
        return None


def _separated(content: bytes) -> tuple[bytes, list[str]]:
    """The markup of a part with slots, and the texts for them."""
    *pieces, rest = content.split(b"</w:t>")
    if not pieces or _SLOT in content:
        raise _NotAcceptedError
    before, tags, between = zip(*[piece.rpartition(b">") for piece in pieces], strict=True)
    if b"" in tags:  # two ends of a text in a row
        raise _NotAcceptedError
    try:
        texts = _SLOT.join(between).decode()
    except UnicodeDecodeError as error:
        raise _NotAcceptedError from error
    if not is_text(texts.replace("\0", " ")):
        raise _NotAcceptedError
    return b">\0</w:t>".join((*before, rest)), unescape_xml(texts).split("\0")


def _blocks(markup: bytes, texts: list[str]) -> Iterator[Block]:
    start, end = markup.find(_START) + len(_START), markup.rfind(_END)
    if start < len(_START) or end < start:
        raise _NotAcceptedError
    frame = _frame(markup[:start], markup[end:])
    at = 0  # the number of texts used so far
    for rows, paragraphs in _stretches(markup[start:end]):
        if rows:
            cells: dict[Position, str] = {}
            top = 0
            for fragment in _fragments(frame, rows, _table_fragment):
                own = texts[at : at + fragment.texts]
                for row, column, content in fragment.cells:
                    cells[top + row, column] = (
                        own[content].strip() if isinstance(content, int) else _joined(content, own)
                    )
                top += fragment.rows
                at += fragment.texts
            yield Grid(cells)
        for body_fragment in _fragments(frame, paragraphs, _body_fragment):
            own = texts[at : at + body_fragment.texts]
            for content in body_fragment.paragraphs:
                yield own[content].strip() if isinstance(content, int) else _joined(content, own)
            at += body_fragment.texts


def _joined(content: tuple[int | str, ...], texts: Sequence[str]) -> str:
    return "".join([texts[part] if isinstance(part, int) else part for part in content]).strip()


def _stretches(body: bytes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """A body cut after each row and each paragraph: the pieces of a table, and those up to the next table.

    The first stretch has no table.
    """
    rows: list[bytes] = []
    at = 0
    while True:
        start = body.find(_TABLE_START, at)
        *closed, last = body[at : start if start >= 0 else len(body)].split(_PARAGRAPH_END)
        yield rows, [*(piece + _PARAGRAPH_END for piece in closed), last]
        if start < 0:
            return
        rows, at = _table(body, start + len(_TABLE_START))


def _table(body: bytes, at: int) -> tuple[list[bytes], int]:
    """The pieces of a table, and where it ends."""
    pieces: list[bytes] = []
    while True:
        end = body.find(_ROW_END, at) + len(_ROW_END)
        if not body.startswith(_ROW_START, at):  # no row follows at once: the table may end here
            closed = body.find(_TABLE_END, at, end if end >= len(_ROW_END) else len(body))
            if closed >= 0:
                return [*pieces, body[at:closed]], closed + len(_TABLE_END)
        if end < len(_ROW_END):
            raise _NotAcceptedError
        pieces.append(body[at:end])
        at = end


def _fragments(
    frame: _Frame, pieces: Iterable[bytes], read: Callable[[_Frame, bytes], _Fragment | None]
) -> Iterator[_Fragment]:
    """The fragments of a stretch: each of as few pieces as are well-formed together."""
    markup = b""
    for piece in pieces:
        markup += piece
        if len(markup) > _LARGEST:
            raise _NotAcceptedError
        if markup and (found := read(frame, markup)) is not None:
            yield found
            markup = b""
    if markup:
        raise _NotAcceptedError


@lru_cache(maxsize=8)
def _frame(head: bytes, tail: bytes) -> _Frame:
    """The frame of a body, if what is put into it is in the body and nothing else is."""
    if not needs_no_parser(head + tail):
        raise _NotAcceptedError
    try:
        blocks = parse(head + _PROBE + tail)
    except NotReadableError as error:
        raise _NotAcceptedError from error
    if blocks != ["1", "2"]:
        raise _NotAcceptedError
    return _Frame(head, tail)


@lru_cache(maxsize=_CACHED)
def _body_fragment(frame: _Frame, markup: bytes) -> _BodyFragment | None:
    """The paragraphs of a fragment; None where it is not well-formed by itself, or holds a table."""
    marked = _marked(markup)
    try:
        blocks = [] if marked is None else parse(frame.head + marked + frame.tail)
    except NotReadableError:
        return None
    paragraphs = tuple(_content(block) for block in blocks if isinstance(block, str))
    if marked is None or len(paragraphs) < len(blocks):
        return None
    return _BodyFragment(markup.count(_SLOT), paragraphs)


@lru_cache(maxsize=_CACHED)
def _table_fragment(frame: _Frame, markup: bytes) -> _TableFragment | None:
    """The rows of a fragment; None where it is not well-formed by itself, or holds anything else."""
    marked = _marked(markup)
    try:
        table = marked and parse_table(frame.head + _TABLE_START + marked + _TABLE_END + frame.tail)
    except NotReadableError:
        return None
    if not table:
        return None
    rows, grid = table
    cells = tuple((row, column, _content(text)) for (row, column), text in grid.texts.items())
    return _TableFragment(markup.count(_SLOT), rows, cells)


def _marked(markup: bytes) -> bytes | None:
    """A fragment with a numbered mark in each slot.

    None where a slot may be no text, and where the fragment could close an element around it.
    """
    if _NOT_ACCEPTED.search(markup):
        return None
    first, *others = markup.split(_SLOT)
    return first + b"".join(f"{_MARK}{number}{_MARK}".encode() + other for number, other in enumerate(others))


def _content(text: str) -> _Content:
    """A text with marks as the numbers of its texts and what is between them."""
    content = tuple(
        int(part) if number % 2 else part
        for number, part in enumerate(text.split(_MARK))
        if number % 2 or part
    )
    return content[0] if len(content) == 1 and isinstance(content[0], int) else content
