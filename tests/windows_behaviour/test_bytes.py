"""The same bytes on every system: what Windows would write otherwise, simulated."""

from __future__ import annotations

import builtins
import os
import sys
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest

from converter.checks.rules_file import default_rules, parse_rules
from converter.desk.agency_lines import Board, board
from converter.desk.book import board_book
from converter.form import FORM
from converter.page.sending import Sent, packed
from converter.system.clock import local_time
from converter.system.zips import member_info
from converter.workbook.roster.blank import blank_roster
from converter.workbook.write.workbook import blank_workbook
from tests.folders import checked, of
from tests.reports import with_figure


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts get \\r\\n where nothing else is said, and zipfile takes the system for Windows."""

    usual = builtins.open

    def opened(file: Any, mode: str = "r", *words: Any, **more: Any) -> Any:
        if "b" not in mode and not words and "newline" not in more and set(mode) & set("wa"):
            more["newline"] = "\r\n"
        return usual(file, mode, *words, **more)

    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(os, "linesep", "\r\n")
    monkeypatch.setattr(zipfile, "sys", SimpleNamespace(**{**vars(sys), "platform": "win32"}))


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board with a returned agency, with texts of several lines."""
    wrong = with_figure(of("青禾县民政局"), "三.r04.c7", 9)
    batch = checked(tmp_path_factory.mktemp("in"), {"a.xlsx": wrong, "b.xlsx": of("青禾县财政局")})
    return board(batch, "1月20日")


def made(shown: Board) -> dict[str, bytes]:
    """Every kind of package that is written by a library."""
    return {
        "board": board_book(shown),
        "workbook": blank_workbook(2024, FORM),
        "roster": blank_roster(FORM),
        "packed": packed([Sent("甲.txt", b"a"), Sent("乙.docx", b"b")]),
    }


def test_packages_have_the_same_bytes(lines: Board, request: pytest.FixtureRequest) -> None:
    usual = made(lines)
    request.getfixturevalue("on_windows")
    assert zipfile.ZipInfo("x").create_system == 0  # the simulation works
    assert {name: content == usual[name] for name, content in made(lines).items()} == dict.fromkeys(
        usual, True
    )


def test_a_member_says_no_system_and_no_zone(on_windows: None) -> None:
    info = member_info("清单.csv", local_time(1_700_000_000).timestamp())
    assert info.create_system == 3
    assert info.date_time == local_time(1_700_000_000).timetuple()[:6]


@pytest.mark.parametrize("modified", [-11_644_473_600.0, -1.0, 0.0, 1e12])
def test_a_time_that_windows_does_not_know_is_no_error(modified: float) -> None:
    """Files of 1601 come from archives and cameras; `datetime.fromtimestamp` refuses them on Windows."""
    assert local_time(modified).tzinfo is not None
    assert member_info("a", modified).date_time[0] in (1980, 2107, 2108)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rules_are_read_with_the_line_ends_of_any_editor(newline: str, mark: str) -> None:
    plain = default_rules(FORM)
    text = (mark + plain.replace("\n", newline)).encode()
    assert parse_rules(text, "规则.toml", FORM) == parse_rules(plain.encode(), "规则.toml", FORM)
