"""The READMEs name every command and every option, and every picture and page that they point to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from converter import cli

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def options(verb: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    assert cli.main([verb, "--help"]) == cli.OK
    return set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--output"}


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("verb", cli.VERBS)
def test_a_readme_names_every_command_with_its_options(
    readme: str, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert f"`xxgk {verb}" in text
    assert {option for option in options(verb, capsys) if option not in text} == set()


@pytest.mark.parametrize(
    "page", [*READMES, *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md"))]
)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    missing = [t for t in targets if "://" not in t and not ((ROOT / page).parent / t).exists()]
    assert missing == []


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
