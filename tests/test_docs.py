"""Pages are fresh, every command and option has its place in them, and links, pictures and examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from converter import cli
from tests.docs.pages import PAGES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
COMMANDS = ROOT / "docs/commands.zh-CN.md"
LINKED = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("tests/**/*.md"))
)


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_what_the_program_says_now(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run: python -m tests.docs"


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_command_reference_has_whatever_help_shows(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    section = text.partition(f"\n## xxgk {verb}\n")[2].partition("\n## ")[0]
    assert cli.main([verb, "--help"]) == cli.OK
    shown = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    assert {option for option in shown if option not in section} == set()


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_leads_to_the_command_reference(readme: str) -> None:
    assert f"({COMMANDS.relative_to(ROOT).as_posix()})" in (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", LINKED)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = _without_code((ROOT / page).read_text(encoding="utf-8"))
    assert [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not _is_there(page, target)] == []


def _is_there(page: str, target: str) -> bool:
    """Whether a link leads to a file of the checkout, and to a heading in it where it names one."""
    if "://" in target or target.startswith("mailto:"):
        return True
    name, _, heading = target.partition("#")
    path = (ROOT / page).parent / name if name else ROOT / page
    return path.exists() and (not heading or heading in _anchors(path.read_text(encoding="utf-8")))


def _anchors(text: str) -> set[str]:
    """What links to the headings of a page end with, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _without_code(text), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading).lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in bare}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_the_example_of_the_library_runs_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for folder in ("word_templates", "workbook_templates"):
        (tmp_path / folder).symlink_to(ROOT / folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(block, {})
    assert len(list((tmp_path / "output/Word报告").iterdir())) == 6
    assert "03-青禾县市场监督管理局-2024.xlsx\n  returned\n  总计不等于各列之和" in capsys.readouterr().out
