"""docs/commands.zh-CN.md: every command with its options, from the parsers that answer `--help`."""

from __future__ import annotations

from argparse import Action
from collections.abc import Iterator
from unittest.mock import patch

from converter import cli
from converter.cli.shared_options import Parser
from converter.results import paths

HEAD = f"""\
# 命令手册

<!-- 由 python -m tests.docs 生成，请勿手改 -->

每个命令加 `--help` 都能在屏幕上看到同样的说明。单独运行 `xxgk` 列出全部命令，`xxgk --version` 显示版本。
按步骤怎样用，见[县级主管部门手册](manual-county.zh-CN.md)。

## 先看这几条

- **在年度文件夹里最省事。** `xxgk init` 建好文件夹以后，在里面（或加 `-C 文件夹`）运行，路径、名单、规则、上年、截止日期都不用再写。
  写了的选项优先；自己写了路径的，就只按所写的做。
- **路径**可以是文件夹、填报表或压缩包（.zip），可以写几个，也可以用 `*.xlsx` 这样的写法（在 Windows 上同样可用）。
  `--last-year` 一次写一个路径，可以写几次。路径里有空格的，两边加英文引号。
- **给文件夹，就是全部重来一遍**（没有变化的沿用）：里面不再有的，报告移到“{paths.RETIRED}”。
  **只给几份文件**时，如果结果文件夹里有别的单位上次的结果，程序不动它们，也不写任何文件，只提示怎么办。
- 能读 xlsx、xlsm、xls、et、ods，按内容识别，与扩展名无关；压缩包里的也读。报送的文件本身不会被改动。
- **结束时的状态**（写脚本时用）：0 没有要退回的；1 有退回的、读不出的，或者要的东西没有做成；2 命令没有执行，屏幕上说明原因；
  130、143、129 中途被停下。

## 结果文件夹里有什么

| 位置 | 内容 |
| --- | --- |
| `{paths.PAGE}`、`{paths.BOARD}` | 每个单位的状态、每条问题、催报文字、没有处理的文件 |
| `{paths.REPORTS}/` | 没有错误的报告，一个单位一份 |
| `{paths.RETURNED}/` | 标好的退回件，和可以发给单位的说明文字 |
| `{paths.PDF}/`、`{paths.HTML}/` | 加 `--pdf`、`--html` 时：PDF；网页、供门户网站粘贴的片段、目录页和公开数据（[data.md](data.md)） |
| `{paths.DRAFTS}/` | 加 `--draft` 时：有错误的也生成，每页标有“（草稿）” |
| `{paths.RETIRED}/` | 以前生成、现在不再有效的报告和退回件 |
| `{paths.CHANGED}/` | 有人改动过的、不是本程序生成的同名文件，原样移到这里，再写新的 |
| `{paths.HISTORY}` | 每个单位何时首次报送、退回、通过 |
| `{paths.RESULT}` | 每个数字、每段文字、每条问题，供其他程序使用（[result.md](result.md)） |

## 全部命令

| 命令 | 作用 |
| --- | --- |
"""  # noqa: E501  # a paragraph, a line


def page() -> str:
    """The command reference as Markdown."""
    return "\n".join((HEAD + "\n".join(_contents()), *_sections())) + "\n"


def parser_of(verb: str) -> Parser:
    """The parser by which a command answers `--help`."""
    asked: list[Parser] = []
    with patch.object(Parser, "print_help", lambda parser, file=None: asked.append(parser)):
        assert cli.main([verb, "--help"]) == cli.OK
    return asked[0]


def _contents() -> Iterator[str]:
    for verb, (text, _) in cli.VERBS.items():
        yield f"| [`xxgk {verb}`](#xxgk-{verb}) | {text} |"


def _sections() -> Iterator[str]:
    for verb in cli.VERBS:
        parser = parser_of(verb)
        actions = [action for action in parser._actions if action.dest != "help"]
        yield f"\n## xxgk {verb}\n"
        yield f"{parser.description}\n"
        yield f"    {_usage(verb, parser, actions)}\n"
        yield "| 写法 | 作用 |"
        yield "| --- | --- |"
        for action in sorted(actions, key=lambda action: bool(action.option_strings)):
            needed = "（必须写）" if _is_needed(action) else ""
            yield f"| `{_spelling(action)}`{needed} | {(action.help or '').replace('|', '&#124;')} |"


def _usage(verb: str, parser: Parser, actions: list[Action]) -> str:
    """The command on one line: what must be written, then what may be."""
    either = [group._group_actions for group in parser._mutually_exclusive_groups]
    words = [f"xxgk {verb}"]
    words += [_argument(action) for action in actions if not action.option_strings]
    words += [_option(action) for action in actions if action.option_strings and action.required]
    for action in actions:
        group = next((group for group in either if action in group), [action])
        if action.option_strings and not action.required and action is group[0]:
            words.append(f"[{' | '.join(map(_option, group))}]")
    return " ".join(words)


def _argument(action: Action) -> str:
    name = str(action.metavar or action.dest)
    return {"*": f"[{name} …]", "+": f"{name} …", "?": f"[{name}]"}.get(str(action.nargs), name)


def _option(action: Action) -> str:
    """An option with what follows it, by its shortest spelling."""
    return " ".join((action.option_strings[0], *_value(action)))


def _spelling(action: Action) -> str:
    if not action.option_strings:
        return _argument(action).strip("[]")
    return " ".join((", ".join(action.option_strings), *_value(action))).replace("|", "\\|")


def _value(action: Action) -> tuple[str, ...]:
    if action.nargs == 0:
        return ()
    return (str(action.metavar),) if action.metavar else ("|".join(map(str, action.choices or ())),)


def _is_needed(action: Action) -> bool:
    return action.required and action.nargs not in ("*", "?")
