import io
import re
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from converter.document.template.build import build_word_template, column_widths, looks_of
from converter.form import FORM, PrintedCell, Ref, Table, printed

PRINTED = [table for table in FORM.tables.values() if table.printed]
SPOKEN = [section for section in FORM.sections if section.narratives]
FACES = ("ascii", "hAnsi", "eastAsia", "cs")


@cache
def template() -> bytes:
    return build_word_template(FORM)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def opened(content: bytes | None = None) -> Any:
    return docx.Document(io.BytesIO(content or template()))


def body(content: bytes | None = None) -> Any:
    return opened(content).element.body


def tables(content: bytes | None = None) -> dict[str, Any]:
    found = list(body(content).iterchildren(qn("w:tbl")))
    return dict(zip((table.key for table in PRINTED), found, strict=True))


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def real_cells(table: Any) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and text of each cell as Word merges them."""
    found: list[tuple[int, int, int, int, str]] = []
    open_cells: dict[int, int] = {}
    for row, line in enumerate(table.iterchildren(qn("w:tr"))):
        column = 0
        for cell in line.iterchildren(qn("w:tc")):
            span = int(value(cell, "tcPr/gridSpan") or 1)
            if value(cell, "tcPr/vMerge") == "continue":
                top, left, rows, columns, words = found[open_cells[column]]
                assert (columns, text(cell)) == (span, "")
                found[open_cells[column]] = (top, left, rows + 1, columns, words)
            else:
                open_cells[column] = len(found)
                found.append((row, column, 1, span, text(cell)))
            column += span
    return found


def expected(cell: PrintedCell) -> tuple[int, int, int, int, str]:
    words = "{{" + cell.ref.key + "}}" if cell.ref else cell.text
    return (cell.row, cell.column, cell.rowspan, cell.colspan, words)


def figures(number: dict[Ref, str]) -> dict[str, Any]:
    """A complete context."""
    context: dict[str, Any] = {field.key: "甲&<乙>" for field in FORM.fields}
    context |= {
        "查阅途径": "网站",
        "联系方式": "",
        "编制机关": "甲&<乙>",
        "标题机关": "甲&<乙>",
        "草稿": "（草稿）",
    }
    context |= {"表下注": {table.key: "" for table in PRINTED}}
    context |= {
        section.title: [{"标题": "（一）某事", "正文": "无。"}, {"标题": "", "正文": "正文一段。"}]
        for section in SPOKEN
    }
    for ref, figure in number.items():
        context.setdefault(ref.table, {}).setdefault(ref.row, {})[ref.column] = figure
    return context


@cache
def rendered() -> bytes:
    numbers = {ref: str(10000 + place) for place, ref in enumerate(FORM.refs)}
    document = DocxTemplate(io.BytesIO(template()))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document.render(figures(numbers), environment, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_two_builds_give_equal_bytes() -> None:
    assert build_word_template(FORM) == build_word_template(FORM)


@pytest.mark.parametrize("table", PRINTED, ids=lambda table: table.key)
def test_every_cell_is_at_its_place_in_the_form_and_merged_alike(table: Table) -> None:
    assert real_cells(tables()[table.key]) == [expected(cell) for cell in printed(table).cells]


def test_each_printed_figure_has_exactly_one_placeholder() -> None:
    found = re.findall(r"\{\{([^ }]+)\}\}", parts(template())["word/document.xml"])
    assert found == [ref.key for table in PRINTED for ref in table.refs()]


@pytest.mark.parametrize("table", PRINTED, ids=lambda table: table.key)
def test_each_figure_is_rendered_into_its_own_cell(table: Table) -> None:
    places = {ref: str(10000 + place) for place, ref in enumerate(FORM.refs)}
    shown = {(row, column): words for row, column, _, _, words in real_cells(tables(rendered())[table.key])}
    for cell in printed(table).cells:
        if cell.ref:
            assert shown[cell.row, cell.column] == places[cell.ref]


def test_no_part_of_a_tag_remains_and_xml_characters_are_printed() -> None:
    words = text(body(rendered()))
    assert not re.search(r"[{}%]", words)
    assert "甲&<乙>" in words


def test_names_in_the_template_are_those_of_the_context() -> None:
    promised = {field.key for field in FORM.fields} | {
        "查阅途径",
        "联系方式",
        "编制机关",
        "标题机关",
        "草稿",
        "表下注",
    }
    promised |= {table.key for table in PRINTED} | {section.title for section in SPOKEN}
    used = DocxTemplate(io.BytesIO(template())).get_undeclared_template_variables(Environment())
    assert used <= promised
    assert used >= {table.key for table in PRINTED} | {section.title for section in SPOKEN} | {"草稿"}


@pytest.mark.parametrize("table", PRINTED, ids=lambda table: table.key)
def test_widths_of_cells_are_those_of_the_grid_and_fill_the_text_area(table: Table) -> None:
    element = tables()[table.key]
    grid = [int(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol"))]
    assert len(grid) == printed(table).columns
    assert sum(grid) == int(value(element, "tblPr/tblW", "w") or 0) == round(156 * 1440 / 25.4)
    for row in element.iterchildren(qn("w:tr")):
        column = 0
        for cell in row.iterchildren(qn("w:tc")):
            span = int(value(cell, "tcPr/gridSpan") or 1)
            assert int(value(cell, "tcPr/tcW", "w") or 0) == sum(grid[column : column + span])
            column += span
        assert column == len(grid)


@pytest.mark.parametrize("table", PRINTED, ids=lambda table: table.key)
def test_rows_are_never_split_and_head_rows_repeat(table: Table) -> None:
    rows = list(tables()[table.key].iterchildren(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    heads = printed(table).head_rows
    assert repeated == [True] * heads + [False] * (len(rows) - heads)


def test_a_table_that_never_splits_keeps_each_row_with_the_next() -> None:
    for key, table in tables().items():
        *rows, last = table.iterchildren(qn("w:tr"))
        bound = [all(p.pPr.find(qn("w:keepNext")) is not None for p in row.iter(qn("w:p"))) for row in rows]
        assert all(bound) or not looks_of(FORM.tables[key]).whole
        assert last.find(f".//{qn('w:keepNext')}") is None


def test_the_columns_of_every_table_fill_the_width_of_the_page() -> None:
    for table in PRINTED:
        widths = column_widths(table)
        assert len(widths) == printed(table).columns
        assert sum(widths) == pytest.approx(156)


def test_headings_are_those_of_the_form_in_built_in_styles() -> None:
    paragraphs = opened().paragraphs
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"] == [
        f"{section.key}、{section.title}" for section in FORM.sections
    ]
    assert [p.text.replace("\n", "") for p in paragraphs if p.style.name == "Title"] == [
        FORM.title.replace("机关名称", "标题机关")
    ]
    preamble = FORM.variants[0].preamble
    assert [p.text for p in paragraphs if p.text in preamble] == list(preamble)
    breaks = [p.text for p in paragraphs if p.paragraph_format.page_break_before]
    assert breaks == [f"三、{FORM.section_of('三').title}"]


def test_a_run_in_text_has_the_typeface_of_the_body() -> None:
    paragraphs = opened(rendered()).paragraphs
    headings = [p for p in paragraphs if p.style.name == "Heading 2"]
    assert [[r.text for r in p.runs] for p in headings] == [["（一）某事", "无。"]] * len(SPOKEN)
    assert all(p.runs[1].style.name == "Run-in Text" for p in headings)


def test_page_size_and_margins_are_those_of_official_documents() -> None:
    (section,) = opened().sections
    measured = [
        *(section.page_width, section.page_height, section.top_margin, section.bottom_margin),
        *(section.left_margin, section.right_margin, section.footer_distance),
    ]
    assert [round(length.mm, 1) for length in measured] == [210, 297, 37, 35, 28, 26, 25.4]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_every_page_has_the_draft_mark_and_its_number_on_the_outer_side() -> None:
    document = opened()
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for header in (section.header, section.even_page_header):
        assert [p.text for p in header.paragraphs] == ["{{ 草稿 }}"]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert text(line._p) == "— 1 —"
        assert value(line._p, "fldSimple", "instr") == " PAGE "
        assert value(line._p, "pPr/jc") == side


def test_fonts_are_named_for_all_characters_and_none_comes_from_a_theme() -> None:
    for name, content in parts(template()).items():
        assert "theme" not in name
        assert not re.search(r"(asciiTheme|hAnsiTheme|eastAsiaTheme|cstheme)=", content)
        for attributes in re.findall(r"<w:rFonts ([^>]*?)/?>", content):
            named = set(re.findall(r"w:(\w+)=", attributes))
            assert named == {"hint"} or named == set(FACES)


def test_every_font_is_described_in_the_font_table() -> None:
    content = parts(template())
    named = set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', content["word/styles.xml"]))
    described = set(re.findall(r'<w:font w:name="([^"]+)"', content["word/fontTable.xml"]))
    assert named - described == {"zh-CN"}  # the language is an attribute of the same name
    assert 'w:altName w:val="仿宋,' in content["word/fontTable.xml"]


def test_hanging_punctuation_is_set_so_that_libreoffice_prints_every_comma() -> None:
    # LibreOffice 7.4 takes none or 0 as "hang commas out of the line"; some are then missing from the PDF.
    normal = next(s for s in opened().styles.element if s.get(qn("w:styleId")) == "Normal")
    assert value(normal, "pPr/overflowPunct") == "1"


def test_quotation_marks_are_set_as_chinese_ones_in_every_run() -> None:
    for run in body().iter(qn("w:r")):
        if text(run):
            assert value(run, "rPr/rFonts", "hint") == "eastAsia"


def test_the_package_has_no_part_and_no_date_of_python_docx() -> None:
    names = set(parts(template()))
    kept = {"document", "styles", "settings", "fontTable", "header1", "header2", "footer1", "footer2"}
    assert {name for name in names if name.startswith("word/") and not name.endswith(".rels")} == {
        f"word/{name}.xml" for name in kept
    }
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    properties = opened().core_properties
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.created == properties.modified
    settings = parts(template())["word/settings.xml"]
    assert 'w:zoom w:percent="100"' in settings
    assert re.search(r'compatibilityMode" [^>]*w:val="15"', settings)


def test_every_style_in_use_is_defined() -> None:
    content = parts(template())
    defined = set(re.findall(r'w:styleId="(\w+)"', content.pop("word/styles.xml")))
    used = set(re.findall(r'<w:[pr]Style w:val="(\w+)"', "".join(content.values())))
    assert used <= defined
