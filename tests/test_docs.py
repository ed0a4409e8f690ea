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


def test_every_page_is_found_from_the_readme_and_the_readme_is_short() -> None:
    found, open_pages = set[Path](), [ROOT / "README.md"]
    while open_pages:
        page = open_pages.pop()
        if page not in found:
            found.add(page)
            links = re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", page.read_text(encoding="utf-8"))
            open_pages += [(page.parent / link).resolve() for link in links if "://" not in link]
    assert {path.name for path in (ROOT / "docs").glob("*.md") if path.resolve() not in found} == set()
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 110


def test_the_readme_has_the_lines_that_a_script_runs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("job", "year", "tests"):
        assert re.search(f"<!-- {name} -->\n```sh\n[^`]+\n```\n", text)
