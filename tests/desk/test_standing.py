"""`xxgk status`: what stands in an output folder, and what an ended run left there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from converter import cli
from converter.desk.standing import unfinished_sentence
from converter.results.journal import begin, unfinished
from converter.results.paths import JOURNAL, REPORTS
from converter.system.locks import only_run
from tests.folders import folder, of
from tests.reports import with_figure
from tests.results.spoiling import DEEP, OTHERS, as_json, places, with_other, without

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


FINANCE, CIVIL = "青禾县财政局", "青禾县民政局"
FILES = {"a.xlsx": of(FINANCE), "b.xlsx": with_figure(of(CIVIL), "三.r04.c7", 9)}
Output = pytest.CaptureFixture[str]


def convert(home: Path) -> Path:
    cli.main(["convert", str(folder(home / "in", FILES)), "-o", str(home / "out")])
    return home / "out"


def status(output: Path, capsys: Output) -> tuple[int, str]:
    capsys.readouterr()
    return cli.main(["status", str(output)]), capsys.readouterr().out


def test_after_a_run_it_says_what_it_came_to(tmp_path: Path, capsys: Output) -> None:
    code, said = status(convert(tmp_path), capsys)
    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("上次做完：")
    assert said.endswith("退回 1，通过 1。\n")


def test_a_run_that_ended_before_its_end_is_told_and_taken_up(tmp_path: Path, capsys: Output) -> None:
    output = convert(tmp_path)
    begin(output, [f"{REPORTS}/甲.docx", f"{REPORTS}/{FINANCE}2024年政府信息公开工作年度报告.docx"])
    (output / ".xxgk-a.tmp").mkdir()
    (output / REPORTS / ".xxgk-b.tmp").write_bytes(b"half")
    code, said = status(output, capsys)
    assert code == 1
    assert "没有做完：要写的报告 2 份，已有 1 份，留下临时文件 2 个。" in said
    assert "再运行一次 xxgk convert" in said
    convert(tmp_path)
    assert "没有做完：要写的报告 2 份，已有 1 份" in capsys.readouterr().out
    assert not [path.name for path in output.rglob(".xxgk-*")]
    assert status(output, capsys)[0] == 0


def test_files_that_the_last_result_does_not_know_or_that_are_gone_are_named(
    tmp_path: Path, capsys: Output
) -> None:
    output = convert(tmp_path)
    (report,) = (output / REPORTS).iterdir()
    report.rename(report.with_name("旧.docx"))
    code, said = status(output, capsys)
    assert code == 1
    assert f"现在不在了：“{REPORTS}/{report.name}”" in said
    assert f"不属于上次的结果：“{REPORTS}/旧.docx”" in said


def test_who_works_there_is_named(tmp_path: Path, capsys: Output) -> None:
    output = convert(tmp_path)
    with only_run(output, "convert"):
        code, said = status(output, capsys)
    assert code == 1
    assert said.startswith("有人正在这里做：")
    assert f"xxgk convert（进程 {os.getpid()}）" in said
    assert "上次做完：" in said


def test_it_changes_nothing(tmp_path: Path, capsys: Output) -> None:
    output = convert(tmp_path)
    begin(output, [])
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    status(output, capsys)
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_a_folder_without_a_run_and_none_at_all(tmp_path: Path, capsys: Output) -> None:
    assert status(tmp_path, capsys) == (1, "还没有做完过一次运行。\n")
    assert cli.main(["status", str(tmp_path / "没有")]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"documents": 1}',
        '{"started": 1, "documents": [], "log": -1, "result": ""}',
    ],
    ids=["empty", "half", "list", "deep", "number", "types"],
)
def test_a_journal_that_cannot_be_understood_is_of_a_run_of_which_nothing_is_known(
    tmp_path: Path, capsys: Output, text: str
) -> None:
    output = convert(tmp_path)
    (output / JOURNAL).write_text(text, encoding="utf-8")
    assert "上次运行没有做完" in status(output, capsys)[1]
    convert(tmp_path)
    assert not (output / JOURNAL).exists()


def test_the_log_of_a_run_that_was_ended_twice_is_noted_from_its_first_begin(tmp_path: Path) -> None:
    begin(tmp_path, [])
    (tmp_path / "history.jsonl").write_text(json.dumps({"time": "1"}) + "\n", encoding="utf-8")
    begin(tmp_path, [])
    left = unfinished(tmp_path)
    assert left is not None
    assert left.log == 0


def test_a_spoilt_result_is_told_with_what_can_be_read(tmp_path: Path, capsys: Output) -> None:
    out = convert(tmp_path)
    (out / "result.json").write_bytes((out / "result.json").read_bytes()[:-300])
    code, said = status(out, capsys)
    assert code == cli.FOUND
    assert "result.json 已损坏（第 " in said
    assert "通过 1" in said


def test_a_journal_spoilt_in_any_place_names_nothing_outside(tmp_path: Path) -> None:
    begin(tmp_path, [f"{REPORTS}/甲.docx"])
    plan = json.loads((tmp_path / JOURNAL).read_text(encoding="utf-8"))
    spoilt = [as_json(with_other(plan, path, other)) for path in places(plan) for other in OTHERS]
    spoilt += [as_json(without(plan, path)) for path in places(plan) if path]
    for content in (*spoilt, DEEP.encode(), b"", b"\0" * 99, as_json(plan)[:-9]):
        (tmp_path / JOURNAL).write_bytes(content)
        found = unfinished(tmp_path)
        assert found is not None
        assert all(name.startswith(REPORTS) or name == "x" for name in found.documents)
        assert unfinished_sentence(tmp_path)


def test_a_spoilt_journal_is_told_and_kept_beside(tmp_path: Path, capsys: Output) -> None:
    out = convert(tmp_path)
    (out / JOURNAL).write_bytes(b"{")
    assert "“.xxgk-run.json”已损坏" in status(out, capsys)[1]
    convert(tmp_path)
    assert "“.xxgk-run.json”已损坏" in capsys.readouterr().out
    assert (out / ".xxgk-run（已损坏）.json").read_bytes() == b"{"
    assert status(out, capsys)[0] == cli.OK
