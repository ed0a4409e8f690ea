"""What only Windows can show, tried there (or under Wine): held files, jobs, short names, signals."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from converter.doctor.computer import free_memory
from converter.doctor.disk import disk_lines
from converter.doctor.lines import Verdict
from converter.system import windows_jobs
from converter.system.isolated_process import OUT_OF_MEMORY
from tests.windows_behaviour.scene import GOOD, RETURNED, convert, files, hand_in, statuses

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Windows alone, or Wine")

WORD, NOBODY = 1, 0
"""What others may do with a file that is held: read it; nothing."""

_WINDOWS: Any = ctypes
_READ_WRITE, _OPEN_EXISTING = 0xC0000000, 3


@contextmanager
def held(path: Path, sharing: int = WORD) -> Iterator[None]:
    """Hold a file as Word and Excel do."""
    kernel = _WINDOWS.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CloseHandle.argtypes = [ctypes.c_void_p]
    handle = kernel.CreateFileW(str(path), _READ_WRITE, sharing, None, _OPEN_EXISTING, 0, None)
    assert handle not in (None, ctypes.c_void_p(-1).value), _WINDOWS.get_last_error()
    try:
        yield
    finally:
        kernel.CloseHandle(handle)


@pytest.fixture
def done(tmp_path: Path) -> tuple[Path, Path]:
    """What is handed in, and the results of a run."""
    given, out = hand_in(tmp_path / "报送"), tmp_path / "结果"
    assert convert(given, out).status == 1
    return given, out


@pytest.mark.parametrize(
    "pattern",
    [f"Word报告/{GOOD[0]}*.docx", "校验结果.xlsx", "result.json", "history.jsonl", "退回修改/*.xlsx"],
)
def test_an_output_that_word_or_excel_holds(done: tuple[Path, Path], pattern: str) -> None:
    given, out = done
    (path,) = out.glob(pattern)
    shutil.rmtree(given)
    hand_in(given, changed=True)
    (given / f"{GOOD[1]}.xlsx").unlink()
    before = path.read_bytes()
    with held(path):
        ran = convert(given, out)
    assert "Traceback" not in ran.text
    assert "占用" in ran.text
    assert path.read_bytes() == before
    if path.name != "result.json":
        assert statuses(out) == {f"{GOOD[0]}.xlsx": "passed", f"{RETURNED}.xlsx": "returned"}
    assert "占用" not in convert(given, out).text


def test_a_workbook_that_excel_holds_keeps_its_result(done: tuple[Path, Path]) -> None:
    given, out = done
    before = files(out / "Word报告")
    with held(given / f"{GOOD[0]}.xlsx", NOBODY):
        ran = convert(given, out)
    assert f"F-02　{GOOD[0]}.xlsx" in ran.text
    assert statuses(out)[f"{GOOD[0]}.xlsx"] == "passed"
    assert files(out / "Word报告") == before


def test_a_file_that_is_held_for_a_moment_is_waited_for(done: tuple[Path, Path]) -> None:
    """By another process, which lets go after some tenths of a second."""
    out = done[1]
    (path,) = out.glob("校验结果.xlsx")
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tests.windows_behaviour.test_real import held\n"
        f"with held(Path({str(path)!r})):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    time.sleep(0.4)\n"
    )
    from converter.system.sharing import replace

    words = [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    new = out / "new"
    new.write_bytes(b"new")
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        other.stdin.write(b"\n")
        other.stdin.flush()
        start = time.monotonic()
        replace(new, path)
        assert time.monotonic() - start < 3
    assert path.read_bytes() == b"new"


def test_memory_that_is_asked_for_beyond_the_bound_ends_the_process() -> None:
    code = (
        "from converter.system.isolated_process import limit_memory\n"
        "import time\n"
        "limit_memory(200_000_000)\n"
        "try:\n"
        "    taken = [b'1' * 20_000_000 for _ in range(40)]\n"
        "except MemoryError:\n"
        f"    raise SystemExit({OUT_OF_MEMORY})\n"
        "time.sleep(2)\n"
    )
    words = [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"]
    assert subprocess.run(words, check=False).returncode == OUT_OF_MEMORY
    assert windows_jobs.committed() > 1_000_000


def test_a_process_in_a_job_ends_with_the_one_that_holds_it(tmp_path: Path) -> None:
    """Also one that runs no Python code meanwhile: nothing but the system could end it."""
    beats = tmp_path / "beats"
    child = f"import time\nwhile True:\n    open({str(beats)!r}, 'a').write('x')\n    time.sleep(0.1)\n"
    parent = (
        "import subprocess, sys, time\n"
        "from converter.system.windows_jobs import new_job, put_into\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        "assert put_into(new_job(), int(child._handle))\n"
        "print('started', flush=True)\n"
        "time.sleep(60)\n"
    )
    words = [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{parent}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"started"
        end = time.monotonic() + 30
        while not beats.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert beats.exists()
        other.kill()
    time.sleep(1)
    size = beats.stat().st_size
    time.sleep(1)
    assert beats.stat().st_size == size


def test_a_folder_by_its_short_name(tmp_path: Path) -> None:
    """A folder by its short name (AFOLDE~1) is the same folder: results in it are not read as workbooks."""
    long = tmp_path / "a folder with a long name"
    given = hand_in(long / "报送")
    kernel = _WINDOWS.WinDLL("kernel32")
    buffer = ctypes.create_unicode_buffer(1_000)
    if not kernel.GetShortPathNameW(str(long), buffer, 1_000) or "~" not in buffer.value:
        pytest.skip("this disk has no short names")
    short = Path(buffer.value) / "报送" / "结果"
    assert convert(given, short).status == 1
    assert len(statuses(given / "结果")) == 3
    assert convert(given, given / "结果").status == 1
    assert len(statuses(given / "结果")) == 3


def test_names_that_differ_in_case_are_one_file(done: tuple[Path, Path]) -> None:
    """A workbook whose name changed in case alone is the same one: its report stays."""
    given, out = done
    (given / f"{GOOD[0]}.xlsx").rename(given / "a.tmp")
    (given / "a.tmp").rename(given / f"{GOOD[0]}.XLSX")
    convert(given, out)
    assert len([*(out / "Word报告").iterdir()]) == len(GOOD)
    assert not (out / "已失效").exists()


def test_a_disk_of_this_system_passes_the_trials(tmp_path: Path) -> None:
    lines = {line.what: line for line in disk_lines(tmp_path)}
    assert [line for line in lines.values() if line.verdict is Verdict.BAD] == []
    assert "不能替换" in lines["打开着的文件"].found
    assert lines["同时运行"].verdict is Verdict.GOOD
    assert (free_memory() or 0) > 1_000_000
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["SIGBREAK", "SIGINT"])
def test_a_run_that_is_ended_says_so(tmp_path: Path, name: str) -> None:
    """By the signal that Python makes of Ctrl-Break and of a closed window, or of Ctrl-C."""
    given = hand_in(tmp_path / "报送")
    for number in range(150):
        shutil.copy(given / f"{GOOD[0]}.xlsx", given / f"{number}.xlsx")
    code = (
        "import signal, sys\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from converter.batch.input_files import InputFile\n"
        "from converter.cli import main\n"
        "real = InputFile.read\n"
        "def read(file):\n"
        "    if file.name == '1.xlsx':\n"
        f"        signal.raise_signal(signal.{name})\n"
        "    return real(file)\n"
        "InputFile.read = read\n"
        "sys.exit(main())\n"
    )
    words = [sys.executable, "-X", "utf8", "-c", code]
    words += ["convert", str(given), "-o", str(tmp_path / "结果"), "--jobs", "1"]
    done = subprocess.run(words, capture_output=True, check=False)
    told = done.stderr.decode("utf-8", "replace")
    assert done.returncode == {"SIGBREAK": 143, "SIGINT": 130}[name], told[-500:]
    assert "已停止：共 153 份" in told
    assert not [*(tmp_path / "结果").rglob("*.docx")]
    assert not [*(tmp_path / "结果").rglob("*.tmp")]
