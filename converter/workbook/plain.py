"""Cells and strings in the plain form in which programs write nearly all of them, taken without a parser.

A piece is taken only where its characters leave one reading, for each is matched whole; what remains of
the part (`rest`) still goes through the parser, which judges it as strictly as ever. A part in which
anything is out of the ordinary is not taken at all.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

_TEXT: Final = r"[^<>&\0-\x08\x0b-\x1f]*+(?:&(?:amp|lt|gt|quot|apos);[^<>&\0-\x08\x0b-\x1f]*+)*+"
# Attributes that need no parser: nothing escaped in them, and none twice, r neither (it stands in front).
_ATTRIBUTES: Final = (
    r"""(?:[ ](?!r=)(?P<{0}>[a-zA-Z]+|x14ac:dyDescent)="[^"<>&\0-\x1f]*"(?![^<>]*[ ](?P={0})=))*"""
)
_CELL: Final = re.compile(
    rf"""<c[ ]r="([A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+)"(?:[ ]s="([0-9]{{1,9}}+)")?+
    (?:/>|(?:[ ]t="([a-zA-Z]++)")?+
       (?:/>|></c>|>(?:(<f){_ATTRIBUTES.format("f")}(?:/>|>({_TEXT})</f>))?+(?:<v>({_TEXT})</v>)?+</c>))""",
    re.VERBOSE,
)
_GROUPS: Final = _CELL.groups + 1
_ROWS: Final = re.compile(rf'(?:<row r="[1-9][0-9]{{0,6}}"{_ATTRIBUTES.format("row")}(?:/>|></row>))*+')
_STRING: Final = re.compile(
    rf'<si><t(?: xml:space="preserve")?(?:/>|>({_TEXT})</t>)'
    r'(?:<phoneticPr fontId="[0-9]+"(?: type="[a-zA-Z]+")?(?: alignment="[a-zA-Z]+")?/>)?</si>'
)
_MERGES: Final = re.compile(
    '<mergeCells(?: count="[0-9]+")?>((?:<mergeCell ref="[A-Z0-9:$]+"/>)++)</mergeCells>'
)
_MERGE: Final = re.compile('"([^"]+)"')
_ITEM: Final = re.compile(r"<si[\s/>]")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_DECLARATION: Final = re.compile(rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"']utf-8[\"']", re.IGNORECASE)
_START, _END = "<sheetData>", "</sheetData>"

PlainCell = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Reference, style and type of a cell; whether it has a formula, its text, and the value: escapes undone by
`unescaped`."""


class PlainSheet(NamedTuple):
    """All cells of a sheet in their order, its merged ranges, and the part without both."""

    cells: Iterable[PlainCell]
    merges: tuple[str, ...]
    rest: bytes


class PlainStrings(NamedTuple):
    """The strings in their order, None for those that stand in the rest, and the part without the others."""

    texts: list[str | None]
    rest: bytes


def plain_sheet(data: bytes) -> PlainSheet | None:
    """Take the cells of a sheet's part; None where they are not all plain."""
    text = _decoded(data)
    if text is None:
        return None
    start, end = text.find(_START) + len(_START), text.find(_END)
    if start < len(_START) or end < start or text.find(_START, start) >= 0:
        return None
    pieces = _CELL.split(text[start:end])
    rows = "".join(pieces[::_GROUPS])
    head, tail = text[:start], text[end:]
    merged = _MERGES.search(tail)
    merges = tuple(_MERGE.findall(merged[1])) if merged else ()
    rest = f"{head}{tail[: merged.start(1)]}{tail[merged.end(1) :]}" if merged else head + tail
    if not _ROWS.fullmatch(rows) or "<!" in rest or "mergeCell " in rest or ":mergeCell" in rest:
        return None
    if "x14ac:" in rows and ' xmlns:x14ac="' not in head:
        return None
    groups = (pieces[group::_GROUPS] for group in (1, 2, 3, 4, 6, 7))
    return PlainSheet(zip(*groups, strict=True), merges, rest.encode())


def plain_strings(data: bytes) -> PlainStrings | None:
    """Take the strings of one font from the part that holds all strings; None where that is not sure."""
    text = _decoded(data)
    if text is None:
        return None
    pieces = _STRING.split(text)
    texts: list[str | None] = []
    for between, taken in zip(pieces[::2], (*pieces[1::2], None), strict=True):
        if between:
            texts += [None] * len(_ITEM.findall(between))
        texts.append(unescaped(taken or ""))
    texts.pop()
    rest = "".join(pieces[::2])
    return None if "<!" in rest else PlainStrings(texts, rest.encode())


def _decoded(data: bytes) -> str | None:
    """The characters of a part; None where a parser may see others."""
    if not _DECLARATION.match(data):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\ufffe" in text or "\uffff" in text else text


def unescaped(text: str) -> str:
    """A text with the escapes of XML undone."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
