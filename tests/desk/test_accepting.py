"""The office accepts a finding of one agency: it no longer holds the report back, until something changes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from openpyxl import load_workbook

from converter import cli
from converter.checks.record_file import read_record
from converter.desk.history import read
from converter.report.report import Reason, Report
from converter.results.paths import BOARD, PAGE, RESULT, RETURNED
from tests.folders import folder, of
from tests.reports import TEXTS, with_figure

FINANCE, CIVIL = "青禾县财政局", "青禾县民政局"
DECISION = ("--reason", "机构刚刚组建。", "--by", "王五")
SHOWN = "县里已认可（机构刚刚组建。，王五，"

Output = pytest.CaptureFixture[str]


def without_problems(agency: str = FINANCE, texts: Mapping[str, tuple[str, ...]] | None = None) -> Report:
    """A report whose section five is empty (D-07, an error)."""
    return of(agency, texts={**TEXTS, "存在的主要问题": (), "改进情况": (), **(texts or {})})


class Office:
    """A folder of workbooks, its output, and the office's record."""

    def __init__(self, home: Path, output: Output) -> None:
        self.home, self.output = home, output
        self.record = home / "县里记录.jsonl"

    def put(self, files: Mapping[str, Report]) -> None:
        folder(self.home / "in", files)

    def run(self, *words: str) -> tuple[int, str]:
        """A command, with what it prints; in the words `in`, `out`, `记录` stand for the paths."""
        paths = {"in": self.home / "in", "out": self.home / "out", "记录": self.record}
        status = cli.main([str(paths.get(word, word)) for word in words])
        heard = self.output.readouterr()
        return status, heard.out + heard.err

    def convert(self, *more: str) -> tuple[int, str]:
        return self.run("convert", "in", "-o", "out", "--record", "记录", *more)

    def accept(self, *words: str) -> tuple[int, str]:
        return self.run("accept", *words, *DECISION, "--record", "记录", "-o", "out")

    def outcomes(self) -> dict[str, Any]:
        result = json.loads((self.home / "out" / RESULT).read_text(encoding="utf-8"))
        return {outcome["source"]: outcome for outcome in result["outcomes"]}


@pytest.fixture
def office(tmp_path: Path, capsys: Output) -> Office:
    """After a first run without a record."""
    office = Office(tmp_path, capsys)
    office.put({"a.xlsx": without_problems(), "b.xlsx": without_problems(CIVIL)})
    office.run("convert", "in", "-o", "out")
    return office


def test_an_empty_section_holds_the_report_back_until_it_is_accepted(office: Office) -> None:
    (before, _) = office.outcomes().values()
    assert (before["status"], before["document"]) == ("returned", None)
    status, said = office.accept(FINANCE, "d-07")
    assert status == cli.OK
    assert "已认可：青禾县财政局 D-07　这一部分没有任何文字：五、存在的主要问题及改进情况" in said
    assert "再转换一次，结论随着更新。" in said
    _, said = office.convert()
    assert re.search(r"a\.xlsx　单份结论：通过（核对 [0-9]+ 项，没有问题要处理）", said)
    assert re.search(r"b\.xlsx　单份结论：退回（核对 [0-9]+ 项，1 项有问题）", said)
    after, other = office.outcomes().values()
    assert (after["status"], other["status"]) == ("passed", "returned")
    assert (office.home / "out" / after["document"]).is_file()
    assert not (office.home / "out" / RETURNED / f"{FINANCE}-退回说明.txt").exists()


def test_what_was_accepted_is_shown_everywhere(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    _, said = office.convert()
    assert SHOWN in said
    (found,) = (f for f in office.outcomes()["a.xlsx"]["findings"] if f["code"] == "D-07")
    assert {**found["accepted"], "date": ""} == {"reason": "机构刚刚组建。", "by": "王五", "date": ""}
    out = office.home / "out"
    page = html5lib.parse((out / PAGE).read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert SHOWN in "".join(page.itertext())
    book = load_workbook(out / BOARD)
    assert any(SHOWN in str(cell.value) for row in book["问题清单"].iter_rows() for cell in row)
    heads = [cell.value for cell in book["单位状态"][3]]
    assert [row[heads.index("已认可")].value for row in book["单位状态"].iter_rows(min_row=4)] == [1, 0]
    (event,) = (event for event in read(out) if event["event"] == "县里认可")
    assert (event["agency"], event["code"], event["by"]) == (FINANCE, "D-07", "王五")
    office.convert()
    assert sum(event["event"] == "县里认可" for event in read(out)) == 1


def test_the_roll_up_adds_the_report_and_lists_what_was_accepted(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    target = office.home / "汇总"
    words = ("--name", "青禾县人民政府", "--year", "2024", "-o", str(target))
    _, said = office.run("rollup", "in", *words, "--record", "记录")
    assert "已汇总 1 个单位" in said
    assert SHOWN in said
    rows = load_workbook(target / "汇总表.xlsx")["汇总情况"].iter_rows(min_row=5, values_only=True)
    assert any(row[0] == FINANCE and SHOWN in str(row[3]) for row in rows)


SHORT = ("公开形式不够多样。",)
FIRST = ("总述", "主动公开情况", "依申请公开情况")


def test_another_text_and_another_cell_ask_again(office: Office) -> None:
    short = {"存在的主要问题": SHORT, "改进情况": ("已经改进。",)}
    office.put({"a.xlsx": without_problems(texts=short)})
    office.run("convert", "in", "-o", "out")
    assert office.outcomes()["a.xlsx"]["status"] == "to_confirm"
    office.accept(FINANCE, "D-07")
    office.convert()
    assert office.outcomes()["a.xlsx"]["status"] == "passed"
    as_long = {**short, "存在的主要问题": ("公开形式不大多样。",)}
    office.put({"a.xlsx": without_problems(texts=as_long)})
    office.convert()
    assert office.outcomes()["a.xlsx"]["status"] == "to_confirm"
    office.put({"a.xlsx": without_problems(texts={**short, **dict.fromkeys(FIRST, ())})})
    office.convert()
    again = [f for f in office.outcomes()["a.xlsx"]["findings"] if f["code"] == "D-07"]
    assert [bool(f.get("accepted")) for f in again] == [f["sheet"].startswith("五") for f in again]


def test_a_workbook_sent_again_with_the_same_fault_stays_accepted(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    (office.home / "in" / "a.xlsx").unlink()
    office.put({"新.xlsx": with_figure(without_problems(), "二.r3.c1", 346)})
    office.convert()
    assert office.outcomes()["新.xlsx"]["status"] == "passed"


def test_only_one_of_several_is_accepted_where_its_cell_is_given(office: Office) -> None:
    empty = dict.fromkeys(("存在的主要问题", "改进情况", "信息处理费情况", "其他事项"), ())
    office.put({"a.xlsx": of(FINANCE, texts={**TEXTS, **{k: v for k, v in empty.items() if k in TEXTS}})})
    office.run("convert", "in", "-o", "out")
    cells = [f["cell"] for f in office.outcomes()["a.xlsx"]["findings"] if f["code"] == "D-07"]
    assert len(cells) == 2
    status, said = office.accept(FINANCE, "D-07", "--cell", "Z99")
    assert (status, office.record.exists()) == (cli.MISUSE, False)
    assert "不在单元格 Z99" in said
    office.accept(FINANCE, "D-07")
    assert len(office.record.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("青禾县水利局", "D-07"), "上次运行里没有“青禾县水利局”。有：青禾县"),
        ((FINANCE, "X-01"), f"上次运行里，{FINANCE}没有编号 X-01 的问题。有：D-07"),
        ((FINANCE, "D-99"), "没有“D-99”这个编号"),
        ((FINANCE, "B-01"), "B-01 不能认可：数字之间的关系必须成立"),
        ((FINANCE, "A-02"), "A-02 不能认可"),
        ((FINANCE, "F-05"), "F-05 不能认可"),
        ((FINANCE, "P-03"), "P-03 不能认可"),
    ],
)
def test_what_cannot_be_accepted_is_refused_in_a_sentence(
    office: Office, words: tuple[str, str], answer: str
) -> None:
    status, said = office.accept(*words)
    assert (status, office.record.exists()) == (cli.MISUSE, False)
    assert answer in said


def test_arithmetic_is_refused_where_the_last_run_has_it(office: Office) -> None:
    office.put({"a.xlsx": with_figure(of(FINANCE), "三.r04.c7", 9)})
    office.run("convert", "in", "-o", "out")
    status, said = office.accept(FINANCE, "B-01")
    assert (status, office.record.exists()) == (cli.MISUSE, False)
    assert "B-01 不能认可" in said


@pytest.mark.parametrize("missing", ["--reason", "--by"])
def test_reason_and_name_must_be_given(office: Office, missing: str) -> None:
    words = {"--reason": "理由", "--by": "王五", missing: " "}
    flat = [word for pair in words.items() for word in pair]
    status, said = office.run("accept", FINANCE, "D-07", *flat, "--record", "记录", "-o", "out")
    assert (status, office.record.exists()) == (cli.MISUSE, False)
    assert "--reason" in said


def test_lines_are_only_added_and_none_twice(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    before = office.record.read_bytes()
    _, said = office.accept(FINANCE, "D-07")
    assert "以前已经认可过" in said
    assert office.record.read_bytes() == before
    office.record.write_bytes(before.rstrip(b"\n"))  # an editor took the last line break
    office.accept(CIVIL, "D-07")
    assert office.record.read_bytes().startswith(before)
    assert len(office.record.read_bytes().splitlines()) == 2


def test_a_spoilt_and_an_edited_line_are_told_and_the_others_count(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    office.accept(CIVIL, "D-07")
    first, second = office.record.read_bytes().splitlines(keepends=True)
    office.record.write_bytes(
        b"\xef\xbb\xbf" + first.replace("王五".encode(), "赵六".encode()) + b"{\n" + second
    )
    status, said = office.convert()
    assert status == cli.FOUND
    assert {source: o["status"] for source, o in office.outcomes().items()} == {
        "a.xlsx": "returned",
        "b.xlsx": "passed",
    }
    told = said.split("本次运行的问题")[1]
    assert "R-09　县里记录.jsonl　县里记录第 1 行被手工改过" in told
    assert "县里记录第 2 行读不出来" in told


def test_of_many_spoilt_lines_the_first_are_told_and_the_others_counted(office: Office) -> None:
    office.accept(FINANCE, "D-07")
    good = office.record.read_bytes()
    for spoilt, told in (
        (b"x\n" * 500 + good, "另外还有 490 行读不出来"),
        (b"[" * 300_000 + b"\n" + good, "第 1 行读不出来"),
        (b"\0" * 9_000_000 + b"\n" + good, "第 1 行读不出来"),
    ):
        office.record.write_bytes(spoilt)
        _, said = office.convert()
        assert told in said
        assert office.outcomes()["a.xlsx"]["status"] == "passed"
        office.accept(CIVIL, "D-07")
        assert office.record.read_bytes().startswith(spoilt)
        assert len(read_record(office.record).accepted) == 2


def test_a_record_that_is_not_there_is_misuse(office: Office) -> None:
    status, said = office.convert()
    assert status == cli.MISUSE
    assert "打不开" in said


def test_an_error_of_the_county_is_accepted_too(office: Office) -> None:
    office.put({"a.xlsx": of(FINANCE), "b.xlsx": of(FINANCE, {"三.r01.c1": 9, "三.r04.c1": 9})})
    office.run("convert", "in", "-o", "out")
    assert office.outcomes()["a.xlsx"]["status"] == "returned"
    office.accept(FINANCE, "G-01")
    office.convert()
    assert {o["status"] for o in office.outcomes().values()} == {"passed"}
    assert len(list((office.home / "out" / "Word报告").iterdir())) == 2


def test_the_agencys_reason_for_an_error_is_shown_and_the_error_stays(office: Office) -> None:
    sheet, cell = (office.outcomes()["a.xlsx"]["findings"][0][key] for key in ("sheet", "cell"))
    reasoned = replace(without_problems(), reasons=(Reason("D-07", sheet, cell, "没有问题可写。"),))
    office.put({"a.xlsx": reasoned})
    _, said = office.run("convert", "in", "-o", "out")
    assert office.outcomes()["a.xlsx"]["status"] == "returned"
    assert "（单位说明：没有问题可写。）" in said
    out = office.home / "out"
    letter = (out / RETURNED / f"{FINANCE}-退回说明.txt").read_text(encoding="utf-8-sig")
    assert "贵单位的说明“没有问题可写。”已收到，但错误不能用说明代替更正" in letter
    assert "单位说明：没有问题可写。" in (out / PAGE).read_text(encoding="utf-8")
