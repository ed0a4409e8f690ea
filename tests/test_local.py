"""What a county adds goes through workbook, reader, checks, Word, web page and roll-up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from converter import cli
from converter.batch.conversion import convert_workbook
from converter.batch.folder import Job, convert_folder
from converter.catalogue.messages import describe
from converter.checks import check_report
from converter.checks.rules_file import parse_rules
from converter.desk.returned_copies import returned_copy
from converter.document.built_templates import built_templates
from converter.document.checking import check_template
from converter.document.proof import prove
from converter.document.readback import read_back
from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.form import FORM
from converter.form.local.agreement import TAKEN
from converter.publish.html import render_page
from converter.publish.html_proof import prove_html
from converter.report.finding import Reading, Severity
from converter.report.report import Entry, Paragraph, Report
from converter.workbook.layout.other_sheets import LOCAL
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.workbook import blank_report
from tests.local import HOTLINE, SEVEN_SECTIONS, TRAINING, local_form, local_report
from tests.reports import TEXTS, content, report
from tests.workbooks import fill_workbook

SEVEN = local_form(SEVEN_SECTIONS)
FILLED = local_report(SEVEN)
OLDER = local_form('[[item]]\nsection = "一"\nheading = "政务公开培训情况"')
"""An older state of the county's file: the item alone."""


def told(reading: Reading, variant: str) -> list[str]:
    """The sentences of F-09 of one kind."""
    return [describe(f) for f in reading.findings if (f.code, f.variant) == ("F-09", variant)]


def read(filled: Report, text: str = "") -> Reading:
    """A filled workbook read in a run with additions."""
    return read_workbook(fill_workbook(filled), "测试.xlsx", local_form(text) if text else FORM)


def printed(filled: Report) -> bytes:
    """The Word report of a report."""
    template = built_templates(filled.form)[filled.category]
    return render(template, template_names(filled, filled.form), title="", author="")


def test_a_workbook_with_additions_reads_as_it_was_filled() -> None:
    reading = read(FILLED, SEVEN_SECTIONS)
    assert reading.report is not None
    assert content(reading.report) == content(FILLED)
    assert reading.report.form is SEVEN
    assert reading.findings == ()


def test_the_blank_workbook_has_the_fixed_sentences() -> None:
    assert blank_report(SEVEN, 2024).passages[HOTLINE] == (Paragraph("热线由县政务服务中心统一受理。"),)


def test_the_sheets_are_numbered_as_they_are_printed() -> None:
    names = [sheet.name for sheet in layout(SEVEN) if sheet.section]
    assert names[4:] == ["五、收取信息处理费", "六、问题及改进", "七、其他事项"]


def test_a_workbook_without_additions_is_read_and_lacks_them() -> None:
    reading = read(report(texts={**_texts(), "落实工作要点情况": ("逐项落实。",)}), SEVEN_SECTIONS)
    assert reading.report is not None
    assert reading.report.form is SEVEN
    assert reading.report.passages[TRAINING] == ()
    assert len(told(reading, "local")) == 1
    (lost,) = told(reading, "lost")
    assert "落实上级年度政务公开工作要点情况" in lost
    assert "逐项落实。" in lost
    others = [(f.code, f.variant, f.subject) for f in reading.findings if f.code != "F-09"]
    assert others == [("A-10", "expected", "办公时间"), ("A-10", "expected", "落款日期")]


def _texts() -> dict[str, tuple[str, ...]]:
    return {key: tuple(p.text for p in passage) for key, passage in report().passages.items() if passage}


def test_a_workbook_by_an_older_file_keeps_what_both_have() -> None:
    older = replace(local_report(OLDER), source="测试.xlsx")
    reading = read(older, SEVEN_SECTIONS)
    assert reading.report is not None
    assert [p.text for p in reading.report.passages[TRAINING]] == ["全年组织培训两次。"]
    assert reading.report.entries["办公时间"].text == ""
    assert len(told(reading, "local")) == 1


def test_additions_that_the_run_does_not_know_are_told_and_not_printed() -> None:
    reading = read(FILLED)
    assert reading.report is not None
    assert reading.report.form is FORM
    words = "".join(told(reading, "lost"))
    assert all(part in words for part in ("政务公开培训情况", "热线12345办理情况", "办公时间", "落款日期"))


def test_a_damaged_mark_of_the_additions_costs_no_more_than_them() -> None:
    damaged = replace(FILLED, form=replace(SEVEN, local_text="[[item]]\nsection = "))
    reading = read_workbook(fill_workbook(damaged), "测试.xlsx", FORM)
    assert reading.report is not None
    assert reading.report.figures.keys() == {*FORM.refs}


def test_the_workbook_says_by_which_file_it_was_made() -> None:
    sheets = read_xlsx(fill_workbook(FILLED)).sheets
    said = {cell.raw for sheet in sheets if sheet.name == "标识" for cell in sheet.cells.values()}
    assert SEVEN.local_text in said
    assert LOCAL not in {c.raw for s in read_xlsx(fill_workbook(report())).sheets for c in s.cells.values()}


def test_an_item_that_is_asked_for_is_missed() -> None:
    assert check_report(FILLED) == ()
    blank = replace(FILLED, passages={**FILLED.passages, TRAINING: ()})
    (found,) = check_report(blank)
    assert (found.code, found.variant, found.found) == ("D-07", "item", "政务公开培训情况")


def test_sample_words_in_an_added_item_are_found() -> None:
    sample = replace(FILLED, passages={**FILLED.passages, TRAINING: (Paragraph("示例：培训 2 次。"),)})
    assert [found.code for found in check_report(sample)] == ["D-06"]


@pytest.mark.parametrize("variant", SEVEN.variants, ids=lambda variant: variant.name)
def test_the_templates_of_the_form_pass_their_check(variant: object) -> None:
    made = build_word_template(SEVEN, next(each for each in SEVEN.variants if each is variant))
    assert check_template(made, "", SEVEN) == ()


def test_a_template_without_the_additions_is_refused() -> None:
    codes = {found.code for found in check_template(build_word_template(FORM), "", SEVEN)}
    assert "T-09" in codes


def test_the_word_report_has_all_of_it_in_order() -> None:
    document = printed(FILLED)
    assert prove(document, FILLED, SEVEN) == (203, ())
    lines = [block for block in read_back(document) if isinstance(block, str) and block]
    assert lines[-2:] == ["青禾县财政局", "2025年1月15日"]
    assert "五、收取信息处理费情况" in lines
    assert any("办公时间：工作日8:30至17:30" in line for line in lines)


def test_a_closing_that_is_left_out_fails_the_proof() -> None:
    signed = replace(SEVEN, closing=(*SEVEN.closing, "青禾县人民政府办公室"))
    (found,) = prove(printed(FILLED), FILLED, signed).findings
    assert (found.code, found.subject) == ("P-03", "落款")


def test_a_date_that_was_not_filled_in_prints_nothing() -> None:
    undated = replace(FILLED, entries={**FILLED.entries, "落款日期": Entry("")})
    lines = [block for block in read_back(printed(undated)) if isinstance(block, str) and block]
    assert lines[-1] == "青禾县财政局"
    assert prove(printed(undated), undated, SEVEN).findings == ()


def test_the_web_page_has_all_of_it() -> None:
    page = render_page(FILLED, SEVEN)
    assert prove_html(page, FILLED, SEVEN, "甲.html") == ()
    assert "2025年1月15日" in page.decode()
    assert b"closing" not in render_page(report(), FORM)


def test_the_names_that_templates_have_besides_are_taken() -> None:
    own = {*FORM.tables, *FORM.narratives, *(item.key for item in FORM.fields)}
    own |= {section.title for section in FORM.sections}
    assert template_names(report(), FORM).keys() - own <= {*TAKEN}


def test_a_workbook_without_a_place_for_the_additions_comes_back_with_one() -> None:
    content = fill_workbook(report())
    outcome = convert_workbook(content, "测试.xlsx", Job(None, 2024, form=SEVEN))
    assert [found.code for found in outcome.findings if found.severity is Severity.ERROR] == ["D-07", "D-07"]
    made = returned_copy(content, outcome)
    assert made is not None
    copy, is_refilled = made
    assert is_refilled
    reading = read_workbook(copy, "测试.xlsx", SEVEN)
    assert reading.report is not None
    assert told(reading, "local") == []
    assert [p.text for p in reading.report.passages["改进情况"]] == [*TEXTS["改进情况"]]
    first = next(sheet for sheet in read_xlsx(copy).sheets)
    said = " ".join(cell.raw for cell in first.cells.values())
    assert "不是按现在的要求做的" in said
    assert "政务公开培训情况" in said


def test_rules_about_what_was_left_out_change_nothing() -> None:
    rules = b'[C-31]\noff = "\xe4\xb8\x8d\xe7\x94\xa8"'
    assert parse_rules(rules, "规则.toml", SEVEN).off == {}
    assert parse_rules(rules, "规则.toml", FORM).off == {"C-31": "不用"}


@pytest.mark.slow
def test_processes_know_the_form_too(tmp_path: Path) -> None:
    for name in ("甲局", "乙局", "丙局"):
        filled = replace(FILLED, entries={**FILLED.entries, "机关名称": Entry(name)})
        (tmp_path / f"{name}.xlsx").write_bytes(fill_workbook(filled))
    job = Job(built_templates(SEVEN), 2024, form=SEVEN)
    batch = convert_folder(tmp_path, tmp_path / "结果", job, jobs=2)
    assert [outcome.figures_verified for outcome in batch.outcomes] == [203] * 3
    assert all(outcome.report is not None and outcome.report.form is SEVEN for outcome in batch.outcomes)


@pytest.mark.slow
def test_the_commands_follow_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "地方要求.toml"
    assert cli.main(["local", "-o", str(file)]) == cli.OK
    assert "放在年度文件夹里、名称是“地方要求.toml”的，自动使用" in capsys.readouterr().out
    file.write_text(SEVEN_SECTIONS, encoding="utf-8")
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "甲.xlsx").write_bytes(fill_workbook(FILLED))
    common = ["--local", str(file)]
    blank, output = tmp_path / "空白.xlsx", tmp_path / "结果"
    assert cli.main(["template", "--year", "2024", "-o", str(blank), *common]) == cli.OK
    assert "五、收取信息处理费" in {sheet.name for sheet in read_xlsx(blank.read_bytes()).sheets}
    assert cli.main(["word-template", "-o", str(tmp_path / "模板"), *common]) == cli.OK
    made = sorted((tmp_path / "模板").glob("*.docx"))
    assert {WordTemplate.of(path.read_bytes()).digest for path in made} == {
        template.digest for template in built_templates(SEVEN).values()
    }
    given = [str(tmp_path / "收件"), "-o", str(output), "--html", "--year", "2024", *common]
    assert cli.main(["convert", *given]) == cli.OK, capsys.readouterr()
    (document,) = (output / "Word报告").glob("*.docx")
    assert "五、收取信息处理费情况" in read_back(document.read_bytes())
    assert "发出收费通知（件）" in (output / "HTML" / "data.csv").read_text(encoding="utf-8")
    rolled = [
        str(tmp_path / "收件"),
        "-o",
        str(tmp_path / "汇总"),
        "--name",
        "青禾县人民政府",
        "--year",
        "2024",
    ]
    assert cli.main(["rollup", *rolled, *common]) == cli.OK
    (summed,) = (tmp_path / "汇总").glob("青禾县*.xlsx")
    reading = read_workbook(summed.read_bytes(), summed.name, SEVEN)
    assert reading.report is not None
    assert next(f.value for ref, f in reading.report.figures.items() if ref.table == "六一") == 2
    file.write_text('[[item]]\nsection = "一"', encoding="utf-8")
    assert cli.main(["convert", *given]) == cli.MISUSE
