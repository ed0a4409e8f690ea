"""The command that adds up: rollup."""

from __future__ import annotations

from pathlib import Path

from converter.cli.ending import count
from converter.cli.forms import chosen_form, form_options
from converter.cli.in_year import fill_in, needed, reference_files, year_for, year_option
from converter.cli.progress import progress
from converter.cli.shared_options import (
    FOUND,
    OK,
    Parser,
    alone_in,
    input_paths,
    office_record,
    record_option,
    reference_data,
    reference_data_options,
)
from converter.cli.summary import notice_lines


def rollup(words: list[str]) -> int:
    """Add workbooks up to the report of the body above, and write it with 汇总表.xlsx."""
    parser = Parser("xxgk rollup", "把各单位的表汇总成本级政府自己的表。")
    parser.add_inputs("各单位填好的表")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="写到哪里（默认“汇总”）")
    parser.options.add_argument("--name", metavar="机关名称", help="汇总机关，如 金乡县人民政府")
    parser.options.add_argument("--year", metavar="年度", type=int, help="报告年度，如 2024")
    parser.options.add_argument(
        "--include-returned", action="store_true", help="有错误、应退回的表也计入（默认不计入）"
    )
    reference_data_options(parser)
    record_option(parser)
    form_options(parser)
    year_option(parser)
    options = parser.parse_intermixed_args(words)
    year = year_for(options, "paths")
    if not options.paths:
        year = needed(parser, year, "文件或文件夹, --name, --year")
        year.require_open()
        fill_in(options, output=str(year.summary), **reference_files(year))
    missing = [f"--{key}" for key in ("name", "year") if getattr(options, key) is None]
    if missing:
        parser.error(f"the following arguments are required: {', '.join(missing)}")
    from converter.batch.folder import Job, convert_folder
    from converter.results.paths import SUMMARY
    from converter.rollup import choose_parts, imbalances, last_year_sum, roll_up
    from converter.rollup.files import write_summary, write_workbook
    from converter.system.errors import UsageError
    from converter.system.naming import safe_stem

    paths, output = input_paths(options.paths), Path(options.output or "汇总")
    form = chosen_form(options)
    roster, last_year = reference_data(options, form, own=options.name)
    with alone_in(output, "rollup"):
        with progress("正在读取") as on_done:
            job = Job(None, options.year, roster=roster, record=office_record(options), form=form)
            batch = convert_folder(paths, None, job, on_done, on_listed=count)
        parts, excluded = choose_parts(
            batch.outcomes, options.name, options.year, form, returned=options.include_returned
        )
        for line in notice_lines(batch):
            print(line)
        for item in excluded:
            whose = f"{item.agency}（{item.source}）" if item.agency else item.source
            print(f"未计入：{whose}：{item.why}")
        if not parts:
            names = "、".join(f"“{path}”" for path in paths)
            raise UsageError(f"{names}里没有一份可以计入 {options.year} 年度汇总的表。")
        last = last_year_sum(last_year, options.name, form) if last_year else None
        roll = roll_up(parts, excluded, options.name, options.year, form, last)
        workbook = output / f"{safe_stem(options.name, f'-{options.year}-汇总')}.xlsx"
        written = [*write_workbook(roll, output, workbook.name), *write_summary(roll, output, SUMMARY)]
    doubtful = [part for part in parts if part.doubt]
    print(f"\n已汇总 {len(parts)} 个单位，未计入 {len(excluded)} 个文件。")
    if absent := [entry.name for entry in batch.missing]:
        print(f"未报送 {len(absent)} 个单位，没有计入：{'、'.join(absent)}")
    if doubtful:
        print(f"其中 {len(doubtful)} 个要核实：")
        for part in doubtful:
            print(f"  {part.agency}（{part.source}）：{part.doubt}")
    accepted = [part for part in parts if part.accepted]
    if accepted:
        print(f"其中 {len(accepted)} 个有县里认可的问题：")
        for part in accepted:
            print(f"  {part.agency}（{part.source}）：{part.accepted}")
    wrong = imbalances(roll)
    for imbalance in wrong:
        print(f"汇总数的勾稽关系不成立：{imbalance.sentence()}。请先让这些单位改正，再汇总。")
    for line in written:
        print(line)
    into = f"“{year.intake.name}”" if year else "收表的文件夹"
    print(f"汇总出的填报表：{workbook}（补写文字后，放进{into}，用 xxgk convert 转换）")
    print(f"请先打开：{output / SUMMARY}（各单位数据、与上年对比、图表、数据来源）")
    lacking = any(item.lacks for item in excluded)
    return FOUND if lacking or wrong or batch.notices else OK
