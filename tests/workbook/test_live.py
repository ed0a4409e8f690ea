"""The workbook while it is filled in: live checks, previews of quoted figures, validations."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any

import pytest
from openpyxl import load_workbook

from converter.checks import check_report
from converter.checks.reasons import attach_reasons
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Entry, Figure, Paragraph, Reason, Report
from converter.workbook.layout.sheets import Cell
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.check_sheet import ASK, GOOD, TO_FILL, WRONG
from converter.workbook.write.validation import MESSAGE, TITLE, _validate
from converter.workbook.write.workbook import blank_report
from tests.libreoffice import Conversions, Order
from tests.parity import Parity, Typed
from tests.reports import FIGURES, REFS, TEXTS, report, reread, with_figure
from tests.workbooks import blank_workbook, fill_workbook, opened, stored_values

PARITY = Parity(FORM)

ALLOWED = {
    "IF", "SUM", "COUNT", "COUNTA", "AND", "OR", "NOT", "ISNUMBER", "ISERROR", "ISBLANK", "ISTEXT", "ROUND",
    "ABS", "INT", "LEN", "LEFT", "MID", "VALUE", "TRIM", "UPPER", "SUBSTITUTE", "FIND", "SEARCH",
    "IFERROR", "COUNTIF", "COUNTIFS", "DATEVALUE", "YEAR", "CHAR",
}  # fmt: skip
"""Functions that Excel 2010, WPS and LibreOffice share."""


def light(of: Report) -> object:
    return stored_values(fill_workbook(of), "填报首页")["B4"]


def test_a_correct_workbook_may_be_handed_in() -> None:
    assert light(report()) == "表内核对通过，文字由县里核对"


def test_a_workbook_that_is_not_filled_in_has_not_passed_anything() -> None:
    issued = replace(blank_report(FORM, 2024), last_year={REFS["三.r25.c1"]: Figure(118)})
    page = stored_values(fill_workbook(issued), "填报首页")
    words = {page[f"C{at[1:]}"]: word for at, word in page.items() if at[0] == "B" and f"C{at[1:]}" in page}
    passed = {label for label, word in words.items() if word == "通过"}
    assert passed == {"年度已填写", "统计起已填写", "统计止已填写"}  # which are given
    assert words["表三：前六列之和＝总计"] == words["文字中引用的【#名称】都认得"] == "未填"
    assert words["表三：与上年数衔接"] == "待定"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"三.r25.c1": 0}, "还有 1 处要改"),
        ({"三.r25.c1": 0, "四.r1.c05": 9}, "还有 2 处要改"),
        ({"二.r2.c3": 1}, "表内核对通过，文字由县里核对（另有 1 处请核实）"),
    ],
)
def test_the_traffic_light_counts_what_is_wrong(changes: dict[str, int], words: str) -> None:
    assert light(report({**FIGURES, **changes})) == words


def test_the_traffic_light_tells_what_is_blank_from_what_is_wrong() -> None:
    texts = {key: words for key, words in TEXTS.items() if key != FORM.sections[-1].narratives[0].key}
    assert light(report(texts=texts)) == "还没填完：有 1 处待填"
    assert light(report({**FIGURES, "三.r25.c1": 0}, texts=texts)) == "还有 1 处要改、1 处待填"


def test_an_empty_workbook_lists_what_is_missing() -> None:
    shown = stored_values(blank_workbook(2024), "填报首页")
    assert shown["B4"] == "还没填完：有 7 处待填（另有 5 处请核实）"


def test_a_column_out_of_balance_says_the_difference_in_words() -> None:
    shown = stored_values(fill_workbook(report({**FIGURES, "三.r25.c1": 0})), "三、依申请公开")
    assert "列“自然人”：一＋二＝6，三＋四＝5，差 1　" in shown.values()
    assert "还有 1 处要改" in shown.values()


def test_the_message_of_a_wrong_total_gives_the_right_sum() -> None:
    shown = stored_values(fill_workbook(with_figure(report(), "三.r04.c7", 9)), "三、依申请公开")
    assert shown["L12"] == "填的是 9，前六列之和是 2，差 7"


def test_regulations_of_a_body_that_cannot_make_them_have_a_message_in_their_row() -> None:
    shown = stored_values(fill_workbook(report({**FIGURES, "二.r1.c3": 2})), "二、主动公开")
    assert shown["F8"] == "规章填有 2"


def test_of_several_totals_in_a_row_the_wrong_one_is_named() -> None:
    shown = stored_values(fill_workbook(with_figure(report(), "四.r1.c10", 7)), "四、复议诉讼")
    assert shown["R9"] == "行政诉讼／未经复议直接起诉／总计：填的是 7，四种结果之和是 1，差 6；"


def test_a_figure_that_does_not_continue_last_years_has_a_message_in_its_row() -> None:
    carried = replace(report(), last_year={REFS["三.r25.c1"]: Figure(7), REFS["二.r2.c3"]: Figure(12)})
    content = fill_workbook(carried)
    assert stored_values(content, "三、依申请公开")["L10"] == "自然人：按上年数应为 7，差 6；"
    assert stored_values(content, "二、主动公开")["F9"] == "按上年数应为 14，差 2"
    assert light(carried) == "表内核对通过，文字由县里核对（另有 2 处请核实）"


def test_results_without_any_application_have_a_message_in_the_row_of_new_ones() -> None:
    shown = stored_values(fill_workbook(report({"三.r03.c1": 2})), "三、依申请公开")
    assert shown["L9"] == "没有新收和结转，却填有办理结果"


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"texts": {"总述": ("新收【#新收的申请】件。",)}}, "文字中引用的【#名称】都认得"),
        ({"texts": {"总述": ("新收【#新收申请】件。",)}}, ""),
    ],
)
def test_the_checklist_finds_quoted_names_that_do_not_exist(changed: dict[str, Any], line: str) -> None:
    shown = stored_values(
        fill_workbook(report(**{**changed, "texts": {**TEXTS, **changed["texts"]}})), "填报首页"
    )
    wrong = [shown[f"C{cell[1:]}"] for cell, value in shown.items() if value == "要改" and cell[0] == "B"]
    assert wrong == ([line] if line else [])


def odd_entries() -> Typed:
    """A day that is none, a remark to nowhere and a reason without the code of its finding."""
    (at, words), *_ = PARITY.remarks["三"]
    return {
        PARITY.input_cell("entry", "统计起"): "2024年2月30日",
        at: "A1",
        words: "其中修订2件",
        PARITY.reasons[0][1]: "情况属实",
    }


FIRST, LAST, YEAR = (PARITY.input_cell("entry", key) for key in ("统计起", "统计止", "年度"))
CHECKLISTS = {
    name: PARITY.checklist_of(partial(PARITY.typed_workbook, typed))
    for name, typed in {
        "odd": odd_entries(),
        "other start": {FIRST: "2023年1月1日", LAST: datetime(2024, 12, 31), YEAR: 2024},
        "no year": {FIRST: "2023年1月1日", LAST: datetime(2023, 12, 31), YEAR: None},
    }.items()
}


@pytest.mark.libreoffice(CHECKLISTS["odd"])
def test_the_checklist_finds_an_invalid_date_a_remark_for_no_figure_and_a_reason_without_code(
    converted: Conversions,
) -> None:
    states = PARITY.computed(converted[CHECKLISTS["odd"]])
    assert (states["A-10.统计起"], states["A-12.三"], states["A-13"]) == (WRONG, WRONG, ASK)


@pytest.mark.libreoffice(CHECKLISTS["other start"], CHECKLISTS["no year"])
def test_a_period_left_from_another_year_is_in_the_checklist(converted: Conversions) -> None:
    states = PARITY.computed(converted[CHECKLISTS["other start"]])
    assert (states["A-10.统计起"], states["A-10.统计止"]) == (WRONG, GOOD)
    states = PARITY.computed(converted[CHECKLISTS["no year"]])
    assert (states["A-10.年度"], states["A-10.统计起"], states["A-10.统计止"]) == (TO_FILL, GOOD, GOOD)


def test_every_sheet_to_be_filled_keeps_its_head_in_sight() -> None:
    book = opened(blank_workbook(2024))
    frozen = {sheet.title: sheet.freeze_panes for sheet in book if sheet.sheet_state == "visible"}
    assert frozen["二、主动公开"] == "A6"
    assert frozen["三、依申请公开"] == "A9"
    assert all(frozen.values())


def test_a_reason_for_an_error_is_rejected() -> None:
    wrong = with_figure(report(), "三.r04.c7", 9)
    back, findings = reread(replace(wrong, reasons=(Reason("B-01", "三", "K12", "情况属实"),)))
    findings = attach_reasons((*findings, *check_report(back)), back.reasons)
    assert [(found.code, found.variant) for found in findings] == [("B-01", ""), ("A-13", "error")]


def test_only_functions_that_every_program_has_are_used() -> None:
    with zipfile.ZipFile(io.BytesIO(blank_workbook(2024))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    formulas = [text for sheet in sheets for text in re.findall(r"<(?:f|formula|formula1)>([^<]*)<", sheet)]
    bare = [re.sub(r'"[^"]*"|&quot;.*?&quot;', "", formula) for formula in formulas]
    used = {name for formula in bare for name in re.findall(r"([A-Z]+)\(", formula)}
    assert used <= ALLOWED
    assert max(map(len, formulas)) < 8192
    assert "{" not in "".join(bare)


def test_the_checklist_links_each_line_to_its_place() -> None:
    book = opened(blank_workbook(2024))
    home = book["填报首页"]
    linked = [cell for row in home.iter_rows() for cell in row if cell.hyperlink]
    links = {str(cell.value): cell.hyperlink.location for cell in linked if cell.hyperlink}
    assert links["机关名称已填写"] == "'填报首页'!C6"
    assert links["表三 列“自然人”：一＋二＝三＋四"] == "'三、依申请公开'!E9"
    assert all(
        location.split("!")[0].strip("'") in book.sheetnames for location in links.values() if location
    )


def test_every_input_figure_takes_numbers_only_and_says_so_in_chinese() -> None:
    book = opened(blank_workbook(2024))
    rules = {str(rule.sqref): rule for rule in book["三、依申请公开"].data_validations.dataValidation}
    assert rules["E9"].type == rules["F9:J9"].type == "whole"
    assert rules["F9:J9"].operator == "greaterThanOrEqual"
    assert rules["F9:J9"].error == "请填不小于 0 的整数，不写单位和文字；没有请填 0 或留空。"
    money = {str(r.sqref): r for r in book["二、主动公开"].data_validations.dataValidation}["C19:E19"]
    assert money.type == "decimal"


def test_a_validation_text_that_the_format_cannot_hold_is_a_bug_that_shows() -> None:
    cell = Cell(0, 0, "entry", key="年度")
    for rule in ({"input_title": "长" * (TITLE + 1)}, {"input_message": "长" * (MESSAGE + 1)}):
        with pytest.raises(ValueError, match="longer"):
            _validate(None, (cell,), {"validate": "any", **rule})


CASES = [
    report(),
    report({**FIGURES, "三.r25.c1": 0, "二.r1.c1": 2}),
    with_figure(report(), "三.r04.c7", 9),
    report(texts={"总述": ("新收【#新收申请】件，收费【#行政事业性收费】万元，【#不认识】。【典型案例】",)}),
    replace(report(), last_year={REFS["三.r25.c1"]: Figure(7), REFS["二.r2.c3"]: Figure(10)}),
    report({}, states={"三": "零报告", "四": "零报告"}),
]
MADE = [*(partial(fill_workbook, case) for case in CASES), partial(blank_workbook, 2024)]
STORED = {make: Order("xlsx", make, computed=True) for make in MADE}


@pytest.mark.libreoffice(*STORED.values())
def test_stored_values_are_what_libreoffice_computes(converted: Conversions) -> None:
    """Every formula of several workbooks, ours against LibreOffice's."""
    for ours, theirs in STORED.items():
        assert formulas(ours()) == formulas(converted[theirs])


def formulas(content: bytes) -> dict[tuple[str, tuple[int, int]], str]:
    """The stored value of every formula."""
    return {
        (sheet.name, at): f"{float(cell.raw):g}" if cell.type == "number" and cell.raw else cell.raw
        for sheet in read_xlsx(content).sheets
        for at, cell in sheet.cells.items()
        if cell.formula
    }


COUNT = 40


@cache
def generated(number: int) -> bytes:
    return PARITY.typed_workbook(PARITY.generated(COUNT)[number])


GENERATED = [PARITY.checklist_of(partial(generated, number)) for number in range(COUNT)]
TRAP = PARITY.checklist_of(PARITY.planted)


@pytest.mark.libreoffice(TRAP, *GENERATED)
def test_the_workbook_and_the_converter_agree_on_generated_fillings(converted: Conversions) -> None:
    """A smaller set of `python -m tests.parity`."""
    assert PARITY.computed(converted[TRAP])[PARITY.planted_line] == GOOD
    seen = Counter[str]()
    for number, (typed, order) in enumerate(zip(PARITY.generated(COUNT), GENERATED, strict=True)):
        states = PARITY.computed(converted[order])
        assert PARITY.disagreement(typed, generated(number), states, seen) == []
    assert len(seen) > len(PARITY.lines) / 2  # the fillings are no good workbooks alone


# --- quotes, remarks, notes ---------------------------------------------------------------------


def test_names_of_figures_are_few_and_all_different() -> None:
    names = [quote.name for quote in FORM.quotes]
    assert len(set(names)) == len(names) <= 40


def test_a_quoted_figure_is_put_into_the_text() -> None:
    typed = "新收【#新收申请】件，上年结转【#上年结转】件；收费【#行政事业性收费】万元。【典型案例】"
    back, findings = reread(report(texts={"总述": (typed,)}))
    assert back.passages["总述"][0].text == "新收7件，上年结转1件；收费24252.311082万元。【典型案例】"
    assert back.passages["总述"][0].typed == typed
    assert findings == ()


@pytest.mark.parametrize(
    "typed",
    [
        "【＃新收申请】",
        "【# 新收申请】",
        "【＃ 新收 申请】",
        "【 #新收申请】",
        "【　＃新收申请】",
        "[#新收申请]",
        "［＃新收申请］",
    ],
)
def test_a_name_is_known_in_any_width(typed: str) -> None:
    back, findings = reread(report(texts={"总述": (typed,)}))
    assert back.passages["总述"][0].text == "7"
    assert findings == ()


@pytest.mark.parametrize("typed", ["新收【#新收申请件。", "【#】", "【＃新收", "【 #新受申请】"])
def test_a_name_that_is_not_closed_or_empty_is_an_error(typed: str) -> None:
    _, findings = reread(report(texts={"总述": (typed,)}))
    assert [found.code for found in findings] == ["C-30"]


def test_other_brackets_without_a_name_of_the_form_are_ordinary_prose() -> None:
    typed = "见附件[#1]、［＃注］和[#新受申请]。"
    back, findings = reread(report(texts={"总述": (typed,)}))
    assert back.passages["总述"][0].text == typed
    assert findings == ()


def test_an_unknown_name_is_an_error_with_the_nearest_right_one() -> None:
    _, findings = reread(report(texts={"总述": ("新收【#新收的申请】件。",)}))
    (found,) = findings
    assert (found.code, found.severity, found.cell) == ("C-30", Severity.ERROR, "C6")
    assert found.expected.startswith("【#新收申请】")


def test_the_workbook_shows_next_to_a_paragraph_what_will_be_printed() -> None:
    typed = ("新收【＃新收申请】件。", "没有名称的一段。", "【#不认识】", "新收【 #新收申请】件。")
    shown = stored_values(fill_workbook(report(texts={"总述": typed})), "一、总体情况")
    assert shown["E6"] == "新收7件。"
    assert "E7" not in shown or not shown["E7"]
    assert str(shown["E8"]).startswith("（有不认识的名称）")
    assert shown["E9"] == "新收7件。"


def test_the_names_are_listed_with_their_figures() -> None:
    shown = stored_values(fill_workbook(report()), "填报说明")
    place = next(cell for cell, value in shown.items() if value == "【#新收申请】")
    assert shown[f"C{place[1:]}"] == 7


def test_a_remark_and_a_note_have_places_of_their_own() -> None:
    noted = replace(
        with_figure(report(), "二.r2.c1", 3, "（其中修订2件）"), notes={"四": Entry("注：含上年度结转数量。")}
    )
    shown = stored_values(fill_workbook(noted), "二、主动公开")
    assert shown["C9"] == 3
    assert {"C9", "其中修订2件"} <= set(shown.values())
    back, findings = reread(noted)
    assert findings == ()
    assert back.figures[REFS["二.r2.c1"]].remark == "（其中修订2件）"
    assert back.notes["四"].text == "注：含上年度结转数量。"


@pytest.mark.slow
@pytest.mark.parametrize(("at", "variant"), [("Z99", "nowhere"), ("第3行", "nowhere")])
def test_a_remark_for_no_figure_is_an_error(at: str, variant: str) -> None:
    book = opened(fill_workbook(report()))
    sheet = book["二、主动公开"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "数字说明：单元格")
    sheet.cell((head.row or 0) + 1, 2, at)
    sheet.cell((head.row or 0) + 1, 3, "其中修订2件")
    saved = io.BytesIO()
    book.save(saved)
    findings = read_workbook(saved.getvalue(), "x.xlsx").findings
    assert [(f.code, f.variant) for f in findings if f.severity is Severity.ERROR] == [("A-12", variant)]


def test_paragraphs_with_and_without_quotes_are_the_same_after_writing_and_reading() -> None:
    filled = report(texts={"总述": ("新收【#新收申请】件。",)})
    once, _ = reread(filled)
    twice, _ = reread(once)
    assert once.passages["总述"][0] == twice.passages["总述"][0]
    assert isinstance(once.passages["总述"][0], Paragraph)


def test_a_workbook_weighs_little() -> None:
    assert len(blank_workbook(2024)) <= 60_000
    assert len(layout(FORM)) == 10


def test_a_name_of_a_supporting_figure_left_blank_is_0_as_the_workbook_shows() -> None:
    typed = "发出收费通知【#收费通知件数】件。"
    back, findings = reread(report(texts={"总述": (typed,)}))
    assert back.passages["总述"][0].text == "发出收费通知0件。"
    assert findings == ()
    assert (
        stored_values(fill_workbook(report(texts={"总述": (typed,)})), "一、总体情况")["E6"]
        == "发出收费通知0件。"
    )


@pytest.mark.parametrize(
    "remark", ["（其中修订16件（含自然失效2件））", "（其中（一）类2件）", "（其中修订2件）"]
)
def test_a_remark_keeps_its_own_brackets(remark: str) -> None:
    back, findings = reread(with_figure(report(), "二.r2.c1", 3, remark))
    assert back.figures[REFS["二.r2.c1"]].remark == remark
    assert findings == ()


def test_two_remarks_for_one_figure_are_an_error() -> None:
    book = load_workbook(io.BytesIO(fill_workbook(with_figure(report(), "二.r2.c1", 3, "（其中修订2件）"))))
    sheet = book["二、主动公开"]
    first = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "其中修订2件")
    sheet.cell((first.row or 0) + 1, 2, "C9")
    sheet.cell((first.row or 0) + 1, 3, "第二条说明")
    saved = io.BytesIO()
    book.save(saved)
    findings = read_workbook(saved.getvalue(), "x.xlsx").findings
    assert [(f.code, f.variant) for f in findings if f.severity is Severity.ERROR] == [("A-12", "twice")]


DIVIDED = {("三、依申请公开", "E11"): "=1/0", ("三、依申请公开", "E9"): 2}
BROKEN = Order("xlsx", partial(PARITY.typed_workbook, DIVIDED), computed=True)


@pytest.mark.libreoffice(BROKEN)
def test_an_error_value_in_a_cell_does_not_break_the_traffic_light(converted: Conversions) -> None:
    shown = stored_values(converted[BROKEN], "填报首页")
    assert str(shown["B4"]).startswith("还有")
    assert not any(str(value).startswith("#") for value in shown.values())
