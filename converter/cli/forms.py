"""Which form a run has: an edition, with what a county adds (地方要求); the command local."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.shared_options import OK, Parser
from converter.system.errors import UsageError

if TYPE_CHECKING:
    from converter.form import Form


def form_options(parser: Parser) -> None:
    """Add the options that say which form is meant: an edition, and a county's file."""
    parser.options.add_argument(
        "--edition",
        metavar="格式",
        help="用哪一年的格式：2021（现行），2019（2019、2020 年度报告）；不写时按报告年度",
    )
    parser.options.add_argument(
        "--local", metavar="文件", help="本地对报告的要求（xxgk local 生成后修改）：增加的项目、落款等"
    )


def chosen_form(options: Namespace) -> Form:
    """The form that a command works with: of the edition named, else of the year.

    UsageError: there is no such edition, it is not for that year, or the county's file cannot be used.
    """
    form = _edition(options.edition, getattr(options, "year", None))
    if not options.local:
        return form
    from converter.form.local import read_local

    return read_local(Path(options.local), form)


def _edition(key: str | None, year: int | None) -> Form:
    from converter.form.editions import EDITIONS, edition, edition_of_year

    if key is None:
        return edition() if year is None else edition_of_year(year)
    if key not in EDITIONS:
        raise UsageError(f"没有“{key}”这个格式，--edition 可以写：{'、'.join(EDITIONS)}。")
    form = edition(key)
    first, last = form.years
    if year is not None and not first <= year <= last:
        raise UsageError(
            f"{key} 年的格式用于 {first} 至 {last} 年度的报告，--year 写的是 {year}，请改其中一个。"
        )
    return form


def local(words: list[str]) -> int:
    """Write the commented default of a county's file, or print it."""
    parser = Parser("xxgk local", "生成地方要求文件：在规定的格式上增加项目、改小标题、加落款等，不用编程。")
    parser.options.add_argument(
        "-o", "--output", metavar="文件", help="写到哪个文件（.toml）；不写就显示出来"
    )
    options = parser.parse_args(words)
    from converter.form import FORM
    from converter.form.local import default_local

    text = default_local(FORM)
    if options.output is None:
        print(text)
        return OK
    from converter.system.own_files import write_own
    from converter.system.text_stamps import TOML, stamped_text

    write_own(Path(options.output), stamped_text(text.replace("\n", "\r\n").encode(), TOML))
    print(f"已生成地方要求：{options.output}。修改后，下发、转换、汇总时都加上 --local {options.output}")
    print("放在年度文件夹里、名称是“地方要求.toml”的，自动使用，不用加。")
    return OK
