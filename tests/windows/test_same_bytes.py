"""Linux and Windows: the same input gives the same bytes, the same words on the screen, the same status."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from portable.trying import windows_path
from tests.windows.same import differences
from tests.windows.wine import run

pytestmark = pytest.mark.slow

ROLLUP = ("rollup", "IN", "--name", "青禾县人民政府", "--year", "2024", "-o", "OUT", "--include-returned")

Both = Callable[..., "Pair"]


class Pair(NamedTuple):
    """One command on Linux and on Windows: its folders of outputs, statuses, words."""

    linux: Path
    windows: Path
    statuses: tuple[int, int]
    words: tuple[str, str]


@pytest.fixture(scope="module")
def both(xxgk: Path, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """Run a command on both: `IN` stands for the workbooks, `OUT` for a folder of outputs of its own."""

    def run_both(*words: str, inside: Pair | None = None) -> Pair:
        folders = inside[:2] if inside else (tmp_path_factory.mktemp("on"), tmp_path_factory.mktemp("on"))
        linux, windows = folders
        here = [word.replace("IN", str(filled)).replace("OUT", str(linux)) for word in words]
        there = [
            word.replace("IN", windows_path(filled)).replace("OUT", windows_path(windows)) for word in words
        ]
        one = subprocess.run([sys.executable, "-m", "converter", *here], capture_output=True, check=False)
        other = run(xxgk, *there)
        said = (
            (one.stdout + one.stderr).decode().replace(str(linux), "OUT").replace(str(filled), "IN"),
            other.text.replace("\\", "/").replace(_slashes(windows), "OUT").replace(_slashes(filled), "IN"),
        )
        return Pair(linux, windows, (one.returncode, other.status), said)

    return run_both


def _slashes(path: Path) -> str:
    return windows_path(path).replace("\\", "/")


@pytest.fixture(scope="module")
def county(both: Both) -> Pair:
    """The sample county converted, with web pages and data."""
    return both("convert", "IN", "-o", "OUT", "--html", "--deadline", "1月20日")


def test_the_sample_county_is_the_same(county: Pair) -> None:
    assert county.statuses == (1, 1), county.words[1]
    assert len([*(county.windows / "Word报告").glob("*.docx")]) == 6
    assert differences(county.linux, county.windows) == {}


def test_the_same_words_are_said(county: Pair) -> None:
    linux, windows = county.words
    assert windows == linux


def test_several_processes_do_the_same_as_one(xxgk: Path, filled: Path, county: Pair, tmp_path: Path) -> None:
    words = (
        "convert",
        windows_path(filled),
        "-o",
        windows_path(tmp_path),
        "--html",
        "--deadline",
        "1月20日",
        "--jobs",
        "2",
    )
    assert run(xxgk, *words).status == 1
    assert differences(county.windows, tmp_path) == {}


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("template", "-o", "OUT/template.xlsx", "--year", "2024"), "template.xlsx"),
        (("roster", "-o", "OUT/roster.xlsx"), "roster.xlsx"),
        (("rules", "-o", "OUT/规则.toml"), "规则.toml"),
        (("word-template", "-o", "OUT/模板"), "模板/政府信息公开工作年度报告（部门）.docx"),
        (("compare", "IN", "-o", "OUT/compare.xlsx", "--csv", "OUT/compare.csv"), "compare.xlsx"),
        (ROLLUP, "汇总表.xlsx"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else value,
)
def test_what_other_commands_write_is_the_same(both: Both, words: tuple[str, ...], file: str) -> None:
    made = both(*words)
    assert made.statuses == (0, 0), made.words[1]
    assert (made.windows / file).is_file()
    assert differences(made.linux, made.windows) == {}


def test_published_reports_are_read_back_the_same(both: Both, county: Pair, office: Path) -> None:
    """Word, a web page and a PDF that LibreOffice made."""
    published = both("template", "-o", "OUT/x.xlsx")
    document = min((county.linux / "Word报告").glob("*.docx"))
    for folder in published[:2]:
        shutil.copyfile(document, folder / "甲.docx")
        page = county.linux / "HTML" / f"{document.stem}.html"
        shutil.copyfile(page, folder / "乙.html")
    pdf = published.linux / "甲.docx"
    command = [str(office), "--headless", "--convert-to", "pdf", "--outdir", str(published.linux), str(pdf)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.copyfile(published.linux / "甲.pdf", published.windows / "甲.pdf")
    for kind in ("甲.docx", "乙.html", "甲.pdf"):
        made = both("import", f"OUT/{kind}", "-o", f"OUT/{kind}-读回", inside=published)
        assert made.statuses[0] == made.statuses[1], made.words[1]
        assert [*(made.windows / f"{kind}-读回").glob("*.xlsx")], made.words[1]
    assert differences(published.linux, published.windows) == {}
