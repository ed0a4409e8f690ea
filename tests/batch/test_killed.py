"""A run killed at any moment: no half file, and the next run leaves what an undisturbed one leaves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from converter import cli
from converter.results.paths import HISTORY
from converter.system.files import OWN_PREFIX
from tests.folders import folder, of
from tests.reports import with_figure

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child of this process is killed"),
]

FINANCE, CIVIL, EDUCATION, TRADE = (f"青禾县{name}局" for name in ("财政", "民政", "教育", "商务"))
CHANGES = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"))
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

FIRST = {
    "财政.xlsx": of(FINANCE),
    "民政.xlsx": with_figure(of(CIVIL), "三.r04.c7", 9),
    "教育.xlsx": of(EDUCATION),
}
LATER = {
    "财政.xlsx": of(FINANCE),
    "民政.xlsx": of(CIVIL),
    "商务.xlsx": with_figure(of(TRADE), "三.r04.c7", 9),
}
"""财政 unchanged, 民政 corrected, 教育 withdrawn, 商务 new and flawed."""


def run(home: Path, *, into_its_own: bool) -> int:
    output = home / "in" if into_its_own else home / "out"
    return cli.main(["convert", str(home / "in"), "-o", str(output), "--html"])


def given(home: Path, *, into_its_own: bool, again: bool) -> Path:
    """A folder before the run that is disturbed; `again`: after a finished run over other workbooks."""
    if again:
        folder(home / "in", FIRST)
        run(home, into_its_own=into_its_own)
        for name in FIRST:
            (home / "in" / name).unlink()
    folder(home / "in", LATER)
    return home


def killed_before(home: Path, moment: int, *, into_its_own: bool) -> int:
    """Run in a child that is killed before its n-th change below home; how many changes it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _die(home, moment, writing, into_its_own)
    os.close(writing)
    os.waitpid(child, 0)
    with open(reading, "rb") as pipe:  # noqa: PTH123  a descriptor
        return len(pipe.read())


def _die(home: Path, moment: int, writing: int, into_its_own: bool) -> None:
    """The child's part: it never returns."""
    done, below = 0, f"{home}{os.sep}"

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event not in CHANGES or not str(arguments[0]).startswith(below):
            return
        if event == "open" and not (arguments[2] or 0) & WRITING:
            return
        done += 1
        if done == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(writing, b".")

    sys.addaudithook(watch)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        sys.stdout = sys.stderr = nowhere
        run(home, into_its_own=into_its_own)
    os._exit(0)


def contents(home: Path) -> Mapping[str, bytes]:
    """All files; the log without its times."""
    files = {
        path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()
    }
    for name in files:
        if name.endswith(HISTORY):
            events = map(json.loads, files[name].splitlines())
            untimed = [{key: event[key] for key in event if key != "time"} for event in events]
            files[name] = json.dumps(untimed, ensure_ascii=False).encode()
    return files


def halves(home: Path) -> Iterator[str]:
    """Files under a final name that are no whole files."""
    for path in home.rglob("*"):
        if not path.is_file() or OWN_PREFIX in str(path):
            continue
        if path.suffix in (".docx", ".xlsx"):
            if not zipfile.is_zipfile(path) or zipfile.ZipFile(path).testzip():
                yield path.name
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
        elif path.suffix == ".html" and not path.read_bytes().rstrip().endswith(b"-->"):
            yield path.name


Trial = Callable[[int], None]


@pytest.fixture(
    params=[(False, False), (False, True), (True, False), (True, True)],
    ids=["first run", "over an earlier run", "into its own folder", "over an earlier run in its own folder"],
)
def disturbed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Trial]:
    """How many moments there are, and a trial of one of them."""
    into_its_own, again = request.param
    # the same path for every trial, as result.json and board may name it
    home, start = tmp_path / "home", tmp_path / "start"
    shutil.copytree(given(home, into_its_own=into_its_own, again=again), start)
    moments = killed_before(home, 0, into_its_own=into_its_own)
    undisturbed = contents(home)

    def trial(moment: int) -> None:
        shutil.rmtree(home)
        shutil.copytree(start, home)
        killed_before(home, moment, into_its_own=into_its_own)
        assert [*halves(home)] == [], moment
        run(home, into_its_own=into_its_own)
        now = contents(home)
        assert [name for name in {*now, *undisturbed} if now.get(name) != undisturbed.get(name)] == [], moment

    return moments, trial


@pytest.mark.parametrize("tried", [5, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.thorough])])
def test_after_a_kill_the_next_run_equals_an_undisturbed_one(
    disturbed: tuple[int, Trial], tried: int
) -> None:
    moments, trial = disturbed
    assert moments > tried
    for number in range(tried):
        trial(1 + number * (moments - 1) // (tried - 1))


def test_what_an_ended_run_wrote_of_a_withdrawn_agency_moves_away_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder(tmp_path / "in", FIRST)
    run(tmp_path, into_its_own=False)
    (tmp_path / "out/result.json").unlink()  # as if ended just before
    (tmp_path / "in/教育.xlsx").unlink()
    capsys.readouterr()
    run(tmp_path, into_its_own=False)
    assert not [*(tmp_path / "out/Word报告").glob(f"{EDUCATION}*")]
    assert f"已移到“已失效”：“{EDUCATION}2024年" in capsys.readouterr().out
    run(tmp_path, into_its_own=False)
    assert "已失效" not in capsys.readouterr().out


@pytest.mark.parametrize(("given_again", "status"), [("教育.xlsx", 2), ("*.xlsx", 1)])
def test_single_files_after_an_ended_run_do_not_retire_what_it_wrote_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given_again: str, status: int
) -> None:
    folder(tmp_path / "in", FIRST)
    run(tmp_path, into_its_own=False)
    (tmp_path / "out/result.json").unlink()
    written = sorted((tmp_path / "out/Word报告").iterdir())
    assert cli.main(["convert", str(tmp_path / "in" / given_again), "-o", str(tmp_path / "out")]) == status
    assert sorted((tmp_path / "out/Word报告").iterdir()) == written
    assert ("这次没有给" in capsys.readouterr().err) == (status == 2)
