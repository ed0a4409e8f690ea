"""The folder of a year: made, used by every command without words, closed, and the next one prepared."""

from __future__ import annotations

import csv
import hashlib
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from converter import cli
from converter.form import FORM
from converter.report.roster import Roster, RosterEntry
from converter.system.errors import UsageError
from converter.workbook.roster.blank import filled_roster
from converter.year.archive import changed_since
from converter.year.folder import FOLDERS, MANIFEST, read_year
from converter.year.inputs import year_job
from converter.year.making import make_year
from converter.year.running import issue_year
from tests.folders import entry, folder, of, roster
from tests.workbooks import stored_values

Output = pytest.CaptureFixture[str]

COUNTY = "青禾县人民政府"


def year_of(path: Path, who: Roster | None = None) -> Path:
    """A year's folder, its roster filled with these agencies."""
    make_year(path, COUNTY, 2024, "1月20日")
    if who is not None:
        (path / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    return path


def test_a_new_year_has_its_folders_and_an_empty_roster_that_misses_nobody(tmp_path: Path) -> None:
    year, made = make_year(tmp_path / "年报2024", COUNTY, 2024, "1月20日")
    assert (year.name, year.year, year.due) == (COUNTY, 2024, date(2025, 1, 20))
    assert {f"{name}/" for name in FOLDERS} | {"年报.toml", "单位名单.xlsx", "规则.toml"} == {*made}
    assert read_year(year.path) == year
    job = year_job(year)
    assert (job.roster, job.last_year, job.year) == (None, None, 2024)


def test_nothing_that_is_there_already_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "单位名单.xlsx").write_bytes(b"mine")
    make_year(tmp_path, COUNTY, 2024)
    assert (tmp_path / "单位名单.xlsx").read_bytes() == b"mine"
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(UsageError, match="已经是一个年度的文件夹"):
        make_year(tmp_path, "别的", 2025)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = ""\nyear = 2024', "name"),
        ('name = "甲县人民政府"', "year"),
        ('name = "甲县人民政府"\nyear = "2024"', "year"),
        ('name = "甲县人民政府"\nyear = 2024\ndeadline = "一月"', "deadline"),
        ('name = "甲县人民政府"\nyear = 2024\nsend_to = 1', "send_to"),
        (f'name = "甲县人民政府"\nyear = 2024\nsend_to = "{"长" * 101}"', "send_to"),
        ('name = "甲县人民政府"\nyear = 2024\nrooster = 1', "rooster"),
        ("name = 甲", "写法不对"),
    ],
)
def test_a_mistake_in_the_settings_is_told_by_its_name(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "年报.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read_year(tmp_path)


def test_issued_workbooks_say_to_whom_and_until_when_as_the_settings_do(tmp_path: Path) -> None:
    words = ["init", str(tmp_path), "--year", "2024", "--name", COUNTY]
    assert cli.main([*words, "--deadline", "1月20日", "--send-to", "政务公开科 0000-0000002"]) == 0
    (tmp_path / "单位名单.xlsx").write_bytes(filled_roster(roster("青禾县财政局").entries, FORM))
    assert cli.main(["issue", "-C", str(tmp_path)]) == 0
    (first, *_) = sorted((tmp_path / "下发").glob("*.xlsx"))
    by_command = first.read_bytes()
    told = "报送至：政务公开科 0000-0000002\n报送期限：2025年1月20日"
    assert stored_values(by_command, "填报首页")["D3"] == told
    first.unlink()
    issue_year(read_year(tmp_path))
    assert first.read_bytes() == by_command


def test_settings_that_notepad_saved_in_gbk_are_read(tmp_path: Path) -> None:
    (tmp_path / "年报.toml").write_bytes('name = "甲县人民政府"\r\nyear = 2024\r\n'.encode("gb18030"))
    assert read_year(tmp_path).name == "甲县人民政府"


@pytest.mark.slow
def test_every_command_works_in_the_folder_without_words(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = roster(entry("甲局"), entry("乙局"), entry("丙局"))
    year = year_of(tmp_path / "年报2024", who)
    monkeypatch.chdir(year)
    assert cli.main(["issue"]) == cli.OK
    assert len(list((year / "下发").glob("*-2024.xlsx"))) == 3
    folder(year / "收件", {"甲.xlsx": of("甲局"), "乙.xlsx": of("乙局")})
    assert cli.main(["check"]) == cli.OK
    capsys.readouterr()
    assert cli.main(["convert"]) == cli.OK
    said = capsys.readouterr().out
    assert "未报送 1 个单位：丙局" in said
    assert str(Path("输出") / "校验结果.html") in said
    assert len(list((year / "输出/Word报告").glob("*.docx"))) == 2
    assert cli.main(["status"]) == cli.OK
    capsys.readouterr()
    assert cli.main(["rollup"]) == cli.OK
    said = capsys.readouterr().out
    assert "未报送 1 个单位，没有计入：丙局" in said
    assert "补写文字后，放进“收件”，用 xxgk convert 转换" in said
    assert (year / f"汇总/{COUNTY}-2024-汇总.xlsx").exists()
    assert cli.main(["word-template"]) == cli.OK
    assert cli.main(["template-check"]) == cli.OK
    assert cli.main(["template"]) == cli.OK
    assert (year / "下发/空白填报表-2024.xlsx").exists()
    capsys.readouterr()
    assert cli.main(["import", "输出/Word报告"]) == cli.OK
    assert "在年度文件夹里转换，就与它们对照。" in capsys.readouterr().out
    assert cli.main(["import", "输出/Word报告", "-o", "另放"]) == cli.OK
    assert "转换时加上 --last-year 另放，就与它们对照。" in capsys.readouterr().out


@pytest.mark.slow
def test_from_elsewhere_and_from_inside_the_same_folder_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    year = year_of(tmp_path / "年报2024")
    folder(year / "收件", {"甲.xlsx": of("甲局")})
    monkeypatch.chdir(tmp_path)
    assert cli.main(["convert"]) == cli.MISUSE
    said = capsys.readouterr().err
    assert "缺少参数：文件或文件夹；要在年度文件夹里做的，请先进入那个文件夹，或加上 -C 年度文件夹" in said
    for verb in ("convert", "check"):
        assert cli.main([verb, "年报2024"]) == cli.MISUSE
        assert "“年报2024”是年度文件夹" in capsys.readouterr().err
    assert cli.main(["convert", "-C", "年报2024"]) == cli.OK
    first = (year / "输出/result.json").read_bytes()
    monkeypatch.chdir(year / "收件")
    assert cli.main(["convert"]) == cli.OK
    assert (year / "输出/result.json").read_bytes() == first
    assert cli.main(["convert", "甲.xlsx", "-C", ".."]) == cli.MISUSE
    assert "不能同时写" in capsys.readouterr().err


@pytest.mark.slow
def test_words_still_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = year_of(tmp_path / "年报2024", roster(entry("丙局")))
    given = folder(tmp_path / "别处", {"甲.xlsx": of("甲局")})
    monkeypatch.chdir(year)
    assert cli.main(["convert", str(given), "-o", str(tmp_path / "结果")]) == cli.OK
    assert not (year / "输出/result.json").exists()
    assert "丙局" not in (tmp_path / "结果/result.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_the_office_accepts_is_kept_in_the_folder_and_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    year = year_of(tmp_path / "年报2024", roster(entry("甲局")))
    folder(year / "收件", {"甲.xlsx": of("甲局", texts={"五.problems": ()})})
    monkeypatch.chdir(year)
    assert cli.main(["convert"]) == cli.FOUND
    assert cli.main(["accept", "甲局", "D-07", "--reason", "刚组建", "--by", "王五"]) == cli.OK
    assert (year / "县里记录.jsonl").exists()
    assert "--record" not in capsys.readouterr().out.split("已认可")[1]
    cli.main(["convert"])
    assert "县里已认可（刚组建，王五" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("own", [(entry(COUNTY, FORM.government.category),), ()], ids=["listed", "unlisted"])
def test_nobody_waits_for_the_report_of_the_government_that_collects(
    tmp_path: Path, capsys: Output, own: tuple[RosterEntry, ...]
) -> None:
    year = year_of(tmp_path / "年报2024", roster(entry("甲局"), entry("乙局"), *own))
    folder(year / "收件", {"甲.xlsx": of("甲局")})
    cli.main(["convert", "-C", str(year)])
    assert "未报送 1 个单位：乙局\n" in capsys.readouterr().out
    assert COUNTY not in (year / "输出/校验结果.html").read_text(encoding="utf-8")
    assert cli.main(["close", "-C", str(year)]) == cli.FOUND
    told = capsys.readouterr().out
    assert "未报送 1 个：乙局。" in told
    assert f"没有{COUNTY}自己的报告" in told
    folder(year / "收件", {"县.xlsx": of(COUNTY, category=FORM.government.category)})
    cli.main(["convert", "-C", str(year)])
    assert "G-11" not in capsys.readouterr().out


@pytest.mark.slow
def test_each_command_of_a_year_says_what_comes_next(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = year_of(tmp_path / "年报2024", roster(entry("甲局")))
    monkeypatch.chdir(year)
    assert cli.main(["issue"]) == cli.OK
    assert "下一步：把这些表发给各单位" in capsys.readouterr().out
    cli.main(["close", "--reason", "试"])
    said = capsys.readouterr().out
    assert f"存档：{Path('../存档')}" in said
    assert str(tmp_path) not in said


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A year in which one agency and the county itself passed."""
    year = year_of(tmp_path / "年报2024", roster(entry("甲局"), entry(COUNTY, FORM.government.category)))
    (year / "规则.toml").write_text('[D-08]\nlevel = "提示"\n', encoding="utf-8")
    folder(year / "收件", {"甲.xlsx": of("甲局"), "县.xlsx": of(COUNTY, category=FORM.government.category)})
    cli.main(["convert", "-C", str(year)])
    return year


@pytest.mark.slow
def test_a_closed_year_is_archived_with_the_digest_of_every_file(done: Path, capsys: Output) -> None:
    statuses = {line for line in capsys.readouterr().out.splitlines() if "共 2 份" in line}
    assert cli.main(["close", "-C", str(done)]) == cli.OK, (statuses, capsys.readouterr().out)
    with (done / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        listed = {row["文件"]: row["SHA-256"] for row in csv.DictReader(file)}
    there = {p.relative_to(done).as_posix() for p in done.rglob("*") if p.is_file()} - {MANIFEST}
    assert {*listed} == there
    with zipfile.ZipFile(done.parent / "存档" / f"{COUNTY}-2024.zip") as archive:
        assert {*archive.namelist()} == there | {MANIFEST}
        packed = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in listed}
    assert packed == listed
    figures = (done / "各单位数字.csv").read_text(encoding="utf-8-sig")
    assert "甲局,通过,表三" in figures
    assert cli.main(["close", "-C", str(done), "--verify"]) == cli.OK
    with (done / "收件/甲.xlsx").open("ab") as file:
        file.write(b"x")
    assert changed_since(read_year(done)) == ["收件/甲.xlsx（改动过）"]
    assert cli.main(["close", "-C", str(done), "--verify"]) == cli.FOUND


@pytest.mark.slow
def test_a_closed_year_prepares_the_next_and_is_its_last_year(done: Path, capsys: Output) -> None:
    (done / "模板").mkdir(exist_ok=True)
    cli.main(["word-template", "-C", str(done)])
    cli.main(["convert", "-C", str(done)])
    assert cli.main(["close", "-C", str(done)]) == cli.OK
    after = read_year(done.with_name("年报2025"))
    assert (after.name, after.year) == (COUNTY, 2025)
    assert after.roster.read_bytes() == (done / "单位名单.xlsx").read_bytes()
    assert after.rules.read_bytes() == (done / "规则.toml").read_bytes()
    assert len(list(after.templates.glob("*.docx"))) == 3
    job = year_job(after)
    assert job.last_year is not None
    assert {each.agency for each in job.last_year} == {"甲局", COUNTY}
    capsys.readouterr()
    assert cli.main(["close", "-C", str(done)]) == cli.MISUSE
    assert "已经结束并存档" in capsys.readouterr().err


@pytest.mark.slow
def test_a_closed_year_takes_nothing_until_it_is_opened_again(done: Path, capsys: Output) -> None:
    assert cli.main(["close", "-C", str(done)]) == cli.OK
    before = {p: p.read_bytes() for p in done.rglob("*") if p.is_file()}
    for words in (
        ["convert"],
        ["issue"],
        ["rollup"],
        ["accept", "甲局", "D-07", "--reason", "甲", "--by", "乙"],
    ):
        assert cli.main([*words, "-C", str(done)]) == cli.MISUSE
    assert {p: p.read_bytes() for p in done.rglob("*") if p.is_file()} == before
    assert cli.main(["check", "-C", str(done)]) == cli.OK
    assert cli.main(["close", "-C", str(done), "--reopen"]) == cli.OK
    assert cli.main(["convert", "-C", str(done)]) == cli.OK
    assert cli.main(["close", "-C", str(done)]) == cli.OK
    assert len(list((done.parent / "存档").glob("*.zip"))) == 2


@pytest.mark.slow
def test_a_year_with_open_points_is_closed_only_with_a_reason(done: Path, capsys: Output) -> None:
    folder(done / "收件", {"新.xlsx": of("丁局")})
    (done / "单位名单.xlsx").write_bytes(filled_roster(roster(entry("甲局"), entry("乙局")).entries, FORM))
    capsys.readouterr()
    assert cli.main(["close", "-C", str(done)]) == cli.FOUND
    assert "“收件”里有 1 个文件还没有核对" in capsys.readouterr().out
    cli.main(["convert", "-C", str(done)])
    capsys.readouterr()
    assert cli.main(["close", "-C", str(done)]) == cli.FOUND
    assert "未报送 1 个：乙局" in capsys.readouterr().out
    assert not (done / MANIFEST).exists()
    assert cli.main(["close", "-C", str(done), "--reason", "乙局已撤销"]) == cli.OK
    remarks = (done / "存档说明.txt").read_text(encoding="utf-8-sig")
    assert "提前结束的理由：乙局已撤销" in remarks


@pytest.mark.slow
def test_a_folder_that_was_copied_elsewhere_goes_on_there(done: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "另一台" / "年报"
    shutil.copytree(done, elsewhere)
    before = (elsewhere / "输出/result.json").read_bytes()
    assert cli.main(["convert", "-C", str(elsewhere)]) == cli.OK
    assert (elsewhere / "输出/result.json").read_bytes() == before
