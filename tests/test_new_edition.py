"""docs/new-edition.md is followed word by word, in a copy of the package."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "new-edition.md").read_text(encoding="utf-8")
COPIED = ("converter", "word_templates", "workbook_templates")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(home), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *words], cwd=home, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with what the page says written into it."""
    copy = tmp_path_factory.mktemp("edition")
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    module, line = blocks("python")
    path, content = module.split("\n", 1)
    (copy / path.removeprefix("# ")).write_text(content, encoding="utf-8")
    path, content = line.split("\n", 1)
    registry = copy / path.removeprefix("# ")
    text = registry.read_text(encoding="utf-8")
    start = text.index("_LISTED = (")
    end = text.index("\n)", start) + 1
    registry.write_text(text[:end] + content + text[end:], encoding="utf-8")
    return copy


@pytest.mark.slow
def test_every_command_of_the_page_works_on_the_new_edition(home: Path) -> None:
    commands = [shlex.split(line) for line in blocks("sh")[0].splitlines()]
    assert len(commands) == 4
    for _, *words in commands:
        done = python(home, "-m", "converter", *words)
        expected = 1 if words[0] == "check" else 0  # the workbook is blank
        assert done.returncode == expected, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_workbook_of_the_new_edition_has_its_row_and_columns_and_says_its_edition(home: Path) -> None:
    python(home, "-m", "converter", "template", "--edition", "2031", "--year", "2031", "-o", "表.xlsx")
    book = load_workbook(home / "表.xlsx")
    texts = {sheet.title: [c.value for row in sheet.iter_rows() for c in row if c.value] for sheet in book}
    assert "6.不属于政府信息公开的咨询" in texts["三、依申请公开"]
    assert texts["四、复议诉讼"].count("调解结案") == 3
    assert "2031" in texts["标识"]
    assert "五种结果之和＝总计" in texts["填报说明"]


@pytest.mark.slow
def test_the_years_of_the_new_edition_are_its_own_and_older_ones_keep_theirs(home: Path) -> None:
    code = (
        "from converter.form.editions import edition_of_year as of\n"
        "print(*(of(year).edition for year in (2020, 2021, 2030, 2031, 2040)))"
    )
    assert python(home, "-c", code).stdout.split() == ["2019", "2021", "2021", "2031", "2031"]


def test_the_tests_that_the_page_names_are_there() -> None:
    named = re.findall(r"tests/[\w/.-]+", PAGE)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
