"""Temporary files of a process lie in a folder of its own, and those of dead processes are removed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from converter.system import locks, scratch
from converter.system.locks import try_lock
from converter.system.scratch import MARK, clear

CHILD = "import os, tempfile; handle, name = tempfile.mkstemp(); os.close(handle); print(name)"
KILLED = """
import os, signal, sys, tempfile
from pathlib import Path
from converter.system.scratch import scratch
with scratch():
    Path(tempfile.mkdtemp(), "work").write_text("half")
    tempfile.mkstemp()
    print(tempfile.gettempdir(), flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


@pytest.fixture(autouse=True)
def system_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, for this process and its children."""
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def start() -> tuple[subprocess.Popen[str], Path]:
    """A process with temporary files, and their folder; it kills itself at the end of its input."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_files_of_libraries_and_of_other_programs_lie_in_it_and_go_with_it(system_folder: Path) -> None:
    with scratch.scratch():
        folder = Path(tempfile.gettempdir())
        assert folder.parent == system_folder
        (handle, own), nested = tempfile.mkstemp(), tempfile.mkdtemp()
        os.close(handle)
        (Path(nested) / "file").touch()
        made = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
        assert {Path(own).parent, Path(made.stdout.strip()).parent} == {folder}
    assert list(system_folder.iterdir()) == []
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == str(system_folder)


def test_what_a_killed_process_left_is_removed_and_a_living_one_keeps_its_own(system_folder: Path) -> None:
    living, own = start()
    killed, left = start()
    killed.communicate("")
    assert {own, left} == {*system_folder.iterdir()}
    clear()
    assert list(system_folder.iterdir()) == [own]
    assert len(list(own.iterdir())) == 3
    living.communicate("")
    with scratch.scratch():
        assert not own.exists()
    assert list(system_folder.iterdir()) == []


def test_nothing_but_abandoned_folders_of_ours_is_removed(system_folder: Path) -> None:
    (system_folder / "documents").mkdir()
    (system_folder / "documents" / MARK).touch()
    (system_folder / "xxgk-link").symlink_to("documents", target_is_directory=True)
    (system_folder / "xxgk-report.docx").touch()
    (system_folder / "xxgk-mine").mkdir()
    (system_folder / "xxgk-mine" / "notes.txt").touch()
    (system_folder / "xxgk-other").mkdir()
    (system_folder / "xxgk-other" / MARK).symlink_to(system_folder / "documents" / MARK)
    before = sorted(system_folder.rglob("*"))
    clear()
    assert sorted(system_folder.rglob("*")) == before


def test_a_link_in_an_abandoned_folder_leads_nowhere(system_folder: Path) -> None:
    (system_folder / "documents").mkdir()
    (system_folder / "documents" / "report").touch()
    left = system_folder / "xxgk-left"
    left.mkdir()
    (left / MARK).touch()
    (left / "link").symlink_to(system_folder / "documents", target_is_directory=True)
    clear()
    assert not left.exists()
    assert (system_folder / "documents" / "report").exists()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="gives a folder away")
def test_a_folder_of_another_user_stays(system_folder: Path) -> None:
    left = system_folder / "xxgk-left"
    left.mkdir()
    (left / MARK).touch()
    os.chown(left, 12345, 12345)
    clear()
    assert left.exists()


def test_without_locks_the_system_s_own_folder_serves(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "try_lock", lambda handle: None)
    with scratch.scratch():
        assert tempfile.gettempdir() == str(system_folder)
        assert list(system_folder.iterdir()) == []


def test_a_folder_that_is_removed_while_it_is_made_is_made_again(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process looks for abandoned folders just before the lock is there."""
    removed: list[Path] = []

    def late(handle: int) -> bool | None:
        if not removed:
            removed.append(Path(next(system_folder.iterdir())))
            monkeypatch.setattr(scratch, "try_lock", locks.try_lock)
            clear()
            monkeypatch.setattr(scratch, "try_lock", late)
        return try_lock(handle)

    monkeypatch.setattr(scratch, "try_lock", late)
    with scratch.scratch():
        folder = Path(tempfile.gettempdir())
        assert removed
        assert folder not in removed
        assert (folder / MARK).exists()
