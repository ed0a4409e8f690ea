"""A command line parser that speaks Chinese, and the statuses with which a command ends."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

OK, FOUND, MISUSE, STOPPED = 0, 1, 2, 130
"""Exit status: nothing came back; something is returned or unreadable; misuse; stopped by the user."""

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument ([^:]*): expected one argument", "参数 {0} 后面缺少内容"),
    (r"argument ([^:]*): not allowed with argument (.*)", "参数 {0} 不能与 {1} 同时用"),
    (r"argument ([^:]*): invalid int value: '(.*)'", "参数 {0} 应为整数，写的是“{1}”"),
    (r"argument ([^:]*): invalid choice: '(.*?)' .*", "参数 {0} 不能写“{1}”"),
)
"""argparse's English complaints and our words for them."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        """The help text, with a Chinese word for usage."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Leave with a Chinese sentence for a complaint of argparse."""
        for pattern, words in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = words.format(*match.groups())
                break
        self.exit(MISUSE, f"命令写法不对：{message}。请用 {self.prog} --help 查看用法。\n")
