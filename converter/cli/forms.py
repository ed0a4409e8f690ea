"""Which form a run has: the edition in force, with what a county adds (地方要求); the command local."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.shared_options import OK, Parser

if TYPE_CHECKING:
    from converter.form import Form


def local_option(parser: Parser) -> None:
    """Add the option that names a county's file."""
    parser.options.add_argument(
        "--local", metavar="文件", help="本地对报告的要求（xxgk local 生成后修改）：增加的项目、落款等"
    )


def chosen_form(options: Namespace) -> Form:
    """The form that a command works with. UsageError: the file that the options name cannot be used."""
    from converter.form import FORM

    if not options.local:
        return FORM
    from converter.form.local import read_local

    return read_local(Path(options.local), FORM)


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
    return OK
