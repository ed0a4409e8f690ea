"""Rendering: a clerk's texts are printed literally, and errors of a template are reported."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import docx
import jinja2
import pytest
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.report.report import Entry, Report
from converter.shipped.resources import word_template, word_templates
from converter.system.errors import TemplateError
from tests import word
from tests.libreoffice import Conversions, Order
from tests.looks import looks
from tests.reports import FIGURES, report, with_figure

TEMPLATE = WordTemplate.of(word_template(FORM).read_bytes())


def rendered(of: Report) -> bytes:
    return render(TEMPLATE, template_names(of, FORM), title="标题", author="青禾县财政局")


def lines(**texts: tuple[str, ...]) -> list[str]:
    return word.paragraphs(rendered(report(texts=texts)))


def after(printed: list[str], title: str) -> list[str]:
    return printed[printed.index(title) + 1 :]


def test_the_opening_is_worded_as_the_form_prescribes() -> None:
    printed = word.paragraphs(rendered(report(entries={"邮编": "272200"})))
    assert printed[0] == "青禾县财政局2024年政府信息公开工作年度报告"
    assert printed[1].startswith("本报告由青禾县财政局按照《中华人民共和国政府信息公开条例》")
    assert "四、" not in printed[2]
    assert printed[2].endswith("等六部分内容。")
    assert printed[3] == (
        "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
        "本报告电子版可在青禾县人民政府网站（http://www.qinghe.example/）查阅或下载。"
        "如对本报告有疑问，请与青禾县财政局联系（地址：青禾县人民路1号，邮编：272200，联系电话：0000-0000001）。"
    )


def opening(name: str, category: str) -> list[str]:
    """The title and the opening of a report from the template of its category."""
    of = report(entries={"机关名称": name, "机关类别": category})
    template = WordTemplate.of(word_templates(FORM)[category].read_bytes())
    return word.paragraphs(render(template, template_names(of, FORM), title="", author=""))[:4]


@pytest.mark.parametrize(
    ("name", "category", "maker", "period"),
    [
        ("青禾县财政局", "县级部门", "青禾县财政局", "本报告所列数据的统计期限自2024年"),
        ("青禾县白鹭镇人民政府", "乡镇街道", "青禾县白鹭镇人民政府", "本报告所列本镇数据的统计期限自2024年"),
        ("青禾县望桥街道办事处", "乡镇街道", "青禾县望桥街道办事处", "本报告所列本街道数据的统计期限"),
        ("青禾县湖心管理区", "乡镇街道", "青禾县湖心管理区", "本报告所列本机关数据的统计期限"),
        (
            "青禾县人民政府", "县级政府", "青禾县人民政府办公室",
            "本报告所列数据为本县各部门、各乡镇（街道）数据的汇总，统计期限自2024年",
        ),
        ("青禾县", "县级政府", "青禾县人民政府办公室", "本报告所列数据为本县各部门"),
        ("望桥镇", "乡镇街道", "望桥镇", "本报告所列本镇数据的统计期限"),
        ("青禾县望桥街道", "乡镇街道", "青禾县望桥街道", "本报告所列本街道数据的统计期限"),
        ("青禾经济实验区", "县级政府", "青禾经济实验区", "本报告所列数据为本区各部门"),
        (
            "青禾新区管委会", "县级政府", "青禾新区管委会办公室",
            "本报告所列数据为本区各部门、各乡镇（街道）数据的汇总",
        ),
        ("青禾市人民政府", "其他", "青禾市人民政府", "本报告所列数据的统计期限"),
    ],
)  # fmt: skip
def test_each_kind_of_agency_has_its_own_opening(name: str, category: str, maker: str, period: str) -> None:
    title, made, _, data = opening(name, category)
    assert title == f"{name}2024年政府信息公开工作年度报告"
    assert made.startswith(f"本报告由{maker}按照")
    assert data.startswith(period)
    assert f"请与{maker}联系（" in data


@pytest.mark.parametrize(
    ("name", "category", "government"),
    [
        ("青禾县人民政府", "县级政府", True),
        ("青禾县白鹭镇人民政府", "乡镇街道", True),
        ("青禾县望桥街道办事处", "乡镇街道", False),
        ("青禾县财政局", "县级部门", False),
    ],
)
def test_a_government_has_the_heading_of_supervision_that_the_regulation_names(
    name: str, category: str, government: bool
) -> None:
    of = report(entries={"机关名称": name, "机关类别": category}, texts={"监督保障情况": ("甲" * 30,)})
    heading = after(word.paragraphs(rendered(of)), "一、总体情况")[0]
    addition = "（含工作考核、社会评议和责任追究结果情况）" if government else ""
    assert heading == f"（一）监督保障情况{addition}"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("青禾县财政局", ["青禾县财政局"]),
        ("甲" * 19, ["甲" * 19]),
        ("甲" * 20, ["甲" * 10] * 2),
        ("青禾县农业农村和水利局（青禾县乡村振兴局）", ["青禾县农业农村和水利局", "（青禾县乡村振兴局）"]),
        ("甲县乙丙丁和" + "戊" * 17, ["甲县乙丙丁和戊戊戊戊戊戊", "戊" * 11]),
        ("甲乙丙丁戊己庚辛壬县" + "子" * 12, ["甲乙丙丁戊己庚辛壬县", "子" * 12]),
    ],
)
def test_a_long_name_is_split_into_lines_of_similar_length_in_the_title(name: str, lines: list[str]) -> None:
    title = word.body(rendered(report(entries={"机关名称": name}))).find(f"{word.W}p")
    assert title is not None
    shown = "".join({f"{word.W}br": "\n"}.get(str(node.tag), node.text or "") for node in title.iter())
    assert shown.split("\n") == [*lines, "2024年政府信息公开工作年度报告"]


@pytest.mark.parametrize(
    ("missing", "ending"),
    [
        (("邮编", "传真", "邮箱"), "（地址：青禾县人民路1号，联系电话：0000-0000001）。"),
        (("地址", "邮编"), "（联系电话：0000-0000001）。"),
        (("地址", "联系电话"), "查阅或下载。"),
        (("网站名称", "网址", "地址", "联系电话"), "12月31日止。"),
    ],
)
def test_a_missing_contact_leaves_no_comma_in_the_opening(missing: tuple[str, ...], ending: str) -> None:
    printed = word.paragraphs(rendered(report(entries=dict.fromkeys(missing, ""))))
    assert printed[3].endswith(ending)
    assert "（）" not in printed[3]
    assert "，）" not in printed[3]


def test_fields_for_the_county_office_only_are_not_in_the_context() -> None:
    kept = [item.key for item in FORM.fields if not item.printed]
    assert kept == ["填报联系人"]
    assert not set(kept) & set(template_names(report(), FORM))


def test_the_six_section_titles_are_printed_in_order() -> None:
    titles = [f"{section.key}、{section.title}" for section in FORM.sections]
    assert [line for line in lines() if line in titles] == titles


def test_topics_follow_their_numbered_headings_and_numbers_close_up() -> None:
    printed = lines(
        总述=("总述。",), 依申请公开情况=("全年没有收到申请，也没有结转的申请。",), 监督保障情况=("甲" * 30,)
    )
    assert after(printed, "一、总体情况")[:5] == [
        "总述。",
        "（一）依申请公开情况",
        "全年没有收到申请，也没有结转的申请。",
        "（二）监督保障情况",
        "甲" * 30,
    ]


def test_a_short_sentence_is_printed_on_the_line_of_its_heading() -> None:
    printed = lines(其他报告事项=("无。",))
    assert after(printed, "六、其他需要报告的事项") == [
        "（一）其他有关文件专门要求通过政府信息公开工作年度报告予以报告的事项：无。"
    ]


@pytest.mark.parametrize(
    ("typed", "style"),
    [
        ("（一）公开渠道", "Heading2"),
        ("（十二）公开渠道", "Heading2"),
        ("（一）公开渠道。", "NormalIndent"),
        ("（一）" + "长" * 28, "NormalIndent"),
        ("（1）公开渠道", "NormalIndent"),
        ("见（一）公开渠道", "NormalIndent"),
    ],
)
def test_a_typed_line_is_a_sub_heading_only_by_its_form(typed: str, style: str) -> None:
    document = rendered(report(texts={"存在的主要问题": (typed, "问题。")}))
    paragraph = next(p for p in word.body(document) if word.text(p) == typed)
    found = paragraph.find(f"{word.W}pPr/{word.W}pStyle")
    assert found is not None
    assert found.get(f"{word.W}val") == style


def test_fee_figures_without_a_text_are_composed_into_a_sentence() -> None:
    nothing = report({**FIGURES, "六一.r1.c1": 0, "六一.r1.c2": 0, "六一.r1.c3": 0}, texts={})
    some = report({**FIGURES, "六一.r1.c1": 3, "六一.r1.c2": 1400, "六一.r1.c3": 600}, texts={})
    assert word.paragraphs(rendered(nothing))[-1].endswith("：未收取信息处理费。")
    assert word.paragraphs(rendered(some))[-1] == (
        "发出收费通知3件，通知金额1400元，实际收取信息处理费600元。"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "A & B <重要> 5<6",
        "{{ 7*7 }} {% if x %}",
        "</w:t><w:p/>",
        "=1+1",
        "𠮷😀龘",
        "_x000D_",
        '"引号"',
        "{_{",
    ],
)
def test_a_text_is_printed_literally(typed: str) -> None:
    assert typed in lines(总述=(typed,))


def test_a_remark_is_printed_after_its_figure() -> None:
    document = rendered(with_figure(report(), "二.r2.c1", 22, "（其中修订16件）"))
    found = {ref.key: text for ref, text in word.figures(document).items()}
    assert found["二.r2.c1"] == "22（其中修订16件）"


def test_a_note_is_printed_under_its_table_only() -> None:
    noted = replace(report(), notes={"四": Entry("注：含上年度结转数量。")})
    printed = word.paragraphs(rendered(noted))
    place = printed.index("注：含上年度结转数量。")
    assert printed[place - 1].startswith("四、")
    assert printed[place + 1].startswith("五、")
    assert len(printed) == len(word.paragraphs(rendered(report()))) + 1


@pytest.mark.slow
def test_python_docx_reads_the_same_figures() -> None:
    document = rendered(report())
    found = docx.Document(io.BytesIO(document))
    ours = word.tables(document)
    for table, grid in zip(found.tables, ours, strict=True):
        for (row, column), text in grid.items():
            assert table.cell(row, column).text == text


def test_the_result_equals_what_docxtpl_itself_renders() -> None:
    names = template_names(report(), FORM)
    reference = DocxTemplate(io.BytesIO(TEMPLATE.content))
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    reference.render(names, environment, autoescape=True)
    buffer = io.BytesIO()
    reference.save(buffer)
    for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        assert canonical(rendered(report()), part) == canonical(buffer.getvalue(), part)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 三.r05.c1 }}",
        "{% set 数 = 三.r05.c1 ~ ' &amp; ' ~ 编制机关 %}{{ 数 }}",
        "{{ 三.r05.c1|e }}{{ 三.r05.c1|string|length }}",
        "{{ 三.r05.c1|replace('2', '&amp;') }}",
        "{{ [三.r05.c1, '&lt;'] | join('&amp;') }}{{ 三.r05.c1 ~ '&lt;' }}",
        "{{ 三.r05.c1|int + 1 }}{{ none }}{{ 三.r05.c1 == '12' }}",
    ],
    ids=["plain", "set", "filters", "replaced", "joined", "computed"],
)
def test_every_kind_of_tag_prints_figures_as_docxtpl_does(tag: str) -> None:
    template = with_body(("{{三.r05.c1}}", tag))
    names = template_names(report(), FORM)
    names["三"]["r05"]["c1"] = "12"
    ours, theirs = (
        render(template, names, title="标题", author="青禾县财政局", by_docxtpl=by_docxtpl)
        for by_docxtpl in (False, True)
    )
    assert canonical(ours, "word/document.xml") == canonical(theirs, "word/document.xml")


def canonical(document: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return str(etree.canonicalize(archive.read(part).decode(), strip_text=True))


def test_the_properties_name_this_report_and_nothing_else() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(report()))) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
    assert [child.text for child in core] == ["标题", "青禾县财政局", "zh-CN", "青禾县财政局"]


def with_body(change: tuple[str, str]) -> WordTemplate:
    """The shipped template with a text replaced in its body."""
    return WordTemplate.of(
        word.with_main(TEMPLATE.content, lambda part: part.decode().replace(*change).encode())
    )


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    broken = with_body(("三.r05.c1", "三.r99.c1"))
    with pytest.raises(TemplateError, match="r99"):
        render(broken, template_names(report(), FORM), title="", author="")


@pytest.mark.parametrize("tag", ["{{ 1/0 }}", "{{ 年度.__class__.x }}", '{% include "x" %}', "{{ 年度() }}"])
def test_a_tag_that_cannot_be_executed_is_an_error(tag: str) -> None:
    broken = with_body(("{{三.r05.c1}}", tag))
    with pytest.raises(TemplateError):
        render(broken, template_names(report(), FORM), title="", author="")


def test_a_syntax_error_in_a_template_is_an_error() -> None:
    broken = with_body(("{%p endfor %}", "{%p endfro %}"))
    with pytest.raises(TemplateError, match="endfro"):
        render(broken, template_names(report(), FORM), title="", author="")


PRINTED = {ending: Order(ending, lambda: rendered(report()), "docx") for ending in ("pdf", "txt")}


@pytest.mark.libreoffice(*PRINTED.values())
def test_libreoffice_opens_the_document_and_prints_its_text(converted: Conversions) -> None:
    assert converted[PRINTED["pdf"]].startswith(b"%PDF")
    printed = converted[PRINTED["txt"]].decode("utf-8-sig")
    assert "六、其他需要报告的事项" in printed
    assert "24252.311082" in printed


def look(name: str) -> bytes:
    of = looks()[name]
    template = WordTemplate.of(word_templates(FORM)[of.category].read_bytes())
    return render(template, template_names(of, FORM), title="", author="")


# not the one with large figures: where nothing stands in for Times New Roman in its widths, they wrap
LOOKS = {name: Order("pdf", partial(look, name), "docx") for name in sorted(looks().keys() - {"大数"})}


@pytest.mark.libreoffice(*LOOKS.values())
@pytest.mark.parametrize("name", LOOKS)
def test_libreoffice_keeps_table_three_on_one_page_and_numbers_every_page(
    name: str, tmp_path: Path, converted: Conversions
) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (tmp_path / "a.pdf").write_bytes(converted[LOOKS[name]])
    command = [program, "-enc", "UTF-8", "-raw", str(tmp_path / "a.pdf"), "-"]
    *pages, _ = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\f")
    (page,) = (page for page in pages if "三、收到和处理政府信息公开申请情况" in page)
    assert page.index("三、收到") < page.index("（七）总计") < page.index("四、结转下年度继续办理")
    for number, page in enumerate(pages, 1):
        assert re.search(rf"— ?{number} ?—", page)
