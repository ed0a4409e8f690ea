"""The paragraphs of a Word part, each with the place where a person finds it.

The words of a template with their tags, or of a document made from it: runs do not matter, nor what
Word scatters between them (marks of spelling, bookmarks, links).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from converter.grid.cells import Position

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXCERPT = 16
"""Characters of a paragraph by which it is named."""

_BLANKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph.

    `part`: its XML part. `number`: which paragraph with words it is in the part, tables left out, from 1.
    `table`: which table it stands in, from 1, 0 outside; then `cell` is its row and grid column and
    `box` which cell of the row it is, from 1.
    """

    part: str
    text: str
    number: int
    table: int = 0
    cell: Position = (0, 0)
    box: int = 0

    @property
    def where(self) -> str:
        """Its place in a person's words, with its beginning."""
        kind = self.part.rpartition("/")[2]
        part = "页眉" if kind.startswith("header") else "页脚" if kind.startswith("footer") else "正文"
        part = "脚注" if kind.startswith(("footnotes", "endnotes")) else part
        spot = f"第{self.table}个表格第{self.cell[0] + 1}行第{self.box}格" if self.table else ""
        words = " ".join(self.text.split())
        start = words[:EXCERPT] + ("…" if len(words) > EXCERPT else "")
        return f"{part}{spot or f'第{self.number}段'}“{start}”"


def words_of(part: str, content: bytes) -> list[Words]:
    """Every paragraph of a part in order, empty ones too. lxml's XMLSyntaxError: not XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    return list(_Walk(part).below(root))


def grids(words: Sequence[Words]) -> list[Mapping[Position, str]]:
    """The tables among paragraphs: the text of each cell by row and first grid column.

    Cells merged into one above are there as empty texts.
    """
    found: dict[int, dict[Position, str]] = {}
    for each in words:
        if each.table:
            cells = found.setdefault(each.table, {})
            cells[each.cell] = cells.get(each.cell, "") + each.text
    return [found[number] for number in sorted(found)]


class _Walk:
    """Counts paragraphs and tables on the way through a part."""

    def __init__(self, part: str) -> None:
        self.part, self.paragraphs, self.tables = part, 0, 0

    def below(
        self, element: etree._Element, table: int = 0, cell: Position = (0, 0), box: int = 0
    ) -> Iterator[Words]:
        for child in element:
            if child.tag == f"{W}p":
                text = _text(child)
                self.paragraphs += bool(text.strip()) and not table
                yield Words(self.part, text, self.paragraphs, table, cell, box)
                for inner in child.iter(f"{W}txbxContent"):
                    yield from self.below(inner, table, cell, box)
            elif child.tag == f"{W}tbl":
                self.tables += 1
                yield from self._table(child, self.tables)
            elif isinstance(child.tag, str):
                yield from self.below(child, table, cell, box)

    def _table(self, table: etree._Element, number: int) -> Iterator[Words]:
        for row, line in enumerate(table.iterfind(f"{W}tr")):
            column = _count(line, "trPr/gridBefore", 0)
            for box, cell in enumerate(line.iterfind(f"{W}tc")):
                yield from self.below(cell, number, (row, column), box + 1)
                column += _count(cell, "tcPr/gridSpan", 1)


def _count(element: etree._Element, path: str, otherwise: int) -> int:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return otherwise if found is None else int(found.get(f"{W}val") or otherwise)


def _text(paragraph: etree._Element) -> str:
    """A paragraph's own characters: those of a text box inside it are its own paragraphs'."""
    return "".join(
        _BLANKS.get(str(node.tag), node.text or "")
        for node in paragraph.iter(f"{W}t", *_BLANKS)
        if next(node.iterancestors(f"{W}p")) is paragraph and next(node.iterancestors()).tag == f"{W}r"
    )
