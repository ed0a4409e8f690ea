"""What a clerk clicks on: the page up to a returned copy, a folder that is dropped, the command window."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from converter.form import FORM
from converter.page.state import read_state
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import read_year
from portable.trying import windows_path
from tests.folders import entry, of, roster
from tests.page.served import ADDRESS, Served
from tests.page.test_serving import checked, flawed, put_in, statuses
from tests.windows.wine import command, end_all_of, run
from tests.workbooks import fill_workbook
from xxgk_windows.words import CONVERT, FILLED, OPEN, RESULTS, SHELL, YEARS

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"


@pytest.fixture(scope="module")
def page(home: Path) -> Iterator[Served]:
    """The page, opened by its button."""
    process = subprocess.Popen(
        command(home / OPEN, limit=600),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    try:
        found = next(match for line in process.stdout if (match := ADDRESS.search(line)))
        yield Served(int(found[1]), found[2], process)
    finally:
        end_all_of(home)
        process.wait(60)
        process.stdout.close()


def test_january_begins_on_the_page(page: Served, home: Path) -> None:
    assert page.ask(f"/打开/{page.token}").status == 200
    assert page.ask("/开始").status == 200
    made = page.ask(
        "/开始/新建", "POST",
        body={"name": COUNTY, "report_year": "2024", "due": "1月20日", "folder": "年报2024"},
    )  # fmt: skip
    assert made.status == 303, made.text
    year = home / YEARS / "年报2024"
    who = roster(entry("青禾县甲局"), entry("青禾县乙局"), entry("青禾县丙局"))
    (year / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": page.origin}
    ticked = urlencode([("单位", each.name) for each in who.entries]).encode()
    issued = page.ask("/下发/生成", "POST", page.own | kind, ticked)
    assert issued.status == 303, issued.text
    settled(page)
    assert len([*(year / "下发").rglob("*.xlsx")]) == 3
    files = ("甲.xlsx", fill_workbook(of("青禾县甲局"))), ("乙.xlsx", flawed("青禾县乙局"))
    assert put_in(page, *files).status == 303
    settled(page)
    assert statuses(year) == {"甲局": "passed", "乙局": "returned", "丙局": "missing"}
    assert "总计不等于各列之和" in page.ask("/单位?名称=青禾县乙局").text
    (copy,) = (year / "输出/退回修改").glob("*.xlsx")
    assert page.ask("/单位/退回件?名称=青禾县乙局").content == copy.read_bytes()
    assert page.ask("/单位/报告.docx?名称=青禾县甲局").content[:2] == b"PK"
    for screen in ("看板", "收件", "报告", "汇总", "名单", "下发", "设置", "记录"):
        assert page.ask(f"/{screen}").status == 200, screen


def test_the_sample_county_is_opened(page: Served, home: Path) -> None:
    made = page.ask("/开始/样例县", "POST", body={})
    assert made.status == 303, made.text
    settled(page)
    found = [unit.status for unit in read_state(read_year(home / YEARS / "样例县")).units]
    assert (found.count("passed"), found.count("returned"), found.count("missing")) == (5, 2, 1), found


def settled(page: Served) -> None:
    """Wait as long as Wine takes on a busy machine."""
    end = time.monotonic() + 120
    while True:
        try:
            return checked(page)
        except AssertionError:
            if time.monotonic() > end:
                raise


def test_a_dropped_folder_is_converted_beside_itself(home: Path, filled: Path, tmp_path: Path) -> None:
    """A name that a .bat would take apart."""
    dropped = tmp_path / "a&b %PATH% 表"
    shutil.copytree(filled, dropped)
    done = run(home / CONVERT, windows_path(dropped))
    assert done.status == 1, done.text
    results = tmp_path / RESULTS.format(name=dropped.name)
    assert len([*(results / "Word报告").glob("*.docx")]) == 6
    plain = tmp_path / "plain"
    here = [sys.executable, "-m", "converter", "convert", str(dropped), "-o", str(plain)]
    assert subprocess.run(here, capture_output=True, check=False).returncode == 1
    assert (results / "result.json").read_bytes() == (plain / "result.json").read_bytes()


def test_a_dropped_year_is_converted_as_a_year(home: Path, xxgk: Path, filled: Path, tmp_path: Path) -> None:
    year = tmp_path / "年报2024"
    assert run(xxgk, "init", windows_path(year), "--year", "2024", "--name", COUNTY).status == 0
    shutil.copyfile(next(filled.glob("01*.xlsx")), year / "收件" / "01.xlsx")
    done = run(home / CONVERT, windows_path(year / "收件"))
    assert done.status == 0, done.text
    assert len([*(year / "输出/Word报告").glob("*.docx")]) == 1


def test_without_anything_dropped_it_says_what_to_drop_then_takes_what_lies_there(
    home: Path, filled: Path
) -> None:
    done = run(home / CONVERT)
    assert done.status == 2
    assert CONVERT in done.text
    shutil.copyfile(next(filled.glob("01*.xlsx")), home / FILLED / "01.xlsx")
    done = run(home / CONVERT)
    assert done.status == 0, done.text
    assert (home / RESULTS.format(name=FILLED) / "result.json").is_file()


def test_the_command_window_runs_any_command_and_keeps_its_status(home: Path, filled: Path) -> None:
    """Started in the folder: cmd itself takes no full path with an ampersand after /c."""
    done = run("cmd", "/c", SHELL, "check", windows_path(filled), folder=home)
    assert done.status == 1, done.text
    assert "共 8 份" in done.text
    assert run("cmd", "/c", SHELL, "convert", "nowhere", folder=home).status == 2
    opened = run("cmd", "/c", SHELL, folder=home)
    assert "xxgk convert" in opened.text
