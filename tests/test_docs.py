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
