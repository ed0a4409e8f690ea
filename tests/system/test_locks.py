"""One run at a time in a folder, with real processes that hold its lock or died with it."""

from __future__ import annotations

import errno
import json
import os
import platform
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from converter.system import locks
from converter.system.errors import OutputError
from converter.system.locks import LOCK, FolderBusy, holder_of, only_run, require_free
from converter.system.sharing import remove
from tests.links import link

HOLD = (
    "import sys; from pathlib import Path; from converter.system.locks import only_run\n"
    "with only_run(Path(sys.argv[1]), 'convert'):\n"
    "    print('in', flush=True); sys.stdin.read()"
)


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that works in a folder until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        try:
            yield process
        finally:
            process.kill()


def left_by(machine: str, folder: Path) -> None:
    """A lock file that nobody holds."""
    folder.mkdir(exist_ok=True)
    words = {"user": "王五", "machine": machine, "process": 7, "work": "convert", "beats": "000000001"}
    (folder / LOCK).write_text(json.dumps({**words, "since": "2024-12-01T14:05:00+08:00"}))


def test_the_lock_file_stands_there_for_the_time_of_a_run_only(tmp_path: Path) -> None:
    with only_run(tmp_path / "结果", "convert") as left:
        assert left is None
        assert [path.name for path in (tmp_path / "结果").iterdir()] == [LOCK]
        (tmp_path / "结果" / "a").touch()
    assert [path.name for path in (tmp_path / "结果").iterdir()] == ["a"]


def test_a_folder_in_which_nothing_was_written_is_not_left_behind(tmp_path: Path) -> None:
    with only_run(tmp_path / "一" / "二", "convert"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_second_run_is_told_who_works_there_since_when(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        with pytest.raises(FolderBusy) as refused, only_run(tmp_path, "convert"):
            pass
        holder = holder_of(tmp_path)
        assert holder is not None
        assert (holder.machine, holder.process, holder.work) == (platform.node(), other.pid, "convert")
        with pytest.raises(FolderBusy):
            require_free(tmp_path)
    said = str(refused.value)
    assert f"{holder.user}从 " in said
    assert re.search(r"从 \d+月\d+日 \d\d:\d\d 起在这台电脑上运行 xxgk convert（进程 \d+）", said)
    assert "请等它结束后再运行" in said
    assert "没有写出任何文件" in said


def test_who_holds_a_lock_is_seen_whatever_failed_before(tmp_path: Path) -> None:
    """The C library of Wine gives a refused lock no reason of its own: that of an earlier failure stays."""
    with held(tmp_path):
        with suppress(FileNotFoundError):
            os.open(tmp_path / "没有", os.O_RDWR)
        assert holder_of(tmp_path) is not None


def test_two_runs_in_two_folders_do_not_meet(tmp_path: Path) -> None:
    with held(tmp_path / "甲"), only_run(tmp_path / "乙", "convert") as left:
        assert left is None


def test_a_folder_by_another_way_to_it_is_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    link(tmp_path / "乙", tmp_path / "甲")
    with held(tmp_path / "甲"), pytest.raises(FolderBusy), only_run(tmp_path / "乙", "convert"):
        pass


def test_a_lock_of_a_process_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    with held(tmp_path) as other:
        other.kill()
        other.wait()
        assert (tmp_path / LOCK).exists()
        assert holder_of(tmp_path) is None
        require_free(tmp_path)
        with only_run(tmp_path, "convert") as left:
            assert left is not None
            assert left.process == other.pid
            own = json.loads((tmp_path / LOCK).read_text())
            assert own["process"] == os.getpid()
    assert not (tmp_path / LOCK).exists()


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"[]", b'{"user": 1}', b"[" * 9000, b'{"since": "x"}'])
def test_a_lock_file_that_says_nothing_is_taken_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK).write_bytes(content)
    with only_run(tmp_path, "convert") as left:
        assert left is None
    assert not (tmp_path / LOCK).exists()


def test_a_lock_that_another_machine_left_is_taken_over_after_a_while(tmp_path: Path) -> None:
    left_by("PC-3", tmp_path)
    waited: list[str] = []
    with only_run(tmp_path, "convert", lambda holder: waited.append(holder.machine), patience=0.2) as left:
        assert left is not None
        assert left.user == "王五"
    assert waited == ["PC-3"]


def test_one_that_another_machine_still_writes_into_is_not(tmp_path: Path) -> None:
    left_by("PC-3", tmp_path)
    later = (tmp_path / LOCK).read_text().replace("000000001", "000000002")

    def sign_of_life(holder: object) -> None:
        """What the other machine does after the first look."""
        threading.Timer(0.2, (tmp_path / LOCK).write_text, [later]).start()

    with pytest.raises(FolderBusy) as refused, only_run(tmp_path, "convert", sign_of_life, patience=5):
        pass
    assert "王五从 12月1日 14:05 起在电脑“PC-3”上运行" in str(refused.value)
    assert "把它关掉" in str(refused.value)
    assert (tmp_path / LOCK).exists()


def test_a_holder_gives_signs_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "BEAT", 0.02)
    with only_run(tmp_path, "convert"):
        first = (tmp_path / LOCK).read_bytes()
        while (tmp_path / LOCK).read_bytes() == first:
            pass


def test_where_the_file_system_has_no_locks_the_file_itself_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "try_lock", lambda handle: None)
    monkeypatch.setattr(locks, "BEAT", 0.02)
    with only_run(tmp_path, "convert"):
        with pytest.raises(FolderBusy), only_run(tmp_path, "convert", patience=0.3):
            pass
        assert (tmp_path / LOCK).exists()
    left_by(platform.node(), tmp_path)
    with only_run(tmp_path, "convert", patience=0.1) as left:
        assert left is not None
    assert not (tmp_path / LOCK).exists()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "结果").touch()
    with pytest.raises(OutputError, match="无法写入"), only_run(tmp_path / "结果", "convert"):
        pass


def test_a_folder_in_the_place_of_the_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    with pytest.raises(OutputError, match="无法写入"), only_run(tmp_path, "convert"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes through no link by accident")
def test_a_link_in_the_place_of_the_lock_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "结果").mkdir()
    (tmp_path / "结果" / LOCK).symlink_to(tmp_path / "别的")
    with suppress(OutputError), only_run(tmp_path / "结果", "convert"):
        pass
    assert not (tmp_path / "别的").exists()


@pytest.mark.slow
def test_of_many_that_begin_at_once_one_at_a_time_works(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from converter.system.locks import only_run, FolderBusy\n"
        "folder, n = Path(sys.argv[1]), 0\n"
        "while n < 40:\n"
        "    try:\n"
        "        with only_run(folder, 'convert'):\n"
        "            (folder / 'alone').touch(exist_ok=False); (folder / 'alone').unlink()\n"
        "        n += 1\n"
        "    except FolderBusy: pass\n"
    )
    tmp_path.joinpath("out").mkdir()
    words = [sys.executable, "-c", code, str(tmp_path / "out")]
    running = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 4
    assert not list(tmp_path.joinpath("out").iterdir())


def test_a_lock_that_cannot_be_removed_is_told_and_is_nobodys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[OSError] = []

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    with only_run(tmp_path, "convert", on_left=told.append):
        monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.undo()
    assert [error.errno for error in told] == [errno.EACCES]
    with only_run(tmp_path, "convert") as left:
        assert left is not None
    assert not (tmp_path / LOCK).exists()


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere a file that is open can be removed")
def test_a_lock_that_the_next_run_has_already_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes between the release of the lock and the removal of its file."""
    told: list[OSError] = []
    with ExitStack() as next_run:

        def late(path: Path, *, missing_ok: bool = False) -> None:
            monkeypatch.undo()
            next_run.enter_context(only_run(path.parent, "rollup"))
            remove(path, missing_ok=missing_ok)

        with only_run(tmp_path, "convert", on_left=told.append):
            monkeypatch.setattr(locks, "remove", late)
        holder = holder_of(tmp_path)
        assert holder is not None
        assert holder.work == "rollup"
    assert told == []
    assert not (tmp_path / LOCK).exists()


def test_a_lock_that_cannot_be_read_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(handle: int, size: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    with pytest.raises(OutputError, match="磁盘读写出错"), only_run(tmp_path / "结果", "convert"):
        pass
    assert [*tmp_path.iterdir()] == []
