"""The command that looks at the published reports of a district: observe."""

from __future__ import annotations

from pathlib import Path

from converter.cli.progress import progress
from converter.cli.shared_options import Parser, alone_in, input_paths, reference_data
from converter.cli.summary import exit_status, print_findings, summarize
from converter.results.paths import PAGE


def observe(words: list[str]) -> int:
    """Check the published reports of a district, alone and together, and write a board."""
    parser = Parser(
        "xxgk observe",
        "看一个地方已经公布的报告：表内、文字与表、与上年、单位之间、与本级政府自己的报告，一并核对。",
    )
    parser.add_argument_group("参数").add_argument(
        "paths",
        metavar="路径",
        nargs="+",
        help="公布的报告（.docx、.html、.mht、.pdf），或放着它们的文件夹；可以有几个年度",
    )
    parser.options.add_argument("-o", "--output", metavar="文件夹", required=True, help="结果写到哪里")
    parser.options.add_argument("--roster", metavar="文件", help="单位名单（.xlsx）：看哪些单位没有公布")
    parser.options.add_argument(
        "--year", metavar="年度", type=int, help="看哪个年度；不写就是有最多报告的最近一年"
    )
    options = parser.parse_args(words)
    options.last_year = None
    from converter.desk.importing import files_to_import, require_importable
    from converter.desk.observing import WORKBOOKS, observed, read_outcomes, write_observed
    from converter.form import FORM

    folder = Path(options.output)
    files = files_to_import(input_paths(options.paths))
    roster, _ = reference_data(options, FORM)
    with alone_in(folder, "observe"):
        require_importable(folder)
        outcomes = []
        with progress("正在读取") as on_done:
            for number, outcome in enumerate(read_outcomes(files, folder, FORM), start=1):
                outcomes.append(outcome)
                on_done(number, len(files), outcome)
        batch = observed(outcomes, FORM, roster, options.year)
        write_observed(batch, folder)
    summary = summarize(batch)
    print_findings(batch, summary)
    print(f"看的是 {batch.year or '未知'} 年度；逐个单位的情况见：{folder / PAGE}")
    print(f"读回的填报表在：{folder / WORKBOOKS}")
    return exit_status(batch, summary)
