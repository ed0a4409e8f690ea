"""The runs that faults befall: folders of inputs, and `xxgk convert` over them in a process of its own.

Two scenes: a first run, and one over an earlier run's results of which something has to move away. The parent
process has everything imported and every workbook converted; a run is forked from it, so that it does little
else than call the system.
"""

from __future__ import annotations

import datetime as clock
import io
import os
import pickle
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook

from converter import cli
from converter.batch import converting
from converter.cli import convert as convert_command
from converter.desk import returned_copies
from converter.form import FORM
from converter.publish import html, html_proof
from converter.workbook.roster.blank import blank_roster
from tests.faults.hook import Call, Fault, watched
from tests.folders import of
from tests.reports import with_figure
from tests.workbooks import fill_workbook

TRACEBACK = 99
"""Exit status of a run that ended in an exception."""

AGENCIES = tuple(
    f"青禾县{name}局" for name in ("财政", "教育", "民政", "水利", "审计", "统计", "林业", "农业")
)
SOURCES = {name: f"{'二科/' if at % 3 == 2 else ''}{name}.xlsx" for at, name in enumerate(AGENCIES)}
MISSING = "青禾县档案局"

_NOW = clock.datetime(2025, 1, 10, 9, 30, tzinfo=clock.UTC)


class Ran(NamedTuple):
    """How a run ended. `status`: its exit status, negative for a signal; `text`: all that it printed."""

    status: int
    text: str


class Home:
    """A folder with inputs, results and temporary files of runs; `start` is copied to it before each."""

    def __init__(self, where: Path) -> None:
        self.path = where / "县里"
        self.start = where / "start"
        self.out = self.path / "结果"
        self.temporary = self.path / "tmp"
        self._printed = where / "printed"

    @property
    def words(self) -> list[str]:
        """The command."""
        given, last, roster = (str(self.path / name) for name in ("报送", "上年", "名单.xlsx"))
        return [
            *("convert", given, "-o", str(self.out), "--roster", roster, "--last-year", last),
            *("--year", "2024", "--html", "--draft", "--jobs", "1", "--deadline", "1月20日"),
        ]

    def reset(self) -> None:
        """Put everything back to the start."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.start, self.path)

    def run(self, fault: Fault | None = None, calls: list[Call] | None = None) -> Ran:
        """A run in a process of its own. `calls`: get those of an undisturbed run in this process."""
        if calls is not None:
            with watched(self.path, fault) as counted:
                ran = _run(self.words)
            calls += counted
            return ran
        self._printed.write_text("")
        process = os.fork()
        if process == 0:
            os._exit(_child(self, fault))
        _, waited = os.waitpid(process, 0)
        return Ran(os.waitstatus_to_exitcode(waited), self._printed.read_text(errors="replace"))

    def report(self, ran: Ran) -> None:
        """Leave in a file what a forked run printed."""
        self._printed.write_text(ran.text)


def _child(home: Home, fault: Fault | None) -> int:
    try:
        with watched(home.path, fault):
            ran = _run(home.words)
        home.report(ran)
        return ran.status
    except BaseException:
        home.report(Ran(TRACEBACK, traceback.format_exc()))
        return TRACEBACK


def _run(words: list[str]) -> Ran:
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            status = cli.main(words)
        except Exception:
            traceback.print_exc()
            status = TRACEBACK
    return Ran(status, printed.getvalue())


# --- the scenes -----------------------------------------------------------------------------------


def first_run(home: Home) -> None:
    """Eight workbooks: four pass, one is to be confirmed, two are returned, one is damaged."""
    given = home.start / "报送"
    for at, (agency, name) in enumerate(SOURCES.items()):
        made = of(agency)
        if at in (1, 5):
            made = with_figure(made, "三.r04.c7", 9)
        if at == 3:
            made = with_figure(made, "二.r2.c3", 1)
        path = given / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fill_workbook(made) if at != 6 else b"PK\3\4")
    last = home.start / "上年"
    last.mkdir()
    for agency in AGENCIES[:2]:
        (last / f"{agency}.xlsx").write_bytes(fill_workbook(of(agency, year=2023)))
    book = load_workbook(io.BytesIO(blank_roster(FORM)))
    for at, agency in enumerate((*AGENCIES, MISSING)):
        book.worksheets[0].cell(4 + at, 1, agency)
        book.worksheets[0].cell(4 + at, 4, "县级部门")
    book.save(home.start / "名单.xlsx")
    (home.start / "tmp").mkdir()


def later_run(home: Home) -> None:
    """The same over an earlier run: one corrected, one now wrong, one gone, one report changed by hand."""
    first_run(home)
    home.reset()
    home.run()
    shutil.rmtree(home.start)
    given = home.path / "报送"
    (given / SOURCES[AGENCIES[1]]).write_bytes(fill_workbook(of(AGENCIES[1])))
    wrong = with_figure(of(AGENCIES[0]), "三.r04.c7", 9)
    (given / SOURCES[AGENCIES[0]]).write_bytes(fill_workbook(wrong))
    (given / SOURCES[AGENCIES[4]]).unlink()
    changed = next((home.out / "Word报告").glob(f"{AGENCIES[7]}*.docx"))
    changed.write_bytes(changed.read_bytes() + b"\0")
    shutil.copytree(home.path, home.start)


SCENES: dict[str, Callable[[Home], None]] = {"first": first_run, "later": later_run}


@contextmanager
def scene(name: str, where: Path | None = None) -> Iterator[Home]:
    """A home made for a scene, in this process made warm."""
    with tempfile.TemporaryDirectory(prefix="faults-", dir=where) as made:
        home = Home(Path(made))
        usual = tempfile.tempdir, os.environ.get("XXGK_CACHE")
        tempfile.tempdir = str(home.temporary)
        home.temporary.mkdir(parents=True)
        os.environ["XXGK_CACHE"] = str(home.path / "cache")
        setattr(convert_command, "datetime", _Clock)  # noqa: B010  a name that the module only imports
        try:
            with _remembered(copies=True):
                SCENES[name](home)
                home.reset()
                _run(home.words)  # in this process: what it computes is there for every run forked from it
                yield home
        finally:
            setattr(convert_command, "datetime", clock.datetime)  # noqa: B010
            tempfile.tempdir, before = usual
            if before is None:
                del os.environ["XXGK_CACHE"]
            else:
                os.environ["XXGK_CACHE"] = before


class _Clock(clock.datetime):
    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> clock.datetime:  # type: ignore[override]
        return _NOW


@contextmanager
def _remembered(*, copies: bool) -> Iterator[None]:
    """What is computed from bytes is computed once: a run forked later does little but call the system.

    `copies`: also marked copies, for which openpyxl writes temporary files.
    """
    computed: dict[tuple[object, ...], Any] = {}

    def remember(owner: Any, name: str, key: Callable[..., tuple[object, ...]]) -> tuple[Any, str, Any]:
        real = getattr(owner, name)

        def once(*words: Any, **more: Any) -> Any:
            known = (name, *key(*words, **more))
            if known not in computed:
                computed[known] = real(*words, **more)
            return computed[known]

        setattr(owner, name, once)
        return owner, name, real

    def checked(content: bytes, name: str, job: Any) -> tuple[object, ...]:
        return content, name, job.year, job.last_year is None

    def documented(outcome: Any, job: Any, previous: Any = ()) -> tuple[object, ...]:
        return outcome.digest, outcome.source, job.year, job.template is None, job.last_year is None, previous

    def rendered(report: Any, *_: Any) -> tuple[object, ...]:
        return (pickle.dumps(report),)

    kept = [
        remember(converting, "checked_workbook", checked),
        remember(converting, "with_document", documented),
        remember(html, "render_page", rendered),
        remember(html, "render_fragment", rendered),
        remember(html_proof, "prove_html", lambda content, report, form, name: (content, name)),
    ]
    if copies:
        kept.append(
            remember(
                returned_copies, "returned_copy",
                lambda content, outcome, deadline: (content, pickle.dumps(outcome.findings), deadline),
            )
        )  # fmt: skip
    try:
        yield
    finally:
        for owner, name, real in kept:
            setattr(owner, name, real)
