"""The shipped Word template, built from the form alone: the official tables on GB/T 9704 pages.

Its tags are docxtpl's: the names of the opening, a loop over the rows (`.标题`, `.正文`) of each section with
narratives, and one short tag for each figure in the cell where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm

from converter.document.template.ooxml import (
    Element,
    base_styles,
    character_style,
    columns,
    fill,
    fonts,
    keep_together,
    make,
    new_document,
    off_grid,
    page_number,
    paragraph,
    run,
    sides,
    size,
    spacing,
    style,
    to_bytes,
    twips,
)
from converter.document.template.typefaces import GB2312, FontProfile
from converter.form import Form, Looks, PrintedCell, PrintedTable, Section, Table, Variant, printed

LINE = 579  # twips: 22 lines fill 225 mm
INDENT = {"firstLineChars": 200, "firstLine": 640}
TIGHT = -5  # twips between characters: 28 of them fill 156 mm
HEADING_SHADE = "C6D9F1"
DASHES = ("— ", " —")


_NAME = re.compile(r"\{\{ (\w+) \}\}")
TEXT_WIDTH = 156.0  # millimetres between the margins
AFTER_TABLE = 10  # points above a heading that follows a table


def build_word_template(form: Form, variant: Variant | None = None, profile: FontProfile = GB2312) -> bytes:
    """The docxtpl template of a variant's reports, by default the first's; one form gives the same bytes."""
    document = new_document(profile.faces, _styles(profile))
    _set_up_page(document.sections[0])
    end = document.element.body.sectPr
    for element in _content(form, variant or form.variants[0]):
        end.addprevious(element)
    return to_bytes(document)


# --- pages ------------------------------------------------------------------------------------


def _set_up_page(section: Any) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25.4)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        fill(header._element, [paragraph("Header", run("{{ 草稿 }}"))])
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        alignment = (make("ind", **{f"{side}Chars": 100, side: 280}), make("jc", val=side))
        fill(footer._element, [paragraph("Footer", *page_number(*DASHES), properties=alignment)])
    properties = section._sectPr
    for name in list(properties.attrib):
        del properties.attrib[name]
    for grid in properties.findall(qn("w:docGrid")):
        properties.replace(grid, make("docGrid", type="lines", linePitch=LINE))


# --- styles -----------------------------------------------------------------------------------


def _styles(profile: FontProfile) -> Iterator[Element]:
    yield from base_styles(fonts(profile.body, profile.latin), *size(32))
    # overflowPunct 1 is Word's default, but must be written: LibreOffice 7.4 takes none or 0 as "hang commas
    # out of the line", and then some of them are missing from the PDF.
    flow = (make("widowControl", val=0), make("overflowPunct", val=1))
    plain = (*flow, spacing(LINE), make("jc", val="both"))
    yield style("Normal", "Normal", plain, (fonts(profile.body, profile.latin), *size(32)))
    yield style("NormalIndent", "Normal Indent", (make("ind", **INDENT),), (make("spacing", val=TIGHT),))
    titles = (*keep_together(), *off_grid(660, "center", after=LINE))
    yield style("Title", "Title", titles, (fonts(profile.title, profile.title), *size(44)), "NormalIndent")
    for level, face in enumerate(
        (
            fonts(profile.heading, profile.heading),
            fonts(profile.subheading, profile.latin),
            fonts(profile.body, profile.latin),
            fonts(profile.body, profile.latin),
        )
    ):
        number, runs = level + 1, (face, make("spacing", val=TIGHT))
        headings = (*keep_together(), make("ind", **INDENT), make("outlineLvl", val=level))
        yield style(f"Heading{number}", f"heading {number}", headings, runs, "NormalIndent")
    yield character_style("RunIn", "Run-in Text", fonts(profile.body, profile.latin))
    yield from _small_styles(profile)


def _small_styles(profile: FontProfile) -> Iterator[Element]:
    face = (profile.table, profile.latin)
    yield style("TableText", "Table Text", off_grid(280, "center"), (fonts(*face), *size(21)), custom=True)
    yield style(
        "TableSmall", "Table Text Small", off_grid(240, "center"), (fonts(*face), *size(20)), custom=True
    )
    heading = (fonts(profile.heading, profile.heading), *size(32))
    yield style("Header", "header", off_grid(400, "center"), heading)
    footing = (fonts(profile.table, profile.table), *size(28))
    yield style("Footer", "footer", off_grid(320, "left"), footing)


# --- text -------------------------------------------------------------------------------------


def _content(form: Form, variant: Variant) -> Iterator[Element]:
    _, _, rest = form.title.partition("}}")
    yield paragraph("Title", run("{{ 标题机关 }}"), make("r", make("br")), run(rest))
    for sentence in variant.preamble:
        yield paragraph("NormalIndent", run(sentence))
    after_table = False
    for section in form.sections:
        tables = [table for table in section.tables if table.printed]
        yield _heading(section, tables, AFTER_TABLE if after_table else 0)
        if section.narratives:
            yield from _section_loop(section.title)
        for table in tables:
            yield _table(table, printed(table), looks_of(table))
            yield from _note(table)
        after_table = bool(tables)
    for number, line in enumerate(form.closing):
        yield from _signed(line, first=number == 0)


def _signed(line: str, *, first: bool) -> Iterator[Element]:
    """A line at the end of a report, right-aligned four characters from the edge; one may come to nothing."""
    name = _NAME.search(line)
    if name:
        yield paragraph("NormalIndent", run(f"{{%p if {name[1]} %}}"))
    properties = [make("keepNext")] if first else []
    properties += [
        spacing(LINE, LINE if first else 0),
        make("ind", rightChars=400, right=1280),
        make("jc", val="right"),
    ]
    yield paragraph("Normal", run(line), properties=properties)
    if name:
        yield paragraph("NormalIndent", run("{%p endif %}"))


def _heading(section: Section, tables: list[Table], before: int) -> Element:
    """A section's heading; above a table alone it has the table's spacing."""
    layout = looks_of(tables[0]) if tables and not section.narratives else None
    properties: list[Element] = []
    if layout and layout.own_page:
        properties.append(make("pageBreakBefore"))
    if layout:
        properties.append(spacing(LINE, layout.before * 20, layout.after * 20))
    elif before:
        properties.append(spacing(LINE, before * 20))
    return paragraph("Heading1", run(section.heading), properties=properties)


def _section_loop(name: str) -> Iterator[Element]:
    """A loop over a section's rows: a heading, with a very short text on its line, or a paragraph."""
    text = "{{ 行.正文 }}"
    for part in (
        f"{{%p for 行 in {name} %}}",
        "{%p if 行.标题 %}",
        paragraph("Heading2", run("{{ 行.标题 }}"), run(text, "RunIn")),
        "{%p else %}",
        paragraph("NormalIndent", run(text)),
        "{%p endif %}",
        "{%p endfor %}",
    ):
        yield paragraph("NormalIndent", run(part)) if isinstance(part, str) else part


def _note(table: Table) -> Iterator[Element]:
    """The agency's note under a table, if it wrote one."""
    name = f"表下注.{table.key}"
    yield paragraph("NormalIndent", run(f"{{%p if {name} %}}"))
    yield paragraph("TableText", run(f"{{{{ {name} }}}}"), properties=[make("jc", val="left")])
    yield paragraph("NormalIndent", run("{%p endif %}"))


# --- tables -----------------------------------------------------------------------------------


def looks_of(table: Table) -> Looks:
    """The looks of a printed table, which each has."""
    assert table.looks is not None, "the form refuses a printed table without looks"
    return table.looks


def column_widths(table: Table) -> tuple[float, ...]:
    """The width of each column in millimetres: the figures share what the labels leave of the page."""
    grid, labels = printed(table), looks_of(table).labels
    figures = grid.columns - len(labels)
    return (*labels, *((TEXT_WIDTH - sum(labels)) / figures,) * figures)


def _table(table: Table, grid: PrintedTable, layout: Looks) -> Element:
    widths = columns(column_widths(table))
    rows = (_row(number, grid, layout, widths) for number in range(grid.rows))
    table_grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
    return make("tbl", _table_properties(sum(widths)), table_grid, *rows)


def _table_properties(width: int) -> Element:
    outer: dict[str, str | int] = {"val": "single", "sz": 8, "space": 0, "color": "000000"}
    borders = sides("tblBorders", outer, outer)
    borders.extend(make(inner, **{**outer, "sz": 4}) for inner in ("insideH", "insideV"))
    return make(
        "tblPr",
        make("tblW", w=width, type="dxa"),
        make("jc", val="center"),
        borders,
        make("tblLayout", type="fixed"),
        sides("tblCellMar", {"w": 40, "type": "dxa"}, {"w": 15, "type": "dxa"}),
    )


def _row(number: int, grid: PrintedTable, layout: Looks, widths: tuple[int, ...]) -> Element:
    head = number < grid.head_rows
    properties = make("trPr", make("cantSplit"))
    height = layout.row if not head else layout.last_head if number == grid.head_rows - 1 else layout.head
    properties.append(make("trHeight", val=twips(height), hRule="atLeast"))
    if head:
        properties.append(make("tblHeader"))
    keep = head or (layout.whole and number < grid.rows - 1)
    covering = (cell for cell in grid.cells if cell.row <= number < cell.row + cell.rowspan)
    cells = sorted(covering, key=lambda cell: cell.column)
    return make("tr", properties, *(_cell(cell, number, layout, widths, keep) for cell in cells))


def _cell(cell: PrintedCell, row: int, layout: Looks, widths: tuple[int, ...], keep: bool) -> Element:
    first, last = cell.column, cell.column + cell.colspan
    properties = make("tcPr", make("tcW", w=sum(widths[first:last]), type="dxa"))
    if cell.colspan > 1:
        properties.append(make("gridSpan", val=cell.colspan))
    if cell.rowspan > 1:
        properties.append(make("vMerge", val="restart" if row == cell.row else "continue"))
    if cell.kind == "heading":
        properties.append(make("shd", val="clear", color="auto", fill=HEADING_SHADE))
    properties.append(make("vAlign", val="center"))
    text = f"{{{{{cell.ref.key}}}}}" if cell.ref else cell.text
    shown = [run(text)] if text and row == cell.row else []
    flow = [make("keepNext")] if keep else []
    if cell.kind == "corner" or (cell.kind == "label" and cell.rowspan == 1):
        flow.append(make("jc", val=layout.label_text))
    style_name = "TableSmall" if layout.small else "TableText"
    return make("tc", properties, paragraph(style_name, *shown, properties=flow))
