"""The paragraphs of a Word part: their text, and their place as a person finds it.

For templates with their tags, and for documents rendered from them. A paragraph's text is joined over its
runs; what Word puts between these (spelling marks, bookmarks, links) is ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from converter.grid.cells import Position, address

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXCERPT = 16
"""Characters of a paragraph's beginning that name it in messages."""

_BLANKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph's text and place.

    `part`: its XML part. `number`: its number in the part among the paragraphs with text outside tables, from
    1. `table`: the number of its table, from 1, 0 outside; in a table, `cell` is the cell's row and grid
    column, from 0, and `cell_number` counts the cells of the row, from 1. `span`: the grid columns of that
    cell. `continued`: it is merged into the one above.
    """

    part: str
    text: str
    number: int
    table: int = 0
    cell: Position = (0, 0)
    cell_number: int = 0
    span: int = 1
    continued: bool = False

    @property
    def where(self) -> str:
        """Its place in words, with its beginning: 正文第3段“一、总体情况”."""
        kind = self.part.rpartition("/")[2]
        part = "页眉" if kind.startswith("header") else "页脚" if kind.startswith("footer") else "正文"
        part = "脚注" if kind.startswith(("footnotes", "endnotes")) else part
        cell = f"第{self.table}个表格第{self.cell[0] + 1}行第{self.cell_number}格" if self.table else ""
        text = " ".join(self.text.split())
        excerpt = text[:EXCERPT] + ("…" if len(text) > EXCERPT else "")
        return f"{part}{cell or f'第{self.number}段'}“{excerpt}”"


def paragraphs_of(part: str, content: bytes) -> list[ParagraphText]:
    """Every paragraph of a part in order, empty ones too. lxml's XMLSyntaxError: not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    return list(_Walk(part).below(root))


def table_texts(paragraphs: Sequence[ParagraphText]) -> list[Mapping[Position, str]]:
    """The tables among paragraphs: the text of each cell by row and first grid column.

    Cells merged into the one above are included, as empty texts.
    """
    tables: dict[int, dict[Position, str]] = {}
    for paragraph in paragraphs:
        if paragraph.table:
            cells = tables.setdefault(paragraph.table, {})
            cells[paragraph.cell] = cells.get(paragraph.cell, "") + paragraph.text
    return [tables[number] for number in sorted(tables)]


def table_merges(paragraphs: Sequence[ParagraphText]) -> list[tuple[str, ...]]:
    """The merged ranges (B2:C3) of the tables among paragraphs."""
    tables: dict[int, dict[Position, ParagraphText]] = {}
    for paragraph in paragraphs:
        if paragraph.table:
            tables.setdefault(paragraph.table, {}).setdefault(paragraph.cell, paragraph)
    return [tuple(_ranges(tables[number])) for number in sorted(tables)]


def _ranges(cells: Mapping[Position, ParagraphText]) -> Iterator[str]:
    for (row, column), first in cells.items():
        last = row
        while (below := cells.get((last + 1, column))) is not None and below.continued:
            last += 1
        if not first.continued and (last > row or first.span > 1):
            yield f"{address((row, column))}:{address((last, column + first.span - 1))}"


class _Cell(NamedTuple):
    """What a `ParagraphText` says of its cell."""

    table: int
    cell: Position
    number: int
    span: int
    continued: bool


class _Walk:
    """A walk through a part that counts its paragraphs and tables."""

    def __init__(self, part: str) -> None:
        self.part, self.paragraphs, self.tables = part, 0, 0

    def below(self, element: etree._Element, cell: _Cell | None = None) -> Iterator[ParagraphText]:
        for child in element:
            if child.tag == f"{W}p":
                text = _text(child)
                self.paragraphs += bool(text.strip()) and cell is None
                yield ParagraphText(self.part, text, self.paragraphs, *(cell or ()))
                for inner in child.iter(f"{W}txbxContent"):
                    yield from self.below(inner, cell)
            elif child.tag == f"{W}tbl":
                self.tables += 1
                yield from self._table(child, self.tables)
            elif isinstance(child.tag, str):
                yield from self.below(child, cell)

    def _table(self, table: etree._Element, number: int) -> Iterator[ParagraphText]:
        for row, cells in enumerate(table.iterfind(f"{W}tr")):
            column = _number(cells, "trPr/gridBefore", 0)
            for index, cell in enumerate(cells.iterfind(f"{W}tc")):
                span = _number(cell, "tcPr/gridSpan", 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                continued = merge is not None and merge.get(f"{W}val") != "restart"
                yield from self.below(cell, _Cell(number, (row, column), index + 1, span, continued))
                column += span


def _number(element: etree._Element, path: str, default: int) -> int:
    """The value of a property below an element."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return default if found is None else int(found.get(f"{W}val") or default)


def _text(paragraph: etree._Element) -> str:
    """A paragraph's own text, without that of the paragraphs in its text boxes."""
    return "".join(
        _BLANKS.get(str(node.tag), node.text or "")
        for node in paragraph.iter(f"{W}t", *_BLANKS)
        if next(node.iterancestors(f"{W}p")) is paragraph and next(node.iterancestors()).tag == f"{W}r"
    )
