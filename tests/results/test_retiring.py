"""Outdated files of earlier runs move to 已失效, and nothing else does."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from converter.results.paths import DRAFTS, REPORTS, RESULT, RETIRED
from converter.results.retiring import retire
from converter.system.text_stamps import stamped_letter
from converter.workbook.write.workbook import blank_workbook

FOLDERS = (REPORTS, DRAFTS)


def after_run(output: Path, *documents: str) -> Path:
    """An output folder whose result.json names these documents."""
    outcomes = [
        {"source": f"{n}.xlsx", "agency": "甲局", "status": "passed", "document": document}
        for n, document in enumerate(documents)
    ]
    output.mkdir(exist_ok=True)
    (output / RESULT).write_text(json.dumps({"outcomes": outcomes}), encoding="utf-8")
    return output


def write(path: Path, content: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def ours(path: Path) -> Path:
    """A file as we wrote it."""
    write(path).write_bytes(stamped_letter(path.name.encode()))
    return path


def retired(output: Path) -> list[str]:
    return sorted(path.name for path in (output / RETIRED).glob("*"))


def test_a_document_that_this_run_does_not_write_moves(tmp_path: Path) -> None:
    output = after_run(tmp_path / "out", "Word报告/旧.docx", "草稿/旧.docx", "Word报告/新.docx")
    kept = write(output / "Word报告/新.docx")
    old = [ours(output / name) for name in ("Word报告/旧.docx", "草稿/旧.docx")]
    assert retire(output, ["Word报告/新.docx"], "document", FOLDERS, {}) == {}
    assert kept.exists()
    assert not any(path.exists() for path in old)
    assert retired(output) == ["旧.docx", "旧（2）.docx"]


@pytest.mark.parametrize(
    "named",
    [
        "机密/甲.docx", "甲.docx", "退回修改/甲.docx", "../甲.docx", "Word报告/../机密/甲.docx",
        "Word报告/../../甲.docx", "草稿",
    ],
)  # fmt: skip
def test_a_file_outside_of_the_converters_folders_stays(tmp_path: Path, named: str) -> None:
    output = after_run(tmp_path / "out", named)
    (output / REPORTS).mkdir()
    file = write(output / named, "别人的文件")
    assert retire(output, (), "document", FOLDERS, {}) == {}
    assert file.read_text(encoding="utf-8") == "别人的文件"
    assert retired(output) == []


def test_a_file_named_by_its_whole_path_stays(tmp_path: Path) -> None:
    file = write(tmp_path / "别处/甲.docx")
    assert retire(after_run(tmp_path / "out", str(file)), (), "document", FOLDERS, {}) == {}
    assert file.exists()


def test_a_folder_in_place_of_a_document_stays(tmp_path: Path) -> None:
    output = after_run(tmp_path / "out", "Word报告/旧.docx")
    inside = write(output / "Word报告/旧.docx/甲.docx")
    assert retire(output, (), "document", FOLDERS, {}) == {}
    assert inside.exists()


def test_a_file_that_somebody_changed_moves_to_a_folder_of_its_own(tmp_path: Path) -> None:
    output = after_run(tmp_path / "out", "Word报告/旧.docx")
    changed = ours(output / "Word报告/旧.docx")
    changed.write_bytes(changed.read_bytes() + b"!")
    aside: dict[str, str] = {}
    assert retire(output, (), "document", FOLDERS, aside) == {}
    assert aside == {"Word报告/旧.docx": "已改动/旧.docx"}
    assert (output / "已改动/旧.docx").read_bytes().endswith(b"!")
    assert retired(output) == []


# --- what no result.json names ---------------------------------------------------------------------


def test_what_an_ended_run_left_moves_though_no_result_names_it(tmp_path: Path) -> None:
    old, kept = ours(tmp_path / "Word报告/旧.docx"), ours(tmp_path / "Word报告/新.docx")
    assert retire(tmp_path, ["Word报告/新.docx"], "document", FOLDERS, {}) == {}
    assert (old.exists(), kept.exists(), retired(tmp_path)) == (False, True, ["旧.docx"])


def test_what_somebody_changed_of_it_is_set_aside(tmp_path: Path) -> None:
    old = ours(tmp_path / "Word报告/旧.docx")
    old.write_bytes("补充".encode() + old.read_bytes())
    aside: dict[str, str] = {}
    retire(tmp_path, (), "document", FOLDERS, aside)
    assert aside == {"Word报告/旧.docx": "已改动/旧.docx"}


@pytest.mark.parametrize("name", ["通知.docx", "~$旧.docx", ".xxgk-a.tmp", "说明.txt", "空.csv"])
def test_the_offices_own_files_stay(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / REPORTS / name, "自己的")
    assert retire(tmp_path, (), "document", FOLDERS, {}) == {}
    assert file.exists()


def test_a_workbook_of_ours_that_is_no_result_stays(tmp_path: Path) -> None:
    file = write(tmp_path / REPORTS / "空白表.xlsx")
    file.write_bytes(blank_workbook(2024))
    retire(tmp_path, (), "document", FOLDERS, {})
    assert file.exists()


def test_what_could_not_be_moved_is_tried_and_told_until_it_can(tmp_path: Path) -> None:
    old, blocked = ours(tmp_path / "Word报告/旧.docx"), write(tmp_path / RETIRED, "挡路的")
    for _ in range(2):
        assert retire(tmp_path, (), "document", FOLDERS, {}) == {"Word报告/旧.docx": "同名的文件挡在那里"}
        after_run(tmp_path)  # the run ends, and its result names the file no longer
    blocked.unlink()
    assert retire(tmp_path, (), "document", FOLDERS, {}) == {}
    assert not old.exists()


def test_a_file_whose_successor_failed_stays(tmp_path: Path) -> None:
    output = after_run(tmp_path / "out", "Word报告/旧.docx", "Word报告/别.docx")
    old, other = (ours(output / name) for name in ("Word报告/旧.docx", "Word报告/别.docx"))
    retire(output, ["Word报告/新.docx"], "document", FOLDERS, {}, failed=["0.xlsx"])
    assert (old.exists(), other.exists()) == (True, False)


def test_a_file_that_the_system_shows_in_another_case_is_the_one_just_written(tmp_path: Path) -> None:
    shown = ours(tmp_path / "Word报告/ABC局.docx")
    written = tmp_path / "Word报告/abc局.docx"
    if not written.exists():  # a file system on which the two differ: a link stands for the other name
        written.hardlink_to(shown)
    retire(tmp_path, ["Word报告/abc局.docx"], "document", FOLDERS, {})
    assert shown.exists()


def test_a_file_of_another_case_that_is_another_file_moves(tmp_path: Path) -> None:
    other, written = ours(tmp_path / "Word报告/ABC局.docx"), ours(tmp_path / "Word报告/abc局.docx")
    if other.samefile(written):
        pytest.skip("a file system that takes both for one")
    retire(tmp_path, ["Word报告/abc局.docx"], "document", FOLDERS, {})
    assert (other.exists(), written.exists()) == (False, True)


def test_a_file_of_another_case_stays_where_the_one_that_was_due_is_not_there(tmp_path: Path) -> None:
    shown = ours(tmp_path / "Word报告/ABC局.docx")
    retire(tmp_path, ["Word报告/abc局.docx"], "document", FOLDERS, {})
    assert shown.exists()


def test_a_folder_that_cannot_be_listed_is_told_and_the_others_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = after_run(tmp_path / "out", f"{REPORTS}/a.docx", f"{DRAFTS}/b.docx")
    ours(output / REPORTS / "a.docx")
    ours(output / DRAFTS / "old.txt")
    list_folder = os.scandir

    def refused(path: Path) -> Any:
        if Path(path).name == REPORTS:
            raise PermissionError(13, "Permission denied", str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refused)
    unmoved = retire(output, [f"{REPORTS}/a.docx"], "document", FOLDERS, {})
    assert list(unmoved) == [REPORTS]
    assert (output / RETIRED / "old.txt").is_file()
    assert (output / REPORTS / "a.docx").is_file()
