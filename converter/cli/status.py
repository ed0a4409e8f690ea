"""The command that says what stands in an output folder: status; and what `convert` says of it."""

from __future__ import annotations

from pathlib import Path

from converter.cli.in_year import year_for, year_option
from converter.cli.shared_options import Parser
from converter.cli.statuses import FOUND, MISUSE, OK
from converter.results.paths import RETIRED

_SHOWN = 10


def status(words: list[str]) -> int:
    """Print who works in an output folder, what was left there and what the last run came to."""
    parser = Parser("xxgk status", "看结果文件夹：谁在做，有没有没做完的，上次做成什么样。不改动任何文件。")
    parser.add_argument_group("参数").add_argument(
        "output", metavar="结果文件夹", nargs="?", help="默认 output；在年度文件夹里是其中的“输出”"
    )
    year_option(parser)
    options = parser.parse_args(words)
    from converter.desk.standing import status_lines

    year = year_for(options, "output")
    output = year.output if year else Path(options.output or "output")
    if not output.is_dir():
        print(f"没有结果文件夹“{output}”。")
        return MISUSE
    lines = [*status_lines(output)]
    for line in lines:
        print(line.text)
    return FOUND if any(line.is_open for line in lines) else OK


def retired(output: Path) -> frozenset[str]:
    """The names of the files in 已失效."""
    try:
        return frozenset(path.name for path in (output / RETIRED).iterdir())
    except OSError:
        return frozenset()


def retired_lines(before: frozenset[str], output: Path) -> list[str]:
    """What a run moved to 已失效; `before`: what was there."""
    names = sorted(retired(output) - before)
    more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
    shown = "、".join(f"“{name}”" for name in names[:_SHOWN])
    return [f"不再需要，已移到“{RETIRED}”：{shown}{more}。"] if names else []


def clear_lines(output: Path) -> list[str]:
    """Clear what an ended run left in a folder, and say so."""
    from converter.desk.standing import unfinished_sentence
    from converter.results.journal import clear

    sentence = unfinished_sentence(output)
    clear(output)
    return [f"{sentence}这次从头核对，接着做完，并已清理。"] if sentence else []
