"""Files that another program holds, simulated: for a moment, as long as a run takes, or for good."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from converter.system import sharing
from converter.system.files import failure_reason, is_in_use
from tests.windows_behaviour.disk import DENIED, PROTECTED, SHARING, Disk, failure, windows_disk
from tests.windows_behaviour.scene import GOOD, RETURNED, convert, files, hand_in, run, statuses

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the simulation asks Linux for open files")


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between attempts, which take no time here."""
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What is handed in, and what an undisturbed run leaves."""
    folder = tmp_path_factory.mktemp("县里")
    given, out = hand_in(folder / "报送"), folder / "结果"
    assert convert(given, out).status == 1
    return given, out


@pytest.fixture
def again(first: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Path, Path, Disk]]:
    """A copy of both on a disk of Windows."""
    given, out = tmp_path / "报送", tmp_path / "结果"
    shutil.copytree(first[0], given)
    shutil.copytree(first[1], out)
    with windows_disk(tmp_path) as disk:
        yield given, out, disk


def refuse(times: int, number: int = SHARING) -> tuple[Callable[[], str], list[int]]:
    """An action that is refused so many times, and the list of its attempts."""
    attempts: list[int] = []

    def act() -> str:
        attempts.append(1)
        if len(attempts) <= times:
            raise failure(number, "文件.docx")
        return "done"

    return act, attempts


def test_what_is_held_for_a_moment_is_asked_for_again(slept: list[float]) -> None:
    action, attempts = refuse(3)
    assert sharing.patiently(action) == "done"
    assert (len(attempts), slept) == (4, [*sharing.PAUSES[:3]])


def test_what_is_held_for_good_is_given_up_after_a_second(slept: list[float]) -> None:
    action, attempts = refuse(99)
    with pytest.raises(OSError, match="不让做"):
        sharing.patiently(action)
    assert len(attempts) == len(sharing.PAUSES) + 1
    assert 0.8 < sum(slept) < 1.3


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), failure(DENIED, "x")])
def test_what_may_not_be_read_is_refused_at_once(slept: list[float], error: OSError) -> None:
    def refused() -> None:
        raise error

    with pytest.raises(OSError, match=r"denied|不让做"):
        sharing.patiently(refused)
    assert slept == []


def test_a_scanner_that_holds_every_file_for_a_moment_changes_nothing(
    first: tuple[Path, Path], tmp_path: Path, slept: list[float]
) -> None:
    """Every open, replace and removal of a run over an earlier one is refused twice before it is granted."""
    given, out = tmp_path / "报送", tmp_path / "结果"
    shutil.copytree(first[0], given)
    shutil.copytree(first[1], out)
    (given / f"{GOOD[0]}.xlsx").unlink()  # its report moves away
    undisturbed = tmp_path / "同样" / "结果"
    shutil.copytree(out, undisturbed)
    usual = convert(given, undisturbed)
    with windows_disk(tmp_path) as disk:
        disk.hold_each(2)
        ran = convert(given, out)
    assert ran.status == usual.status == 1
    assert ran.text.replace(str(out), "") == usual.text.replace(str(undisturbed), "")
    assert files(out) == files(undisturbed)
    kinds = {refusal.what for refusal in disk.refused}
    assert kinds >= {"open", "source", "target", "unlink"}
    assert slept


@pytest.mark.parametrize("readable", [True, False], ids=["Word", "nobody reads"])
@pytest.mark.parametrize(
    "pattern",
    [
        f"Word报告/{GOOD[0]}*.docx", f"Word报告/{GOOD[1]}*.docx", f"HTML/{GOOD[0]}*年度报告.html",
        "校验结果.xlsx", "校验结果.html", "result.json", "history.jsonl", "退回修改/*.xlsx", "退回修改/*.txt",
    ],
)  # fmt: skip
def test_an_output_that_is_open_elsewhere_is_told_and_blames_nobody(
    again: tuple[Path, Path, Disk], slept: list[float], pattern: str, readable: bool
) -> None:
    """Two workbooks were handed in anew, one was withdrawn: all files are renewed or moved, but for one."""
    given, out, disk = again
    (held,) = out.glob(pattern)
    shutil.rmtree(given)
    hand_in(given, changed=True)
    (given / f"{GOOD[1]}.xlsx").unlink()
    before = held.read_bytes()
    disk.hold(held, readable=readable)
    ran = convert(given, out)
    told = [line for line in ran.text.splitlines() if "占用" in line or "F-08" in line or "O-" in line]
    disk.held.clear()
    assert ran.status == 1
    assert "Traceback" not in ran.text
    assert held.read_bytes() == before
    assert any(held.name[:5] in line or GOOD[0] in line for line in told), ran.text
    assert not [*out.rglob("*.tmp")]
    if held.name != "result.json":
        assert statuses(out) == {f"{GOOD[0]}.xlsx": "passed", f"{RETURNED}.xlsx": "returned"}
    later = convert(given, out)
    assert "占用" not in later.text
    assert statuses(out) == {f"{GOOD[0]}.xlsx": "passed", f"{RETURNED}.xlsx": "returned"}
    assert not [*out.glob(f"Word报告/{GOOD[1]}*")]


def test_a_workbook_that_is_open_elsewhere_keeps_its_result(
    again: tuple[Path, Path, Disk], slept: list[float]
) -> None:
    given, out, disk = again
    disk.hold(given / f"{GOOD[0]}.xlsx", readable=False)
    before = files(out / "Word报告")
    ran = convert(given, out)
    assert ran.status == 1
    assert f"F-02　{GOOD[0]}.xlsx" in ran.text
    assert statuses(out)[f"{GOOD[0]}.xlsx"] == "passed"
    assert files(out / "Word报告") == before
    assert not (out / "已失效").exists()
    disk.held.clear()
    assert "F-02" not in convert(given, out).text


def test_no_run_replaces_or_removes_a_file_that_it_has_open_itself(tmp_path: Path) -> None:
    """Such a call is refused on Windows, at once and for good."""
    with windows_disk(tmp_path) as disk:
        given, out = hand_in(tmp_path / "报送"), tmp_path / "结果"
        assert convert(given, out).status == 1
        (given / f"{RETURNED}.xlsx").unlink()
        assert convert(given, out).status == 0
        made = ("--name", "青禾县人民政府", "--year", "2024", "-o", tmp_path / "汇总")
        assert run("rollup", given, *made).status == 0
        assert run("rollup", given, *made).status == 0
        year = tmp_path / "年报2025"
        assert run("init", year, "--year", "2025", "--name", "青禾县人民政府").status == 0
        assert run("close", "-C", year, "--reason", "试").status in (0, 1, 2)
        assert run("template", "-o", tmp_path / "表.xlsx", "--year", "2025").status == 0
        assert run("compare", given, "-o", tmp_path / "比较.xlsx").status == 0
    assert disk.refused == []


def test_a_log_is_cut_where_the_result_could_not_be_written(
    again: tuple[Path, Path, Disk], slept: list[float]
) -> None:
    """Windows replaces no file that is open: also not the log that is read to be cut."""
    given, out, disk = again
    (given / f"{RETURNED}.xlsx").unlink()
    (given / f"{GOOD[1]}.xlsx").write_bytes((given / f"{GOOD[0]}.xlsx").read_bytes())
    log = (out / "history.jsonl").read_bytes()
    disk.hold(out / "result.json")
    assert convert(given, out).status == 1
    assert (out / "history.jsonl").read_bytes() == log
    assert {refusal.path for refusal in disk.refused} <= {"结果/result.json"}


@pytest.mark.parametrize("number", [DENIED, PROTECTED])
def test_a_share_that_may_only_be_read_is_told_at_once(tmp_path: Path, number: int) -> None:
    """`tempfile` tries two thousand million names there: it takes the folder for one that is full of them."""
    given = hand_in(tmp_path / "报送")
    (tmp_path / "结果").mkdir()
    with windows_disk(tmp_path) as disk:
        disk.protected = number
        ran = convert(given, tmp_path / "结果")
    assert ran.status == 2
    assert ("没有权限" if number == DENIED else "只读") in ran.text
    assert len(disk.refused) < 10


def test_only_one_module_opens_replaces_and_removes_what_others_may_hold() -> None:
    root = Path(sharing.__file__).parents[1]
    own = {
        *("system/sharing.py", "system/locks.py", "system/scratch.py", "document/template_cache.py"),
        *("report/earlier_store.py", "batch/pool.py", "batch/cluster.py", "shipped/office_templates.py"),
        *("shipped/build.py", "page/rendering.py", "system/web_templates.py"),
    }  # their own temporary files, and files of the package
    calls = re.compile(
        r"\.read_bytes\(\)|\.open\(\"rb\"\)|\.unlink\(|(?<!sharing)\.rename\(|os\.replace\(|tempfile\.mk|ZipFile\(path"
    )
    found = [
        f"{name}: {call[0]}"
        for path in root.rglob("*.py")
        if (name := path.relative_to(root).as_posix()) not in own
        for call in calls.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == ["batch/input_files.py: ZipFile(path"]  # which is asked for patiently


@pytest.mark.parametrize(
    ("number", "words", "held"),
    [
        (DENIED, "没有权限或文件正被占用", True),
        (SHARING, "文件正被另一个程序占用", True),
        (PROTECTED, "只读，不能写入", False),
    ],
)
def test_the_reason_is_told_as_exactly_as_windows_says_it(number: int, words: str, held: bool) -> None:
    error = failure(number, "文件.docx")
    assert failure_reason(error) == words
    assert is_in_use(error) is held
