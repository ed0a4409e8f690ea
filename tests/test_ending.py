"""Runs that are ended from outside: by Ctrl-C, by SIGTERM, by the end of the process that they work for."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import sys
from pathlib import Path

import pytest

from converter.shipped.resources import shipped_folder
from tests.desk.test_issue import roster_of
from tests.processes import SEES_PROCESSES, Command, running

if sys.platform == "win32":
    pytest.skip("signals of POSIX", allow_module_level=True)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SEES_PROCESSES, reason="no /proc")]

SAMPLES = str(shipped_folder("workbook_templates") / "samples")
CONVERT = ["-m", "converter", "convert", SAMPLES, "-o"]
ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
SOON = 2.0
"""Seconds in which a run is gone."""

SENTENCE = re.compile(r"已停止：[^\n]*重新运行同一条命令[^\n]*。\n")

SIGNAL_AT_IMPORT = """
import os, sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["AT"] and os.environ.get("MAIN", "1") == "1":
            os.kill(os.getpid(), int(os.environ["WITH"]))
sys.meta_path.insert(0, Finder())
"""


def send(command: Command, number: int) -> None:
    """Send a signal as a terminal does, to all of a group, or as another program does, to one process."""
    if number == signal.SIGTERM:
        command.process.send_signal(number)
    else:
        os.killpg(command.process.pid, number)


def require_ended(command: Command, status: int) -> str:
    """The sentence of a run that has ended as it should; nothing else is said, nothing lives on."""
    found, said, seconds = command.end()
    assert (found, bool(SENTENCE.fullmatch(said))) == (status, True), said
    assert seconds < SOON
    assert command.left(1) == []
    return said


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with work for two processes."""
    folder = tmp_path_factory.mktemp("many")
    for sample in sorted(Path(SAMPLES).iterdir()):
        for number in range(3):
            (folder / f"{number}-{sample.name}").write_bytes(sample.read_bytes())
    return str(folder)


def require_completed(output: Path, folder: str = SAMPLES, **environment: str) -> None:
    """A new run does all that was left, and nothing of the ended one stays."""
    with running(["-m", "converter", "convert", folder, "-o", str(output)], environment) as command:
        found, said, _ = command.end()
        assert (found, said) == (1, "")
    assert len(list((output / "Word报告").glob("*.docx"))) == 6
    outcomes = json.loads((output / "result.json").read_bytes())["outcomes"]
    assert len(outcomes) == len(list(Path(folder).iterdir()))
    lines = (output / "history.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["agency"] for line in lines}) == len(lines) == 8
    assert [path.name for path in output.rglob(".*")] == []


def hanging_office(tmp_path: Path) -> dict[str, str]:
    """A program in LibreOffice's place that hangs with a child, and leaves a mark when it has begun."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 60 &\ntouch '{tmp_path / 'begun'}'\nsleep 60\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"XXGK_SOFFICE": str(program)}


@pytest.mark.parametrize(("number", "status"), ENDS)
@pytest.mark.parametrize(
    "module", ["converter.cli.convert", "converter.batch.folder", "lxml.etree", "converter.catalogue.files"]
)
def test_a_run_is_ended_while_it_imports(tmp_path: Path, module: str, number: int, status: int) -> None:
    (tmp_path / "sitecustomize.py").write_text(SIGNAL_AT_IMPORT)
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    environment = {"PYTHONPATH": path, "AT": module, "WITH": str(int(number))}
    with running([*CONVERT, str(tmp_path / "out")], environment) as command:
        assert "还没有开始" in require_ended(command, status)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("module", ["converter.cli.ending", "converter.cli.statuses", "signal"])
def test_ctrl_c_before_signals_are_handled_has_a_sentence_too(tmp_path: Path, module: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(SIGNAL_AT_IMPORT)
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    environment = {"PYTHONPATH": path, "AT": module, "WITH": str(int(signal.SIGINT))}
    with running([*CONVERT, str(tmp_path / "out")], environment) as command:
        require_ended(command, 130)


@pytest.mark.parametrize(("number", "status"), ENDS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_ended_says_what_is_done_and_what_is_open(
    tmp_path: Path, jobs: str, number: int, status: int
) -> None:
    output = tmp_path / "out"
    with running([*CONVERT, str(output), "--jobs", jobs]) as command:
        if jobs == "2":
            command.wait_for_processes(3)  # in the middle of their start
        else:
            assert command.line().startswith("[1/8]")
        send(command, number)
        said = require_ended(command, status)
    done, left = map(int, re.findall(r"做完 (\d+) 份，还有 (\d+) 份没有做", said)[0])
    assert done + left == 8
    assert (done > 0) == (jobs == "1")
    require_completed(output)


@pytest.mark.parametrize(("number", "status"), ENDS[:2])
def test_libreoffice_is_ended_too(tmp_path: Path, number: int, status: int) -> None:
    output = tmp_path / "out"
    with running([*CONVERT, str(output), "--pdf"], hanging_office(tmp_path)) as command:
        command.wait_for(tmp_path / "begun")
        assert len(command.alive()) >= 4
        send(command, number)
        assert "8 份都已处理，结果还没有全部写出" in require_ended(command, status)
    require_completed(output)


def test_a_main_thread_that_does_not_come_out_is_ended_by_the_other(tmp_path: Path) -> None:
    code = (
        "import signal, time\nfrom converter.cli.ending import endable\n"
        "with endable():\n"
        "    try: print('in', flush=True); time.sleep(60)\n"
        "    except BaseException: time.sleep(60)\n"
    )
    with running(["-c", code], {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}) as command:
        assert command.line() == "in\n"
        send(command, signal.SIGTERM)
        require_ended(command, 143)


@pytest.mark.parametrize("moment", ["first process", "all processes", "first result"])
def test_no_process_outlives_a_run_that_is_killed(tmp_path: Path, many: str, moment: str) -> None:
    output, temporary = tmp_path / "out", tmp_path / "temporary"
    temporary.mkdir()
    words = ["-m", "converter", "convert", many, "-o", str(output), "--jobs", "2"]
    with running(words, {"TMPDIR": str(temporary)}) as command:
        if moment == "first result":
            assert command.line().startswith("[1/24]")
        else:
            command.wait_for_processes(3 if moment == "first process" else 4)
        command.process.kill()
        _, said, _ = command.end()
        assert command.left() == []
        assert said == ""
    assert [path.name[:5] for path in temporary.iterdir()] == ["xxgk-"]
    require_completed(output, many, TMPDIR=str(temporary))
    assert [*temporary.iterdir()] == []


def test_libreoffice_does_not_outlive_a_run_that_is_killed(tmp_path: Path) -> None:
    with running([*CONVERT, str(tmp_path / "out"), "--pdf"], hanging_office(tmp_path)) as command:
        command.wait_for(tmp_path / "begun")
        command.process.kill()
        command.process.wait()
        assert command.left() == []


def test_a_reader_of_an_old_format_does_not_outlive_the_process_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text(
        f"import pathlib, time; pathlib.Path({str(tmp_path / 'begun')!r}).touch(); time.sleep(60)"
    )
    code = (
        "from converter.workbook.read.cells.isolated import read_isolated\n"
        "from converter.workbook.read.cells.unreadable import Obstacle\n"
        "read_isolated(b'PK', Obstacle.ODS)"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    with running(["-c", code], {"PYTHONPATH": path}) as command:
        command.wait_for(tmp_path / "begun")
        assert len(command.alive()) == 2
        command.process.kill()
        command.process.wait()
        assert command.left() == []


def test_every_command_that_writes_into_a_folder_is_refused_while_another_does(tmp_path: Path) -> None:
    output, roster = tmp_path / "out", str(roster_of(tmp_path, "甲局"))
    with running([*CONVERT, str(output)]) as command:
        assert command.end()[0] == 1
    before = sorted(path.relative_to(output) for path in output.rglob("*"))
    with running([*CONVERT, str(output), "--pdf"], hanging_office(tmp_path)) as first:
        first.wait_for(tmp_path / "begun")
        accepted = ["--reason", "口径不同", "--by", "王五", "--record", str(tmp_path / "r.jsonl")]
        for words in (
            CONVERT[2:-1],
            ["rollup", SAMPLES, "--name", "青禾县人民政府", "--year", "2024"],
            ["issue", roster, "--year", "2025"],
            ["accept", "青禾县财政局", "D-07", *accepted],
        ):
            with running(["-m", "converter", *words, "-o", str(output)]) as second:
                found, said, _ = second.end()
            assert found == 2
            assert f"xxgk convert（进程 {first.process.pid}）" in said
            assert re.search(r"从 \d+月\d+日 \d\d:\d\d 起在这台电脑上运行", said)
            assert said.count("\n") == 1
    assert first.left() == []
    require_completed(output)
    assert sorted(path.relative_to(output) for path in output.rglob("*")) == before
    assert not (tmp_path / "r.jsonl").exists()
