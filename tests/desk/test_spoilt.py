"""A spoilt result.json or log through the whole of `xxgk convert`: told, kept beside, made anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from converter import cli
from converter.desk.history import append, cut, read
from converter.results.paths import HISTORY, RESULT
from converter.system.errors import OutputError
from tests.folders import folder
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


FILES = {
    "a.xlsx": fill_workbook(report()),
    "b.xlsx": fill_workbook(with_figure(report(entries={"机关名称": "青禾县民政局"}), "三.r04.c7", 9)),
}
Output = pytest.CaptureFixture[str]


@pytest.fixture
def out(tmp_path: Path, capsys: Output) -> Path:
    convert(tmp_path / "out")
    capsys.readouterr()
    return tmp_path / "out"


def convert(out: Path) -> int:
    return cli.main(["convert", str(folder(out.parent / "报送", FILES)), "-o", str(out)])


def test_a_truncated_result_is_told_kept_and_made_anew(out: Path, capsys: Output) -> None:
    whole = (out / RESULT).read_bytes()
    (out / RESULT).write_bytes(whole[:-2000])
    assert convert(out) == cli.FOUND
    said = capsys.readouterr().out
    assert "以前运行留下的“result.json”已损坏（第 " in said
    assert "原文件改名为“result（已损坏）.json”留着" in said
    assert (out / "result（已损坏）.json").read_bytes() == whole[:-2000]
    assert "result（已损坏）.json" in (out / "校验结果.html").read_text(encoding="utf-8")
    convert(out)
    assert "O-08" not in capsys.readouterr().out
    assert (out / RESULT).read_bytes() == whole


def test_each_spoilt_file_has_a_name_of_its_own(out: Path) -> None:
    for content in (b"1", b"2", b"3"):
        (out / RESULT).write_bytes(content)
        convert(out)
    kept = {path.name: path.read_bytes() for path in out.glob("result（*")}
    assert kept == {
        "result（已损坏）.json": b"1", "result（已损坏）（2）.json": b"2", "result（已损坏）（3）.json": b"3"
    }  # fmt: skip


@pytest.mark.parametrize("spoilt", [b"", None])
def test_without_a_result_the_log_tells_what_changed(out: Path, capsys: Output, spoilt: bytes | None) -> None:
    log = (out / HISTORY).read_bytes()
    (out / RESULT).unlink()
    if spoilt is not None:
        (out / RESULT).write_bytes(spoilt)
    convert(out)
    assert "与上次运行相比，没有变化" in capsys.readouterr().out
    assert (out / HISTORY).read_bytes() == log


def test_a_spoilt_log_keeps_its_good_lines(out: Path, capsys: Output) -> None:
    log = (out / HISTORY).read_bytes()
    first, *others = log.splitlines(keepends=True)
    (out / HISTORY).write_bytes(b"".join([first, b"{]\n", *others]))
    convert(out)
    said = capsys.readouterr().out
    assert "“history.jsonl”已损坏（第 2 行读不出来）" in said
    assert (out / HISTORY).read_bytes() == log
    assert len(read(out)) == len(FILES)


def test_nothing_outside_of_the_output_folder_is_touched(out: Path) -> None:
    mine = out.parent / "mine.docx"
    mine.write_text("mine", encoding="utf-8")
    content = json.loads((out / RESULT).read_text(encoding="utf-8"))
    for outcome in content["outcomes"]:
        outcome["document"] = "Word报告/../../mine.docx"
        outcome["letters"] = ["退回修改\\..\\..\\mine.docx", str(mine)]
    (out / RESULT).write_text(json.dumps(content), encoding="utf-8")
    convert(out)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_kept_spoilt_file_is_no_input(out: Path, capsys: Output) -> None:
    folder(out, FILES)
    (out / RESULT).write_bytes(b"spoilt")
    for _ in range(2):
        cli.main(["convert", str(out), "-o", str(out)])
    said = capsys.readouterr().out
    assert (out / "result（已损坏）.json").is_file()
    assert "未处理的文件" not in said


def test_accepting_and_comparing_name_the_spoilt_place(out: Path, capsys: Output) -> None:
    (out / RESULT).write_bytes((out / RESULT).read_bytes()[:-500])
    decision = ["--reason", "理由", "--by", "王五", "-o", str(out)]
    assert cli.main(["accept", "青禾县民政局", "D-07", *decision]) == cli.MISUSE
    assert "已损坏（第 " in capsys.readouterr().err
    assert cli.main(["check", str(out.parent / "报送"), "--last-year", str(out / RESULT)]) == cli.MISUSE
    assert "不是完好的 result.json（第 " in capsys.readouterr().err


def test_a_log_that_cannot_be_found_for_a_moment_is_never_begun_anew(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"history\.jsonl"):
        append(tmp_path, ["{}\n"], length=20)
    assert not (tmp_path / "history.jsonl").exists()
    assert append(tmp_path, ["{}\n"], length=0) == 0
    assert (tmp_path / "history.jsonl").read_bytes() == b"{}\n"


def test_what_a_run_added_to_the_log_is_taken_back_and_no_more(tmp_path: Path) -> None:
    log = tmp_path / "history.jsonl"
    log.write_bytes(b'{"a": 1}\n{"b": 2}')
    before = append(tmp_path, ['{"c": 3}\n'], length=0)  # as of a log that could not be looked at just now
    assert before == 18
    assert log.read_bytes() == (b'{"a": 1}\n{"b": 2}\n{"c": 3}\n')
    cut(tmp_path, before)
    assert log.read_bytes() == b'{"a": 1}\n{"b": 2}\n'
    assert append(tmp_path, [], length=18) is None
