"""Reading by cached fragments gives what the parser gives, and nothing for damaged markup."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace

import pytest

from converter.document.proof import prove
from converter.document.readback import read_back
from converter.document.readback.fragments import _body_fragment, _table_fragment, parse_by_fragments
from converter.document.readback.tree import Block, NotReadableError, parse
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Entry, Paragraph, Report
from converter.shipped.resources import word_templates
from tests import word
from tests.reports import report, with_figure

TEMPLATES = [WordTemplate.of(path.read_bytes()) for path in dict.fromkeys(word_templates(FORM).values())]
HARD = "A & B <重要> \"5\"'6' 𠮷😀 ]] > 一\u00a0二"
REPORT = replace(
    with_figure(with_figure(report(), "二.r2.c1", 22, "（其中<修订>16件）"), "三.r01.c1", 12345678),
    passages={
        **report().passages,
        "总述": (Paragraph(HARD), Paragraph("第一行\n第二行")),
        "改进情况": (Paragraph("（一）标题"), Paragraph("正文。")),
    },
    notes={"四": Entry("注：含上年度结转数量。")},
)


def main_part(of: Report, template: WordTemplate = TEMPLATES[0]) -> bytes:
    document = render(template, template_names(of, FORM), title="", author="")
    return zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml")


PART = main_part(REPORT)


def parsed_blocks(content: bytes) -> list[Block] | None:
    """The blocks that the parser reads; None where a part is not well-formed or has no body."""
    try:
        return parse(content)
    except NotReadableError:
        return None


def reads_by_fragments(content: bytes) -> bool:
    """Whether a part is read by fragments; asserts that the blocks are then those of the parser."""
    found = parse_by_fragments(content)
    assert found is None or found == parsed_blocks(content)
    return found is not None


# --- what is taken --------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.digest[:4])
def test_reports_of_the_shipped_templates_are_read_by_fragments(template: WordTemplate) -> None:
    assert reads_by_fragments(main_part(REPORT, template))
    assert reads_by_fragments(main_part(report(), template))


def test_another_report_of_a_template_needs_no_parser_whatever_its_texts_and_their_number() -> None:
    assert reads_by_fragments(PART)
    before = _body_fragment.cache_info().misses + _table_fragment.cache_info().misses
    for count in range(5):
        texts = {key: (Paragraph(f"第{count}份。" * 9),) * count for key in REPORT.passages}
        assert reads_by_fragments(main_part(replace(REPORT, passages=texts)))
    assert reads_by_fragments(main_part(with_figure(REPORT, "三.r05.c1", 987, "")))
    assert _body_fragment.cache_info().misses + _table_fragment.cache_info().misses == before


def changed(old: str, new: str, content: bytes = PART) -> bytes:
    assert old.encode() in content
    return content.replace(old.encode(), new.encode(), 1)


ROW, PARAGRAPH = "</w:tr>", "</w:p>"
TEXT = '<w:t xml:space="preserve">正文。</w:t>'
SOUND = {
    "a bookmark between rows": changed(ROW, f'{ROW}<w:bookmarkStart w:id="1" w:name="a"/>'),
    "a bookmark behind the last row": changed(
        f"{ROW}</w:tbl>", f'{ROW}<w:bookmarkEnd w:id="1"/></w:tbl>'
    ),
    "an empty paragraph in short": changed(PARAGRAPH, f"{PARAGRAPH}<w:p/>"),
    "a control around a paragraph": changed(
        "<w:body>", "<w:body><w:sdt><w:sdtContent>"
    ).replace(PARAGRAPH.encode(), f"{PARAGRAPH}</w:sdtContent></w:sdt>".encode(), 1),
    "a paragraph within a paragraph": changed(
        TEXT, f"{TEXT}<w:txbxContent><w:p><w:r>{TEXT}</w:r></w:p></w:txbxContent>"
    ),
    "a deleted text": changed(TEXT, f"<w:del>{TEXT}</w:del>"),
    "a tab and a line break": changed(TEXT, f"{TEXT}<w:tab/>{TEXT}<w:br/>{TEXT}"),
    "characters by number": changed("正文。", "&#34;正&#39;"),
    "an end of a tag as a text": changed("正文。", "正>文。"),
    "a text of several elements": changed("正文。", "正<w:x/>文。"),
    "a hidden text": changed(f"</w:rPr>{TEXT}", f"<w:vanish/></w:rPr>{TEXT}"),
    "a row deleted by a reviewer": changed("<w:cantSplit/>", "<w:cantSplit/><w:del/>"),
}  # fmt: skip


@pytest.mark.parametrize("content", SOUND.values(), ids=SOUND)
def test_well_formed_markup_is_read_as_the_parser_reads_it(content: bytes) -> None:
    assert parsed_blocks(content) is not None
    assert reads_by_fragments(content)


TABLE = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
UNUSUAL = {
    "a comment": changed(TEXT, f"<!-- {TEXT} -->"),
    "a comment within a text": changed("正文。", "正<!-- -->文。"),
    "a part left out as CDATA": changed("正文。", "<![CDATA[正文。]]>"),
    "an instruction": changed(TEXT, f"<?x {TEXT} ?>"),
    "a DOCTYPE with values for attributes": changed(
        "<w:document", '<!DOCTYPE w:document [<!ATTLIST w:t w:x CDATA "1">]><w:document'
    ),
    "another character by number": changed("正文。", "&#27491;文。"),
    "a carriage return": changed("正文。", "正\r\n文。"),
    "the mark in the markup": changed("<w:body>", '<w:body w:x="\ue000">'),
    "the mark within a text that ends a tag": changed("正文。", "\ue0000\ue000>文。"),
    "the mark by its number": changed("正文。", "&#xE000;0&#57344;>文。"),
    "a table within a cell": changed("</w:tc>", f"{TABLE}<w:p/></w:tc>"),
    "a control around a table": changed("<w:tbl>", "<w:sdt><w:sdtContent><w:tbl>").replace(
        b"</w:tbl>", b"</w:tbl></w:sdtContent></w:sdt>", 1
    ),
    "a table in an unusual spelling": changed("<w:tbl>", '<w:tbl w:x="1">'),
    "words between rows": changed(ROW, f"{ROW}<w:r>{TEXT}</w:r>"),
    "two bodies": changed(PARAGRAPH, f"{PARAGRAPH}</w:body><w:body>"),
    "a body within a body": changed("<w:body>", "<w:body w:x='1'><w:p><w:body>").replace(
        b"</w:body>", b"</w:body></w:p></w:body>"
    ),
    "another name for the namespace": PART.replace(b"w:", b"v:").replace(b"xmlns:v:", b"xmlns:w:"),
    "UTF-16": PART.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "no declaration": PART[PART.index(b"<w:document") :],
    "a table that ends with a blank": changed("</w:tbl>", "</w:tbl >"),
}  # fmt: skip


@pytest.mark.parametrize("content", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_markup_is_left_to_the_parser(content: bytes) -> None:
    assert not reads_by_fragments(content)


DAMAGED = {
    "a lone &": changed("正文。", "正&文。"),
    "an unknown entity": changed("正文。", "正&nbsp;文。"),
    "a forbidden character": changed("正文。", "正\x01文。"),
    "a forbidden character by number": changed("正文。", "正&#1;文。"),
    "a NUL": changed("正文。", "正\0文。"),
    "U+FFFE": changed("正文。", "正\ufffe文。"),
    "half a character": PART.replace("正文。".encode(), "正文。".encode()[:-1]),
    "a start of a tag in a text": changed("正文。", "正<文。"),
    "an end that no text has": changed(TEXT, f"{TEXT}</w:t>"),
    "a text without an end": changed(TEXT, TEXT.removesuffix("</w:t>")),
    "a paragraph without an end": changed(PARAGRAPH, ""),
    "a paragraph that ends twice": changed(PARAGRAPH, PARAGRAPH * 2),
    "a row without an end": changed(ROW, ""),
    "a row that ends twice": changed(ROW, ROW * 2),
    "a table without an end": changed("</w:tbl>", ""),
    "a table without a start": changed("<w:tbl>", ""),
    "tables that cross": changed("</w:tbl>", "</w:tbl></w:tbl>").replace(b"<w:tbl>", b"<w:tbl><w:tbl>", 2),
    "a row that ends behind its table": changed(f"{ROW}</w:tbl>", f"</w:tbl>{ROW}"),
    "two parts in one": PART + PART,
    "words behind the end": PART + b"x",
    "an attribute twice": changed("<w:p>", '<w:p w:x="1" w:x="2">'),
    "a name without a namespace": changed("<w:p>", "<w:p><zz:x/>"),
    "a tag within an attribute": changed(TEXT, f'<w:x w:y="{TEXT}"/>'),
    "a body that does not end": changed("</w:body>", ""),
    "no body": PART.replace(b"w:body>", b"w:corps>"),
}  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_markup_that_is_not_well_formed_is_not_accepted(content: bytes) -> None:
    assert parsed_blocks(content) is None
    assert not reads_by_fragments(content)


# --- any damage -----------------------------------------------------------------------------------

SNIPPETS = [
    b"<", b">", b"/", b"&", b'"', b"\0", b"]]>", b"<!--", b"-->", b"<w:p>", b"</w:p>", b"<w:tr>", b"</w:tr>",
    b"<w:tbl>", b"</w:tbl>", b"<w:t>", b"</w:t>", b"<w:body>", b"</w:body>", b"<w:del>", b"</w:del>",
    b"<w:tc>", b"</w:tc>", b"<w:br/>", b"&amp;", b"&#38;", b"<w:sdt>", b"</w:sdt>", b"7", b" ",
    "\ue0001\ue000".encode(), b"<w:t>7</w:t>", b"<w:rPr><w:vanish/></w:rPr>",
    b'<w:gridSpan w:val="2"/>', b"<w:vMerge/>",
]  # fmt: skip


def damaged(rng: random.Random) -> bytes:
    """The part with one to three pieces inserted, left out, doubled or moved."""
    content = PART
    for _ in range(rng.randint(1, 3)):
        start = content.index(b"<", rng.randrange(len(content) - 100)) + rng.choice((0, 0, 0, 1, 5))
        stop = content.index(b"<", start) if rng.random() < 0.7 else start + rng.randrange(3_000)
        before, between, behind = content[:start], content[start:stop], content[stop:]
        one, other = rng.choices(SNIPPETS, k=2)
        middle = rng.choice((one + between, b"", between * 2, one + between + other))
        content = before + middle + behind
    return content


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_part_is_read_as_the_parser_reads_it_or_not_accepted(seed: int) -> None:
    rng = random.Random(seed)
    taken = [reads_by_fragments(damaged(rng)) for _ in range(250)]
    assert any(taken)
    assert not all(taken)


# --- the bytes around it --------------------------------------------------------------------------


def test_a_document_whose_bytes_were_damaged_is_not_read() -> None:
    document = render(TEMPLATES[0], template_names(REPORT, FORM), title="", author="")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        member = archive.getinfo("word/document.xml")
    start = member.header_offset + 30 + len(member.filename)
    for place in range(start, start + member.compress_size, 97):
        spoilt = document[:place] + bytes([document[place] ^ 4]) + document[place + 1 :]
        assert [found.code for found in prove(spoilt, REPORT, FORM).findings] == ["P-05"]


def test_documents_of_the_same_markup_are_read_by_their_own_texts() -> None:
    document = render(TEMPLATES[0], template_names(REPORT, FORM), title="", author="")
    assert read_back(document) == parse(PART)
    other = word.with_main(document, lambda part: part.replace("正文。".encode(), "反文。".encode()))
    assert read_back(other) == parse(PART.replace("正文。".encode(), "反文。".encode()))
    assert [found.code for found in prove(other, REPORT, FORM).findings] == ["P-03"]
