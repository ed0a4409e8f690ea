"""`xxgk doctor`: each trial on a real folder and on one that fails it, and a report that can be sent."""

from __future__ import annotations

import getpass
import io
import platform
import sys
from collections import namedtuple
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from converter.doctor import Verdict, computer, disk, examine, places, report
from converter.doctor.disk import disk_lines
from converter.doctor.lines import Line
from converter.doctor.typefaces import families, missing
from converter.document.template.typefaces import GB2312, Face, FontProfile
from tests.windows_behaviour.disk import DENIED, PROTECTED, failure, windows_disk
from tests.windows_behaviour.scene import run

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the simulation asks Linux for open files")
TOPICS = (
    "位置", "写入", "磁盘空间", "替换文件", "打开着的文件", "同时运行", "路径长度", "长文件名",
    "生僻字文件名", "文件时间",
    "时钟", "内存", "旧格式的表", "多个进程", "文件名编码", "屏幕", "本机页面", "字体", "LibreOffice",
)  # fmt: skip


def by_topic(lines: list[Line]) -> dict[str, Line]:
    return {line.what: line for line in lines}


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Line]]:
    """A folder with a telling name, and what all trials say of it here."""
    folder = tmp_path_factory.mktemp("青禾县财政局的文件夹")
    return folder, [*examine(folder, io.TextIOWrapper(io.BytesIO(), "utf-8"))]


def test_every_trial_is_made_once_and_leaves_nothing(examined: tuple[Path, list[Line]]) -> None:
    folder, lines = examined
    assert tuple(line.what for line in lines) == TOPICS
    assert [*folder.iterdir()] == []
    failed = [line for line in lines if line.verdict is Verdict.BAD]
    assert failed == []


def test_whoever_is_to_mind_something_is_told_what_to_do(examined: tuple[Path, list[Line]]) -> None:
    for line in examined[1]:
        assert line.verdict is Verdict.GOOD or line.advice, line
        assert not line.found.endswith("。")
        assert not line.advice.endswith("。")


def test_the_report_holds_no_path_and_no_name(examined: tuple[Path, list[Line]]) -> None:
    folder, lines = examined
    text = report(lines, datetime.now().astimezone())
    for name in {getpass.getuser(), platform.node(), folder.name, str(Path.home()), str(folder.parent)}:
        if len(name) > 4:  # "root" is also a word
            assert name not in text
    assert "/" not in "".join(line.text() for line in lines)
    assert "\\" not in "".join(line.text() for line in lines)
    assert text.count("\n") == len(lines) + 5


def test_the_memory_of_another_process_is_bounded_here(examined: tuple[Path, list[Line]]) -> None:
    assert by_topic(examined[1])["旧格式的表"].verdict is Verdict.GOOD


def test_a_system_that_bounds_no_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "_GREEDY", "")
    lines = computer._bounded_memory()
    assert lines.verdict is Verdict.MIND
    assert "不限制" in lines.found


@LINUX
@pytest.mark.parametrize(("number", "reason"), [(DENIED, "没有权限"), (PROTECTED, "只读")])
def test_a_folder_that_may_only_be_read(tmp_path: Path, number: int, reason: str) -> None:
    with windows_disk(tmp_path) as simulated:
        simulated.protected = number
        (line,) = disk_lines(tmp_path)
    assert line.verdict is Verdict.BAD
    assert reason in line.found
    assert line.advice


@LINUX
def test_a_disk_of_windows_is_fit_and_says_what_it_does_otherwise(tmp_path: Path) -> None:
    with windows_disk(tmp_path):
        lines = by_topic([*disk_lines(tmp_path)])
    assert "不能替换" in lines["打开着的文件"].found
    assert "关闭" in lines["打开着的文件"].advice
    assert all(line.verdict is not Verdict.BAD for line in lines.values())
    assert [*tmp_path.iterdir()] == []


@LINUX
def test_a_folder_that_lies_deep(tmp_path: Path) -> None:
    deep = tmp_path / ("长" * 60) / ("长" * 60)
    deep = deep / ("深" * (205 - len(str(deep))))
    deep.mkdir(parents=True)
    with windows_disk(tmp_path):
        lines = by_topic([*disk_lines(deep)])
    assert lines["路径长度"].verdict is Verdict.MIND
    assert "259" in lines["路径长度"].advice


def test_a_disk_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_LOCKING", "print(None)")
    assert by_topic([*disk_lines(tmp_path)])["同时运行"].verdict is Verdict.MIND


@pytest.mark.parametrize(("free", "verdict"), [(10_000_000, Verdict.BAD), (500_000_000, Verdict.MIND)])
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**12, 0, free))
    assert by_topic([*disk_lines(tmp_path)])["磁盘空间"].verdict is verdict


def test_a_disk_whose_clock_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    line = by_topic([*disk_lines(tmp_path)])["文件时间"]
    assert line.verdict is Verdict.MIND
    assert "分钟" in line.found


def test_a_trial_that_the_system_refuses_is_told_by_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    line = by_topic([*disk_lines(tmp_path)])["写入"]
    assert (line.verdict, line.found) == (Verdict.BAD, "磁盘空间不足")


@pytest.mark.parametrize(
    ("encoding", "verdict", "words"),
    [
        ("utf-8", Verdict.GOOD, "中文都能显示"),
        ("gbk", Verdict.GOOD, "生僻字"),
        ("cp437", Verdict.MIND, "chcp"),
        ("ascii", Verdict.MIND, "chcp"),
    ],
)
def test_consoles(encoding: str, verdict: Verdict, words: str) -> None:
    line = computer._console(io.TextIOWrapper(io.BytesIO(), encoding))
    assert line.verdict is verdict
    assert words in line.text()


def test_a_clock_of_another_zone_and_one_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for time, verdict in (
        (datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=8))), Verdict.GOOD),
        (datetime(2026, 1, 5, tzinfo=timezone(timedelta(hours=1))), Verdict.MIND),
        (datetime(2003, 1, 5, tzinfo=timezone(timedelta(hours=8))), Verdict.BAD),
    ):
        monkeypatch.setattr(computer, "_now", lambda time=time: time)
        assert computer._clock().verdict is verdict


def test_a_folder_in_a_cloud_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    (line,) = places.place_lines(tmp_path)
    assert line.verdict is Verdict.MIND
    assert "网盘" in line.found
    monkeypatch.delenv("OneDrive")
    (tmp_path / "OneDrive - 县政府").mkdir()
    (line,) = places.place_lines(tmp_path / "OneDrive - 县政府")
    assert line.verdict is Verdict.MIND


def test_typefaces_are_known_by_what_their_files_say() -> None:
    installed = families()
    if not installed:
        pytest.skip("no typefaces here")
    one = sorted(installed)[0]
    here, gone = Face(one, (), ""), Face("没有这种字体", (), "")
    assert missing(FontProfile(here, here, here, gone, here, here), installed) == ["没有这种字体"]
    assert missing(GB2312, [face.name for face in GB2312.faces]) == []


def test_without_libreoffice_it_says_what_that_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XXGK_SOFFICE", "没有的程序")
    line = computer._office()
    assert line.verdict is Verdict.MIND
    assert "--pdf" in line.advice


@pytest.mark.usefixtures("office")
def test_libreoffice_makes_a_page(examined: tuple[Path, list[Line]]) -> None:
    assert by_topic(examined[1])["LibreOffice"].verdict is Verdict.GOOD


def test_the_command_writes_a_report_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("converter.doctor.examination.computer_lines", lambda _: iter(()))
    folder, saved = tmp_path / "结果", tmp_path / "报告.txt"
    folder.mkdir()
    ran = run("doctor", folder, "-o", saved)
    assert ran.status == 0
    assert "不行 0" in ran.text
    text = saved.read_bytes().decode("utf-8-sig")
    assert text.startswith("xxgk doctor　")
    assert "通过　写入" in text
    assert [*folder.iterdir()] == []
    assert run("doctor", folder, "-o", saved).status == 0  # ours, unchanged
    saved.write_text("mine", encoding="utf-8")
    assert run("doctor", folder, "-o", saved).status == 2
    assert run("doctor", tmp_path / "没有").status == 2


def test_what_does_not_work_gives_status_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.doctor.examination.computer_lines", lambda _: iter(()))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(failure(PROTECTED, "x")))
    assert run("doctor", tmp_path).status == 1


def test_the_words_of_a_line() -> None:
    assert Line("写入", Verdict.BAD, "只读", "请换").text() == "不行　写入：只读。请换。"
    assert Line("写入", Verdict.GOOD, "好").text() == "通过　写入：好。"
