"""Comments of an agency's sheet and their boxes: ours are added, those of an earlier copy taken away."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from converter.grid.cells import position
from converter.report.correction import own_words
from converter.system.xml_texts import held, keeps_blanks
from converter.workbook.marked.marks import AUTHOR, Unmarkable
from converter.workbook.marked.package import namespace, parse, serialized

LONGEST: Final = 3000
"""The most characters of a comment."""

_THREAD: Final = "tc="
"""How the author of a comment begins that stands for a thread: programs of today show that instead."""

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Comments(NamedTuple):
    """A part with comments: its bytes, None where none are left; the cells that need a new box, or none."""

    part: bytes | None
    boxes: Mapping[str, int]
    without: Collection[str]


def with_our_comments(part: bytes | None, main: str, said: Mapping[str, Sequence[str]]) -> Comments:
    """The part without what an earlier copy said, and with what is said now, by cell.

    `part`: None where there is none yet. `main`: the namespace of a new one. `boxes`: how many sentences.
    """
    root = parse(part if part is not None else f'<comments xmlns="{main}"/>'.encode())
    name = namespace(root)
    authors, listed = (_child(root, f"{name}{child}") for child in ("authors", "commentList"))
    names = [author.text or "" for author in authors]
    ours = {str(number) for number, author in enumerate(names) if author == AUTHOR}
    without = set[str]()
    for comment in listed.findall(f"{name}comment"):
        if comment.get("authorId") in ours and not _keep_own(comment, name):
            listed.remove(comment)
            without.add(comment.get("ref", ""))
    there = {comment.get("ref", ""): comment for comment in listed.iterfind(f"{name}comment")}
    boxes: dict[str, int] = {}
    for at, sentences in said.items():
        if at in there and _author(there[at], names).startswith(_THREAD):
            continue  # the list on the first sheet names it
        if AUTHOR not in names:
            etree.SubElement(authors, f"{name}author").text = AUTHOR
            names.append(AUTHOR)
        comment = there[at] if at in there else etree.SubElement(listed, f"{name}comment", ref=at)
        comment.set("authorId", str(names.index(AUTHOR)))
        _say(comment, name, "\n".join(sentences))
        boxes[at] = len(sentences)
    left = serialized(root) if listed.find(f"{name}comment") is not None else None
    return Comments(left, boxes, without - {*boxes})


def _child(root: etree._Element, name: str) -> etree._Element:
    found = root.find(name)
    return etree.SubElement(root, name) if found is None else found


def _author(comment: etree._Element, names: Sequence[str]) -> str:
    number = comment.get("authorId", "")
    return names[int(number)] if number.isdecimal() and int(number) < len(names) else ""


def _keep_own(comment: etree._Element, name: str) -> bool:
    """Leave of a comment that we added to only what the agency said itself; whether that is anything."""
    text = comment.find(f"{name}text")
    said = "" if text is None else "".join(part.text or "" for part in text.iter(f"{name}t"))
    own = own_words(said).strip()
    if text is not None and own:
        text.clear()
        _run(text, name, own)
    return bool(own)


def _say(comment: etree._Element, name: str, words: str) -> None:
    """Add words below what a comment says."""
    text = _child(comment, f"{name}text")
    plain = text.find(f"{name}t")
    if plain is not None:  # runs do not follow a plain text
        text.remove(plain)
        text.insert(0, _run(text, name, plain.text or ""))
    before = sum(len(part.text or "") for part in text.iter(f"{name}t"))
    start = "\n" if before else ""
    run = _run(text, name, (start + words)[: max(0, LONGEST - before)])
    runs = text.findall(f"{name}r")
    text.insert(text.index(runs[-2]) + 1 if len(runs) > 1 else 0, run)


def _run(text: etree._Element, name: str, words: str) -> etree._Element:
    run = etree.SubElement(text, f"{name}r")
    part = etree.SubElement(run, f"{name}t")
    part.text = held(words)
    if keeps_blanks(words):
        part.set(_SPACE, "preserve")
    return run


# --- boxes ----------------------------------------------------------------------------------------

_PREFIXES: Final = (
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
)
_ROOT: Final = re.compile(r"(<xml)[\s>][^<>]*")
_NAMES: Final = " ".join(f'xmlns:{key}="{name}"' for key, name in _PREFIXES)
_LAYOUT: Final = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
NO_BOXES: Final = f"<xml {_NAMES}>{_LAYOUT}</xml>".encode()
_KIND_ID: Final = "_x0000_t202"
_KIND: Final = (
    f'<v:shapetype id="{_KIND_ID}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX: Final = (
    f'<v:shape id="_x0000_s{{number}}" type="#{_KIND_ID}" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:{width}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_SHAPE: Final = re.compile(r"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_ANY: Final = re.compile(r"<v:(?:shape|rect|roundrect|oval|group|line|polyline|image)\s")
_NUMBER: Final = re.compile(r'_x0000_s([0-9]{1,9})"')
_PLACE: Final = re.compile(r"<x:(Row|Column)>\s*([0-9]{1,7})\s*</x:")
_END: Final = "</xml>"
_WIDTH, _HEIGHT, _MORE = 360, 60, 40


def with_our_boxes(part: bytes, boxes: Mapping[str, int], without: Collection[str]) -> bytes | None:
    """The part with new boxes of comments, each in place of an earlier one; None where no shape is left.

    `boxes`: how many sentences the comment of a cell has. `without`: cells whose comment is gone. No parser
    takes what programs write here. Unmarkable: it has no end.
    """
    text = part.decode("utf-8", "surrogateescape")
    changed = {at for cell in (*boxes, *without) if (at := position(cell)) is not None}
    text = _SHAPE.sub(lambda shape: "" if _is_note_at(shape[0], changed) else shape[0], text)
    end = text.rfind(_END)
    if end < 0:
        raise Unmarkable("shapes without an end")
    if not boxes and not _ANY.search(text):
        return None
    if boxes:
        text, end = _named(text, end)
    number = max((int(found) for found in _NUMBER.findall(text)), default=1024)
    new = [_KIND] if boxes and f'id="{_KIND_ID}"' not in text else []
    for place, (cell, sentences) in enumerate(boxes.items(), start=1):
        row, column = position(cell) or (0, 0)
        new.append(
            _BOX.format(
                number=number + place,
                width=_WIDTH,
                height=_HEIGHT + _MORE * sentences,
                row=row,
                column=column,
            )
        )
    return (text[:end] + "".join(new) + text[end:]).encode("utf-8", "surrogateescape")


def _named(text: str, end: int) -> tuple[str, int]:
    """The text with the prefixes that our boxes need, and where its root ends then."""
    root = _ROOT.search(text)
    if root is None:
        raise Unmarkable("shapes without a root")
    missing = "".join(f' xmlns:{key}="{name}"' for key, name in _PREFIXES if f"xmlns:{key}=" not in root[0])
    return text[: root.end(1)] + missing + text[root.end(1) :], end + len(missing)


def _is_note_at(shape: str, cells: Collection[tuple[int, int]]) -> bool:
    if 'ObjectType="Note"' not in shape:
        return False
    at = dict(_PLACE.findall(shape))
    return (int(at.get("Row", -1)), int(at.get("Column", -1))) in cells
