"""Paths and names as Windows has them, simulated: too long ones, devices, other disks, other computers."""

from __future__ import annotations

import json
import sys
from pathlib import Path, PureWindowsPath

import pytest

from converter.batch.entries import held_by
from converter.batch.given_paths import _distinct, _parts
from converter.system.files import failure_advice, failure_reason
from converter.system.naming import is_plain_path, safe_stem
from converter.system.windows_errors import LONGEST_FILE
from tests.folders import of
from tests.windows_behaviour.disk import NOT_FOUND, failure, windows_disk
from tests.windows_behaviour.scene import convert, hand_in, statuses
from tests.workbooks import fill_workbook

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the simulation asks Linux for open files")


def deep(folder: Path, length: int) -> Path:
    """A folder of so many characters below another one."""
    path = str(folder)
    while len(path) < length - 60:
        path += "/" + "长" * 40
    return Path(path + "/" + "深" * (length - len(path) - 1))


@LINUX
@pytest.mark.parametrize("length", [200, 222, 230, 240, 255])
def test_an_output_folder_that_is_too_deep_is_told_as_that(tmp_path: Path, length: int) -> None:
    """Neither Word nor Excel opens such files, so that a way to write them all the same would help nobody."""
    given, out = hand_in(tmp_path / "报送"), deep(tmp_path, length)
    with windows_disk(tmp_path) as disk:
        ran = convert(given, out)
    assert "Traceback" not in ran.text
    assert {refusal.number for refusal in disk.refused} <= {NOT_FOUND}
    if disk.refused:
        assert "路径太长（" in ran.text
        assert f"最多 {LONGEST_FILE} 个字" in ran.text
        assert "已经不在" not in ran.text
    if ran.status != 2:
        assert sorted(statuses(out).values()) == ["passed", "passed", "returned"]
    assert not [*tmp_path.rglob(".xxgk-*")]


@LINUX
def test_workbooks_that_lie_too_deep_are_told_and_not_taken_for_missing(tmp_path: Path) -> None:
    given = tmp_path / "报送"
    hand_in(deep(given, 252))
    (given / "上面的.xlsx").write_bytes(fill_workbook(of("青禾县审计局")))
    with windows_disk(tmp_path):
        ran = convert(given, tmp_path / "结果")
    assert ran.status == 1
    assert ran.text.count("路径太长（") >= 3
    assert "占用" not in ran.text


def test_a_file_that_is_gone_from_a_short_path_is_not_too_long() -> None:
    assert failure_reason(failure(NOT_FOUND, "D:/文件.xlsx")) == "文件或文件夹已经不在"
    assert held_by(FileNotFoundError(2, "gone", "x")).variant == "gone"


@pytest.mark.parametrize(
    ("number", "reason", "advice"),
    [
        (362, "OneDrive", "始终保留在此设备上"),
        (389, "OneDrive", "始终保留在此设备上"),
        (53, "断开", "接好"),
        (64, "断开", "接好"),
        (21, "断开", "接好"),
        (39, "磁盘空间不足", "腾出"),
        (225, "杀毒软件", "恢复"),
    ],
)
def test_what_only_windows_says_is_told_in_words(number: int, reason: str, advice: str) -> None:
    """Python makes of most of these an invalid argument, of some a missing file or a permission."""
    error = OSError(22, "Invalid argument", "文件.xlsx")
    error.winerror = number  # type: ignore[attr-defined]
    assert reason in failure_reason(error)
    assert advice in failure_advice(error)
    assert held_by(error).variant == "unread"
    assert reason in held_by(error).detail


@LINUX
@pytest.mark.parametrize(
    "agency",
    ["CON", "nul", "COM1", "青禾县财政局.", "青禾县财政局 ", "A:B*C?", "LPT9.办", "甲\\乙/丙", "财" * 120],
)
def test_every_name_that_is_written_is_one_of_windows(tmp_path: Path, agency: str) -> None:
    given = tmp_path / "报送"
    given.mkdir()
    (given / "a.xlsx").write_bytes(fill_workbook(of(agency)))
    with windows_disk(tmp_path) as disk:
        disk.limit = False  # of the folder of this test
        ran = convert(given, tmp_path / "结果", "--draft")
    assert "Traceback" not in ran.text
    assert disk.refused == []


@LINUX
def test_agencies_whose_names_differ_in_case_get_two_files_everywhere(tmp_path: Path) -> None:
    given, out = tmp_path / "报送", tmp_path / "结果"
    given.mkdir()
    for number, agency in enumerate(("青禾县ABC中心", "青禾县abc中心")):
        (given / f"{number}.xlsx").write_bytes(fill_workbook(of(agency)))
    convert(given, out)
    for folder in ("Word报告", "HTML"):
        names = [path.name.casefold() for path in (out / folder).iterdir()]
        assert len(names) == len({*names}) >= 2


@pytest.mark.parametrize(
    "path",
    [
        "C:/a.docx", "C:a.docx", "\\\\server\\share\\a.docx", "//server/share/a.docx", "Word报告\\a.docx",
        "Word报告/..\\..\\a.docx", "Word报告/NUL", "Word报告/com1.docx", "Word报告/a.docx.",
        "Word报告/a.docx ", "Word报告/a.docx:stream", "Word报告/COM¹.docx", "/a.docx",
        "Word报告/../a.docx", "Word报告//a.docx",
    ],
)  # fmt: skip
def test_a_stored_path_of_another_kind_is_not_believed(path: str) -> None:
    assert not is_plain_path(path)


def test_backslashes_in_a_result_of_another_computer_move_nothing(tmp_path: Path) -> None:
    """Also below Windows, where they would lead above the output folder."""
    given, out = hand_in(tmp_path / "报送"), tmp_path / "上" / "结果"
    convert(given, out)
    mine = out.parent / "mine.txt"
    mine.write_text("mine")
    state = json.loads((out / "result.json").read_bytes())
    for item in state["outcomes"]:
        if item.get("document"):
            item["document"] = "Word报告/..\\..\\mine.txt"
    (out / "result.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    ran = convert(given, out)
    assert "O-08" in ran.text
    assert mine.read_text() == "mine"
    assert not (out / "已失效").exists()
    assert sorted(statuses(out).values()) == ["passed", "passed", "returned"]


def test_paths_of_drives_and_shares_give_names_without_either() -> None:
    paths = [PureWindowsPath(text) for text in (r"D:\年报\报送", r"\\server\share\报送", r"E:\报送")]
    names = _distinct([_parts(path) for path in paths])  # type: ignore[arg-type]
    assert names == [("年报", "报送"), ("server\\share", "报送"), ("E", "报送")]
    assert all(is_plain_path(safe_stem("-".join(name))) for name in names)
