"""Templates of an office: the shipped one, changed by python-docx as an office would change it in Word."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from docx.shared import Mm

from converter.document.render import WordTemplate
from converter.form import FORM
from converter.shipped.resources import word_template
from tests import word

SHIPPED = word_template(FORM).read_bytes()
Change = Callable[[Document], None]


def changed(change: Change) -> WordTemplate:
    """The shipped template with a change."""
    document = docx.Document(io.BytesIO(SHIPPED))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return WordTemplate.of(buffer.getvalue(), "本局.docx")


def table(*rows: Sequence[str]) -> Change:
    """Add a table at the end."""

    def add(document: Document) -> None:
        own = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(own.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return add


def picture() -> io.BytesIO:
    """A red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\0\xff\0\0")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b""))


def drawing(document: Document) -> None:
    """Add a picture at the end."""
    document.add_picture(picture(), Mm(5))


def drawing_in_a_loop(document: Document) -> None:
    """Add a loop that prints a picture three times."""
    document.add_paragraph("{%p for 次 in range(3) %}")
    drawing(document)
    document.add_paragraph("{%p endfor %}")


def idle_column(document: Document) -> None:
    """Add a table with a grid column more than it has cells, which docxtpl corrects."""
    own = document.add_table(1, 2)
    own.cell(0, 0).text = own.cell(0, 1).text = "固定文字"
    own.add_column(Mm(20))
    for row in own.rows:
        row._tr.remove(row._tr.tc_lst[-1])


COLUMNS = table(("{%tc if 邮编 %}", "邮编{{ 邮编 }}", "{%tc endif %}", "电话{{ 联系电话 }}"))
MARKED: dict[str, Change] = {
    "columns in a condition": COLUMNS,
    "columns in a loop": table(("{%tc for 次 in range(3) %}", "第{{ 次 }}格", "{%tc endfor %}")),
    "colspan": table(("甲", "乙"), ("{% colspan 2 %}{{ 联系电话 }}", "乙")),
    "hm": table(("{%tc for 次 in range(3) %}", "{% hm %}合并{{ 年度 }}", "{%tc endfor %}")),
    "drawing in a loop": drawing_in_a_loop,
}
"""Templates that docxtpl must render."""


def as_word_template() -> WordTemplate:
    """The shipped template with the content type of .dotx, which python-docx refuses."""
    return WordTemplate.of(
        word.with_parts(
            SHIPPED,
            lambda name, part: (
                part.replace(b"document.main+xml", b"template.main+xml")
                if name == "[Content_Types].xml"
                else part
            ),
        )
    )


def repacked() -> WordTemplate:
    """The shipped template zipped again, so that its digest is not known."""
    return WordTemplate.of(word.with_parts(SHIPPED, lambda name, part: part), "本局.docx")
