"""Workbooks for a whole roster: named, prefilled, known again when they come back."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.batch.last_year import last_year_from
from converter.checks import check_report
from converter.desk.issue import (
    NOTHING,
    Carried,
    Sending,
    carried_over,
    prefilled_workbook,
    prefilled_workbooks,
)
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Reason, Value
from converter.report.roster import Roster, RosterEntry
from converter.results.result import to_json
from converter.system.errors import UsageError
from converter.system.zips import write_zip
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import blank_roster
from tests.reports import FIGURES, REFS, report
from tests.workbooks import fill_workbook

FINANCE = RosterEntry(
    "青禾县财政局",
    "财政局",
    ("青禾县财税局",),
    "县级部门",
    code="A01",
    contact="张三",
    phone="0000-0000001",
)
TOWN = RosterEntry("青禾县白鹭镇人民政府", "", (), "乡镇街道")
ROSTER = Roster((FINANCE, TOWN), form=FORM)
LAST: dict[str, Value] = {**FIGURES, "二.r2.c3": 10}


def roster_file(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    book = load_workbook(io.BytesIO(blank_roster(FORM)))
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "机关名称")
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            sheet.cell((head.row or 0) + number, (head.column or 0) + place, text)
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def test_a_workbook_carries_name_category_contacts_and_identity() -> None:
    reading = read_workbook(prefilled_workbook(FINANCE, FORM, 2025), "财政局.xlsx")
    assert reading.report is not None
    filled = {key: entry.text for key, entry in reading.report.entries.items() if entry.text}
    assert filled == {
        "机关名称": "青禾县财政局", "机关类别": "县级部门", "年度": "2025",
        "统计起": "2025年1月1日", "统计止": "2025年12月31日", "联系电话": "0000-0000001",
        "填报联系人": "张三",
    }  # fmt: skip
    assert reading.report.identity == {
        "单位代码": "A01", "单位名称": "青禾县财政局", "格式": "2021", "模板版本": "2026.2",
    }  # fmt: skip


@pytest.mark.parametrize("phone", ["13800000000", "0537-6558690、138 0000 0000", "5376558690"])
def test_a_private_or_a_wrong_telephone_is_not_prefilled(phone: str) -> None:
    entry = replace(FINANCE, phone=phone, contact_phone="13900000000")
    reading = read_workbook(prefilled_workbook(entry, FORM, 2025), "财政局.xlsx")
    assert reading.report is not None
    assert (reading.report.entries["联系电话"].text, reading.report.entries["填报联系人"].text) == (
        "",
        "张三",
    )


def test_identity_stands_in_the_file_properties_too() -> None:
    with zipfile.ZipFile(io.BytesIO(prefilled_workbook(FINANCE, FORM, 2025))) as archive:
        root = etree.fromstring(archive.read("docProps/custom.xml"))
    properties = {item.get("name"): item[0].text for item in root}
    assert properties.pop("xxgk-stamp")
    assert properties == {"xxgk-agency": "A01", "xxgk-edition": "2021", "xxgk-template": "2026.2"}


def test_an_agency_without_a_code_has_an_identity_that_stays() -> None:
    first, again = (read_workbook(prefilled_workbook(TOWN, FORM, year), "").report for year in (2024, 2025))
    assert first is not None
    assert again is not None
    assert first.identity["单位代码"] == again.identity["单位代码"] != ""


def test_files_are_numbered_in_roster_order_and_named_by_the_short_name() -> None:
    assert [name for name, _, _ in prefilled_workbooks(ROSTER, 2025)] == [
        "01-财政局-2025.xlsx",
        "02-青禾县白鹭镇人民政府-2025.xlsx",
    ]


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        next(prefilled_workbooks(ROSTER, 25))


def last_year_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "上年"
    folder.mkdir()
    former = report(LAST, {"机关名称": "青禾县财税局", "年度": "2024"})
    (folder / "a.xlsx").write_bytes(fill_workbook(former))
    return folder


@pytest.mark.parametrize("source", ["folder", "result.json"])
def test_last_years_figures_come_from_workbooks_or_a_result_by_any_name(tmp_path: Path, source: str) -> None:
    path = last_year_folder(tmp_path)
    if source == "result.json":
        result = tmp_path / "result.json"
        result.write_bytes(to_json(convert_folder(path, None, Job(None))))
        path = result
    last = carried_over(last_year_from(path, FORM, 2025), FINANCE, ROSTER, 2025)
    reading = read_workbook(prefilled_workbook(FINANCE, FORM, 2025, last), "财政局.xlsx")
    assert reading.report is not None
    known = {ref.key: figure.value for ref, figure in reading.report.last_year.items()}
    assert known == {
        **{f"三.r25.c{column}": LAST.get(f"三.r25.c{column}", 0) for column in range(1, 7)},
        "二.r1.c3": 0,
        "二.r2.c3": 10,
    }


def test_last_years_cells_are_locked_and_labelled() -> None:
    book = load_workbook(
        io.BytesIO(prefilled_workbook(FINANCE, FORM, 2025, Carried({REFS["三.r25.c1"]: 7}, {})))
    )
    sheet = book["三、依申请公开"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 7)
    assert cell.protection.locked
    assert str(sheet.cell(cell.row or 0, 2).value).startswith("上年数：四、结转下年度继续办理 自然人")


def test_figures_that_do_not_continue_last_years_are_asked_about() -> None:
    last = Carried({REFS["三.r25.c1"]: 7, REFS["二.r2.c3"]: 10}, {})
    prefilled = read_workbook(prefilled_workbook(FINANCE, FORM, 2025, last), "").report
    assert prefilled is not None
    filled = replace(report(), last_year=prefilled.last_year)
    back = read_workbook(fill_workbook(filled), "x.xlsx").report
    assert back is not None
    found = [(f.code, f.cell, f.found, f.expected, f.severity) for f in check_report(back)]
    assert found == [("X-01", "E10", "1", "7", Severity.WARNING)]  # 10 + 3 - 1 = 12 are in force


@pytest.mark.parametrize("source", ["folder", "result.json"])
def test_website_address_and_telephone_come_from_last_years_report(tmp_path: Path, source: str) -> None:
    path = last_year_folder(tmp_path)
    if source == "result.json":
        result = tmp_path / "result.json"
        result.write_bytes(to_json(convert_folder(path, None, Job(None))))
        path = result
    last, before = last_year_from(path, FORM, 2025), report().entries
    silent = replace(FINANCE, phone="")
    for entry, phone in ((FINANCE, FINANCE.phone), (silent, before["联系电话"].text)):
        roster = Roster((entry,), form=FORM)
        content = prefilled_workbook(entry, FORM, 2025, carried_over(last, entry, roster, 2025))
        read = read_workbook(content, "").report
        assert read is not None
        for key in ("网站名称", "网址", "地址", "邮编", "传真", "邮箱"):
            assert read.entries[key].text == before[key].text
        assert before["网址"].text
        assert read.entries["联系电话"].text == phone  # what the roster says counts more
        assert read.entries["机关名称"].text == "青禾县财政局"
        assert read.entries["年度"].text == "2025"


def test_figures_of_a_report_with_errors_are_not_carried_but_its_address_is(tmp_path: Path) -> None:
    folder = tmp_path / "上年"
    folder.mkdir()
    wrong = report({**LAST, "三.r25.c1": 900}, {"机关名称": "青禾县财税局", "年度": "2024"})
    (folder / "a.xlsx").write_bytes(fill_workbook(wrong))
    found = carried_over(last_year_from(folder, FORM, 2025), FINANCE, ROSTER, 2025)
    assert found.figures == {}
    assert found.entries["地址"] == wrong.entries["地址"].text


@pytest.mark.parametrize(
    ("due", "shown"),
    [("1月20日", "2026年1月20日"), ("1月底", "1月底"), ("", None)],
)
def test_the_day_is_one_of_the_year_after_the_reported_one(due: str, shown: str | None) -> None:
    back = read_workbook(prefilled_workbook(FINANCE, FORM, 2025, sending=Sending("甲", due)), "").report
    assert back is not None
    assert (back.identity.get("报送至"), back.identity.get("报送期限")) == ("甲", shown)


def test_reports_of_another_year_are_not_last_years(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2025"):
        last_year_from(last_year_folder(tmp_path), FORM, 2026)


def test_a_body_that_merged_or_split_gets_no_figures_by_guess(tmp_path: Path) -> None:
    folder = last_year_folder(tmp_path)
    other = report(LAST, {"机关名称": "青禾县扶贫办", "年度": "2024"})
    (folder / "b.xlsx").write_bytes(fill_workbook(other))
    last = last_year_from(folder, FORM, 2025)
    merged = RosterEntry("青禾县大局", "", ("青禾县财税局", "青禾县扶贫办"), "县级部门")
    assert carried_over(last, merged, Roster((merged,), form=FORM), 2025) == NOTHING
    twins = Roster(
        tuple(RosterEntry(name, "", ("青禾县财税局",), "县级部门") for name in ("甲局", "乙局")), form=FORM
    )
    assert [carried_over(last, twin, twins, 2025) for twin in twins.entries] == [NOTHING] * 2


def test_two_reports_of_one_agency_are_no_ground_to_stand_on(tmp_path: Path) -> None:
    folder = last_year_folder(tmp_path)
    other = report({**LAST, "二.r2.c3": 11}, {"机关名称": "青禾县财税局", "年度": "2024"})
    (folder / "b.xlsx").write_bytes(fill_workbook(other))
    assert carried_over(last_year_from(folder, FORM, 2025), FINANCE, ROSTER, 2025) == NOTHING


@pytest.mark.parametrize("content", ["", "{}", '{"outcomes": [{"figures": {"x": "1"}}]}', "[1]"])
def test_a_file_that_holds_no_figures_of_last_year_is_misuse(tmp_path: Path, content: str) -> None:
    path = tmp_path / "上年.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="上年数"):
        last_year_from(path, FORM, 2025)


def test_the_commands_write_a_roster_and_a_workbook_per_agency(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["roster", "-o", str(tmp_path / "空白名单.xlsx")]) == cli.OK
    filled = roster_file(
        tmp_path,
        ("青禾县财政局", "财政局", "", "县级部门"),
        ("青禾县白鹭镇人民政府", "白鹭镇", "", "乡镇街道"),
    )
    out = tmp_path / "下发"
    last = last_year_folder(tmp_path)
    status = cli.main(["issue", str(filled), "--year", "2025", "-o", str(out), "--last-year", str(last)])
    said = capsys.readouterr().out
    assert status == cli.OK
    assert sorted(path.name for path in out.iterdir()) == ["01-财政局-2025.xlsx", "02-白鹭镇-2025.xlsx"]
    assert "2 个单位没有可用的上年数" in said


def roster_of(tmp_path: Path, *agencies: str) -> Path:
    return roster_file(tmp_path, *((agency, "", "", "县级部门") for agency in agencies))


def issue(tmp_path: Path, *agencies: str) -> tuple[int, dict[str, bytes]]:
    """Issue to these agencies; the status and the files that are there then."""
    out = tmp_path / "下发"
    status = cli.main(["issue", str(roster_of(tmp_path, *agencies)), "--year", "2025", "-o", str(out)])
    return status, {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def typed_into(path: Path) -> bytes:
    """An issued workbook into which an agency typed, saved by another program."""
    book = load_workbook(path)
    book["填报首页"]["C11"] = "青禾路 1 号"
    book.save(path)
    return path.read_bytes()


def test_what_an_agency_filled_in_is_never_issued_again_and_what_is_missing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, first = issue(tmp_path, "甲局", "乙局")
    assert (status, list(first)) == (cli.OK, ["01-甲局-2025.xlsx", "02-乙局-2025.xlsx"])
    filled = typed_into(tmp_path / "下发" / "01-甲局-2025.xlsx")
    capsys.readouterr()
    status, second = issue(tmp_path, "甲局", "乙局", "丙局")
    said = capsys.readouterr().out
    assert status == cli.OK
    assert second == {
        "01-甲局-2025.xlsx": filled,
        "02-乙局-2025.xlsx": first["02-乙局-2025.xlsx"],
        "03-丙局-2025.xlsx": second["03-丙局-2025.xlsx"],
    }
    assert "已为 1 个单位生成" in said
    assert "没有变化的 1 份" in said
    assert "没有覆盖，也没有另外生成：\n  01-甲局-2025.xlsx（甲局）" in said


def test_an_agency_that_moved_on_the_roster_keeps_what_it_filled_in_and_gets_no_second_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(tmp_path, "甲局", "乙局")
    filled = typed_into(tmp_path / "下发" / "01-甲局-2025.xlsx")
    capsys.readouterr()
    _, files = issue(tmp_path, "丙局", "甲局", "乙局")
    assert list(files) == ["01-丙局-2025.xlsx", "01-甲局-2025.xlsx", "03-乙局-2025.xlsx"]
    assert files["01-甲局-2025.xlsx"] == filled
    assert "03-乙局-2025.xlsx（原来是 02-乙局-2025.xlsx）" in capsys.readouterr().out


def test_an_untouched_workbook_follows_the_roster(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    issue(tmp_path, "甲局")
    out, changed = tmp_path / "下发", roster_file(tmp_path, ("甲局", "", "", "乡镇街道"))
    capsys.readouterr()
    assert cli.main(["issue", str(changed), "--year", "2025", "-o", str(out)]) == cli.OK
    assert "表还没有填写的，重新生成 1 份：\n  01-甲局-2025.xlsx" in capsys.readouterr().out
    again = read_workbook((out / "01-甲局-2025.xlsx").read_bytes(), "").report
    assert again is not None
    assert again.category == "乡镇街道"


def test_any_file_that_stands_in_the_way_of_an_issued_workbook_stays(tmp_path: Path) -> None:
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / "01-甲局-2025.xlsx").write_bytes(fill_workbook(report()) + b"x")
    (tmp_path / "下发" / "02-乙局-2025.xlsx").write_bytes("便条".encode())
    before = {path.name: path.read_bytes() for path in (tmp_path / "下发").iterdir()}
    status, files = issue(tmp_path, "甲局", "乙局")
    assert (status, files) == (cli.OK, before)


def test_a_workbook_of_an_earlier_version_counts_as_ours_where_it_is_the_same(tmp_path: Path) -> None:
    _, first = issue(tmp_path, "甲局")
    path = tmp_path / "下发" / "01-甲局-2025.xlsx"
    path.write_bytes(without_stamp(first[path.name]))
    assert issue(tmp_path, "甲局")[1] == first


def without_stamp(content: bytes) -> bytes:
    """A workbook as it was written before there were stamps."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    stamp = re.compile(rb'<property xmlns[^>]*name="xxgk-stamp".*?</property>')
    return write_zip([(name, stamp.sub(b"", part)) for name, part in parts])


def test_a_bad_roster_is_told_row_by_row_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = roster_file(tmp_path, ("甲局", "", "", "局"), ("乙局", "", "", ""), ("甲局", "", "", "县级部门"))
    out = tmp_path / "下发"
    assert cli.main(["issue", str(filled), "--year", "2025", "-o", str(out)]) == cli.FOUND
    said = capsys.readouterr().out
    assert said.count("错误 R-") == 3
    assert not out.exists()


def test_reasons_answer_warnings_and_go_into_the_result(tmp_path: Path) -> None:
    warned = report({**FIGURES, "二.r2.c3": 1})
    explained = report({**FIGURES, "二.r2.c3": 1}, {"机关名称": "青禾县民政局"})
    answers = (Reason("B-06", "二、主动公开", "E9", "部分文件年内失效。"), Reason("B-06", "", "E8", "无关"))
    explained = replace(explained, reasons=answers)
    (tmp_path / "a.xlsx").write_bytes(fill_workbook(warned))
    (tmp_path / "b.xlsx").write_bytes(fill_workbook(explained))
    open_one, answered = json.loads(to_json(convert_folder(tmp_path, None, Job(None))))["outcomes"]
    assert (open_one["status"], answered["status"]) == ("to_confirm", "passed")
    assert [(f["code"], f.get("reason")) for f in answered["findings"]] == [
        ("B-06", "部分文件年内失效。"),
        ("A-13", None),
    ]


@pytest.mark.parametrize(
    ("code", "sheet", "cell"),
    [
        ("b-06", "二、主动公开", "$E$9"),
        ("B-06", "二", "e9"),
        ("B-06", "主动公开", " E9 "),
        ("Ｂ-06", "", "E9"),
        ("b06", "表二", "E9"),
        ("B—06", "二、主动公开政府信息情况", "E9"),
    ],
)
def test_a_reason_is_understood_as_a_clerk_writes_it(
    tmp_path: Path, code: str, sheet: str, cell: str
) -> None:
    warned = replace(report({**FIGURES, "二.r2.c3": 1}), reasons=(Reason(code, sheet, cell, "属实。"),))
    (tmp_path / "a.xlsx").write_bytes(fill_workbook(warned))
    assert convert_folder(tmp_path, None, Job(None)).outcomes[0].status == "passed"


def test_a_reason_of_another_sheet_answers_nothing(tmp_path: Path) -> None:
    other = Reason("B-06", "三、依申请公开", "E9", "属实。")
    warned = replace(report({**FIGURES, "二.r2.c3": 1}), reasons=(other,))
    (tmp_path / "a.xlsx").write_bytes(fill_workbook(warned))
    assert convert_folder(tmp_path, None, Job(None)).outcomes[0].status == "to_confirm"


def test_an_error_cannot_be_explained_away(tmp_path: Path) -> None:
    excuse = Reason("B-03", "", "E9,E10,E32,E33", "就是这样。")
    wrong = replace(report({**FIGURES, "三.r25.c1": 0}), reasons=(excuse,))
    (tmp_path / "a.xlsx").write_bytes(fill_workbook(wrong))
    outcome = convert_folder(tmp_path, None, Job(None)).outcomes[0]
    assert outcome.status == "returned"
    assert {f.code for f in outcome.findings} == {"B-03", "A-13"}
