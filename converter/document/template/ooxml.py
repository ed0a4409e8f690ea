"""WordprocessingML elements (runs, paragraphs, styles, settings) and the package around them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from converter.document.template.typefaces import Face
from converter.system.stamps import stamped_zip

Element: TypeAlias = Any
"""An lxml element of the w: namespace; python-docx has no types for it."""

DATE = datetime(2022, 1, 1)
"""The date in the template's properties: fixed, so that its bytes are always the same."""

_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
}
_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element of the w: namespace with attributes of the same."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def twips(millimetres: float) -> int:
    """Convert millimetres to twentieths of a point, the unit of Word's layout."""
    return round(millimetres * 1440 / 25.4)


def columns(millimetres: Iterable[float]) -> tuple[int, ...]:
    """Convert the widths of a table's columns so that their sum is exact, not each of them."""
    edges, edge = [0], 0.0
    for width in millimetres:
        edge += width
        edges.append(twips(edge))
    return tuple(right - left for left, right in pairwise(edges))


def fonts(east: Face, west: Face) -> Element:
    """Name a font for all four kinds of characters; a theme or default would fill in for one left out."""
    return make("rFonts", ascii=west.name, hAnsi=west.name, eastAsia=east.name, cs=west.name)


def run(text: str, style: str = "") -> Element:
    """Make a run of text whose quotation marks and dashes are Chinese ones (the hint), not Latin."""
    content = make("t")
    content.text = text
    content.set(_SPACE, "preserve")
    named = [make("rStyle", val=style)] if style else []
    return make("r", make("rPr", *named, make("rFonts", hint="eastAsia")), content)


def paragraph(style: str, *content: Element, properties: Iterable[Element] = ()) -> Element:
    """Make a paragraph of a style; `properties` in the order of the schema."""
    return make("p", make("pPr", make("pStyle", val=style), *properties), *content)


def page_number(before: str, after: str) -> tuple[Element, ...]:
    """Make the runs of a page number between two texts."""
    return (run(before), make("fldSimple", run("1"), instr=" PAGE "), run(after))


def keep_together() -> tuple[Element, Element]:
    """Keep a paragraph on one page, and on that of the next paragraph."""
    return make("keepNext"), make("keepLines")


def size(half_points: int) -> tuple[Element, Element]:
    """Set the size of characters."""
    return make("sz", val=half_points), make("szCs", val=half_points)


def spacing(line: int, before: int = 0, after: int = 0) -> Element:
    """Set exact line spacing and the space around a paragraph, in twips."""
    return make("spacing", before=before, after=after, line=line, lineRule="exact")


def off_grid(line: int, side: str, after: int = 0) -> tuple[Element, ...]:
    """Take a paragraph off the page's grid of lines: line spacing and alignment of its own."""
    return make("snapToGrid", val=0), spacing(line, after=after), make("jc", val=side)


def sides(tag: str, across: dict[str, str | int], down: dict[str, str | int]) -> Element:
    """Make an element with one child per side: `across` for left and right, `down` for top and bottom."""
    order = (("top", down), ("left", across), ("bottom", down), ("right", across))
    return make(tag, *(make(side, **values) for side, values in order))


def style(
    key: str,
    name: str,
    paragraphs: Iterable[Element],
    runs: Iterable[Element],
    follower: str = "",
    custom: bool = False,
) -> Element:
    """Define a paragraph style on Normal; properties in the order of the schema."""
    kind = {"default": 1} if key == "Normal" else {"customStyle": 1} if custom else {}
    base = [] if key == "Normal" else [make("basedOn", val="Normal")]
    following = [make("next", val=follower)] if follower else []
    parts = (*base, *following, make("qFormat"), make("pPr", *paragraphs), make("rPr", *runs))
    return make("style", make("name", val=name), *parts, type="paragraph", styleId=key, **kind)


def character_style(key: str, name: str, *properties: Element) -> Element:
    """Define a character style."""
    parts = (make("basedOn", val="DefaultFont"), make("qFormat"), make("rPr", *properties))
    return make("style", make("name", val=name), *parts, type="character", styleId=key, customStyle=1)


def base_styles(*properties: Element) -> Iterator[Element]:
    """The defaults and base styles of every document; `properties`: of all characters."""
    language = make("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    yield make("docDefaults", make("rPrDefault", make("rPr", *properties, language)), make("pPrDefault"))
    hidden = {"defLockedState": 0, "defUIPriority": 99, "defSemiHidden": 1, "defUnhideWhenUsed": 1}
    yield make("latentStyles", **hidden, defQFormat=0)
    margins = sides("tblCellMar", {"w": 108, "type": "dxa"}, {"w": 0, "type": "dxa"})
    table = make("tblPr", make("tblInd", w=0, type="dxa"), margins)
    for kind, key, name, parts in (
        ("character", "DefaultFont", "Default Paragraph Font", ()),
        ("table", "TableNormal", "Normal Table", (table,)),
        ("numbering", "NoList", "No List", ()),
    ):
        named = (make("name", val=name), make("semiHidden"))
        yield make("style", *named, *parts, type=kind, default=1, styleId=key)


def font_table(faces: Iterable[Face]) -> Element:
    """Describe the typefaces, so that Word and WPS choose a similar one for a missing one."""
    table = make("fonts")
    for face in faces:
        other = [make("altName", val=",".join(face.alternatives))] if face.alternatives else []
        details = [
            make(tag, val=getattr(face, name))
            for tag, name in (
                ("panose1", "panose"),
                ("charset", "charset"),
                ("family", "family"),
                ("pitch", "pitch"),
            )
        ]
        table.append(make("font", *other, *details, name=face.name))
    return table


def settings() -> list[Element]:
    """The settings of a document of Word 2013 and later, with different odd and even pages."""
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    return [
        make("zoom", percent=100),
        make("bordersDoNotSurroundHeader"),
        make("bordersDoNotSurroundFooter"),
        make("defaultTabStop", val=420),
        make("evenAndOddHeaders"),
        make("characterSpacingControl", val="compressPunctuation"),
        make(
            "compat",
            make("doNotExpandShiftReturn"),
            make("useFELayout"),
            *(make("compatSetting", name=name, uri=_COMPATIBILITY, val=val) for name, val in modes.items()),
        ),
        make("themeFontLang", val="en-US", eastAsia="zh-CN"),
        make("decimalSymbol", val="."),
        make("listSeparator", val=","),
    ]


def fill(parent: Element, children: Iterable[Element]) -> None:
    """Replace everything inside an element."""
    for child in list(parent):
        parent.remove(child)
    parent.extend(children)


def new_document(faces: Iterable[Face], styles: Iterable[Element]) -> Any:
    """Make python-docx's empty document without its theme, numbering, thumbnail and dates."""
    document = docx.Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT]:
            relations.pop(key)
    fill(document.styles.element, styles)
    fill(document.settings.element, settings())
    name = PackURI("/word/fontTable.xml")
    content = serialize_part_xml(font_table(faces))
    table = Part(name, CONTENT_TYPE.WML_FONT_TABLE, content, document.part.package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    _clean_properties(document.core_properties)
    return document


def _clean_properties(properties: Any) -> None:
    for name in ("author", "category", "comments", "keywords", "last_modified_by", "subject", "title"):
        setattr(properties, name, "")
    properties.language = "zh-CN"
    properties.created = properties.modified = DATE
    properties.revision = 1


def to_bytes(document: Any) -> bytes:
    """Save a document; the bytes depend on its content only."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return stamped_zip([(name, archive.read(name)) for name in archive.namelist()], 6)
