"""Cells and strings in the plain form in which programs write nearly all of them, taken without a parser.

A sheet is cut at its values. What stands between two of them is the same in workbook after workbook, and
what was made of it is remembered; it is taken only where its characters leave one reading, for each is
matched whole. What remains of the part (`rest`) still goes through the parser, which judges it as strictly
as ever. A part in which anything is out of the ordinary is not taken at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from converter.grid.cells import Position, position
from converter.system.fast_xml import TEXT, bounded_cache, is_text, needs_no_parser, unescape_xml
from converter.workbook.read.cellvalues import MAX_COLUMNS, MAX_ROWS, Content, is_linked, unescape

_SHORT: Final = 200
"""Bytes up to which a string is remembered: labels are short, and what agencies write is seldom the same."""

ROWS: Final = 30_000
"""Bytes of a sheet's rows up to which their shape is remembered."""

LONG: Final = 2_000
"""Bytes of markup up to which it is remembered: a row of blank cells, or a long formula."""

# Attributes that need no parser: nothing escaped in them, none twice, r neither (it stands in front), and
# none that gives the element another namespace.
_ATTRIBUTES: Final = (
    r"""(?:[ ](?!(?:r|xmlns)=)(?P<{0}>[a-zA-Z]+|x14ac:dyDescent)="""
    r""""[^"<>&\0-\x1f\ufffe\uffff]*"(?![^<>]*[ ](?P={0})=))*"""
)
_CELL: Final = r"""<c[ ]r="{}[A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+{}"(?:[ ]s="{}[0-9]{{1,9}}+{}")?+"""
_BLANK: Final = rf"""{_CELL.format(*[""] * 4)}(?:/>|(?:[ ]t="[a-zA-Z]++")?+(?:/>|></c>))"""
_ROW: Final = '<row[ ]r="[1-9][0-9]{{0,6}}"' + _ATTRIBUTES
_BETWEEN: Final = re.compile(  # from behind one value to the next
    rf"""</c>(?:{_BLANK}|</row>(?:{_ROW.format("e")}/>)*+{_ROW.format("r")}>)*+
    {_CELL.format("(?P<at>", ")", "(?P<style>", ")")}(?:[ ]t="(?P<kind>[a-zA-Z]++)")?+>
    (?:(?P<formula><f){_ATTRIBUTES.format("f")}(?:/>|>(?P<text>{TEXT})</f>))?+""",
    re.VERBOSE,
)
_LAST: Final = re.compile(
    rf"""</c>(?:{_BLANK}|</row>(?:{_ROW.format("e1")}/>)*+{_ROW.format("r1")}>)*+</row>(?:{_ROW.format("e2")}/>)*+""",
    re.VERBOSE,
)
_VIEWS: Final = re.compile(
    f"<sheetViews>(?:<sheetView{_ATTRIBUTES.format('v')}(?:/>|>(?:<pane{_ATTRIBUTES.format('p')}/>)?"
    f"(?:<selection{_ATTRIBUTES.format('s')}/>)*</sheetView>))+</sheetViews>"
)
_VALUE: Final = re.compile(rb"<v>([^<>]*+)</v>")
_STRING: Final = re.compile(
    rf'<si><t(?: xml:space="preserve")?(?:/>|>({TEXT})</t>)'
    r'(?:<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")?(?: alignment="[a-zA-Z]+")?/>)?'
)
_ITEM: Final = re.compile(rb"<si[\s/>]")
_NO_MORE: Final = re.compile(rb"\s*</sst>\s*")
_START, _END, _ITEM_END = b"<sheetData>", b"</sheetData>", b"</si>"
_VIEWS_END: Final = b"</sheetViews>"


class Head(NamedTuple):
    """What stands in front of a value: where its cell is, style and type as written ("" for none).

    `formula`: the value is that of a formula; `linked`: it reads another file.
    """

    position: Position
    style: str
    kind: str
    formula: bool
    linked: bool


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """All that a sheet's rows say but for their values.

    The same shape is the same object in workbook after workbook, so that what follows from it is remembered
    by it. `heads`: what stands in front of each value. `numbers`: which value is at a position. `shared`: of
    each value whether it is a string's number. `prefixed`: attributes of another namespace are used. `small`:
    what follows from it may be remembered.
    """

    heads: tuple[Head, ...]
    numbers: Mapping[Position, int]
    shared: tuple[bool, ...]
    prefixed: bool
    small: bool


class PlainSheet(NamedTuple):
    """The shape of a sheet, its values in their order, and the part without its rows and usual views."""

    shape: Shape
    values: list[bytes]
    rest: bytes


class PlainStrings(NamedTuple):
    """The plain strings in their order, and the part without any.

    `others`: as they are written, by their number among all.
    """

    contents: list[Content]
    others: Mapping[int, bytes]
    head: bytes
    tail: bytes


def plain_sheet(data: bytes) -> PlainSheet | None:
    """Take the values of a sheet's part; None where they are not all plain. All hold if the rest is ordinary.

    A value is as written but proved to be text that needs no parser: `unescape_xml` makes characters of it.
    """
    start, end = data.find(_START) + len(_START), data.rfind(_END)
    if start < len(_START) or end < start:
        return None
    pieces = _VALUE.split(data[start:end])
    pieces[0] = b"</c></row>" + pieces[0]  # as if a row went before, so that all pieces are alike
    markup, values = tuple(pieces[::2]), pieces[1::2]
    # nearly always a sheet is short and has the shape of one in the workbook before
    shape = (_shape if end - start <= ROWS else _shape.__wrapped__)(markup)
    if shape is None or not _are_texts(values):
        return None
    if shape.prefixed and b' xmlns:x14ac="' not in data[:start]:
        return None
    return PlainSheet(shape, values, _without_views(data[:start]) + data[end:])


def _without_views(head: bytes) -> bytes:
    """What stands in front of the rows but for where somebody looked last: all else is often alike."""
    start, end = head.find(b"<sheetViews>"), head.find(_VIEWS_END) + len(_VIEWS_END)
    plain = 0 <= start < end and _are_views(head[start:end])
    return head[:start] + b"<sheetViews/>" + head[end:] if plain else head


@bounded_cache(64, LONG)
def _are_views(piece: bytes) -> bool:
    return b"x14ac:" not in piece and _matched(_VIEWS, piece) is not None


@lru_cache(maxsize=32)
def _shape(markup: tuple[bytes, ...]) -> Shape | None:
    """What the markup around a sheet's values says; None where that is not sure, or a cell is there twice."""
    *pieces, last = markup
    usual = max(map(len, markup)) <= LONG  # nearly always; then each piece is asked for in C
    found = map(_head if usual else _head.__wrapped__, pieces)
    heads = tuple(head for head in found if head is not None)
    numbers = {head.position: number for number, head in enumerate(heads)}
    if len(numbers) < len(pieces) or not _is_last(last):
        return None
    prefixed = any(b"x14ac:" in piece for piece in markup)
    small = sum(map(len, markup)) <= ROWS
    return Shape(heads, numbers, tuple(head.kind == "s" for head in heads), prefixed, small)


@lru_cache(maxsize=8192)
def _head(between: bytes) -> Head | None:
    """What a piece of markup that ends in front of a value says of it; None where that is not sure."""
    found = _matched(_BETWEEN, between)
    place = position(found["at"]) if found else None
    if found is None or place is None or place[0] >= MAX_ROWS or place[1] >= MAX_COLUMNS:
        return None
    linked = bool(found["text"]) and is_linked(unescape_xml(found["text"]))
    return Head(place, found["style"] or "", found["kind"] or "", found["formula"] is not None, linked)


@bounded_cache(64, LONG)
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


def plain_strings(data: bytes) -> PlainStrings | None:
    """Take the strings of one font from the part that holds all strings; None where that is not sure.

    The others are cut out as they are, each from its <si> to its </si>.
    """
    first, last = _ITEM.search(data), data.rfind(_ITEM_END)
    if first is None or last < first.start() or not needs_no_parser(data):
        return None
    head, tail = data[: first.start()], data[last + len(_ITEM_END) :]
    items = data[first.start() : last].split(_ITEM_END)
    found = [(_content if len(item) <= _SHORT else _content.__wrapped__)(item) for item in items]
    contents = [content for content in found if content is not None]
    others = {n: items[n] + _ITEM_END for n, content in enumerate(found) if content is None}
    single = all(len(_ITEM.findall(item)) == 1 for item in others.values())
    return PlainStrings(contents, others, head, tail) if single and _NO_MORE.fullmatch(tail) else None


@lru_cache(maxsize=4096)  # asked for by the hundred, as _head is
def _content(item: bytes) -> Content | None:
    """The string of an <si> without its end, None where it is not a plain one."""
    found = _matched(_STRING, item)
    return None if found is None else ("text", unescape(unescape_xml(found[1] or "")), False)
