"""template-check: templates as an office may have edited them, and the findings about them."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from converter.catalogue.messages import describe
from converter.document.checking import check_template, require_no_errors
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.finding import Finding
from converter.shipped.resources import shipped_folder, word_templates
from converter.system.errors import TemplateError
from tests import word
from tests.libreoffice import Conversions, Order
from tests.reports import report

SHIPPED = word_templates(FORM)["县级部门"].read_bytes()
W = word.W
DOCUMENT, SETTINGS = "word/document.xml", "word/_rels/settings.xml.rels"
LOOP = "{%p for 行 in 总体情况 %}"


def parts(content: bytes = SHIPPED) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def edited(*changes: tuple[str, str], part: str = DOCUMENT) -> bytes:
    """The shipped template with texts of a part replaced, each at its first occurrence."""
    members = parts()
    xml = members[part].decode()
    for old, new in changes:
        assert old in xml
        xml = xml.replace(old, new, 1)
    return packed({**members, part: xml.encode()})


def with_paragraph(text: str) -> bytes:
    """The shipped template with a paragraph before the first one."""
    return edited(("<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def variants(content: bytes) -> list[tuple[str, str]]:
    return [(f.code, f.variant) for f in check_template(content, "", FORM)]


def only(content: bytes) -> Finding:
    (found,) = check_template(content, "", FORM)
    return found


# --- what must keep working -------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(set(word_templates(FORM).values())), ids=lambda path: path.stem)
def test_the_shipped_templates_have_no_findings(path: Path) -> None:
    assert check_template(path.read_bytes(), "", FORM) == ()


def scattered(xml: str) -> str:
    """Tags as Word leaves them after editing: in several runs, with marks of spelling and bookmarks."""

    def split(match: re.Match[str]) -> str:
        text = match.group(1)
        runs = [f'<w:t xml:space="preserve">{piece}</w:t>' for piece in (text[:1], text[1:4], text[4:])]
        between = (
            '</w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="7" w:name="_GoBack"/>'
            '<w:bookmarkEnd w:id="7"/><w:r w:rsidRPr="00A77B3E"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        )
        return between.join(runs)

    return re.sub(r'<w:t xml:space="preserve">(\{[^<]*\})</w:t>', split, xml)


def test_a_template_with_tags_split_by_word_is_valid_and_prints_the_same() -> None:
    members = parts()
    content = packed({**members, DOCUMENT: scattered(members[DOCUMENT].decode()).encode()})
    assert check_template(content, "", FORM) == ()
    names = template_names(report(), FORM)
    ours, split = (render(WordTemplate.of(each), names, title="", author="") for each in (SHIPPED, content))
    assert word.paragraphs(split) == word.paragraphs(ours)
    assert word.tables(split) == word.tables(ours)


SAVED_AGAIN = {
    category: Order("docx", Order("odt", word_templates(FORM)[category].read_bytes, "docx"))
    for category in ("县级部门", "乡镇街道", "县级政府")
}


SAVED_AS_DOCX = Order("docx", word_templates(FORM)["县级部门"].read_bytes, "docx")


@pytest.mark.libreoffice(SAVED_AS_DOCX)
def test_table_three_starts_a_page_with_a_template_saved_again_by_libreoffice(converted: Conversions) -> None:
    again = converted[SAVED_AS_DOCX]
    assert b"<w:pageBreakBefore/>" not in parts(again)[DOCUMENT]  # it moved into a paragraph with a tag
    assert check_template(again, "", FORM) == ()
    for by_docxtpl in (False, True):
        made = render(
            WordTemplate.of(again), template_names(report(), FORM), title="", author="", by_docxtpl=by_docxtpl
        )
        assert b'w:type="page"' not in parts(made)[DOCUMENT]
        (heading,) = (
            paragraph
            for paragraph in docx.Document(io.BytesIO(made)).paragraphs
            if paragraph.paragraph_format.page_break_before
        )
        assert heading.text.startswith("三、")


def test_a_page_break_that_no_paragraph_can_take_is_told() -> None:
    lost = (
        "<w:p><w:r><w:t>{%p if 表下注.二 %}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t>"
        '<w:br w:type="page"/></w:r></w:p><w:tbl>'
    )
    found = only(edited(("<w:tbl>", lost)))
    assert (found.code, found.variant, found.severity) == ("T-10", "break", "warning")


@pytest.mark.libreoffice(*SAVED_AGAIN.values())
@pytest.mark.parametrize("category", SAVED_AGAIN)
def test_a_template_saved_again_by_libreoffice_is_valid_and_prints_the_same(
    category: str, converted: Conversions
) -> None:
    original, again = word_templates(FORM)[category].read_bytes(), converted[SAVED_AGAIN[category]]
    assert check_template(again, "", FORM) == ()
    names = template_names(report(entries={"机关类别": category}), FORM)
    ours, saved = (render(WordTemplate.of(each), names, title="", author="") for each in (original, again))
    assert word.paragraphs(saved) == word.paragraphs(ours)
    assert [list(grid.values()) for grid in word.tables(saved)] == [
        list(grid.values()) for grid in word.tables(ours)
    ]


def test_a_template_edited_by_an_office_is_valid() -> None:
    document = docx.Document(io.BytesIO(SHIPPED))
    document.paragraphs[1].insert_paragraph_before("（本单位的固定说明：本年新收 {{ 三.r01.c7 }} 件）")
    document.paragraphs[1].insert_paragraph_before("{% if 邮编 %}邮编：{{ 邮编 }}{% else %}无邮编{% endif %}")
    document.styles["Normal Indent"].font.name = "仿宋"
    document.tables[1].rows[5].height = Mm(9)
    buffer = io.BytesIO()
    document.save(buffer)
    assert check_template(buffer.getvalue(), "", FORM) == ()


def test_texts_may_be_printed_one_by_one_instead_of_by_section() -> None:
    singly = "".join(f"{{{{ {key}|join }}}}" for key in ("存在的主要问题", "改进情况"))
    xml = parts()[DOCUMENT].decode()
    loop = re.search(r"<w:p>(?:(?!<w:p>).)*in 存在的主要问题及改进情况 %.*?endfor %\}</w:t></w:r></w:p>", xml)
    assert loop is not None
    paragraph = f"<w:p><w:r><w:t>{singly}</w:t></w:r></w:p>"
    assert check_template(edited((loop.group(), paragraph)), "", FORM) == ()


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{{ words }}", "other"),
        (next((shipped_folder("workbook_templates") / "samples").glob("*.xlsx")).read_bytes(), "other"),
        (SHIPPED[:3000], "damaged"),
        (packed({**parts(), DOCUMENT: b"<w:document"}), "damaged"),
        (packed({**parts(), "word/vbaProject.bin": b"x"}), "macros"),
    ],
    ids=["empty", "doc", "password", "text", "workbook", "cut", "no xml", "macros"],
)
def test_a_file_that_is_no_word_document_has_a_finding(content: bytes, variant: str) -> None:
    assert variants(content) == [("T-01", variant)]


@pytest.mark.parametrize(("kind", "expected"), [("attachedTemplate", "attached"), ("image", "linked")])
def test_relationships_to_other_files_have_findings(kind: str, expected: str) -> None:
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{types}/{kind}" Target="file:///C:/a" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    xml = f'<Relationships xmlns="{space}">{relation}</Relationships>'
    assert variants(packed({**parts(), SETTINGS: xml.encode()})) == [("T-02", expected)]


def test_tracked_changes_and_comments_have_findings() -> None:
    mark = 'w:id="1" w:author="甲" w:date="2024-01-01T00:00:00Z"'
    inserted = f"<w:body><w:p><w:ins {mark}><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
    commented = '<w:body><w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    assert variants(edited(("<w:body>", inserted))) == [("T-03", "tracked")]
    assert variants(edited(("<w:body>", commented))) == [("T-03", "comment")]


def test_a_page_that_is_not_that_of_official_documents_is_a_warning() -> None:
    document = docx.Document(io.BytesIO(SHIPPED))
    document.sections[0].left_margin = Mm(31.8)
    buffer = io.BytesIO()
    document.save(buffer)
    found = only(buffer.getvalue())
    assert (found.code, found.variant, found.severity) == ("T-10", "margins", "warning")


# --- how tags are written ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "variant", "message"),
    [
        ("｛｛ 年度 ｝｝", "wide", "“｛”"),
        ("{％ if 邮编 ％}", "wide", "全角"),
        ("{{ 年度 }", "open", "“{{”"),
        ("年度 }}", "open", "“}}”"),
        ("{ 年度 }", "single", "“{”"),
        ("{{ 年度 } 和 {{ 邮编 }}", "open", "不成对"),
        ("{{ 三．r05．c1 }}", "inside", "{{ 三.r05.c1 }}"),
        ("{%pif 邮编 %}", "glued", "{%p if"),
        ("{% p if 邮编 %}", "glued", "{%p if"),
        ("{%p if 邮编 %}{%p endif %}", "two", "分成两段"),
        ("多余{%p if 邮编 %}", "beside", "一起删掉"),
        ("{%tr if 邮编 %}", "outside", "表格里"),
        ("{%p if 邮编 == '%' %}", "percent", "简单条件"),
        ("{{r 邮编 }}", "rich", "{{ 邮编 }}"),
        ("{{ 年度 年度 }}", "syntax", "无法执行"),
        ("{{ }}", "syntax", "没有写完"),
        ("{{ (年度 }}", "syntax", "括号不成对"),
        ("{%p if 邮编 -%}", "trim", "改为“{%p if 邮编 %}”"),
        ("{%- if 邮编 %}甲{% endif %}", "trim", "改为“{% if 邮编 %}”"),
        ("{{- 邮编 -}}", "trim", "改为“{{ 邮编 }}”"),
        ("{# 说明 -#}", "trim", "改为“{# 说明 #}”"),
        ("{＃ 说明 ＃}", "wide", "全角"),
        ("{# 原来是 {%p if 邮编 %} #}", "comment", "只留文字"),
    ],
)
def test_a_tag_written_wrongly_has_a_finding_with_its_paragraph(
    text: str, variant: str, message: str
) -> None:
    found = next(f for f in check_template(with_paragraph(text), "", FORM) if f.code == "T-04")
    assert (found.code, found.variant) == ("T-04", variant)
    assert describe(found).startswith("正文第1段“")
    assert message in describe(found)


def test_curly_quotes_in_a_tag_are_a_hint_and_the_tag_works() -> None:
    found = only(with_paragraph("{{ 邮编|default(“无”) }}"))
    assert (found.code, found.variant, found.severity) == ("T-04", "quotes", "info")


@pytest.mark.parametrize(
    "comment",
    [
        "{# 县办备注：交前删，“表三”勿动。 #}",
        "{# ｛旧｝的写法、100％ #}",
        "{# 不印 {{ 传真 }} #}",
        "{#p 整段说明：不印 #}",
    ],
)
def test_a_comment_may_say_anything_and_is_not_printed(comment: str) -> None:
    content = with_paragraph(comment)
    assert check_template(content, "", FORM) == ()
    names = template_names(report(), FORM)
    printed = word.paragraphs(render(WordTemplate.of(content), names, title="", author=""))
    assert [text for text in printed if text.strip()] == [
        text
        for text in word.paragraphs(render(WordTemplate.of(SHIPPED), names, title="", author=""))
        if text.strip()
    ]


def test_a_note_is_not_lost_between_tags_that_trim() -> None:
    found = only(edited(("{%p if 表下注.二 %}", "{%p if 表下注.二 -%}")))
    assert (found.code, found.variant) == ("T-04", "trim")
    assert describe(found).startswith("正文第14段“{%p if 表下注.二 -%}”：")


@pytest.mark.parametrize(
    ("protection", "expected"),
    [
        ('documentProtection w:edit="readOnly" w:enforcement="1"', "protected"),
        ('documentProtection w:edit="forms" w:enforcement="true"', "protected"),
        ('writeProtection w:recommended="1"', "recommended"),
        ('writeProtection w:cryptSpinCount="1" w:hash="a"', "password"),
        ('documentProtection w:edit="readOnly"', None),
        ('documentProtection w:edit="readOnly" w:enforcement="0"', None),
    ],
)
def test_protection_has_a_finding_with_what_to_do(protection: str, expected: str | None) -> None:
    end = "</w:settings>"
    found = check_template(edited((end, f"<w:{protection}/>{end}"), part="word/settings.xml"), "", FORM)
    assert [(f.code, f.variant) for f in found] == ([("T-13", expected)] if expected else [])


def test_the_final_mark_is_told_and_no_report_has_it() -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006"
    mark = (
        f'<Properties xmlns="{space}/custom-properties" xmlns:vt="{space}/docPropsVTypes"><property '
        'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="_MarkAsFinal"><vt:bool>true</vt:bool>'
        "</property></Properties>"
    )
    content = packed({**parts(), "docProps/custom.xml": mark.encode()})
    found = only(content)
    assert (found.code, found.variant, found.severity) == ("T-13", "final", "info")
    made = render(WordTemplate.of(content), template_names(report(), FORM), title="", author="")
    assert b"_MarkAsFinal" not in parts(made)["docProps/custom.xml"]


def test_a_tag_in_a_table_or_header_has_a_finding_with_its_place() -> None:
    cell = only(edited(("{{三.r05.c1}}", "{{三.r05.c1}")))
    assert describe(cell).startswith("正文第2个表格第8行第4格“{{三.r05.c1}”：")
    header = only(edited(("{{ 草稿 }}", "{ 草稿 }"), part="word/header1.xml"))
    assert describe(header).startswith("页眉第1段“{ 草稿 }”：")


@pytest.mark.parametrize(
    ("change", "variant", "message"),
    [
        (("{%p endfor %}", ""), "unclosed", "“{%p for 行 in 总体情况 %}”没有结束"),
        ((LOOP, ""), "closed", "“{%p endfor %}”前面没有"),
        (("<w:body>", "<w:body><w:p><w:r><w:t>{%p iff 邮编 %}</w:t></w:r></w:p>"), "keyword", "是不是“if”"),
        (("<w:body>", "<w:body><w:p><w:r><w:t>{%p debug %}</w:t></w:r></w:p>"), "strange", "不认识标记"),
        (("{%p endif %}", ""), "unclosed", "“{%p if 行.标题 %}”没有结束"),
        (("<w:body>", "<w:body><w:p><w:r><w:t>{%p else %}</w:t></w:r></w:p>"), "middle", "“{%p else %}”不在"),
    ],
)
def test_unpaired_loops_and_conditions_have_findings(
    change: tuple[str, str], variant: str, message: str
) -> None:
    (found,) = check_template(edited(change), "", FORM)
    assert (found.code, found.variant) == ("T-05", variant)
    assert message in describe(found)


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{{三.r05.c1}}", "{{三.r5.c1}}", "三.r05.c1"),
        ("{{三.r05.c1}}", "{{三.R05.C1}}", "三.r05.c1"),
        ("{{ 统计起 }}", "{{ 统计期 }}", "统计起"),
        ("in 总体情况 %}", "in 总体情況 %}", "总体情况"),
        ("{{ 行.正文 }}", "{{ 行.正女 }}", "行.正文"),
    ],
)
def test_an_unknown_name_has_a_finding_with_the_nearest_known_one(old: str, new: str, expected: str) -> None:
    found = [f for f in check_template(edited((old, new)), "", FORM) if f.code == "T-06"]
    assert {f.expected for f in found} == {expected}
    assert "是不是“" in describe(found[0])


def test_an_unknown_name_hides_no_other_finding() -> None:
    content = edited(("{{三.r05.c1}}", "{{三.r99.c1}}"), ("{{四.r1.c01}}", ""))
    codes = [(f.code, f.variant) for f in check_template(content, "", FORM)]
    assert codes == [("T-06", "near"), ("T-07", "figure"), ("T-07", "figure")]


def test_an_unknown_name_that_resembles_none_has_no_advice() -> None:
    found = only(with_paragraph("{{ xyzzy }}"))
    assert (found.code, found.variant) == ("T-06", "")


# --- what is printed, and where ---------------------------------------------------------------


def test_a_figure_that_no_tag_prints_is_named_by_its_labels() -> None:
    found = only(edited(("{{三.r05.c1}}", "")))
    assert (found.code, found.variant) == ("T-07", "figure")
    assert "第5行“1.属于国家秘密” 列“自然人”（{{三.r05.c1}}）" in describe(found)


def test_swapped_figures_have_a_finding_for_each_cell() -> None:
    content = edited(
        ("{{三.r05.c1}}", "{{ x }}"), ("{{三.r06.c1}}", "{{三.r05.c1}}"), ("{{ x }}", "{{三.r06.c1}}")
    )
    assert variants(content) == [("T-09", "swapped")] * 2


def test_a_figure_printed_twice_has_a_finding_with_both_places() -> None:
    codes = check_template(edited(("{{三.r06.c1}}", "{{三.r05.c1}}")), "", FORM)
    assert [(f.code, f.variant) for f in codes] == [("T-09", "swapped"), ("T-08", "")]
    assert "第2个表格第8行第4格" in describe(codes[1])
    assert "第2个表格第9行第4格" in describe(codes[1])


def test_a_cell_with_more_than_its_figure_has_a_finding() -> None:
    assert variants(edited(("{{三.r05.c1}}", "{{三.r05.c1}}件"))) == [("T-09", "beside")]


def test_a_changed_label_and_a_missing_table_have_findings() -> None:
    (label,) = check_template(edited(("3.危及“三安全一稳定”", "3.危及安全稳定")), "", FORM)
    assert (label.code, label.variant, label.expected) == ("T-09", "labels", "3.危及“三安全一稳定”")
    document = docx.Document(io.BytesIO(SHIPPED))
    document.element.body.remove(document.tables[2]._element)
    buffer = io.BytesIO()
    document.save(buffer)
    found = only(buffer.getvalue())
    assert (found.code, found.variant, found.subject) == ("T-09", "table", "表四")


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        ("未经复议直接起诉", "复议后起诉", "表四"),
        ("行政复议", "行政诉讼", "表四"),
        ("（三）不予公开", "（四）无法提供", "表三"),
        ("第二十条第（五）项", "第二十条第（六）项", "表二"),
        ("复议后起诉", "", "表四"),
        ("三、本年度办理结果", "", "表三"),
        ("申请人情况", "申请情况", "表三"),
    ],
)
def test_a_heading_over_other_figures_than_the_forms_has_a_finding(
    one: str, other: str, subject: str
) -> None:
    changes = [(f">{one}<", ">@<"), (f">{other}<", f">{one}<"), (">@<", f">{other}<")]
    found = only(
        edited(*(changes if f">{other}<" in parts()[DOCUMENT].decode() else [(f">{one}<", f">{other}<")]))
    )
    assert (found.code, found.variant, found.subject) == ("T-09", "labels", subject)
    assert found.expected == one
    assert f"找不到或次序不对的是“{one}”" in describe(found)


def cell_of(body: etree._Element, words: str) -> etree._Element:
    return next(cell for cell in body.iter(f"{W}tc") if word.text(cell) == words)


def widened(body: etree._Element) -> None:
    """未经复议直接起诉 over six columns, 复议后起诉 over the last four."""
    for words, span in (("未经复议直接起诉", "6"), ("复议后起诉", "4")):
        found = cell_of(body, words).find(f"{W}tcPr/{W}gridSpan")
        assert found is not None
        found.set(f"{W}val", span)


def lengthened(body: etree._Element) -> None:
    """（三）不予公开 over nine rows, （四）无法提供 over the last two."""
    first = cell_of(body, "（四）无法提供")
    row = first.getparent()
    assert row is not None
    below = next(row.itersiblings(f"{W}tr")).findall(f"{W}tc")[1]
    for cell, merge in ((first, "restart"), (below, "continue")):
        found = cell.find(f"{W}tcPr/{W}vMerge")
        assert found is not None
        assert found.get(f"{W}val") == merge
    row.replace(first, copy.deepcopy(below))
    parent = below.getparent()
    assert parent is not None
    parent.replace(below, first)


@pytest.mark.parametrize(
    ("change", "subject", "expected"),
    [(widened, "表四", "复议后起诉"), (lengthened, "表三", "（四）无法提供")],
)
def test_a_heading_merged_over_columns_or_rows_of_another_has_a_finding(
    change: Callable[[etree._Element], None], subject: str, expected: str
) -> None:
    """The heading beside it begins one column or row later, and is still printed."""
    found = only(word.with_body(SHIPPED, change))
    assert (found.code, found.variant, found.subject, found.expected) == ("T-09", "labels", subject, expected)


def test_headings_in_the_spellings_of_an_office_are_valid() -> None:
    content = edited((">（三）不予公开<", ">(三) 不予公开<"), (">法人或其他组织<", ">法人和其他组织<"))
    assert (
        check_template(edited((">第二十条第（五）项<", ">第二十条第五项<")), "", FORM)
        == check_template(content, "", FORM)
        == ()
    )


@pytest.mark.slow
def test_a_section_without_its_texts_or_its_title_has_a_finding() -> None:
    xml = parts()[DOCUMENT].decode()
    loop = re.search(r"<w:p>(?:(?!<w:p>).)*in 总体情况 %.*?endfor %\}</w:t></w:r></w:p>", xml)
    assert loop is not None
    found = only(edited((loop.group(), "")))
    assert (found.code, found.variant, found.subject) == ("T-07", "section", "总体情况")
    assert variants(edited(("一、总体情况", "一、概述"))) == [("T-09", "heading")]
    twice = check_template(edited((loop.group(), loop.group() * 2)), "", FORM)
    assert {(f.code, f.variant) for f in twice} == {("T-08", "text")}


@pytest.mark.parametrize(
    ("change", "part", "variant", "severity"),
    [
        (("{{ 统计止 }}", ""), DOCUMENT, "entry", "error"),
        (("{{ 查阅途径 }}", ""), DOCUMENT, "optional", "warning"),
        (("{{ 表下注.三 }}", ""), DOCUMENT, "note", "warning"),
    ],
)
def test_a_field_of_the_opening_or_a_note_that_is_not_printed_has_a_finding(
    change: tuple[str, str], part: str, variant: str, severity: str
) -> None:
    found = check_template(edited(change, part=part), "", FORM)
    assert {(f.code, f.variant, f.severity) for f in found} == {("T-07", variant, severity)}


def test_a_template_without_the_draft_mark_is_a_warning() -> None:
    members = parts()
    for name in ("word/header1.xml", "word/header2.xml"):
        members[name] = members[name].replace("{{ 草稿 }}".encode(), b"")
    assert variants(packed(members)) == [("T-07", "draft")]


@pytest.mark.parametrize("tag", ["{{ 1/0 }}", "{{ 年度 + 1 }}", "{{ 总述[9] }}"])
def test_a_tag_that_cannot_be_executed_has_a_finding(tag: str) -> None:
    found = only(with_paragraph(tag))
    assert (found.code, found.variant) == ("T-11", "")
    assert "请检查正文第1段“" in describe(found)
    assert f"的标记“{tag}”。" in describe(found)


def test_a_condition_that_starts_in_a_table_and_ends_outside_has_a_finding() -> None:
    content = edited(("规章", "规章{% if 草稿 %}"), ("三、收到", "{% endif %}三、收到"))
    found = only(content)
    assert (found.code, found.variant) == ("T-05", "crossed")
    assert "“{% if 草稿 %}”（正文第1个表格第3行第1格" in describe(found)
    mixed = edited(
        (
            "<w:body>",
            "<w:body>"
            + "".join(
                f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>" for tag in ("{%p if 草稿 %}", "甲{% endif %}")
            ),
        )
    )
    assert variants(mixed) == [("T-05", "crossed")]


def test_a_template_that_renders_to_malformed_xml_has_a_finding() -> None:
    tags = ("甲{% if 草稿 %}乙", "{%p else %}", "丙{% endif %}")
    cut = "".join(f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>" for tag in tags)
    assert variants(edited(("<w:body>", f"<w:body>{cut}"))) == [("T-11", "structure")]


def test_a_template_with_errors_is_refused_with_the_same_sentences() -> None:
    content = edited(("{{三.r05.c1}}", "{{三.r5.c1}}"))
    with pytest.raises(TemplateError) as refusal:
        require_no_errors(WordTemplate.of(content, "本局.docx"), FORM)
    assert str(refusal.value).startswith("Word 模板“本局.docx”有 2 处错误，没有转换：\n")
    for found in check_template(content, "", FORM):
        assert describe(found) in str(refusal.value)
