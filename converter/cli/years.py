"""The commands of a year's folder as a whole: init and close."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from converter.cli.in_year import needed, year_for, year_option
from converter.cli.shared_options import FOUND, OK, Parser, alone_in, from_here


def init(words: list[str]) -> int:
    """Make the folder of a new year."""
    parser = Parser("xxgk init", "为一个年度建立文件夹：名单、规则、收件、下发、输出都放在里面。")
    parser.add_argument_group("参数").add_argument(
        "folder", metavar="文件夹", help="建在哪里，如 年报2024；里面已有的文件保持原样"
    )
    parser.options.add_argument("--year", metavar="年度", type=int, required=True, help="报告年度，如 2024")
    parser.options.add_argument(
        "--name", metavar="机关名称", required=True, help="汇总机关的全称，如 金乡县人民政府"
    )
    parser.options.add_argument(
        "--deadline", metavar="日期", default="", help="单位报送的截止日期，如 1月20日；可以以后再写"
    )
    parser.options.add_argument(
        "--send-to", metavar="收表人", default="", help="填报表报送给谁，写在填报表首页；可以以后再写"
    )
    options = parser.parse_args(words)
    from converter.year.making import make_year

    path = Path(options.folder)
    year, made = make_year(path, options.name, options.year, options.deadline, options.send_to)
    print(f"已建立 {year.year} 年度的文件夹“{year.path}”：{'、'.join(made)}")
    print(f"下一步：填好“{year.roster.name}”，在文件夹里运行 xxgk issue；收到的表放进“{year.intake.name}”，")
    print("再运行 xxgk convert。在这个文件夹里，各个命令都不用再写路径。")
    return OK


def close(words: list[str]) -> int:
    """Close a year: list its files, archive them, prepare the next year's folder."""
    parser = Parser(
        "xxgk close", "结束一个年度：列出每个文件的校验码，存成一个压缩包，准备好下一年度的文件夹。"
    )
    parser.options.add_argument("--reason", metavar="理由", default="", help="还有没办完的也要结束，写明理由")
    parser.options.add_argument(
        "--next", metavar="文件夹", help="下一年度的文件夹建在哪里（默认在旁边，名称里的年度加一）"
    )
    parser.options.add_argument("--reopen", action="store_true", help="重新打开已经结束的年度")
    parser.options.add_argument(
        "--verify", action="store_true", help="对照存档清单，看存档后有没有文件改动过"
    )
    year_option(parser)
    options = parser.parse_args(words)
    from converter.system.errors import UsageError
    from converter.year.archive import changed_since, close_year, open_points, reopen_year
    from converter.year.making import next_path, prepare_next

    year = needed(parser, year_for(options), "-C")
    if options.verify:
        if not year.is_closed:
            raise UsageError(f"{year.year} 年度还没有结束，没有存档清单。")
        changed = changed_since(year)
        for name in changed:
            print(name)
        print(f"与存档清单不同的有 {len(changed)} 个文件。" if changed else "与存档清单逐个一致。")
        return FOUND if changed else OK
    with alone_in(year.output, "close"):
        if options.reopen:
            print(f"已重新打开 {year.year} 年度；原来的存档清单改名为“{reopen_year(year)}”，压缩包没有动。")
            return OK
        year.require_open()
        left = open_points(year)
        if left and not options.reason.strip():
            print(f"{year.year} 年度还有没办完的，没有结束：")
            for point in left:
                print(f"  {point}")
            print("办完后再运行一次；确要提前结束的，加 --reason 写明理由。")
            return FOUND
        archive = close_year(year, datetime.now().astimezone(), options.reason)
    print(f"已结束 {year.year} 年度，存档：{from_here(archive)}")
    path = Path(options.next) if options.next else next_path(year)
    made = prepare_next(year, path)
    print(
        f"下一年度的文件夹：{from_here(path)}"
        + (f"（{'、'.join(made)}）" if made else "（已经有了，没有改动）")
    )
    return OK
