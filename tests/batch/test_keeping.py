"""A run that goes on from what earlier ones kept leaves the same files as one that begins anew."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converter import cli
from converter.batch import conversion, converting
from converter.form import FORM
from converter.results.kept import FOLDER, FOREIGN, SPOILT
from converter.shipped.resources import word_template
from tests.batch.test_last_year import roster_file
from tests.folders import folder, of, saved
from tests.reports import FIGURES, with_figure
from tests.workbooks import fill_workbook

WRONG = {**FIGURES, "三.r04.c7": 9}
NAMES = ("青禾县财政局", "青禾县民政局", "青禾县教育局", "青禾县水利局")


@cache
def book(name: str, kind: str = "right", year: int = 2024) -> bytes:
    """A workbook of an agency: right, wrong in a sum, with a question, or corrected."""
    report = of(name, year=year)
    if kind == "wrong":
        report = with_figure(report, "三.r04.c7", 9)
    if kind == "odd":
        report = with_figure(report, "二.r3.c1", 900)
    content = fill_workbook(report)
    return saved(content, "2025-01-20T08:00:00Z") if kind == "later" else content


@dataclass
class County:
    """What lies before a run, and what it is asked for."""

    books: dict[str, bytes] = field(
        default_factory=lambda: {
            "a.xlsx": book(NAMES[0]),
            "b.xlsx": book(NAMES[1], "wrong"),
            "c.xlsx": book(NAMES[2], "odd"),
        }
    )
    last: dict[str, bytes] = field(
        default_factory=lambda: {f"{n}.xlsx": book(NAMES[n], year=2023) for n in range(3)}
    )
    roster: tuple[str, ...] = NAMES[:3]
    rules: str = ""
    template: bool = False
    words: tuple[str, ...] = ("--html",)

    def lay(self, home: Path) -> list[str]:
        """Put the files there; the words of the command."""
        for name, files in (("报送", self.books), ("上年", self.last)):
            shutil.rmtree(home / name, ignore_errors=True)
            folder(home / name, files)
        rows = [(name, "", "", "县级部门") for name in self.roster]
        listed = roster_file(home / "名单.xlsx", *rows)
        words = [str(home / "报送"), "--roster", str(listed), "--year", "2024", *self.words]
        if self.last:
            words += ["--last-year", str(home / "上年")]
        if self.rules:
            (home / "规则.toml").write_text(self.rules, encoding="utf-8")
            words += ["--rules", str(home / "规则.toml")]
        if self.template:
            shutil.copy(word_template(FORM, "县政府"), home / "模板.docx")
            words += ["--word-template", str(home / "模板.docx")]
        return words


RULES = '["X-06"]\noff = "试行"\n["X-02"]\nlevel = "错误"\n'

Step = Callable[[County, Path], object]

STEPS: Mapping[str, Step] = {
    "nothing": lambda county, out: None,
    "corrected": lambda county, out: county.books.update({"b.xlsx": book(NAMES[1])}),
    "spoilt": lambda county, out: county.books.update({"a.xlsx": book(NAMES[0], "wrong")}),
    "saved again": lambda county, out: county.books.update({"a.xlsx": book(NAMES[0], "later")}),
    "new": lambda county, out: county.books.update({"d.xlsx": book(NAMES[3])}),
    "second version": lambda county, out: county.books.update({"e.xlsx": book(NAMES[0], "odd")}),
    "unreadable": lambda county, out: county.books.update({"f.xlsx": b"PK\3\4"}),
    "withdrawn": lambda county, out: county.books.pop("c.xlsx", None),
    "renamed": lambda county, out: county.books.update({"财政局.xlsx": county.books.pop("a.xlsx", b"")}),
    "roster": lambda county, out: setattr(county, "roster", NAMES),
    "rules": lambda county, out: setattr(county, "rules", RULES),
    "last year": lambda county, out: county.last.update({"0.xlsx": book(NAMES[0], "odd", 2023)}),
    "last year gone": lambda county, out: county.last.clear(),
    "last year twice": lambda county, out: county.last.update({"9.xlsx": book(NAMES[1], "wrong", 2023)}),
    "template": lambda county, out: setattr(county, "template", not county.template),
    "edition": lambda county, out: setattr(county, "words", ("--html", "--edition", "2019")),
    "plain": lambda county, out: setattr(county, "words", ()),
    "draft": lambda county, out: setattr(county, "words", ("--html", "--draft", "--deadline", "1月20日")),
    "unproved": lambda county, out: setattr(county, "words", ("--html", "--no-proof")),
    "edited": lambda county, out: [path.write_bytes(b" ") for path in files_of(out, "*财*")],
    "deleted": lambda county, out: [path.replace(out / "x") for path in files_of(out, "*.html")],
}  # fmt: skip
"""What may happen between two runs."""


def files_of(out: Path, pattern: str) -> list[Path]:
    return sorted(path for path in out.rglob(pattern) if path.is_file())


@contextmanager
def memory(path: Path) -> Any:
    before = os.environ.get("XXGK_CACHE")
    os.environ["XXGK_CACHE"] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["XXGK_CACHE"]
        else:
            os.environ["XXGK_CACHE"] = before


def contents(out: Path) -> dict[str, object]:
    """All that lies in an output folder; the log without its times."""
    found: dict[str, object] = {
        path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }
    log = (out / "history.jsonl").read_text(encoding="utf-8").splitlines()
    found["history.jsonl"] = [{**json.loads(line), "time": ""} for line in log]
    return found


def same_as_anew(home: Path, steps: list[str]) -> None:
    """Two offices do the same, and one of them forgets everything between its runs."""
    county = County()
    for step in ["nothing", *steps]:
        statuses = []
        for own in ("kept", "anew"):
            out = home / own / "结果"
            own_county = county if own == "anew" else County(**pickle.loads(pickle.dumps(vars(county))))
            STEPS[step](own_county, out)
            words = own_county.lay(home)
            if own == "anew":
                shutil.rmtree(home / "anew" / "memory" / FOLDER, ignore_errors=True)
            with memory(home / own / "memory"):
                statuses.append(cli.main(["convert", *words, "-o", str(out)]))
        assert statuses[0] == statuses[1]
        if county.books and (home / "kept" / "结果").exists():
            assert contents(home / "kept" / "结果") == contents(home / "anew" / "结果")


@pytest.mark.thorough
@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*STEPS]), min_size=1, max_size=4))
def test_what_is_kept_changes_no_byte(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        same_as_anew(Path(home), steps)


@pytest.mark.slow
@pytest.mark.parametrize("step", [*STEPS])
def test_each_change_between_two_runs(tmp_path: Path, step: str) -> None:
    same_as_anew(tmp_path, [step, "nothing"])


# --- what is done again ----------------------------------------------------------------------------


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The workbooks that were read and checked."""
    names, honest = list[str](), conversion.checked_workbook

    def checked(content: bytes, name: str, job: Any) -> Any:
        names.append(name)
        return honest(content, name, job)

    monkeypatch.setattr(converting, "checked_workbook", checked)
    return names


def convert(home: Path, county: County, *more: str) -> None:
    cli.main(["convert", *county.lay(home), "-o", str(home / "out"), *more])


def kept_file(home: Path) -> Path:
    (path,) = Path(os.environ["XXGK_CACHE"], FOLDER).iterdir()
    return path


def test_only_what_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    county = County()
    convert(tmp_path, county)
    assert len(read) == 6  # last year's too
    read.clear()
    convert(tmp_path, county)
    assert read == []
    county.books["b.xlsx"] = book(NAMES[1])
    convert(tmp_path, county)
    assert read == ["b.xlsx"]


def test_another_roster_and_another_last_year_check_all_again(tmp_path: Path, read: list[str]) -> None:
    county = County()
    convert(tmp_path, county)
    for change, number in (("roster", 6), ("last year", 6), ("rules", 3)):
        read.clear()
        STEPS[change](county, tmp_path)
        convert(tmp_path, county)
        assert len(read) == number, change


def test_another_state_of_the_program_keeps_nothing(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    convert(tmp_path, County())
    read.clear()
    monkeypatch.setattr("converter.results.kept.program_mark", lambda: "0" * 64)
    convert(tmp_path, County())
    assert len(read) == 6
    assert "核对记录" not in capsys.readouterr().out  # nothing is wrong with it


@pytest.mark.slow
@pytest.mark.parametrize("at", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_spoilt_record_is_told_and_made_again(
    tmp_path: Path, read: list[str], capsys: pytest.CaptureFixture[str], at: float
) -> None:
    convert(tmp_path, County())
    whole = contents(tmp_path / "out")
    path = kept_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 1
    path.write_bytes(content)
    read.clear()
    capsys.readouterr()
    convert(tmp_path, County())
    assert (SPOILT in capsys.readouterr().out) == (at > 0)  # the first line is of another program
    assert contents(tmp_path / "out") == whole
    read.clear()
    convert(tmp_path, County())
    assert read == []
    assert SPOILT not in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owner here")
def test_a_record_that_others_may_write_is_not_opened(
    tmp_path: Path, read: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    convert(tmp_path, County())
    kept_file(tmp_path).chmod(0o666)
    read.clear()
    convert(tmp_path, County())
    assert len(read) == 6
    assert FOREIGN in capsys.readouterr().out
    assert kept_file(tmp_path).stat().st_mode & 0o777 == 0o600


def test_several_processes_use_and_add_what_is_kept(tmp_path: Path, read: list[str]) -> None:
    convert(tmp_path, County(), "--jobs", "2")
    whole = contents(tmp_path / "out")
    convert(tmp_path, County())
    assert read == []
    convert(tmp_path, County(), "--jobs", "2")
    assert contents(tmp_path / "out") == whole
