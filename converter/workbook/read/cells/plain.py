"""Values and strings in the plain form in which programs write nearly all of them, read without a parser.

A sheet is split at its values. The markup between two values is the same in many workbooks, so the result of
reading it is cached. Markup is accepted only where a pattern matches all of it, so that it has one reading.
The remainder of the part (`rest`) goes through the parser, as strict as ever. A part with any unusual markup
is not read here at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from converter.grid.cells import Position, position
from converter.system.fast_xml import TEXT, bounded_cache, is_text, needs_no_parser, unescape_xml
from converter.workbook.read.cells.stored import MAX_COLUMNS, MAX_ROWS, Content, is_linked, unescape

# Attributes that need no parser: nothing escaped in them, none twice, not r (it comes first), and none that
# gives the element another namespace.
_ATTRIBUTES: Final = (
    r"""(?:[ ](?!(?:r|xmlns)=)(?P<{0}>[a-zA-Z]+|x14ac:dyDescent)="""
    r""""[^"<>&\0-\x1f\ufffe\uffff]*"(?![^<>]*[ ](?P={0})=))*"""
)
_CELL: Final = r"""<c[ ]r="{}[A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+{}"(?:[ ]s="{}[0-9]{{1,9}}+{}")?+"""
_BLANK: Final = rf"""{_CELL.format(*[""] * 4)}(?:/>|(?:[ ]t="[a-zA-Z]++")?+(?:/>|></c>))"""
_ROW: Final = '<row[ ]r="[1-9][0-9]{{0,6}}"' + _ATTRIBUTES
_BETWEEN: Final = re.compile(  # from the end of one value to the start of the next
    rf"""</c>(?:{_BLANK}|</row>(?:{_ROW.format("e")}/>)*+{_ROW.format("r")}>)*+
    {_CELL.format("(?P<at>", ")", "(?P<style>", ")")}(?:[ ]t="(?P<kind>[a-zA-Z]++)")?+>
    (?:(?P<formula><f){_ATTRIBUTES.format("f")}(?:/>|>(?P<text>{TEXT})</f>))?+""",
    re.VERBOSE,
)
_LAST: Final = re.compile(
    rf"""</c>(?:{_BLANK}|</row>(?:{_ROW.format("e1")}/>)*+{_ROW.format("r1")}>)*+</row>(?:{_ROW.format("e2")}/>)*+""",
    re.VERBOSE,
)


class Head(NamedTuple):
    """What the markup in front of a value says: position of the cell, its style and type.

    Style and type are as written, "" for none. `formula`: the value is that of a formula; `linked`: the
    formula reads another file; `expression`: the formula itself.
    """

    position: Position
    style: str
    kind: str
    formula: bool
    linked: bool
    expression: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The content of a sheet's rows without their values.

    Workbooks with the same markup share one object, so that results which depend on the shape alone are
    cached by it. `heads`: the markup in front of each value. `indexes`: the index in `heads` of the value at
    a position. `shared`: for each value, whether it is the index of a shared string. `prefixed`: attributes
    of another namespace are used. `small`: results may be cached by it.
    """

    heads: tuple[Head, ...]
    indexes: Mapping[Position, int]
    shared: tuple[bool, ...]
    prefixed: bool
    small: bool


class PlainSheet(NamedTuple):
    """The shape of a sheet, its values in order, and the part without its rows and views."""

    shape: Shape
    values: list[bytes]
    rest: bytes


class PlainStrings(NamedTuple):
    """The plain strings in order, and the part in front of all strings and behind them.

    `others`: the markup of each other string, by its index among all.
    """

    contents: list[Content]
    others: Mapping[int, bytes]
    head: bytes
    tail: bytes


_START, _END = b"<sheetData>", b"</sheetData>"
_VALUE: Final = re.compile(rb"<v>([^<>]*+)</v>")

_CACHED_ROWS: Final = 30_000
"""Bytes of a sheet's rows up to which their shape is cached."""


def plain_sheet(data: bytes) -> PlainSheet | None:
    """The values of a sheet's part; None where not all are plain.

    They are right only if the `rest` needs no parser. A value is given as written, and is known to be text
    without markup: `unescape_xml` makes characters of it.
    """
    start, end = data.find(_START) + len(_START), data.rfind(_END)
    if start < len(_START) or end < start:
        return None
    pieces = _VALUE.split(data[start:end])
    pieces[0] = b"</c></row>" + pieces[0]  # as if a row came before, so that one pattern fits all pieces
    markup, values = tuple(pieces[::2]), pieces[1::2]
    # nearly always a sheet is short and its shape is in the cache
    shape = (_shape if end - start <= _CACHED_ROWS else _shape.__wrapped__)(markup)
    if shape is None or not _are_texts(values):
        return None
    if shape.prefixed and b' xmlns:x14ac="' not in data[:start]:
        return None
    return PlainSheet(shape, values, _without_views(data[:start]) + data[end:])


_VIEWS: Final = re.compile(
    f"<sheetViews>(?:<sheetView{_ATTRIBUTES.format('v')}(?:/>|>(?:<pane{_ATTRIBUTES.format('p')}/>)?"
    f"(?:<selection{_ATTRIBUTES.format('s')}/>)*</sheetView>))+</sheetViews>"
)
_VIEWS_END: Final = b"</sheetViews>"


def _without_views(head: bytes) -> bytes:
    """The part in front of the rows without scroll position and selection: the rest is often the same."""
    start, end = head.find(b"<sheetViews>"), head.find(_VIEWS_END) + len(_VIEWS_END)
    plain = 0 <= start < end and _are_views(head[start:end])
    return head[:start] + b"<sheetViews/>" + head[end:] if plain else head


_CACHED_MARKUP: Final = 2_000
"""Bytes up to which a piece of markup is cached; longer are a row of blank cells or a long formula."""


@bounded_cache(64, _CACHED_MARKUP)
def _are_views(piece: bytes) -> bool:
    return b"x14ac:" not in piece and _matched(_VIEWS, piece) is not None


@lru_cache(maxsize=32)
def _shape(markup: tuple[bytes, ...]) -> Shape | None:
    """The shape that the markup between values makes; None where it is not plain or a cell occurs twice."""
    *pieces, last = markup
    usual = max(map(len, markup)) <= _CACHED_MARKUP  # nearly always; then the loop runs in C
    found = map(_head if usual else _head.__wrapped__, pieces)
    heads = tuple(head for head in found if head is not None)
    indexes = {head.position: index for index, head in enumerate(heads)}
    if len(indexes) < len(pieces) or not _is_last(last):
        return None
    prefixed = any(b"x14ac:" in piece for piece in markup)
    small = sum(map(len, markup)) <= _CACHED_ROWS
    return Shape(heads, indexes, tuple(head.kind == "s" for head in heads), prefixed, small)


@lru_cache(maxsize=8192)
def _head(between: bytes) -> Head | None:
    """What the markup between the last value and this one says of this one; None where it is not plain."""
    found = _matched(_BETWEEN, between)
    at = position(found["at"]) if found else None
    if found is None or at is None or at[0] >= MAX_ROWS or at[1] >= MAX_COLUMNS:
        return None
    expression = unescape_xml(found["text"] or "")
    linked = is_linked(expression)
    return Head(
        at, found["style"] or "", found["kind"] or "", found["formula"] is not None, linked, expression
    )


@bounded_cache(64, _CACHED_MARKUP)
def _is_last(piece: bytes) -> bool:
    return _matched(_LAST, piece) is not None


def _are_texts(values: list[bytes]) -> bool:
    try:
        return is_text(b"\n".join(values).decode())
    except UnicodeDecodeError:
        return False


def _matched(pattern: re.Pattern[str], data: bytes) -> re.Match[str] | None:
    try:
        return pattern.fullmatch(data.decode())
    except UnicodeDecodeError:
        return None


_STRING: Final = re.compile(
    rf'<si><t(?: xml:space="preserve")?(?:/>|>({TEXT})</t>)'
    r'(?:<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")?(?: alignment="[a-zA-Z]+")?/>)?'
)
_ITEM: Final = re.compile(rb"<si[\s/>]")
_ITEM_END: Final = b"</si>"
_NO_MORE: Final = re.compile(rb"\s*</sst>\s*")

_CACHED_STRING: Final = 200
"""Bytes up to which a string is cached: labels are short, and what agencies write is rarely the same."""


def plain_strings(data: bytes) -> PlainStrings | None:
    """The strings of one font in the part with all strings; None where the part is not plain.

    The others are given as their markup, each from its <si> to its </si>.
    """
    first, last = _ITEM.search(data), data.rfind(_ITEM_END)
    if first is None or last < first.start() or not needs_no_parser(data):
        return None
    head, tail = data[: first.start()], data[last + len(_ITEM_END) :]
    items = data[first.start() : last].split(_ITEM_END)
    found = [(_content if len(item) <= _CACHED_STRING else _content.__wrapped__)(item) for item in items]
    contents = [content for content in found if content is not None]
    others = {n: items[n] + _ITEM_END for n, content in enumerate(found) if content is None}
    single = all(len(_ITEM.findall(item)) == 1 for item in others.values())
    return PlainStrings(contents, others, head, tail) if single and _NO_MORE.fullmatch(tail) else None


@lru_cache(maxsize=1024)  # not bounded_cache: called hundreds of times for a workbook, as _head is
def _content(item: bytes) -> Content | None:
    """The string of an <si> without its end tag; None where it is not plain."""
    found = _matched(_STRING, item)
    return None if found is None else ("text", unescape(unescape_xml(found[1] or "")), False)
