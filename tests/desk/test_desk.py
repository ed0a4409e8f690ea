"""The county's desk after each run: the status of every agency, what goes back, what changed, and the log."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import html5lib
import pytest
from openpyxl import load_workbook

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.catalogue.messages import finding
from converter.desk import AgencyChange, agency_lines, board, outputs, reminder_text, write_outputs
from converter.desk.book import board_book
from converter.desk.history import read
from converter.desk.page import board_page
from converter.form import FORM
from converter.report.report import Place, Report
from converter.report.roster import Roster, RosterEntry
from converter.results.outcome import Batch
from converter.results.paths import BOARD, HISTORY, PAGE, RESULT, RETIRED, RETURNED
from tests.conftest import Browse
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

NOW = datetime(2025, 1, 10, 9, 30, tzinfo=UTC)
FINANCE, EDUCATION, CIVIL, WATER = "青禾县财政局", "青禾县教育局", "青禾县民政局", "青禾县水利局"
ROSTER = Roster(
    tuple(
        RosterEntry(name, "", (), "县级部门", contact="张三", phone="0000-0000001")
        for name in (WATER, FINANCE, EDUCATION, CIVIL)
    ),
    form=FORM,
)


def of(agency: str, *, flawed: bool = False, asked: bool = False) -> Report:
    filled = report(entries={"机关名称": agency})
    if asked:
        filled = with_figure(filled, "二.r2.c3", 1)
    return with_figure(filled, "三.r04.c7", 9) if flawed else filled


def put(folder: Path, files: Mapping[str, Report | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else fill_workbook(content)
        (folder / name).write_bytes(data)
    return folder


def run(
    folder: Path, out: Path, roster: Roster | None = ROSTER
) -> tuple[Batch, tuple[AgencyChange, ...] | None]:
    batch = convert_folder(folder, out, Job(None, roster=roster))
    return write_outputs(batch, out, NOW, "1月20日")


FILES = {"a.xlsx": of(FINANCE), "b.xlsx": of(EDUCATION, flawed=True), "c.xlsx": of(CIVIL, asked=True)}


def _names_of(*agencies: str) -> list[str]:
    """The files that go back to these agencies."""
    return [f"{agency}-{what}" for agency in agencies for what in ("退回修改.xlsx", "退回说明.txt")]


class Run(NamedTuple):
    """A run over `in` into `out` below its home, and what came of it."""

    home: Path
    batch: Batch
    changes: tuple[AgencyChange, ...] | None

    def continued(self, home: Path) -> tuple[Path, Path]:
        """A copy of its folders, for another run over them."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return home / "in", home / "out"


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The first run over `FILES`; nobody changes its folders."""
    home = tmp_path_factory.mktemp("first")
    return Run(home, *run(put(home / "in", FILES), home / "out"))


def test_every_agency_has_its_line_in_roster_order(first_run: Run) -> None:
    batch = first_run.batch
    rows = [(line.agency, line.status_word, line.errors, line.warnings) for line in agency_lines(batch)]
    assert rows[0] == (WATER, "未报送", 0, 0)
    assert [row[:2] for row in rows[1:]] == [(FINANCE, "通过"), (EDUCATION, "退回"), (CIVIL, "待核实")]
    assert rows[2][2] == 1
    assert rows[3][3] == 1


@pytest.mark.slow
def test_a_workbook_of_nobody_on_the_roster_stands_below(tmp_path: Path) -> None:
    batch, _ = run(put(tmp_path / "in", {"x.xlsx": of("丙县审计局")}), tmp_path / "out")
    assert [(line.agency, line.listed) for line in agency_lines(batch)][-1] == ("丙县审计局", False)


@pytest.mark.slow
def test_without_a_roster_there_is_a_line_for_each_workbook(tmp_path: Path) -> None:
    batch, _ = run(put(tmp_path / "in", {**FILES, "d.xlsx": b""}), tmp_path / "out", None)
    assert [line.status for line in agency_lines(batch)] == ["passed", "returned", "to_confirm", "unreadable"]


def test_the_missing_are_urged_by_name_and_day(first_run: Run) -> None:
    assert reminder_text(agency_lines(first_run.batch), 2024, "1月20日") == (
        "以下 1 个单位尚未报送2024年度政府信息公开工作年度报告填报表，请于1月20日前报送：\n"
        f"1. {WATER}（张三 0000-0000001）"
    )


def test_the_first_run_writes_board_page_copies_and_log(first_run: Run) -> None:
    out = first_run.home / "out"
    assert first_run.changes is None
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {
        *(BOARD, PAGE, HISTORY, RESULT),
        *(f"{RETURNED}/{name}" for name in _names_of(EDUCATION, CIVIL)),
    }
    result = json.loads((out / RESULT).read_text(encoding="utf-8"))
    returned = {outcome["agency"]: outcome.get("returned") for outcome in result["outcomes"]}
    assert returned == {
        WATER: None,
        FINANCE: None,
        EDUCATION: f"{RETURNED}/{EDUCATION}-退回修改.xlsx",
        CIVIL: f"{RETURNED}/{CIVIL}-退回修改.xlsx",
    }


@pytest.mark.slow
def test_the_next_run_says_what_changed_and_the_log_keeps_all_of_it(first_run: Run, tmp_path: Path) -> None:
    folder, out = first_run.continued(tmp_path)
    put(folder, {"b.xlsx": of(EDUCATION), "d.xlsx": of(WATER)})
    (folder / "a.xlsx").unlink()
    _, changes = run(folder, out)
    assert changes is not None
    assert {(item.kind, item.agency, item.before, item.now) for item in changes} == {
        ("new", WATER, "missing", "passed"),
        ("again", EDUCATION, "returned", "passed"),
        ("gone", FINANCE, "passed", "missing"),
    }
    events = [(event["agency"], event["event"], event["now"]) for event in read(out)]
    assert events[:3] == [(FINANCE, "收到", "通过"), (EDUCATION, "收到", "退回"), (CIVIL, "收到", "待核实")]
    assert (EDUCATION, "重新报送", "通过") in events[3:]
    assert read(out)[0]["time"] == "2025-01-10T09:30:00+00:00"


@pytest.mark.slow
def test_a_run_without_change_adds_nothing_to_the_log(first_run: Run, tmp_path: Path) -> None:
    folder, out = first_run.continued(tmp_path)
    before = (out / HISTORY).read_bytes()
    _, changes = run(folder, out)
    assert changes == ()
    assert (out / HISTORY).read_bytes() == before


@pytest.mark.slow
def test_a_copy_that_is_no_longer_needed_moves_away(first_run: Run, tmp_path: Path) -> None:
    folder, out = first_run.continued(tmp_path)
    put(folder, {"b.xlsx": of(EDUCATION)})
    run(folder, out)
    assert sorted(path.name for path in (out / RETURNED).iterdir()) == sorted(_names_of(CIVIL))
    assert sorted(path.name for path in (out / RETIRED).iterdir()) == sorted(_names_of(EDUCATION))


@pytest.mark.slow
def test_the_board_has_every_agency_every_problem_and_the_urging(tmp_path: Path) -> None:
    batch, _ = run(put(tmp_path / "in", {**FILES, "e.pdf": b"%PDF"}), tmp_path / "out")
    book = load_workbook(io.BytesIO(board_book(board(batch, "1月20日"))))
    assert book.sheetnames == ["单位状态", "问题清单", "催报", "未处理的文件"]
    shown = [[cell.value for cell in row[:3]] for row in book["单位状态"].iter_rows(min_row=4)]
    assert shown == [[WATER, "未报送", 0], [FINANCE, "通过", 0], [EDUCATION, "退回", 1], [CIVIL, "待核实", 0]]
    rows = list(book["问题清单"].iter_rows(min_row=4, values_only=True))
    assert {(row[1], row[3]) for row in rows} >= {(EDUCATION, "B-01"), (CIVIL, "B-06")}
    for sheet in ("单位状态", "问题清单"):
        assert book[sheet].freeze_panes == "B4"
        assert book[sheet].auto_filter.ref
    assert book["未处理的文件"]["A2"].value == "e.pdf"
    links = [cell.hyperlink.target for row in book["单位状态"].iter_rows() for cell in row if cell.hyperlink]
    assert f"{RETURNED}\\{EDUCATION}-退回修改.xlsx" in links  # as Excel on Windows writes a path
    assert board_book(board(batch)) == board_book(board(batch))


@pytest.mark.slow
def test_what_is_said_of_all_agencies_together_is_on_the_board_too(tmp_path: Path) -> None:
    nothing = report({}, {"机关名称": "青禾县档案局"})
    put(tmp_path / "in", {"a.xlsx": nothing, "b.xlsx": of("青禾县教育局")})
    batch, _ = run(tmp_path / "in", tmp_path / "out", None)
    assert [(f.code, f.severity) for f in batch.findings] == [("G-10", "info")]
    page = (tmp_path / "out" / "校验结果.html").read_text(encoding="utf-8")
    assert '<span class="tag info">G-10</span>' in page
    listed = load_workbook(tmp_path / "out" / "校验结果.xlsx")["问题清单"]
    assert [row[1:4] for row in listed.iter_rows(min_row=4, values_only=True)] == [
        ("（全县）", "提示", "G-10")
    ]


def test_the_page_is_whole_and_says_the_same(tmp_path: Path) -> None:
    hostile = of("青禾县<script>局")
    batch, _ = run(put(tmp_path / "in", {**FILES, "x.xlsx": hostile}), tmp_path / "out")
    content = b"".join(board_page(board(batch, "1月20日")))
    page = html5lib.parse(content.decode(), namespaceHTMLElements=False)
    words = [row.find("td/span/span").tail.strip() for row in page.findall(".//tbody/tr")]
    assert words[:4] == ["未报送", "通过", "退回", "待核实"]
    assert {element.tag for element in page.iter()} & {"script", "link", "img"} == set()
    assert quote(f"{RETURNED}/{EDUCATION}-退回修改.xlsx") in [link.get("href") for link in page.iter("a")]
    assert "青禾县<script>局" in "".join(page.itertext())
    assert "请于1月20日前报送" in page.find(".//textarea").text
    assert content == b"".join(board_page(board(batch, "1月20日")))


@pytest.mark.chromium
def test_on_a_phone_the_page_keeps_its_width(first_run: Run, browse: Browse) -> None:
    source = json.dumps((first_run.home / "out" / PAGE).read_text(encoding="utf-8")).replace("</", "<\\/")
    shown = html5lib.parse(browse(MEASURE.replace("SOURCE", source)), namespaceHTMLElements=False)
    assert int(shown.findtext(".//title")) <= 390


MEASURE = """<!DOCTYPE html><meta charset="utf-8"><title>-</title><body>
<iframe style="width:390px;height:800px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => { document.title = frame.contentDocument.documentElement.scrollWidth; };
frame.srcdoc = SOURCE;
</script>"""


@pytest.mark.slow
def test_a_board_that_is_open_elsewhere_is_told_and_the_rest_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = put(tmp_path / "in", FILES), tmp_path / "out"
    (out / BOARD).mkdir(parents=True)  # no file can take its place
    (out / BOARD / "x").write_bytes(b"")
    assert cli.main(["convert", str(folder), "-o", str(out)]) == cli.FOUND
    assert "校验结果.xlsx" in capsys.readouterr().out
    assert (out / PAGE).is_file()
    assert (out / HISTORY).is_file()


def test_a_board_for_which_there_is_no_room_is_told_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(rows: object) -> bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(outputs, "board_book", full)
    put(tmp_path / "in", {"a.xlsx": of("青禾县民政局")})
    done, _ = run(tmp_path / "in", tmp_path / "out")
    assert [(f.code, f.variant) for f in done.notices] == [("F-08", "board")]
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {PAGE, RESULT, HISTORY}
    assert not (tmp_path / "out" / BOARD).exists()


@pytest.mark.slow
def test_the_last_lines_say_what_needs_a_person_and_what_to_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = put(tmp_path / "in", FILES), tmp_path / "out"
    cli.main(["convert", str(folder), "-o", str(out), "--deadline", "1月20日"])
    last = capsys.readouterr().out.splitlines()[-3:]
    assert last == [
        "需要处理：退回 1 份，待核实 1 份。",
        f"退回件和说明文字已备好，可直接发给单位：{out / RETURNED}",
        f"请先打开：{out / PAGE}",
    ]
    cli.main(["convert", str(folder), "-o", str(out)])
    assert "与上次运行相比，没有变化。" in capsys.readouterr().out


def test_what_is_wrong_with_a_document_does_not_go_back_to_the_agency(tmp_path: Path) -> None:
    batch = convert_folder(put(tmp_path / "in", {"a.xlsx": of(FINANCE)}), None, Job(None))
    proof = finding("P-05", Place("报告.docx"), detail="x")
    outcome = replace(batch.outcomes[0], notices=(proof,))
    assert outcome.status == "passed"
    done, _ = write_outputs(replace(batch, outcomes=(outcome,)), tmp_path / "out", NOW)
    assert done.outcomes[0].returned_files == ()


@pytest.mark.slow
def test_a_run_into_its_own_folder_takes_none_of_its_results_for_input(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", {**FILES, "扫描.pdf": b"%PDF"})
    first, _ = run(folder, folder, None)
    again, changes = run(folder, folder, None)
    assert changes == ()
    assert (
        [o.source for o in again.outcomes]
        == [o.source for o in first.outcomes]
        == ["a.xlsx", "b.xlsx", "c.xlsx"]
    )
    assert again.ignored == ("扫描.pdf",)


@pytest.mark.slow
def test_results_of_a_run_below_the_folder_are_no_input_for_any_command(tmp_path: Path) -> None:
    folder = put(tmp_path / "in", FILES)
    run(folder, folder / "结果", None)
    batch = convert_folder(folder, None, Job(None))
    assert [outcome.source for outcome in batch.outcomes] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert batch.ignored == ()


@pytest.mark.slow
def test_a_second_file_of_an_agency_that_does_not_count_is_no_news(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "in", {**FILES, "z.xlsx": of(FINANCE)}), tmp_path / "out"
    batch, _ = run(folder, out)
    assert "superseded" in {outcome.status for outcome in batch.outcomes}
    assert run(folder, out)[1] == ()
