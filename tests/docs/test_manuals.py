"""The manuals name commands, options and words of the screen as they are."""

from __future__ import annotations

import re
from functools import cache

import pytest

from converter import cli
from tests.docs.commands import parser_of
from tests.docs.pages import ROOT
from tests.docs.pictures import recorded
from tests.test_docs import LINKED

MANUALS = ("docs/manual-agency.zh-CN.md", "docs/manual-county.zh-CN.md")
ORDINARY = frozenset(("仿宋_GB2312", "只粘贴数值", "源代码", "记事本", "含上年结转", "名单与下发"))
"""Words in quotation marks that are not the program's."""


@cache
def program_words() -> str:
    """Everything that the program may show: its sources, and what is to be read on pictures."""
    sources = (
        path.read_text(encoding="utf-8")
        for folder in ("converter", "packaging")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".js", ".json")
    )
    return "\n".join((*sources, *recorded().values()))


@pytest.mark.parametrize("page", MANUALS)
def test_words_in_quotation_marks_are_those_of_the_program(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    quoted = set(re.findall(r"“([^“”]{1,20})”", text)) - ORDINARY
    assert {words for words in quoted if words not in program_words()} == set()


@pytest.mark.parametrize("page", [page for page in LINKED if page != "CHANGELOG.md"])
def test_commands_on_a_page_are_commands_with_their_options(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    commands = re.findall(r"xxgk(?:\.exe)? ([a-z][a-z-]*)((?: [^`\n|&;（，。]*)?)", text)
    wrong = set()
    for verb, words in commands:
        if verb not in cli.VERBS:
            wrong.add(verb)
            continue
        known = {word for action in parser_of(verb)._actions for word in action.option_strings}
        wrong |= {f"{verb} {word}" for word in re.findall(r"(?<!\S)--?[a-zA-Z][a-z-]*", words)} - {
            f"{verb} {word}" for word in known
        }
    assert wrong == set()
