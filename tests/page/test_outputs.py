"""What the page hands out of a county: print jobs, zips, tables, backups; several problems accepted."""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Iterator
from email.policy import default
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter import cli
from converter.form import FORM
from converter.page.state import read_state
from converter.report.report import Report
from converter.report.roster import RosterEntry
from converter.results.paths import TRIAL
from converter.workbook.roster.blank import filled_roster
from converter.year.archive import backups
from converter.year.folder import MANIFEST, read_year
from converter.year.making import make_year
from tests.folders import folder, of
from tests.page.served import Served, served
from tests.page.test_serving import checked, flawed
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"
NAMES = ("青禾县甲局", "青禾县乙局", "青禾县丙局", "青禾县丁局", "青禾县戊局")
EMPTY = {"五.problems": ()}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two that passed, one returned, two without a section five, none missing but the last."""
    path = tmp_path_factory.mktemp("county") / "年报2024"
    make_year(path, COUNTY, 2024, "1月20日")
    entries = [RosterEntry(name, "", (), "县级部门", contact="张三") for name in NAMES]
    (path / "单位名单.xlsx").write_bytes(filled_roster(entries, FORM))
    files: dict[str, bytes | Report] = {"甲.xlsx": of(NAMES[0]), "乙.xlsx": fill_workbook(of(NAMES[1]))}
    files |= {"丁.xlsx": of(NAMES[3], texts=EMPTY), "丙.xlsx": flawed(NAMES[2])}
    folder(path / "收件", files)
    cli.main(["convert", "-C", str(path)])
    return path


@pytest.fixture(scope="module")
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_reports_are_one_print_job_each_from_a_new_sheet(server: Served) -> None:
    answer = server.ask(f"/报告/打印?单位={NAMES[0]}&单位={NAMES[1]}")
    assert answer.status == 200
    assert re.findall(r"<h1[^>]*>([^<]*)</h1>", answer.text) == [
        f"{name}2024年政府信息公开工作年度报告" for name in NAMES[:2]
    ]
    assert "article+article{break-before:page" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert NAMES[2] not in server.ask(f"/报告/打印?单位={NAMES[2]}").text  # returned: no report


def test_a_report_whose_workbook_changed_since_is_said_not_printed(server: Served, year: Path) -> None:
    path = year / "收件/乙.xlsx"
    before = path.read_bytes()
    try:
        path.write_bytes(fill_workbook(of(NAMES[1], {"三.r01.c1": 3, "三.r03.c1": 3})))
        page = server.ask(f"/报告/打印?单位={NAMES[0]}&单位={NAMES[1]}").text
    finally:
        path.write_bytes(before)
    assert f"{NAMES[1]}的填报表在核对以后又变了" in page
    assert len(re.findall(r"<h1", page)) == 1


def test_mails_to_several_agencies_are_a_zip_of_drafts(server: Served) -> None:
    asked = "&".join(f"单位={name}" for name in (NAMES[0], NAMES[2], NAMES[3]))
    packed = unpacked(server.ask(f"/退回件.zip?{asked}&格式=邮件").content)
    assert len(packed) == 2
    for name, content in packed.items():
        assert name.endswith("-退回.eml")
        message = email.message_from_bytes(content, policy=default)
        assert message["X-Unsent"] == "1"
        (attached,) = message.iter_attachments()
        assert str(attached.get_filename()).endswith(".xlsx")
        assert load_workbook(io.BytesIO(attached.get_content()))


def test_five_hundred_ticked_agencies_fit_into_an_address(server: Served) -> None:
    names = "&".join(f"单位=青禾县第{number}个很长很长的名称的服务中心" for number in range(500))
    assert server.ask(f"/报告/打包?格式=docx&{names}").status == 200


def test_the_log_and_the_statistics_are_workbooks(server: Served) -> None:
    log = server.ask("/记录.xlsx")
    sheet = load_workbook(io.BytesIO(log.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert {row[1] for row in rows} == {*NAMES[:4]}
    assert {row[2] for row in rows} == {"收到"}
    one = load_workbook(io.BytesIO(server.ask(f"/记录.xlsx?单位={NAMES[0]}").content)).worksheets[0]
    assert {row[1].value for row in one.iter_rows(min_row=4)} == {NAMES[0]}
    page = server.ask("/统计").text
    assert "B-01" in page
    assert "D-07" in page
    sheet = load_workbook(io.BytesIO(server.ask("/统计.xlsx").content)).worksheets[0]
    assert {"B-01", "D-07"} <= {sheet.cell(row, 2).value for row in range(4, 10)}


def test_a_trial_is_a_table_that_says_so_and_who_is_missing(server: Served, year: Path) -> None:
    assert server.ask("/汇总/试算", "POST", body={}).status == 303
    checked(server)
    assert not [*(year / "汇总").glob("*-汇总.xlsx")]
    taken = server.ask("/汇总/文件?哪个=试算")
    assert taken.content == (year / "汇总" / TRIAL).read_bytes()
    book = load_workbook(io.BytesIO(taken.content))
    sheet = book["汇总情况"]
    assert "试算，不是全县的数" in sheet["A1"].value
    assert all("试算" in str(each.oddHeader) for each in book.worksheets)
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=3)}
    assert rows[NAMES[2]][2:] == ["计入", "有错误，按要求计入"]
    assert rows[NAMES[4]][2:] == ["未计入", "还没有报送"]


def test_only_ticked_agencies_get_their_workbooks(server: Served, year: Path) -> None:
    assert server.ask("/下发/生成", "POST", body={}).status == 409
    assert server.ask("/下发/生成", "POST", body={"单位": "青禾县没有局"}).status == 409
    assert server.ask("/下发/生成", "POST", body={"单位": NAMES[1]}).status == 303
    checked(server)
    assert [path.name for path in (year / "下发").iterdir()] == [f"02-{NAMES[1]}-2024.xlsx"]
    assert "新生成 1 份" in server.ask("/下发").text


def test_a_backup_holds_every_file_and_none_is_written_over(server: Served, year: Path) -> None:
    for number in (1, 2):
        assert server.ask("/设置/备份", "POST", body={}).status == 303
        checked(server)
        assert len(backups(read_year(year))) == number
    page = server.ask("/设置").text
    name = backups(read_year(year))[0].name
    assert name in page
    packed = unpacked(server.ask(f"/设置/备份/文件?哪个={name}").content)
    assert packed["收件/甲.xlsx"] == (year / "收件/甲.xlsx").read_bytes()
    assert MANIFEST in packed
    assert not (year / MANIFEST).exists()  # the year goes on
    assert server.ask("/设置/备份/文件?哪个=../年报2024/年报.toml").status == 404


def test_web_pages_are_made_packed_and_kept_up_to_date(server: Served, year: Path) -> None:
    assert server.ask(f"/报告/打包?格式=html&单位={NAMES[0]}").status == 200
    assert server.ask("/报告/制作网页", "POST", body={}).status == 303
    checked(server)
    packed = unpacked(server.ask(f"/报告/打包?格式=html&单位={NAMES[0]}&单位={NAMES[1]}").content)
    assert len(packed) == 4
    assert all(name.endswith(".html") for name in packed)
    assert "打包下载网页" in server.ask("/报告").text
    assert server.ask("/核对", "POST", body={}).status == 303
    checked(server)
    assert len([*(year / "输出/HTML").glob("*.fragment.html")]) == 2


def test_several_problems_are_accepted_with_one_reason_recorded_for_each(server: Served, year: Path) -> None:
    page = server.ask("/一起看?问题=D-07").text
    values = re.findall(r'name="finding" value="([^"]*)"', page)
    assert values
    assert " checked" not in page.partition("</main>")[0]  # nothing is ticked beforehand
    assert 'name="finding"' not in server.ask("/一起看?问题=B-01").text
    assert "这一条要由单位改正" in server.ask(f"/一起看?单位={NAMES[2]}").text
    from urllib.parse import urlencode

    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    def accept(reason: str, *findings: str) -> int:
        words = [
            ("reason", reason),
            ("by", "李敏"),
            ("code", "D-07"),
            *(("finding", each) for each in findings),
        ]
        return server.ask("/一起看/认可", "POST", server.own | kind, urlencode(words).encode()).status

    assert accept("", *values) == 409
    assert accept("刚刚组建") == 409
    assert accept("刚刚组建", *values, f"D-07 {'0' * 32} {NAMES[3]}") == 409
    assert accept("刚刚组建", f"B-01 {'0' * 32} {NAMES[2]}") == 409
    assert not (year / "县里记录.jsonl").exists()
    assert accept("刚刚组建", *values) == 303
    checked(server)
    unit = read_state(read_year(year)).unit(NAMES[3])
    assert unit is not None
    assert unit.status == "passed"
    assert {problem.accepted["reason"] for problem in unit.problems if problem.accepted} == {"刚刚组建"}
    assert len((year / "县里记录.jsonl").read_text(encoding="utf-8").splitlines()) == len(values)
