"""Commands inside a year's folder: what the words do not name, the folder knows."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from converter.system.errors import UsageError
from converter.system.files import is_file

if TYPE_CHECKING:
    from converter.cli.shared_options import Parser
    from converter.year.folder import YearFolder

_WORDS = {"paths": "文件或文件夹", "roster": "单位名单", "output": "结果文件夹", "record": "--record"}


def year_option(parser: Parser) -> None:
    """Add the option that names a year's folder."""
    parser.options.add_argument(
        "-C",
        dest="year_folder",
        metavar="年度文件夹",
        help="在哪个年度文件夹里做（xxgk init 建立的）；就在其中运行时不用写",
    )


def year_for(options: Namespace, *own: str) -> YearFolder | None:
    """The year's folder that a command works in; None where its words name any of its `own` paths.

    UsageError: they name both, or no year's folder, or such a folder as if it held nothing but workbooks.
    """
    from converter.year.folder import SETTINGS, find_year, read_year

    named = next((key for key in own if getattr(options, key)), None)
    if options.year_folder is None:
        for word in getattr(options, "paths", None) or ():
            if is_file(Path(word) / SETTINGS):
                raise UsageError(
                    f"“{word}”是年度文件夹，里面还有下发的空白表。"
                    f"要用其中收到的，请在其中运行，不写路径；或写成 -C {word}"
                )
        return find_year(Path()) if named is None else None
    if named is not None:
        raise UsageError(f"-C 与{_WORDS[named]}不能同时写：年度文件夹里该用哪些文件是定好的。")
    return read_year(Path(options.year_folder))


def needed(parser: Parser, year: YearFolder | None, words: str) -> YearFolder:
    """The year's folder of a command without words; without one it ends as where words are missing."""
    if year is None:
        parser.error(f"缺少参数：{words}；要在年度文件夹里做的，请先进入那个文件夹，或加上 -C 年度文件夹")
    return year


def fill_in(options: Namespace, **known: object) -> None:
    """Set the options that the words do not name to what is known."""
    for key, value in known.items():
        if hasattr(options, key) and getattr(options, key) in (None, []) and value is not None:
            setattr(options, key, value)


def reference_files(year: YearFolder) -> dict[str, object]:
    """The options that the files of a year's folder stand for."""
    from converter.year.inputs import (
        last_year_folder,
        local_file,
        record_file,
        roster_file,
        rules_file,
        template_folder,
    )

    last, record, rules = last_year_folder(year), record_file(year), rules_file(year)
    roster, templates, local = roster_file(year), template_folder(year), local_file(year)
    return {
        "paths": [str(year.intake)],
        "roster": str(roster) if roster else None,
        "last_year": [str(last)] if last else None,
        "record": str(record) if record else None,
        "rules": str(rules) if rules else None,
        "local": str(local) if local else None,
        "word_template": str(templates) if templates else None,
        "year": year.year,
        "name": year.name,
        "deadline": year.deadline or None,
        "send_to": year.send_to or None,
    }
