"""The last run's files that are outdated move to 已失效, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from converter.results.paths import DRAFTS, REPORTS, RESULT, RETIRED
from converter.results.retiring import retire
from converter.system.text_stamps import stamped_letter

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
