"""The looks of marks and of 退回说明, added to the styles of a workbook unless they are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from converter.report.finding import Severity
from converter.system.fast_xml import bounded_cache
from converter.workbook.layout.styles import HEAD, INK, LINE, QUIET
from converter.workbook.marked.marks import COLOURS
from converter.workbook.marked.package import namespace, parse, place, serialized

Look = str
"""A cell of 退回说明: title, text, remark, mark, head, cell, centre, link, or a severity."""

_ORDER: Final = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NO_STYLES: Final = f'<styleSheet xmlns="{_MAIN}"/>'.encode()

_FONT: Final = (
    '<font>{}<sz val="{}"/><color rgb="FF{}"/><name val="{}"/><family val="3"/><charset val="134"/></font>'
)
_SOLID: Final = '<fill><patternFill patternType="solid"><fgColor rgb="FF{}"/></patternFill></fill>'
_NO_FILL, _GREY_FILL = (f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125"))
_SIDES: Final = "".join(
    f'<{side} style="thin"><color rgb="FF{LINE[1:]}"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
_BOX, _NO_BOX = f"<border>{_SIDES}<diagonal/></border>", "<border/>"
_LARGEST: Final = 500_000

_PLAIN: Final = _FONT.format("", 11, INK[1:], "宋体")


class _Parts(NamedTuple):
    """What a look is made of. `bottom`: where its text stands."""

    font: str
    fill: str = _NO_FILL
    border: str = _BOX
    centre: bool = False
    wrap: bool = True


_LOOKS: Final[Mapping[Look, _Parts]] = {
    "title": _Parts(_FONT.format("<b/>", 16, INK[1:], "黑体"), border=_NO_BOX),
    "text": _Parts(_PLAIN, border=_NO_BOX),
    "remark": _Parts(_FONT.format("", 11, "9C0006", "宋体"), border=_NO_BOX),
    "mark": _Parts(_FONT.format("", 8, QUIET[1:], "宋体"), border=_NO_BOX, wrap=False),
    "head": _Parts(_FONT.format("<b/>", 11, INK[1:], "宋体"), _SOLID.format(HEAD[1:]), centre=True),
    "cell": _Parts(_PLAIN),
    "centre": _Parts(_PLAIN, centre=True),
    "link": _Parts(_FONT.format("<u/>", 11, "1F4E79", "宋体")),
    **{severity.value: _Parts(_PLAIN, _SOLID.format(colour)) for severity, colour in COLOURS.items()},
}


class Styles(NamedTuple):
    """A part with styles to which ours are added: its bytes, the numbers of looks, of colours of marks."""

    part: bytes
    looks: Mapping[Look, int]
    colours: Mapping[Severity, int]


@bounded_cache(8, _LARGEST)
def with_our_styles(part: bytes) -> Styles:
    """The part with our looks and colours; the workbooks of a county have it in common."""
    root = parse(part)
    fonts, borders = _list(root, "fonts", _PLAIN), _list(root, "borders", _NO_BOX)
    fills = _list(root, "fills", _NO_FILL, _GREY_FILL)
    bases = root.find(f"{namespace(root)}cellStyleXfs")
    styles = _list(root, "cellXfs", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
    base = "" if bases is None else ' xfId="0"'
    looks = {
        name: _number(
            styles,
            f'<xf numFmtId="0" fontId="{_number(fonts, look.font)}" fillId="{_number(fills, look.fill)}"'
            f' borderId="{_number(borders, look.border)}"{base} applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1">{_alignment(look)}</xf>',
        )
        for name, look in _LOOKS.items()
    }
    formats = _list(root, "dxfs")
    colours = {
        severity: _number(
            formats,
            '<dxf><fill><patternFill patternType="solid">'
            f'<bgColor rgb="FF{colour}"/></patternFill></fill></dxf>',
        )
        for severity, colour in COLOURS.items()
    }
    return Styles(serialized(root), looks, colours)


def _alignment(look: _Parts) -> str:
    where = ' horizontal="center"' if look.centre else ' horizontal="left" indent="1"'
    wrap = ' wrapText="1"' if look.wrap else ""
    return f'<alignment{where} vertical="center"{wrap}/>'


def _list(root: etree._Element, name: str, *least: str) -> etree._Element:
    """A list of the part; one that is missing is made, with the entries that it needs at least."""
    found = root.find(f"{namespace(root)}{name}")
    if found is None:
        found = etree.Element(f"{namespace(root)}{name}", count="0")
        place(root, found, _ORDER)
    for entry in least[len(found) :]:
        _append(found, _element(found, entry))
    return found


def _number(entries: etree._Element, markup: str) -> int:
    """The number of an entry, added if there is none like it."""
    wanted = _element(entries, markup)
    for number, entry in enumerate(entries):
        if _same(entry, wanted):
            return number
    _append(entries, wanted)
    return len(entries) - 1


def _append(entries: etree._Element, entry: etree._Element) -> None:
    entries.append(entry)
    if entries.get("count") is not None:
        entries.set("count", str(len(entries)))


def _element(parent: etree._Element, markup: str) -> etree._Element:
    """Markup as an element in the namespace of its parent."""
    name = namespace(parent)[1:-1]
    holder = etree.fromstring(
        f'<holder xmlns="{name}">{markup}</holder>' if name else f"<holder>{markup}</holder>"
    )
    return holder[0]


def _same(one: etree._Element, other: etree._Element) -> bool:
    return (
        one.tag == other.tag
        and len(one) == len(other)
        and sorted(one.items()) == sorted(other.items())
        and all(_same(*pair) for pair in zip(one, other, strict=True))
    )
