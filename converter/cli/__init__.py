"""The command xxgk: each verb parses its words, calls the package, prints in Chinese and returns a status.

In: command lines. Out: console text and exit statuses. The only package that prints. Others import `main`,
`VERBS` and the statuses.

    years          init, close: the folder of a year
    serve          serve: the local page
    in_year        what commands inside such a folder need no words for
    forms          local: what a county adds; which form a run has
    prepare        template, roster, rules, issue: what the office starts from
    convert        convert, check
    accept         accept: a finding of one agency may stand
    status         status: what stands in an output folder
    doctor         doctor: whether this computer and a folder are fit
    importing      import: published reports read back
    observing      observe: the published reports of a district together
    comparing      compare: two reports, or many agencies and years
    rollup         rollup
    word_templates word-template, template-check
    shared_options the parser, exit statuses, and options that several commands have
    statuses       the exit statuses
    ending         Ctrl-C and SIGTERM
    console        streams that cannot show Chinese, that nobody reads, or that are not there
    summary        counts and sentences after a run
    progress       the progress bar
    uncollected    imports without garbage collection
"""

from __future__ import annotations

import sys

try:
    from collections.abc import Callable, Sequence
    from importlib import import_module

    from converter.cli.console import endure, replace_unshown, require_chinese_names, status_of_output
    from converter.cli.ending import end_children, endable
    from converter.cli.statuses import FOUND, HUNG_UP, MISUSE, OK, STOPPED, TERMINATED
    from converter.cli.uncollected import without_collection
except KeyboardInterrupt:  # before signals are handled
    sys.stderr.write("已停止：还没有开始。请重新运行同一条命令。\n")
    sys.exit(130)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 clean, 1 something returned or unreadable, 2 misuse.

    130, 143 and 129: ended by Ctrl-C, SIGTERM, SIGHUP. `arguments`: None for those of this process, whose
    standard streams are then made to endure.
    """
    if arguments is None:
        endure()  # before any file is opened
    with endable(last=arguments is None) as run:
        try:
            status = _main(arguments)
        except BaseException:
            if not run.signal:
                raise
        if run.signal:  # also where a library made something else of the exception
            end_children()
            run.say()
            return run.status
    return status_of_output(status)


def _main(arguments: Sequence[str] | None) -> int:
    from converter.system.errors import ConverterError

    for stream in (sys.stdout, sys.stderr):
        replace_unshown(stream)
    try:
        if arguments is None:
            require_chinese_names()
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except ConverterError as error:
        print(error, file=sys.stderr)
        return MISUSE
    except SystemExit as stop:  # argparse leaves by it, with its own status
        return stop.code if isinstance(stop.code, int) else OK


def _run(words: list[str]) -> int:
    if words and words[0] in VERBS:
        return VERBS[words[0]][1](words[1:])
    if words and words[0] in ("--version", "-V"):
        from converter.system.versions import version

        print(f"xxgk {version('xxgk-converter')}")
        return OK
    if not words or words[0] in ("-h", "--help"):
        verbs = "\n".join(f"  xxgk {name:<16}{text}" for name, (text, _) in VERBS.items())
        print(f"政府信息公开工作年度报告：填好的 Excel 表，成批转换为核对过的 Word 报告。\n\n{verbs}\n")
        print("第一次用：xxgk serve（在浏览器里办），或 xxgk init（建一个年度的文件夹）。")
        print("每个命令后加 --help 可看详细用法。最常用的是：xxgk convert 放填报表的文件夹 -o 结果文件夹")
        return OK
    print(f"没有“{words[0]}”这个命令。请用 xxgk --help 查看有哪些命令。", file=sys.stderr)
    return MISUSE


def _verb(module: str, name: str, *, makes_files: bool = True) -> Callable[[list[str]], int]:
    """The function of a verb, imported when it is called: whatever takes time can be ended by a signal."""

    def run(words: list[str]) -> int:
        with without_collection(f"converter.cli.{module}"):
            function: Callable[[list[str]], int] = getattr(import_module(f"converter.cli.{module}"), name)
        if not makes_files or {"-h", "--help"} & {*words}:
            return function(words)
        from converter.system.scratch import scratch

        with scratch():
            return function(words)

    return run


VERBS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "init": ("为一个年度建立文件夹，里面的命令都不用再写路径", _verb("years", "init")),
    "serve": ("在浏览器里办（只在这台电脑上，不联网）", _verb("serve", "serve")),
    "template": ("生成空白填报表", _verb("prepare", "template")),
    "roster": ("生成空白单位名单", _verb("prepare", "roster")),
    "issue": ("按名单给每个单位生成预填好的填报表", _verb("prepare", "issue")),
    "rules": ("生成核对规则文件，可按本单位的需要调整", _verb("prepare", "rules")),
    "local": ("生成地方要求文件：增加项目、改小标题、加落款", _verb("forms", "local")),
    "convert": ("把填好的表（文件夹或文件）成批转换为 Word 报告", _verb("convert", "convert")),
    "check": ("只检查，不生成文件", _verb("convert", "check")),
    "status": (
        "看结果文件夹：谁在做，有没有没做完的，上次做成什么样",
        _verb("status", "status", makes_files=False),
    ),
    "doctor": (
        "在这台电脑上试一遍能不能用，报告可以发给帮忙的人",
        _verb("doctor", "doctor"),
    ),
    "accept": ("县里认可某个单位的一条问题，写明理由", _verb("accept", "accept")),
    "import": ("把已经公布的报告（Word、网页、PDF）读回填报表", _verb("importing", "import_")),
    "observe": ("看一个地方已经公布的报告：单独核对，也合起来核对", _verb("observing", "observe")),
    "compare": ("比较两份报告，或许多单位、许多年度", _verb("comparing", "compare")),
    "rollup": ("把各单位的表汇总成本级政府自己的表", _verb("rollup", "rollup")),
    "close": ("结束一个年度：存档，准备好下一年度的文件夹", _verb("years", "close")),
    "word-template": ("取出随软件提供的 Word 模板，供修改", _verb("word_templates", "word_template")),
    "template-check": ("检查改过的 Word 模板能不能用", _verb("word_templates", "template_check")),
}
"""Each verb with its line of help and its function."""

__all__ = ["FOUND", "HUNG_UP", "MISUSE", "OK", "STOPPED", "TERMINATED", "VERBS", "main"]
