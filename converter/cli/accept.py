"""The command by which the office accepts a finding of one agency: accept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from converter.cli.in_year import fill_in, year_for, year_option
from converter.cli.shared_options import OK, Parser, alone_in


def accept(words: list[str]) -> int:
    """Add findings of the last run to the office's record, with a reason."""
    from converter.checks.record_file import RECORD_FILE, add_to_record, read_record

    parser = Parser(
        "xxgk accept",
        "县里认可某个单位的一条错误或提醒（编号 C、D、G、X 开头的），写明理由，记入县里记录。"
        "数字、勾稽关系和文件的问题（编号 A、B、F 开头的）不能认可。",
    )
    arguments = parser.add_argument_group("参数")
    arguments.add_argument("agency", metavar="单位", help="机关名称，与校验结果中的相同")
    arguments.add_argument("code", metavar="编号", help="校验结果中的编号，如 D-07")
    parser.options.add_argument("--reason", metavar="理由", required=True, help="为什么认可")
    parser.options.add_argument("--by", metavar="姓名", required=True, help="谁认可")
    parser.options.add_argument(
        "--cell", metavar="单元格", default="", help="只认可这一格的；不写时该编号的全部认可"
    )
    parser.options.add_argument(
        "--record", metavar="文件", help=f"县里记录（默认“{RECORD_FILE}”），没有就新建"
    )
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="路径",
        help="上次运行的结果文件夹或 result.json（默认 output）",
    )
    year_option(parser)
    options = parser.parse_intermixed_args(words)
    year = year_for(options, "record", "output")
    if year is not None:
        year.require_open()
        fill_in(options, record=str(year.record), output=str(year.output))
    fill_in(options, record=RECORD_FILE, output="output")
    from converter.desk.accepting import findings_to_accept, signed
    from converter.system.locks import require_free
    from converter.system.texts import name_key

    require_free(Path(options.output) if Path(options.output).is_dir() else Path(options.output).parent)
    with alone_in(Path(options.record).parent, "accept"):
        found = findings_to_accept(Path(options.output), options.agency, options.code, options.cell)
        lines = signed(found, options.reason, options.by, datetime.now().astimezone().date())
        path = Path(options.record)
        known = read_record(path).accepted if path.exists() else {}
        new = [line for line in lines if (name_key(line["agency"]), line["finding"]) not in known]
        if new:
            add_to_record(path, new)
    for line in lines:
        what = f"{line['agency']} {line['code']}　{line['message']}"
        print(f"{'已认可' if line in new else '以前已经认可过'}：{what}")
    if new:
        print(f"已记入：{path}。只对这一处、现在填的内容有效，改了要重新认可。再转换一次，结论随着更新。")
        if year is None:
            print(f"转换、检查、汇总时请加上：--record {path}")
    return OK
