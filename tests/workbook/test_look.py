"""The workbook as its first readers see it: what stands where, what can be read, what is printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from converter.desk.issue import Carried, Sending, prefilled_workbook
from converter.form import FORM, Form
from converter.form.editions import EDITIONS, edition
from converter.report.report import DUE, SEND_TO, Figure, Report
from converter.report.roster import RosterEntry
from converter.workbook.layout.other_sheets import PARAGRAPHS, TEXT_WIDTHS
from converter.workbook.layout.sheets import Sheet, line_count
from converter.workbook.layout.styles import BASE, SIGNALS, STYLES
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.marked.listing import _HEADS
from converter.workbook.marked.marks import COLOURS
from converter.workbook.marked.styles import _LOOKS
from converter.workbook.read.reader import read_workbook
from tests.reports import REFS, report
from tests.workbooks import blank_workbook, fill_workbook, opened, stored_values

SCREEN = 1366 - 56
"""Pixels of a small screen beside the row numbers and the scroll bar."""
CHARACTER, MARGIN = 8, 5
"""Pixels of a digit in 宋体 11, by which widths are counted, and of the margins of a column."""
LEAST = 4.5
"""The contrast that text needs (WCAG 2, AA)."""

FINANCE = RosterEntry("青禾县财政局", "财政局", (), "县级部门", code="A01", phone="0000-0000001")
LAST = {
    **{REFS[f"三.r25.c{column}"]: value for column, value in enumerate((2, 1, 0, 0, 0, 0), start=1)},
    REFS["二.r2.c3"]: 14,
}


def carried(values: Mapping[Any, int]) -> Report:
    return replace(report(), last_year={ref: Figure(value) for ref, value in values.items()})


@pytest.mark.parametrize("form", [edition(key) for key in EDITIONS], ids=list(EDITIONS))
def test_nothing_lies_beyond_a_small_screen(form: Form) -> None:
    widths = {
        sheet.name: sum(CHARACTER * width + MARGIN for width in sheet.widths[1:])
        for sheet in layout(form)
        if not sheet.hidden
    }
    widths["退回说明"] = sum(CHARACTER * width + MARGIN for _, width in _HEADS)
    assert {name: width for name, width in widths.items() if width > SCREEN} == {}


def luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2)."""
    parts = [int(colour.lstrip("#")[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_black_on_white_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#7A7F8A", "#FFFFFF") < LEAST


def test_every_text_can_be_read_on_its_ground() -> None:
    looks = {name: (look.get("font_color", BASE["font_color"]), look) for name, look in STYLES.items()}
    looks |= {word: (look["font_color"], look) for word, look in SIGNALS.items()}
    found = {name: contrast(ink, look.get("bg_color", "#FFFFFF")) for name, (ink, look) in looks.items()}
    for name, parts in _LOOKS.items():
        ground = "FFFFFF" if "fgColor" not in parts.fill else parts.fill.split('fgColor rgb="FF')[1][:6]
        found[f"退回说明 {name}"] = contrast(parts.font.split('color rgb="FF')[1][:6], ground)
    found |= {severity.value: contrast(BASE["font_color"], colour) for severity, colour in COLOURS.items()}
    assert {name: value for name, value in found.items() if value < LEAST} == {}


def test_the_first_sheet_says_what_to_do_to_whom_and_until_when() -> None:
    sending = Sending("县政府办公室政务公开科，电话 0000-0000002", "1月20日")
    content = prefilled_workbook(FINANCE, FORM, 2025, sending=sending)
    shown, printed = stored_values(content, "填报首页"), opened(content)["填报首页"]
    assert shown["D3"] == "报送至：县政府办公室政务公开科，电话 0000-0000002\n报送期限：2026年1月20日"
    assert [line[:2] for line in str(printed["C3"].value).split("\n")] == ["1.", "2.", "3."]
    back = read_workbook(content, "a.xlsx").report
    assert back is not None
    assert (back.identity[SEND_TO], back.identity[DUE]) == (sending.to, "2026年1月20日")
    assert stored_values(fill_workbook(back), "填报首页")["D3"] == shown["D3"]  # a returned copy says so too


def test_without_a_day_the_first_sheet_says_who_tells_it() -> None:
    shown = stored_values(blank_workbook(2024), "填报首页")["D3"]
    assert shown == "报送至：下发本表的县级主管部门\n报送期限：按县级主管部门的通知"


def test_last_years_figures_stand_in_the_row_that_continues_them() -> None:
    content = prefilled_workbook(FINANCE, FORM, 2025, Carried(LAST, {}))
    assert stored_values(content, "三、依申请公开")["L10"] == (
        "上年“四、结转下年度继续办理”共 3　自然人 2　商业企业 1"
    )
    assert stored_values(content, "二、主动公开")["F9"] == "上年“现行有效件数”：14"
    assert not stored_values(blank_workbook(2024), "三、依申请公开").get("L10")


def test_what_is_wrong_in_a_row_takes_the_place_of_last_years_figures() -> None:
    shown = stored_values(fill_workbook(carried({REFS["二.r2.c3"]: 20})), "二、主动公开")
    assert shown["F9"] == "按上年数应为 22，差 10"


def test_last_years_figure_is_told_where_its_cell_is_chosen() -> None:
    content = prefilled_workbook(FINANCE, FORM, 2025, Carried(LAST, {}))
    told = {
        str(rule.sqref): rule.prompt
        for name in ("二、主动公开", "三、依申请公开")
        for rule in opened(content)[name].data_validations.dataValidation
        if rule.promptTitle == "上年的数"
    }
    assert told["E10"] == (
        "上年“四、结转下年度继续办理”（自然人）是 2。一般照填；属实不一样的，请写情况说明。"
    )
    assert told["E9"] == (
        "上年“现行有效件数”（现行有效件数）是 14。"
        "加“本年制发件数”、减“本年废止件数”，应是这里的数；属实不一样的，请写情况说明。"
    )


def test_prompts_come_only_where_they_say_something_new() -> None:
    prompts = {
        sheet.title: [str(r.sqref) for r in sheet.data_validations.dataValidation if r.prompt]
        for sheet in opened(blank_workbook(2024))
    }
    assert prompts["填报首页"] == []  # the help stands beside each field
    assert prompts["三、依申请公开"] == ["E4:F4", "E9"]  # the state, and how numbers are written
    assert prompts["二、主动公开"] == ["C4", "C8", "C19:E19"]  # an amount in 万元 besides


def test_hidden_sheets_have_no_print_area() -> None:
    book = opened(blank_workbook(2024))
    hidden = {sheet.title for sheet in book if sheet.sheet_state == "hidden"}
    assert hidden == {"标识", "核对", "预览"}
    assert {sheet.title for sheet in book if sheet.print_area} == {s.title for s in book} - hidden


@pytest.mark.parametrize("form", [edition(key) for key in EDITIONS], ids=list(EDITIONS))
def test_printed_texts_show_in_full(form: Form) -> None:
    """Each row is as high as its texts need; an example has the rows of its paragraphs."""
    short = [
        (sheet.name, cell.text)
        for sheet in layout(form)
        for cell in sheet.cells
        if cell.text and cell.column and cell.kind not in ("key", "title")
        if not sheet.hidden and cell.row not in sheet.unseen
        if height(sheet, cell.row, cell.rowspan) < size(cell.kind) * 1.25 * lines(sheet, cell)
    ]
    assert short == []


def height(sheet: Sheet, row: int, rows: int) -> float:
    return sum(sheet.heights.get(each, 15.0) for each in range(row, row + rows))


def size(kind: str) -> float:
    return float(STYLES[kind].get("font_size", BASE["font_size"]))


def lines(sheet: Sheet, cell: Any) -> int:
    # widths count the digits of 宋体 11; smaller letters find more room
    return line_count(
        cell.text, sum(sheet.widths[cell.column : cell.column + cell.colspan]) * 11 / size(cell.kind)
    )


def test_examples_have_room_beside_their_paragraphs() -> None:
    for narrative in FORM.narratives.values():
        assert line_count(narrative.example, TEXT_WIDTHS[3]) * 13 <= 15 * PARAGRAPHS


def test_a_long_name_a_long_preview_and_a_long_reason_show_in_full() -> None:
    long = "青禾县望桥国家级高新技术产业开发区生态环境和自然资源综合行政执法管理服务中心筹备处"
    text = "本年新收【#新收申请】件。" + "公开政策文件和办事指南，方便不同年龄的群众查阅。" * 4
    book = opened(fill_workbook(report(entries={"机关名称": long}, texts={"总述": (text,)})))
    assert (book["填报首页"].row_dimensions[6].height or 0) >= 2 * 15
    needed = line_count(text, TEXT_WIDTHS[4]) * 15
    assert (book["一、总体情况"].row_dimensions[6].height or 0) >= needed - 15


def test_tables_have_no_gaps_below_them() -> None:
    for sheet in layout(FORM):
        if sheet.section is not None and any(table.required for table in sheet.section.tables):
            used = {row for cell in sheet.cells for row in range(cell.row, cell.row + cell.rowspan)}
            empty = [row for row in range(1, sheet.rows) if row not in used and row not in sheet.unseen]
            assert all(sheet.heights.get(row, 15.0) <= 15 for row in empty)
            assert all(row + 1 not in empty for row in empty)


EARLIER = sorted((Path(__file__).parent.parent / "data" / "layouts").glob("*.xlsx"))


@pytest.mark.parametrize("path", EARLIER, ids=[path.stem for path in EARLIER])
def test_a_workbook_of_an_earlier_layout_is_read_without_a_loss(path: Path) -> None:
    """The files are samples as that version wrote them: all is found by keys, nothing counts as stray."""
    content = path.read_bytes()
    reading = read_workbook(content, path.name)
    assert reading.report is not None
    assert {(f.code, f.variant) for f in reading.findings} == {("F-09", "version")}
    again = read_workbook(fill_workbook(reading.report), path.name).report
    assert again is not None
    for part in ("figures", "passages", "entries", "last_year", "notes", "reasons", "states"):
        assert values(getattr(reading.report, part)) == values(getattr(again, part))
    assert reading.report.last_year


def values(part: Any) -> Any:
    """What was filled in, without its places."""
    if isinstance(part, Mapping):
        return {key: values(value) for key, value in part.items()}
    if isinstance(part, tuple) and not hasattr(part, "_fields"):
        return [values(value) for value in part]
    return getattr(part, "value", getattr(part, "text", None)) if part is not None else None


def test_equal_contents_give_equal_bytes() -> None:
    made = [
        prefilled_workbook(FINANCE, FORM, 2025, Carried(LAST, {}), Sending("甲", "1月20日")) for _ in "ab"
    ]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert len(made[0]) <= 60_000, archive.namelist()
