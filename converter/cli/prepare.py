"""The commands that write what the office starts from: template, roster, rules and issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from converter.cli.ending import count
from converter.cli.forms import chosen_form, form_options
from converter.cli.in_year import fill_in, needed, reference_files, year_for, year_option
from converter.cli.shared_options import FOUND, OK, Parser, alone_in, input_paths

if TYPE_CHECKING:
    from converter.desk.issued import Issued

SHARED = 20
"""Number of workbooks above which several processes write them."""


def template(words: list[str]) -> int:
    """Write the blank workbook of a year."""
    parser = Parser("xxgk template", "生成空白填报表。")
    parser.options.add_argument("-o", "--output", metavar="文件", help="写到哪个文件（.xlsx）")
    parser.options.add_argument("--year", metavar="年度", type=int, help="报告年度，如 2024")
    form_options(parser)
    year_option(parser)
    options = parser.parse_args(words)
    if not options.output:
        year = needed(parser, year_for(options), "-o/--output")
        fill_in(options, year=year.year, local=reference_files(year)["local"])
        options.output = str(year.issued / f"空白填报表-{options.year}.xlsx")
    if options.year is None:
        parser.error("the following arguments are required: --year")
    from converter.system.own_files import write_own
    from converter.workbook.write.workbook import blank_workbook

    target = Path(options.output)
    write_own(target, blank_workbook(options.year, chosen_form(options)))
    print(f"已生成 {options.year} 年度空白填报表：{target}")
    return OK


def roster(words: list[str]) -> int:
    """Write an empty roster."""
    parser = Parser("xxgk roster", "生成空白单位名单。")
    parser.options.add_argument("-o", "--output", metavar="文件", help="写到哪个文件（.xlsx）")
    year_option(parser)
    options = parser.parse_args(words)
    if not options.output:
        options.output = str(needed(parser, year_for(options), "-o/--output").roster)
    from converter.form import FORM
    from converter.system.own_files import write_own
    from converter.workbook.roster.blank import blank_roster

    write_own(Path(options.output), blank_roster(FORM))
    print(f"已生成空白单位名单：{options.output}")
    return OK


def rules(words: list[str]) -> int:
    """Write the commented default of the rules file, or print it."""
    parser = Parser("xxgk rules", "生成核对规则文件：列出每一条核对，可以调整级别、限值，或写明理由停用。")
    parser.options.add_argument(
        "-o", "--output", metavar="文件", help="写到哪个文件（.toml）；不写就显示出来"
    )
    options = parser.parse_args(words)
    from converter.checks.rules_file import default_rules
    from converter.form import FORM

    text = default_rules(FORM)
    if options.output is None:
        print(text)
        return OK
    from converter.system.own_files import write_own
    from converter.system.text_stamps import TOML, stamped_text

    write_own(Path(options.output), stamped_text(text.replace("\n", "\r\n").encode(), TOML))
    print(f"已生成核对规则：{options.output}。修改后，转换或检查时加上 --rules {options.output}")
    print("放在年度文件夹里、名称是“规则.toml”的，自动使用，不用加。")
    return OK


def issue(words: list[str]) -> int:
    """Write a prefilled workbook for every agency of a roster."""
    parser = Parser("xxgk issue", "按单位名单，给每个单位生成一份预填好的填报表。")
    parser.add_argument_group("参数").add_argument(
        "roster", metavar="单位名单", nargs="?", help="填好的单位名单（.xlsx）；在年度文件夹里不用写"
    )
    parser.options.add_argument("--year", metavar="年度", type=int, help="报告年度，如 2025")
    parser.options.add_argument("-o", "--output", metavar="文件夹", help="写到哪里（默认“下发”）")
    parser.options.add_argument(
        "--last-year",
        metavar="路径",
        action="append",
        help="上年的填报表文件夹（或填报表），或上年的 result.json；可以写几次",
    )
    parser.options.add_argument(
        "--deadline", metavar="日期", help="单位报送的截止日期，如 1月20日，写在填报表首页"
    )
    parser.options.add_argument("--send-to", metavar="收表人", help="填报表报送给谁，写在填报表首页")
    form_options(parser)
    year_option(parser)
    options = parser.parse_args(words)
    year = year_for(options, "roster")
    if not options.roster:
        year = needed(parser, year, "单位名单")
        year.require_open()
        fill_in(options, output=str(year.issued), **{**reference_files(year), "roster": str(year.roster)})
    fill_in(options, output="下发")
    if options.year is None:
        parser.error("the following arguments are required: --year")
    from contextlib import nullcontext

    from converter.batch.last_year import last_year_from
    from converter.batch.workers import Workers
    from converter.cli.findings import finding_lines
    from converter.desk.issue import Sending, carried_over
    from converter.desk.issued import issue_workbooks
    from converter.workbook.roster.reading import load_roster

    form = chosen_form(options)
    roster, findings = load_roster(Path(options.roster), form)
    for line in finding_lines(findings, "，改正后再运行会接着列出"):
        print(line)
    if roster is None:
        print("\n名单有错误，没有生成任何文件。请改正后重新运行。")
        return FOUND
    paths = input_paths(options.last_year or ())
    last = last_year_from(paths, form, options.year, roster) if paths else None
    folder = Path(options.output)
    with (
        alone_in(folder, "issue"),
        Workers() if len(roster.entries) > SHARED else nullcontext() as executor,
    ):
        issued: list[Issued] = []
        count(len(roster.entries))
        sending = Sending(options.send_to or "", options.deadline or "")
        for each in issue_workbooks(folder, roster, options.year, last, executor, sending):
            issued.append(each)
            count(len(roster.entries), len(issued))
    without = [
        each.entry.name
        for each in issued
        if each.what != "kept"
        and last is not None
        and not carried_over(last, each.entry, roster, options.year).figures
    ]
    for line in _issued_lines(issued, options.year, options.output):
        print(line)
    if without:
        print(f"其中 {len(without)} 个单位没有可用的上年数：{'、'.join(without)}")
    intake = (
        f"“{year.intake.name}”里，运行 xxgk convert" if year else "一个文件夹里，运行 xxgk convert 那个文件夹"
    )
    print(f"下一步：把这些表发给各单位，一个单位一份；填好交回的表放在{intake}。")
    return OK


def _issued_lines(issued: Sequence[Issued], year: int, output: str) -> Iterator[str]:
    """What was written, and what was left as it is because somebody filled it in."""
    of = {what: [each for each in issued if each.what == what] for what in ("new", "renewed", "same", "kept")}
    yield f"已为 {len(of['new'])} 个单位生成 {year} 年度填报表，在文件夹：{output}"
    if of["renewed"]:
        yield f"名单或上年数有变化、表还没有填写的，重新生成 {len(of['renewed'])} 份："
        for each in of["renewed"]:
            yield f"  {each.path.name}{f'（原来是 {each.before}）' if each.before else ''}"
    if of["same"]:
        yield f"没有变化的 {len(of['same'])} 份，保持原样。"
    if of["kept"]:
        yield f"已经填写或改动过的 {len(of['kept'])} 份，没有覆盖，也没有另外生成："
        for each in of["kept"]:
            yield f"  {each.path.name}（{each.entry.name}）"
