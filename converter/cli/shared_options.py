"""The parser with Chinese messages, exit statuses, and the arguments and options that several commands share.

An option of one command stands in the function of that command.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from converter.cli.statuses import FOUND as FOUND
from converter.cli.statuses import MISUSE as MISUSE
from converter.cli.statuses import OK as OK
from converter.system.errors import UsageError

if TYPE_CHECKING:
    from converter.checks.acceptances import OfficeRecord
    from converter.form import Form
    from converter.report.earlier import LastYear
    from converter.report.roster import Roster
    from converter.results.kept import Kept
    from converter.system.locks import Holder

_MESSAGES = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument ([^:]*): expected one argument", "参数 {0} 后面缺少内容"),
    (r"argument ([^:]*): not allowed with argument (.*)", "参数 {0} 不能与 {1} 同时用"),
    (r"argument ([^:]*): invalid int value: '(.*)'", "参数 {0} 应为整数，写的是“{1}”"),
    (r"argument ([^:]*): invalid choice: '(.*?)' .*", "参数 {0} 不能写“{1}”"),
)
"""argparse's English messages and the Chinese ones in their place."""


class Parser(argparse.ArgumentParser):
    """A parser with Chinese help and messages; `options` is its group of options."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        """The help text in Chinese."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def add_inputs(self, what: str) -> None:
        """Add the argument `paths`: files and folders, one or more."""
        self.add_argument_group("参数").add_argument(
            "paths",
            metavar="文件或文件夹",
            nargs="*",
            help=f"{what}：文件夹、填报表或压缩包（.zip），可以写几个，也可以用 *.xlsx 这样的写法；"
            "在年度文件夹里不用写",
        )

    def error(self, message: str) -> NoReturn:
        """Exit with status 2 and a Chinese sentence for an argparse message."""
        for pattern, words in _MESSAGES:
            match = re.fullmatch(pattern, message)
            if match:
                message = words.format(*match.groups())
                break
        self.exit(MISUSE, f"命令写法不对：{message}。请用 {self.prog} --help 查看用法。\n")


def input_paths(words: Iterable[str]) -> list[Path]:
    """The paths that words name; patterns (*.xlsx, 0?.xlsx) are expanded here, as Windows shells do not.

    Brackets are no pattern: downloaded files are called 财政局[1].xlsx. A word that is an existing path is
    never a pattern; a pattern without matches stays as it is, so that the message on missing paths names it.
    UsageError: an empty word, which would mean the current folder.
    """
    paths: list[Path] = []
    for word in words:
        if not word.strip():
            raise UsageError("路径是空的，请写上文件或文件夹。")
        is_pattern = ("*" in word or "?" in word) and not os.path.exists(word)  # noqa: PTH110
        matches = sorted(glob(word.replace("[", "[[]"))) if is_pattern else []  # noqa: PTH207
        paths += map(Path, matches or [word])
    return paths


def from_here(path: Path) -> str:
    """A path as it is shown: from the folder where the command runs, where that is short."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return relative if len(relative) < len(str(path)) else str(path)


@contextmanager
def alone_in(folder: Path, work: str) -> Iterator[None]:
    """Be the only run that writes into a folder. UsageError: another one does; OutputError: nobody can."""
    from converter.system.files import failure_reason
    from converter.system.locks import LOCK, only_run

    waited: list[Holder] = []

    def on_wait(holder: Holder) -> None:
        waited.append(holder)
        print(
            f"“{folder}”里留有电脑“{holder.machine}”上一次运行的记号，正在看它还在不在运行，请稍候……",
            flush=True,
        )

    def on_left(error: OSError) -> None:
        reason = f"“{folder / LOCK}”没能删除：{failure_reason(error)}"
        print(f"{reason}。结果不受影响，下一次运行会自己处理。", file=sys.stderr)

    with only_run(folder, work, on_wait, on_left=on_left):
        if waited:
            print("那次运行已经不在了，这次接着做。", flush=True)
        yield


def reference_data_options(parser: Parser) -> None:
    """Add the options that name the reference data: a roster and last year's reports."""
    parser.options.add_argument(
        "--roster", metavar="文件", help="单位名单（.xlsx）：看谁没有报送，谁交了几份，结果按名单排列"
    )
    parser.options.add_argument(
        "--last-year",
        metavar="路径",
        action="append",
        help="上年的填报表文件夹（或填报表），或上年的 result.json：与上年对照；可以写几次",
    )


def record_option(parser: Parser) -> None:
    """Add the option that names the office's record."""
    parser.options.add_argument(
        "--record", metavar="文件", help="县里记录（xxgk accept 写的）：认可过的问题不再要求改正或说明"
    )


def office_record(options: Namespace) -> OfficeRecord:
    """What the office accepted. UsageError: the file that the options name cannot be opened."""
    from converter.checks.acceptances import NOTHING_ACCEPTED

    if not options.record:
        return NOTHING_ACCEPTED
    from converter.checks.record_file import read_record

    return read_record(Path(options.record))


def reference_data(
    options: Namespace,
    form: Form,
    jobs: int | None = 1,
    scheduler: str | None = None,
    kept: Kept | None = None,
    own: str = "",
) -> tuple[Roster | None, LastYear | None]:
    """The roster and last year's reports that the options name, which of these had errors left open.

    `form`: this year's. `jobs`, `scheduler`: who shares the reading of last year's workbooks, as in
    `convert_folder`. `kept`: as for `last_year_from`. `own`: as in `Roster`. Findings on the roster are
    printed to stderr.
    UsageError: one of them cannot be used.
    """
    roster = None
    if options.roster:
        from converter.cli.findings import finding_lines
        from converter.workbook.roster.reading import load_roster

        roster, findings = load_roster(Path(options.roster), form, own)
        for line in finding_lines(findings, "，改正后再运行会接着列出"):
            print(line, file=sys.stderr)
        if roster is None:
            raise UsageError("名单有错误，没有转换。请改正后重新运行。")
    if not options.last_year:
        return roster, None
    from converter.batch.last_year import last_year_from

    last = input_paths(options.last_year)
    return roster, last_year_from(last, form, options.year, roster, jobs, scheduler, kept, flawed=False)
