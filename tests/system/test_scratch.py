"""Temporary files of a process lie in a folder of its own, and those of dead processes are removed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from converter.system import scratch
from converter.system.file_locks import try_lock
from converter.system.scratch import MARK, clear
from tests.links import link
from tests.windows_behaviour.disk import windows_disk

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
    (system_folder / "xxgk-report.docx").touch()
    (system_folder / "xxgk-mine").mkdir()
    (system_folder / "xxgk-mine" / "notes.txt").touch()
    before = sorted(system_folder.rglob("*"))
    clear()
    assert sorted(system_folder.rglob("*")) == before


def test_a_link_that_is_named_like_ours_leads_nowhere(system_folder: Path) -> None:
    documents = system_folder / "documents"
    documents.mkdir()
    for name in (MARK, "report"):
        (documents / name).touch()
    link(system_folder / "xxgk-link", documents)
    clear()
    assert {path.name for path in documents.iterdir()} == {MARK, "report"}


def test_a_mark_that_is_a_link_is_none(system_folder: Path) -> None:
    (system_folder / "documents").touch()
    (system_folder / "xxgk-other").mkdir()
    link(system_folder / "xxgk-other" / MARK, system_folder / "documents")
    clear()
    assert (system_folder / "xxgk-other" / MARK).exists()


def test_a_link_in_an_abandoned_folder_leads_nowhere(system_folder: Path) -> None:
    (system_folder / "documents").mkdir()
    (system_folder / "documents" / "report").touch()
    left = system_folder / "xxgk-left"
    left.mkdir()
    (left / MARK).touch()
    link(left / "link", system_folder / "documents")
    clear()
    assert not left.exists()
    assert (system_folder / "documents" / "report").exists()


@contextmanager
def held_open(path: Path) -> Iterator[None]:
    """A file that another program has open, which Windows does not remove then."""
    if sys.platform == "win32":
        with path.open("rb"):
            yield
    else:
        with windows_disk(path.parent) as disk:
            disk.hold(path)
            yield


def test_what_another_program_has_open_is_removed_by_the_next_run(system_folder: Path) -> None:
    with ExitStack() as program:
        with scratch.scratch():
            folder = Path(tempfile.gettempdir())
            for name in ("a", "open", "z"):
                (folder / name).touch()
            program.enter_context(held_open(folder / "open"))
        assert {path.name for path in folder.iterdir()} == {MARK, "open"}
        clear()
        assert folder.exists()
    clear()
    assert list(system_folder.iterdir()) == []


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


def test_a_folder_that_is_taken_for_abandoned_while_it_is_made_does_no_harm(
    system_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process looks for abandoned folders just before the lock is there.

    It removes this one, so that another is made; on Windows it cannot, since the file to be locked is open.
    """
    removed: list[Path] = []

    def late(handle: int) -> bool | None:
        if not removed:
            removed.append(Path(next(system_folder.iterdir())))
            monkeypatch.setattr(scratch, "try_lock", try_lock)
            clear()
            monkeypatch.setattr(scratch, "try_lock", late)
        return try_lock(handle)

    monkeypatch.setattr(scratch, "try_lock", late)
    with scratch.scratch():
        folder = Path(tempfile.gettempdir())
        assert (removed == [folder]) is (sys.platform == "win32")
        assert (folder / MARK).exists()
