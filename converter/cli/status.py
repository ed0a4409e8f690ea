"""The command that says what stands in an output folder: status; and what `convert` says of it."""

from __future__ import annotations

from pathlib import Path

from converter.cli.shared_options import Parser
from converter.cli.statuses import FOUND, MISUSE, OK


def status(words: list[str]) -> int:
    """Print who works in an output folder, what was left there and what the last run came to."""
    parser = Parser("xxgk status", "看结果文件夹：谁在做，有没有没做完的，上次做成什么样。不改动任何文件。")
    parser.add_argument_group("参数").add_argument(
        "output", metavar="结果文件夹", nargs="?", default="output", help="默认 output"
    )
    options = parser.parse_args(words)
    from converter.desk.standing import status_lines

    output = Path(options.output)
    if not output.is_dir():
        print(f"没有结果文件夹“{output}”。")
        return MISUSE
    lines = [*status_lines(output)]
    for line in lines:
        print(line.text)
    return FOUND if any(line.is_open for line in lines) else OK


def clear_lines(output: Path) -> list[str]:
    """Clear what an ended run left in a folder, and say so."""
    from converter.desk.standing import unfinished_sentence
    from converter.results.journal import clear

    sentence = unfinished_sentence(output)
    clear(output)
    return [f"{sentence}这次从头核对，接着做完，并已清理。"] if sentence else []
