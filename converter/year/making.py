"""The folder of a new year: made where nothing is, completed where something is; nothing is written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from converter.checks.rules_file import default_rules
from converter.form import Form
from converter.form.editions import edition_of_year
from converter.results.paths import RESULT
from converter.system.errors import OutputError, UsageError
from converter.system.files import failure_advice, failure_reason, is_file, write_whole
from converter.system.sharing import open_file
from converter.system.text_stamps import TOML, stamped_text
from converter.workbook.roster.blank import blank_roster
from converter.year.folder import (
    FOLDERS,
    LOCAL,
    ROSTER,
    RULES,
    SETTINGS,
    YearFolder,
    read_year,
    settings_text,
)

CARRIED = (ROSTER, RULES, LOCAL)
"""Files that the next year takes over as they are."""

_PIECE = 1_000_000


def make_year(
    path: Path, name: str, year: int, deadline: str = "", send_to: str = ""
) -> tuple[YearFolder, list[str]]:
    """Make a year's folder; what was made in it, by name. A file that is there already stays as it is.

    UsageError: it is a year's folder already, or a setting cannot be used. OutputError: it cannot be
    written.
    """
    if is_file(path / SETTINGS):
        raise UsageError(f"“{path}”已经是一个年度的文件夹（有“{SETTINGS}”），没有改动。")
    text = settings_text(name, year, deadline, send_to)
    _make_folder(path)
    made = [*_completed(path, edition_of_year(year))]
    write_whole(path / SETTINGS, text.replace("\n", "\r\n").encode("utf-8-sig"))  # last: now it is one
    return read_year(path), [SETTINGS, *made]


def prepare_next(closed: YearFolder, path: Path) -> list[str]:
    """Make the folder of the year after a closed one, or complete it; what was made there, by name.

    Roster, rules and Word templates are taken over, and this year's result is last year's there. UsageError:
    the folder is of another year.
    """
    made = []
    if is_file(path / SETTINGS):
        there = read_year(path)
        if there.year != closed.year + 1:
            raise UsageError(f"“{path}”是 {there.year} 年度的文件夹，不是 {closed.year + 1} 年度的。")
    else:
        _make_folder(path)
    taken = [(closed.path / name, path / name) for name in CARRIED]
    taken += [
        (each, path / closed.templates.name / each.name)
        for each in sorted(closed.templates.glob("*.docx"))
        if not each.name.startswith(("~$", "."))
    ]
    taken.append((closed.output / RESULT, path / closed.last_year.name / RESULT))
    for source, target in taken:
        if is_file(source) and not target.exists():
            _make_folder(target.parent)
            _copy(source, target)
            made.append(target.relative_to(path).as_posix())
    if not is_file(path / SETTINGS):
        made = [*make_year(path, closed.name, closed.year + 1, closed.deadline, closed.send_to)[1], *made]
    return made


def next_path(year: YearFolder) -> Path:
    """Where the folder of the next year is made: beside this one, under the same name but for the year."""
    path = year.path.resolve()
    now, then = str(year.year), str(year.year + 1)
    return path.with_name(path.name.replace(now, then) if now in path.name else f"{path.name}-{then}")


def _completed(path: Path, form: Form) -> Iterator[str]:
    """Make what is missing in a year's folder, its settings excepted; yields what was made."""
    for name in FOLDERS:
        if not (path / name).exists():
            _make_folder(path / name)
            yield f"{name}/"
    if not (path / ROSTER).exists():
        write_whole(path / ROSTER, blank_roster(form))
        yield ROSTER
    if not (path / RULES).exists():
        write_whole(path / RULES, stamped_text(default_rules(form).replace("\n", "\r\n").encode(), TOML))
        yield RULES


def _copy(source: Path, target: Path) -> None:
    try:
        with open_file(source) as file:
            write_whole(target, iter(lambda: file.read(_PIECE), b""))
    except OSError as error:
        raise OutputError(
            f"“{source}”读不出来：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"无法建立文件夹“{path}”：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error
