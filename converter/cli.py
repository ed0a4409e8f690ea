"""The command xxgk: thin verbs that parse, call the package and print. The only module that prints."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from converter.errors import ConverterError

if TYPE_CHECKING:
    from converter.document.render import WordTemplate
    from converter.outcome import Batch, Outcome

OK, FOUND, MISUSE, STOPPED = 0, 1, 2, 130
SHARED = 20
"""Workbooks from which on the work of issuing them is shared among processes."""

STATUS_WORDS = {"passed": "通过", "to_confirm": "待核实", "returned": "退回", "unreadable": "无法读取"}
SEVERITY_WORDS = {"error": "错误", "warning": "提醒", "info": "提示"}

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument ([^:]*): expected one argument", "参数 {0} 后面缺少内容"),
    (r"argument ([^:]*): invalid int value: '(.*)'", "参数 {0} 应为整数，写的是“{1}”"),
    (r"argument ([^:]*): invalid choice: '(.*?)' .*", "参数 {0} 不能写“{1}”"),
)
"""argparse's English complaints and our words for them."""


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, allow_abbrev=False)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = words.format(*match.groups())
                break
        self.exit(MISUSE, f"命令写法不对：{message}。请用 {self.prog} --help 查看用法。\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 clean, 1 something returned or unreadable, 2 misuse."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not stop a batch
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except ConverterError as error:
        print(error, file=sys.stderr)
        return MISUSE
    except SystemExit as stop:  # argparse leaves by it, with its own status
        return stop.code if isinstance(stop.code, int) else OK
    except KeyboardInterrupt:
        print("已停止。已写出的报告都是完整的，可以重新运行。", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whoever read our words has heard enough
        return OK


def _run(words: list[str]) -> int:
    if words and words[0] in VERBS:
        return VERBS[words[0]][1](words[1:])
    if words and words[0] in ("--version", "-V"):
        from importlib.metadata import version

        print(f"xxgk {version('xxgk-converter')}")
        return OK
    if not words or words[0] in ("-h", "--help"):
        verbs = "\n".join(f"  xxgk {name:<10}{text}" for name, (text, _) in VERBS.items())
        print(f"政府信息公开工作年度报告：填好的 Excel 表，成批转换为核对过的 Word 报告。\n\n{verbs}\n")
        print("每个命令后加 --help 可看详细用法。")
        return OK if words else MISUSE
    print(f"没有“{words[0]}”这个命令。请用 xxgk --help 查看有哪些命令。", file=sys.stderr)
    return MISUSE


def _template(words: list[str]) -> int:
    parser = _Parser("xxgk template", "生成空白填报表。")
    parser.options.add_argument("-o", "--output", metavar="文件", required=True, help="写到哪个文件（.xlsx）")
    parser.options.add_argument("--year", metavar="年度", type=int, required=True, help="报告年度，如 2024")
    options = parser.parse_args(words)
    from converter.files import write_whole
    from converter.workbook.template import blank_workbook

    target = Path(options.output)
    write_whole(target, blank_workbook(options.year))
    print(f"已生成 {options.year} 年度空白填报表：{target}")
    return OK


def _convert(words: list[str]) -> int:
    parser = _Parser("xxgk convert", "把一个文件夹里填好的表成批转换为 Word 报告。")
    _folder_options(parser)
    parser.options.add_argument(
        "-o", "--output", metavar="文件夹", default="output", help="结果写到哪里（默认 output）"
    )
    parser.options.add_argument("--word-template", metavar="文件", help="用本单位自己的 Word 模板（.docx）")
    parser.options.add_argument("--draft", action="store_true", help="有错误的也生成草稿，放在“草稿”文件夹")
    options = parser.parse_args(words)
    from converter.batch import Job, convert_folder
    from converter.delivery import RESULT
    from converter.files import write_whole
    from converter.result import to_json

    output = Path(options.output)
    job = Job(_word_template(options.word_template), options.year, options.draft)
    batch = convert_folder(Path(options.folder), output, job, _tell)
    write_whole(output / RESULT, to_json(batch))
    made = sum(outcome.document is not None for outcome in batch.outcomes)
    _summary(batch)
    print(f"生成 Word 文件 {made} 份，在文件夹：{output}；逐项结果见：{output / RESULT}")
    return _exit_status(batch)


def _check(words: list[str]) -> int:
    parser = _Parser("xxgk check", "只检查，不生成文件。")
    _folder_options(parser)
    parser.options.add_argument(
        "--format", choices=("text", "json"), default="text", help="text 为逐条文字，json 与 result.json 相同"
    )
    options = parser.parse_args(words)
    from converter.batch import Job, convert_folder
    from converter.result import to_json

    job = Job(None, options.year)
    if options.format == "json":
        batch = convert_folder(Path(options.folder), None, job)
        sys.stdout.write(to_json(batch).decode())
    else:
        batch = convert_folder(Path(options.folder), None, job, _tell)
        _summary(batch)
    return _exit_status(batch)


def _folder_options(parser: _Parser) -> None:
    parser.add_argument_group("参数").add_argument("folder", metavar="文件夹", help="放着填好的表的文件夹")
    parser.options.add_argument(
        "--year", metavar="年度", type=int, help="本次汇总的年度；写了就核对每张表的年度"
    )


def _word_template(name: str | None) -> WordTemplate:
    from converter.document.render import WordTemplate
    from converter.errors import SettingsError
    from converter.resources import word_template

    path = Path(name) if name else word_template()
    try:
        return WordTemplate.of(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"Word 模板“{path}”打不开，请检查路径。") from error


def _tell(done: int, total: int, outcome: Outcome) -> None:
    """One line per file as it is done."""
    print(f"[{done}/{total}] {outcome.source}　{STATUS_WORDS[outcome.status]}", flush=True)


def _summary(batch: Batch) -> None:
    """What needs a person, file by file, then the count."""
    from converter.messages import describe

    for outcome in batch.outcomes:
        open_findings = [finding for finding in outcome.findings if finding.severity != "info"]
        if open_findings:
            print(f"\n{outcome.source}　{STATUS_WORDS[outcome.status]}")
        for finding in open_findings:
            answered = f"（单位说明：{finding.reason}）" if finding.reason else ""
            print(f"  {SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}{answered}")
    counts = Counter[str](outcome.status for outcome in batch.outcomes)
    words = "，".join(f"{word} {counts[status]}" for status, word in STATUS_WORDS.items())
    print(f"\n共 {len(batch.outcomes)} 份：{words}。")
    if batch.ignored:
        print(f"未处理的文件 {len(batch.ignored)} 个：{'、'.join(batch.ignored)}")


def _exit_status(batch: Batch) -> int:
    return FOUND if any(o.status in ("returned", "unreadable") for o in batch.outcomes) else OK


def _roster(words: list[str]) -> int:
    parser = _Parser("xxgk roster", "生成空白单位名单。")
    parser.options.add_argument("-o", "--output", metavar="文件", required=True, help="写到哪个文件（.xlsx）")
    options = parser.parse_args(words)
    from converter.files import write_whole
    from converter.workbook.roster import blank_roster

    write_whole(Path(options.output), blank_roster())
    print(f"已生成空白单位名单：{options.output}")
    return OK


def _issue(words: list[str]) -> int:
    parser = _Parser("xxgk issue", "按单位名单，给每个单位生成一份预填好的填报表。")
    parser.add_argument_group("参数").add_argument(
        "roster", metavar="单位名单", help="填好的单位名单（.xlsx）"
    )
    parser.options.add_argument("--year", metavar="年度", type=int, required=True, help="报告年度，如 2025")
    parser.options.add_argument(
        "-o", "--output", metavar="文件夹", default="下发", help="写到哪里（默认“下发”）"
    )
    parser.options.add_argument(
        "--last-year", metavar="路径", help="上年的填报表文件夹，或上年的 result.json"
    )
    options = parser.parse_args(words)
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import nullcontext

    from converter.files import write_whole
    from converter.issue import issued, last_year_from, roster_from
    from converter.messages import describe

    roster, findings = roster_from(Path(options.roster))
    for finding in findings:
        print(f"{SEVERITY_WORDS[finding.severity]} {finding.code}　{describe(finding)}")
    if roster is None:
        print("\n名单有错误，没有生成任何文件。请改正后重新运行。")
        return FOUND
    last = last_year_from(Path(options.last_year), options.year) if options.last_year else None
    without = []
    with ProcessPoolExecutor() if len(roster.entries) > SHARED else nullcontext() as executor:
        for name, content, entry in issued(roster, options.year, last, executor):
            write_whole(Path(options.output) / name, content)
            if last is not None and last.of(entry, roster) is None:
                without.append(entry.name)
    print(f"已为 {len(roster.entries)} 个单位生成 {options.year} 年度填报表，在文件夹：{options.output}")
    if without:
        print(f"其中 {len(without)} 个单位没有可用的上年数：{'、'.join(without)}")
    return OK


VERBS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "template": ("生成空白填报表", _template),
    "roster": ("生成空白单位名单", _roster),
    "issue": ("按名单给每个单位生成预填好的填报表", _issue),
    "convert": ("把一个文件夹里填好的表成批转换为 Word 报告", _convert),
    "check": ("只检查，不生成文件", _check),
}
"""Each verb with its line of help."""
