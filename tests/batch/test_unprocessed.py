"""What happens at the office's side changes no agency: its workbook held open, its document, its template."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.batch.input_files import InputFile
from converter.batch.last_year import last_year_from
from converter.desk import AgencyChange, board, write_outputs
from converter.desk.history import read
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.report.report import Entry
from converter.report.roster import Roster
from converter.results.outcome import Batch
from converter.results.paths import BOARD, HISTORY, RESULT, RETURNED
from converter.shipped.resources import word_template
from converter.system.errors import UsageError
from tests import word
from tests.folders import folder, of, roster, statuses
from tests.reports import TEXTS, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


FINANCE, EDUCATION, CIVIL = "青禾县财政局", "青禾县教育局", "青禾县民政局"
ROSTER = roster(FINANCE, EDUCATION, CIVIL)
FILES = {"01-财政局-2024.xlsx": of(FINANCE), "教育.xlsx": with_figure(of(EDUCATION), "三.r04.c7", 9)}
TEMPLATE = WordTemplate.of(word_template(FORM).read_bytes())
NOW = datetime(2025, 1, 10, 9, 30, tzinfo=UTC)

LONG = {
    **TEXTS,
    "总述": (
        "我们把公开当作日常工作来抓，遇到群众打听政策，先讲清楚能办什么、找谁办、几天办完，再把常见的问答贴到墙上。",
    ),
    "存在的主要问题": (
        "老年人看不懂长文件，村里的公告栏常常被雨水打湿，旧通知没有及时换下来，大家要跑两趟才问得清。",
    ),
    "改进情况": (
        "给公告栏加了雨棚，请村会计每周换一次通知，把长文件改写成一页纸的问答，在赶集日当面念给老人听。",
    ),
}
"""Texts that no two agencies write alike."""

Hold = Callable[[Collection[str]], None]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Other programs hold files of these names open, as Excel does on Windows."""
    held: set[str] = set()
    honest = InputFile.read

    def read(file: InputFile) -> bytes:
        if file.name in held:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return honest(file)

    monkeypatch.setattr(InputFile, "read", read)

    def now(names: Collection[str]) -> None:
        held.clear()
        held.update(names)

    return now


def run(
    home: Path, listed: Roster | None = ROSTER, template: WordTemplate = TEMPLATE
) -> tuple[Batch, tuple[AgencyChange, ...] | None, dict[str, Any]]:
    batch = convert_folder(home / "in", home / "out", Job(template, roster=listed))
    batch, changes = write_outputs(batch, home / "out", NOW)
    return batch, changes, json.loads((home / "out" / RESULT).read_text(encoding="utf-8"))


def files(home: Path) -> dict[str, bytes]:
    out = home / "out"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if (path.is_file() and path.suffix in (".docx", ".txt")) or path.name == HISTORY
    }


@pytest.mark.parametrize("listed", [ROSTER, None], ids=["roster", "no roster"])
def test_a_workbook_held_open_keeps_what_the_last_run_found(
    tmp_path: Path, hold: Hold, listed: Roster | None
) -> None:
    folder(tmp_path / "in", FILES)
    _, _, first = run(tmp_path, listed)
    before = files(tmp_path)
    hold(FILES)
    batch, changes, result = run(tmp_path, listed)
    assert changes == ()
    assert files(tmp_path) == before
    assert sorted(statuses(batch).values()) == ["passed", "returned"]
    assert [entry.name for entry in batch.missing] == ([CIVIL] if listed else [])
    for one, other in zip(first["outcomes"], result["outcomes"], strict=True):
        if one["source"]:
            assert {**one, "kept": True, "notices": other["notices"]} == other
    assert [(notice["code"], notice["file"]) for notice in result["notices"]] == [
        ("F-02", name) for name in FILES
    ]
    assert all("稍后重试" in notice["message"] for notice in result["notices"])
    hold(())
    batch, changes, _ = run(tmp_path, listed)
    assert changes == ()
    assert batch.notices == ()
    assert files(tmp_path) == before


def test_the_board_shows_what_the_last_run_found(tmp_path: Path, hold: Hold) -> None:
    folder(tmp_path / "in", FILES)
    before, _, _ = run(tmp_path)
    hold(FILES)
    after, _, _ = run(tmp_path)
    shown = [(line.agency, line.errors, line.warnings, line.told) for line in board(before).lines]
    assert [(line.agency, line.errors, line.warnings, line.told) for line in board(after).lines] == shown
    assert "B-01" in [told.code for line in board(after).lines for told in line.told]


def test_while_one_is_held_open_the_others_are_compared_with_what_it_was(tmp_path: Path, hold: Hold) -> None:
    both = {"财政.xlsx": of(FINANCE, texts=LONG), "民政.xlsx": of(CIVIL, texts=LONG)}
    county = of("青禾县人民政府", category="县级政府", figures={"三.r01.c1": 9, "三.r04.c1": 9})
    folder(tmp_path / "in", {**both, "县.xlsx": county})
    first, _, _ = run(tmp_path)
    assert statuses(first)["民政.xlsx"] == statuses(first)["县.xlsx"] == "to_confirm"
    hold(["财政.xlsx"])
    again, changes, _ = run(tmp_path)
    assert statuses(again) == statuses(first)
    assert changes == ()
    assert {o.source: o.findings for o in again.outcomes if not o.kept} == {
        o.source: o.findings for o in first.outcomes if o.source != "财政.xlsx"
    }


def test_at_the_first_run_it_is_neither_missing_nor_returned(tmp_path: Path, hold: Hold) -> None:
    folder(tmp_path / "in", FILES)
    hold(["01-财政局-2024.xlsx"])
    batch, _, _ = run(tmp_path)
    assert statuses(batch) == {"01-财政局-2024.xlsx": "unprocessed", "教育.xlsx": "returned"}
    assert [entry.name for entry in batch.missing] == [CIVIL]  # the file's name says whose it is
    shown = {line.agency: line.status_word for line in board(batch).lines}
    assert shown == {FINANCE: "稍后重试", EDUCATION: "退回", CIVIL: "未报送"}
    assert FINANCE not in board(batch).reminder
    assert [event["agency"] for event in read(tmp_path / "out")] == [EDUCATION]
    hold(())
    _, changes, _ = run(tmp_path)
    assert changes is not None
    assert [(change.kind, change.agency) for change in changes] == [("new", FINANCE)]


def test_an_archive_held_open_keeps_all_that_was_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder(tmp_path / "in", {"教育.xlsx": FILES["教育.xlsx"]})
    with zipfile.ZipFile(home / "报送.zip", "w") as archive:
        archive.writestr("a.xlsx", fill_workbook(of(FINANCE)))
    run(tmp_path)
    before = files(tmp_path)
    honest = Path.open

    def refuse(path: Path, *words: Any, **more: Any) -> Any:
        if path.suffix == ".zip":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return honest(path, *words, **more)

    monkeypatch.setattr(Path, "open", refuse)
    batch, changes, result = run(tmp_path)
    assert statuses(batch) == {"报送.zip/a.xlsx": "passed", "教育.xlsx": "returned"}
    assert changes == ()
    assert files(tmp_path) == before
    assert [(notice["code"], notice["file"]) for notice in result["notices"]] == [("F-02", "报送.zip")]


def test_with_a_workbook_of_last_year_held_open_nothing_is_compared(tmp_path: Path, hold: Hold) -> None:
    before = folder(
        tmp_path / "上年", {"财政.xlsx": of(FINANCE, year=2023), "民政.xlsx": of(CIVIL, year=2023)}
    )
    assert len(last_year_from(before, FORM, 2024)) == 2
    hold(["财政.xlsx"])
    with pytest.raises(UsageError, match=r"上年的填报表“财政[.]xlsx”没能读出.*稍后重试"):
        last_year_from(before, FORM, 2024)


def test_a_workbook_taken_away_before_its_copy_is_marked_costs_the_copy_alone(tmp_path: Path) -> None:
    folder(tmp_path / "in", FILES)
    batch = convert_folder(tmp_path / "in", tmp_path / "out", Job(None))
    (tmp_path / "in" / "教育.xlsx").unlink()
    batch, _ = write_outputs(batch, tmp_path / "out", NOW)
    assert sorted(statuses(batch).values()) == ["passed", "returned"]
    (told,) = batch.notices
    assert (told.code, told.variant) == ("F-08", "copy")
    assert told.values["detail"] == "“教育.xlsx”读不出来：文件或文件夹已经不在"
    assert (tmp_path / "out" / RETURNED / f"{EDUCATION}-退回说明.txt").is_file()


def test_a_template_that_loses_something_is_a_notice_and_the_agency_keeps_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lossy = tmp_path / "本县.docx"
    lossy.write_bytes(
        word.with_main(
            word_template(FORM).read_bytes(), lambda part: part.replace("{{ 表下注.三 }}".encode(), b"")
        )
    )
    noted = replace(of(FINANCE), notes={"三": Entry("注：含上年结转。")})
    folder(tmp_path / "in", {"a.xlsx": noted, "b.xlsx": of(CIVIL)})
    words = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--word-template", str(lossy)]
    assert cli.main(words) == cli.FOUND
    said = capsys.readouterr().out
    assert "共 2 份：通过 2，待核实 0，退回 0，无法读取 0。" in said
    assert "T-07" in said.split("本次运行的问题")[1]
    assert "P-03" in said.split("本次运行的问题")[1]
    assert not (tmp_path / "out" / RETURNED).exists()
    result = json.loads((tmp_path / "out" / RESULT).read_text(encoding="utf-8"))
    assert [(o["status"], bool(o["document"]), o["findings"]) for o in result["outcomes"]] == [
        ("passed", False, []),
        ("passed", True, []),
    ]


def test_a_template_that_fails_for_one_agency_is_a_notice_of_that_report(tmp_path: Path) -> None:
    fails = WordTemplate.of(
        word.with_main(
            word_template(FORM).read_bytes(),
            lambda part: part.replace(
                "{{ 行.正文 }}".encode(), "{{ 行.正文[:9 // (机关名称|length - 6) * 99] }}".encode()
            ),
        ),
        "本县.docx",
    )
    folder(tmp_path / "in", {"a.xlsx": of(FINANCE), "b.xlsx": of("青禾县自然资源局")})
    batch, _, _ = run(tmp_path, None, fails)
    assert set(statuses(batch).values()) == {"passed"}
    assert [(f.code, f.variant, f.places[0].file) for f in batch.notices if f.code[0] == "P"] == [
        ("P-05", "unmade", "a.xlsx")
    ]
    assert [bool(outcome.document) for outcome in batch.outcomes] == [False, True]


@pytest.mark.parametrize("name", [BOARD, HISTORY, "Word报告", RETURNED, RESULT])
def test_an_output_that_cannot_be_written_changes_no_agency(tmp_path: Path, name: str) -> None:
    free = tmp_path / "free"
    folder(free / "in", FILES)
    wanted, _, _ = run(free)
    folder(tmp_path / "in", FILES)
    blocked = tmp_path / "out" / name
    if "." in name:
        (blocked / "x").mkdir(parents=True)
    else:
        blocked.parent.mkdir()
        blocked.write_bytes(b"a file stands here")
    batch = convert_folder(tmp_path / "in", tmp_path / "out", Job(TEMPLATE, roster=ROSTER))
    batch, _ = write_outputs(batch, tmp_path / "out", NOW)
    assert statuses(batch) == statuses(wanted)
    assert [o.findings for o in batch.outcomes] == [o.findings for o in wanted.outcomes]
    assert {found.code for found in batch.notices} == {"F-08"}
    letter = tmp_path / "out" / RETURNED / f"{EDUCATION}-退回说明.txt"
    if name != RETURNED:
        assert letter.read_bytes() == (free / "out" / RETURNED / f"{EDUCATION}-退回说明.txt").read_bytes()


def test_events_that_could_not_be_logged_are_logged_by_the_next_run(tmp_path: Path) -> None:
    folder(tmp_path / "in", FILES)
    log = tmp_path / "out" / HISTORY
    (log / "x").mkdir(parents=True)
    run(tmp_path)
    (log / "x").rmdir()
    log.rmdir()
    folder(tmp_path / "in", {"民政.xlsx": of(CIVIL)})
    _, _, result = run(tmp_path)
    assert [event["agency"] for event in read(tmp_path / "out")] == [FINANCE, EDUCATION, CIVIL]
    assert "unlogged" not in result


def test_what_was_logged_is_taken_back_where_result_json_cannot_be_written(tmp_path: Path) -> None:
    folder(tmp_path / "in", FILES)
    result = tmp_path / "out" / RESULT
    (result / "x").mkdir(parents=True)
    batch = convert_folder(tmp_path / "in", tmp_path / "out", Job(None))
    write_outputs(batch, tmp_path / "out", NOW)
    assert read(tmp_path / "out") == []
    (result / "x").rmdir()
    result.rmdir()
    batch = convert_folder(tmp_path / "in", tmp_path / "out", Job(None))
    write_outputs(batch, tmp_path / "out", NOW)
    assert [event["agency"] for event in read(tmp_path / "out")] == [FINANCE, EDUCATION]


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".txt", "history.jsonl"])
def test_a_full_disk_changes_no_agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    folder(tmp_path / "in", FILES)
    honest = Path.replace

    def full(path: Path, target: Path) -> Path:
        if str(target).endswith(ending):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return honest(path, target)

    monkeypatch.setattr(Path, "replace", full)
    batch, _, result = run(tmp_path)
    assert sorted(statuses(batch).values()) == ["passed", "returned"]
    assert {notice["code"] for notice in result["notices"]} == {"F-08"}
    assert all(outcome["status"] in ("passed", "returned", "missing") for outcome in result["outcomes"])
