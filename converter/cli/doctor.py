"""The command that tries whether this computer and a folder are fit for the work: doctor."""

from __future__ import annotations

import sys
from pathlib import Path

from converter.cli.shared_options import FOUND, MISUSE, OK, Parser


def doctor(words: list[str]) -> int:
    """Try a folder and this computer, and say of each trial how it went and what to do."""
    parser = Parser(
        "xxgk doctor",
        "在这台电脑上试一遍：写入、替换、锁、长文件名、字体、LibreOffice、内存、编码、时钟、屏幕。"
        "每行是 通过、注意 或 不行，以及该怎么办。报告里没有单位的数据，也没有路径和人名，可以发给帮您的人。",
    )
    parser.add_argument_group("参数").add_argument(
        "folder",
        metavar="文件夹",
        nargs="?",
        default=".",
        help="要在哪里放结果（默认当前文件夹）；试完不留下任何文件",
    )
    parser.options.add_argument("-o", "--output", metavar="文件", help="把报告另存为文本文件（.txt）")
    options = parser.parse_args(words)
    folder = Path(options.folder)
    if not folder.is_dir():
        print(f"没有文件夹“{folder}”。", file=sys.stderr)
        return MISUSE
    from datetime import datetime

    from converter.doctor import Verdict, examine, report
    from converter.system.own_files import write_own
    from converter.system.text_stamps import TEXT, stamped_text

    lines = []
    for line in examine(folder, sys.stdout):
        print(line.text(), flush=True)
        lines.append(line)
    text = report(lines, datetime.now().astimezone())
    if options.output:
        write_own(Path(options.output), stamped_text(text.replace("\n", "\r\n").encode("utf-8-sig"), TEXT))
        print(f"报告已写好，可以发送：{options.output}")
    worst = sum(line.verdict is Verdict.BAD for line in lines)
    noted = sum(line.verdict is Verdict.MIND for line in lines)
    print(f"\n共 {len(lines)} 项：不行 {worst}，注意 {noted}，其余通过。")
    return FOUND if worst else OK
