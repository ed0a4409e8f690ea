"""Every verb on consoles without Chinese, that nobody reads, or that are not there: the same status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from converter import cli
from tests.folders import folder
from tests.published.layouts import page, tables_of
from tests.reports import TEXTS, report, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


FILES = {
    "a.xlsx": fill_workbook(report(texts={**TEXTS, "存在的主要问题": (), "改进情况": ()})),
    "乙.xlsx": fill_workbook(with_figure(report(entries={"机关名称": "青禾县民政局"}), "三.r04.c7", 9)),
}
NAME = "青禾县财政局"
DECISION = ("--reason", "刚组建", "--by", "王五", "-o", "out")
POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell of another system")


class Ended(NamedTuple):
    """A command that ended: its status and what it wrote."""

    status: int
    out: bytes
    err: bytes


COMMANDS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "template": (("-o", "表.xlsx", "--year", "2025"), cli.OK),
    "roster": (("-o", "新名单.xlsx"), cli.OK),
    "issue": (("名单.xlsx", "--year", "2025", "-o", "发放"), cli.FOUND),  # nobody is on it
    "rules": ((), cli.OK),
    "convert": (("in", "-o", "out"), cli.FOUND),
    "check": (("in",), cli.FOUND),
    "status": (("out",), cli.OK),
    "doctor": (("out",), cli.OK),
    "accept": ((NAME, "D-07", *DECISION), cli.OK),
    "rollup": (
        ("in", "--name", "青禾县人民政府", "--year", "2024", "-o", "汇总"),
        cli.MISUSE,
    ),  # all returned
    "word-template": (("-o", "模板"), cli.OK),
    "local": ((), cli.OK),
    "init": (("年报2025", "--year", "2025", "--name", "青禾县人民政府"), cli.OK),
    "close": (("-C", "没有的"), cli.MISUSE),
    "serve": (("-C", "没有的"), cli.MISUSE),
    "import": (("网页.html", "-o", "读回"), cli.OK),
    "observe": (("网页.html", "-o", "看"), cli.OK),
    "compare": (("in/a.xlsx", "in/乙.xlsx"), cli.OK),
    "template-check": (("没有的.docx",), cli.MISUSE),
}
"""A command line of every verb, with its status."""

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
CONSOLES: Mapping[str, Mapping[str, str]] = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "cp936": {"PYTHONIOENCODING": "cp936"},
    "cp437 strict": {"PYTHONIOENCODING": "cp437:strict"},
    "LC_ALL=C": C_LOCALE,
    "narrow": {"COLUMNS": "1"},
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with workbooks, the output of a run over them, and a roster."""
    home = tmp_path_factory.mktemp("console")
    cli.main(["convert", str(folder(home / "in", FILES)), "-o", str(home / "out")])
    cli.main(["roster", "-o", str(home / "名单.xlsx")])
    (home / "网页.html").write_bytes(page(tables_of(report()), report()))
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return shutil.copytree(prepared, tmp_path / "home")


def run(home: Path, *words: str, environment: Mapping[str, str] | None = None, shell: str = "") -> Ended:
    """A command in a process of its own; `shell`: what follows it in a command line of the shell."""
    root = str(Path(__file__).parent.parent)
    variables = {**os.environ, "PYTHONPATH": root, **(environment or {})}
    command = [sys.executable, "-m", "converter", *words]
    if shell:
        command = ["bash", "-c", f'set -o pipefail; "$@" {shell}', "bash", *command]
    done = subprocess.run(command, cwd=home, env=variables, capture_output=True, timeout=120, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def is_quiet(ended: Ended) -> bool:
    """Neither a traceback nor what Python says of an error while it ends."""
    return not any(word in ended.out + ended.err for word in (b"Traceback", b"Exception ignored", b"Error:"))


def test_every_verb_is_tried() -> None:
    assert COMMANDS.keys() == cli.VERBS.keys()


@pytest.mark.thorough
@pytest.mark.slow
@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_verb_ends_as_on_any_console(home: Path, verb: str, console: str) -> None:
    words, status = COMMANDS[verb]
    for words_, status_ in ((words, status), (("--help",), cli.OK), (("--不认识",), cli.MISUSE)):
        ended = run(home, verb, *words_, environment=CONSOLES[console])
        assert ended.status == status_, ended
        assert is_quiet(ended)


@pytest.mark.thorough
@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("verb", COMMANDS)
@pytest.mark.parametrize("shell", ["| head -c 1 >/dev/null", "| true", "<&- >&- 2>&-", ">文件 2>/dev/full"])
def test_a_verb_ends_as_ever_whoever_reads_it(home: Path, verb: str, shell: str) -> None:
    words, status = COMMANDS[verb]
    for words_, status_ in ((words, status), (("--help",), cli.OK)):
        ended = run(home, verb, *words_, shell=shell)
        assert ended.status == status_, ended
        assert is_quiet(ended)


@pytest.mark.parametrize("console", ["ascii", "LC_ALL=C"])
def test_a_conversion_succeeds_on_a_console_without_chinese(home: Path, console: str) -> None:
    shutil.rmtree(home / "out")
    ended = run(home, "convert", "in", "-o", "out", environment=CONSOLES[console])
    assert ended.status == cli.FOUND
    assert is_quiet(ended)
    assert (home / "out/退回修改/青禾县民政局-退回说明.txt").is_file()


@POSIX
@pytest.mark.parametrize("shell", ["| head -c 1 >/dev/null", "<&- >&- 2>&-"])
def test_a_conversion_that_nobody_reads_is_finished(home: Path, shell: str) -> None:
    shutil.rmtree(home / "out")
    ended = run(home, "convert", "in", "-o", "out", shell=shell)
    assert ended == Ended(cli.FOUND, b"", b"")
    result = json.loads((home / "out/result.json").read_text(encoding="utf-8"))
    assert len(result["outcomes"]) == len(FILES)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full here")
@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_output_that_a_full_disk_lost_is_told(home: Path, more: tuple[str, ...]) -> None:
    ended = run(home, "check", "in", *more, shell="> /dev/full")
    assert ended.status == cli.MISUSE
    assert ended.err.decode() == "屏幕上的内容没有全部写出：磁盘空间不足。\n"


@pytest.mark.parametrize("console", ["ascii", "cp936"])
def test_json_is_utf_8_whatever_the_console_is(home: Path, console: str) -> None:
    ended = run(home, "check", "in", "--format", "json", environment=CONSOLES[console])
    agencies = [outcome["agency"] for outcome in json.loads(ended.out.decode("utf-8"))["outcomes"]]
    assert agencies == [NAME, "青禾县民政局"]
    assert b"\r" not in ended.out


def test_characters_that_a_console_lacks_are_replaced(home: Path) -> None:
    said = run(home, "check", "没有的", environment=CONSOLES["ascii"]).err
    assert said.strip() == b"?" * len("找不到文件或文件夹“没有的”，请检查路径。")


def test_without_any_console_a_command_works(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", FILES)
    code = (
        f"import sys; sys.stdin = sys.stdout = sys.stderr = None; sys.argv[1:] = ['check', {str(source)!r}]\n"
    )
    code += "from converter.cli import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert Ended(done.returncode, done.stdout, done.stderr) == Ended(cli.FOUND, b"", b"")


def on_terminal(home: Path, columns: int, words: list[str]) -> tuple[int, bytes]:
    """A command on a terminal of so many columns: its status and what it wrote."""
    import fcntl
    import pty
    import struct
    import termios

    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    root = str(Path(__file__).parent.parent)
    variables = {**{k: v for k, v in os.environ.items() if k != "COLUMNS"}, "PYTHONPATH": root}
    started = subprocess.Popen(
        [sys.executable, "-m", "converter", *words],
        cwd=home,
        env=variables,
        stdin=other,
        stdout=other,
        stderr=other,
    )
    os.close(other)
    written = b""
    read: Callable[[int, int], bytes] = os.read
    while True:
        try:
            piece = read(main, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(main)
    return started.wait(60), written


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("columns", [0, 1, 2, 9])
def test_a_very_narrow_terminal_is_no_error(home: Path, columns: int) -> None:
    for words, status in ((["check", "in"], cli.FOUND), (["convert", "--help"], cli.OK)):
        ended, written = on_terminal(home, columns, words)
        assert ended == status
        assert b"Traceback" not in written
